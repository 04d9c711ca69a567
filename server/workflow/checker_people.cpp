// Whether there is somebody for every step and action, at every unit it may fall to: now, and once somebody is recused.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "workflow/checker_findings.hpp"
#include "workflow/roster.hpp"

namespace luan::workflow {
namespace {

bool reaches(std::size_t votes, std::size_t base, const Fraction& fraction) {
  const auto left = static_cast<std::int64_t>(votes) * fraction.denominator, right = static_cast<std::int64_t>(base) * fraction.numerator;
  return fraction.strict ? left > right : left >= right;
}

class PeopleCheck {
 public:
  PeopleCheck(const Exploration& exploration, const Roster& roster, Findings& findings)
      : exploration_(exploration), definition_(exploration.definition()), roster_(roster), findings_(findings) {}

  void run() {
    const Mark start = definition_.stages.empty() ? Mark{} : definition_.stages.front().mark;
    if (const auto gap = gap_of(definition_.start_who))
      findings_.add("nobody", start, fmt::format("Không ai đề cử được: {}.", gap->vi), fmt::format("There is nobody to nominate: {}.", gap->en));
    const Dossier& dossier = definition_.dossier;
    for (const auto& [who, vi, en] : {std::tuple{&dossier.who, "Không ai ghi được hồ sơ nhân sự", "Nobody can record what the dossier holds"},
                                      {&dossier.excepted_by, "Không ai ghi được ngoại lệ về hồ sơ", "Nobody can record an exception from the dossier"}})
      if (const auto gap = dossier.items.empty() ? std::nullopt : gap_of(*who))
        findings_.add("nobody", dossier.items.front().mark, fmt::format("{}: {}.", vi, gap->vi), fmt::format("{}: {}.", en, gap->en));
    for (std::size_t stage = 0; stage < definition_.stages.size(); ++stage)
      for (const Step& step : definition_.stages[stage].steps) judge_step(stage, step);
    for (const Action& action : definition_.actions)
      if (const auto gap = gap_of(action.who))
        findings_.add("nobody", action.mark, fmt::format("Không ai thực hiện được «{}»: {}.", action.title.vi, gap->vi),
                      fmt::format("There is nobody to take «{}»: {}.", action.title.en, gap->en));
  }

 private:
  using Unit = Roster::Unit;

  const std::vector<Unit>& units(std::string_view party) const {
    static const std::vector<Unit> one{Unit{}};
    const auto found = roster_.parties.find(party);
    return found == roster_.parties.end() ? one : found->second;
  }

  static std::size_t holders(const Unit& unit, const std::vector<Who>& who, std::string_view party) {
    std::size_t count = 0;
    for (const Who& one : who)
      if (one.party == party) count += unit.of(one.role).all;
    return count;
  }
  static std::size_t officials(const Unit& unit, const std::vector<Who>& who, std::string_view party) {
    std::size_t count = 0;
    for (const Who& one : who)
      if (one.party == party) count += unit.of(one.role).officials;
    return count;
  }

  static Localized said(const std::vector<Who>& who, std::string_view party, const Unit& unit) {
    std::string roles;
    for (const Who& one : who)
      if (one.party == party) roles += (roles.empty() ? "" : ", ") + one.role;
    const std::string at = unit.name.empty() ? std::string(party) : unit.name;
    return {fmt::format("không ai giữ {} tại «{}»", roles, at), fmt::format("nobody holds {} at «{}»", roles, at)};
  }

  /// Where nobody of all these holds a role: a unit of every party among them. Nothing where somebody always does.
  std::optional<Localized> gap_of(const std::vector<Who>& who) const {
    std::optional<Localized> gap;
    for (const std::string_view party : {"deciding", "sending", "receiving", "official"}) {
      if (std::ranges::none_of(who, [&](const Who& one) { return one.party == party; })) continue;
      if (party == "official") return {};  // there is always the official
      const auto& all = units(party);
      const auto empty = std::ranges::find_if(all, [&](const Unit& unit) { return holders(unit, who, party) == 0; });
      if (empty == all.end()) return {};
      const Localized one = said(who, party, *empty);
      gap = gap ? Localized{gap->vi + "; " + one.vi, gap->en + "; " + one.en} : one;
    }
    return gap;
  }

  Trace story(std::size_t stage, const Step& step, People people) const {
    Trace trace = story_to_step(exploration_, stage, step);
    trace.people = std::move(people);
    return trace;
  }

