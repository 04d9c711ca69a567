#include "web/pages/form_flow.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "web/pages/conflict.hpp"
#include "web/pages/drafts.hpp"

namespace luan::web {
namespace {

struct View {
  std::string title, lead, address, csrf, key, shown, rule, button, note, draft, seen, saved, changed, back;
  bool files = false;
  html::Raw errors, before, controls, hidden, values, foretold, aside;
  static constexpr auto fields =
      std::tuple{html::Field("title", &View::title),       html::Field("lead", &View::lead),       html::Field("address", &View::address),
                 html::Field("csrf", &View::csrf),         html::Field("key", &View::key),         html::Field("shown", &View::shown),
                 html::Field("rule", &View::rule),         html::Field("button", &View::button),   html::Field("note", &View::note),
                 html::Field("errors", &View::errors),     html::Field("before", &View::before),   html::Field("controls", &View::controls),
                 html::Field("hidden", &View::hidden),     html::Field("values", &View::values),   html::Field("aside", &View::aside),
                 html::Field("foretold", &View::foretold), html::Field("draft", &View::draft),     html::Field("seen", &View::seen),
                 html::Field("saved", &View::saved),       html::Field("changed", &View::changed), html::Field("back", &View::back),
                 html::Field("files", &View::files)};
};

constexpr std::array<html::Partial, 1> hidden_partial{
    {{"tokens",
      R"(<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="shown" value="{{shown}}"><input type="hidden" name="draft" value="{{draft}}"><input type="hidden" name="seen" value="{{seen}}">)"}}};

constexpr auto form_template = html::compile_page<View, hidden_partial>([] {
  return R"({{errors}}<h1>{{title}}</h1>
<p class="lead">{{lead}}</p>
{{#saved}}<div class="note" role="status"><p>{{saved}}</p>{{#changed}}<p>{{changed}} <a href="{{back}}">{{=Xem hồ sơ|See the rotation}}</a></p>{{/changed}}<form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>
{{/saved}}<div class="cols">
<div>{{before}}
<form method="post" action="{{address}}"{{#files}} enctype="multipart/form-data"{{/files}} novalidate{{#draft}} data-draft{{/draft}}>
{{>tokens}}
{{#rule}}<p class="hint">{{rule}}</p>{{/rule}}{{controls}}
<div class="bar"><button class="btn" type="submit" name="go" value="check">{{=Tiếp tục: xem lại trước khi gửi|Continue: check before sending}}</button>{{#draft}} <button class="btn plain" type="submit" formaction="/nhap" formenctype="application/x-www-form-urlencoded" name="go" value="draft">{{=Lưu nháp|Save draft}}</button>{{/draft}}</div>
{{#draft}}<p class="saved" data-saved></p>{{/draft}}
</form></div>
<aside>{{aside}}</aside>
</div>
)";
});

constexpr auto check_template = html::compile_page<View, hidden_partial>([] {
  return R"({{#note}}<div class="note warn" role="alert" tabindex="-1" data-focus><p>{{note}}</p></div>
{{/note}}<h1>{{=Xem lại trước khi gửi|Check before sending}}</h1>
<p class="lead">{{title}}. {{lead}}</p>
<div class="text"><section class="sheet">{{values}}</section>{{foretold}}
<p class="note">{{=Sau khi gửi, nội dung được ghi vào nhật ký và không sửa được nữa.|Once sent it stands in the log and cannot be changed.}}</p>
<form method="post" action="{{address}}">{{>tokens}}{{hidden}}
<div class="bar"><button class="btn" type="submit" name="go" value="send">{{button}}</button> <button class="btn plain" type="submit" name="go" value="edit">{{=Quay lại sửa|Go back and change}}</button></div></form></div>
)";
});

/// What goes with a form from page to page.
struct Tokens {
  std::string key, shown;
  int seen = 0;  // version of the rotation when the form was opened
};

View base_view(const Visit& visit, const FormSubject& subject, const Tokens& tokens) {
  View view;
  view.title = subject.title, view.lead = subject.lead, view.address = subject.address, view.rule = subject.rule;
  view.csrf = visit.app().csrf_token(visit.caller);
  view.key = tokens.key.empty() ? fresh_key() : tokens.key;
  view.shown = tokens.shown, view.seen = std::to_string(tokens.seen);
  view.draft = subject.carry ? std::string() : subject.draft.text(), view.back = subject.back;
  view.before.text = subject.before;
  view.aside.text = subject.aside;
  return view;
}

http::Reply form_page(const Visit& visit, const FormSubject& subject, const FormState& state, const Tokens& tokens, const app::DraftView* draft = nullptr) {
  View view = base_view(visit, subject, tokens);
  if (draft) {
    view.saved = visit.word("Đây là bản nháp đồng chí đã lưu lúc ", "This is your draft, saved at ") + instant_words(visit.app().zone(), draft->saved) +
                 visit.word("; chưa gửi.", "; it is not sent.");
    if (draft->seen > 0 && draft->seen < subject.version)
      view.changed = visit.word("Từ khi đồng chí mở biểu mẫu, hồ sơ đã có thêm nội dung được ghi.", "Since you opened the form, more has been recorded.");
  }
  view.errors.text = error_summary(state.errors, visit.language);
  view.files = asks_for_files(*subject.form);
  view.controls.text = form_fields(*subject.form, subject.world, state, visit.language);
  Frame frame{(state.errors.empty() ? "" : visit.word("Lỗi: ", "Error: ")) + subject.title, subject.here, subject.back, subject.back_label, {"draft.js"}};
  frame.status = state.errors.empty() ? 200 : 422;
  if (view.files) frame.modules.push_back("upload.js");
  return page(visit, frame, form_template.render(view, visit.language));
}

std::string send_label(const Visit& visit, const FormSubject& subject, const std::string& answer) {
  const workflow::Answer* found = answer.empty() ? nullptr : subject.form->answer(answer);
  if (found && !found->button.vi.empty()) return visit.in(found->button);
  return visit.word("Gửi: ", "Send: ") + visit.in(subject.form->title);
}

http::Reply check_page(const Visit& visit, const FormSubject& subject, const FormState& state, const workflow::Filled& filled, const Tokens& tokens,
                       const std::string& note) {
  View view = base_view(visit, subject, tokens);
  view.note = note;
  view.hidden.text = hidden_fields(*subject.form, state);
  std::vector<app::ValueView> values;
  if (const workflow::Answer* answer = filled.answer.empty() ? nullptr : subject.form->answer(filled.answer))
    values.push_back({"outcome", {"Kết luận", "Conclusion"}, visit.in(answer->label), {}, {}});
  for (app::ValueView& value : visit.app().describe(*subject.form, filled.values, visit.language)) {
    value.files.clear();  // nothing to follow yet: the log does not have them
    values.push_back(std::move(value));
  }
  view.values.text = value_list(values, visit.language);
  if (subject.foretell) view.foretold.text = subject.foretell(filled);
  view.button = send_label(visit, subject, filled.answer);
  return page(visit, {visit.word("Xem lại trước khi gửi: ", "Check before sending: ") + subject.title, subject.here, subject.back, subject.back_label},
              check_template.render(view, visit.language));
}

/// An action's body has its reason beside the form.
json::value body_to_send(const FormSubject& subject, const FormState& state, const std::string& shown) {
  json::object body = state.body;
  if (subject.reason_beside) {
    json::object& form = body["form"].as_object();
    if (const json::value* reason = form.if_contains("reason")) body["reason"] = *reason;
    form.erase("reason");
  }
  if (!shown.empty()) body["shown"] = shown;
  return body;
}

/// What is typed into a form of a rotation is kept for the caller; where it is not taken, the text is still in the page.
Awaitable<void> keep(const Visit& visit, const FormSubject& subject, const http::Pairs& fields) {
  if (!subject.carry) (void)co_await save_draft(visit.app(), visit.caller, subject.draft, fields);
}

/// The address to go on to.
Awaitable<Result<std::string>> deliver(const FormSubject& subject, json::value body, app::RequestMeta meta) {
  if (subject.carry) {
    auto next = co_await subject.carry(std::move(body));
    co_return next;
  }
  const auto recorded = co_await subject.send(std::move(body), std::move(meta));
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return "/ho-so/" + recorded->rotation + "/da-gui/" + std::to_string(recorded->sequence);
}

/// To the confirmation, or a page that says why nothing was recorded, with what was typed.
Awaitable<http::Reply> send(Visit visit, const FormSubject& subject, const http::Pairs& fields, const workflow::Filled& filled, const Tokens& tokens) {
  FormState state{workflow::body_from_fields(*subject.form, fields), {}, 1};
  app::RequestMeta meta{tokens.key, "POST " + (subject.carry ? visit.request.path : draft_address(subject.draft)), "", 0};
  json::value body = body_to_send(subject, state, tokens.shown);
  meta.body_sha256 = to_hex(sha256(json::serialize(body)));
  const auto next = co_await deliver(subject, std::move(body), std::move(meta));
  if (next) co_return http::see_other(*next);
  co_await keep(visit, subject, fields);
  if (next.error().code == RefusalCode::invalid) {
    state.errors = next.error().fields;
    co_return form_page(visit, subject, state, tokens);
  }
  const int status = http_status(next.error().code);
  if (!subject.carry && (status == 409 || status == 412)) co_return conflict_page(visit, subject, state, tokens.seen, next.error());
  if (next.error().code != RefusalCode::unavailable) co_return refusal_page(visit, next.error());
  // Nothing was recorded; what was typed is in the page, and the same key makes sending again safe.
  http::Reply reply = check_page(visit, subject, state, filled, tokens, next.error().sentence(visit.language));
  reply.status = status;
  co_return reply;
}

Awaitable<http::Reply> post(Visit visit, const FormSubject& subject, const http::Pairs& fields) {
  FormState state{workflow::body_from_fields(*subject.form, fields), {}, 1};
  const Tokens tokens{posted(fields, "key"), posted(fields, "shown"), whole_number(posted(fields, "seen")).value_or(0)};
  const std::string go = posted(fields, "go");
  const auto filled = visit.app().check(*subject.form, subject.world, state.body);
  // What is sent is judged by the writer: the same key twice must give the first answer, not a refusal.
  if (go == "send" && filled) {
    http::Reply reply = co_await send(visit, subject, fields, *filled, tokens);
    co_return reply;
  }
  // The page may be closed before it is sent.
  co_await keep(visit, subject, fields);
  if (subject.refused) co_return conflict_page(visit, subject, state, tokens.seen, *subject.refused);
  if (go == "edit" || go == "more") {
    state.extra_rows = go == "more" ? 2 : 1;
    co_return form_page(visit, subject, state, tokens);
  }
  if (!filled || !visit.file_faults.empty()) {
    state.errors = visit.file_faults;
    if (!filled) state.errors.insert(state.errors.end(), filled.error().fields.begin(), filled.error().fields.end());
    co_return form_page(visit, subject, state, tokens);
  }
  co_return check_page(visit, subject, state, *filled, tokens, "");
}

/// As it is opened: empty, or with what was typed before.
http::Reply open(const Visit& visit, const FormSubject& subject) {
  const auto draft = subject.carry ? std::nullopt : visit.app().draft(visit.caller, subject.draft);
  const FormState state{draft ? workflow::body_from_fields(*subject.form, fields_of(*draft)) : subject.filled, {}, 1};
  if (subject.refused && draft) return conflict_page(visit, subject, state, draft->seen, *subject.refused);
  if (subject.refused) return refusal_page(visit, *subject.refused);
  return form_page(visit, subject, state, {"", subject.shown, draft && draft->seen > 0 ? draft->seen : subject.version}, draft ? &*draft : nullptr);
}

}  // namespace

void add_form_flow(http::Router& router, const Site& site, const std::string& pattern, Subject subject) {
  add_page(router, site, pattern, [subject](const Visit& visit) {
    const auto asked = subject(visit);
    if (!asked) return refusal_page(visit, asked.error());
    return open(visit, *asked);
  });
  add_post(
      router, site, pattern,
      [subject](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
        const auto asked = subject(visit);
        if (!asked) co_return refusal_page(visit, asked.error());
        http::Reply reply = co_await post(visit, *asked, fields);
        co_return reply;
      },
      true);
}

}  // namespace luan::web
