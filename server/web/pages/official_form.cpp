// What is recorded of an official: registered and kept by the organisation board. One form, and what it was before.
#include "app/official_form.hpp"
#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

/// The official's form with the paper it rests on behind it.
std::shared_ptr<const workflow::Form> form_with_basis(const app::OfficialFormView& view) {
  auto form = std::make_shared<workflow::Form>(*view.form);
  form->fields.push_back(
      optional(text_field("basis", {"Căn cứ", "Basis"},
                          {"Văn bản làm căn cứ, nếu có; ví dụ: Công văn 214-CV/BTC", "The paper it rests on, if there is one; like: letter 214-CV/BTC"})));
  return form;
}

/// The basis stands beside what is recorded, not in it.
std::string take_basis(json::value& body) {
  std::string basis = text_in(body, "basis");
  if (json::value* form = body.as_object().if_contains("form"); form && form->is_object()) form->as_object().erase("basis");
  return basis;
}

Result<FormSubject> subject_of(const Visit& visit, const std::string& id) {
  const auto asked = visit.app().official_form(visit.caller, id);
  if (!asked) return std::unexpected(asked.error());
  const auto form = form_with_basis(*asked);
  FormSubject subject;
  subject.title = id.empty() ? visit.word("Thêm cán bộ", "Register an official") : visit.word("Thông tin cán bộ: ", "Facts: ") + asked->name;
  subject.lead = id.empty() ? visit.word("Thông tin làm căn cứ rà soát điều kiện luân chuyển.", "The facts on which conditions for rotation are judged.")
                            : visit.word("Sửa mục đã thay đổi rồi ghi. Thông tin cũ được giữ trong lịch sử.",
                                         "Change what is otherwise now and record it. What was is kept in the history.");
  subject.address = visit.request.path, subject.here = "/can-bo";
  subject.back = id.empty() ? "/can-bo" : "/can-bo/" + id, subject.back_label = id.empty() ? visit.word("Cán bộ", "Officials") : asked->name;
  subject.form = form.get(), subject.keeps = form, subject.world = asked->world;
  if (!id.empty()) subject.filled = {{"form", asked->values}};
  subject.mark = asked->seen;
  subject.follows = visit.word("Điều kiện luân chuyển được rà soát theo thông tin này từ khi ghi.", "Conditions for rotation are judged on it from then on.");
  subject.button = visit.word("Ghi thông tin cán bộ", "Record the facts");
  subject.sent = id.empty() ? "/can-bo" : "/can-bo/" + id + "?xong=1";
  subject.carry = [&app = visit.app(), id, seen = asked->seen](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    // Named values: GCC 12 destroys twice what is made inside a co_await expression.
    app::FactsMeta meta{take_basis(body), seen};
    const auto kept = co_await app.keep_official(std::move(caller), id, std::move(body), std::move(meta));
    if (!kept) co_return std::unexpected(kept.error());
    co_return "/can-bo/" + kept->id + (kept->changed ? "?xong=1" : "?xong=0");
  };
  return subject;
}

}  // namespace

void add_official_form(http::Router& router, const Site& site) {
  add_form_flow(router, site, "/can-bo/moi", [](const Visit& visit) { return subject_of(visit, ""); });
  add_form_flow(router, site, "/can-bo/{id}/thong-tin", [](const Visit& visit) { return subject_of(visit, visit.param("id")); });
}

}  // namespace luan::web
