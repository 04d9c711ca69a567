// «Trưng bày»: every part a page is made of, under its name. Where the data are the sample district only: made-up people must
// not stand beside a committee's own. Whoever is signed in may open it; it shows nothing that is anybody's.
#include "web/gallery/examples.hpp"

namespace luan::web {
namespace {

struct Shown {
  std::string id, name;
  html::Raw html;
  static constexpr auto fields = std::tuple{html::Field("id", &Shown::id), html::Field("name", &Shown::name), html::Field("html", &Shown::html)};
};
struct View {
  std::vector<Shown> examples;
  static constexpr auto fields = std::tuple{html::Field("examples", &View::examples)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Các thành phần của trang|The parts of a page}}</h1>
<p class="lead">{{=Mỗi thành phần có tên và dữ liệu minh hoạ. Không nút nào ở đây ghi điều gì.|Each part has a name and made-up facts. No button here records anything.}}</p>
<nav aria-label="{{=Các thành phần|Parts}}"><ul>{{#examples}}<li><a href="#{{id}}">{{name}}</a></li>{{/examples}}<li><a href="#marks">{{=Nhãn, nút, ghi chú|Tags, buttons, notes}}</a></li></ul></nav>
{{#examples}}<section class="example" id="{{id}}" aria-labelledby="{{id}}-name"><h2 id="{{id}}-name">{{name}}</h2>
{{html}}</section>
{{/examples}}<section class="example" id="marks" aria-labelledby="marks-name"><h2 id="marks-name">{{=Nhãn, nút, ghi chú|Tags, buttons, notes}}</h2>
<p><span class="tag">{{=Chưa làm|Not begun}}</span> <span class="tag ok">{{=Khớp|Matches}}</span> <span class="tag warn">{{=Sắp đến hạn|Due soon}}</span> <span class="tag bad">{{=Quá hạn|Overdue}}</span> <span class="tag act">{{=Biểu quyết ghi tên|Named vote}}</span></p>
<p class="bar"><a class="btn" href="#marks">{{=Gửi phiếu: tán thành|Send vote: for}}</a> <a class="btn plain" href="#marks">{{=Quay lại sửa|Go back and change}}</a> <a class="btn grave" href="#marks">{{=Kết thúc sớm|End early}}</a></p>
<p class="note">{{=Đồng chí chưa phải làm gì ở hồ sơ này.|Nothing is expected of you here.}}</p>
<p class="note ok">{{=Nhật ký khớp.|The log matches.}}</p>
<p class="note warn">{{=Hồ sơ đang tạm dừng.|The rotation is suspended.}}</p>
<p class="note bad">{{=Hồ sơ quá hạn 3 ngày làm việc.|3 working days overdue.}}</p>
<div class="panel"><h3>{{=Đã gửi|Sent}}</h3><p>{{=Nội dung đã được ghi vào nhật ký.|It stands in the log.}}</p></div>
</section>
)";
});

http::Reply gallery(const Visit& visit) {
  if (!visit.app().sample()) return refusal_page(visit, {RefusalCode::not_found});
  View view;
  for (const auto& examples : {form_examples(visit.language), figure_examples(visit), rotation_examples(visit)})
    for (const Example& one : examples) view.examples.push_back({one.id, visit.in(one.name), {one.html}});
  return page(visit, {visit.word("Các thành phần của trang", "The parts of a page"), "/trung-bay"}, content.render(view, visit.language));
}

}  // namespace

void add_gallery(http::Router& router, const Site& site) { add_page(router, site, "/trung-bay", gallery); }

}  // namespace luan::web
