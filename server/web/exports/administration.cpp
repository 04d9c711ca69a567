// What is administered: accounts, plugins, deliveries, substitutions, working days, workflow definitions. No case content.
#include "base/text.hpp"
#include "web/exports/exports.hpp"
#include "web/pages/delivery_words.hpp"
#include "web/pages/substitution_words.hpp"
#include "web/pages/workflow_words.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<void> accounts(const Visit& visit, Taken& into) {
  const auto found = visit.app().account_page(visit.caller, visit.query("q"), {1, static_cast<int>(export_rows_most) + 1});
  if (!found) return std::unexpected(found.error());
  for (const app::AccountView& account : found->items) {
    std::string roles;
    for (const auto& [role, unit] : account.grants) {
      const auto parsed = identity::parse_role(role);
      roles += (roles.empty() ? "" : "; ") + (parsed ? visit.in(identity::label(*parsed)) : role) + ", " + visit.in(unit.name);
    }
    into.table.rows.push_back({account.username, account.name, visit.in(account.title), roles, account.official ? account.official->name : std::string(),
                               account.disabled ? visit.word("Đã khoá", "Disabled") : visit.word("Đang dùng", "In use")});
  }
  return {};
}

Result<void> plugins(const Visit& visit, Taken& into) {
  const auto found = visit.app().plugins(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const app::PluginView& plugin : *found)
    into.table.rows.push_back({plugin.id, visit.in(plugin.title), plugin.version,
                               plugin.enabled ? visit.word("Đã bật", "Enabled") : visit.word("Chưa bật", "Not enabled"), std::int64_t{plugin.restarts},
                               visit.in(plugin.error), plugin.digest});
  return {};
}

Result<void> deliveries(const Visit& visit, Taken& into) {
  const auto found = visit.app().deliveries(visit.caller, visit.query("tinh-trang"), {1, static_cast<int>(export_rows_most) + 1});
  if (!found) return std::unexpected(found.error());
  const TimeZone& zone = visit.app().zone();
  for (const app::DeliveryView& one : found->items) {
    std::string about;
    for (const Localized& what : one.about) about += (about.empty() ? "" : ", ") + visit.in(what);
    into.table.rows.push_back({one.code, about, one.recipient, one.plugin, visit.in(delivery_state(one.state)), std::int64_t{one.attempts},
                               table::moment(zone, one.created), table::moment(zone, one.settled.value_or(one.next)), visit.in(one.error), one.decided_by,
                               one.reason});
  }
  return {};
}

/// For whom the suspension of the whole organisation does not hold.
Result<void> exceptions(const Visit& visit, Taken& into) {
  if (const auto suspension = visit.app().suspension(visit.caller))
    for (const auto& one : suspension->exceptions) into.table.rows.push_back({one.official.name, one.on, one.reason, one.basis, one.authoriser});
  return {};
}

Result<void> substitutions(const Visit& visit, Taken& into) {
  const auto found = visit.app().substitutions(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const app::SubstitutionView& one : *found) {
    std::string scope = one.role.empty() ? "" : visit.in(one.role_label) + ", " + visit.in(one.unit.name);
    for (const auto& [step, title] : one.steps) scope += (scope.empty() ? "" : "; ") + visit.in(title);
    into.table.rows.push_back({one.principal.name, one.substitute.name, scope, one.from, one.until, one.reason, visit.in(substitution_state(one.state))});
  }
  return {};
}

Result<void> working_days(const Visit& visit, Taken& into) {
  const app::CalendarView calendar = visit.app().calendar(visit.caller);
  const auto year = whole_number(visit.query("nam"));
  for (const app::CalendarDay& day : calendar.days)
    if (!year || static_cast<int>(day.date.year()) == *year)
      into.table.rows.push_back({day.date, day.works ? visit.word("Làm bù", "Worked") : visit.word("Nghỉ", "Holiday"), day.name});
  return {};
}

Result<void> definitions(const Visit& visit, Taken& into) {
  const auto found = visit.app().workflows(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const auto& definition : *found)
    into.table.rows.push_back(
        {visit.in(definition->title), definition->name, std::int64_t{definition->version}, static_cast<std::int64_t>(definition->stages.size())});
  return {};
}

Result<void> workflow_steps(const Visit& visit, Taken& into) {
  const auto found = visit.app().workflow(visit.caller, visit.param("name"));
  if (!found) return std::unexpected(found.error());
  into.subject = (*found)->name + "-" + std::to_string((*found)->version);
  for (const workflow::Stage& stage : (*found)->stages)
    for (const workflow::Step& step : stage.steps) {
      const StepWords said = step_words(visit, **found, step);
      into.table.rows.push_back({visit.in(stage.title), said.title, said.who, said.rule, said.due, said.outcomes});
    }
  return {};
}

