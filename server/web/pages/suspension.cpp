// «Tạm dừng chung»: work on rotations stops in the whole organisation, for whom it goes on all the same, and when it goes on again.
#include "web/pages/suspension_forms.hpp"

namespace luan::web {
namespace {

struct Exception {
  std::string name, href, on, reason, basis, authoriser;
  static constexpr auto fields =
      std::tuple{html::Field("name", &Exception::name),     html::Field("href", &Exception::href),   html::Field("on", &Exception::on),
                 html::Field("reason", &Exception::reason), html::Field("basis", &Exception::basis), html::Field("authoriser", &Exception::authoriser)};
};
struct View {
  std::string done, on, why, rests_on, standing;
  bool suspended = false, spares_posted = false, may = false;
  std::vector<Exception> exceptions;
  static constexpr auto fields = std::tuple{html::Field("done", &View::done),
                                            html::Field("on", &View::on),
                                            html::Field("why", &View::why),
                                            html::Field("rests_on", &View::rests_on),
                                            html::Field("standing", &View::standing),
                                            html::Field("suspended", &View::suspended),
                                            html::Field("may", &View::may),
                                            html::Field("spares_posted", &View::spares_posted),
                                            html::Field("exceptions", &View::exceptions)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Tạm dừng chung|Suspension}}</h1>
{{#suspended}}<p class="lead">{{=Công tác luân chuyển đang tạm dừng trong toàn tổ chức từ|Rotations are suspended in the whole organisation since}} <b>{{on}}</b>.</p>
<dl class="facts"><div><dt>{{=Phạm vi|What stands still}}</dt><dd>{{#spares_posted}}{{=Đề cử mới và hồ sơ chưa có quyết định; cán bộ đang luân chuyển vẫn được nhận xét, gặp gỡ|New nominations and rotations without a decision; officials in their posts are evaluated and met as ever}}{{/spares_posted}}{{^spares_posted}}{{=Mọi hồ sơ|Every rotation}}{{/spares_posted}}</dd></div><div><dt>{{=Căn cứ|Basis}}</dt><dd class="user">{{rests_on}}</dd></div><div><dt>{{=Lý do|Reason}}</dt><dd class="user">{{why}}</dd></div>{{#standing}}<div><dt>{{=Hồ sơ đang đứng lại|Rotations standing still}}</dt><dd><a href="/ho-so?trang-thai=suspended">{{standing}}</a></dd></div>{{/standing}}</dl>
<p class="note">{{=Thời hạn của các việc đang mở được lùi đúng số ngày đã dừng.|Deadlines of what is open move by the days it stood still.}}</p>
<h2>{{=Ngoại lệ|Exceptions}}</h2>
{{#exceptions}}<section class="sheet"><h3><a href="{{href}}">{{name}}</a></h3><p><span class="user">{{reason}}</span></p><p class="small">{{=Từ|From}} {{on}} · {{=căn cứ|basis}} <span class="user">{{basis}}</span> · {{=người cho phép|authorised by}} <span class="user">{{authoriser}}</span></p></section>
{{/exceptions}}{{^exceptions}}<p class="note">{{=Chưa có ngoại lệ nào.|There is none.}}</p>{{/exceptions}}
{{#may}}<p class="bar"><a class="btn plain" href="/tam-dung/ngoai-le">{{=Ghi ngoại lệ cho một cán bộ|Except an official}}</a> <a class="btn" href="/tam-dung/tiep-tuc">{{=Cho tiếp tục trong toàn tổ chức|Let everything go on}}</a></p>{{/may}}{{/suspended}}
{{^suspended}}<p class="lead">{{=Hiện không có tạm dừng chung. Tạm dừng một hồ sơ thì làm ở trang hồ sơ đó.|Nothing is suspended as a whole. A single rotation is suspended on its own page.}}</p>
{{#may}}<p class="bar"><a class="btn" href="/tam-dung/toan-to-chuc">{{=Tạm dừng trong toàn tổ chức|Suspend the whole organisation}}</a></p>{{/may}}{{/suspended}}
)";
});

http::Reply shown(const Visit& visit) {
  View view;
  view.done = suspension_confirmed(visit);
  view.may = visit.app().may_suspend(visit.caller).has_value();
  if (const auto suspension = visit.app().suspension(visit.caller)) {
    view.suspended = true, view.spares_posted = suspension->spares_posted;
    view.on = to_page_text(suspension->on), view.why = suspension->reason, view.rests_on = suspension->basis;
    if (view.may) view.standing = grouped(static_cast<std::int64_t>(suspension->standing.size()), visit.language);
    for (const auto& one : suspension->exceptions)
      view.exceptions.push_back({one.official.name, "/can-bo/" + one.official.id, to_page_text(one.on), one.reason, one.basis, one.authoriser});
  }
  return page(visit, {visit.word("Tạm dừng chung", "Suspension"), "/tam-dung"}, content.render(view, visit.language));
}

}  // namespace

void add_suspension(http::Router& router, const Site& site) {
  add_page(router, site, "/tam-dung", shown);
  add_suspension_forms(router, site);
}

}  // namespace luan::web
