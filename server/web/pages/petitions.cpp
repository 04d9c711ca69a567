// «Kiến nghị»: each with its owner, deadline and state; and one of them, where it is answered, closed or given back.
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "web/form_view.hpp"
#include "web/pages/drafts.hpp"
#include "web/pages/petition_words.hpp"
#include "web/pages/review_page.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Tab {
  std::string href, label;
  bool current = false;
  static constexpr auto fields = std::tuple{html::Field("href", &Tab::href), html::Field("label", &Tab::label), html::Field("current", &Tab::current)};
};
struct Line {
  std::string href, content, official, owner, due, left, tone, state, state_tone;
  static constexpr auto fields =
      std::tuple{html::Field("href", &Line::href),   html::Field("content", &Line::content), html::Field("official", &Line::official),
                 html::Field("owner", &Line::owner), html::Field("due", &Line::due),         html::Field("left", &Line::left),
                 html::Field("tone", &Line::tone),   html::Field("state", &Line::state),     html::Field("state_tone", &Line::state_tone)};
};
struct ListView {
  std::vector<Tab> tabs;
  std::vector<Line> lines;
  std::string next;
  bool none = false;
  static constexpr auto fields = std::tuple{html::Field("tabs", &ListView::tabs), html::Field("lines", &ListView::lines), html::Field("next", &ListView::next),
                                            html::Field("none", &ListView::none)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Kiến nghị|Petitions}}</h1>
