// «Phiên họp»: those to come and those that were; how one is called, composed, recorded and cancelled; and its minutes.
#include <algorithm>

#include "base/bytes.hpp"
#include "web/pages/form_flow.hpp"
#include "web/pages/meeting_views.hpp"
#include "web/pages/pager_part.hpp"
#include "web/pages/plain_form.hpp"
#include "web/pages/rotation_views.hpp"
#include "workflow/tally.hpp"

namespace luan::web {
namespace {

using Kind = app::MeetingAct::Kind;

struct Row {
  std::string href, time, kind, place, items, mine, state, tone;
  static constexpr auto fields =
      std::tuple{html::Field("href", &Row::href),   html::Field("time", &Row::time), html::Field("kind", &Row::kind),   html::Field("place", &Row::place),
                 html::Field("items", &Row::items), html::Field("mine", &Row::mine), html::Field("state", &Row::state), html::Field("tone", &Row::tone)};
};
struct ListView {
  std::vector<Row> meetings;
  html::Raw pager;
  bool none = false, may_call = false;
  static constexpr auto fields = std::tuple{html::Field("meetings", &ListView::meetings), html::Field("none", &ListView::none),
                                            html::Field("may_call", &ListView::may_call), html::Field("pager", &ListView::pager)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Phiên họp|Meetings}}</h1>
<p class="lead">{{=Một phiên họp xem xét nhiều hồ sơ; mỗi phiếu được ghi riêng vào hồ sơ của nó.|One meeting handles many rotations; each answer is recorded in its own rotation.}}</p>
{{#may_call}}<p class="bar"><a class="btn" href="/phien-hop/trieu-tap">{{=Triệu tập phiên họp|Call a meeting}}</a></p>{{/may_call}}
{{#none}}<p class="note">{{=Chưa có phiên họp nào.|There is no meeting yet.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Các phiên họp, phiên sắp tới trước|Meetings, the coming ones first}}</caption><thead><tr><th scope="col">{{=Thời gian|Time}}</th><th scope="col">{{=Loại|Kind}}</th><th scope="col">{{=Địa điểm|Place}}</th><th scope="col" class="num">{{=Nội dung|Items}}</th><th scope="col">{{=Tình trạng|State}}</th></tr></thead><tbody>
{{#meetings}}<tr><th scope="row"><a href="{{href}}">{{time}}</a></th><td data-l="{{=Loại|Kind}}">{{kind}}</td><td data-l="{{=Địa điểm|Place}}" class="user">{{place}}</td><td data-l="{{=Nội dung|Items}}" class="num">{{items}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span>{{#mine}} <span class="tag act">{{mine}}</span>{{/mine}}</td></tr>
{{/meetings}}</tbody></table>{{/none}}
{{pager}})";
});

struct Named {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Named::text)};
};
struct ChangeView {
  std::vector<Named> added, removed;
  bool same = false;
  static constexpr auto fields =
      std::tuple{html::Field("added", &ChangeView::added), html::Field("removed", &ChangeView::removed), html::Field("same", &ChangeView::same)};
};
constexpr auto change_template = html::compile_page<ChangeView>([] {
  return R"({{#same}}<p class="note">{{=Chương trình họp giữ nguyên như đang ghi.|The agenda stays as it is recorded.}}</p>{{/same}}{{^same}}<h2>{{=Thêm vào chương trình|Added}}</h2><ul>{{#added}}<li class="user">{{text}}</li>{{/added}}{{^added}}<li>{{=Không có|Nothing}}</li>{{/added}}</ul><h2>{{=Đưa ra khỏi chương trình|Taken off}}</h2><ul>{{#removed}}<li class="user">{{text}}</li>{{/removed}}{{^removed}}<li>{{=Không có|Nothing}}</li>{{/removed}}</ul>
{{/same}})";
});

struct Person {
  std::string name, title, reason;
  static constexpr auto fields = std::tuple{html::Field("name", &Person::name), html::Field("title", &Person::title), html::Field("reason", &Person::reason)};
};
struct Remark {
  std::string who, answer;
  html::Raw values;
  static constexpr auto fields = std::tuple{html::Field("who", &Remark::who), html::Field("answer", &Remark::answer), html::Field("values", &Remark::values)};
};
struct Minute {
  std::int64_t number = 0;
  std::string name, line, step, code, outcome, tone, tally, turnout;
  std::vector<Remark> remarks;
  static constexpr auto fields =
      std::tuple{html::Field("number", &Minute::number),  html::Field("name", &Minute::name),   html::Field("line", &Minute::line),
                 html::Field("step", &Minute::step),      html::Field("code", &Minute::code),   html::Field("outcome", &Minute::outcome),
                 html::Field("tone", &Minute::tone),      html::Field("tally", &Minute::tally), html::Field("turnout", &Minute::turnout),
                 html::Field("remarks", &Minute::remarks)};
};
struct MinutesView {
  std::string title, organ, time, place, kind, turnout, chair, secretary, done;
  bool held = false, any_absent = false, any_present = false;
  std::vector<Person> present, absent;
  std::vector<Minute> items;
  static constexpr auto fields = std::tuple{html::Field("title", &MinutesView::title),
                                            html::Field("organ", &MinutesView::organ),
                                            html::Field("time", &MinutesView::time),
                                            html::Field("place", &MinutesView::place),
                                            html::Field("kind", &MinutesView::kind),
                                            html::Field("turnout", &MinutesView::turnout),
                                            html::Field("chair", &MinutesView::chair),
                                            html::Field("secretary", &MinutesView::secretary),
                                            html::Field("held", &MinutesView::held),
                                            html::Field("any_absent", &MinutesView::any_absent),
                                            html::Field("any_present", &MinutesView::any_present),
                                            html::Field("present", &MinutesView::present),
                                            html::Field("absent", &MinutesView::absent),
                                            html::Field("items", &MinutesView::items),
                                            html::Field("done", &MinutesView::done)};
};
constexpr auto minutes_template = html::compile_page<MinutesView>([] {
  return R"({{#done}}<div class="panel noprint" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<p class="small">{{organ}}</p><h1>{{=Biên bản phiên họp|Minutes of the meeting}}</h1>
<p class="lead">{{kind}}</p>
{{^held}}<p class="note warn">{{=Chưa ghi thành phần dự họp; biên bản còn có thể bổ sung.|Who attended has not been recorded yet; the minutes are not complete.}}</p>{{/held}}
<div class="text"><dl class="facts"><div><dt>{{=Thời gian|Time}}</dt><dd>{{time}}</dd></div><div><dt>{{=Địa điểm|Place}}</dt><dd class="user">{{place}}</dd></div>{{#held}}<div><dt>{{=Có mặt|Present}}</dt><dd>{{turnout}}</dd></div><div><dt>{{=Chủ trì|Chair}}</dt><dd>{{chair}}</dd></div><div><dt>{{=Thư ký|Secretary}}</dt><dd>{{secretary}}</dd></div>{{/held}}</dl>
{{#any_present}}<h2>{{=Có mặt|Present}}</h2><ul>{{#present}}<li>{{name}}{{#title}}, {{title}}{{/title}}</li>{{/present}}</ul>{{/any_present}}{{#any_absent}}<h2>{{=Vắng|Absent}}</h2><ul>{{#absent}}<li>{{name}}{{#title}}, {{title}}{{/title}}{{#reason}}: <span class="user">{{reason}}</span>{{/reason}}</li>{{/absent}}</ul>{{/any_absent}}
<h2>{{=Nội dung và kết quả|Items and outcomes}}</h2>
{{#items}}<section class="sheet"><h3>{{number}}. {{=Đ/c|Rotation of}} {{name}}</h3><p>{{line}}</p><p>{{step}}: {{#outcome}}<span class="tag {{tone}}">{{outcome}}</span>{{/outcome}}{{^outcome}}<span class="tag">{{=Đang mở|Open}}, {{turnout}}</span>{{/outcome}}{{#tally}} {{tally}}{{/tally}} <span class="soft small">{{code}}</span></p>
{{#remarks}}<blockquote><p><b>{{who}}</b>{{#answer}} ({{answer}}){{/answer}}</p>{{values}}</blockquote>{{/remarks}}</section>
{{/items}}{{^items}}<p>{{=Chương trình họp chưa có nội dung nào.|Nothing is on the agenda.}}</p>{{/items}}
<p class="noprint" data-needs-script hidden><button class="btn plain" type="button" data-print>{{=In biên bản|Print the minutes}}</button></p></div>
)";
});

http::Reply meetings(const Visit& visit) {
  const app::PageQuery query = asked_page(visit, 50);
  const auto found = visit.app().meeting_page(visit.caller, query);
  if (!found) return refusal_page(visit, found.error());
  ListView view;
  view.none = found->total == 0;
  view.pager.text = pager_part(visit, query, found->items.size(), found->total, {"phiên họp", "meeting", "meetings"});
  view.may_call = visit.app().may_call_meetings(visit.caller).has_value();
  for (const app::MeetingView& meeting : found->items) {
    const bool coming = meeting.state == "coming", held = meeting.state == "held";
    view.meetings.push_back({"/phien-hop/" + meeting.id, meeting_time(meeting), visit.in(meeting.kind_label), meeting.place,
                             std::to_string(meeting.items.size()),
                             meeting.to_answer == 0 || !coming ? ""
                             : visit.language == Language::vi  ? "chờ đồng chí trả lời " + std::to_string(meeting.to_answer)
                                                               : std::to_string(meeting.to_answer) + " to answer",
                             visit.in(meeting_state(meeting.state)),
                             coming ? "act"
                             : held ? "ok"
                                    : ""});
  }
  return page(visit, {visit.word("Phiên họp", "Meetings"), "/phien-hop"}, list_template.render(view, visit.language));
}

/// Where a change of a meeting leads; the confirmation stands there.
std::string done_address(const std::string& meeting, Kind kind) {
  return "/phien-hop/" + meeting + (kind == Kind::call ? "/chuong-trinh?xong=trieu-tap" : kind == Kind::hold ? "/bien-ban?xong=thanh-phan" : "?xong=huy");
}

std::function<Awaitable<Result<std::string>>(app::Caller, json::value)> carrying(const Visit& visit, app::MeetingAct act) {
  return [&app = visit.app(), act = std::move(act)](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const auto changed = co_await app.change_meeting(std::move(caller), act, std::move(body));
    if (!changed) co_return std::unexpected(changed.error());
    co_return done_address(*changed, act.kind);
  };
}

/// What became of a meeting that was held or cancelled meanwhile.
std::string standing_of(const Visit& visit, const app::MeetingView& meeting) {
  std::vector<app::ValueView> values{{"", {"Tình trạng", "State"}, visit.in(meeting_state(meeting.state)), {}, {}}};
  const auto add = [&](Localized label, const std::string& text) {
    if (!text.empty()) values.push_back({"", std::move(label), text, {}, {}});
  };
  add({"Lý do", "Reason"}, meeting.why);
  add({"Chủ trì", "Chair"}, meeting.chair);
  add({"Thư ký", "Secretary"}, meeting.secretary);
  std::string present, absent;
  for (const app::Attendee& one : meeting.attendance) {
    std::string& list = one.present ? present : absent;
    list += (list.empty() ? "" : ", ") + one.name + (one.reason.empty() ? "" : " (" + one.reason + ")");
  }
  add({"Có mặt", "Present"}, present);
  add({"Vắng", "Absent"}, absent);
  return value_list(values, visit.language);
}

Result<FormSubject> act_subject(const Visit& visit, Kind kind) {
  const app::MeetingAct act{kind, visit.param("id")};
  auto asked = visit.app().meeting_form(visit.caller, act);
  if (!asked) return std::unexpected(std::move(asked.error()));
  FormSubject subject;
  subject.title = visit.in(asked->form.title), subject.address = visit.request.path, subject.here = "/phien-hop";
  subject.back = "/phien-hop", subject.back_label = visit.word("Phiên họp", "Meetings");
  subject.lead = visit.word("Các uỷ viên Ban Thường vụ được gửi thư mời. Chương trình được soạn sau khi triệu tập.",
                            "The members of the standing committee are sent a letter. The agenda is composed afterwards.");
  if (kind != Kind::call)
    if (const auto meeting = visit.app().meeting(visit.caller, act.meeting)) {
      subject.lead = meeting_title(visit, *meeting);
      subject.back = "/phien-hop/" + act.meeting, subject.back_label = visit.word("Chương trình họp", "Agenda");
      // Held or cancelled meanwhile: what was typed is shown beside what became of it.
      if (asked->over) subject.refused = std::move(asked->over), subject.standing = standing_of(visit, *meeting);
    }
  const auto form = std::make_shared<workflow::Form>(std::move(asked->form));
  subject.form = form.get(), subject.keeps = form, subject.world = asked->world;
  if (kind == Kind::call)
    subject.sent = "/phien-hop";
  else
    subject.sent = done_address(act.meeting, kind);
  subject.carry = carrying(visit, act);
  return subject;
}

/// What was done, and what comes next.
std::string done_words(const Visit& visit) {
  return confirmed(visit, {{"trieu-tap",
                            {"Đã triệu tập phiên họp, ghi vào nhật ký; các uỷ viên được gửi thư mời. Tiếp theo: chọn các nội dung của chương trình họp.",
                             "The meeting is called and that is recorded; its members are written to. Next: choose what is on the agenda."}},
                           {"thanh-phan",
                            {"Đã ghi thành phần dự họp vào nhật ký. Tiếp theo: in biên bản để chủ trì và thư ký ký.",
                             "Who attended is recorded. Next: print the minutes for chair and secretary to sign."}}});
}

/// What would come onto the agenda and leave it.
std::string change_of(const std::vector<workflow::Choice>& choices, const std::vector<std::string>& listed, const std::vector<std::string>& wanted,
                      Language language) {
  ChangeView view;
  const auto in = [](const std::vector<std::string>& all, const std::string& one) { return std::ranges::find(all, one) != all.end(); };
  for (const workflow::Choice& choice : choices) {
    const bool was = in(listed, choice.id), is = in(wanted, choice.id);
    if (is && !was) view.added.push_back({choice.label.in(language)});
    if (was && !is) view.removed.push_back({choice.label.in(language)});
  }
  view.same = view.added.empty() && view.removed.empty();
  return change_template.render(view, language);
}

workflow::Choice item_choice(const Visit& visit, const app::MeetingItemView& item) {
  const std::string due = item.due ? visit.word(" · hạn ", " · due ") + due_text(*item.due) : std::string();
  const std::string hint = parties_line(item.parties, visit.language) + " · " + turnout_words(item, visit.language) + due;
  return {
      item.rotation + "." + item.step, {item.parties.official.name + ": " + item.title.vi, item.parties.official.name + ": " + item.title.en}, {hint, hint}};
}

/// Which open steps are handled at this meeting.
Result<FormSubject> compose(const Visit& visit) {
  const std::string id = visit.param("id");
  const auto meeting = visit.app().meeting(visit.caller, id);
  if (!meeting) return std::unexpected(meeting.error());
  const auto open = visit.app().agenda_choices(visit.caller, id);
  // Held or cancelled meanwhile: what was ticked is shown beside what became of the meeting.
  const bool over = !open && open.error().code == RefusalCode::meeting_over;
  if (!open && !over) return std::unexpected(open.error());
  std::vector<workflow::Choice> choices;
  std::vector<std::string> listed;
  for (const app::MeetingItemView& item : over ? meeting->items : *open) {
    choices.push_back(item_choice(visit, item));
    if (over || item.listed) listed.push_back(choices.back().id);
  }
  FormSubject subject = plain_subject(visit, {"Soạn chương trình họp", "Compose the agenda"},
                                      {optional(several_field("items", {"Nội dung của phiên họp", "Items of the meeting"}, choices,
                                                              {"Các bước đang mở cho loại phiên họp này, hạn gần trước.",
                                                               "Steps that are open for a meeting of this kind; what is due first is first."}))});
  subject.lead = meeting_title(visit, *meeting), subject.here = "/phien-hop";
  subject.back = "/phien-hop/" + id, subject.back_label = visit.word("Chương trình họp", "Agenda");
  subject.done = done_words(visit);
  if (over) subject.refused = open.error(), subject.standing = standing_of(visit, *meeting);
  if (choices.empty()) subject.rule = visit.word("Hiện không có bước nào đang mở cho loại phiên họp này.", "No step is open for a meeting of this kind.");
  json::array ticked;
  for (const std::string& one : listed) ticked.emplace_back(one), subject.mark += one + " ";
  subject.mark = to_hex(sha256(subject.mark));
  subject.filled = {{"form", json::object{{"items", std::move(ticked)}}}};
  subject.choose_all = true, subject.lasting = Lasting::changeable;
  subject.foretell = [choices, listed, language = visit.language](const workflow::Filled& filled) {
    return change_of(choices, listed, several_in(json::object{{"form", filled.values}}, "items"), language);
  };
  subject.follows = visit.word("Các uỷ viên thấy chương trình này ngay và trả lời ở trang của phiên họp.",
                               "The members see this agenda at once, and answer on the meeting's page.");
  subject.button = visit.word("Ghi chương trình họp", "Record the agenda"), subject.sent = "/phien-hop/" + id + "?xong=chuong-trinh";
  subject.carry = [&app = visit.app(), id](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    std::vector<std::pair<std::string, std::string>> items;
    for (const std::string& one : several_in(body, "items"))
      if (const auto dot = one.find('.'); dot != one.npos) items.emplace_back(one.substr(0, dot), one.substr(dot + 1));
    const Result<void> saved = co_await app.set_agenda(std::move(caller), id, std::move(items));
    co_return led_on(saved, "/phien-hop/" + id + "?xong=chuong-trinh");
  };
  return subject;
}

http::Reply minutes(const Visit& visit) {
  const auto found = visit.app().meeting(visit.caller, visit.param("id"), true);
  if (!found) return refusal_page(visit, found.error());
  const app::MeetingView& meeting = *found;
  MinutesView view;
  view.done = done_words(visit);
  view.title = meeting_title(visit, meeting), view.organ = visit.in(meeting.unit.name), view.time = meeting_time(meeting), view.place = meeting.place;
  view.kind = visit.in(meeting.kind_label), view.held = meeting.state == "held", view.chair = meeting.chair, view.secretary = meeting.secretary;
  if (view.held)
    for (const app::Attendee& one : meeting.attendance) (one.present ? view.present : view.absent).push_back({one.name, visit.in(one.title), one.reason});
  view.any_present = !view.present.empty(), view.any_absent = !view.absent.empty();
  view.turnout = std::to_string(view.present.size()) + "/" + std::to_string(meeting.attendance.size());
  for (const app::MeetingItemView& item : meeting.items) {
    Minute one{static_cast<std::int64_t>(view.items.size() + 1),
               item.parties.official.name,
               parties_line(item.parties, visit.language),
               visit.in(item.title),
               item.code,
               item.state == "closed" ? visit.in(item.outcome) : std::string(),
               item.tone,
               tally_words(item.tally, visit.language),
               turnout_words(item, visit.language),
               {}};
    for (const app::MeetingRemark& remark : item.remarks)
      one.remarks.push_back({remark.who, visit.in(remark.answer), {value_list(remark.values, visit.language)}});
    view.items.push_back(std::move(one));
  }
  return page(visit, {visit.word("Biên bản: ", "Minutes: ") + view.title, "/phien-hop", "/phien-hop/" + meeting.id, visit.word("Chương trình họp", "Agenda")},
              minutes_template.render(view, visit.language));
}

}  // namespace

std::string meeting_time(const app::MeetingView& meeting) { return to_page_text(meeting.on) + ", " + clock_text(meeting.minute); }

std::string meeting_title(const Visit& visit, const app::MeetingView& meeting) {
  return visit.word("Phiên họp ", "Meeting ") + meeting_time(meeting) + ": " + visit.in(meeting.kind_label);
}

std::string turnout_words(const app::MeetingItemView& item, Language language) {
  const std::string count = std::to_string(item.answered) + "/" + std::to_string(item.asked);
  return language == Language::vi ? "đã gửi " + count : count + " sent";
}

std::string tally_words(const std::vector<std::pair<std::string, int>>& tally, Language language) {
  if (tally.empty()) return {};
  const auto count = [&](std::string_view name) { return std::to_string(workflow::counted(tally, name)); };
  if (language == Language::vi)
    return count("for") + " tán thành, " + count("against") + " không tán thành, " + count("abstain") + " không có ý kiến (tham gia " + count("present") + "/" +
           count("summoned") + ")";
  return count("for") + " for, " + count("against") + " against, " + count("abstain") + " abstained (" + count("present") + " of " + count("summoned") +
         " took part)";
}

void add_meetings(http::Router& router, const Site& site) {
  add_page(router, site, "/phien-hop", meetings);
  add_page(router, site, "/phien-hop/{id}/bien-ban", minutes);
  add_form_flow(router, site, "/phien-hop/{id}/chuong-trinh", compose);
  for (const auto& [pattern, kind] :
       {std::pair{"/phien-hop/trieu-tap", Kind::call}, {"/phien-hop/{id}/thanh-phan", Kind::hold}, {"/phien-hop/{id}/huy", Kind::cancel}})
    add_form_flow(router, site, pattern, [kind](const Visit& visit) { return act_subject(visit, kind); });
}

}  // namespace luan::web
