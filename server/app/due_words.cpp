// The dates of a definition in words: when a step is due.
#include "app/impl.hpp"

namespace luan::app {
namespace {

Localized days_words(const workflow::Wait& wait) {
  const std::string days = std::to_string(wait.days);
  const bool one = wait.days == 1;
  if (wait.working) return {days + " ngày làm việc", days + (one ? " working day" : " working days")};
  return {days + " ngày", days + (one ? " day" : " days")};
}

/// The day it counts from, as in «ngày …» and "the day …".
Localized anchor_words(const workflow::Definition& definition, const workflow::Due& due) {
  using From = workflow::Due::From;
  const workflow::Step* step = definition.find_step(due.of).second;
  const workflow::Stage* stage = definition.stage(due.of);
  const Localized title = step ? step->title : stage ? stage->title : Localized{};
  const Localized vi_en{"«" + title.vi + "»", "“" + title.en + "”"};
  switch (due.from) {
    case From::effective: return {"ngày quyết định có hiệu lực", "the decision takes effect"};
    case From::nomination: return {"ngày đề cử", "of the nomination"};
    case From::step_opened: return {"ngày mở bước " + vi_en.vi, vi_en.en + " opens"};
    case From::step_closed: return {"ngày kết thúc bước " + vi_en.vi, vi_en.en + " closes"};
    case From::stage_entered: return {"ngày vào giai đoạn " + vi_en.vi, "the stage " + vi_en.en + " is entered"};
    case From::stage_left: return {"ngày xong giai đoạn " + vi_en.vi, "the stage " + vi_en.en + " is left"};
    case From::opening:
    case From::term_end: break;
  }
  return {"ngày hết thời hạn", "the term ends"};
}

Localized counted(const workflow::Definition& definition, const workflow::Due& due) {
  const Localized days = days_words(due.wait);
  if (due.from == workflow::Due::From::opening) return days;
  const Localized day = anchor_words(definition, due);
  if (due.wait.days == 0) return {"đúng " + day.vi, "on the day " + day.en};
  return due.before ? Localized{days.vi + " trước " + day.vi, days.en + " before " + day.en}
                    : Localized{days.vi + " sau " + day.vi, days.en + " after " + day.en};
}

}  // namespace

Localized due_rule_words(const workflow::Definition& definition, const workflow::Step& step) {
  if (!step.due) return {"–", "–"};
  Localized out = counted(definition, *step.due);
  if (step.due->minute) out.vi += ", lúc " + clock_text(*step.due->minute), out.en += ", at " + clock_text(*step.due->minute);
  return out;
}

namespace {

Localized moment_words(const workflow::Moment& moment) {
  if (moment.wait.days == 0) return {"đúng hạn", "on the day"};
  const Localized days = days_words(moment.wait);
  return moment.before ? Localized{"trước hạn " + days.vi, days.en + " before"} : Localized{"sau hạn " + days.vi, days.en + " after"};
}

void add(Localized& to, const Localized& more, const char* between) {
  to.vi += (to.vi.empty() ? "" : between) + more.vi, to.en += (to.en.empty() ? "" : between) + more.en;
}

}  // namespace

Localized late_rule_words(const workflow::Step& step) {
  Localized out;
  if (step.remind) {
    Localized moments;
    for (const workflow::Moment& moment : *step.remind) add(moments, moment_words(moment), ", ");
    out = moments.vi.empty() ? Localized{"Không nhắc", "No reminders"} : Localized{"Nhắc " + moments.vi, "Reminded " + moments.en};
  }
  if (!step.escalate) return out;
  const Localized when = moment_words(step.escalate->when);
  Localized to;
  for (const workflow::Who& who : step.escalate->to) add(to, role_name(who.role), ", ");
  const bool may = step.escalate->may_answer;
  add(out,
      {std::string(out.vi.empty() ? "Chưa" : "chưa") + " xong thì báo cáo " + to.vi + " " + when.vi + (may ? "; nơi này cũng trả lời được" : ""),
       std::string(out.en.empty() ? "If" : "if") + " not done, " + to.en + " is told " + when.en + (may ? " and may answer too" : "")},
      "; ");
  return out;
}

}  // namespace luan::app
