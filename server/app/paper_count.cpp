// The minutes of counting a named ballot (domain.md §5, F6): how many were summoned and took part, what they answered, on what the
// percentage is based.
#include <algorithm>

#include "app/meeting_parts.hpp"
#include "app/paper_parts.hpp"
#include "workflow/tally.hpp"

namespace luan::app {
namespace {

using workflow::counted;

/// The meeting on whose agenda this ballot stood, where it was held.
const store::Meeting* held_for(const RotationParts& parts, const PaperSource& source) {
  for (const store::Meeting* meeting : parts.directory->meetings())
    if (meeting->held && std::ranges::any_of(meeting->items, [&](const store::MeetingItem& item) {
          return item.rotation == parts.rotation->id && item.step == source.step->id && item.run == source.run;
        }))
      return meeting;
  return nullptr;
}

std::pair<std::string, int> base_of(const workflow::BallotRule& rule, const workflow::StepClosed& closed) {
  switch (rule.pass_of) {
    case workflow::Base::summoned: return {"tổng số người được triệu tập", counted(closed.tally, "summoned")};
    case workflow::Base::present: return {"số người tham gia biểu quyết", counted(closed.tally, "present")};
    case workflow::Base::valid: break;
  }
  return {"số phiếu tán thành và không tán thành", counted(closed.tally, "for") + counted(closed.tally, "against")};
}

paper::Table totals(const workflow::StepClosed& closed, const workflow::StepRun& run, std::string_view base, int whole) {
  paper::Table table{{{"Nội dung", 3}, {"Số lượng", 1, true}, {"Tỷ lệ trên " + std::string(base), 2, true}}, {}};
  const auto row = [&](const char* what, int count, bool share) {
    table.rows.push_back({what, std::to_string(count), share ? percent_words(count, whole) : ""});
  };
  row("Được triệu tập", counted(closed.tally, "summoned"), false);
  row("Tham gia biểu quyết", counted(closed.tally, "present"), false);
  row("Không tham gia vì xung đột lợi ích", static_cast<int>(run.vacated()), false);
  row("Tán thành", counted(closed.tally, "for"), true);
  row("Không tán thành", counted(closed.tally, "against"), true);
  row("Không có ý kiến", counted(closed.tally, "abstain"), true);
  return table;
}

/// Who voted how: the ballot is named, and so are its minutes.
void add_votes(const RotationParts& parts, const workflow::StepRun& run, const workflow::Form& form, std::vector<paper::Block>& body) {
  paper::Table table{{{"TT", 0.35, true}, {"Họ và tên", 2}, {"Chức vụ", 2.4}, {"Phiếu", 1.6}}, {}};
  std::vector<paper::Block> remarks;
  for (const workflow::Seat& seat : run.roll) {
    const store::Account* account = parts.directory->account(seat.account);
    const workflow::GivenResponse* given = run.response_of(seat);
    const workflow::Answer* answer = given ? form.answer(given->outcome) : nullptr;
    const std::string name = account_name(*parts.directory, seat.account);
    std::string vote = answer ? answer->label.vi : run.vacated(seat) ? "Không tham gia (xung đột lợi ích)" : "Không gửi phiếu";
    if (given && !given->principal.none()) vote += " (" + account_name(*parts.directory, given->actor) + " gửi thay)";
    table.rows.push_back({std::to_string(table.rows.size() + 1), name, account ? account->title.vi : "", std::move(vote)});
    const store::HistoryRow* row = given ? row_at(parts, given->sequence) : nullptr;
    if (!row) continue;
    std::vector<ValueView> values = values_at(parts, *row);
    std::erase_if(values, [](const ValueView& value) { return value.text.empty() && value.rows.empty() && value.files.empty(); });
    if (values.empty()) continue;
    remarks.emplace_back(heading_block("Đồng chí " + name + ":"));
    for (const ValueView& value : values) remarks.emplace_back(quote_block(value.text));
  }
  body.emplace_back(std::move(table));
  if (remarks.empty()) return;
  body.emplace_back(heading_block("4. Ý kiến đề nghị ghi vào biên bản, nguyên văn"));
  std::ranges::move(remarks, std::back_inserter(body));
}

}  // namespace

paper::Document count_paper(const RotationParts& parts, const PaperSource& source) {
  const auto closed = std::get<workflow::StepClosed>(workflow::from_payload(source.row->event.type, source.row->event.payload));
  const workflow::StepRun& run = *parts.rotation->run(source.step->id, source.run);
  const auto& rule = std::get<workflow::BallotRule>(source.step->rule);
  const Date on = parts.zone->date(source.row->event.time);
  const CommitteeHead head = committee_head(*parts.impl, *parts.directory, on);
  const Parties parties = parties_of(*parts.directory, *parts.rotation);
  paper::Document out;
  out.superior = head.superior, out.organ = head.organ, out.number = source.numbered ? number_of(parts, source) : "Số " + paper::dotted(8) + "-BB/" + head.sign;
  out.place_and_date = place_and_date(head.place, on);
  out.kind = "Biên bản", out.subject = "kiểm phiếu «" + source.step->title.vi + "» đối với " + comrade(parties.official.name);
  out.body.emplace_back(heading_block("1. Cuộc biểu quyết"));
  out.body.emplace_back(labelled_block("Nhân sự", comrade(parties.official.name) + ", từ " + unit_name(*parts.directory, parts.rotation->facts.sending, on).vi +
                                                      " đến giữ chức vụ " + parties.position.title.vi));
  out.body.emplace_back(
      labelled_block("Hình thức", "phiếu ghi tên; mở " + parts.zone->page_text(run.opened_at) + ", kết thúc " + parts.zone->page_text(source.row->event.time)));
  const store::Meeting* meeting = held_for(parts, source);
  if (meeting)
    out.body.emplace_back(labelled_block("Phiên họp", clock_text(meeting->minute) + ", " + day_words(meeting->on) + ", tại " + or_dotted(meeting->place)));
  out.body.emplace_back(labelled_block("Quy định", rule_words(*source.step).vi));
  const auto [base, whole] = base_of(rule, closed);
  out.body.emplace_back(heading_block("2. Kết quả kiểm phiếu"));
  out.body.emplace_back(totals(closed, run, base, whole));
  out.body.emplace_back(labelled_block("Kết luận", workflow::outcome_label(*source.definition, *source.step, closed.outcome).vi + "; cơ sở tính tỷ lệ là " +
                                                       base + " (" + std::to_string(whole) + "), tán thành " + std::to_string(counted(closed.tally, "for")) +
                                                       "/" + std::to_string(whole) + " = " + percent_words(counted(closed.tally, "for"), whole)));
  out.body.emplace_back(heading_block("3. Phiếu của từng người"));
  add_votes(parts, run, source.definition->form(source.step->form), out.body);
  out.recipients = {"- Lưu hồ sơ."};
  const auto name = [&](const AccountId& id) { return account_name(*parts.directory, id); };
  out.signatures = {
      {{"TỔ KIỂM PHIẾU"}, {}}, {{"THƯ KÝ"}, meeting ? name(meeting->held->secretary) : ""}, {{"CHỦ TRÌ"}, meeting ? name(meeting->held->chair) : ""}};
  out.title = "Biên bản kiểm phiếu " + parts.rotation->facts.code, out.author = head.organ;
  return out;
}

}  // namespace luan::app
