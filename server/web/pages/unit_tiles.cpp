#include "web/pages/unit_tiles.hpp"

#include "app/unit_grid.hpp"

namespace luan::web {
namespace {

struct PostOf {
  std::string unit, title, name, href, ends, origin;
  bool soon = false, elsewhere = false;
  static constexpr auto fields =
      std::tuple{html::Field("unit", &PostOf::unit), html::Field("title", &PostOf::title),        html::Field("name", &PostOf::name),
                 html::Field("href", &PostOf::href), html::Field("ends", &PostOf::ends),          html::Field("origin", &PostOf::origin),
                 html::Field("soon", &PostOf::soon), html::Field("elsewhere", &PostOf::elsewhere)};
};
struct Tile {
  std::string name, traits;
  std::vector<PostOf> posts;
  static constexpr auto fields = std::tuple{html::Field("name", &Tile::name), html::Field("traits", &Tile::traits), html::Field("posts", &Tile::posts)};
};
struct Kind {
  std::string href, words;
  bool here = false;
  static constexpr auto fields = std::tuple{html::Field("href", &Kind::href), html::Field("words", &Kind::words), html::Field("here", &Kind::here)};
};
struct View {
  std::vector<Kind> kinds;
  std::vector<Tile> tiles;
  bool none = false;
  static constexpr auto fields = std::tuple{html::Field("kinds", &View::kinds), html::Field("tiles", &View::tiles), html::Field("none", &View::none)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h2 id="o-chuc-danh">{{=Chức danh chủ chốt ở cơ sở|Key posts at the grassroots}}</h2>
<nav class="figures" aria-label="{{=Lọc chức danh|Which posts}}"><ul>{{#kinds}}<li>{{#here}}<b aria-current="true">{{words}}</b>{{/here}}{{^here}}<a href="{{href}}">{{words}}</a>{{/here}}</li>{{/kinds}}</ul></nav>
{{#none}}<p class="note">{{=Không có chức danh nào như vậy.|There is no such post.}}</p>{{/none}}{{^none}}<ul class="tiles">{{#tiles}}<li class="sheet"><h3>{{name}}{{#traits}} <span class="tag warn">{{traits}}</span>{{/traits}}</h3>
{{#posts}}<p class="small"><span class="soft">{{title}}:</span> {{#href}}<a href="{{href}}">{{name}}</a>{{/href}}{{^href}}<span class="tag bad">{{=chưa có người|vacant}}</span>{{/href}}{{#elsewhere}} <span class="tag">{{=không phải người địa phương|from elsewhere}}</span>{{/elsewhere}}{{#soon}} <span class="tag act">{{=hết hạn|ends}} {{ends}}</span>{{/soon}}</p>{{/posts}}</li>
{{/tiles}}</ul>
<details><summary>{{=Cùng nội dung bằng bảng|The same as a table}}</summary><table class="stack"><caption class="vh">{{=Chức danh chủ chốt theo thứ tự hành chính|Key posts in administrative order}}</caption><thead><tr><th scope="col">{{=Đơn vị|Unit}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Người giữ|Held by}}</th><th scope="col">{{=Người địa phương|From there}}</th><th scope="col" class="num">{{=Hết thời hạn|Term ends}}</th></tr></thead><tbody>
{{#tiles}}{{#posts}}<tr><th scope="row">{{unit}}</th><td data-l="{{=Chức danh|Post}}">{{title}}</td><td data-l="{{=Người giữ|Held by}}">{{#href}}<a href="{{href}}">{{name}}</a>{{/href}}{{^href}}{{=chưa có người|vacant}}{{/href}}</td><td data-l="{{=Người địa phương|From there}}">{{origin}}</td><td data-l="{{=Hết thời hạn|Term ends}}" class="num">{{ends}}</td></tr>
{{/posts}}{{/tiles}}</tbody></table></details>
{{/none}}<h2>{{=Mọi đơn vị|All units}}</h2>
)";
});

/// «Bí thư Đảng uỷ phường Bến Đá» on the tile of that ward: «Bí thư Đảng uỷ».
std::string on_tile(std::string title, const std::string& unit) {
  for (const std::string& name : {unit, "phường " + (unit.starts_with("Phường ") ? unit.substr(std::string_view("Phường ").size()) : unit),
                                  "xã " + (unit.starts_with("Xã ") ? unit.substr(std::string_view("Xã ").size()) : unit)})
    if (const auto at = title.find(" " + name); at != title.npos) title.erase(at, name.size() + 1);
  return title;
}

PostOf post_of(const Visit& visit, const app::GridPost& post, const std::string& unit) {
  PostOf line{unit,
              on_tile(visit.in(post.held.position), unit),
              post.held.name,
              post.vacant ? "" : "/can-bo/" + post.held.official,
              "",
              "",
              post.soon,
              post.elsewhere.value_or(false)};
  if (post.held.ends) line.ends = to_page_text(*post.held.ends);
  if (!post.vacant)
    line.origin = !post.elsewhere ? visit.word("chưa ghi", "not recorded") : *post.elsewhere ? visit.word("không", "no") : visit.word("có", "yes");
  return line;
}

bool wanted(const app::GridPost& post, std::string_view only) {
  return only == "trong" ? post.vacant : only == "sap-het" ? post.soon : only == "noi-khac" ? post.elsewhere.value_or(false) : true;
}

std::vector<Kind> kinds_of(const Visit& visit, const app::UnitGrid& grid, std::string_view only) {
  const auto words = [&](const char* vi, const char* en, int count) { return visit.word(vi, en) + " (" + grouped(count, visit.language) + ")"; };
  return {{"/don-vi#o-chuc-danh", words("Tất cả", "All", grid.posts), only.empty()},
          {"/don-vi?chi=trong#o-chuc-danh", words("Chưa có người", "Vacant", grid.vacant), only == "trong"},
          {"/don-vi?chi=sap-het#o-chuc-danh", words("Hết thời hạn trong 6 tháng", "Term ends within 6 months", grid.soon), only == "sap-het"},
          {"/don-vi?chi=noi-khac#o-chuc-danh", words("Không phải người địa phương", "From elsewhere", grid.elsewhere), only == "noi-khac"}};
}

}  // namespace

std::string traits_words(const Visit& visit, std::string_view traits) {
  if (traits == "difficult") return visit.word("Khó khăn", "Difficult");
  if (traits == "complex") return visit.word("Phức tạp", "Complex");
  return {};
}

std::string unit_tiles(const Visit& visit, const std::vector<app::UnitView>& units) {
  const app::UnitGrid grid = app::unit_grid(visit.app(), units);
  if (grid.tiles.empty()) return {};
  std::string only = visit.query("chi");
  if (only != "trong" && only != "sap-het" && only != "noi-khac") only.clear();
  View view{kinds_of(visit, grid, only), {}};
  for (const app::GridTile& one : grid.tiles) {
    Tile tile{visit.in(one.unit.name), traits_words(visit, one.traits), {}};
    for (const app::GridPost& post : one.posts)
      if (wanted(post, only)) tile.posts.push_back(post_of(visit, post, tile.name));
    if (!tile.posts.empty()) view.tiles.push_back(std::move(tile));
  }
  view.none = view.tiles.empty();
  return content.render(view, visit.language);
}

}  // namespace luan::web
