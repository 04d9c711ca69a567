// The frame of every page: skip link, masthead, navigation, crumb, main, foot.
#include "base/bytes.hpp"
#include "web/exports/exports.hpp"
#include "web/kept_text.hpp"
#include "web/posting.hpp"
#include "web/site.hpp"
#include "web/web.hpp"

namespace luan::web {
namespace {

struct Entry {
  std::string href, label;
  bool current = false, live = false;  // live: shows the count, which changes while the page is open
  std::int64_t count = 0;
  static constexpr auto fields = std::tuple{html::Field("href", &Entry::href), html::Field("label", &Entry::label), html::Field("current", &Entry::current),
                                            html::Field("live", &Entry::live), html::Field("count", &Entry::count)};
};

struct Script {
  std::string url;
  static constexpr auto fields = std::tuple{html::Field("url", &Script::url)};
};

struct Layout {
  std::string lang, title, css, icon, font, organ, who, csrf, other_lang, other_href, other_language, back, back_label, at, help, offset, halted, account;
  std::int64_t seen = -1;  // index of the last entry of the log that the page may show: what comes after is news to it
  bool signed_in = false, sample = false;
  std::vector<Script> scripts;
  std::vector<Entry> menu;
  Entry first;
  html::Raw main;
  static constexpr auto fields = std::tuple{html::Field("lang", &Layout::lang),
                                            html::Field("title", &Layout::title),
                                            html::Field("css", &Layout::css),
                                            html::Field("icon", &Layout::icon),
                                            html::Field("font", &Layout::font),
                                            html::Field("organ", &Layout::organ),
                                            html::Field("who", &Layout::who),
                                            html::Field("csrf", &Layout::csrf),
                                            html::Field("other_lang", &Layout::other_lang),
                                            html::Field("other_href", &Layout::other_href),
                                            html::Field("back", &Layout::back),
                                            html::Field("other_language", &Layout::other_language),
                                            html::Field("back_label", &Layout::back_label),
                                            html::Field("at", &Layout::at),
                                            html::Field("help", &Layout::help),
                                            html::Field("offset", &Layout::offset),
                                            html::Field("halted", &Layout::halted),
                                            html::Field("account", &Layout::account),
                                            html::Field("seen", &Layout::seen),
                                            html::Field("signed_in", &Layout::signed_in),
                                            html::Field("sample", &Layout::sample),
                                            html::Field("scripts", &Layout::scripts),
                                            html::Field("menu", &Layout::menu),
                                            html::Field("first", &Layout::first),
                                            html::Field("main", &Layout::main)};
};

constexpr std::array<html::Partial, 1> partials{
    {{"entry",
      R"(<a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{label}}{{#live}} <span class="count"{{^count}} hidden{{/count}}><span data-live="tasks">{{count}}</span><span class="vh"> {{=việc phải làm|to do}}</span></span>{{/live}}</a>)"}}};

constexpr auto layout = html::compile_page<Layout, partials>([] {
  return R"(<!DOCTYPE html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}} – Luân</title>
<meta name="description" content="{{=Luân: quản lý quy trình luân chuyển cán bộ|Luân: the workflow of rotating officials}}">
<meta name="color-scheme" content="light dark">
<link rel="preload" href="{{font}}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="{{css}}">
<link rel="icon" href="{{icon}}" type="image/svg+xml">{{#scripts}}
<script type="module" src="{{url}}"></script>{{/scripts}}
</head>
<body{{#signed_in}} data-news="{{account}}" data-seen="{{seen}}"{{/signed_in}}>
<a class="skip" href="#main">{{=Đến nội dung chính|To the main content}}</a>
<header class="mast"><div class="wide">
<a class="name" href="/">Luân</a>
<div class="org">{{organ}}<span class="on-wide"><br>{{=Luân chuyển cán bộ|Rotation of officials}}</span></div>
{{#signed_in}}<form class="find on-wide" method="get" action="/tra-cuu" role="search" aria-label="{{=Tra cứu|Search}}"><label class="vh" for="tim">{{=Số quyết định, mã hồ sơ, tên người, đơn vị|Decision number, code, name, unit}}</label><input id="tim" name="q" type="search" maxlength="200"> <button class="btn plain" type="submit">{{=Tra cứu|Search}}</button></form>
{{/signed_in}}<div class="me">{{#signed_in}}<span>{{who}}</span> {{/signed_in}}<a href="{{other_href}}" lang="{{other_lang}}" hreflang="{{other_lang}}">{{other_language}}</a>{{#signed_in}} <form method="post" action="/dang-xuat"><input type="hidden" name="csrf" value="{{csrf}}"><button class="link">{{=Đăng xuất|Sign out}}</button></form>{{/signed_in}}</div>
</div></header>{{#signed_in}}
<nav class="nav" aria-label="{{=Chính|Main}}"><div class="wide"><ul class="on-wide">{{#first}}<li>{{>entry}}</li>{{/first}}{{#menu}}
<li>{{>entry}}</li>{{/menu}}</ul>
<div class="on-narrow">{{#first}}{{>entry}}{{/first}}<details><summary>{{=Mục lục|Contents}}</summary><ul>{{#menu}}<li>{{>entry}}</li>{{/menu}}</ul></details></div>
</div></nav>{{#halted}}
<p class="note warn halted"><a href="/tam-dung">{{=Công tác luân chuyển đang tạm dừng trong toàn tổ chức từ|Rotations are suspended in the whole organisation since}} {{halted}}</a></p>{{/halted}}{{/signed_in}}
<main id="main" tabindex="-1">
{{#back}}<p class="crumb"><a href="{{back}}">‹ {{back_label}}</a></p>
{{/back}}{{main}}
</main>{{#signed_in}}
<div class="news" id="news" role="status"></div>{{/signed_in}}
<footer class="foot"><span>{{=Dữ liệu lúc|Data as of}} {{at}}</span>{{#sample}}<span>{{=Dữ liệu minh hoạ, nhân vật hư cấu|Sample data, fictional people}}</span>{{/sample}}{{#offset}}<span class="tag warn">{{offset}}</span>{{/offset}}{{#help}}<span>{{=Trợ giúp:|Help:}} {{help}}</span>{{/help}}</footer>
</body>
</html>
)";
});

Entry entry(const Frame& frame, std::string href, std::string label) {
  const bool current = href == frame.here;
  return {std::move(href), std::move(label), current};
}

/// What the role may open (frontend.md §2), the first entry apart.
std::vector<Entry> menu(const app::App& app, const app::Caller& caller, const Frame& frame, Language language) {
  const auto word = [&](const char* vi, const char* en) { return std::string(language == Language::vi ? vi : en); };
  std::vector<Entry> out;
  using identity::Role;
  const Entry told = entry(frame, "/thong-bao", word("Thông báo", "Notifications"));
  const Entry calendar = entry(frame, "/lich", word("Lịch", "Calendar"));
  const Entry search = entry(frame, "/tra-cuu", word("Tra cứu", "Search"));
  if (caller.administrator_only())
    return {search,
            entry(frame, "/don-vi", word("Đơn vị", "Units")),
            calendar,
            entry(frame, "/lich-lam-viec", word("Ngày làm việc", "Working days")),
            entry(frame, "/uy-quyen", word("Uỷ quyền", "Substitution")),
            entry(frame, "/quy-trinh", word("Quy trình", "Workflows")),
            told};
  if (!caller.has(Role::auditor) || caller.in_committee()) out.push_back(entry(frame, "/ho-so", word("Hồ sơ luân chuyển", "Rotations")));
  if (app.may_nominate(caller)) out.push_back(entry(frame, "/de-cu", word("Đề cử", "Nominate")));
  if (caller.has(Role::auditor)) {
    if (!caller.in_committee()) out.push_back(entry(frame, "/ho-so", word("Hồ sơ luân chuyển", "Rotations")));
    out.push_back(entry(frame, "/kiem-chung", word("Kiểm chứng", "Verification")));
  }
  if (!caller.actor.official.none()) out.push_back(entry(frame, "/can-bo/" + caller.actor.official.text(), word("Quá trình của tôi", "My career")));
  if (caller.reads_all() || !caller.actor.grants.empty() || !caller.actor.official.none())
    out.push_back(entry(frame, "/kien-nghi", word("Kiến nghị", "Petitions")));
  if (caller.reads_all()) {
    out.push_back(entry(frame, "/phien-hop", word("Phiên họp", "Meetings")));
    out.push_back(entry(frame, "/ke-hoach", word("Kế hoạch", "Plans")));
    out.push_back(entry(frame, "/can-bo", word("Cán bộ", "Officials")));
    out.push_back(entry(frame, "/don-vi", word("Đơn vị", "Units")));
    out.push_back(entry(frame, "/thong-ke", word("Thống kê", "Statistics")));
    out.push_back(entry(frame, "/so-van-ban", word("Sổ văn bản", "Registers")));
    out.push_back(entry(frame, "/quy-trinh", word("Quy trình", "Workflows")));
    if (app.may_suspend(caller)) out.push_back(entry(frame, "/tam-dung", word("Tạm dừng chung", "Suspension")));
  }
  out.push_back(calendar);
  out.push_back(search);
  const bool only_audits = caller.has(Role::auditor) && caller.actor.grants.size() == 1;
  if (!only_audits && !caller.actor.grants.empty() && (caller.actor.official.none() || caller.in_committee()))
    out.push_back(entry(frame, "/uy-quyen", word("Uỷ quyền", "Substitution")));
  if (caller.has(Role::administrator)) out.push_back(entry(frame, "/quan-tri", word("Quản trị", "Administration")));
  out.push_back(told);
  return out;
}

Entry first_entry(const app::App& app, const app::Caller& caller, const Frame& frame, Language language) {
  const bool vi = language == Language::vi;
  if (caller.administrator_only()) return entry(frame, "/quan-tri", vi ? "Quản trị" : "Administration");
  if (caller.has(identity::Role::auditor) && !caller.in_committee()) return entry(frame, "/truy-vet", vi ? "Truy vết" : "Trace");
  Entry tasks = entry(frame, "/", vi ? "Việc của tôi" : "My tasks");
  tasks.live = true, tasks.count = app.open_task_count(caller);
  return tasks;
}

}  // namespace

namespace {

/// The same page in the other language: with what was searched for and filtered by.
std::string in_language(const http::Request& request, const std::string& language) {
  std::string address = "?";
  for (const auto& [name, value] : request.query)
    if (name != "lang") address += http::percent_encode(name) + "=" + http::percent_encode(value) + "&";
  return address + "lang=" + language;
}

}  // namespace

namespace {

/// Up to which entry the page may show the log: what was there when it was asked for. A page that answers a POST shows what that did.
std::int64_t seen_up_to(const app::App& app, const http::Request& request) {
  const std::uint64_t size = http::is_safe(request.method) ? access::visitor(request).log_size : app.log_size();
  return static_cast<std::int64_t>(size) - 1;
}

}  // namespace

http::Reply page(const Site& site, const http::Request& request, const app::Caller* caller, const Frame& frame, const std::string& main) {
  const Language language = access::visitor(request).language;
  const app::App& app = site.app;
  Layout view;
  view.lang = language == Language::vi ? "vi" : "en";
  view.other_lang = language == Language::vi ? "en" : "vi";
  view.other_language = language == Language::vi ? "English" : "Tiếng Việt";
  view.other_href = in_language(request, view.other_lang);
  view.title = frame.title;
  view.css = site.asset("app.css"), view.icon = site.asset("icon.svg"), view.font = site.asset("noto-regular.woff2");
  view.scripts.push_back({site.asset("app.js")});
  for (const std::string& module : frame.modules) view.scripts.push_back({site.asset(module)});
  view.organ = app.committee().in(language);
  view.back = frame.back, view.back_label = frame.back_label;
  view.at = instant_words(app.zone(), app.clock().now());
  view.help = app.configuration().help;
  view.sample = app.sample();
  if (const int ahead = app.clock_offset_days(); ahead > 0)
    view.offset = language == Language::vi ? "Đồng hồ thử nghiệm: chạy trước " + grouped(ahead, language) + " ngày"
                                           : "Test clock: " + counted(ahead, "day", "days") + " ahead";
  if (caller) {
    view.signed_in = true;
    view.who = caller->name + (caller->title.vi.empty() ? "" : ", " + caller->title.in(language));
    view.csrf = app.csrf_token(*caller);
    view.account = caller->account().text(), view.seen = seen_up_to(app, request);
    if (const auto since = app.suspended_since()) view.halted = to_page_text(*since);
    view.first = first_entry(app, *caller, frame, language);
    view.menu = menu(app, *caller, frame, language);
  }
  view.main.text = main;
  if (caller && frame.status == 200 && http::is_safe(request.method)) view.main.text += export_links(request, language);
  http::Reply reply = http::html(layout.render(view, language), frame.status);
  if (frame.keep_private) reply.header("Cache-Control", "no-store");
  if (access::parse_language(request.query_value("lang"))) reply.header("Set-Cookie", access::language_cookie(language));
  return reply;
}

Go asked_for(const http::Pairs& fields) {
  const std::string go = posted(fields, "go");
  return go == "send" ? Go::send : go == "edit" ? Go::edit : go == "more" ? Go::more : Go::check;
}

std::string posted(const http::Pairs& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

std::string fresh_key() { return to_base64url(random_bytes(16)); }

http::Reply to_sign_in(const http::Request& request) {
  // Only what was asked by GET can be gone back to.
  if (request.method != http::Method::get || request.path == "/") return http::see_other("/dang-nhap");
  return http::see_other("/dang-nhap?ve=" + http::percent_encode(request.target));
}

std::string server_address(const Site& site, const http::Request& request) {
  const std::string& configured = site.app.configuration().public_url;
  if (!configured.empty()) return configured;
  return (access::visitor(request).tls ? "https://" : "http://") + std::string(request.header("host"));
}

void add_page(http::Router& router, const Site& site, const std::string& pattern, Get get) {
  router.add(http::Method::get, pattern, [&site, get = std::move(get)](http::Request& request) -> Awaitable<http::Reply> {
    const access::Visitor& who = access::visitor(request);
    if (!who.caller) co_return to_sign_in(request);
    Visit visit{site, request, *who.caller, who.language};
    if (request.query_value("dang").empty()) co_return get(visit);
    http::Reply taken = co_await take_away(std::move(visit));
    co_return taken;
  });
}

namespace {

/// Nobody is signed in, or the form is of another session than the one that is open now: what was typed is given back.
std::optional<http::Reply> stopped(const Site& site, http::Request& request, const Result<PostedForm>& form, Typed typed) {
  const access::Visitor& who = access::visitor(request);
  const bool keeps = typed != Typed::dropped && form && access::own_origin(request);
  if (!who.caller) return keeps ? sign_in_keeping(site, request, form->fields, typed) : refusal_page(site, request, {RefusalCode::sign_in_required});
  if (!form) return refusal_page(site, request, form.error());
  const auto may = access::may_change(site.app, request, posted(form->fields, "csrf"));
  if (may) return std::nullopt;
  if (!keeps || may.error().code != RefusalCode::csrf) return refusal_page(site, request, may.error());
  return again_page(site, request, *who.caller, {request.path, form->fields, typed, http_status(RefusalCode::csrf)});
}

}  // namespace

void add_post(http::Router& router, const Site& site, const std::string& pattern, Post post, Typed typed) {
  http::Handler answer = [&site, post = std::move(post), typed](http::Request& request) -> Awaitable<http::Reply> {
    auto form = read_posted(request, typed == Typed::edited);
    auto stop = stopped(site, request, form, typed);
    if (stop) co_return std::move(*stop);
    const access::Visitor& who = access::visitor(request);
    Visit visit{site, request, *who.caller, who.language};
    visit.file_faults = co_await hand_in(site.app, request, *who.caller, *form);
    http::Reply reply = co_await post(std::move(visit), form->fields);
    co_return reply;
  };
  http::RouteOptions options;
  if (typed == Typed::edited) options.multipart_bytes_max = [&app = site.app](const http::Request& request) { return files_at_once(app, request); };
  router.add(http::Method::post, pattern, std::move(answer), std::move(options));
}

}  // namespace luan::web
