// Papers of a rotation as pages list them. What stands in one is app/papers.hpp's.
#pragma once
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::app {

enum class PaperKind : unsigned char {
  decision,        // of the posting, as the committee issues it
  state_decision,  // that the posting issues in a state register
  count,           // of a ballot that has closed
  synthesis,       // of the opinions of the places asked
  evaluation,      // of an official in his post, beside his self-review
  minutes          // of a meeting
};
struct PaperKey {
  PaperKind kind = PaperKind::decision;
  int sequence = 0;  // of the event in the rotation by which the paper came; 0: it is being drafted, or of a meeting
  bool operator==(const PaperKey&) const = default;
};
/// One that can be printed.
struct PaperView {
  PaperKey key;
  Localized label;     // «Biên bản kiểm phiếu: Biểu quyết điều động»
  std::string number;  // as headed; "" where no register holds one
  std::optional<Date> on{};
  bool draft = false;
};

}  // namespace luan::app
