#include "app/sample/writing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/sample/script.hpp"

namespace luan::app::sample {
namespace {

json::value body(const std::string& outcome, json::object form) {
  json::object out;
  if (!outcome.empty()) out["outcome"] = outcome;
  out["form"] = std::move(form);
  return out;
}

void replace(std::string& text, std::string_view name, const std::string& by) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + by.size())) text.replace(at, name.size(), by);
}

/// «Phường Bến Đá» and «Phòng Nội vụ» inside a sentence.
std::string inside(const std::string& unit) {
  for (const auto& [upper, lower] : {std::pair<std::string_view, std::string_view>{"Phường ", "phường "}, {"Phòng ", "phòng "}})
    if (unit.starts_with(upper)) return std::string(lower) + unit.substr(upper.size());
  return unit;
}

bool differs(const workflow::Rotation& rotation) {
  return std::ranges::any_of(rotation.runs, [](const workflow::StepRun& run) {
    return std::ranges::any_of(run.responses, [](const workflow::GivenResponse& given) { return given.outcome == "disagree"; });
  });
}

}  // namespace

void Writing::name(const workflow::Rotation& rotation, const store::Directory& directory, Date today) {
  const auto& facts = rotation.facts;
  name(directory.official(facts.official)->name(), directory.position(facts.position)->title.vi, directory.unit(facts.receiving)->name.vi,
       directory.unit(facts.sending)->name.vi, today);
}

void Writing::name(const std::string& official, const std::string& post, const std::string& unit, const std::string& from, Date today) {
  official_ = official, post_ = post, unit_ = unit, from_ = from;
  year_ = std::to_string(static_cast<int>(today.year()));
}

std::string Writing::text(std::string_view kind) {
  std::string out = dice_.pick(source_.text(kind));
  // At the beginning of a sentence a unit keeps its capital.
  if (out.starts_with("{unit}")) out.replace(0, 6, unit_);
  replace(out, ". {unit}", ". " + unit_);
  replace(out, "{name}", official_);
  replace(out, "{post}", post_);
  replace(out, "{unit}", inside(unit_));
  replace(out, "{from}", inside(from_));
  replace(out, "{year}", year_);
  return out;
}

void Writing::maybe(json::object& form, const char* field, std::string_view kind, int percent) {
  if (dice_.chance(percent)) form[field] = text(kind);
}

void Writing::count(json::object& form, int least, int most, bool agrees) {
  const int summoned = dice_.between(least, most), present = summoned - dice_.below(2);
  form["summoned"] = summoned;
  form["present"] = present;
  form["in_favour"] = agrees ? present - dice_.below(2) : dice_.between(0, summoned / 3);
}

json::value Writing::nomination(const store::Official& official, const PositionId& position, int months) {
  static const std::vector<std::string> objects{"planned", "planned", "planned", "non_local", "two_terms"};
  std::string object = dice_.pick(objects);
  // «Quá hai nhiệm kỳ» is the ground of heads who have been there so long; of others it would be none.
  if (object == "two_terms" && (text_or_empty(official.person, "leads_as") != "head" || int_member(official.person, "terms_in_post") < 3 || official.posted))
    object = "planned";
  return body("", {{"official", official.id.text()},
                   {"position", position.text()},
                   {"object", object},
                   {"expected_months", months},
                   {"reason", text("nomination_reason")}});
}

json::value Writing::proposal(const Asked& asked) {
  const bool declines = asked.of.fate == Fate::declined;
  json::object form;
  count(form, 9, 27, !declines);
  for (const char* ballots : {"issued", "collected", "valid"}) form[ballots] = form.at("present");
  form["remarks"] = text(declines ? "decline_remarks" : "remarks");
  if (!declines) maybe(form, "wishes", "sending_wishes", 60);
  return body(declines ? "decline" : "introduce", std::move(form));
}

json::value Writing::check(const Asked& asked) {
  const bool first = asked.run.run == 1;
  if (asked.of.fate == Fate::rejected) return body("reject", {{"note", text("check_reject")}});
  if (asked.of.supplement && first) return body("supplement", {{"note", text("check_supplement")}});
  const workflow::StepRun* looked = asked.rotation.run_now("eligibility");
  const bool due = looked && looked->outcome != "eligible";
  if (dice_.chance(6) || due) return body("with_exception", {{"authoriser", "Tập thể Thường trực Đảng uỷ"}, {"basis", text("exception_basis")}});
  return body("eligible", {});
}

