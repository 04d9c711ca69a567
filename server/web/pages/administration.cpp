// «Quản trị»: accounts, roles and plugins. No case content.
#include <algorithm>

#include "app/plugin_load.hpp"
#include "web/pages/account_forms.hpp"
#include "web/pages/pager_part.hpp"
#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

struct Grant {
  std::string label;
  static constexpr auto fields = std::tuple{html::Field("label", &Grant::label)};
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
  std::string id, version, title, state, tone, error, lines, waiting, dead, delivered;
  std::int64_t restarts = 0;
  bool enabled = false, fresh = false, stopped = false;  // fresh: a file that is not the one enabled; stopped: rests or is in quarantine
  static constexpr auto fields = std::tuple{html::Field("id", &PluginLine::id),
                                            html::Field("version", &PluginLine::version),
                                            html::Field("title", &PluginLine::title),
                                            html::Field("state", &PluginLine::state),
                                            html::Field("tone", &PluginLine::tone),
                                            html::Field("error", &PluginLine::error),
                                            html::Field("restarts", &PluginLine::restarts),
                                            html::Field("lines", &PluginLine::lines),
                                            html::Field("waiting", &PluginLine::waiting),
                                            html::Field("dead", &PluginLine::dead),
                                            html::Field("delivered", &PluginLine::delivered),
                                            html::Field("enabled", &PluginLine::enabled),
                                            html::Field("fresh", &PluginLine::fresh),
                                            html::Field("stopped", &PluginLine::stopped)};
};
struct View {
  std::string csrf, done, text;
  std::vector<AccountLine> accounts;
  std::vector<PluginLine> plugins;
  html::Raw pager;
  bool none = false;      // no account fits
  std::int64_t dead = 0;  // deliveries given up
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf),       html::Field("done", &View::done), html::Field("text", &View::text),
                                            html::Field("pager", &View::pager),     html::Field("none", &View::none), html::Field("accounts", &View::accounts),
                                            html::Field("plugins", &View::plugins), html::Field("dead", &View::dead)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Quản trị|Administration}}</h1>
