// The synthesis of the opinions: each one in full and in the order in which the workflow asks, those that differ like the others
// (domain.md §0.5).
#include <algorithm>

#include "app/paper_parts.hpp"

namespace luan::app {
namespace {

void add_opinion(const RotationParts& parts, const workflow::Seat& seat, const workflow::StepRun& run, int number, std::vector<paper::Block>& body) {
  const std::string who = body_name(*parts.directory, seat.role, seat.unit, parts.zone->date(run.opened_at)).vi;
  const workflow::GivenResponse* given = run.response_of(seat);
  const store::HistoryRow* row = given ? row_at(parts, given->sequence) : nullptr;
  const std::string answer = row                 ? answer_at(parts, *row).vi
                             : run.vacated(seat) ? "Không tham gia vì xung đột lợi ích"
                             : run.open()        ? "Chưa trả lời"
                                                 : "Không trả lời trong thời hạn";
  body.emplace_back(heading_block(std::to_string(number) + ". " + who + ": " + answer));
  if (!row) return;
  body.emplace_back(labelled_block("Gửi", parts.zone->page_text(given->at) + ", " + account_name(*parts.directory, given->actor)));
  add_values(body, values_at(parts, *row));
}

/// Whose answer does not agree, of those that were given.
int differing(const RotationParts& parts, const PaperSource& source) {
  int out = 0;
  for (const int sequence : source.shows) {
    const store::HistoryRow* row = row_at(parts, sequence);
    if (!row || row == source.row) continue;
    const workflow::Definition& definition = parts.definition_of(*row);
    const workflow::Step* step = definition.find_step(text_member(row->event.payload, "step")).second;
    if (!step || !std::holds_alternative<workflow::EachRule>(step->rule)) continue;
    const workflow::Answer* answer = definition.form(step->form).answer(response_at(*row).outcome);
    out += answer && !answer->agrees;
  }
  return out;
}

void add_opinions(const RotationParts& parts, const PaperSource& source, std::vector<paper::Block>& body) {
  const workflow::StepRun* own = parts.rotation->run(source.step->id, source.run);
  const workflow::Stage* stage = source.definition->find_step(source.step->id).first;
  int number = 0;
  body.emplace_back(heading_block("II. Ý kiến của các nơi được hỏi, nguyên văn"));
  for (const workflow::Step& step : stage->steps)
    for (const workflow::StepRun& run : parts.rotation->runs)
      if (run.step == step.id && own && run.visit == own->visit && std::holds_alternative<workflow::EachRule>(step.rule))
        for (const workflow::Seat& seat : run.roll) add_opinion(parts, seat, run, ++number, body);
  body.emplace_back(text_block("Số ý kiến không đồng ý: " + std::to_string(differing(parts, source)) + "/" + std::to_string(number) + "."));
  bool any = false;
  for (const int sequence : source.shows) {
    const store::HistoryRow* row = row_at(parts, sequence);
    const workflow::Step* step = row ? source.definition->find_step(text_member(row->event.payload, "step")).second : nullptr;
    if (!step || step == source.step || std::holds_alternative<workflow::EachRule>(step->rule)) continue;
    if (!any) body.emplace_back(heading_block("III. Nội dung khác đã ghi nhận"));
    any = true;
    body.emplace_back(heading_block(step->title.vi + " (" + parts.zone->page_text(row->event.time) + ", " +
                                    account_name(*parts.directory, AccountId::trusted(row->event.actor)) + ")"));
    add_values(body, values_at(parts, *row));
  }
  body.emplace_back(heading_block(any ? "IV. Tổng hợp và đề xuất" : "III. Tổng hợp và đề xuất"));
}

}  // namespace

paper::Document synthesis_paper(const RotationParts& parts, const PaperSource& source) {
  const std::optional<Date> on = source.row ? std::optional(parts.zone->date(source.row->event.time)) : std::nullopt;
  const CommitteeHead head = committee_head(*parts.impl, *parts.directory, on);
  const Parties parties = parties_of(*parts.directory, *parts.rotation);
  const workflow::StepRun* own = parts.rotation->run(source.step->id, source.run);
  paper::Document out;
  out.superior = head.organ, out.number = source.numbered ? number_of(parts, source) : "Số " + paper::dotted(8);
  out.organ = own && !own->roll.empty() ? body_name(*parts.directory, own->roll.front().role, own->roll.front().unit).vi : paper::dotted(20);
  out.place_and_date = place_and_date(head.place, on);
  out.kind = "Báo cáo", out.subject = "tổng hợp ý kiến về việc điều động " + comrade(parties.official.name);
  if (!source.row) out.draft = "bước tổng hợp chưa gửi; ý kiến ghi đến lúc in";
  out.body.emplace_back(heading_block("I. Nhân sự"));
  out.body.emplace_back(text_block("Đồng chí " + parties.official.name + ", công tác tại " + unit_name(*parts.directory, parts.rotation->facts.sending, on).vi +
                                   "; dự kiến giữ chức vụ " + parties.position.title.vi + "."));
  add_opinions(parts, source, out.body);
  if (source.row) {
    out.body.emplace_back(labelled_block("Kết luận", or_dotted(answer_at(parts, *source.row).vi)));
    add_values(out.body, values_at(parts, *source.row));
    out.signatures = {signed_by(*parts.directory, {}, AccountId::trusted(source.row->event.actor), response_at(*source.row).principal)};
  } else {
    out.body.emplace_back(text_block(paper::dotted(90)));
    out.signatures = {{{paper::upper(out.organ)}, {}}};
  }
  out.recipients = {"- " + head.name + ",", "- Lưu hồ sơ."};
  out.title = "Tổng hợp ý kiến " + parts.rotation->facts.code, out.author = out.organ;
  return out;
}

}  // namespace luan::app
