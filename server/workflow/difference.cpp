#include "workflow/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "workflow/sameness.hpp"

namespace luan::workflow {
namespace {

using Kind = Difference::Kind;

template <class Things>
const auto* named(const Things& things, std::string_view id) {
  const auto found = std::ranges::find_if(things, [&](const auto& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

/// A row as its meaning: "when a is x or y and b is z, go w".
std::string way_of(const Stage& stage, const Row& row) {
  std::string way = stage.id;
  for (const auto& [step, wanted] : row.when) {
    auto sorted = wanted;
    std::ranges::sort(sorted);
    way += fmt::format(" {}={}", step, fmt::join(sorted, "|"));
  }
  return way + (row.extends_term ? " +" : "") + " > " + row.go;
}

std::string title_of(const Definition& definition, std::string_view id, Language language) {
  if (const Stage* stage = definition.stage(id)) return stage->title.in(language);
  if (const End* end = definition.end(id)) return end->title.in(language);
  return std::string(id);
}

std::string conditions(const Definition& definition, const Row& row, Language language) {
  std::string all;
  for (const auto& [id, wanted] : row.when) {
    const Step& step = *definition.find_step(id).second;
    std::string outcomes;
    for (const std::string& outcome : wanted)
      outcomes += (outcomes.empty() ? "" : language == Language::vi ? " hoặc " : " or ") + outcome_label(definition, step, outcome).in(language);
    all += (all.empty() ? "" : "; ") + fmt::format("«{}»: {}", step.title.in(language), outcomes);
  }
  return all.empty() ? (language == Language::vi ? "luôn luôn" : "always") : all;
}

class Comparison {
 public:
  Comparison(const Definition& from, const Definition& to) : from_(from), to_(to) {}

  std::vector<Difference> run() {
    start();
    for (const Stage& stage : to_.stages) compare(stage);
    for (const Stage& stage : from_.stages)
      if (!to_.stage(stage.id)) lost("stage", stage.id, "Giai đoạn", "Stage", stage.title, stage.mark);
    compare_ends();
    compare_dossier();
    compare_actions();
    return std::move(all_);
  }

 private:
  void add(Kind kind, std::string what, std::string place, Localized text, Mark mark) {
    all_.push_back({kind, std::move(what), std::move(place), std::move(text), mark});
  }
  void lost(const char* what, const std::string& id, const char* vi, const char* en, const Localized& title, Mark mark) {
    add(Kind::lost, what, id, {fmt::format("{} «{}» không còn", vi, title.vi), fmt::format("{} «{}» is gone", en, title.en)}, mark);
  }
  void gained(const char* what, const std::string& id, const char* vi, const char* en, const Localized& title, Mark mark) {
    add(Kind::gained, what, id, {fmt::format("{} mới: «{}»", vi, title.vi), fmt::format("New {}: «{}»", en, title.en)}, mark);
  }
  void changed(const char* what, const Step& step, const char* vi, const char* en) {
    add(Kind::changed, what, step.id, {fmt::format("Bước «{}»: {}", step.title.vi, vi), fmt::format("Step «{}»: {}", step.title.en, en)}, step.mark);
  }

  void start() {
    if (!same_people(from_.start_who, to_.start_who)) add(Kind::changed, "who", "start", {"Người được đề cử đã khác", "Others may nominate"}, {});
    const Form &before = from_.form(from_.start_form), &after = to_.form(to_.start_form);
    if (!same_form(before, after)) add(Kind::changed, "form", "start", {"Biểu mẫu đề cử đã khác", "The nomination's form is another"}, {});
    if (from_.stages.front().id != to_.stages.front().id)
      add(Kind::changed, "start", to_.stages.front().id,
          {"Bắt đầu ở giai đoạn «" + to_.stages.front().title.vi + "»", "It begins with the stage «" + to_.stages.front().title.en + "»"},
          to_.stages.front().mark);
    if (from_.longest_term != to_.longest_term)
      add(Kind::changed, "term", "longest_term",
          {fmt::format("Thời hạn dài nhất: {} thay cho {} tháng (0 là không giới hạn)", to_.longest_term, from_.longest_term),
           fmt::format("Longest term: {} months instead of {} (0 is no limit)", to_.longest_term, from_.longest_term)},
          {});
    if (from_.counts_turns != to_.counts_turns)
      add(Kind::changed, "turns", "counts_turns",
          to_.counts_turns ? Localized{"Quyết định được tính là lượt luân chuyển", "Its postings count as turns"}
                           : Localized{"Quyết định không còn được tính là lượt luân chuyển", "Its postings count as turns no more"},
          {});
    if (from_.reasons.least != to_.reasons.least || from_.reasons.stock != to_.reasons.stock)
      add(Kind::changed, "reasons", "reasons", {"Yêu cầu đối với lý do đã khác", "What a reason must be is another"}, {});
  }

  void compare_dossier() {
    const auto &before = from_.dossier, &after = to_.dossier;
    for (const DossierItem& item : after.items) {
      const auto old = std::ranges::find(before.items, item.id, &DossierItem::id);
      if (old == before.items.end())
        gained("dossier", item.id, "Thành phần hồ sơ", "item of the dossier", item.title, item.mark);
      else if (!same_item(*old, item))
        add(Kind::changed, "dossier", item.id,
            {fmt::format("Thành phần hồ sơ «{}»: yêu cầu hoặc thời hạn đã khác", item.title.vi),
             fmt::format("Item «{}» of the dossier: when it is required, or how long it holds, is another", item.title.en)},
            item.mark);
    }
    for (const DossierItem& item : before.items)
      if (std::ranges::find(after.items, item.id, &DossierItem::id) == after.items.end())
        lost("dossier", item.id, "Thành phần hồ sơ", "Item of the dossier", item.title, item.mark);
    if (!same_people(before.who, after.who) || !same_people(before.excepted_by, after.excepted_by))
      add(Kind::changed, "dossier", "who", {"Người ghi hồ sơ hoặc ghi ngoại lệ đã khác", "Others keep the dossier or except from it"}, {});
  }

  void compare(const Stage& stage) {
    const Stage* before = from_.stage(stage.id);
    if (!before) gained("stage", stage.id, "Giai đoạn", "stage", stage.title, stage.mark);
    for (const Step& step : stage.steps) {
      const auto [was_in, old] = from_.find_step(step.id);
      if (!old) {
        gained("step", step.id, "Bước", "step", step.title, step.mark);
        continue;
      }
      if (was_in->id != stage.id)
        changed("stage", step, ("chuyển sang giai đoạn «" + stage.title.vi + "»").c_str(), ("moved to the stage «" + stage.title.en + "»").c_str());
      compare(*old, step);
    }
    if (before)
      for (const Step& step : before->steps)
        if (!to_.find_step(step.id).second) lost("step", step.id, "Bước", "Step", step.title, step.mark);
    compare_ways(before, stage);
  }

  void compare(const Step& old, const Step& step) {
    if (!same_people(old.who, step.who)) changed("who", step, "người trả lời đã khác", "others answer it");
    if (!step.plugin && !old.plugin && !same_rule(old.rule, step.rule)) changed("rule", step, "quy tắc đã khác", "its rule is another");
    if (!step.plugin && !old.plugin && !same_form(from_.form(old.form), to_.form(step.form))) changed("form", step, "biểu mẫu đã khác", "its form is another");
    if (!same_plugin(old.plugin, step.plugin))
      changed("plugin", step, "plugin, cấu hình hoặc mức điểm đã khác", "its plugin, configuration or bands are others");
    if (!same_effect(old, step)) changed("effect", step, "tác động đã khác", "its effect is another");
    if (!same_opening(old, step)) changed("opening", step, "mở theo điều kiện khác", "it opens otherwise");
    if (old.needs_dossier != step.needs_dossier || old.excepts_dossier != step.excepts_dossier)
      changed("dossier", step, "câu trả lời cần đủ hồ sơ đã khác", "other answers need the dossier");
    if (old.answers_if != step.answers_if)
      changed("answers_if", step, "câu trả lời chỉ nhận có điều kiện đã khác", "other answers are taken on conditions only");
    if (!same_due(old.due, step.due)) changed("due", step, "thời hạn đã khác", "its deadline is another");
    if (!same_reminding(old, step)) changed("remind", step, "nhắc việc hoặc báo cáo khi chậm đã khác", "its reminders or its escalation are others");
    if (!std::ranges::is_permutation(old.void_on, step.void_on))
      changed("void_on", step, "những thay đổi làm câu trả lời mất giá trị đã khác", "other changes void its responses");
    if (!same_issues(old.issues, step.issues)) changed("issues", step, "vào các sổ văn bản khác", "its papers are entered in other registers");
    if (old.nobody_left != step.nobody_left)
      changed("nobody_left", step, "kết quả khi không còn ai trả lời được đã khác", "another outcome where nobody is left to answer");
    if (old.delegable != step.delegable)
      changed("who", step, step.delegable ? "được uỷ quyền" : "không được uỷ quyền", step.delegable ? "may be delegated" : "may not be delegated");
  }

  void compare_ways(const Stage* before, const Stage& stage) {
    std::set<std::string> old, now;
    if (before)
      for (const Row& row : before->next) old.insert(way_of(*before, row));
    for (const Row& row : stage.next) {
      now.insert(way_of(stage, row));
      if (!old.contains(way_of(stage, row))) tell_way(Kind::gained, to_, stage, row);
    }
    if (before)
      for (const Row& row : before->next)
        if (!now.contains(way_of(*before, row))) tell_way(Kind::lost, from_, *before, row);
    if (before && order_of(*before, now) != order_of(stage, old))
      add(Kind::changed, "way", stage.id,
          {fmt::format("Các lối ra của «{}» được xét theo thứ tự khác", stage.title.vi),
           fmt::format("The ways out of «{}» are looked at in another order", stage.title.en)},
          stage.mark);
  }
  /// The rows that the other version has too, as they stand: the first one that fits is taken.
  static std::vector<std::string> order_of(const Stage& stage, const std::set<std::string>& shared) {
    std::vector<std::string> all;
    for (const Row& row : stage.next)
      if (const std::string way = way_of(stage, row); shared.contains(way)) all.push_back(way);
    return all;
  }
  void tell_way(Kind kind, const Definition& in, const Stage& stage, const Row& row) {
    const bool is_new = kind == Kind::gained;
    add(kind, "way", stage.id,
        {fmt::format("{}: từ «{}» sang «{}» khi {}", is_new ? "Lối mới" : "Lối không còn", stage.title.vi, title_of(in, row.go, Language::vi),
                     conditions(in, row, Language::vi)),
         fmt::format("{}: from «{}» to «{}» when {}", is_new ? "New way" : "Way lost", stage.title.en, title_of(in, row.go, Language::en),
                     conditions(in, row, Language::en))},
        row.mark);
  }

  void compare_ends() {
    for (const End& end : to_.ends)
      if (!from_.end(end.id)) gained("end", end.id, "Kết thúc", "end", end.title, end.mark);
    for (const End& end : from_.ends)
      if (!to_.end(end.id)) lost("end", end.id, "Kết thúc", "End", end.title, end.mark);
  }

  void compare_actions() {
    for (const Action& action : to_.actions) {
      const Action* old = from_.action(action.id);
      if (!old) {
        gained("action", action.id, "Thao tác", "action", action.title, action.mark);
        continue;
      }
      const bool same = old->kind == action.kind && old->go == action.go && old->stages == action.stages && old->effect == action.effect &&
                        same_form_of(*old, action) && same_issues(old->issues, action.issues);
      if (!same || !same_people(old->who, action.who))
        add(Kind::changed, "action", action.id,
            {fmt::format("Thao tác «{}» đã khác", action.title.vi), fmt::format("The action «{}» is another", action.title.en)}, action.mark);
    }
    for (const Action& action : from_.actions)
      if (!to_.action(action.id)) lost("action", action.id, "Thao tác", "Action", action.title, action.mark);
  }

  [[nodiscard]] bool same_form_of(const Action& old, const Action& action) const {
    if (old.form.empty() || action.form.empty()) return old.form.empty() == action.form.empty();
    return same_form(from_.form(old.form), to_.form(action.form));
  }

  const Definition& from_;
  const Definition& to_;
  std::vector<Difference> all_{};
};

}  // namespace

std::string_view to_text(Difference::Kind kind) {
  switch (kind) {
    case Kind::lost: return "lost";
    case Kind::gained: return "gained";
    case Kind::changed: return "changed";
  }
  return "changed";
}

std::vector<Difference> differences(const Definition& from, const Definition& to) { return Comparison(from, to).run(); }

}  // namespace luan::workflow
