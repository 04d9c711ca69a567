// «Tạm dừng chung»: work on rotations stops in the whole organisation, for whom it goes on all the same, and when it goes on again.
#include "web/form_view.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

constexpr const char* address = "/tam-dung";

struct Person {
  std::string id, name;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("id", &Person::id), html::Field("name", &Person::name), html::Field("chosen", &Person::chosen)};
};
struct Exception {
  std::string name, href, on, reason, basis, authoriser;
  static constexpr auto fields = std::tuple{html::Field("name", &Exception::name),     html::Field("href", &Exception::href),
                                            html::Field("on", &Exception::on),         html::Field("reason", &Exception::reason),
                                            html::Field("basis", &Exception::basis),   html::Field("authoriser", &Exception::authoriser)};
};
/// What was typed, in whichever of the forms.
struct View {
  std::string csrf, done, on, why, rests_on, standing, reason, basis, authoriser;
  html::Raw errors;
  bool suspended = false, spares_posted = false, may = false, everything = false;
  std::vector<Exception> exceptions;
  std::vector<Person> people;
  static constexpr auto fields =
      std::tuple{html::Field("csrf", &View::csrf),           html::Field("done", &View::done),
                 html::Field("on", &View::on),               html::Field("why", &View::why),
                 html::Field("rests_on", &View::rests_on),   html::Field("standing", &View::standing),
                 html::Field("reason", &View::reason),       html::Field("basis", &View::basis),
                 html::Field("authoriser", &View::authoriser), html::Field("errors", &View::errors),
                 html::Field("suspended", &View::suspended), html::Field("spares_posted", &View::spares_posted),
                 html::Field("may", &View::may),             html::Field("everything", &View::everything),
                 html::Field("exceptions", &View::exceptions), html::Field("people", &View::people)};
};
constexpr std::array<html::Partial, 1> partials{
    {{"why",
      R"(<div class="field"><label for="basis">{{=Căn cứ (số, ký hiệu văn bản)|Basis (number of the paper)}}</label><p class="hint" id="basis-hint">{{=Ví dụ: 128-KL/TW|Like 128-KL/TW}}</p><input type="text" id="basis" name="basis" value="{{basis}}" autocomplete="off" aria-describedby="basis-hint"></div>
<div class="field"><label for="reason">{{=Lý do|Reason}}</label><textarea id="reason" name="reason" rows="4">
{{reason}}</textarea></div>)"}}};
constexpr auto content = html::compile_page<View, partials>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Tạm dừng chung|Suspension}}</h1>
{{#suspended}}<p class="lead">{{=Công tác luân chuyển đang tạm dừng trong toàn tổ chức từ|Rotations are suspended in the whole organisation since}} <b>{{on}}</b>.</p>
<dl class="facts"><div><dt>{{=Phạm vi|What stands still}}</dt><dd>{{#spares_posted}}{{=Đề cử mới và hồ sơ chưa có quyết định; cán bộ đang luân chuyển vẫn được nhận xét, gặp gỡ|New nominations and rotations without a decision; officials in their posts are evaluated and met as ever}}{{/spares_posted}}{{^spares_posted}}{{=Mọi hồ sơ|Every rotation}}{{/spares_posted}}</dd></div><div><dt>{{=Căn cứ|Basis}}</dt><dd class="user">{{rests_on}}</dd></div><div><dt>{{=Lý do|Reason}}</dt><dd class="user">{{why}}</dd></div>{{#standing}}<div><dt>{{=Hồ sơ đang đứng lại|Rotations standing still}}</dt><dd><a href="/ho-so?trang-thai=suspended">{{standing}}</a></dd></div>{{/standing}}</dl>
<p class="note">{{=Thời hạn của các việc đang mở được lùi đúng số ngày đã dừng.|Deadlines of what is open move by the days it stood still.}}</p>
<h2>{{=Ngoại lệ|Exceptions}}</h2>
{{#exceptions}}<section class="sheet"><h3><a href="{{href}}">{{name}}</a></h3><p><span class="user">{{reason}}</span></p><p class="small">{{=Từ|From}} {{on}} · {{=căn cứ|basis}} <span class="user">{{basis}}</span> · {{=người cho phép|authorised by}} <span class="user">{{authoriser}}</span></p></section>
{{/exceptions}}{{^exceptions}}<p class="note">{{=Chưa có ngoại lệ nào.|There is none.}}</p>{{/exceptions}}
{{#may}}<details{{#errors}} open{{/errors}}><summary>{{=Ghi ngoại lệ cho một cán bộ|Except an official}}</summary><form method="post" action="/tam-dung/ngoai-le" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="official">{{=Cán bộ|Official}}</label><select id="official" name="official"><option value="">{{=Chọn cán bộ|Choose}}</option>{{#people}}<option value="{{id}}"{{#chosen}} selected{{/chosen}}>{{name}}</option>{{/people}}</select></div>
<div class="field"><label for="authoriser">{{=Người hoặc cấp cho phép|Authorised by}}</label><input type="text" id="authoriser" name="authoriser" value="{{authoriser}}" autocomplete="off"></div>
{{>why}}
<div class="bar"><button class="btn">{{=Ghi ngoại lệ|Record the exception}}</button></div></form></details>
<details><summary>{{=Cho tiếp tục trong toàn tổ chức|Let everything go on}}</summary><form method="post" action="/tam-dung/tiep-tuc" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="end-basis">{{=Căn cứ (số, ký hiệu văn bản)|Basis (number of the paper)}}</label><input type="text" id="end-basis" name="basis" value="{{basis}}" autocomplete="off"></div>
<div class="field"><label for="end-reason">{{=Lý do|Reason}}</label><textarea id="end-reason" name="reason" rows="3">
{{reason}}</textarea></div>
<div class="bar"><button class="btn">{{=Cho tiếp tục|Let it go on}}</button></div></form></details>{{/may}}{{/suspended}}
{{^suspended}}<p class="lead">{{=Hiện không có tạm dừng chung. Tạm dừng một hồ sơ thì làm ở trang hồ sơ đó.|Nothing is suspended as a whole. A single rotation is suspended on its own page.}}</p>
{{#may}}<form method="post" action="/tam-dung" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<fieldset class="field"><legend>{{=Phạm vi|What stands still}}</legend>
<label class="choice"><input type="radio" name="scope" value="unposted"{{^everything}} checked{{/everything}}> {{=Đề cử mới và hồ sơ chưa có quyết định|New nominations and rotations without a decision}}</label>
<label class="choice"><input type="radio" name="scope" value="everything"{{#everything}} checked{{/everything}}> {{=Mọi hồ sơ, kể cả cán bộ đang luân chuyển|Every rotation, those of officials in their posts too}}</label></fieldset>
{{>why}}
<div class="bar"><button class="btn">{{=Tạm dừng trong toàn tổ chức|Suspend the whole organisation}}</button></div></form>{{/may}}{{/suspended}}
)";
});

void fill(const Visit& visit, View& view, const std::string& chosen) {
  view.csrf = visit.app().csrf_token(visit.caller);
  view.may = visit.app().may_suspend(visit.caller).has_value();
  const auto suspension = visit.app().suspension(visit.caller);
  if (!suspension) return;
  view.suspended = true, view.spares_posted = suspension->spares_posted;
  view.on = to_page_text(suspension->on), view.why = suspension->reason, view.rests_on = suspension->basis;
  if (view.may) view.standing = grouped(static_cast<std::int64_t>(suspension->standing.size()), visit.language);
  for (const auto& one : suspension->exceptions)
    view.exceptions.push_back({one.official.name, "/can-bo/" + one.official.id, to_page_text(one.on), one.reason, one.basis, one.authoriser});
  bool listed = false;
  for (const app::PersonRef& person : suspension->standing) {
    view.people.push_back({person.id, person.name, person.id == chosen});
    listed |= person.id == chosen;
  }
  // Somebody not nominated yet, whose page led here.
  if (!listed && !chosen.empty())
    if (const auto official = visit.app().official(visit.caller, chosen)) view.people.push_back({chosen, official->name, true});
}

http::Reply show(const Visit& visit, View view, const std::string& chosen, int status = 200) {
  fill(visit, view, chosen);
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Tạm dừng chung", "Suspension"), address};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply after(const Visit& visit, const Result<void>& done, const http::Pairs& fields) {
  if (done) return http::see_other(std::string(address) + "?xong=1");
  if (done.error().fields.empty()) return refusal_page(visit, done.error());
  View view;
  view.reason = posted(fields, "reason"), view.basis = posted(fields, "basis"), view.authoriser = posted(fields, "authoriser");
  view.everything = posted(fields, "scope") == "everything";
  view.errors.text = error_summary(done.error().fields, visit.language);
  return show(visit, std::move(view), posted(fields, "official"), http_status(done.error().code));
}

}  // namespace

void add_suspension(http::Router& router, const Site& site) {
  add_page(router, site, address, [](const Visit& visit) {
    View view;
    if (!visit.query("xong").empty()) view.done = visit.word("Đã ghi vào nhật ký.", "Recorded in the log.");
    return show(visit, std::move(view), visit.query("can-bo"));
  });
  add_post(router, site, address, [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    app::NewSuspension wanted{posted(fields, "scope") != "everything", posted(fields, "reason"), posted(fields, "basis")};
    const Result<void> done = co_await visit.app().suspend_organisation(visit.caller, std::move(wanted));
    co_return after(visit, done, fields);
  });
  add_post(router, site, "/tam-dung/ngoai-le", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    app::NewException wanted{posted(fields, "official"), posted(fields, "reason"), posted(fields, "basis"), posted(fields, "authoriser")};
    const Result<void> done = co_await visit.app().except_from_suspension(visit.caller, std::move(wanted));
    co_return after(visit, done, fields);
  });
  add_post(router, site, "/tam-dung/tiep-tuc", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = co_await visit.app().resume_organisation(visit.caller, posted(fields, "reason"), posted(fields, "basis"));
    co_return after(visit, done, fields);
  });
}

}  // namespace luan::web
