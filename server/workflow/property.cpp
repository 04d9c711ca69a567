#include "workflow/property.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/trace.hpp"

namespace luan::workflow {
namespace {

/// Does this event make it happen?
bool happens(const Happening& happening, const Event& event) {
  if (const auto* closed = std::get_if<StepClosed>(&event.body)) return happening.is_closing(closed->step, closed->outcome);
  const bool enters = std::holds_alternative<RotationNominated>(event.body) || std::holds_alternative<StageEntered>(event.body) ||
                      std::holds_alternative<RotationEnded>(event.body);
  return enters && happening.is_place(event.to);
}

}  // namespace

std::optional<std::size_t> broken_at(const Property& property, const std::vector<Event>& history) {
  if (property.kind == Property::Kind::reachable) return {};
  bool seen = false;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Event& event = history[i];
    if (happens(property.what, event) && seen == (property.kind == Property::Kind::after)) return i;
    if (!property.since.empty() && happens({Happening::Kind::stage, property.since, {}}, event)) seen = false;
    if (std::ranges::any_of(property.other, [&](const Happening& one) { return happens(one, event); })) seen = true;
  }
  return {};
}

Localized words(const Definition& definition, const Happening& happening) {
  if (happening.kind != Happening::Kind::step) {
    const Localized title = place_title(definition, happening.id);
    return happening.kind == Happening::Kind::end ? Localized{fmt::format("hồ sơ tới «{}»", title.vi), fmt::format("the rotation reaches «{}»", title.en)}
                                                  : Localized{fmt::format("hồ sơ vào «{}»", title.vi), fmt::format("the rotation enters «{}»", title.en)};
  }
  const Step& step = *definition.find_step(happening.id).second;
  if (happening.outcomes.empty()) return {fmt::format("«{}» có kết quả", step.title.vi), fmt::format("«{}» is done", step.title.en)};
  Localized all;
  for (const std::string& outcome : happening.outcomes) {
    const Localized label = outcome_label(definition, step, outcome);
    all.vi += fmt::format("{}«{}»", all.vi.empty() ? "" : " hoặc ", label.vi);
    all.en += fmt::format("{}«{}»", all.en.empty() ? "" : " or ", label.en);
  }
  return {fmt::format("«{}» có kết quả {}", step.title.vi, all.vi), fmt::format("«{}» ends in {}", step.title.en, all.en)};
}

Localized words(const Definition& definition, const std::vector<Happening>& any) {
  Localized all;
  for (const Happening& one : any) {
    const Localized said = words(definition, one);
    all.vi += (all.vi.empty() ? "" : ", hoặc ") + said.vi;
    all.en += (all.en.empty() ? "" : ", or ") + said.en;
  }
  return all;
}

Localized words(const Definition& definition, const Property& property) {
  const Localized what = words(definition, property.what);
  const Localized stage = property.since.empty() ? Localized{} : place_title(definition, property.since);
  if (property.kind == Property::Kind::reachable) {
    if (property.since.empty())
      return {fmt::format("Từ bất cứ giai đoạn nào, hồ sơ vẫn còn đường để {}.", what.vi),
              fmt::format("From every stage that a rotation can be in, there is still a way by which {}.", what.en)};
    return {fmt::format("Từ giai đoạn «{}», hồ sơ vẫn còn đường để {}.", stage.vi, what.vi),
            fmt::format("From the stage «{}» there is still a way by which {}.", stage.en, what.en)};
  }
  const Localized other = words(definition, property.other);
  Localized since;
  if (!property.since.empty())
    since = {fmt::format(", tính lại mỗi lần hồ sơ vào «{}»", stage.vi), fmt::format(", reckoned anew each time the rotation enters «{}»", stage.en)};
  if (property.kind == Property::Kind::after)
    return {fmt::format("Khi đã có việc {} thì không bao giờ {} nữa{}.", other.vi, what.vi, since.vi),
            fmt::format("Once {}, it never happens that {}{}.", other.en, what.en, since.en)};
  return {fmt::format("Không bao giờ {} khi chưa có việc {}{}.", what.vi, other.vi, since.vi),
          fmt::format("It never happens that {} before {}{}.", what.en, other.en, since.en)};
}

}  // namespace luan::workflow
