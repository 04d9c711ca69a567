// Officials and their careers, units and the posts at them.
#include "web/exports/exports.hpp"
#include "web/pages/career_part.hpp"
#include "web/pages/unit_tiles.hpp"
#include "web/pages/unit_words.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> officials(const Visit& visit, Taken& into) {
  const auto found = visit.app().officials(visit.caller, visit.query("q"));
  if (!found) return std::unexpected(found.error());
  for (const app::OfficialView& one : *found) into.table.rows.push_back({one.name, visit.in(one.position), visit.in(one.unit.name)});
  return {};
}

Result<void> career(const Visit& visit, Taken& into) {
  const auto found = app::career_of(visit.app(), visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  for (const app::CareerStay& stay : found->stays) {
    std::string marks;
    for (const app::ConcludedEvaluation& one : stay.evaluations) marks += (marks.empty() ? "" : "; ") + to_page_text(one.on) + ": " + visit.in(one.label);
    into.table.rows.push_back({found->official.name, visit.in(stay.position), visit.in(stay.unit), table::day(stay.from), table::day(stay.to),
                               stay_words(visit, stay), marks, stay.code});
  }
  return {};
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
    into.table.rows.push_back({visit.in(unit.name), visit.in(unit_kind(unit.kind)), traits_words(visit, unit.traits), table::day(unit.from),
                               table::day(unit.to), names_of(visit, unit.predecessors), names_of(visit, unit.successors)});
  return {};
}

/// All posts of the units of today; who holds the key ones, where the caller may know.
Result<void> posts(const Visit& visit, Taken& into) {
  const auto found = visit.app().positions(visit.caller);
  if (!found) return std::unexpected(found.error());
  const auto known = visit.app().units(visit.caller);
  if (!known) return std::unexpected(known.error());
  std::map<std::string_view, const app::PostHolderView*> holders;  // by position
  for (const app::UnitView& unit : *known)
    for (const app::PostHolderView& post : unit.key_posts) holders.emplace(post.id, &post);
  for (const app::PositionView& position : *found) {
    const auto held = holders.find(position.id);
    const app::PostHolderView* holder = held == holders.end() ? nullptr : held->second;
    into.table.rows.push_back({visit.in(position.title), visit.in(position.unit.name), position.key ? visit.word("Có", "Yes") : visit.word("Không", "No"),
                               holder ? holder->name : std::string(), holder ? table::day(holder->ends) : table::Cell()});
  }
  return {};
}

}  // namespace

std::vector<Export> people_exports() {
  return {{"/can-bo", "", {"Cán bộ", "Officials"}, "can-bo", {{{"Họ và tên", "Name"}}, {{"Chức danh", "Post"}}, {{"Đơn vị", "Unit"}}}, at_once(officials)},
          {"/can-bo/{id}",
           "",
           {"Quá trình luân chuyển", "Posts by rotation"},
           "qua-trinh-luan-chuyen",
           {{{"Họ và tên", "Name"}},
            {{"Chức danh", "Post"}},
            {{"Đơn vị", "Unit"}},
            {{"Từ", "From"}, Kind::date},
            {{"Đến", "Until"}, Kind::date},
            {{"Diễn biến", "How"}},
            {{"Đánh giá", "Evaluations"}},
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
