// The agenda of a meeting: every item on one page, answered together. Each answer is a command of its own; what was recorded is said
// item by item, and what failed keeps what was typed.
#include <algorithm>
#include <map>

#include "app/news.hpp"
#include "base/bytes.hpp"
#include "web/form_view.hpp"
#include "web/kept_forms.hpp"
#include "web/pages/drafts.hpp"
#include "web/pages/meeting_views.hpp"
#include "web/pages/rotation_views.hpp"

namespace luan::web {
namespace {

struct Fact {
  std::string name, href;
  static constexpr auto fields = std::tuple{html::Field("name", &Fact::name), html::Field("href", &Fact::href)};
};
struct Item {
  std::int64_t number = 0, answered = 0, asked = 0;
  std::string id, name, line, step, href, code, due, live, outcome, tone, alone, done, refused, shown_name, shown;
  html::Raw form;
  bool closed = false, suspended = false;
  static constexpr auto fields = std::tuple{html::Field("number", &Item::number),
                                            html::Field("id", &Item::id),
                                            html::Field("name", &Item::name),
                                            html::Field("line", &Item::line),
                                            html::Field("step", &Item::step),
                                            html::Field("href", &Item::href),
                                            html::Field("code", &Item::code),
                                            html::Field("due", &Item::due),
                                            html::Field("live", &Item::live),
                                            html::Field("answered", &Item::answered),
                                            html::Field("asked", &Item::asked),
                                            html::Field("outcome", &Item::outcome),
                                            html::Field("tone", &Item::tone),
                                            html::Field("alone", &Item::alone),
                                            html::Field("done", &Item::done),
                                            html::Field("refused", &Item::refused),
                                            html::Field("shown_name", &Item::shown_name),
                                            html::Field("shown", &Item::shown),
                                            html::Field("form", &Item::form),
                                            html::Field("closed", &Item::closed),
                                            html::Field("suspended", &Item::suspended)};
};
struct View {
  std::string title, place, state, why, csrf, key, address, recorded, nothing, compose, hold, cancel, minutes, paper, count, draft, saved;
  html::Raw errors;
  bool none = false, answers = false, files = false;
  std::vector<Item> items;
  std::vector<Fact> posts;
  static constexpr auto fields =
      std::tuple{html::Field("title", &View::title),     html::Field("place", &View::place),       html::Field("state", &View::state),
                 html::Field("why", &View::why),         html::Field("csrf", &View::csrf),         html::Field("key", &View::key),
                 html::Field("address", &View::address), html::Field("recorded", &View::recorded), html::Field("nothing", &View::nothing),
                 html::Field("compose", &View::compose), html::Field("hold", &View::hold),         html::Field("cancel", &View::cancel),
                 html::Field("minutes", &View::minutes), html::Field("paper", &View::paper),       html::Field("count", &View::count),
                 html::Field("errors", &View::errors),   html::Field("none", &View::none),         html::Field("answers", &View::answers),
                 html::Field("items", &View::items),     html::Field("posts", &View::posts),       html::Field("files", &View::files),
                 html::Field("draft", &View::draft),     html::Field("saved", &View::saved)};
};

constexpr auto agenda_template = html::compile_page<View>([] {
  return R"({{errors}}{{#nothing}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa gửi được|Not sent}}</h2><p>{{nothing}}</p></div>{{/nothing}}{{#recorded}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{recorded}}</p></div>{{/recorded}}<h1>{{title}}</h1>
<p class="lead user">{{place}}</p><p><span class="tag act">{{state}}</span>{{#why}} <span class="user">{{why}}</span>{{/why}}</p>
<p class="bar">{{#compose}}<a class="btn plain" href="{{compose}}">{{=Soạn chương trình họp|Compose the agenda}}</a> {{/compose}}{{#hold}}<a class="btn plain" href="{{hold}}">{{=Ghi thành phần dự họp|Record who attended}}</a> {{/hold}}<a href="{{minutes}}">{{=Biên bản|Minutes}}</a>{{#paper}} <a href="{{paper}}">{{=Văn bản PDF|Paper as PDF}}</a>{{/paper}}{{#cancel}} <a href="{{cancel}}">{{=Huỷ phiên họp|Cancel the meeting}}</a>{{/cancel}}</p>
<h2>{{=Chương trình họp|Agenda}}</h2>
{{#none}}<p class="note">{{=Chương trình họp chưa có nội dung nào.|Nothing is on the agenda yet.}}</p>{{/none}}{{#saved}}<div class="note" role="status"><p>{{saved}}</p><form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>
{{/saved}}{{#answers}}<form method="post" action="{{address}}"{{#files}} enctype="multipart/form-data"{{/files}} novalidate data-draft><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="draft" value="{{draft}}">
<p class="hint">{{=Chọn kết luận ở những nội dung đồng chí muốn gửi; nội dung để trống không được gửi và vẫn chờ.|Answer the items you want to send; those left blank are not sent and wait.}}</p>{{/answers}}
{{^none}}<ol class="ledger">{{#items}}<li id="{{id}}"><span class="tt" aria-hidden="true">{{number}}</span><div><h3><a href="{{href}}">{{=Đ/c|Rotation of}} {{name}}</a></h3><p>{{line}}</p><p class="why">{{step}} · <a href="{{href}}">{{=Xem hồ sơ|See the rotation}} {{code}}</a></p>
{{#done}}<p class="note ok">{{done}}</p>{{/done}}{{#refused}}<p class="note bad" role="alert">{{refused}}</p>{{/refused}}{{#alone}}<p class="note warn">{{=Có ý kiến không đồng ý: bàn riêng.|An opinion differs: discussed by itself.}} <a href="{{alone}}">{{=Mở bước này|Open this step}}</a></p>{{/alone}}{{#shown_name}}<div class="brief"><input type="hidden" name="{{shown_name}}" value="{{shown}}">{{form}}</div>{{/shown_name}}</div><p class="due">{{#closed}}<span class="tag {{tone}}">{{outcome}}</span>{{/closed}}{{^closed}}{{#suspended}}<span class="tag warn">{{=Tạm dừng|Suspended}}</span>{{/suspended}}{{^suspended}}<span>{{=đã gửi|sent:}} <span data-live="{{live}}">{{answered}}</span>/{{asked}}</span>{{#due}} <br><small class="soft">{{due}}</small>{{/due}}{{/suspended}}{{/closed}}</p></li>
{{/items}}</ol>{{/none}}
{{#answers}}<div class="bar"><button class="btn" name="go" value="check">{{=Tiếp tục: xem lại các phiếu đã chọn|Continue: check what is chosen}}</button> <button class="btn plain" type="submit" formaction="/nhap" formenctype="application/x-www-form-urlencoded" name="go" value="draft">{{=Lưu nháp|Save draft}}</button></div>
<p class="saved" data-saved></p></form>{{/answers}}
{{#count}}<h2>{{=Cán bộ đang luân chuyển|Officials in posts by rotation}} ({{count}})</h2><ul>{{#posts}}<li><a href="{{href}}">{{name}}</a></li>{{/posts}}</ul>{{/count}}
)";
});

struct Checked {
  std::string name, line, step;
  html::Raw values, hidden;
  static constexpr auto fields = std::tuple{html::Field("name", &Checked::name), html::Field("line", &Checked::line), html::Field("step", &Checked::step),
                                            html::Field("values", &Checked::values), html::Field("hidden", &Checked::hidden)};
};
struct CheckView {
  std::string title, csrf, key, address, draft;
  std::int64_t count = 0;
  std::vector<Checked> items;
  static constexpr auto fields =
      std::tuple{html::Field("title", &CheckView::title),     html::Field("csrf", &CheckView::csrf),   html::Field("key", &CheckView::key),
                 html::Field("address", &CheckView::address), html::Field("count", &CheckView::count), html::Field("items", &CheckView::items),
                 html::Field("draft", &CheckView::draft)};
};
constexpr auto check_template = html::compile_page<CheckView>([] {
  return R"(<h1>{{=Xem lại trước khi gửi|Check before sending}}</h1>
<p class="lead">{{title}}</p>
<form method="post" action="{{address}}" class="text"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="draft" value="{{draft}}">
{{#items}}<section class="sheet"><h2>{{=Đ/c|Rotation of}} {{name}}</h2><p class="small">{{line}}<br>{{step}}</p>{{values}}{{hidden}}</section>
{{/items}}<p class="note">{{=Mỗi phiếu được ghi riêng vào nhật ký và không sửa được nữa.|Each is recorded by itself and cannot be changed.}}</p>
<div class="bar"><button class="btn" name="go" value="send">{{=Gửi các phiếu đã chọn|Send what is chosen}} ({{count}})</button> <button class="btn plain" name="go" value="edit">{{=Quay lại sửa|Go back and change}}</button></div></form>
)";
});

/// One item with what was typed for it. The step is there where it can be answered on this page.
struct Asked {
  app::MeetingItemView item;
  std::optional<app::StepView> step;
  FormState state;
  std::string shown;  // as sent back
  bool chosen = false;
  std::string done{}, refused{};

  [[nodiscard]] std::string name(const std::string& field) const { return state.prefix + field; }
};

std::string prefix_of(const app::MeetingItemView& item) { return "i" + item.rotation + "-" + item.step + "-"; }

/// The fields of one item, without its prefix.
http::Pairs own_fields(const http::Pairs& fields, const std::string& prefix) {
  http::Pairs out;
  for (const auto& [name, value] : fields)
    if (name.starts_with(prefix)) out.emplace_back(name.substr(prefix.size()), value);
  return out;
}

bool filled(const json::object& body) {
  const json::value* form = body.if_contains("form");
  return body.contains("outcome") || (form && form->is_object() && !form->as_object().empty());
}

/// Files that were not taken, by the field of this item.
std::vector<FieldError> own_faults(const Visit& visit, const std::string& prefix) {
  std::vector<FieldError> out;
  for (const FieldError& fault : visit.file_faults)
    if (fault.field.starts_with(prefix)) out.push_back({fault.field.substr(prefix.size()), fault.text});
  return out;
}

/// Everything on the agenda; what was posted for an item is read even where it can be answered no more, so that sending twice says
/// what the first sending did.
std::vector<Asked> read(const Visit& visit, const app::MeetingView& meeting, const http::Pairs& fields) {
  std::vector<Asked> out;
  for (const app::MeetingItemView& item : meeting.items) {
    Asked one{item, {}, {}, {}};
    one.state.prefix = prefix_of(item);
    const http::Pairs own = own_fields(fields, one.state.prefix);
    if ((item.mine || !own.empty()) && !item.alone)
      if (auto step = visit.app().step(visit.caller, item.rotation, item.step); step && step->form) one.step = std::move(*step);
    if (one.step && !own.empty()) {
      one.state.body = workflow::body_from_fields(*one.step->form, own);
      one.shown = posted(own, "shown");
      one.chosen = filled(one.state.body);
    }
    out.push_back(std::move(one));
  }
  return out;
}

Item item_view(const Visit& visit, const Asked& one, std::size_t number) {
  const app::MeetingItemView& item = one.item;
  Item view;
  view.number = static_cast<std::int64_t>(number);
  view.id = "muc-" + std::to_string(number), view.name = item.parties.official.name, view.line = parties_line(item.parties, visit.language);
  view.step = visit.in(item.title), view.href = "/ho-so/" + item.rotation, view.code = item.code;
  view.closed = item.state == "closed", view.suspended = item.state == "suspended";
  view.outcome = visit.in(item.outcome), view.tone = item.tone;
  view.live = app::turnout_name(item.rotation, item.step, item.run), view.answered = item.answered, view.asked = item.asked;
  if (item.due) view.due = visit.word("hạn ", "due ") + due_text(*item.due);
  if (item.alone && item.mine) view.alone = view.href + "/buoc/" + item.step;
  view.done = one.done, view.refused = one.refused;
  // What failed stays as it was typed, also where it can be answered no more.
  if (one.step && (item.mine || !one.refused.empty())) {
    view.shown_name = one.name("shown"), view.shown = one.shown.empty() ? one.step->shown : one.shown;
    view.form.text = form_fields(*one.step->form, one.step->world, one.state, visit.language);
  }
  return view;
}

http::Reply show(const Visit& visit, const app::MeetingView& meeting, const std::vector<Asked>& items, View view, int status) {
  const std::string address = "/phien-hop/" + meeting.id;
  view.title = meeting_title(visit, meeting), view.place = meeting.place, view.why = meeting.why;
  view.state = visit.in(meeting_state(meeting.state));
  view.csrf = visit.app().csrf_token(visit.caller), view.address = address + "/phieu", view.minutes = address + "/bien-ban";
  if (meeting.state != "cancelled") view.paper = address + "/van-ban/bien-ban.pdf";
  if (view.key.empty()) view.key = fresh_key();
  view.draft = form_draft(address).text();
  if (meeting.may_compose) view.compose = address + "/chuong-trinh", view.hold = address + "/thanh-phan", view.cancel = address + "/huy";
  std::vector<FieldError> errors;
  for (const Asked& one : items) {
    view.items.push_back(item_view(visit, one, view.items.size() + 1));
    const bool asked = !view.items.back().shown_name.empty() && meeting.state != "cancelled";
    view.answers |= asked;
    view.files |= asked && asks_for_files(*one.step->form);
    for (const FieldError& error : one.state.errors)
      errors.push_back({one.name(error.field), {one.item.code + ": " + error.text.vi, one.item.code + ": " + error.text.en}});
  }
  view.none = view.items.empty();
  view.errors.text = error_summary(errors, visit.language);
  for (const app::RotationRow& row : meeting.in_posts)
    view.posts.push_back({row.parties.official.name + ", " + visit.in(row.parties.position.title), "/ho-so/" + row.id});
  if (!view.posts.empty()) view.count = std::to_string(view.posts.size());
  Frame frame{
      (status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + view.title, "/phien-hop", "/phien-hop", visit.word("Phiên họp", "Meetings"), {"draft.js"}};
  frame.status = status;
  if (view.files) frame.modules.push_back("upload.js");
  return page(visit, frame, agenda_template.render(view, visit.language));
}

http::Reply check_page(const Visit& visit, const app::MeetingView& meeting, const std::vector<Asked>& items, const std::string& key) {
  CheckView view{meeting_title(visit, meeting),
                 visit.app().csrf_token(visit.caller),
                 key,
                 "/phien-hop/" + meeting.id + "/phieu",
                 form_draft("/phien-hop/" + meeting.id).text(),
                 0,
                 {}};
  for (const Asked& one : items) {
    if (!one.chosen) continue;
    const auto filled = visit.app().check(*one.step->form, one.step->world, one.state.body);
    std::vector<app::ValueView> values;
    if (const workflow::Answer* answer = one.step->form->answer(filled->answer))
      values.push_back({"outcome", {"Kết luận", "Conclusion"}, visit.in(answer->label), {}, {}});
    for (app::ValueView& value : visit.app().describe(*one.step->form, filled->values, visit.language)) {
      value.files.clear();  // nothing to follow yet: the log does not have them
      values.push_back(std::move(value));
    }
    Checked checked{
        one.item.parties.official.name, parties_line(one.item.parties, visit.language), visit.in(one.item.title), {value_list(values, visit.language)}, {}};
    checked.hidden.text = hidden_fields(*one.step->form, one.state) + hidden_field(one.name("shown"), one.shown);
    view.items.push_back(std::move(checked));
    ++view.count;
  }
  return page(visit,
              {visit.word("Xem lại trước khi gửi", "Check before sending"), "/phien-hop", "/phien-hop/" + meeting.id, visit.word("Chương trình họp", "Agenda")},
              check_template.render(view, visit.language));
}

std::string recorded_words(const Visit& visit, const app::Recorded& recorded) {
  std::string out = visit.word("Đã ghi vào nhật ký.", "Recorded in the log.");
  for (const Localized& text : recorded.happened) out += " " + visit.in(text) + ".";
  return out;
}

app::DraftOf draft_of(const Visit& visit) { return form_draft("/phien-hop/" + visit.param("id")); }

/// What was typed for items that are recorded now is no draft any more; the rest is.
Awaitable<void> keep_rest(const Visit& visit, const std::vector<Asked>& items, const http::Pairs& fields) {
  http::Pairs rest;
  for (const auto& field : fields)
    if (std::ranges::none_of(items, [&](const Asked& one) { return !one.done.empty() && field.first.starts_with(one.state.prefix); })) rest.push_back(field);
  (void)co_await save_draft(visit, draft_of(visit), rest);
}

/// Sends what was chosen and says item by item what became of it.
Awaitable<http::Reply> send(Visit visit, std::vector<Asked> items, std::string key, const http::Pairs& fields) {
  std::vector<app::MeetingResponse> responses;
  for (const Asked& one : items) {
    if (!one.chosen) continue;
    json::object body = one.state.body;
    if (!one.shown.empty()) body["shown"] = one.shown;
    responses.push_back({one.item.rotation, one.item.step, std::move(body)});
  }
  const app::RequestMeta meta{key, "POST " + visit.request.path, "", 0};
  const std::string id = visit.param("id");
  const auto answers = co_await visit.app().respond_at(visit.caller, id, std::move(responses), meta);
  if (!answers) co_return refusal_page(visit, answers.error());
  const auto meeting = visit.app().meeting(visit.caller, id);
  if (!meeting) co_return refusal_page(visit, meeting.error());
  std::size_t recorded = 0, failed = 0;
  for (Asked& one : items) {
    const auto answer = std::ranges::find_if(*answers, [&](const app::MeetingAnswer& a) { return a.rotation == one.item.rotation && a.step == one.item.step; });
    const auto now = std::ranges::find_if(meeting->items, [&](const app::MeetingItemView& item) {
      return item.rotation == one.item.rotation && item.step == one.item.step && item.run == one.item.run;
    });
    if (now != meeting->items.end()) one.item = *now;
    if (answer == answers->end()) continue;
    if (answer->recorded) {
      ++recorded;
      one.done = recorded_words(visit, *answer->recorded);
      continue;
    }
    ++failed;
    one.state.errors = answer->recorded.error().fields;
    one.refused = answer->recorded.error().sentence(visit.language);
  }
  co_await keep_rest(visit, items, fields);
  View view;
  view.key = failed ? key : "";
  if (recorded > 0)
    view.recorded =
        visit.language == Language::vi
            ? "Đã ghi " + std::to_string(recorded) + " phiếu" + (failed ? "; chưa ghi được " + std::to_string(failed) : "") + "."
            : counted(static_cast<std::int64_t>(recorded), "answer", "answers") + " recorded" + (failed ? "; " + std::to_string(failed) + " not" : "") + ".";
  else if (failed > 0)
    view.nothing = visit.word("Chưa ghi được phiếu nào; lý do ở từng nội dung.", "None was recorded; the reason stands with each item.");
  co_return show(visit, *meeting, items, std::move(view), recorded > 0 ? 200 : 409);
}

Awaitable<http::Reply> answer(Visit visit, const http::Pairs& fields) {
  const auto meeting = visit.app().meeting(visit.caller, visit.param("id"));
  if (!meeting) co_return refusal_page(visit, meeting.error());
  std::vector<Asked> items = read(visit, *meeting, fields);
  const Go go = asked_for(fields);
  View view;
  view.key = posted(fields, "key");
  if (go != Go::send) co_await keep_rest(visit, items, fields);
  if (go == Go::edit || go == Go::more) {
    for (Asked& one : items) one.state.extra_rows = go == Go::more ? 2 : 1;
    co_return show(visit, *meeting, items, std::move(view), 200);
  }
  bool wrong = false;
  for (Asked& one : items) {
    one.state.errors = own_faults(visit, one.state.prefix);
    wrong |= !one.state.errors.empty();
  }
  if (!wrong && std::ranges::none_of(items, &Asked::chosen)) {
    view.nothing = visit.word("Chưa chọn phiếu nào. Đề nghị chọn kết luận ở ít nhất một nội dung.", "Nothing is chosen. Answer at least one item.");
    co_return show(visit, *meeting, items, std::move(view), 422);
  }
  for (Asked& one : items)
    if (one.chosen)
      if (const auto checked = visit.app().check(*one.step->form, one.step->world, one.state.body); !checked) {
        one.state.errors.insert(one.state.errors.end(), checked.error().fields.begin(), checked.error().fields.end());
        wrong = true;
      }
  if (wrong) co_return show(visit, *meeting, items, std::move(view), 422);
  if (go != Go::send) co_return check_page(visit, *meeting, items, view.key);
  http::Reply reply = co_await send(visit, std::move(items), view.key, fields);
  co_return reply;
}

/// As it is opened: with what was typed and not sent.
http::Reply opened(const Visit& visit, const app::MeetingView& meeting) {
  View view;
  if (visit.query("xong") == "chuong-trinh")
    view.recorded = visit.word("Đã lưu chương trình họp. Tiếp theo: các uỷ viên trả lời các nội dung ở trang này.",
                               "The agenda is saved. Next: its items are answered on this page.");
  if (visit.query("xong") == "huy")
    view.recorded = visit.word("Đã huỷ phiên họp, ghi vào nhật ký. Tiếp theo: các nội dung chưa kết luận được đưa vào phiên khác hoặc trả lời ở trang hồ sơ.",
                               "The meeting is cancelled, and that is recorded. Next: open items go to another meeting, or are answered on their own pages.");
  const auto draft = visit.app().draft(visit.caller, draft_of(visit));
  if (!draft) return show(visit, meeting, read(visit, meeting, {}), std::move(view), 200);
  view.saved = visit.word("Đây là bản nháp đồng chí đã lưu lúc ", "This is your draft, saved at ") + instant_words(visit.app().zone(), draft->saved) +
               visit.word("; chưa gửi.", "; it is not sent.");
  std::vector<Asked> items = read(visit, meeting, fields_of(*draft));
  for (Asked& one : items)
    if (one.chosen && !one.item.mine)
      one.refused = visit.word("Nội dung này không còn chờ đồng chí; những gì đồng chí đã nhập còn dưới đây, chưa gửi.",
                               "This item waits for you no more; what you typed stands below, not sent.");
  return show(visit, meeting, items, std::move(view), 200);
}

}  // namespace

void add_agenda(http::Router& router, const Site& site) {
  add_page(router, site, "/phien-hop/{id}", [](const Visit& visit) {
    const auto meeting = visit.app().meeting(visit.caller, visit.param("id"));
    if (!meeting) return refusal_page(visit, meeting.error());
    return opened(visit, *meeting);
  });
  keep_form(site, "/phien-hop/{id}", [](const Visit& visit) -> Result<std::string> {
    const auto meeting = visit.app().meeting(visit.caller, visit.param("id"));
    if (!meeting) return std::unexpected(meeting.error());
    return meeting_title(visit, *meeting);
  });
  add_post(router, site, "/phien-hop/{id}/phieu", answer, Typed::edited);
}

}  // namespace luan::web
