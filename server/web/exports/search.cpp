// What the search box found, as one table.
#include "app/search.hpp"

#include "web/exports/exports.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> found(const Visit& visit, Taken& into) {
  const app::Found all = app::search(visit.app(), visit.caller, visit.query("q"), static_cast<int>(export_rows_most) + 1);
  const std::string base = server_address(visit.site, visit.request);
  auto& rows = into.table.rows;
  for (const app::RotationRow& row : all.rotations)
    rows.push_back({visit.word("Hồ sơ", "Rotation"), row.parties.official.name, row.code, visit.in(row.parties.position.title), row.number,
                    visit.in(row.stage_title), base + "/ho-so/" + row.id});
  for (const app::OfficialView& one : all.officials)
    rows.push_back({visit.word("Cán bộ", "Official"), one.name, std::string(), visit.in(one.position), std::string(), visit.in(one.unit.name),
                    base + "/can-bo/" + one.id});
  for (const app::UnitView& unit : all.units)
    rows.push_back({visit.word("Đơn vị", "Unit"), visit.in(unit.name), std::string(), std::string(), std::string(),
                    unit.to ? visit.word("đến hết ngày ", "until ") + to_page_text(*unit.to) : std::string(), base + "/don-vi"});
  for (const app::AccountView& account : all.accounts)
    rows.push_back({visit.word("Tài khoản", "Account"), account.name, account.username, visit.in(account.title), std::string(), std::string(),
                    base + "/quan-tri/tai-khoan/" + account.id});
  return {};
}

}  // namespace

std::vector<Export> search_exports() {
  return {{"/tra-cuu",
           "",
           {"Kết quả tra cứu", "What was found"},
           "tra-cuu",
           {{{"Là", "What"}},
            {{"Tên", "Name"}},
            {{"Mã", "Code"}},
            {{"Chức danh", "Post"}},
            {{"Số quyết định", "Decision"}},
            {{"Giai đoạn, đơn vị", "Stage, unit"}},
            {{"Địa chỉ", "Address"}, Kind::link}},
           at_once(found)}};
}

}  // namespace luan::web