json::value Writing::assessment() {
  static const std::vector<std::string> levels{"good", "good", "good", "fair", "fair", "sufficient"};
  json::object form;
  for (const char* heading : {"professional", "political", "ethics", "ability"}) form[heading] = dice_.pick(levels);
  maybe(form, "remark", "assessment_remark", 25);
  return body("", std::move(form));
}

json::value Writing::vote(const Asked& asked) {
  const bool down = asked.of.fate == Fate::voted_down && asked.place % 3 != 0;
  const int thrown = dice_.below(100);
  const std::string outcome = down ? "against" : thrown < 93 ? "for" : thrown < 97 ? "abstain" : "against";
  json::object form;
  maybe(form, "remark", outcome == "against" ? "vote_against" : "vote_remark", outcome == "against" ? 70 : 12);
  return body(outcome, std::move(form));
}

json::value Writing::assignments(Date today) {
  const auto& all = source_.pairs.at("assignments");
  json::array rows;
  const int first = dice_.below(static_cast<int>(all.size())), count = dice_.between(3, 5);
  for (int i = 0; i < count; ++i) {
    const auto& [content, product] = all[static_cast<std::size_t>(first + i * 2) % all.size()];
    rows.push_back(json::object{{"content", content}, {"product", product}, {"due", to_text(add_months(today, dice_.between(10, 34)))}});
  }
  return body("", {{"assignments", std::move(rows)}});
}

json::value Writing::opinion(const Asked& asked, Date today) {
  const bool government = asked.run.step == "government_opinion";
  const std::string outcome = asked.of.contested && government ? "disagree" : dice_.chance(22) ? "agree_with_remarks" : "agree";
  json::object form;
  if (outcome != "agree") form["reason"] = text(outcome == "disagree" ? "opinion_disagree" : "opinion_remarks");
  count(form, government ? 5 : 11, government ? 9 : 15, true);
  form["number"] = government ? fmt::format("{}/UBND-VP", dice_.between(20, 390)) : fmt::format("{}-CV/ĐU", dice_.between(10, 180));
  form["date"] = to_text(today);
  return body(outcome, std::move(form));
}

json::value Writing::decision(const Asked& asked, Date today) {
  json::object form{{"effective", to_text(std::max(asked.of.effective, today))}, {"term_months", asked.of.months}};
  form[asked.of.key && (post_.starts_with("Bí thư") || post_.starts_with("Phó Bí thư")) ? "party_title" : "state_title"] = post_;
  return body("issue", std::move(form));
}

std::string Writing::level(const Asked& asked) {
  const bool poor = asked.of.ground == "not_completed";
  const int thrown = dice_.below(100);
  if (poor) return thrown < 60 ? "completed" : "not_completed";
  return thrown < 17 ? "excellent" : thrown < 86 ? "good" : "completed";
}

int Writing::points(const std::string& level) {
  return level == "excellent"   ? dice_.between(90, 97)
         : level == "good"      ? dice_.between(74, 89)
         : level == "completed" ? dice_.between(55, 69)
                                : dice_.between(30, 48);
}

json::array Writing::tasks(const Asked& asked) {
  static const std::vector<std::string> good{"done", "done", "on_track", "on_track", "exceeded", "late"}, poor{"late", "not_done", "on_track"};
  json::array rows;
  for (std::size_t i = 0; i < asked.of.assigned.size(); ++i)
    rows.push_back(json::object{{"result", dice_.pick(asked.of.ground == "not_completed" ? poor : good)}});
  return rows;
}

json::value Writing::synthesis(const Asked& asked) {
  return body("submit", {{"summary", text(differs(asked.rotation) ? "synthesis_differing" : "synthesis")}});
}

json::value Writing::appraisal() {
  json::array appraisals;
  for (const char* agency : {"Uỷ ban Kiểm tra Đảng uỷ", "Công an"})
    appraisals.push_back(json::object{{"agency", agency}, {"verdict", "agree"}, {"opinion", text("appraisal")}});
  return body("agree", {{"appraisals", std::move(appraisals)}});
}

