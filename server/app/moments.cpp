#include "app/moments.hpp"

#include <algorithm>
#include <ranges>

#include "app/rotation_parts.hpp"

namespace luan::app {
namespace {

/// One line of a state: what it is called does not depend on what it says, so that two states can be laid side by side.
struct Line {
  std::string key;
  Localized label;
  std::string text;
};
using Lines = std::vector<Line>;

/// A state in lines, part by part.
class State {
 public:
  State(const RotationParts& parts, const Caller& caller) : parts_(parts), rotation_(*parts.rotation), caller_(caller) {}

  [[nodiscard]] Lines facts() const;
  [[nodiscard]] Lines steps() const;
  [[nodiscard]] Lines opinions() const;
  [[nodiscard]] Lines scores() const;
  [[nodiscard]] Lines dossier() const;
  [[nodiscard]] Lines petitions() const;
  /// Filled forms: assignments, evaluations, minutes, votes.
  [[nodiscard]] Lines responses(std::vector<ResponseSummary> RotationView::* group) const;

 private:
  [[nodiscard]] const std::string& in(const Localized& text) const { return text.in(caller_.language); }
  [[nodiscard]] std::string word(const char* vi, const char* en) const { return caller_.language == Language::vi ? vi : en; }
  [[nodiscard]] std::string seat(const workflow::Seat& seat) const {
    return seat.account.none() ? in(body_name(*parts_.directory, seat.role, seat.unit)) : account_name(*parts_.directory, seat.account);
  }
  [[nodiscard]] std::string run_text(const workflow::StepRun& run) const;
  void add_nomination(Lines& out) const;
  void add_decision(Lines& out) const;

  const RotationParts& parts_;
  const workflow::Rotation& rotation_;
  const Caller& caller_;
};

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : ", ") + one;
  return out;
}

void State::add_nomination(Lines& out) const {
  const store::HistoryRow& first = parts_.history.front();
  const workflow::Definition& nominated = parts_.definition_of(first);
  for (const ValueView& value : describe_values(*parts_.directory, nominated.form(nominated.start_form), parts_.content(first, "form"), caller_.language))
    if (!value.text.empty()) out.push_back({"nomination." + value.id, value.label, value.text});
}

void State::add_decision(Lines& out) const {
  for (const workflow::PaperNumbered& paper : rotation_.papers)
    out.push_back({"paper." + paper.reg + "." + paper.period + "." + std::to_string(paper.ordinal), {"Vào sổ", "Entered"}, paper.number});
  const auto& decision = rotation_.decision;
  if (!decision) return;
  out.push_back({"decision", {"Quyết định", "Decision"}, decision->number});
  out.push_back({"effective", {"Hiệu lực từ", "In effect from"}, to_page_text(decision->effective)});
  for (const workflow::DocumentNumbered& paper : rotation_.documents)
    out.push_back({"paper." + paper.reg, {"Vào sổ kèm theo", "Entered beside it"}, paper.number});
  if (rotation_.term_end) out.push_back({"ends", {"Hết thời hạn", "Term ends"}, to_page_text(*rotation_.term_end)});
}

Lines State::facts() const {
  const store::Directory& directory = *parts_.directory;
  const workflow::Stage* stage = parts_.definition->stage(rotation_.stage);
  const workflow::End* end = parts_.definition->end(rotation_.stage);
  Lines out;
  out.push_back({"stage", {"Giai đoạn", "Stage"}, in(stage ? stage->title : end ? end->title : Localized{rotation_.stage, rotation_.stage})});
  out.push_back({"status",
                 {"Tình trạng", "State"},
                 rotation_.status == workflow::Status::closed      ? word("Đã kết thúc", "Closed")
                 : rotation_.status == workflow::Status::suspended ? word("Tạm dừng", "Suspended")
                                                                   : word("Đang thực hiện", "Open")});
  if (rotation_.suspended_until) out.push_back({"until", {"Hoãn đến ngày", "Deferred until"}, to_page_text(*rotation_.suspended_until)});
  out.push_back({"official", {"Cán bộ", "Official"}, official_ref(directory, rotation_.facts.official).name});
  out.push_back({"position", {"Chức danh dự kiến", "Post"}, in(position_ref(directory, rotation_.facts.position).title)});
  out.push_back({"sending", {"Nơi đi", "From"}, in(unit_name(directory, rotation_.parties.sending))});
  out.push_back({"receiving", {"Nơi đến", "To"}, in(unit_name(directory, rotation_.parties.receiving))});
  out.push_back({"workflow", {"Quy trình", "Workflow"}, in(parts_.definition->title) + word(", bản ", ", version ") + std::to_string(rotation_.facts.version)});
  add_nomination(out);
  add_decision(out);
  return out;
}

