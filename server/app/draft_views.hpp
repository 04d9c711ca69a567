// What somebody has typed and not sent: kept for him alone until it is recorded, he discards it, or nobody has touched it for
// thirty days. No event, and no part of what is proved.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "app/views.hpp"

namespace luan::app {

/// Which form a draft is of. An account has one draft of each.
struct DraftOf {
  enum class Kind : unsigned char { step, recusal, action, nomination, petition, correction, dossier, form };
  Kind kind = Kind::step;
  std::string rotation{};  // id; "-" with a nomination and a form
  std::string name{};      // the step or action, the workflow of a nomination, the petition's number, the sequence of the response corrected,
                           // an item of the dossier and what is done with it: "cv.record"; of a form that is of no rotation
                           // its address without the first slash: "ke-hoach/lap-moi"

  /// "step/{rotation}/{name}": how it is stored and posted.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<DraftOf> parse(std::string_view text);
};

struct DraftView {
  DraftOf of;
  json::object fields;  // by name, as typed
  int seen = 0;         // version of the rotation when the form was opened; 0: none
  Instant saved{};
  Localized title{};  // in a list: what the form is, and whose rotation; empty where it can be opened no more
  std::string code{}, official{};
};

inline constexpr int drafts_most = 100;  // of one account
inline constexpr std::size_t draft_bytes_most = 60'000;

}  // namespace luan::app
