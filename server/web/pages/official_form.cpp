// What is recorded of an official: registered and kept by the organisation board. One form, and what it was before.
#include "app/official_form.hpp"
#include "web/form_view.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct View {
  std::string title, lead, address, csrf, seen, basis, note;
  html::Raw errors, controls;
  static constexpr auto fields = std::tuple{html::Field("title", &View::title), html::Field("lead", &View::lead),     html::Field("address", &View::address),
                                            html::Field("csrf", &View::csrf),   html::Field("seen", &View::seen),     html::Field("basis", &View::basis),
                                            html::Field("note", &View::note),   html::Field("errors", &View::errors), html::Field("controls", &View::controls)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#note}}<div class="note warn" role="alert" tabindex="-1" data-focus><p>{{note}}</p></div>
{{/note}}<h1>{{title}}</h1>
<p class="lead">{{lead}}</p>
<form method="post" action="{{address}}" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="seen" value="{{seen}}">
{{controls}}
<div class="field"><label for="basis">{{=Căn cứ|Basis}}</label><p class="hint" id="basis-hint">{{=Văn bản làm căn cứ, nếu có; ví dụ: Công văn 214-CV/BTC|The paper it rests on, if there is one; like: letter 214-CV/BTC}}</p><input type="text" id="basis" name="basis" value="{{basis}}" aria-describedby="basis-hint"></div>
<div class="bar"><button class="btn" type="submit" name="go" value="save">{{=Ghi thông tin|Record}}</button> <button class="btn plain" type="submit" name="go" value="more">{{=Thêm dòng|More rows}}</button></div></form>
)";
});

/// As form_fields takes it: the recorded values, or what was typed.
struct Drawn {
  FormState state;
  std::string basis, seen, note;
};

http::Reply form_page(const Visit& visit, const std::string& id, const app::OfficialFormView& form, const Drawn& drawn) {
  View view;
  view.title = id.empty() ? visit.word("Thêm cán bộ", "Register an official") : visit.word("Thông tin cán bộ: ", "Facts: ") + form.name;
  view.lead = id.empty() ? visit.word("Thông tin làm căn cứ rà soát điều kiện luân chuyển.", "The facts on which conditions for rotation are judged.")
                         : visit.word("Sửa mục đã thay đổi rồi ghi. Thông tin cũ được giữ trong lịch sử.",
                                      "Change what is otherwise now and record it. What was is kept in the history.");
  view.address = visit.request.path;
  view.csrf = visit.app().csrf_token(visit.caller);
  view.seen = drawn.seen, view.basis = drawn.basis, view.note = drawn.note;
  view.errors.text = error_summary(drawn.state.errors, visit.language);
  view.controls.text = form_fields(*form.form, form.world, drawn.state, visit.language);
  Frame frame{(drawn.state.errors.empty() ? "" : visit.word("Lỗi: ", "Error: ")) + view.title, "/can-bo", id.empty() ? "/can-bo" : "/can-bo/" + id,
              id.empty() ? visit.word("Cán bộ", "Officials") : form.name};
  frame.status = drawn.state.errors.empty() ? 200 : 422;
  if (!drawn.note.empty()) frame.status = http_status(RefusalCode::stale);
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply shown(const Visit& visit, const std::string& id) {
  const auto form = visit.app().official_form(visit.caller, id);
  if (!form) return refusal_page(visit, form.error());
  return form_page(visit, id, *form, {{json::object{{"form", form->values}}, {}, 1}, "", form->seen, ""});
}

Awaitable<http::Reply> recorded(Visit visit, std::string id, const http::Pairs& fields) {
  const auto form = visit.app().official_form(visit.caller, id);
  if (!form) co_return refusal_page(visit, form.error());
  Drawn drawn{{workflow::body_from_fields(*form->form, fields), {}, 1}, posted(fields, "basis"), posted(fields, "seen"), ""};
  if (posted(fields, "go") == "more") {
    drawn.state.extra_rows = 3;
    co_return form_page(visit, id, *form, drawn);
  }
  // Named values: GCC 12 destroys twice what is made inside a co_await expression.
  app::FactsMeta meta{drawn.basis, drawn.seen};
  json::value body = drawn.state.body;
  const auto kept = co_await visit.app().keep_official(visit.caller, id, std::move(body), std::move(meta));
  if (kept) co_return http::see_other("/can-bo/" + kept->id + (kept->changed ? "?xong=1" : "?xong=0"));
  if (kept.error().code == RefusalCode::stale) {
    // What was typed stays; recorded again, it is laid over what somebody else recorded meanwhile.
    drawn.note =
        visit.word("Thông tin của cán bộ này vừa được người khác ghi. Đề nghị xem lại các mục dưới đây với thông tin hiện tại ở trang cán bộ rồi ghi lại.",
                   "Somebody else has just recorded facts of this official. Compare what stands below with the official's page, then record again.");
    drawn.seen = form->seen;
    co_return form_page(visit, id, *form, drawn);
  }
  if (kept.error().fields.empty()) co_return refusal_page(visit, kept.error());
  drawn.state.errors = kept.error().fields;
  co_return form_page(visit, id, *form, drawn);
}

}  // namespace

void add_official_form(http::Router& router, const Site& site) {
  add_page(router, site, "/can-bo/moi", [](const Visit& visit) { return shown(visit, ""); });
  add_page(router, site, "/can-bo/{id}/thong-tin", [](const Visit& visit) { return shown(visit, visit.param("id")); });
  add_post(router, site, "/can-bo/moi", [](Visit visit, const http::Pairs& fields) { return recorded(visit, "", fields); }, true);
  add_post(router, site, "/can-bo/{id}/thong-tin", [](Visit visit, const http::Pairs& fields) { return recorded(visit, visit.param("id"), fields); }, true);
}

}  // namespace luan::web
