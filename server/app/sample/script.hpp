// What the people of the sample answer at each step of a rotation, and when. Pure: all chance comes from the case and the
// step, so an answer does not depend on what else happens.
#pragma once
#include <optional>
#include <string>

#include "app/sample/dice.hpp"
#include "app/sample/land.hpp"
#include "app/sample/plan.hpp"
#include "workflow/rotation.hpp"

namespace luan::app::sample {

/// One seat of one open run that is to be answered.
struct Asked {
  const Case& of;
  const workflow::Rotation& rotation;
  const workflow::StepRun& run;
  const workflow::Seat& seat;
  std::size_t place = 0;  // of the seat on the roll
};

class Script {
 public:
  Script(const Source& source, const Land& land, unsigned seed) : source_(source), land_(land), seed_(seed) {}

  /// Nothing: nobody answers there.
  [[nodiscard]] std::optional<Instant> when(const Asked& asked, const WorkingDays& calendar, const TimeZone& zone) const;
  /// The body that a page or program would send. `placement`: a free post for where one is asked.
  [[nodiscard]] json::value answer(const Asked& asked, const store::Directory& directory, Date today, const PositionId& placement) const;
  /// Does the answer to this step name a post, and is it to be a key one?
  [[nodiscard]] bool names_post(const Asked& asked, const store::Directory& directory, Date today) const;
  [[nodiscard]] json::value nomination(const Case& of, const store::Directory& directory, Date today) const;
  [[nodiscard]] std::string withdrawal(const Case& of) const;
  [[nodiscard]] std::string early_end(const Case& of) const;
  /// A working moment of that day, the same for the same `about`.
  [[nodiscard]] Instant moment(Date date, const std::string& about, const TimeZone& zone) const;

 private:
  [[nodiscard]] std::string placement_kind(const Asked& asked, const store::Directory& directory, Date today) const;

  const Source& source_;
  const Land& land_;
  unsigned seed_;
};

}  // namespace luan::app::sample
