// The decision of a posting: in the committee's own form, and as the state paper that goes with it (domain.md §5, F9).
#include <algorithm>
#include <ranges>

#include "app/paper_parts.hpp"

namespace luan::app {
namespace {

/// What both papers say, as the record has it; of a draft, what is known so far.
struct Terms {
  std::optional<Date> on, effective, ends;
  std::string months, number, party_title, state_title;
  std::string official, from, to, position, subject;
  const store::HistoryRow* response = nullptr;  // by which it was signed
  json::object values;
};

std::string lowered(std::string title) {
  // Titles of definitions begin with one of these; no letter of Vietnamese that needs more is among them.
  if (!title.empty() && title[0] >= 'A' && title[0] <= 'Z') title[0] = static_cast<char>(title[0] - 'A' + 'a');
  return title;
}

Terms terms_of(const RotationParts& parts, const PaperSource& source) {
  Terms terms;
  const workflow::Rotation& rotation = *parts.rotation;
  const Parties parties = parties_of(*parts.directory, rotation);
  if (source.row) terms.on = parts.zone->date(source.row->event.time), terms.number = text_member(source.row->event.payload, "number");
  terms.official = parties.official.name, terms.position = parties.position.title.vi;
  terms.from = unit_name(*parts.directory, rotation.facts.sending, terms.on).vi, terms.to = unit_name(*parts.directory, rotation.facts.receiving, terms.on).vi;
  terms.subject = "về việc " + lowered(parts.definition->title.vi);
  if (source.row && rotation.decision) {
    terms.effective = rotation.decision->effective, terms.ends = rotation.decision->ends;
    terms.months = std::to_string(rotation.decision->months);
  }
  if (!source.shows.empty()) terms.response = row_at(parts, source.shows.back());
  if (terms.response) terms.values = parts.content(*terms.response, "form");
  terms.party_title = text_or_empty(terms.values, "party_title"), terms.state_title = text_or_empty(terms.values, "state_title");
  return terms;
}

std::string day_or_dots(std::optional<Date> day) { return day ? day_words(*day) : "ngày ...... tháng ...... năm .........."; }

/// The day on which the ballot before this paper was passed.
std::optional<Date> passed_on(const RotationParts& parts, const PaperSource& source) {
  for (const workflow::StepRun& run : std::views::reverse(parts.rotation->runs)) {
    const workflow::Step* step = parts.step_of(run).second;
    if (!step || !std::holds_alternative<workflow::BallotRule>(step->rule) || run.outcome != "passed" || !run.closed_at) continue;
    if (!source.row || *run.closed_at <= source.row->event.time) return parts.zone->date(*run.closed_at);
  }
  return {};
}

/// «Ban Tổ chức», where it has submitted the opinions.
std::string proposer_of(const RotationParts& parts) {
  for (const PaperSource& source : std::views::reverse(paper_sources(parts)))
    if (source.key.kind == PaperKind::synthesis && source.row)
      return body_name(*parts.directory, response_at(*source.row).seat.role, response_at(*source.row).seat.unit).vi;
  return {};
}

paper::Paragraph article(int number, std::string text) { return {{{"Điều " + std::to_string(number) + ". ", true}, {std::move(text)}}}; }

std::string term_words(const Terms& terms) {
  return "Thời hạn: " + or_dotted(terms.months, 8) + " tháng, từ " + day_or_dots(terms.effective) + " đến hết " + day_or_dots(terms.ends) + ".";
}

void add_grounds(const RotationParts& parts, const PaperSource& source, const CommitteeHead& head, std::vector<paper::Block>& body) {
  body.emplace_back(text_block("- Căn cứ " + paper::dotted(70) + ";"));
  if (const auto passed = passed_on(parts, source))
    body.emplace_back(text_block("- Căn cứ kết quả biểu quyết của " + head.name + " " + day_words(*passed) + ";"));
  const std::string proposer = proposer_of(parts);
  body.emplace_back(text_block("- Xét đề nghị của " + or_dotted(proposer) + ","));
}

}  // namespace

paper::Document decision_paper(const RotationParts& parts, const PaperSource& source) {
  const Terms terms = terms_of(parts, source);
  const CommitteeHead head = committee_head(*parts.impl, *parts.directory, terms.on);
  paper::Document out;
  out.superior = head.superior, out.organ = head.organ;
  out.number = headed_number(terms.number.empty() ? paper::dotted(8) + "-QĐ/" + head.sign : terms.number, false);
  out.place_and_date = place_and_date(head.place, terms.on);
  out.kind = "Quyết định", out.subject = terms.subject + " đối với " + comrade(terms.official);
  if (!source.row) out.draft = "chưa ký, chưa có số; không có giá trị thi hành";
  add_grounds(parts, source, head, out.body);
  out.body.emplace_back(centred_block(paper::upper(head.name) + "\nQUYẾT ĐỊNH"));
  std::string what =
      "Điều động " + comrade(terms.official) + ", công tác tại " + terms.from + ", đến nhận công tác tại " + terms.to + ", giữ chức vụ " + terms.position + ".";
  if (!terms.party_title.empty()) what += " Chức danh Đảng: " + terms.party_title + ".";
  if (!terms.state_title.empty()) what += " Chức danh chính quyền: " + terms.state_title + ".";
  out.body.emplace_back(article(1, what));
  out.body.emplace_back(article(2, term_words(terms)));
  const std::string own = role_name("organisation_board").vi;
  out.body.emplace_back(article(3, own + ", " + terms.from + ", " + terms.to + ", các cơ quan, đơn vị có liên quan và " + comrade(terms.official) +
                                       " chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực từ " + day_or_dots(terms.effective) + "."));
  out.recipients = {"- Như Điều 3,", "- Lưu hồ sơ."};
  const std::string authority = "T/M " + (head.name == head.organ ? paper::upper(head.organ) : std::string("BAN THƯỜNG VỤ"));
  if (source.row && terms.response)
    out.signatures = {signed_by(*parts.directory, authority, AccountId::trusted(terms.response->event.actor), response_at(*terms.response).principal)};
  else
    out.signatures = {{{authority}, {}}};
  out.title = "Quyết định " + terms.number, out.author = head.organ;
  return out;
}

paper::Document state_decision_paper(const RotationParts& parts, const PaperSource& source) {
  const Terms terms = terms_of(parts, source);
  const CommitteeHead head = committee_head(*parts.impl, *parts.directory, terms.on);
  const std::string territory = territory_of(head.organ), organ = "Uỷ ban nhân dân " + or_dotted(territory, 16);
  paper::Document out;
  out.style = paper::Style::state, out.organ = organ;
  out.number = headed_number(terms.number.empty() ? paper::dotted(8) + "/QĐ-UBND" : terms.number, true);
  out.place_and_date = place_and_date(head.place, terms.on);
  out.kind = "Quyết định", out.subject = "V" + terms.subject.substr(1) + " giữ chức danh chính quyền";
  if (!source.row) out.draft = "chưa ký, chưa có số; không có giá trị thi hành";
  out.body.emplace_back(centred_block("CHỦ TỊCH " + paper::upper(organ)));
  const auto ground = [&](std::string text) { out.body.emplace_back(paper::Paragraph{{{std::move(text), false, true}}}); };
  ground("Căn cứ " + paper::dotted(70) + ";");
  const auto& decision = parts.rotation->decision;
  ground("Căn cứ Quyết định " + headed_number(decision && source.row ? decision->number : paper::dotted(12), false) + " " + day_or_dots(terms.on) + " của " +
         head.name + " " + terms.subject + ";");
  ground("Theo đề nghị của " + paper::dotted(40) + ".");
  out.body.emplace_back(centred_block("QUYẾT ĐỊNH:"));
  const store::Official* official = parts.directory->official(parts.rotation->facts.official);
  const std::string gender = official ? text_or_empty(official->person, "gender") : "";
  const std::string person = (gender == "male" ? "ông " : gender == "female" ? "bà " : "ông (bà) ") + terms.official;
  out.body.emplace_back(article(1, "Điều động " + person + ", công tác tại " + terms.from + ", đến nhận công tác tại " + terms.to + ", giữ chức danh " +
                                       (terms.state_title.empty() ? terms.position : terms.state_title) + "."));
  out.body.emplace_back(article(2, term_words(terms)));
  out.body.emplace_back(article(3, terms.from + ", " + terms.to + ", các cơ quan, đơn vị có liên quan và " + person +
                                       " chịu trách nhiệm thi hành Quyết định này kể từ " + day_or_dots(terms.effective) + "./."));
  out.recipients = {"- Như Điều 3;", "- " + head.organ + ";", "- Lưu: VT."};
  out.signatures = {{{"TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH"}, {}}};
  out.title = "Quyết định " + terms.number, out.author = organ;
  return out;
}

}  // namespace luan::app
