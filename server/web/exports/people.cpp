// Officials and their careers, units and the posts at them.
#include "web/exports/exports.hpp"
#include "web/pages/unit_tiles.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> officials(const Visit& visit, Taken& into) {
  const auto found = visit.app().officials(visit.caller, visit.query("q"));
  if (!found) return std::unexpected(found.error());
  for (const app::OfficialView& one : *found)
    into.table.rows.push_back({one.name, visit.in(one.position), visit.in(one.unit.name), static_cast<std::int64_t>(one.posts.size()),
                               one.open_rotation.empty() ? visit.word("Không", "No") : visit.word("Có", "Yes")});
  return {};
}

Result<void> career(const Visit& visit, Taken& into) {
  const auto found = visit.app().official(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  for (const app::CareerPost& post : found->posts)
    into.table.rows.push_back(
        {found->name, visit.in(post.position), visit.in(post.unit), post.from, table::day(post.to), visit.in(post.result_label), post.code});
  return {};
}

std::string kind_of(const Visit& visit, const app::UnitView& unit) {
  if (unit.kind == "ward") return visit.word("Phường, xã", "Ward");
  return unit.kind == "office" ? visit.word("Cơ quan", "Office") : visit.word("Cấp uỷ", "Committee");
}
std::string names_of(const Visit& visit, const std::vector<app::UnitRef>& units) {
  std::string out;
  for (const app::UnitRef& unit : units) out += (out.empty() ? "" : ", ") + visit.in(unit.name);
  return out;
}

Result<void> units(const Visit& visit, Taken& into) {
  const auto found = visit.app().units(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const app::UnitView& unit : *found)
    into.table.rows.push_back({visit.in(unit.name), kind_of(visit, unit), traits_words(visit, unit.traits), table::day(unit.from), table::day(unit.to),
                               names_of(visit, unit.predecessors), names_of(visit, unit.successors)});
  return {};
}

/// All posts of the units of today; who holds the key ones, where the caller may know.
Result<void> posts(const Visit& visit, Taken& into) {
  const auto found = visit.app().positions(visit.caller);
  if (!found) return std::unexpected(found.error());
  const auto known = visit.app().units(visit.caller);
  if (!known) return std::unexpected(known.error());
  for (const app::PositionView& position : *found) {
    const app::PostHolderView* holder = nullptr;
    for (const app::UnitView& unit : *known)
      for (const app::PostHolderView& post : unit.key_posts)
        if (unit.id == position.unit.id && post.position.vi == position.title.vi) holder = &post;
    into.table.rows.push_back({visit.in(position.title), visit.in(position.unit.name), position.key ? visit.word("Có", "Yes") : visit.word("Không", "No"),
                               holder ? holder->name : std::string(), holder ? table::day(holder->ends) : table::Cell()});
  }
  return {};
}

}  // namespace

std::vector<Export> people_exports() {
  return {{"/can-bo",
           "",
           {"Cán bộ", "Officials"},
           "can-bo",
           {{{"Họ và tên", "Name"}},
            {{"Chức danh", "Post"}},
            {{"Đơn vị", "Unit"}},
            {{"Số lần luân chuyển", "Posts by rotation"}, Kind::number},
            {{"Đang có hồ sơ mở", "A rotation is open"}}},
           at_once(officials)},
          {"/can-bo/{id}",
           "",
           {"Quá trình luân chuyển", "Posts by rotation"},
           "qua-trinh-luan-chuyen",
           {{{"Họ và tên", "Name"}},
            {{"Chức danh", "Post"}},
            {{"Đơn vị", "Unit"}},
            {{"Từ", "From"}, Kind::date},
            {{"Đến", "Until"}, Kind::date},
            {{"Đánh giá cuối", "Last evaluation"}},
            {{"Mã hồ sơ", "Code"}}},
           at_once(career)},
          {"/don-vi",
           "",
           {"Đơn vị", "Units"},
           "don-vi",
           {{{"Tên", "Name"}},
            {{"Loại", "Kind"}},
            {{"Địa bàn", "Locality"}},
            {{"Từ", "Since"}, Kind::date},
            {{"Đến hết", "Until"}, Kind::date},
            {{"Từ đơn vị", "Came from"}},
            {{"Vào đơn vị", "Went into"}}},
           at_once(units)},
          {"/don-vi",
           "chuc-danh",
           {"Chức danh của các đơn vị", "Posts at the units"},
           "chuc-danh",
           {{{"Chức danh", "Post"}},
            {{"Đơn vị", "Unit"}},
            {{"Chủ chốt", "Key post"}},
            {{"Người giữ", "Held by"}},
            {{"Hết thời hạn luân chuyển", "Term by rotation ends"}, Kind::date}},
           at_once(posts)}};
}

}  // namespace luan::web