Result<void> workflow_registers(const Visit& visit, Taken& into) {
  const auto found = visit.app().workflow(visit.caller, visit.param("name"));
  if (!found) return std::unexpected(found.error());
  into.subject = (*found)->name + "-" + std::to_string((*found)->version);
  for (const workflow::Register& reg : (*found)->registers) {
    const RegisterWords said = register_words(visit, reg);
    into.table.rows.push_back({said.title, said.counts, said.number});
  }
  return {};
}

}  // namespace

std::vector<Export> administration_exports() {
  return {{"/quan-tri",
           "",
           {"Tài khoản và vai trò", "Accounts and roles"},
           "tai-khoan",
           {{{"Tài khoản", "Account"}},
            {{"Họ và tên", "Name"}},
            {{"Chức danh", "Title"}},
            {{"Vai trò", "Roles"}},
            {{"Cán bộ", "Official"}},
            {{"Tình trạng", "State"}}},
           at_once(accounts)},
          {"/quan-tri",
           "tien-ich",
           {"Tiện ích", "Plugins"},
           "tien-ich",
           {{{"Mã", "Id"}},
            {{"Tiện ích", "Plugin"}},
            {{"Bản", "Version"}},
            {{"Tình trạng", "State"}},
            {{"Số lần chạy lại", "Restarts"}, Kind::number},
            {{"Lỗi gần nhất", "Last error"}},
            {{"SHA-256 của tệp đã bật", "SHA-256 of the file enabled"}}},
           at_once(plugins)},
          {"/quan-tri/thu-bao",
           "",
           {"Thư báo và việc gửi đi", "Deliveries"},
           "thu-bao",
           {{{"Mã hồ sơ", "Code"}},
            {{"Về việc", "About"}},
            {{"Người nhận", "Recipient"}},
            {{"Tiện ích", "Plugin"}},
            {{"Tình trạng", "State"}},
            {{"Số lần thử", "Attempts"}, Kind::number},
            {{"Tạo lúc", "Created"}, Kind::date},
            {{"Xong lúc hoặc lần tới", "Settled or next"}, Kind::date},
            {{"Lỗi gần nhất", "Last error"}},
            {{"Người quyết định", "Decided by"}},
            {{"Lý do", "Reason"}}},
           at_once(deliveries)},
          {"/uy-quyen",
           "",
           {"Uỷ quyền, làm thay", "Substitutions"},
           "uy-quyen",
           {{{"Người uỷ quyền", "For"}},
            {{"Người làm thay", "Substitute"}},
            {{"Phạm vi", "Scope"}},
            {{"Từ", "From"}, Kind::date},
            {{"Đến hết", "Until"}, Kind::date},
            {{"Lý do", "Reason"}},
            {{"Tình trạng", "State"}}},
           at_once(substitutions)},
          {"/tam-dung",
           "",
           {"Ngoại lệ của đợt tạm dừng", "Exceptions from the suspension"},
           "ngoai-le-tam-dung",
           {{{"Cán bộ", "Official"}}, {{"Từ", "From"}, Kind::date}, {{"Lý do", "Reason"}}, {{"Căn cứ", "Basis"}}, {{"Người cho phép", "Authorised by"}}},
           at_once(exceptions)},
          {"/lich-lam-viec",
           "",
           {"Ngày nghỉ và ngày làm bù", "Holidays and days worked in exchange"},
           "ngay-lam-viec",
           {{{"Ngày", "Day"}, Kind::date}, {{"Loại", "Kind"}}, {{"Tên", "Name"}}},
           at_once(working_days)},
          {"/quy-trinh",
           "",
           {"Quy trình", "Workflows"},
           "quy-trinh",
           {{{"Quy trình", "Workflow"}}, {{"Mã", "Id"}}, {{"Bản", "Version"}, Kind::number}, {{"Số giai đoạn", "Stages"}, Kind::number}},
           at_once(definitions)},
          {"/quy-trinh/{name}",
           "",
           {"Các bước của quy trình", "Steps of the workflow"},
           "cac-buoc",
           {{{"Giai đoạn", "Stage"}}, {{"Bước", "Step"}}, {{"Ai", "Who"}}, {{"Quy tắc", "Rule"}}, {{"Hạn", "Due"}}, {{"Kết quả", "Outcomes"}}},
           at_once(workflow_steps)},
          {"/quy-trinh/{name}",
           "so",
           {"Sổ văn bản của quy trình", "Registers of the workflow"},
           "so-van-ban",
           {{{"Sổ", "Register"}}, {{"Đánh số theo", "Counts through"}}, {{"Mẫu số, ký hiệu", "Pattern of the number"}}},
           at_once(workflow_registers)}};
}

}  // namespace luan::web
