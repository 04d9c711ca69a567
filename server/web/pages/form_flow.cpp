#include "web/pages/form_flow.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "web/kept_forms.hpp"
#include "web/kept_text.hpp"
#include "web/pages/conflict.hpp"
#include "web/pages/drafts.hpp"

namespace luan::web {
namespace {

struct View {
  std::string title, lead, address, csrf, key, shown, rule, draft, seen, saved, changed, back, mark, was, done;
  bool files = false;
  html::Raw errors, before, controls, aside;
  static constexpr auto fields =
      std::tuple{html::Field("title", &View::title),       html::Field("lead", &View::lead),     html::Field("address", &View::address),
                 html::Field("csrf", &View::csrf),         html::Field("key", &View::key),       html::Field("shown", &View::shown),
                 html::Field("rule", &View::rule),         html::Field("errors", &View::errors), html::Field("before", &View::before),
                 html::Field("controls", &View::controls), html::Field("aside", &View::aside),   html::Field("draft", &View::draft),
                 html::Field("seen", &View::seen),         html::Field("saved", &View::saved),   html::Field("changed", &View::changed),
                 html::Field("back", &View::back),         html::Field("files", &View::files),   html::Field("mark", &View::mark),
                 html::Field("done", &View::done),         html::Field("was", &View::was)};
};

constexpr std::array<html::Partial, 1> hidden_partial{
    {{"tokens",
      R"(<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="shown" value="{{shown}}"><input type="hidden" name="draft" value="{{draft}}"><input type="hidden" name="seen" value="{{seen}}">{{#mark}}<input type="hidden" name="mark" value="{{mark}}">{{#was}}<input type="hidden" name="was" value="{{was}}">{{/was}}{{/mark}})"}}};

constexpr auto form_template = html::compile_page<View, hidden_partial>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}{{errors}}<h1>{{title}}</h1>
<p class="lead">{{lead}}</p>
{{#saved}}<div class="note" role="status"><p>{{saved}}</p>{{#changed}}<p>{{changed}} <a href="{{back}}">{{=Xem nội dung đã ghi|See what is recorded}}</a></p>{{/changed}}<form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>
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

struct SecretView {
  std::string label, hint, error;
  static constexpr auto fields =
      std::tuple{html::Field("label", &SecretView::label), html::Field("hint", &SecretView::hint), html::Field("error", &SecretView::error)};
};
constexpr auto secret_template = html::compile_page<SecretView>([] {
  return R"(<div class="field{{#error}} wrong{{/error}}"><label for="password">{{label}}</label><p class="hint" id="password-hint">{{hint}}</p>{{#error}}<p class="error" id="password-error">{{error}}</p>{{/error}}<input type="password" id="password" name="password" autocomplete="new-password"{{#error}} aria-invalid="true"{{/error}} aria-describedby="password-hint{{#error}} password-error{{/error}}"></div>
)";
});

/// What goes with a form from page to page.
struct Tokens {
  std::string key, shown;
  int seen = 0;        // version of the rotation when the form was opened
  std::string mark{};  // of what stood recorded then
  std::string was{};   // and that itself

  [[nodiscard]] Opened opened() const { return {seen, was}; }
};

/// One that asks nothing is checked at once, and has no draft.
bool asks(const workflow::Form& form) { return !form.fields.empty() || !form.answers.empty(); }

View base_view(const Visit& visit, const FormSubject& subject, const Tokens& tokens) {
  View view;
  view.title = subject.title, view.lead = subject.lead, view.address = subject.address, view.rule = subject.rule;
  view.csrf = visit.app().csrf_token(visit.caller);
  view.key = tokens.key.empty() ? fresh_key() : tokens.key;
  view.shown = tokens.shown, view.seen = std::to_string(tokens.seen);
  view.mark = tokens.mark.empty() ? subject.mark : tokens.mark;
  view.was = tokens.mark.empty() ? stands_now(subject) : tokens.was;
  view.draft = asks(*subject.form) ? subject.draft.text() : std::string(), view.back = subject.back;
  view.before.text = subject.before;
  view.aside.text = subject.aside;
  return view;
}

http::Reply form_page(const Visit& visit, const FormSubject& subject, const FormState& state, const Tokens& tokens, const app::DraftView* draft = nullptr) {
  View view = base_view(visit, subject, tokens);
  if (draft) {
    view.saved = visit.word("Đây là bản nháp đồng chí đã lưu lúc ", "This is your draft, saved at ") + instant_words(visit.app().zone(), draft->saved) +
                 visit.word("; chưa gửi.", "; it is not sent.");
    if ((draft->seen > 0 && draft->seen < subject.version) || view.mark != subject.mark)
      view.changed = visit.word("Từ khi đồng chí mở biểu mẫu, đã có thêm nội dung được ghi.", "Since you opened the form, more has been recorded.");
  }
  view.errors.text = error_summary(state.errors, visit.language);
  if (state.errors.empty()) view.done = subject.done;
  view.files = asks_for_files(*subject.form);
  FormState drawn = state;
  drawn.choose_all = subject.choose_all;
  view.controls.text = form_fields(*subject.form, subject.world, drawn, visit.language);
  Frame frame{(state.errors.empty() ? "" : visit.word("Lỗi: ", "Error: ")) + subject.title, subject.here, subject.back, subject.back_label, {"draft.js"}};
  frame.status = state.errors.empty() ? 200 : 422;
  if (view.files) frame.modules.push_back("upload.js");
  if (subject.choose_all) frame.modules.push_back("select.js");
  return page(visit, frame, form_template.render(view, visit.language));
}

std::string send_label(const Visit& visit, const FormSubject& subject, const std::string& answer) {
  if (!subject.button.empty()) return subject.button;
  const workflow::Answer* found = answer.empty() ? nullptr : subject.form->answer(answer);
  if (found && !found->button.vi.empty()) return visit.in(found->button);
  return visit.word("Gửi: ", "Send: ") + visit.in(subject.form->title);
}

/// Its fields and what goes with them, hidden.
std::string carried_along(const FormSubject& subject, const FormState& state, const View& view) {
  std::string out;
  for (const auto& [name, value] :
       {std::pair{"key", &view.key}, {"shown", &view.shown}, {"draft", &view.draft}, {"seen", &view.seen}, {"mark", &view.mark}, {"was", &view.was}})
    out += hidden_field(name, *value);
  return out + hidden_fields(*subject.form, state);
}

/// Why an earlier sending was not recorded: in a sentence, or at the field that this page has itself.
struct Unsent {
  std::string note{}, secret{};
};

http::Reply check_page(const Visit& visit, const FormSubject& subject, const FormState& state, const workflow::Filled& filled, const Tokens& tokens,
                       const Unsent& unsent) {
  std::vector<app::ValueView> values;
  if (const workflow::Answer* answer = filled.answer.empty() ? nullptr : subject.form->answer(filled.answer))
    values.push_back({"outcome", {"Kết luận", "Conclusion"}, visit.in(answer->label), {}, {}});
  for (app::ValueView& value : visit.app().describe(*subject.form, filled.values, visit.language)) {
    value.files.clear();  // nothing to follow yet: the log does not have them
    values.push_back(std::move(value));
  }
  Review review;
  review.title = subject.title, review.lead = subject.lead, review.note = unsent.note, review.follows = subject.follows == subject.lead ? "" : subject.follows;
  review.values = value_list(values, visit.language);
  if (subject.secret) review.asked = secret_template.render({subject.secret->label, subject.secret->hint, unsent.secret}, visit.language);
  if (!unsent.secret.empty()) review.errors.push_back({"password", {unsent.secret, unsent.secret}});
  review.lasting = subject.lasting;
  if (subject.foretell) review.foretold = subject.foretell(filled);
  review.address = subject.address, review.hidden = carried_along(subject, state, base_view(visit, subject, tokens));
  review.button = send_label(visit, subject, filled.answer), review.edits = asks(*subject.form);
  review.here = subject.here, review.back = subject.back, review.back_label = subject.back_label;
  return review_page(visit, review);
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

/// What is typed is kept for the caller; where it is not taken, the text is still in the page.
Awaitable<void> keep(const Visit& visit, const FormSubject& subject, const http::Pairs& fields) {
  if (asks(*subject.form)) (void)co_await save_draft(visit, subject.draft, fields);
}

app::RequestMeta meta_of(const Visit& visit, const FormSubject& subject, const Tokens& tokens, const json::value& body) {
  return {tokens.key, "POST " + (subject.carry ? visit.request.path : draft_address(subject.draft)), to_hex(sha256(json::serialize(body))), 0};
}

/// Carries the form, or, as a rehearsal, asks the writer whether it would be recorded. The digest kept with its key is without `password`.
Awaitable<Result<std::string>> carry(const Visit& visit, const FormSubject& subject, json::value body, const Tokens& tokens, bool rehearsal,
                                     std::string password = {}) {
  const app::RequestMeta meta = meta_of(visit, subject, tokens, body);
  if (subject.secret) body.as_object()["password"] = std::move(password);
  app::Caller caller = visit.caller;
  caller.errand = {rehearsal, meta.key, meta.route, meta.body_sha256, subject.draft.text()};
  auto next = co_await subject.carry(std::move(caller), std::move(body));
  co_return next;
}

/// Has somebody recorded otherwise since the form was opened?
bool overtaken(const FormSubject& subject, const Tokens& tokens) { return !tokens.mark.empty() && tokens.mark != subject.mark; }

/// The address to go on to.
Awaitable<Result<std::string>> deliver(const Visit& visit, const FormSubject& subject, json::value body, const Tokens& tokens, std::string password) {
  if (subject.carry) {
    const bool late = overtaken(subject, tokens);
    auto next = co_await carry(visit, subject, std::move(body), tokens, late, std::move(password));
    // Sent twice. It may be one's own first sending that changed what stands: so this is asked before whether somebody was first.
    if (!next && next.error().code == RefusalCode::sent_already) co_return subject.sent.empty() ? subject.back : subject.sent;
    if (late && next) co_return refuse(RefusalCode::stale, {{"version", "-"}});
    co_return next;
  }
  app::RequestMeta meta = meta_of(visit, subject, tokens, body);
  const auto recorded = co_await subject.send(std::move(body), std::move(meta));
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return "/ho-so/" + recorded->rotation + "/da-gui/" + std::to_string(recorded->sequence);
}

/// A page that says why it is not recorded, with what was typed, which is kept.
http::Reply refused_page(const Visit& visit, const FormSubject& subject, FormState state, const Tokens& tokens, const http::Pairs& fields,
                         const Refusal& refusal) {
  if (refusal.code == RefusalCode::invalid) {
    state.errors = refusal.fields;
    if (asks(*subject.form)) return form_page(visit, subject, state, tokens);
  }
  const int status = http_status(refusal.code);
  if (status == 409 || status == 412) return conflict_page(visit, subject, state, tokens.opened(), refusal);
  return refusal_page(visit, refusal, fields);
}

std::string weakness(const Refusal& refusal, Language language) {
  std::string out = refusal.sentence(language);
  for (const FieldError& field : refusal.fields) out += " " + field.text.in(language);
  return out;
}

/// To the confirmation, or a page that says why nothing was recorded, with what was typed.
Awaitable<http::Reply> send(const Visit& visit, const FormSubject& subject, const http::Pairs& fields, const workflow::Filled& filled, const Tokens& tokens) {
  const FormState state{workflow::body_from_fields(*subject.form, fields), {}, 1};
  json::value body = body_to_send(subject, state, tokens.shown);
  std::string password = posted(fields, "password");
  const auto next = co_await deliver(visit, subject, std::move(body), tokens, std::move(password));
  if (next) co_return http::see_other(*next);
  co_await keep(visit, subject, fields);
  if (subject.secret && next.error().code == RefusalCode::weak_password)
    co_return check_page(visit, subject, state, filled, tokens, {"", weakness(next.error(), visit.language)});
  if (next.error().code != RefusalCode::unavailable) co_return refused_page(visit, subject, state, tokens, fields, next.error());
  // Nothing was recorded; what was typed is in the page, and the same key makes sending again safe.
  http::Reply reply = check_page(visit, subject, state, filled, tokens, {next.error().sentence(visit.language)});
  reply.status = http_status(next.error().code);
  co_return reply;
}

/// The check page, or what stands in its way.
Awaitable<http::Reply> check(const Visit& visit, const FormSubject& subject, FormState state, const http::Pairs& fields, const Result<workflow::Filled>& filled,
                             const Tokens& tokens) {
  if (!filled || !visit.file_faults.empty()) {
    state.errors = visit.file_faults;
    if (!filled) state.errors.insert(state.errors.end(), filled.error().fields.begin(), filled.error().fields.end());
    co_return form_page(visit, subject, state, tokens);
  }
  if (subject.carry) {
    if (overtaken(subject, tokens)) co_return conflict_page(visit, subject, state, tokens.opened(), Refusal{RefusalCode::stale, {{"version", "-"}}});
    json::value body = body_to_send(subject, state, tokens.shown);
    const Tokens keyless{"", tokens.shown, tokens.seen, tokens.mark, tokens.was};  // changed and checked again after it was sent, it is no other sending yet
    const auto would = co_await carry(visit, subject, std::move(body), keyless, true);
    if (!would && would.error().code != RefusalCode::unavailable) co_return refused_page(visit, subject, state, tokens, fields, would.error());
  }
  co_return check_page(visit, subject, state, *filled, tokens, {});
}

Awaitable<http::Reply> post(Visit visit, const FormSubject& subject, const http::Pairs& fields) {
  FormState state{workflow::body_from_fields(*subject.form, fields), {}, 1};
  const Tokens tokens{posted(fields, "key"), posted(fields, "shown"), whole_number(posted(fields, "seen")).value_or(0), posted(fields, "mark"),
                      posted(fields, "was")};
  const Go go = asked_for(fields);
  const auto filled = visit.app().check(*subject.form, subject.world, state.body);
  // What is sent is judged by the writer: the same key twice must give the first answer, not a refusal.
  if (go == Go::send && filled) {
    http::Reply reply = co_await send(visit, subject, fields, *filled, tokens);
    co_return reply;
  }
  // The page may be closed before it is sent.
  co_await keep(visit, subject, fields);
  if (subject.refused) co_return conflict_page(visit, subject, state, tokens.opened(), *subject.refused);
  if (go == Go::edit || go == Go::more) {
    state.extra_rows = go == Go::more ? 2 : 1;
    co_return form_page(visit, subject, state, tokens);
  }
  http::Reply reply = co_await check(visit, subject, std::move(state), fields, filled, tokens);
  co_return reply;
}

/// As it is opened: empty, or with what was typed before. What asks nothing is checked at once.
http::Reply open(const Visit& visit, const FormSubject& subject) {
  const auto draft = asks(*subject.form) ? visit.app().draft(visit.caller, subject.draft) : std::nullopt;
  const http::Pairs typed = draft ? fields_of(*draft) : http::Pairs();
  const FormState state{draft ? workflow::body_from_fields(*subject.form, typed) : subject.filled, {}, 1};
  if (subject.refused && draft) return conflict_page(visit, subject, state, {draft->seen}, *subject.refused);
  if (subject.refused) return refusal_page(visit, *subject.refused);
  const Tokens tokens{"", subject.shown, draft && draft->seen > 0 ? draft->seen : subject.version, posted(typed, "mark"), posted(typed, "was")};
  if (!asks(*subject.form)) return check_page(visit, subject, state, {}, tokens, {});
  return form_page(visit, subject, state, tokens, draft ? &*draft : nullptr);
}

/// A form that is of no rotation keeps its draft under its address.
Subject with_draft(Subject subject) {
  return [subject = std::move(subject)](const Visit& visit) {
    auto asked = subject(visit);
    if (asked && asked->carry) asked->draft = form_draft(visit.request.path);
    return asked;
  };
}

}  // namespace

void add_form_flow(http::Router& router, const Site& site, const std::string& pattern, Subject wanted) {
  const Subject subject = with_draft(std::move(wanted));
  keep_form(site, pattern, [subject](const Visit& visit) -> Result<std::string> {
    const auto asked = subject(visit);
    if (!asked) return std::unexpected(asked.error());
    return asked->title;
  });
  add_page(router, site, pattern, [subject](const Visit& visit) {
    const auto asked = subject(visit);
    if (!asked) return refusal_page(visit, asked.error());
    return open(visit, *asked);
  });
  add_post(
      router, site, pattern,
      [subject](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
        const auto asked = subject(visit);
        if (!asked) co_return refusal_page(visit, asked.error(), fields);
        http::Reply reply = co_await post(visit, *asked, fields);
        co_return reply;
      },
      Typed::edited);
}

}  // namespace luan::web
