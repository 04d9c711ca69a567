#include "app/letter.hpp"

#include <map>
#include <stdexcept>

namespace luan::app {
namespace {

/// {name} is filled in. A line of an item stands in the letter on one item and in the daily letter alike.
struct Patterns {
  Localized subject, item;
};

const Patterns& patterns(About about) {
  static const std::map<About, Patterns> all{
      {About::task,
       {{"{code}: {task}{until}", "{code}: {task}{until}"},
        {"Hồ sơ luân chuyển {code}, đồng chí {official}, dự kiến {position}. Việc của đồng chí: {task}{until}.",
         "Rotation {code}, {official}, expected post: {position}. Your task: {task}{until}."}}},
      {About::due_soon,
       {{"{code}: {left} – {task}", "{code}: {left} – {task}"},
        {"Hồ sơ luân chuyển {code}, đồng chí {official}, dự kiến {position}. Việc «{task}» đến hạn ngày {due}, {left}.",
         "Rotation {code}, {official}, expected post: {position}. The task «{task}» is due on {due}, {left}."}}},
      {About::overdue,
       {{"{code}: quá hạn {due} – {task}", "{code}: overdue since {due} – {task}"},
        {"Hồ sơ luân chuyển {code}, đồng chí {official}, dự kiến {position}. Việc «{task}» đã quá hạn từ ngày {due}. Đề nghị đồng chí thực hiện ngay, hoặc báo "
         "Ban Tổ "
         "chức nếu có vướng mắc.",
         "Rotation {code}, {official}, expected post: {position}. The task «{task}» is overdue since {due}. Do it now, or tell the organisation board what "
         "stands in "
         "the way."}}},
      {About::escalated,
       {{"{code}: chưa xong, hạn {due} – {task}", "{code}: not done, due {due} – {task}"},
        {"Hồ sơ luân chuyển {code}, đồng chí {official}, dự kiến {position}. Báo cáo đồng chí: việc «{task}» có hạn ngày {due} và đến nay chưa xong. Đề nghị "
         "đồng chí cho ý kiến chỉ đạo.",
         "Rotation {code}, {official}, expected post: {position}. The task «{task}» was due on {due} and is not done yet. Please see to it."}}},
      {About::petition_overdue,
       {{"{code}: quá hạn {due} – {task}", "{code}: overdue since {due} – {task}"},
        {"Hồ sơ luân chuyển {code}, đồng chí {official}, {position}. {task}: quá hạn trả lời từ ngày {due}. Đề nghị đơn vị giải quyết trả lời ngay, hoặc báo "
         "Ban "
         "Tổ chức nếu có vướng mắc.",
         "Rotation {code}, {official}, {position}. {task}: overdue since {due}. The owner answers it now, or tells the organisation board what stands in the "
         "way."}}},
      {About::meeting,
       {{"Phiên họp {due}: {task}", "Meeting {due}: {task}"},
        {"Kính mời đồng chí dự phiên họp «{task}» lúc {due}, tại {place}. Chương trình và các phiếu có ở trang phiên họp.",
         "You are called to the meeting «{task}» on {due}, at {place}. Its agenda and what is to be answered stand on the meeting's page."}}},
  };
  return all.at(about);
}

const Localized daily_subject{"{count} việc đang chờ đồng chí", "{count} tasks wait for you"};
const Localized greeting{"Kính gửi đồng chí {recipient},", "Dear {recipient},"};
const Localized closing{"Đề nghị mở «Việc của tôi» trên hệ thống để thực hiện. Thư này không nhận trả lời; cách nhận thư đổi được ở trang «Thông báo».",
                        "Open «My tasks» to carry it out. This letter takes no answer; how you are told can be changed on the page «Notifications»."};
const Localized open_task{"Mở việc này", "Open this task"};

using Values = std::map<std::string, std::string, std::less<>>;

std::string filled(std::string_view pattern, const Values& values) {
  std::string out;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == pattern.npos) break;
    const auto close = pattern.find('}', open);
    out += values.at(std::string(pattern.substr(open + 1, close - open - 1)));
    pattern.remove_prefix(close + 1);
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  return out;
}

std::string left_words(int days, Language language) {
  if (language == Language::vi) return days == 0 ? "hạn cuối hôm nay" : "còn " + std::to_string(days) + " ngày làm việc";
  return days == 0 ? "the last day is today" : days == 1 ? "1 working day left" : std::to_string(days) + " working days left";
}

Values values_of(const LetterItem& item, Language language) {
  const std::string due = item.due ? to_page_text(*item.due) + (item.due_minute ? ", " + clock_text(*item.due_minute) : "") : "—";
  return {{"code", item.code},
          {"official", item.official},
          {"position", item.position.in(language)},
          {"task", item.task.in(language)},
          {"due", due},
          {"until", item.due ? (language == Language::vi ? ", hạn " : ", due ") + due : std::string()},
          {"left", left_words(item.working_days_left, language)},
          {"place", item.place}};
}

}  // namespace

std::string_view key(About about) {
  switch (about) {
    case About::task: return "task";
    case About::due_soon: return "due_soon";
    case About::overdue: return "overdue";
    case About::escalated: return "escalated";
    case About::petition_overdue: return "petition_overdue";
    case About::meeting: return "meeting";
  }
  return {};
}

std::optional<About> parse_about(std::string_view text) {
  for (const About about : all_abouts)
    if (key(about) == text) return about;
  return {};
}

Localized label(About about) {
  switch (about) {
    case About::task: return {"Có việc mới", "A new task"};
    case About::due_soon: return {"Sắp đến hạn", "Due soon"};
    case About::overdue: return {"Quá hạn", "Overdue"};
    case About::escalated: return {"Báo cáo việc chậm", "Told of a delay"};
    case About::petition_overdue: return {"Kiến nghị quá hạn", "A petition is overdue"};
    case About::meeting: return {"Mời họp", "Called to a meeting"};
  }
  return {};
}

Letter compose(const std::string& recipient, std::span<const LetterItem> items, Language language) {
  if (items.empty()) throw std::logic_error("a letter about nothing");
  Letter letter;
  letter.subject = items.size() == 1 ? filled(patterns(items.front().about).subject.in(language), values_of(items.front(), language))
                                     : filled(daily_subject.in(language), {{"count", std::to_string(items.size())}});
  const std::string hello = filled(greeting.in(language), {{"recipient", recipient}});
  letter.text = hello + "\n\n";
  letter.html = "<p>" + escaped(hello) + "</p>\n" + (items.size() > 1 ? "<ul>\n" : "");
  for (const LetterItem& item : items) {
    const std::string line = filled(patterns(item.about).item.in(language), values_of(item, language));
    const bool listed = items.size() > 1;
    letter.text += (listed ? "- " : "") + line + "\n" + (item.link.empty() ? "" : (listed ? "  " : "") + item.link + "\n") + "\n";
    letter.html += (listed ? "<li>" : "<p>") + escaped(line) +
                   (item.link.empty() ? "" : "<br><a href=\"" + escaped(item.link) + "\">" + escaped(open_task.in(language)) + "</a>") +
                   (listed ? "</li>\n" : "</p>\n");
  }
  letter.text += closing.in(language) + "\n";
  letter.html += (items.size() > 1 ? "</ul>\n<p>" : "<p>") + escaped(closing.in(language)) + "</p>\n";
  return letter;
}

}  // namespace luan::app
