#include "workflow/sameness.hpp"

#include <algorithm>
#include <tuple>

namespace luan::workflow {
namespace {

bool same_fraction(const Fraction& a, const Fraction& b) { return a.strict == b.strict && a.numerator * b.denominator == b.numerator * a.denominator; }

auto parts(const BallotRule& rule) { return std::tie(rule.pass_of, rule.tie, rule.for_answer, rule.against_answer, rule.abstain_answer, rule.counts_recused); }

bool same_field(const Field& a, const Field& b) {
  const auto limits = [](const Field& f) {
    return std::tie(f.id, f.kind, f.required, f.required_if, f.required_where, f.only_if, f.only_where, f.length_max, f.min, f.max, f.counted_in, f.types,
                    f.at_most, f.not_before, f.not_after, f.units, f.in_unit, f.for_position, f.each_of);
  };
  const auto shares = [](const std::pair<const std::string, NumberShare>& one, const std::pair<const std::string, NumberShare>& other) {
    const auto parts = [](const NumberShare& share) { return std::tie(share.is, share.numerator, share.denominator, share.of); };
    return one.first == other.first && parts(one.second) == parts(other.second);
  };
  return limits(a) == limits(b) && a.min_where == b.min_where && std::ranges::equal(a.share, b.share, shares) &&
         std::ranges::equal(a.choices, b.choices, {}, &Choice::id, &Choice::id) && std::ranges::equal(a.columns, b.columns, same_field);
}

}  // namespace

bool same_people(const std::vector<Who>& a, const std::vector<Who>& b) {
  const auto in = [](const std::vector<Who>& all) {
    return [&all](const Who& one) { return std::ranges::any_of(all, [&](const Who& other) { return other.role == one.role && other.party == one.party; }); };
  };
  return std::ranges::all_of(a, in(b)) && std::ranges::all_of(b, in(a));
}

bool same_rule(const Rule& a, const Rule& b) {
  if (a.index() != b.index()) return false;
  if (const auto* each = std::get_if<EachRule>(&a)) return each->silent == std::get<EachRule>(b).silent;
  if (const auto* ballot = std::get_if<BallotRule>(&a)) {
    const auto& other = std::get<BallotRule>(b);
    return same_fraction(ballot->quorum, other.quorum) && same_fraction(ballot->pass, other.pass) && parts(*ballot) == parts(other);
  }
  return true;
}

bool same_form(const Form& a, const Form& b) {
  return std::ranges::equal(a.answers, b.answers, [](const Answer& one, const Answer& other) { return one.id == other.id && one.agrees == other.agrees; }) &&
         std::ranges::equal(a.fields, b.fields, same_field);
}

bool same_plugin(const std::optional<PluginCall>& a, const std::optional<PluginCall>& b) {
  if (a.has_value() != b.has_value()) return false;
  return !a || (a->plugin == b->plugin && a->with == b->with && std::ranges::equal(a->bands, b->bands, [](const Band& one, const Band& other) {
                  return one.outcome == other.outcome && one.from == other.from;
                }));
}

bool same_effect(const Step& a, const Step& b) { return a.effect == b.effect && a.effect_with == b.effect_with; }

bool same_item(const DossierItem& a, const DossierItem& b) {
  const auto parts = [](const DossierItem& item) { return std::tie(item.id, item.required, item.kinds, item.directions, item.valid, item.months); };
  return parts(a) == parts(b);
}

bool same_due(const std::optional<Due>& a, const std::optional<Due>& b) {
  const auto parts = [](const Due& due) { return std::tie(due.wait.days, due.wait.working, due.from, due.of, due.before, due.minute); };
  return a.has_value() == b.has_value() && (!a || parts(*a) == parts(*b));
}

bool same_reminding(const Step& a, const Step& b) {
  const auto parts = [](const Moment& moment) { return std::tie(moment.wait.days, moment.wait.working, moment.before); };
  const auto same = [&](const Moment& one, const Moment& other) { return parts(one) == parts(other); };
  if (a.remind.has_value() != b.remind.has_value() || (a.remind && !std::ranges::equal(*a.remind, *b.remind, same))) return false;
  if (!a.escalate || !b.escalate) return a.escalate.has_value() == b.escalate.has_value();
  return same(a.escalate->when, b.escalate->when) && same_people(a.escalate->to, b.escalate->to) && a.escalate->may_answer == b.escalate->may_answer;
}

bool same_issues(const std::vector<Issue>& a, const std::vector<Issue>& b) {
  return std::ranges::equal(a, b,
                            [](const Issue& one, const Issue& other) { return one.reg == other.reg && one.posts == other.posts && one.with == other.with; });
}

bool same_opening(const Step& a, const Step& b) {
  const auto calendar = [](const Step& step) -> std::tuple<std::size_t, int, int, int> {
    if (const auto* repeat = std::get_if<Repeat>(&step.when)) return {1, static_cast<int>(repeat->every), repeat->month, repeat->day};
    if (const auto* before = std::get_if<BeforeTermEnd>(&step.when)) return {2, before->days, 0, 0};
    return {0, 0, 0, 0};
  };
  return a.after == b.after && a.opens_if == b.opens_if && calendar(a) == calendar(b);
}

bool same_question(const Definition& a, const Step& one, const Definition& b, const Step& other) {
  if (one.plugin || other.plugin) return same_plugin(one.plugin, other.plugin);
  return same_people(one.who, other.who) && same_rule(one.rule, other.rule) && same_effect(one, other) && one.nobody_left == other.nobody_left &&
         one.delegable == other.delegable && one.needs_dossier == other.needs_dossier && one.excepts_dossier == other.excepts_dossier &&
         one.answers_if == other.answers_if && same_form(a.form(one.form), b.form(other.form));
}

}  // namespace luan::workflow