/// «đang mở, hạn 12/03/2026; đã gửi 2/5 (Phạm Thu Hà, …); còn chờ …»: who, and never how.
std::string State::run_text(const workflow::StepRun& run) const {
  const auto [definition, step] = parts_.step_of(run);
  if (!run.open()) {
    if (run.outcome == "lapsed") return word("không thực hiện, giai đoạn đã kết thúc", "lapsed when the stage was left");
    return word("đã đóng: ", "closed: ") + (step ? in(workflow::outcome_label(*definition, *step, run.outcome)) : run.outcome);
  }
  std::string out = word("đang mở", "open");
  if (run.due) out += word(", hạn ", ", due ") + to_page_text(*run.due);
  if (!run.plugin.empty()) return out + word("; chờ tiện ích ", "; waits for the plugin ") + run.plugin;
  std::vector<std::string> sent, waiting;
  for (const workflow::Seat& one : run.roll)
    if (!run.vacated(one)) (run.response_of(one) ? sent : waiting).push_back(seat(one));
  out += word("; đã gửi ", "; sent ") + std::to_string(sent.size()) + "/" + std::to_string(run.roll.size() - run.vacated());
  if (!sent.empty()) out += ": " + joined(sent);
  if (!waiting.empty()) out += word("; còn chờ: ", "; awaited: ") + joined(waiting);
  return out;
}

Lines State::steps() const {
  Lines out;
  for (const workflow::StepRun& run : rotation_.runs) {
    const workflow::Step* step = parts_.step_of(run).second;
    Localized label = step ? step->title : Localized{run.step, run.step};
    if (run.run > 1) label.vi += ", lần " + std::to_string(run.run), label.en += ", run " + std::to_string(run.run);
    out.push_back({run.step + "." + std::to_string(run.run), std::move(label), run_text(run)});
  }
  return out;
}

Lines State::opinions() const {
  Lines out;
  for (const OpinionView& opinion : opinions_of(parts_, caller_)) {
    std::string text = in(opinion.answer);
    if (!opinion.text.empty()) text += ": " + opinion.text;
    for (const ValueView& fact : opinion.facts)
      if (!fact.text.empty()) text += "; " + in(fact.label) + ": " + fact.text;
    out.push_back({opinion.who.vi + "." + std::to_string(opinion.visit), opinion.who, std::move(text)});
  }
  return out;
}

Lines State::scores() const {
  Lines out;
  for (const ScoreView& score : scores_of(parts_, caller_))
    out.push_back({score.step, score.title, score.points + "/100, " + in(score.band) + " (" + score.plugin + " " + score.version + ")"});
  return out;
}

Lines State::dossier() const {
  Lines out;
  for (const workflow::DossierItem& item : parts_.definition->dossier.items) {
    const workflow::DossierPaper* paper = rotation_.paper(item.id);
    std::string text = !paper || (!paper->there && !paper->excepted) ? word("chưa có", "not there")
                       : paper->there                                ? word("đã có", "there")
                                                                     : word("ngoại lệ", "excepted");
    if (paper && paper->there && paper->recorded.expires) text += word(", có giá trị đến hết ngày ", ", valid until ") + to_page_text(*paper->recorded.expires);
    out.push_back({item.id, item.title, std::move(text)});
  }
  return out;
}

Lines State::petitions() const {
  Lines out;
  for (const workflow::Petition& one : rotation_.petition_list) {
    std::string text = one.state == workflow::Petition::State::closed     ? word("đã đóng", "closed")
                       : one.state == workflow::Petition::State::answered ? word("đã trả lời", "answered")
                                                                          : word("chưa trả lời", "open");
    if (one.due) text += word(", hạn ", ", due ") + to_page_text(*one.due);
    const std::string number = std::to_string(one.raised.number);
    out.push_back({number, {"Kiến nghị số " + number, "Petition " + number}, std::move(text)});
  }
  return out;
}

Lines State::responses(std::vector<ResponseSummary> RotationView::* group) const {
  RotationView sorted;
  sort_responses(parts_, caller_, sorted);
  Lines out;
  for (const ResponseSummary& one : sorted.*group) {
    const std::string key = std::to_string(one.log_index);
    const Localized who{one.title.vi + ", " + one.by, one.title.en + ", " + one.by};
    if (!one.answer.vi.empty()) out.push_back({key, who, in(one.answer)});
    for (const ValueView& value : one.values) {
      const Localized label{who.vi + ": " + value.label.vi, who.en + ": " + value.label.en};
      if (!value.text.empty()) out.push_back({key + "." + value.id, label, value.text});
      for (std::size_t row = 0; row < value.rows.size(); ++row) {
        std::string text;
        for (std::size_t cell = 0; cell < value.rows[row].size(); ++cell)
          if (!value.rows[row][cell].empty()) text += (text.empty() ? "" : "; ") + in(value.columns[cell]) + ": " + value.rows[row][cell];
        const std::string number = " " + std::to_string(row + 1);
        out.push_back({key + "." + value.id + number, {label.vi + number, label.en + number}, std::move(text)});
      }
    }
  }
  return out;
}

