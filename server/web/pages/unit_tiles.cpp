#include "web/pages/unit_tiles.hpp"

namespace luan::web {
namespace {

struct PostOf {
  std::string title, name, href, ends;
  static constexpr auto fields = std::tuple{html::Field("title", &PostOf::title), html::Field("name", &PostOf::name), html::Field("href", &PostOf::href),
                                            html::Field("ends", &PostOf::ends)};
};
struct Tile {
  std::string name, traits;
  std::vector<PostOf> posts;
  static constexpr auto fields = std::tuple{html::Field("name", &Tile::name), html::Field("traits", &Tile::traits), html::Field("posts", &Tile::posts)};
};
struct View {
  std::vector<Tile> tiles;
  static constexpr auto fields = std::tuple{html::Field("tiles", &View::tiles)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h2>{{=Chức danh chủ chốt ở cơ sở|Key posts at the grassroots}}</h2>
<ul class="tiles">{{#tiles}}<li class="sheet"><h3>{{name}}{{#traits}} <span class="tag warn">{{traits}}</span>{{/traits}}</h3>
{{#posts}}<p class="small"><span class="soft">{{title}}:</span> {{#href}}<a href="{{href}}">{{name}}</a>{{/href}}{{^href}}<span class="tag">{{=chưa có người|vacant}}</span>{{/href}}{{#ends}} <span class="tag act">{{ends}}</span>{{/ends}}</p>{{/posts}}</li>
{{/tiles}}</ul>
<h2>{{=Mọi đơn vị|All units}}</h2>
)";
});

/// «Bí thư Đảng uỷ phường Bến Đá» on the tile of that ward: «Bí thư Đảng uỷ».
std::string on_tile(std::string title, const std::string& unit) {
  for (const std::string& name : {unit, "phường " + (unit.starts_with("Phường ") ? unit.substr(std::string_view("Phường ").size()) : unit),
                                  "xã " + (unit.starts_with("Xã ") ? unit.substr(std::string_view("Xã ").size()) : unit)})
    if (const auto at = title.find(" " + name); at != title.npos) title.erase(at, name.size() + 1);
  return title;
}

Tile tile(const Visit& visit, const app::UnitView& unit, const std::string& traits) {
  Tile out{visit.in(unit.name), traits, {}};
  const auto soon = std::chrono::sys_days(visit.app().zone().date(visit.app().clock().now())) + std::chrono::days(183);
  for (const app::PostHolderView& post : unit.key_posts) {
    PostOf line{on_tile(visit.in(post.position), visit.in(unit.name)), post.name, post.official.empty() ? "" : "/can-bo/" + post.official, ""};
    if (post.ends && std::chrono::sys_days(*post.ends) <= soon) line.ends = visit.word("hết hạn ", "ends ") + to_page_text(*post.ends);
    out.posts.push_back(std::move(line));
  }
  return out;
}

}  // namespace

std::string traits_words(const Visit& visit, std::string_view traits) {
  if (traits == "difficult") return visit.word("Khó khăn", "Difficult");
  if (traits == "complex") return visit.word("Phức tạp", "Complex");
  return {};
}

std::string unit_tiles(const Visit& visit, const std::vector<app::UnitView>& units) {
  View view;
  for (const app::UnitView& unit : units)
    if (unit.kind == "ward" && !unit.key_posts.empty()) view.tiles.push_back(tile(visit, unit, traits_words(visit, unit.traits)));
  return view.tiles.empty() ? std::string() : content.render(view, visit.language);
}

}  // namespace luan::web
