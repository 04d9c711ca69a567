// The minutes of a meeting (domain.md §5, F4): who came, what each item came to, what was said word for word.
#include "app/paper_parts.hpp"

#include <algorithm>

#include "workflow/tally.hpp"

namespace luan::app {
namespace {

paper::Table attendance(const MeetingView& meeting) {
  paper::Table table{{{"TT", 0.35, true}, {"Họ và tên", 2}, {"Chức vụ", 2.4}, {"Dự họp", 1.8}}, {}};
  for (const Attendee& one : meeting.attendance)
    table.rows.push_back({std::to_string(table.rows.size() + 1), one.name, one.title.vi,
                          meeting.state != "held" ? ""
                          : one.present           ? "Có mặt"
                          : one.reason.empty()    ? "Vắng"
                                                  : "Vắng: " + one.reason});
  return table;
}

std::string tally_line(const MeetingItemView& item) {
  const auto count = [&](std::string_view what) { return std::to_string(workflow::counted(item.tally, what)); };
  return "triệu tập " + count("summoned") + ", tham gia " + count("present") + ", tán thành " + count("for") + ", không tán thành " + count("against") +
         ", không có ý kiến " + count("abstain");
}

void add_item(const MeetingItemView& item, int number, std::vector<paper::Block>& body) {
  body.emplace_back(heading_block(std::to_string(number) + ". " + item.title.vi + ": " + comrade(item.parties.official.name)));
  body.emplace_back(text_block("Từ " + item.parties.sending.name.vi + " đến giữ chức vụ " + item.parties.position.title.vi + "; hồ sơ " + item.code + "."));
  if (item.state != "closed")
    body.emplace_back(labelled_block("Kết quả", "chưa kết thúc"));
  else
    body.emplace_back(labelled_block("Kết quả", item.outcome.vi + (item.tally.empty() ? "" : " (" + tally_line(item) + ")")));
  for (const MeetingRemark& remark : item.remarks) {
    body.emplace_back(heading_block(remark.who + (remark.answer.vi.empty() ? "" : " (" + remark.answer.vi + ")") + ":"));
    add_values(body, remark.values);
  }
}

}  // namespace

paper::Document minutes_paper(const App::Impl& impl, const MeetingView& meeting) {
  const DirectoryPtr directory = impl.directory();
  const CommitteeHead head = committee_head(impl, *directory, meeting.on);
  const bool held = meeting.state == "held";
  const auto open = std::ranges::count_if(meeting.items, [](const MeetingItemView& item) { return item.state != "closed"; });
  paper::Document out;
  out.superior = head.superior, out.organ = head.organ, out.number = "Số " + paper::dotted(8) + "-BB/" + head.sign;
  out.place_and_date = place_and_date(head.place, meeting.on);
  out.kind = "Biên bản", out.subject = "phiên họp " + head.name + ": " + meeting.kind_label.vi;
  if (!held) out.draft = "chưa ghi thành phần dự họp";
  if (held && open > 0) out.draft = std::to_string(open) + " nội dung chưa kết thúc";
  out.body.emplace_back(heading_block("I. Thời gian, địa điểm"));
  out.body.emplace_back(text_block(clock_text(meeting.minute) + ", " + day_words(meeting.on) + ", tại " + or_dotted(meeting.place) + "."));
  out.body.emplace_back(heading_block("II. Thành phần"));
  const auto present = std::ranges::count_if(meeting.attendance, &Attendee::present);
  out.body.emplace_back(
      text_block("Triệu tập " + std::to_string(meeting.attendance.size()) + ", có mặt " + (held ? std::to_string(present) : paper::dotted(6)) + "."));
  out.body.emplace_back(attendance(meeting));
  out.body.emplace_back(labelled_block("Chủ trì", or_dotted(meeting.chair)));
  out.body.emplace_back(labelled_block("Thư ký", or_dotted(meeting.secretary)));
  out.body.emplace_back(heading_block("III. Nội dung và kết quả"));
  int number = 0;
  for (const MeetingItemView& item : meeting.items) add_item(item, ++number, out.body);
  if (meeting.items.empty()) out.body.emplace_back(text_block(paper::dotted(90)));
  out.recipients = {"- Lưu hồ sơ."};
  out.signatures = {{{"THƯ KÝ"}, meeting.secretary}, {{"CHỦ TRÌ"}, meeting.chair}};
  out.title = "Biên bản phiên họp " + to_page_text(meeting.on), out.author = head.organ;
  return out;
}

}  // namespace luan::app
