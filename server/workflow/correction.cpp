// A response that was recorded wrongly is put right by who gave it: what is right stands from then on, and both stand in the log.
//
// What was decided by it stays decided. The answer itself can be another one only while its step is open and no ballot; what the
// answer did beside its outcome (a decision on paper, a petition that lives on, a placement) is put right where it lives now.
#include <algorithm>

#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

struct Given {
  const Step* step = nullptr;
  const StepRun* run = nullptr;
  const GivenResponse* response = nullptr;
  AccountId principal{};
};

Result<Given> locate(const Definition& definition, const Rotation& rotation, int sequence, const Context& context) {
  for (const StepRun& run : rotation.runs) {
    const auto response = std::ranges::find(run.responses, sequence, &GivenResponse::sequence);
    if (response == run.responses.end()) continue;
    const Step* step = definition.find_step(run.step).second;
    if (!step) return refuse(RefusalCode::not_found);
    const Actor& actor = *context.actor;
    const Standing standing = standing_of(*step, rotation, run, actor);
    const bool same_seat = standing.seat && *standing.seat == response->seat;
    if (response->actor != actor.account && !same_seat) return refuse(RefusalCode::not_your_response, {{"who", context.account_name(response->actor)}});
    if (standing.hindrance == Hindrance::own_rotation) return refuse(RefusalCode::own_rotation);
    if (auto open = refuse_unless_open(rotation, context); !open) return std::unexpected(std::move(open.error()));
    return Given{step, &run, &*response, same_seat ? standing.principal : AccountId()};
  }
  return refuse(RefusalCode::not_found);
}

/// Fields whose value went on into something with a life of its own.
std::vector<std::string> settled_fields(Effect effect) {
  switch (effect) {
    case Effect::post: return {"effective", "term_months"};
    case Effect::petition: return {"petitions"};
    case Effect::place: return {"placement_position", "extension_months"};
    case Effect::none:
    case Effect::assign:
    case Effect::evaluate: break;
  }
  return {};
}

std::vector<FieldError> untouchable(const Given& given, const Correct& command) {
  std::vector<FieldError> faults;
  const bool fixed = !given.run->open() || std::holds_alternative<BallotRule>(given.step->rule);
  if (fixed && command.form.answer != given.response->outcome)
    faults.push_back({"outcome",
                      {"Kết luận đã được tính vào kết quả của bước nên không đổi được bằng đính chính; chỉ sửa nội dung",
                       "This answer has been counted and cannot be changed by a correction; only what was written can"}});
  const auto value = [](const Filled& form, const std::string& field) {
    const json::value* found = form.values.if_contains(field);
    return found ? *found : json::value();
  };
  for (const std::string& field : settled_fields(given.step->effect))
    if (value(command.form, field) != value(command.before, field))
      faults.push_back({field,
                        {"Mục này đã có hiệu lực riêng nên không đổi được bằng đính chính; giữ nguyên như đã ghi",
                         "This has taken effect by itself and cannot be changed by a correction; leave it as it was recorded"}});
  return faults;
}

}  // namespace

std::expected<void, Refusal> may_correct(const Definition& definition, const Rotation& rotation, int sequence, const Context& context) {
  auto located = locate(definition, rotation, sequence, context);
  if (!located) return std::unexpected(std::move(located.error()));
  return {};
}

std::expected<void, Refusal> correct(Unfolding& unfolding, const Correct& command) {
  const auto given = locate(unfolding.definition(), unfolding.state(), command.sequence, unfolding.context());
  if (!given) return std::unexpected(given.error());
  if (command.form.answer == command.before.answer && command.form.values == command.before.values) return refuse(RefusalCode::nothing_corrected);
  if (auto faults = untouchable(*given, command); !faults.empty()) return refuse_fields(std::move(faults));
  ResponseCorrected corrected{given->run->step, given->run->run, given->response->seat, command.sequence, command.form.answer, {}, given->principal};
  if (given->step->effect == Effect::evaluate) corrected.level = text_member(command.form.values, "level");
  unfolding.emit(std::move(corrected), {{"form", command.form.values}, {"reason", {{"reason", command.reason}}}}, unfolding.context().actor->account.text(),
                 command.form.attachments);
  return {};
}

}  // namespace luan::workflow