<p class="lead">{{=Mỗi kiến nghị của cán bộ luân chuyển có đơn vị giải quyết, thời hạn và tình trạng; chưa có trả lời thì không đóng.|What rotated officials ask for: each has an owner, a deadline and a state. None is closed without an answer.}}</p>
<ul class="tabs">{{#tabs}}<li>{{#current}}<b>{{label}}</b>{{/current}}{{^current}}<a href="{{href}}">{{label}}</a>{{/current}}</li>{{/tabs}}</ul>
{{#none}}<p class="note">{{=Không có kiến nghị nào.|There is none.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Kiến nghị, cần giải quyết trước ở trên|Petitions, the most pressing first}}</caption><thead><tr><th scope="col">{{=Nội dung|Content}}</th><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Đơn vị giải quyết|Responsible unit}}</th><th scope="col" class="num">{{=Thời hạn|Deadline}}</th><th scope="col">{{=Tình trạng|State}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row"><a href="{{href}}">{{content}}</a></th><td data-l="{{=Cán bộ|Official}}">{{official}}</td><td data-l="{{=Đơn vị giải quyết|Responsible unit}}">{{owner}}</td><td data-l="{{=Thời hạn|Deadline}}" class="num">{{due}}{{#left}}<br><span class="tag {{tone}}">{{left}}</span>{{/left}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{state_tone}}">{{state}}</span></td></tr>
{{/lines}}</tbody></table>{{/none}}
{{#next}}<p class="pager"><a href="{{next}}" rel="next">{{=Xem tiếp|More}}</a></p>{{/next}}
)";
});

struct OneView {
  std::string csrf, key, done, address, title, content, plan, official, position, owner, due, left, tone, state, state_tone, raised, answer, answered_by,
      answered_at, returned, closed_at, rotation_href, code, typed_answer, typed_reason, typed_due, unsent, draft, saved;
  std::int64_t version = 0;
  html::Raw errors;
  bool may_answer = false, may_close = false, gives_back = false;
  static constexpr auto fields = std::tuple{html::Field("csrf", &OneView::csrf),
                                            html::Field("key", &OneView::key),
                                            html::Field("done", &OneView::done),
                                            html::Field("address", &OneView::address),
                                            html::Field("title", &OneView::title),
                                            html::Field("content", &OneView::content),
                                            html::Field("plan", &OneView::plan),
                                            html::Field("official", &OneView::official),
                                            html::Field("position", &OneView::position),
                                            html::Field("owner", &OneView::owner),
                                            html::Field("due", &OneView::due),
                                            html::Field("left", &OneView::left),
                                            html::Field("tone", &OneView::tone),
                                            html::Field("state", &OneView::state),
                                            html::Field("state_tone", &OneView::state_tone),
                                            html::Field("raised", &OneView::raised),
                                            html::Field("answer", &OneView::answer),
                                            html::Field("answered_by", &OneView::answered_by),
                                            html::Field("answered_at", &OneView::answered_at),
                                            html::Field("returned", &OneView::returned),
                                            html::Field("closed_at", &OneView::closed_at),
                                            html::Field("rotation_href", &OneView::rotation_href),
                                            html::Field("code", &OneView::code),
                                            html::Field("typed_answer", &OneView::typed_answer),
                                            html::Field("typed_reason", &OneView::typed_reason),
                                            html::Field("typed_due", &OneView::typed_due),
                                            html::Field("unsent", &OneView::unsent),
                                            html::Field("draft", &OneView::draft),
                                            html::Field("saved", &OneView::saved),
                                            html::Field("version", &OneView::version),
                                            html::Field("errors", &OneView::errors),
                                            html::Field("may_answer", &OneView::may_answer),
                                            html::Field("may_close", &OneView::may_close),
                                            html::Field("gives_back", &OneView::gives_back)};
};
constexpr std::array<html::Partial, 1> hidden_partial{
    {{"hidden",
      R"(<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="version" value="{{version}}"><input type="hidden" name="draft" value="{{draft}}"><input type="hidden" name="seen" value="{{version}}">)"}}};
constexpr auto one_template = html::compile_page<OneView, hidden_partial>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{title}}</h1>
<p class="lead user">{{content}}</p>
<div class="text"><dl class="facts"><div><dt>{{=Cán bộ|Official}}</dt><dd>{{official}}, {{position}}</dd></div><div><dt>{{=Hồ sơ|Rotation}}</dt><dd>{{#rotation_href}}<a href="{{rotation_href}}">{{code}}</a>{{/rotation_href}}{{^rotation_href}}{{code}}{{/rotation_href}}</dd></div><div><dt>{{=Ghi nhận|Raised}}</dt><dd>{{raised}}</dd></div>{{#plan}}<div><dt>{{=Hướng giải quyết|Solution}}</dt><dd class="user">{{plan}}</dd></div>{{/plan}}<div><dt>{{=Đơn vị giải quyết|Responsible unit}}</dt><dd>{{owner}}</dd></div>{{#due}}<div><dt>{{=Thời hạn|Deadline}}</dt><dd>{{due}}{{#left}} <span class="tag {{tone}}">{{left}}</span>{{/left}}</dd></div>{{/due}}<div><dt>{{=Tình trạng|State}}</dt><dd><span class="tag {{state_tone}}">{{state}}</span>{{#closed_at}} {{closed_at}}{{/closed_at}}</dd></div></dl>
{{#answer}}<section class="sheet"><h2>{{=Trả lời|Answer}}</h2><p class="user">{{answer}}</p><p class="small">{{answered_by}}, {{answered_at}}</p></section>{{/answer}}
{{#returned}}<div class="note warn"><p>{{=Trả lại để giải quyết tiếp:|Given back to be settled further:}} <span class="user">{{returned}}</span></p></div>{{/returned}}
{{#unsent}}<section class="sheet"><h2>{{=Đồng chí đã nhập, chưa gửi|What you typed, not sent}}</h2><p class="user">{{unsent}}</p></section>{{/unsent}}
{{#saved}}<div class="note" role="status"><p>{{saved}}</p><form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>{{/saved}}
{{#may_answer}}<form method="post" action="{{address}}" novalidate data-draft>{{>hidden}}<input type="hidden" name="act" value="answer">
<div class="field"><label for="answer">{{=Kết quả giải quyết|How it was settled}}</label><p class="hint" id="answer-hint">{{=Sau khi gửi, nội dung được ghi vào nhật ký và không sửa được nữa.|Once sent it stands in the log and cannot be changed.}}</p><textarea id="answer" name="answer" aria-describedby="answer-hint">
{{typed_answer}}</textarea></div>
<div class="bar"><button class="btn" type="submit" name="go" value="check">{{=Tiếp tục: xem lại trước khi gửi|Continue: check before sending}}</button> <button class="btn plain" type="submit" formaction="/nhap" name="go" value="draft">{{=Lưu nháp|Save draft}}</button></div>
<p class="saved" data-saved></p></form>{{/may_answer}}
{{#may_close}}<form method="post" action="{{address}}">{{>hidden}}<input type="hidden" name="act" value="close"><div class="bar"><button class="btn" name="go" value="check">{{=Đóng kiến nghị: đã giải quyết xong|Close: it is settled}}</button></div></form>
<details{{#gives_back}} open{{/gives_back}}><summary>{{=Trả lại để giải quyết tiếp|Give it back to be settled further}}</summary><form method="post" action="{{address}}" novalidate data-draft>{{>hidden}}<input type="hidden" name="act" value="return">
<div class="field"><label for="reason">{{=Lý do|Reason}}</label><textarea id="reason" name="reason">
{{typed_reason}}</textarea></div>
<div class="field"><label for="due">{{=Thời hạn mới (không bắt buộc)|A new deadline (optional)}}</label><p class="hint" id="due-hint">{{=Ví dụ: 05/02/2026|Day first, like 05/02/2026}}</p><input type="text" id="due" name="due" value="{{typed_due}}" inputmode="numeric" autocomplete="off" aria-describedby="due-hint"></div>
<div class="bar"><button class="btn plain" type="submit" name="go" value="check">{{=Tiếp tục: xem lại trước khi gửi|Continue: check before sending}}</button> <button class="btn plain" type="submit" formaction="/nhap" name="go" value="draft">{{=Lưu nháp|Save draft}}</button></div>
<p class="saved" data-saved></p></form></details>{{/may_close}}</div>
)";
});

std::string title_of(const Visit& visit, const app::PetitionView& one) {
  return visit.word("Kiến nghị ", "Petition ") + std::to_string(one.number) + visit.word(" của đ/c ", " of ") + one.official.name;
}
/// How long is left, of what is still to be answered.
void put_due(const Visit& visit, const app::PetitionView& one, std::string& due, std::string& left, std::string& tone) {
  if (!one.due) return;
  due = to_page_text(one.due->date);
  if (one.state == "open") left = due_words(*one.due, visit.language), tone = due_tone(*one.due);
}

/// The list with another state, or from a cursor on; the unit stays.
std::string list_address(const app::PetitionFilter& filter, const std::string& more) {
  std::string address = "/kien-nghi";
  for (const std::string& part : {more, filter.owner.empty() ? std::string() : "don-vi=" + http::percent_encode(filter.owner)})
    if (!part.empty()) address += (address.find('?') == address.npos ? "?" : "&") + part;
  return address;
}

http::Reply petitions(const Visit& visit) {
  app::PetitionFilter filter;
  filter.state = visit.query("tinh-trang");
  filter.overdue = !visit.query("qua-han").empty();
  filter.cursor = visit.query("sau"), filter.owner = visit.query("don-vi");
  const auto found = visit.app().petitions(visit.caller, filter);
  if (!found) return refusal_page(visit, found.error());
  ListView view;
  view.tabs.push_back({list_address(filter, ""), visit.word("Tất cả", "All"), filter.state.empty() && !filter.overdue});
  view.tabs.push_back({list_address(filter, "qua-han=1"), visit.word("Quá hạn trả lời", "Overdue"), filter.overdue});
  for (const char* state : {"open", "answered", "closed"})
    view.tabs.push_back({list_address(filter, std::string("tinh-trang=") + state), visit.in(petition_state(state)), filter.state == state});
  for (const app::PetitionView& one : found->items) {
    Line line{petition_address(one),
              one.content.empty() ? title_of(visit, one) : one.content,
              one.official.name,
              visit.in(one.owner.name),
              {},
              {},
              {},
              visit.in(petition_state(one.state)),
              petition_tone(one.state)};
    put_due(visit, one, line.due, line.left, line.tone);
    view.lines.push_back(std::move(line));
  }
  view.none = view.lines.empty();
  if (!found->next.empty())
    view.next =
        list_address(filter, "sau=" + http::percent_encode(found->next) + (filter.state.empty() ? "" : "&tinh-trang=" + http::percent_encode(filter.state)) +
                                 (filter.overdue ? "&qua-han=1" : ""));
  return page(visit, {visit.word("Kiến nghị", "Petitions"), "/kien-nghi"}, list_template.render(view, visit.language));
}

/// 0 where it is no number: no petition has that.
int number_of(const Visit& visit) { return whole_number(visit.param("number")).value_or(0); }

app::DraftOf draft_of(const Visit& visit) { return {app::DraftOf::Kind::petition, visit.param("rotation"), visit.param("number")}; }

/// What was typed before and is not sent.
void put_draft(const Visit& visit, OneView& view) {
  const auto draft = visit.app().draft(visit.caller, draft_of(visit));
  if (!draft) return;
  const http::Pairs fields = fields_of(*draft);
  view.typed_answer = posted(fields, "answer"), view.typed_reason = posted(fields, "reason"), view.typed_due = posted(fields, "due");
  view.gives_back = !view.typed_reason.empty() || !view.typed_due.empty();
  view.saved = visit.word("Đây là bản nháp đồng chí đã lưu lúc ", "This is your draft, saved at ") + instant_words(visit.app().zone(), draft->saved) +
               visit.word("; chưa gửi.", "; it is not sent.");
}

/// What was done, and what comes next.
std::string done_words(const Visit& visit, const std::string& done) {
  if (done == "answer")
    return visit.word("Đã gửi trả lời, ghi vào nhật ký. Tiếp theo: Ban Tổ chức đóng kiến nghị, hoặc trả lại để giải quyết tiếp.",
                      "The answer is sent and recorded. Next: the organisation board closes the petition, or gives it back.");
  if (done == "return")
    return visit.word("Đã trả lại, ghi vào nhật ký. Tiếp theo: đơn vị giải quyết trả lời lại.", "Given back and recorded. Next: its owner answers again.");
  return visit.word("Đã đóng kiến nghị, ghi vào nhật ký. Không còn việc gì ở kiến nghị này.", "Closed and recorded. Nothing more is to be done here.");
}

http::Reply one(const Visit& visit, OneView view, int status) {
  const auto found = visit.app().petition(visit.caller, visit.param("rotation"), number_of(visit));
  if (!found) return refusal_page(visit, found.error());
  view.csrf = visit.app().csrf_token(visit.caller);
  if (view.key.empty()) view.key = fresh_key();
  view.draft = draft_of(visit).text();
  view.address = petition_address(*found), view.title = title_of(visit, *found);
  if (view.version == 0) view.version = found->version;
  view.content = found->content, view.plan = found->plan, view.official = found->official.name, view.position = visit.in(found->position);
  view.owner = visit.in(found->owner.name), view.state = visit.in(petition_state(found->state)), view.state_tone = petition_tone(found->state);
  put_due(visit, *found, view.due, view.left, view.tone);
  const TimeZone& zone = visit.app().zone();
  view.raised = instant_words(zone, found->raised);
  view.answer = found->answer, view.answered_by = found->answered_by, view.returned = found->returned;
  if (found->answered_at) view.answered_at = instant_words(zone, *found->answered_at);
  if (found->closed_at) view.closed_at = instant_words(zone, *found->closed_at);
  view.code = found->code;
  if (found->opens) view.rotation_href = "/ho-so/" + found->rotation;
  view.may_answer = found->may_answer, view.may_close = found->may_close;
  // Where it has gone on meanwhile there is no field to hold what was typed: it is shown beside what was recorded.
  view.unsent = !view.may_answer && !view.typed_answer.empty() ? view.typed_answer : !view.may_close ? view.typed_reason : "";
  Frame frame{
      (status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + view.title, "/kien-nghi", "/kien-nghi", visit.word("Kiến nghị", "Petitions"), {"draft.js"}};
  frame.status = status;
  return page(visit, frame, one_template.render(view, visit.language));
}

using Kind = workflow::SettlePetition::Kind;

/// What the form is for; a word that is none of these is no act.
std::optional<Kind> act_named(const http::Pairs& fields) {
  const std::string act = posted(fields, "act");
  if (act == "answer") return Kind::answer;
  if (act == "close") return Kind::close;
  if (act == "return") return Kind::give_back;
  return {};
}

app::PetitionAct act_of(Kind kind, const http::Pairs& fields) {
  app::PetitionAct act{kind, posted(fields, kind == Kind::give_back ? "reason" : "answer"), {}};
  if (kind == Kind::close) act.text.clear();
  if (const std::string due = posted(fields, "due"); kind == Kind::give_back && !due.empty()) {
    const auto date = parse_page_date(due);
    act.due = date ? to_text(*date) : due;
  }
  return act;
}

/// The page with what was typed, and why it is not recorded.
http::Reply typed_page(const Visit& visit, const http::Pairs& fields, const Refusal* refused) {
  OneView view;
  view.gives_back = posted(fields, "act") == "return";
  view.key = posted(fields, "key");
  view.typed_answer = posted(fields, "answer"), view.typed_reason = posted(fields, "reason"), view.typed_due = posted(fields, "due");
  // Opened again to be changed it still stands on what its writer saw; a refusal has shown him what stands now.
  if (refused)
    view.errors.text = refusal_note(*refused, visit.language);
  else
    view.version = whole_number(posted(fields, "version")).value_or(0);
  return one(visit, std::move(view), refused ? http_status(refused->code) : 200);
}

http::Reply check_page(const Visit& visit, const app::PetitionView& petition, const app::PetitionAct& act, const http::Pairs& fields) {
  Review review;
  review.title = title_of(visit, petition), review.lead = petition.content;
  std::vector<app::ValueView> values;
  const auto add = [&](Localized label, std::string text) {
    if (!text.empty()) values.push_back({"", std::move(label), std::move(text), {}, {}});
  };
  switch (act.kind) {
    case Kind::answer:
      add({"Kết quả giải quyết", "How it was settled"}, act.text);
      review.follows =
          visit.word("Ban Tổ chức sẽ đóng kiến nghị, hoặc trả lại để giải quyết tiếp.", "The organisation board then closes the petition, or gives it back.");
      review.button = visit.word("Gửi trả lời kiến nghị", "Send the answer");
      break;
    case Kind::close:
      add({"Trả lời", "Answer"}, petition.answer);
      add({"Người trả lời", "Answered by"}, petition.answered_by);
      review.follows = visit.word("Kiến nghị đóng lại, không còn việc gì ở đó.", "The petition is closed; nothing more is to be done there.");
      review.button = visit.word("Đóng kiến nghị: đã giải quyết xong", "Close: it is settled");
      break;
    case Kind::give_back:
      add({"Lý do trả lại", "Why it is given back"}, act.text);
      if (const auto due = parse_date(act.due)) add({"Thời hạn mới", "New deadline"}, to_page_text(*due));
      review.follows = visit.word("Đơn vị giải quyết trả lời lại.", "Its owner answers again.");
      review.button = visit.word("Trả lại để giải quyết tiếp", "Give it back");
      break;
  }
  review.values = value_list(values, visit.language);
  review.address = petition_address(petition);
  for (const char* name : {"key", "version", "draft", "seen", "act", "answer", "reason", "due"})
    if (const std::string value = posted(fields, name); !value.empty()) review.hidden += hidden_field(name, value);
  review.here = "/kien-nghi", review.back = petition_address(petition), review.back_label = visit.word("Kiến nghị", "The petition");
  return review_page(visit, review);
}

/// `rehearsal`: only asks whether it would be recorded.
Awaitable<Result<app::Recorded>> carry(const Visit& visit, app::PetitionAct act, const http::Pairs& fields, bool rehearsal) {
  const std::string typed = posted(fields, "act") + "\n" + act.text + "\n" + act.due;
  app::RequestMeta meta{rehearsal ? "" : posted(fields, "key"), "POST " + visit.request.path, to_hex(sha256(typed)),
                        whole_number(posted(fields, "version")).value_or(0)};
  app::Caller caller = visit.caller;
  caller.errand.rehearsal = rehearsal;
  auto done = co_await visit.app().settle_petition(std::move(caller), visit.param("rotation"), number_of(visit), std::move(act), std::move(meta));
  co_return done;
}

Awaitable<http::Reply> settle(Visit visit, const http::Pairs& fields) {
  const auto kind = act_named(fields);
  if (!kind) co_return refusal_page(visit, {RefusalCode::bad_request, {{"detail", "act"}}}, fields);
  const Go go = asked_for(fields);
  // To close asks for no text: what may have been typed beside it stays as it is.
  if (go != Go::send && *kind != Kind::close) (void)co_await save_draft(visit, draft_of(visit), fields);
  if (go == Go::edit || go == Go::more) co_return typed_page(visit, fields, nullptr);
  app::PetitionAct act = act_of(*kind, fields), shown = act;
  const auto done = co_await carry(visit, std::move(act), fields, go != Go::send);
  if (done && go == Go::send) co_return http::see_other(visit.request.path + "?xong=" + http::percent_encode(posted(fields, "act")));
  if (done) {
    const auto petition = visit.app().petition(visit.caller, visit.param("rotation"), number_of(visit));
    co_return petition ? check_page(visit, *petition, shown, fields) : refusal_page(visit, petition.error(), fields);
  }
  const int status = http_status(done.error().code);
  if (status == 403 || status == 404) co_return refusal_page(visit, done.error(), fields);
  if (*kind != Kind::close) (void)co_await save_draft(visit, draft_of(visit), fields);
  co_return typed_page(visit, fields, &done.error());
}

}  // namespace

void add_petitions(http::Router& router, const Site& site) {
  add_page(router, site, "/kien-nghi", petitions);
  add_page(router, site, "/kien-nghi/{rotation}/{number}", [](const Visit& visit) {
    OneView view;
    if (const std::string done = visit.query("xong"); !done.empty()) view.done = done_words(visit, done);
    put_draft(visit, view);
    return one(visit, std::move(view), 200);
  });
  add_post(router, site, "/kien-nghi/{rotation}/{number}", settle, Typed::edited);
}

}  // namespace luan::web