  void judge_step(std::size_t stage, const Step& step) {
    if (step.plugin) {
      if (roster_.administrators == 0)
        findings_.add("nobody", step.mark, fmt::format("Khi plugin của «{}» hỏng, không có quản trị viên nào để cho chạy lại.", step.title.vi),
                      fmt::format("Where the plugin of «{}» fails, there is no administrator to revive it.", step.title.en), story(stage, step, {}));
      return;
    }
    if (const auto gap = gap_of(step.who)) {
      People nobody;
      for (const Who& who : step.who) nobody[fmt::format("{} at {}", who.role, who.party)] = 0;
      Trace trace = story(stage, step, std::move(nobody));
      trace.ending = {fmt::format("«{}» không có ai trả lời.", step.title.vi), fmt::format("«{}» has nobody to answer it.", step.title.en)};
      return findings_.add("nobody", step.mark, fmt::format("Bước «{}» không có ai trả lời: {}.", step.title.vi, gap->vi),
                           fmt::format("Step «{}» has nobody to answer it: {}.", step.title.en, gap->en), std::move(trace));
    }
    if (std::holds_alternative<EachRule>(step.rule)) judge_bodies(stage, step);
    judge_recusals(stage, step);
    if (const auto* ballot = std::get_if<BallotRule>(&step.rule)) judge_ballot(stage, step, *ballot);
  }

  /// Every body is asked for its own opinion: one without anybody would always be silent.
  void judge_bodies(std::size_t stage, const Step& step) {
    for (const Who& who : step.who) {
      if (who.role == "official") continue;
      for (const Unit& unit : units(who.party))
        if (unit.of(who.role).all == 0) {
          const Localized gap = said({who}, who.party, unit);
          findings_.add("nobody", step.mark, fmt::format("Bước «{}» hỏi ý kiến một nơi không có ai trả lời: {}.", step.title.vi, gap.vi),
                        fmt::format("Step «{}» asks a body that has nobody to answer: {}.", step.title.en, gap.en),
                        story(stage, step, {{fmt::format("{} at {}", who.role, who.party), 0}}));
          break;
        }
    }
  }

  /// Nobody judges his own rotation: where the only one asked may be the official, the step cannot open.
  void judge_recusals(std::size_t stage, const Step& step) {
    if (!step.nobody_left.empty() || std::ranges::any_of(step.who, [](const Who& who) { return who.role == "official"; })) return;
    std::string place;
    for (const std::string_view party : {"deciding", "sending", "receiving"}) {
      if (std::ranges::none_of(step.who, [&](const Who& who) { return who.party == party; })) continue;
      const auto& all = units(party);
      const auto alone =
          std::ranges::find_if(all, [&](const Unit& unit) { return holders(unit, step.who, party) <= 1 && officials(unit, step.who, party) == 1; });
      if (alone == all.end()) return;
      place = alone->name.empty() ? std::string(party) : alone->name;
    }
    findings_.add(
        "only_official", step.mark,
        fmt::format("Bước «{}»: tại «{}» người duy nhất được hỏi có thể chính là cán bộ được luân chuyển, khi đó không ai trả lời được. Đề nghị thêm người giữ "
                    "vai trò, "
                    "hoặc ghi «nobody_left».",
                    step.title.vi, place),
        fmt::format("Step «{}»: at «{}» the only one asked may be the rotated official, and then nobody could answer. Let somebody else hold the role "
                    "too, or write «nobody_left».",
                    step.title.en, place),
        story(stage, step, {}));
  }

  void judge_ballot(std::size_t stage, const Step& step, const BallotRule& ballot) {
    for (const std::string_view party : {"deciding", "sending", "receiving"}) {
      if (!std::ranges::all_of(step.who, [&](const Who& who) { return who.party == party; })) continue;
      for (const Unit& unit : units(party)) {
        const std::size_t count = holders(unit, step.who, party), left = count - std::min<std::size_t>(count, 1);
        People people;
        for (const Who& who : step.who) people[fmt::format("{} at {}", who.role, who.party)] = unit.of(who.role).all;
        if (ballot.tie == Tie::chair && unit.of("chair").all == 0)
          findings_.add(
              "no_chair", step.mark,
              fmt::format("Bước «{}» để chủ trì quyết định khi hoà phiếu, nhưng {}.", step.title.vi, said({{"chair", std::string(party)}}, party, unit).vi),
              fmt::format("Step «{}» lets the chair break a tie, but {}.", step.title.en, said({{"chair", std::string(party)}}, party, unit).en),
              story(stage, step, people));
        if (!ballot.counts_recused || count < 2) continue;
        const std::size_t base = ballot.pass_of == Base::summoned ? count : left;
        if (reaches(left, count, ballot.quorum) && reaches(left, base, ballot.pass)) continue;
        findings_.add("vote_lost", step.mark,
                      fmt::format("Bước «{}» có {} người bỏ phiếu: chỉ cần một người không tham gia thì không bao giờ đủ để thông qua.", step.title.vi, count),
                      fmt::format("Step «{}» has {} voters: with one of them recused it can never pass.", step.title.en, count), story(stage, step, people));
      }
    }
  }

  const Exploration& exploration_;
  const Definition& definition_;
  const Roster& roster_;
  Findings& findings_;
};

}  // namespace

std::vector<Finding> check_roster(const Definition& definition, const Roster& roster) {
  const Exploration exploration(definition);
  Findings findings;
  PeopleCheck(exploration, roster, findings).run();
  return findings.take();
}

}  // namespace luan::workflow
