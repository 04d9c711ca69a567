#include "web/pages/form_flow.hpp"

#include "base/bytes.hpp"

namespace luan::web {
namespace {

struct View {
  std::string title, lead, address, csrf, key, shown, rule, button, note;
  html::Raw errors, before, controls, hidden, values, foretold, aside;
  static constexpr auto fields =
      std::tuple{html::Field("title", &View::title),      html::Field("lead", &View::lead),     html::Field("address", &View::address),
                 html::Field("csrf", &View::csrf),        html::Field("key", &View::key),       html::Field("shown", &View::shown),
                 html::Field("rule", &View::rule),        html::Field("button", &View::button), html::Field("note", &View::note),
                 html::Field("errors", &View::errors),    html::Field("before", &View::before), html::Field("controls", &View::controls),
                 html::Field("hidden", &View::hidden),    html::Field("values", &View::values), html::Field("aside", &View::aside),
                 html::Field("foretold", &View::foretold)};
};

constexpr auto form_template = html::compile_page<View>([] {
  return R"({{errors}}<h1>{{title}}</h1>
<p class="lead">{{lead}}</p>
<div class="cols">
<div>{{before}}
<form method="post" action="{{address}}" novalidate>
<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="shown" value="{{shown}}">
{{#rule}}<p class="hint">{{rule}}</p>{{/rule}}{{controls}}
<div class="bar"><button class="btn" type="submit" name="go" value="check">{{=Tiếp tục: xem lại trước khi gửi|Continue: check before sending}}</button></div>
</form></div>
<aside>{{aside}}</aside>
</div>
)";
});

constexpr auto check_template = html::compile_page<View>([] {
  return R"({{#note}}<div class="note warn" role="alert" tabindex="-1" data-focus><p>{{note}}</p></div>
{{/note}}<h1>{{=Xem lại trước khi gửi|Check before sending}}</h1>
<p class="lead">{{title}}. {{lead}}</p>
<div class="text"><section class="sheet">{{values}}</section>{{foretold}}
<p class="note">{{=Sau khi gửi, nội dung được ghi vào nhật ký và không sửa được nữa.|Once sent it stands in the log and cannot be changed.}}</p>
<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="shown" value="{{shown}}">{{hidden}}
<div class="bar"><button class="btn" type="submit" name="go" value="send">{{button}}</button> <button class="btn plain" type="submit" name="go" value="edit">{{=Quay lại sửa|Go back and change}}</button></div></form></div>
)";
});

View base_view(const Visit& visit, const FormSubject& subject, const std::string& key, const std::string& shown) {
  View view;
  view.title = subject.title, view.lead = subject.lead, view.address = subject.address, view.rule = subject.rule;
  view.csrf = visit.app().csrf_token(visit.caller);
  view.key = key.empty() ? fresh_key() : key;
  view.shown = shown;
  view.before.text = subject.before;
  view.aside.text = subject.aside;
  return view;
}

http::Reply form_page(const Visit& visit, const FormSubject& subject, const FormState& state, const std::string& key, const std::string& shown) {
  View view = base_view(visit, subject, key, shown);
  view.errors.text = error_summary(state.errors, visit.language);
  view.controls.text = form_fields(*subject.form, subject.world, state, visit.language);
  Frame frame{(state.errors.empty() ? "" : visit.word("Lỗi: ", "Error: ")) + subject.title, subject.here, subject.back, subject.back_label};
  frame.status = state.errors.empty() ? 200 : 422;
  return page(visit, frame, form_template.render(view, visit.language));
}

std::string send_label(const Visit& visit, const FormSubject& subject, const std::string& answer) {
  const workflow::Answer* found = answer.empty() ? nullptr : subject.form->answer(answer);
  if (found && !found->button.vi.empty()) return visit.in(found->button);
  return visit.word("Gửi: ", "Send: ") + visit.in(subject.form->title);
}

http::Reply check_page(const Visit& visit, const FormSubject& subject, const FormState& state, const workflow::Filled& filled, const std::string& key,
                       const std::string& shown, const std::string& note) {
  View view = base_view(visit, subject, key, shown);
  view.note = note;
  view.hidden.text = hidden_fields(*subject.form, state);
  std::vector<app::ValueView> values;
  if (const workflow::Answer* answer = filled.answer.empty() ? nullptr : subject.form->answer(filled.answer))
    values.push_back({"outcome", {"Kết luận", "Conclusion"}, visit.in(answer->label), {}, {}});
  for (app::ValueView& value : visit.app().describe(*subject.form, filled.values, visit.language)) values.push_back(std::move(value));
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

Awaitable<http::Reply> post(Visit visit, const FormSubject& subject, const http::Pairs& fields) {
  FormState state{workflow::body_from_fields(*subject.form, fields), {}, 1};
  const std::string key = posted(fields, "key"), shown = posted(fields, "shown"), go = posted(fields, "go");
  // What is sent is judged by the writer: the same key twice must give the first answer, not a refusal.
  if (subject.refused && go != "send") co_return refusal_page(visit, *subject.refused);
  if (go == "edit" || go == "more") {
    state.extra_rows = go == "more" ? 2 : 1;
    co_return form_page(visit, subject, state, key, shown);
  }
  const auto filled = visit.app().check(*subject.form, subject.world, state.body);
  if (!filled) {
    state.errors = filled.error().fields;
    co_return form_page(visit, subject, state, key, shown);
  }
  if (go != "send") co_return check_page(visit, subject, state, *filled, key, shown, "");
  app::RequestMeta meta{key, "POST " + visit.request.path, "", 0};
  json::value body = body_to_send(subject, state, shown);
  meta.body_sha256 = to_hex(sha256(json::serialize(body)));
  const auto recorded = co_await subject.send(std::move(body), std::move(meta));
  if (recorded) co_return http::see_other("/ho-so/" + recorded->rotation + "/da-gui/" + std::to_string(recorded->sequence));
  if (recorded.error().code == RefusalCode::invalid) {
    state.errors = recorded.error().fields;
    co_return form_page(visit, subject, state, key, shown);
  }
  if (recorded.error().code != RefusalCode::unavailable) co_return refusal_page(visit, recorded.error());
  // Nothing was recorded; what was typed is in the page, and the same key makes sending again safe.
  http::Reply reply = check_page(visit, subject, state, *filled, key, shown, recorded.error().sentence(visit.language));
  reply.status = http_status(recorded.error().code);
  co_return reply;
}

}  // namespace

void add_form_flow(http::Router& router, const Site& site, const std::string& pattern, Subject subject) {
  add_page(router, site, pattern, [subject](const Visit& visit) {
    const auto asked = subject(visit);
    if (!asked) return refusal_page(visit, asked.error());
    return asked->refused ? refusal_page(visit, *asked->refused) : form_page(visit, *asked, {asked->filled}, "", asked->shown);
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