ComparedPart compared(Localized title, const Lines& before, const Lines& after) {
  using Change = ComparedLine::Change;
  ComparedPart out{std::move(title), {}};
  const auto find = [](const Lines& lines, const std::string& key) { return std::ranges::find(lines, key, &Line::key); };
  for (const Line& line : before) {
    const auto now = find(after, line.key);
    if (now == after.end())
      out.lines.push_back({line.label, line.text, "", Change::gone});
    else
      out.lines.push_back({now->label, line.text, now->text, line.text == now->text ? Change::same : Change::changed});
  }
  for (const Line& line : after)
    if (find(before, line.key) == before.end()) out.lines.push_back({line.label, "", line.text, Change::added});
  std::ranges::stable_partition(out.lines, [](const ComparedLine& line) { return line.change != Change::same; });
  out.changed = static_cast<int>(std::ranges::count_if(out.lines, [](const ComparedLine& line) { return line.change != Change::same; }));
  return out;
}

std::vector<ComparedPart> compared(const State& before, const State& after) {
  std::vector<ComparedPart> out;
  const auto add = [&](Localized title, const auto& lines) {
    if (ComparedPart part = compared(std::move(title), lines(before), lines(after)); !part.lines.empty()) out.push_back(std::move(part));
  };
  const auto filled = [](auto group) { return [group](const State& state) { return state.responses(group); }; };
  add({"Thông tin chung", "Facts"}, [](const State& state) { return state.facts(); });
  add({"Các bước và người được hỏi", "Steps, and who is asked"}, [](const State& state) { return state.steps(); });
  add({"Ý kiến của nơi đến", "Opinions"}, [](const State& state) { return state.opinions(); });
  add({"Điểm", "Scores"}, [](const State& state) { return state.scores(); });
  add({"Nhiệm vụ được giao", "Assignments"}, filled(&RotationView::assignments));
  add({"Phiếu và nội dung đã gửi", "Votes and what was sent"}, filled(&RotationView::others));
  add({"Đánh giá", "Evaluations"}, filled(&RotationView::evaluations));
  add({"Gặp gỡ", "Meetings"}, filled(&RotationView::meetings));
  add({"Kiến nghị", "Petitions"}, [](const State& state) { return state.petitions(); });
  add({"Hồ sơ nhân sự", "Dossier"}, [](const State& state) { return state.dossier(); });
  return out;
}

Moment moment_of(const RotationParts& parts, const store::HistoryRow& row, const Caller& caller) {
  const HistoryEntry entry = history_entry(parts, row, caller);
  const bool response = entry.type == "response.recorded";
  return {entry.log_index, entry.time, entry.what, response ? text_or_empty(row.event.payload, "shown") : "", entry.key || response};
}

/// The last moment up to that number, or null.
const Moment* up_to(const std::vector<Moment>& moments, std::int64_t log_index) {
  const Moment* found = nullptr;
  for (const Moment& one : moments)
    if (one.log_index <= log_index) found = &one;
  return found;
}

}  // namespace

Result<MomentsView> moments(const App& app, const Caller& caller, std::string_view id, std::int64_t before, std::int64_t after) {
  const App::Impl& impl = app.impl();
  const auto visible = impl.visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const RotationParts parts = rotation_parts(impl, *visible);
  MomentsView view;
  view.row = rotation_row_view(impl, *parts.directory, parts.projection);
  for (const store::HistoryRow& row : parts.history) view.choices.push_back(moment_of(parts, row, caller));
  if (before < 0) before = view.choices.front().log_index;
  if (after < 0) after = view.choices.back().log_index;
  if (before > after) std::swap(before, after);
  const Moment *from = up_to(view.choices, before), *to = up_to(view.choices, after);
  if (!from)
    return refuse_fields({{"a",
                           {"Hồ sơ bắt đầu từ nhật ký số " + std::to_string(view.choices.front().log_index) + "; chọn số từ đó trở đi",
                            "The rotation begins at log number " + std::to_string(view.choices.front().log_index) + "; choose that or a later one"}}});
  view.before = *from, view.after = *to;
  const RotationParts then = parts_at(parts, from->log_index), later = parts_at(parts, to->log_index);
  view.parts = compared(State(then, caller), State(later, caller));
  for (const ComparedPart& part : view.parts) view.changed += part.changed;
  return view;
}

}  // namespace luan::app
