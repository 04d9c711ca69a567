// The evaluation of an official in his post, his own review beside it (domain.md §5, F10 and F11).
#include <algorithm>

#include "app/paper_parts.hpp"

namespace luan::app {
namespace {

void add_review(const RotationParts& parts, const PaperSource& source, std::vector<paper::Block>& body) {
  body.emplace_back(heading_block("II. Cán bộ tự kiểm điểm"));
  const store::HistoryRow* own = source.shows.size() > 1 ? row_at(parts, source.shows.front()) : nullptr;
  if (!own) {
    body.emplace_back(text_block(paper::dotted(90)));
    return;
  }
  body.emplace_back(text_block("Gửi " + day_words(parts.zone->date(own->event.time)) + "."));
  add_values(body, values_at(parts, *own));
}

/// The evaluation by the order of its form; its conclusion and points come last, under a heading of their own.
void add_evaluation(const RotationParts& parts, const PaperSource& source, std::vector<paper::Block>& body) {
  std::vector<ValueView> values = values_at(parts, *source.row), rest;
  std::string level, points;
  for (ValueView& value : values)
    if (value.id == "level")
      level = value.text;
    else if (value.id == "points")
      points = value.text;
    else
      rest.push_back(std::move(value));
  body.emplace_back(heading_block("III. Nhận xét, đánh giá"));
  add_values(body, rest);
  body.emplace_back(heading_block("IV. Kết luận"));
  body.emplace_back(labelled_block("Mức độ hoàn thành nhiệm vụ", or_dotted(level)));
  body.emplace_back(labelled_block("Điểm", or_dotted(points, 12) + "/100"));
}

}  // namespace

paper::Document evaluation_paper(const RotationParts& parts, const PaperSource& source) {
  const Date on = parts.zone->date(source.row->event.time);
  const CommitteeHead head = committee_head(*parts.impl, *parts.directory, on);
  const Parties parties = parties_of(*parts.directory, *parts.rotation);
  const workflow::ResponseRecorded response = response_at(*source.row);
  const std::string organ = body_name(*parts.directory, response.seat.role, response.seat.unit, on).vi;
  const bool state = response.seat.role == "government";
  paper::Document out;
  out.style = state ? paper::Style::state : paper::Style::party;
  out.organ = state && organ.starts_with("UBND ") ? "Uỷ ban nhân dân " + organ.substr(5) : organ;
  // A party organisation of the grassroots stands in that of the committee that posts officials to it.
  const std::string territory = territory_of(head.organ);
  if (!state && response.seat.unit != parts.directory->committee().unit && !territory.empty()) out.superior = "Đảng bộ " + territory;
  out.number = source.numbered ? number_of(parts, source) : headed_number(paper::dotted(12), state);
  out.place_and_date = place_and_date(territory_of(organ), on);
  out.kind = "Bản nhận xét, đánh giá", out.subject = comrade(parties.official.name) + ", " + parties.position.title.vi + " (" + source.step->title.vi + ")";
  out.body.emplace_back(heading_block("I. Cán bộ"));
  out.body.emplace_back(labelled_block("Họ và tên", parties.official.name));
  out.body.emplace_back(labelled_block("Chức vụ", parties.position.title.vi));
  if (const auto& decision = parts.rotation->decision)
    out.body.emplace_back(labelled_block(
        "Quyết định", decision->number + ", hiệu lực từ " + day_words(decision->effective) + ", thời hạn " + std::to_string(decision->months) + " tháng"));
  add_review(parts, source, out.body);
  add_evaluation(parts, source, out.body);
  // The deciding level and the sending side get it (domain.md §5, F11).
  out.recipients = {"- " + head.name + ",", "- " + unit_name(*parts.directory, parts.rotation->facts.sending, on).vi + ",", "- Lưu hồ sơ."};
  out.signatures = {signed_by(*parts.directory, state ? "TM. UỶ BAN NHÂN DÂN" : "T/M " + paper::upper(organ.starts_with("Đảng uỷ") ? "Đảng uỷ" : organ),
                              AccountId::trusted(source.row->event.actor), response.principal)};
  out.title = "Nhận xét, đánh giá " + parts.rotation->facts.code, out.author = out.organ;
  return out;
}

}  // namespace luan::app