json::value Writing::self_review(const Asked& asked) {
  static const std::vector<std::string> levels{"good", "good", "good", "excellent", "completed"};
  const std::string level = dice_.pick(levels);
  json::object form{{"results", text("results")}, {"shortcomings", text("shortcomings")}, {"level", level}};
  if (!asked.of.assigned.empty()) form["tasks"] = tasks(asked);
  maybe(form, "petitions", "own_petitions", 30);
  form["points"] = points(level);
  return body("", std::move(form));
}

json::value Writing::evaluation(const Asked& asked) {
  const std::string level = this->level(asked);
  json::object form{{"strengths", text("strengths")}, {"weaknesses", text("weaknesses")}, {"assignments", text("evaluation_assignments")}, {"level", level}};
  if (!asked.of.assigned.empty()) form["tasks"] = tasks(asked);
  maybe(form, "proposal", "evaluation_proposal", 60);
  form["points"] = points(level);
  return body("", std::move(form));
}

json::value Writing::deciding_evaluation(const Asked& asked) {
  const std::string level = this->level(asked);
  return body("", {{"remarks", text("strengths")}, {"points", points(level)}, {"level", level}});
}

json::value Writing::meeting(bool petition, bool several, Date today, const std::vector<Place>& places) {
  json::object form{{"held_on", to_text(today)}, {"difficulties", text("difficulties")}};
  if (!petition) return body("no_petition", std::move(form));
  const auto& all = source_.pairs.at("petitions");
  json::array rows;
  const int first = dice_.below(static_cast<int>(all.size())), count = std::max(dice_.between(1, 2), several ? 2 : 1);
  for (int i = 0; i < count; ++i) {
    const auto& [content, solution] = all[static_cast<std::size_t>(first + i) % all.size()];
    const Place& owner = places[static_cast<std::size_t>(dice_.below(static_cast<int>(source_.offices.size())))];
    rows.push_back(
        json::object{{"content", content}, {"solution", solution}, {"owner", owner.unit.text()}, {"due", to_text(add_days(today, dice_.between(30, 75)))}});
  }
  form["petitions"] = std::move(rows);
  return body("raised", std::move(form));
}

json::value Writing::placement(const std::string& kind, const PositionId& position) {
  json::object form{{"basis", text("basis_" + kind)}};
  if (kind == "extend") form["extension_months"] = dice_.chance(50) ? 12 : 24;
  if (kind == "new_post" || kind == "promote") form["placement_position"] = position.text();
  return body(kind, std::move(form));
}

json::value Writing::step(const Asked& asked, Date today) {
  const std::string& id = asked.run.step;
  if (id == "proposal") return proposal(asked);
  if (id == "check") return check(asked);
  if (id == "assessment") return assessment();
  if (id == "vote") return vote(asked);
  if (id == "resolution") return vote(asked);
  if (id == "assignments") return assignments(today);
  if (id == "party_opinion" || id == "government_opinion") return opinion(asked, today);
  if (id == "appraisal") return appraisal();
  if (id == "synthesis") return synthesis(asked);
  if (id == "decision") return decision(asked, today);
  if (id == "self_review" || id == "final_self_review") return self_review(asked);
  if (id == "evaluation" || id == "final_evaluation") return evaluation(asked);
  if (id == "deciding_evaluation") return deciding_evaluation(asked);
  if (id == "follow_up") return body("", {{"settled", text("settled")}});
  if (id == "conclusion") {
    // Now and then the first proposal is sent back.
    if (asked.run.run == 1 && dice_.chance(6)) return body("redo", {{"note", text("conclusion_redo")}});
    json::object form;
    maybe(form, "note", "conclusion_note", 60);
    return body("approve", std::move(form));
  }
  if (id == "meeting_with_official") {
    json::object form{{"explained", text("explained")}, {"wishes", text("wishes")}};
    maybe(form, "support", "support", 35);
    return body("", std::move(form));
  }
  throw std::runtime_error("the sample does not know the step «" + id + "» of the workflow: it is written for workflows/rotation.yaml");
}

}  // namespace luan::app::sample
