#include "workflow/definition.hpp"

#include <algorithm>
#include <cassert>

namespace luan::workflow {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

template <class Things>
auto* by_id(const Things& things, std::string_view id) {
  const auto found = std::ranges::find_if(things, [&](const auto& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

const Form* form_of(const Definition& definition, const Step& step) { return by_id(definition.forms, step.form); }

bool somebody_may_differ(const Form* form) {
  return form && std::ranges::any_of(form->answers, [](const Answer& answer) { return !answer.agrees; });
}

/// Outcomes that a rule gives by itself have the same names in every definition.
struct Named {
  std::string_view id;
  std::string_view vi;
  std::string_view en;
};
constexpr Named rule_outcomes[] = {
    {"done", "Đã xong", "Done"},
    {"complete", "Đủ ý kiến", "Complete"},
    {"incomplete", "Thiếu ý kiến khi hết hạn", "Incomplete at the deadline"},
    {"all_agree", "Tất cả đồng ý", "All agree"},
    {"differing", "Có ý kiến khác nhau", "Opinions differ"},
    {"passed", "Thông qua", "Passed"},
    {"failed", "Không thông qua", "Not passed"},
    {"too_few", "Không đủ số người", "Too few took part"},
    {"lapsed", "Thôi chờ vì đã chuyển giai đoạn", "Lapsed when the stage was left"},
};

/// Decimal text in units of 1/10000, so that 69.5 and 70 compare without floating point. Texts are checked at load and by
/// the plugin host: digits with at most four decimals.
long long ten_thousandths(std::string_view text) {
  long long value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.') {
      decimals = 0;
      continue;
    }
    value = value * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  for (int i = std::max(decimals, 0); i < 4; ++i) value *= 10;
  return value;
}

}  // namespace

const Band* band_of(const PluginCall& call, std::string_view points) {
  const auto found = std::ranges::find_if(call.bands, [&](const Band& band) { return ten_thousandths(points) >= ten_thousandths(band.from); });
  return found == call.bands.end() ? nullptr : &*found;
}

const Step* Stage::step(std::string_view wanted) const { return by_id(steps, wanted); }

const Form& Definition::form(std::string_view id) const {
  const Form* found = by_id(forms, id);
  assert(found && "the loader checked that every form named is there");
  return *found;
}

const Stage* Definition::stage(std::string_view id) const { return by_id(stages, id); }
const End* Definition::end(std::string_view id) const { return by_id(ends, id); }
const Action* Definition::action(std::string_view id) const { return by_id(actions, id); }
const Register& Definition::reg(std::string_view id) const {
  const Register* found = by_id(registers, id);
  assert(found && "the loader reports a register that is not there");
  return *found;
}

std::pair<const Stage*, const Step*> Definition::find_step(std::string_view id) const {
  for (const Stage& stage : stages)
    if (const Step* step = stage.step(id)) return {&stage, step};
  return {nullptr, nullptr};
}

std::size_t Definition::stage_number(std::string_view id) const {
  const Stage* found = stage(id);
  return found ? static_cast<std::size_t>(found - stages.data()) + 1 : 0;
}

std::vector<std::string> outcomes(const Definition& definition, const Step& step) {
  std::vector<std::string> all;
  if (step.plugin) {
    for (const Band& band : step.plugin->bands) all.push_back(band.outcome);
    return all;
  }
  const Form* form = form_of(definition, step);
  // Without a deadline nobody's silence ever counts: the step waits for all.
  const bool may_be_silent = step.due.has_value();
  std::visit(Overload{
                 [&](const FirstRule&) {
                   if (form && form->answers.empty())
                     all.push_back("done");
                   else if (form)
                     for (const Answer& answer : form->answers) all.push_back(answer.id);
                 },
                 [&](const AllRule&) {
                   all.push_back("complete");
                   if (may_be_silent) all.push_back("incomplete");
                 },
                 [&](const EachRule& rule) {
                   all.push_back("all_agree");
                   if (somebody_may_differ(form)) all.push_back("differing");
                   if (may_be_silent) all.push_back(rule.silent);
                 },
                 [&](const BallotRule&) {
                   all.insert(all.end(), {"passed", "failed"});
                   if (may_be_silent) all.push_back("too_few");
                 },
             },
             step.rule);
  if (!step.nobody_left.empty()) all.push_back(step.nobody_left);
  return all;
}

bool asks_persons(const Step& step) { return std::holds_alternative<AllRule>(step.rule) || std::holds_alternative<BallotRule>(step.rule); }

Localized outcome_label(const Definition& definition, const Step& step, std::string_view outcome) {
  if (step.plugin) {
    for (const Band& band : step.plugin->bands)
      if (band.outcome == outcome) return band.label;
  } else if (!step.nobody_left.empty() && outcome == step.nobody_left) {
    return {"Mọi người được hỏi đều không tham gia vì xung đột lợi ích", "Everybody asked is recused"};
  } else if (std::holds_alternative<FirstRule>(step.rule)) {
    const Form* form = form_of(definition, step);
    if (const Answer* answer = form ? form->answer(outcome) : nullptr) return answer->label;
  } else if (const auto* each = std::get_if<EachRule>(&step.rule); each && outcome == each->silent) {
    return {"Không trả lời đúng hạn", "No reply in time"};
  }
  for (const Named& named : rule_outcomes)
    if (named.id == outcome) return {std::string(named.vi), std::string(named.en)};
  return {std::string(outcome), std::string(outcome)};
}

}  // namespace luan::workflow