<p class="lead">{{=Tài khoản, vai trò, tiện ích và thư báo. Quản trị không mở được nội dung hồ sơ.|Accounts, roles, plugins and deliveries. The administrator opens no case.}}</p>
<h2>{{=Thư báo và việc gửi đi|Deliveries}}</h2>
{{#dead}}<p class="note bad">{{dead}} {{=việc gửi đã dừng thử, chờ đồng chí quyết định.|deliveries were given up and wait for your decision.}}</p>{{/dead}}
<p><a href="/quan-tri/thu-bao">{{=Xem thư báo và việc gửi đi|See the deliveries}}</a> · <a href="/quan-tri/mau-thu">{{=Xem mẫu thư|See the letters}}</a></p>
<h2>{{=Tiện ích|Plugins}}</h2>
<table class="stack"><caption class="vh">{{=Tiện ích và tình trạng|Plugins and their health}}</caption><thead><tr><th scope="col">{{=Tiện ích|Plugin}}</th><th scope="col">{{=Bản|Version}}</th><th scope="col">{{=Tình trạng|State}}</th><th scope="col">{{=Việc gửi|Calls}}</th><th scope="col" class="num">{{=Số lần chạy lại|Restarts}}</th><th scope="col">{{=Lỗi gần nhất|Last error}}</th><th scope="col">{{=Thao tác|Actions}}</th></tr></thead><tbody>
{{#plugins}}<tr><th scope="row">{{title}}<br><small class="mono">{{id}}</small></th><td data-l="{{=Bản|Version}}">{{version}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span></td><td data-l="{{=Việc gửi|Calls}}">{{#waiting}}<span>{{waiting}}</span><br>{{/waiting}}{{#dead}}<a class="tag bad" href="/quan-tri/thu-bao?tinh-trang=dead">{{dead}}</a><br>{{/dead}}<span>{{delivered}}</span></td><td data-l="{{=Số lần chạy lại|Restarts}}" class="num">{{restarts}}</td><td data-l="{{=Lỗi gần nhất|Last error}}">{{error}}{{#lines}}<details><summary>{{=Dòng nhật ký sau cùng|Last lines of its log}}<span class="vh"> {{id}}</span></summary><pre>{{lines}}</pre></details>{{/lines}}</td>
<td data-l="{{=Thao tác|Actions}}">{{#fresh}}<p>{{#enabled}}<small>{{=Tệp đã được thay; tệp đang bật vẫn là tệp cũ.|The file was replaced; the one enabled is still the old one.}}</small> {{/enabled}}<a href="/quan-tri/tien-ich/{{id}}/bat">{{#enabled}}{{=Bật tệp mới|Enable the new file}}{{/enabled}}{{^enabled}}{{=Bật|Enable}}{{/enabled}}<span class="vh"> {{id}}</span></a></p>{{/fresh}}{{#stopped}}<form method="post" action="/quan-tri/tien-ich/chay-lai"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="plugin" value="{{id}}"><button type="submit" class="btn plain">{{=Cho chạy lại|Let it run again}}<span class="vh"> {{id}}</span></button></form>{{/stopped}}{{#enabled}}<a href="/quan-tri/tien-ich/{{id}}/tat">{{=Tắt|Turn off}}<span class="vh"> {{id}}</span></a>{{/enabled}}</td></tr>
{{/plugins}}</tbody></table>
<h2>{{=Tài khoản|Accounts}}</h2>
<form class="bar" method="get" action="/quan-tri" role="search"><div><label for="q">{{=Tìm (không cần dấu)|Find (marks not needed)}}</label><input id="q" name="q" type="search" maxlength="200" value="{{text}}"></div><button class="btn plain" type="submit">{{=Tìm|Find}}</button></form>
<p class="bar"><a class="btn" href="/quan-tri/them-tai-khoan">{{=Thêm tài khoản|Add an account}}</a></p>
{{#none}}<p class="note">{{=Không có tài khoản nào phù hợp.|No account fits.}}</p>
{{/none}}{{^none}}<table class="stack" id="tai-khoan"><caption class="vh">{{=Tài khoản và vai trò|Accounts and roles}}</caption><thead><tr><th scope="col">{{=Tài khoản|Account}}</th><th scope="col">{{=Vai trò|Roles}}</th></tr></thead><tbody>
{{#accounts}}<tr><th scope="row"><a href="/quan-tri/tai-khoan/{{id}}">{{name}}</a><br><small class="soft">{{username}}</small>{{#disabled}} <span class="tag bad">{{=Đã khoá|Disabled}}</span>{{/disabled}}</th><td data-l="{{=Vai trò|Roles}}">{{#grants}}<span>{{label}}</span><br>{{/grants}}</td></tr>
{{/accounts}}</tbody></table>
{{pager}}{{/none}}
)";
});

struct Role {
  std::string label, role, unit;
  static constexpr auto fields = std::tuple{html::Field("label", &Role::label), html::Field("role", &Role::role), html::Field("unit", &Role::unit)};
};
struct OneView {
  std::string address, name, username, done, tied;
  bool disabled = false, own = false;
  std::vector<Role> roles;
  static constexpr auto fields =
      std::tuple{html::Field("address", &OneView::address), html::Field("name", &OneView::name),  html::Field("username", &OneView::username),
                 html::Field("done", &OneView::done),       html::Field("tied", &OneView::tied),  html::Field("disabled", &OneView::disabled),
                 html::Field("own", &OneView::own),         html::Field("roles", &OneView::roles)};
};
constexpr auto one_template = html::compile_page<OneView>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{name}}</h1>
<p class="lead">{{=Tài khoản|Account}} {{username}}{{#disabled}} <span class="tag bad">{{=Đã khoá|Disabled}}</span>{{/disabled}}</p>
<div class="text"><h2>{{=Vai trò|Roles}}</h2>
{{^roles}}<p class="note">{{=Chưa có vai trò nào.|It has no role.}}</p>
{{/roles}}<ul>{{#roles}}<li>{{label}} · <a href="{{address}}/bo-vai-tro/{{role}}/{{unit}}">{{=Bỏ|Take away}}<span class="vh"> {{label}}</span></a></li>{{/roles}}</ul>
<p class="bar"><a class="btn plain" href="{{address}}/vai-tro">{{=Thêm vai trò|Add a role}}</a></p>
<h2>{{=Cán bộ dùng tài khoản này|The official whose account it is}}</h2>
<p>{{#tied}}{{=Đang gắn với đ/c|Tied to}} {{tied}}.{{/tied}}{{^tied}}{{=Không gắn với cán bộ nào.|Tied to nobody.}}{{/tied}}</p>
<p class="bar"><a class="btn plain" href="{{address}}/can-bo">{{=Gắn với cán bộ|Tie it}}</a></p>
<h2>{{=Đăng nhập|Signing in}}</h2>
<p class="bar"><a class="btn plain" href="{{address}}/mat-khau">{{=Đặt lại mật khẩu|Reset the password}}</a>{{^own}} {{#disabled}}<a class="btn plain" href="{{address}}/mo-khoa">{{=Mở khoá tài khoản|Enable the account}}</a>{{/disabled}}{{^disabled}}<a class="btn plain" href="{{address}}/khoa">{{=Khoá tài khoản|Disable the account}}</a>{{/disabled}}{{/own}}</p></div>
)";
});

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
  for (const auto& [role, unit] : account.grants) line.grants.push_back({grant_words(visit, role, unit)});
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

http::Reply administration(const Visit& visit) {
  if (const auto may = visit.app().may_administer(visit.caller); !may) return refusal_page(visit, may.error());
  View view;
  view.done = account_change_confirmed(visit);
  if (view.done.empty()) view.done = plugin_change_confirmed(visit);
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
  return page(visit, {visit.word("Quản trị", "Administration"), "/quan-tri"}, content.render(view, visit.language));
}

http::Reply account_page(const Visit& visit) {
  const auto account = visit.app().account(visit.caller, visit.param("id"));
  if (!account) return refusal_page(visit, account.error());
  OneView view{account_address(account->id),
               account->name,
               account->username,
               account_change_confirmed(visit),
               account->official ? account->official->name : "",
               account->disabled,
               account->id == visit.caller.account().text(),
               {}};
  for (const auto& [role, unit] : account->grants) view.roles.push_back({grant_words(visit, role, unit), role, unit.id});
  return page(visit, {account->name, "/quan-tri", "/quan-tri", visit.word("Quản trị", "Administration")}, one_template.render(view, visit.language));
}

}  // namespace

void add_administration(http::Router& router, const Site& site) {
  add_page(router, site, "/quan-tri", administration);
  add_page(router, site, "/quan-tri/tai-khoan/{id}", account_page);
  add_account_forms(router, site);
  add_plugin_forms(router, site);
  // Nothing is recorded by it, and nothing lost: one press.
  add_post(router, site, "/quan-tri/tien-ich/chay-lai", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = visit.app().release_plugin(visit.caller, posted(fields, "plugin"));
    co_return done ? http::see_other("/quan-tri?xong=chay-lai") : refusal_page(visit, done.error());
  });
}

}  // namespace luan::web
