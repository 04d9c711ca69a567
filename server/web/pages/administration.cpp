// «Quản trị»: accounts, roles and plugins. No case content.
#include <algorithm>

#include "app/plugin_load.hpp"
#include "web/choice.hpp"
#include "web/form_view.hpp"
#include "web/pages/pager_part.hpp"
#include "web/pages/plain_form.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Grant {
  std::string label, role, unit, account;
  static constexpr auto fields = std::tuple{html::Field("label", &Grant::label), html::Field("role", &Grant::role), html::Field("unit", &Grant::unit),
                                            html::Field("account", &Grant::account)};
};
struct AccountLine {
  std::string id, username, name;
  bool disabled = false;
  std::vector<Grant> grants;
  static constexpr auto fields =
      std::tuple{html::Field("id", &AccountLine::id), html::Field("username", &AccountLine::username), html::Field("name", &AccountLine::name),
                 html::Field("disabled", &AccountLine::disabled), html::Field("grants", &AccountLine::grants)};
};
struct PluginLine {
  std::string id, version, title, state, tone, error, found, lines, waiting, dead, delivered;
  std::int64_t restarts = 0;
  bool enabled = false, fresh = false, stopped = false;  // fresh: a file that is not the one enabled; stopped: rests or is in quarantine
  static constexpr auto fields = std::tuple{html::Field("id", &PluginLine::id),
                                            html::Field("version", &PluginLine::version),
                                            html::Field("title", &PluginLine::title),
                                            html::Field("state", &PluginLine::state),
                                            html::Field("tone", &PluginLine::tone),
                                            html::Field("error", &PluginLine::error),
                                            html::Field("restarts", &PluginLine::restarts),
                                            html::Field("found", &PluginLine::found),
                                            html::Field("lines", &PluginLine::lines),
                                            html::Field("waiting", &PluginLine::waiting),
                                            html::Field("dead", &PluginLine::dead),
                                            html::Field("delivered", &PluginLine::delivered),
                                            html::Field("enabled", &PluginLine::enabled),
                                            html::Field("fresh", &PluginLine::fresh),
                                            html::Field("stopped", &PluginLine::stopped)};
};
struct View {
  std::string csrf, done, error, username, name, text, role, unit;
  std::vector<AccountLine> accounts;
  std::vector<PluginLine> plugins;
  std::vector<Choice> roles, units;
  html::Raw errors, pager;
  bool none = false;      // no account fits
  std::int64_t dead = 0;  // deliveries given up
  static constexpr auto fields =
      std::tuple{html::Field("csrf", &View::csrf),         html::Field("done", &View::done),    html::Field("text", &View::text),
                 html::Field("pager", &View::pager),       html::Field("none", &View::none),    html::Field("error", &View::error),
                 html::Field("username", &View::username), html::Field("name", &View::name),    html::Field("accounts", &View::accounts),
                 html::Field("plugins", &View::plugins),   html::Field("dead", &View::dead),    html::Field("roles", &View::roles),
                 html::Field("units", &View::units),       html::Field("errors", &View::errors)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#error}}<div class="note bad" role="alert" tabindex="-1" data-focus><p>{{error}}</p></div>{{/error}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Quản trị|Administration}}</h1>
<p class="lead">{{=Tài khoản, vai trò, tiện ích và thư báo. Quản trị không mở được nội dung hồ sơ.|Accounts, roles, plugins and deliveries. The administrator opens no case.}}</p>
<h2>{{=Thư báo và việc gửi đi|Deliveries}}</h2>
{{#dead}}<p class="note bad">{{dead}} {{=việc gửi đã dừng thử, chờ đồng chí quyết định.|deliveries were given up and wait for your decision.}}</p>{{/dead}}
<p><a href="/quan-tri/thu-bao">{{=Xem thư báo và việc gửi đi|See the deliveries}}</a> · <a href="/quan-tri/mau-thu">{{=Xem mẫu thư|See the letters}}</a></p>
<h2>{{=Tiện ích|Plugins}}</h2>
<table class="stack"><caption class="vh">{{=Tiện ích và tình trạng|Plugins and their health}}</caption><thead><tr><th scope="col">{{=Tiện ích|Plugin}}</th><th scope="col">{{=Bản|Version}}</th><th scope="col">{{=Tình trạng|State}}</th><th scope="col">{{=Việc gửi|Calls}}</th><th scope="col" class="num">{{=Số lần chạy lại|Restarts}}</th><th scope="col">{{=Lỗi gần nhất|Last error}}</th><th scope="col">{{=Thao tác|Actions}}</th></tr></thead><tbody>
{{#plugins}}<tr><th scope="row">{{title}}<br><small class="mono">{{id}}</small></th><td data-l="{{=Bản|Version}}">{{version}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span></td><td data-l="{{=Việc gửi|Calls}}">{{#waiting}}<span>{{waiting}}</span><br>{{/waiting}}{{#dead}}<a class="tag bad" href="/quan-tri/thu-bao?tinh-trang=dead">{{dead}}</a><br>{{/dead}}<span>{{delivered}}</span></td><td data-l="{{=Số lần chạy lại|Restarts}}" class="num">{{restarts}}</td><td data-l="{{=Lỗi gần nhất|Last error}}">{{error}}{{#lines}}<details><summary>{{=Dòng nhật ký sau cùng|Last lines of its log}}<span class="vh"> {{id}}</span></summary><pre>{{lines}}</pre></details>{{/lines}}</td>
<td data-l="{{=Thao tác|Actions}}">{{#fresh}}<form method="post" action="/quan-tri/tien-ich"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="plugin" value="{{id}}"><input type="hidden" name="digest" value="{{found}}"><p><small>{{#enabled}}{{=Tệp đã được thay; tệp đang bật vẫn là tệp cũ. |The file was replaced; the one enabled is still the old one. }}{{/enabled}}SHA-256 <span class="mono">{{found}}</span></small></p><button type="submit" class="btn plain">{{#enabled}}{{=Bật tệp mới|Enable the new file}}{{/enabled}}{{^enabled}}{{=Bật|Enable}}{{/enabled}}<span class="vh"> {{id}}</span></button></form>{{/fresh}}{{#stopped}}<form method="post" action="/quan-tri/tien-ich/chay-lai"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="plugin" value="{{id}}"><button type="submit" class="btn plain">{{=Cho chạy lại|Let it run again}}<span class="vh"> {{id}}</span></button></form>{{/stopped}}{{#enabled}}<form method="post" action="/quan-tri/tien-ich"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="plugin" value="{{id}}"><button type="submit" class="link">{{=Tắt|Turn off}}<span class="vh"> {{id}}</span></button></form>{{/enabled}}</td></tr>
{{/plugins}}</tbody></table>
<h2>{{=Tài khoản|Accounts}}</h2>
<form class="bar" method="get" action="/quan-tri" role="search"><div><label for="q">{{=Tìm (không cần dấu)|Find (marks not needed)}}</label><input id="q" name="q" type="search" maxlength="200" value="{{text}}"></div><button class="btn plain" type="submit">{{=Tìm|Find}}</button></form>
{{#none}}<p class="note">{{=Không có tài khoản nào phù hợp.|No account fits.}}</p>
{{/none}}{{^none}}<table class="stack" id="tai-khoan"><caption class="vh">{{=Tài khoản và vai trò|Accounts and roles}}</caption><thead><tr><th scope="col">{{=Tài khoản|Account}}</th><th scope="col">{{=Vai trò|Roles}}</th><th scope="col">{{=Thao tác|Actions}}</th></tr></thead><tbody>
{{#accounts}}<tr><th scope="row">{{name}}<br><small class="soft">{{username}}</small>{{#disabled}} <span class="tag bad">{{=Đã khoá|Disabled}}</span>{{/disabled}}</th>
<td data-l="{{=Vai trò|Roles}}">{{#grants}}<form method="post" action="/quan-tri/vai-tro"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="account" value="{{account}}"><input type="hidden" name="role" value="{{role}}"><input type="hidden" name="unit" value="{{unit}}"><input type="hidden" name="granted" value="no">{{label}} <button class="link" type="submit">{{=Bỏ|Take away}}<span class="vh"> {{label}}, {{username}}</span></button></form>{{/grants}}</td>
<td data-l="{{=Thao tác|Actions}}"><form method="post" action="/quan-tri/khoa"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="account" value="{{id}}"><input type="hidden" name="disabled" value="{{#disabled}}no{{/disabled}}{{^disabled}}yes{{/disabled}}"><button class="link" type="submit">{{#disabled}}{{=Mở khoá|Enable}}{{/disabled}}{{^disabled}}{{=Khoá|Disable}}{{/disabled}}<span class="vh"> {{username}}</span></button></form> <a href="/quan-tri/tai-khoan/{{id}}">{{=Mật khẩu, thêm vai trò|Password, more roles}}<span class="vh"> {{username}}</span></a></td></tr>
{{/accounts}}</tbody></table>
{{pager}}{{/none}}<details{{#username}} open{{/username}}><summary>{{=Thêm tài khoản|Add an account}}</summary>
<form method="post" action="/quan-tri/tai-khoan" class="text"><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="username">{{=Tên tài khoản|Account name}}</label><p class="hint" id="username-hint">{{=Chữ thường không dấu, số, dấu chấm; ví dụ: ban.to.chuc|a to z, digits, dots; like: ban.to.chuc}}</p><input type="text" id="username" name="username" value="{{username}}" autocomplete="off" autocapitalize="none" aria-describedby="username-hint"></div>
<div class="field"><label for="name">{{=Họ và tên|Name}}</label><input type="text" id="name" name="name" value="{{name}}"></div>
<div class="field"><label for="password">{{=Mật khẩu|Password}}</label><p class="hint" id="password-hint">{{=Từ 12 đến 128 ký tự; giao tận tay.|12 to 128 characters; hand it over in person.}}</p><input type="password" id="password" name="password" autocomplete="new-password" aria-describedby="password-hint"></div>
<div class="field"><label for="role">{{=Vai trò|Role}}</label><select id="role" name="role">{{#roles}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/roles}}</select></div>
<div class="field"><label for="unit">{{=Tại đơn vị|At the unit}}</label><select id="unit" name="unit">{{#units}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/units}}</select></div>
<div class="bar"><button class="btn" type="submit">{{=Thêm tài khoản|Add the account}}</button></div></form></details>
)";
});

struct OneView {
  std::string csrf, id, name, username, error;
  std::vector<Choice> roles, units, officials;
  std::string tied;
  static constexpr auto fields = std::tuple{html::Field("csrf", &OneView::csrf),   html::Field("id", &OneView::id),
                                            html::Field("name", &OneView::name),   html::Field("username", &OneView::username),
                                            html::Field("error", &OneView::error), html::Field("roles", &OneView::roles),
                                            html::Field("units", &OneView::units), html::Field("officials", &OneView::officials),
                                            html::Field("tied", &OneView::tied)};
};
constexpr auto one_template = html::compile_page<OneView>([] {
  return R"({{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa lưu được|Not saved}}</h2><ul><li><a href="#password">{{error}}</a></li></ul></div>{{/error}}<h1>{{name}}</h1>
<p class="lead">{{=Tài khoản|Account}} {{username}}</p>
<div class="text"><h2>{{=Đặt lại mật khẩu|Reset the password}}</h2>
<form method="post" action="/quan-tri/mat-khau"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="account" value="{{id}}">
<div class="field{{#error}} wrong{{/error}}"><label for="password">{{=Mật khẩu mới|New password}}</label><p class="hint" id="password-hint">{{=Từ 12 đến 128 ký tự. Mọi phiên đang mở của tài khoản này sẽ kết thúc.|12 to 128 characters. Every open session of this account ends.}}</p><input type="password" id="password" name="password" autocomplete="new-password" aria-describedby="password-hint"></div>
<div class="bar"><button class="btn" type="submit">{{=Đặt lại mật khẩu|Reset the password}}</button></div></form>
<h2>{{=Thêm vai trò|Add a role}}</h2>
<form method="post" action="/quan-tri/vai-tro"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="account" value="{{id}}"><input type="hidden" name="granted" value="yes">
<div class="field"><label for="role">{{=Vai trò|Role}}</label><select id="role" name="role">{{#roles}}<option value="{{value}}">{{label}}</option>{{/roles}}</select></div>
<div class="field"><label for="unit">{{=Tại đơn vị|At the unit}}</label><select id="unit" name="unit">{{#units}}<option value="{{value}}">{{label}}</option>{{/units}}</select></div>
<div class="bar"><button class="btn plain" type="submit">{{=Thêm vai trò|Add the role}}</button></div></form>
<h2>{{=Gắn với cán bộ|The official whose account it is}}</h2>
{{#tied}}<p>{{=Đang gắn với đ/c|Tied to}} {{tied}}.</p>
{{/tied}}<form method="post" action="/quan-tri/can-bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="account" value="{{id}}">
<div class="field"><label for="official">{{=Cán bộ|Official}}</label><p class="hint" id="official-hint">{{=Người được luân chuyển làm việc của chính mình (tự kiểm điểm) bằng tài khoản này; cần thêm vai trò Cán bộ luân chuyển.|The rotated official does his own steps (self-review) with this account; the role of the rotated official is needed as well.}}</p><select id="official" name="official" aria-describedby="official-hint"><option value="">{{=Không gắn với ai|Nobody}}</option>{{#officials}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/officials}}</select></div>
<div class="bar"><button class="btn plain" type="submit">{{=Gắn tài khoản|Tie the account}}</button></div></form></div>
)";
});

std::vector<Choice> role_choices(const Visit& visit) {
  std::vector<Choice> out;
  for (const identity::Role role : identity::all_roles) out.push_back({std::string(identity::to_text(role)), visit.in(identity::label(role))});
  return out;
}
std::vector<Choice> unit_choices(const Visit& visit) {
  std::vector<Choice> out;
  const auto units = visit.app().units(visit.caller);
  for (const app::UnitView& unit : *units)
    if (!unit.to) out.push_back({unit.id, visit.in(unit.name)});
  return out;
}

std::vector<Choice> official_choices(const Visit& visit, const app::AccountView& account) {
  std::vector<Choice> out;
  const auto officials = visit.app().officials_to_tie(visit.caller);
  if (officials)
    for (const auto& [person, unit] : *officials)
      out.push_back({person.id, person.name + ", " + visit.in(unit.name), account.official && account.official->id == person.id});
  return out;
}

std::string state_words(const Visit& visit, const app::PluginView& plugin) {
  if (!plugin.enabled) return visit.word("Chưa bật", "Not enabled");
  if (plugin.state == "ready") return visit.word("Đang chạy", "Running");
  if (plugin.state == "resting") return visit.word("Chờ chạy lại", "Waits to be restarted");
  if (plugin.state == "quarantined") return visit.word("Đã tắt vì hỏng nhiều lần", "Off: it failed again and again");
  return visit.word("Sẵn sàng", "Idle");
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

constexpr int accounts_a_page = 25;

AccountLine account_line(const Visit& visit, const app::AccountView& account) {
  AccountLine line{account.id, account.username, account.name, account.disabled, {}};
  for (const auto& [role, unit] : account.grants) {
    const auto parsed = identity::parse_role(role);
    line.grants.push_back({(parsed ? visit.in(identity::label(*parsed)) : role) + ", " + visit.in(unit.name), role, unit.id, account.id});
  }
  return line;
}

/// Those whose name, roles or units hold every word asked for; a page of them.
void add_accounts(const Visit& visit, View& view) {
  view.text = visit.query("q");
  const app::PageQuery query = asked_page(visit, accounts_a_page);
  const auto found = visit.app().account_page(visit.caller, view.text, query);
  if (!found) return;
  for (const app::AccountView& account : found->items) view.accounts.push_back(account_line(visit, account));
  view.pager.text = pager_part(visit, query, found->items.size(), found->total, {"tài khoản", "account", "accounts"}, "/quan-tri");
  view.none = found->total == 0;
}

/// What waits for a plugin, what was given up, and what went through.
void put_load(const Visit& visit, const store::PluginLoad& load, PluginLine& line) {
  const auto said = [&](int count, const char* vi, const char* en) { return grouped(count, visit.language) + visit.word(vi, en); };
  if (load.waiting > 0) line.waiting = said(load.waiting, " đang chờ", " waiting");
  if (load.dead > 0) line.dead = said(load.dead, " đã dừng thử", " given up");
  line.delivered = said(load.delivered, " đã xong trong 90 ngày", " done in 90 days");
}

http::Reply administration(const Visit& visit, View view, int status) {
  if (const auto may = visit.app().may_administer(visit.caller); !may) return refusal_page(visit, may.error());
  view.csrf = visit.app().csrf_token(visit.caller);
  add_accounts(visit, view);
  const auto plugins = visit.app().plugins(visit.caller);
  const auto loads = app::plugin_loads(visit.app(), visit.caller);
  for (const app::PluginView& plugin : *plugins) {
    view.plugins.push_back({plugin.id,
                            plugin.version,
                            visit.in(plugin.title),
                            state_words(visit, plugin),
                            plugin.state == "quarantined" ? "bad"
                            : plugin.state == "resting"   ? "warn"
                            : plugin.enabled              ? "ok"
                                                          : "",
                            visit.in(plugin.error),
                            plugin.digest_found,
                            joined(plugin.last_lines),
                            {},
                            {},
                            {},
                            plugin.restarts,
                            plugin.enabled,
                            !plugin.digest_found.empty() && plugin.digest != plugin.digest_found,
                            plugin.state == "quarantined" || plugin.state == "resting"});
    if (loads) put_load(visit, loads->contains(plugin.id) ? loads->at(plugin.id) : store::PluginLoad(), view.plugins.back());
  }
  if (loads)
    for (const auto& [plugin, load] : *loads) view.dead += load.dead;
  view.roles = role_choices(visit), view.units = unit_choices(visit);
  for (auto& [choices, typed] : {std::pair{&view.roles, view.role}, {&view.units, view.unit}})
    for (Choice& choice : *choices) choice.chosen = choice.value == typed;
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Quản trị", "Administration"), "/quan-tri"};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply account_page(const Visit& visit, const std::string& id, const Refusal* refusal) {
  const auto account = visit.app().account(visit.caller, id);
  if (!account) return refusal_page(visit, account.error());
  std::string error = refusal ? refusal->sentence(visit.language) : "";
  for (const FieldError& field : refusal ? refusal->fields : std::vector<FieldError>()) error += " " + field.text.in(visit.language);
  const OneView view{visit.app().csrf_token(visit.caller),
                     account->id,
                     account->name,
                     account->username,
                     error,
                     role_choices(visit),
                     unit_choices(visit),
                     official_choices(visit, *account),
                     account->official ? account->official->name : ""};
  Frame frame{account->name, "/quan-tri", "/quan-tri", visit.word("Quản trị", "Administration")};
  frame.status = refusal ? http_status(refusal->code) : 200;
  return page(visit, frame, one_template.render(view, visit.language));
}

/// What was done, and what comes of it.
std::string done_words(const Visit& visit) {
  return confirmed(
      visit,
      {{"tai-khoan",
        {"Đã thêm tài khoản, ghi vào nhật ký. Tiếp theo: trao mật khẩu cho người dùng; tài khoản đăng nhập được ngay.",
         "The account is added and recorded. Next: hand over the password; it can sign in at once."}},
       {"vai-tro",
        {"Đã đổi vai trò, ghi vào nhật ký. Tiếp theo: việc của vai trò đó được hỏi theo vai trò mới từ nay.",
         "The role is changed and recorded. Next: work of that role is asked by it from now on."}},
       {"khoa",
        {"Đã đổi tình trạng khoá của tài khoản, ghi vào nhật ký. Tài khoản bị khoá không đăng nhập được nữa, phiên đang mở đã kết thúc.",
         "The account is disabled or enabled, and that is recorded. A disabled one cannot sign in; its sessions have ended."}},
       {"can-bo",
        {"Đã gắn tài khoản, ghi vào nhật ký. Tiếp theo: cán bộ thấy quá trình và việc của mình khi đăng nhập lại.",
         "The account is tied and that is recorded. Next: the official sees his own career and tasks when he signs in."}},
       {"mat-khau",
        {"Đã đặt lại mật khẩu; mọi phiên đang mở của tài khoản đã kết thúc. Tiếp theo: trao mật khẩu mới cho người dùng.",
         "The password is reset; every session of the account has ended. Next: hand over the new one."}},
       {"tien-ich",
        {"Đã đổi tiện ích, ghi vào nhật ký. Tiếp theo: tệp này chạy từ nay; việc đang chờ được gửi cho nó.",
         "The plugin is changed and that is recorded. Next: what is shown runs from now on, and gets what waits."}},
       {"chay-lai",
        {"Tiện ích được chạy lại. Tiếp theo: việc đang chờ nó được thử lại ngay.", "The plugin runs again. Next: what waits for it is tried at once."}}});
}

/// Back to the list with what was done, or with what is wrong.
http::Reply after(const Visit& visit, const Result<void>& done, const std::string& what) {
  if (done) return http::see_other("/quan-tri?xong=" + what);
  View view;
  view.error = done.error().sentence(visit.language);
  for (const FieldError& field : done.error().fields) view.error += " " + field.text.in(visit.language) + ".";
  if (done.error().code == RefusalCode::forbidden || done.error().code == RefusalCode::not_found) return refusal_page(visit, done.error());
  return administration(visit, std::move(view), http_status(done.error().code));
}

Awaitable<http::Reply> add_account(Visit visit, const http::Pairs& fields) {
  app::NewAccount fresh{posted(fields, "username"), posted(fields, "name"), posted(fields, "password"), {}, {{posted(fields, "role"), posted(fields, "unit")}}};
  View view;
  view.username = fresh.username, view.name = fresh.name, view.role = posted(fields, "role"), view.unit = posted(fields, "unit");
  const auto added = co_await visit.app().add_account(visit.caller, std::move(fresh));
  if (added) co_return http::see_other("/quan-tri?xong=tai-khoan");
  if (added.error().code == RefusalCode::forbidden) co_return refusal_page(visit, added.error());
  if (added.error().fields.empty()) view.error = added.error().sentence(visit.language);
  view.errors.text = error_summary(added.error().fields, visit.language);
  co_return administration(visit, std::move(view), http_status(added.error().code));
}

}  // namespace

void add_administration(http::Router& router, const Site& site) {
  add_page(router, site, "/quan-tri", [](const Visit& visit) {
    View view;
    view.done = done_words(visit);
    return administration(visit, std::move(view), 200);
  });
  add_page(router, site, "/quan-tri/tai-khoan/{id}", [](const Visit& visit) { return account_page(visit, visit.param("id"), nullptr); });
  add_post(router, site, "/quan-tri/tai-khoan", add_account);
  add_post(router, site, "/quan-tri/vai-tro", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = co_await visit.app().set_grant(visit.caller, posted(fields, "account"), posted(fields, "role"), posted(fields, "unit"),
                                                             posted(fields, "granted") == "yes");
    co_return after(visit, done, "vai-tro");
  });
  add_post(router, site, "/quan-tri/khoa", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = co_await visit.app().set_disabled(visit.caller, posted(fields, "account"), posted(fields, "disabled") == "yes");
    co_return after(visit, done, "khoa");
  });
  add_post(router, site, "/quan-tri/can-bo", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = co_await visit.app().tie_account(visit.caller, posted(fields, "account"), posted(fields, "official"));
    co_return after(visit, done, "can-bo");
  });
  add_post(router, site, "/quan-tri/mat-khau", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = co_await visit.app().reset_password(visit.caller, posted(fields, "account"), posted(fields, "password"));
    if (!done && done.error().code == RefusalCode::weak_password) co_return account_page(visit, posted(fields, "account"), &done.error());
    co_return after(visit, done, "mat-khau");
  });
  add_post(router, site, "/quan-tri/tien-ich", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    // The digest is that of the file shown; without one the plugin is turned off.
    const std::string plugin = posted(fields, "plugin"), digest = posted(fields, "digest");
    Awaitable<Result<void>> work = digest.empty() ? visit.app().disable_plugin(visit.caller, plugin) : visit.app().enable_plugin(visit.caller, plugin, digest);
    const Result<void> done = co_await std::move(work);
    co_return after(visit, done, "tien-ich");
  });
  add_post(router, site, "/quan-tri/tien-ich/chay-lai", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    co_return after(visit, visit.app().release_plugin(visit.caller, posted(fields, "plugin")), "chay-lai");
  });
}

}  // namespace luan::web
