#include "web/exports/exports.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

#include "app/off_loop.hpp"
#include "table/workbook.hpp"
#include "web/pages/corps.hpp"

namespace luan::web {
namespace {

namespace asio = boost::asio;

struct Line {
  std::string title, csv, xlsx;
  static constexpr auto fields = std::tuple{html::Field("title", &Line::title), html::Field("csv", &Line::csv), html::Field("xlsx", &Line::xlsx)};
};
struct View {
  std::vector<Line> lines;
  bool several = false;
  static constexpr auto fields = std::tuple{html::Field("lines", &View::lines), html::Field("several", &View::several)};
};
constexpr std::array<html::Partial, 1> partials{
    {{"line",
      R"(<p class="small noprint taken">{{=Tải|Download}} «{{title}}»: <a href="{{csv}}">CSV<span class="vh">, {{title}}</span></a> · <a href="{{xlsx}}">XLSX<span class="vh">, {{title}}</span></a></p>
)"}}};
constexpr auto content = html::compile_page<View, partials>([] {
  return R"({{#several}}<details class="noprint"><summary>{{=Tải các bảng của trang này: CSV, XLSX|Download the tables of this page: CSV, XLSX}}</summary>
{{#lines}}{{>line}}{{/lines}}</details>
{{/several}}{{^several}}{{#lines}}{{>line}}{{/lines}}{{/several}})";
});

/// Where the page goes on, what it has just done, and what is said anew in a link.
bool belongs_to_page(const std::string& name) {
  for (const char* one : {"dang", "bang", "trang", "sau", "truoc", "lang", "xong"})
    if (name == one) return true;
  return false;
}

std::string address(const http::Request& request, const Export& one, const char* form) {
  std::string out = "?";
  for (const auto& [name, value] : request.query)
    if (!belongs_to_page(name)) out += http::percent_encode(name) + "=" + http::percent_encode(value) + "&";
  if (!one.part.empty()) out += "bang=" + one.part + "&";
  return out + "dang=" + form;
}

const Export* wanted(const Visit& visit) {
  const std::string part = visit.query("bang");
  const auto found = std::ranges::find_if(exports(), [&](const Export& one) { return one.page == visit.request.route && one.part == part; });
  return found == exports().end() ? nullptr : &*found;
}

/// ASCII for every browser: «lich-su-LC-2026-017-2026-11-24.csv».
std::string file_name(const Visit& visit, const Export& one, const Taken& taken, const std::string& form) {
  std::string out = one.file;
  if (!taken.subject.empty()) out += "-";
  for (const char c : taken.subject) out += (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? c : '-';
  return out + "-" + to_text(visit.app().zone().date(visit.app().clock().now())) + "." + form;
}

table::Origin origin_of(const Visit& visit) {
  const Instant now = visit.app().clock().now();
  std::string filter;
  for (const auto& [name, value] : visit.request.query)
    if (!belongs_to_page(name) && !value.empty()) filter += (filter.empty() ? "" : ", ") + name + " = " + value;
  std::string remark = visit.word("Xuất từ Luân lúc ", "Taken from Luân at ") + instant_words(visit.app().zone(), now);
  if (!filter.empty()) remark += visit.word("; điều kiện: ", "; filter: ") + filter;
  return {visit.caller.name, visit.in(visit.app().committee()), remark, now};
}

/// Long ones take seconds. Nothing: too many wait already.
Awaitable<std::shared_ptr<const MappedFile>> workbook_off_loop(const Visit& visit, table::Table rows) {
  using Book = std::shared_ptr<const MappedFile>;
  std::function<void(app::Answer<Book>)> start = [&workers = *visit.site.workers, rows = std::move(rows), language = visit.language, origin = origin_of(visit),
                                                  folder = visit.app().body_folder()](app::Answer<Book> answer) mutable {
    std::function<void()> job = [rows = std::move(rows), language, origin = std::move(origin), folder = std::move(folder), answer] {
      Book book;
      std::exception_ptr failure;
      try {
        book = table::workbook(rows, language, origin, folder);
      } catch (...) {
        failure = std::current_exception();
      }
      answer(failure, std::move(book));
    };
    if (!workers.submit(std::move(job))) answer({}, {});
  };
  Book book = co_await app::off_loop<Book>(std::move(start));
  co_return book;
}

Awaitable<http::Reply> written(const Visit& visit, const Export& one, Taken taken, const std::string& form) {
  http::Reply reply;
  reply.header("Content-Type", form == "csv" ? "text/csv; charset=utf-8; header=present" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .header("Content-Disposition", "attachment; filename=\"" + file_name(visit, one, taken, form) + "\"")
      .header("X-Content-Type-Options", "nosniff")
      .header("Cache-Control", "no-store");
  if (form == "csv") {
    reply.body = table::to_csv(taken.table, visit.language);
  } else {
    const auto book = co_await workbook_off_loop(visit, std::move(taken.table));
    if (!book) co_return refusal_page(visit, {RefusalCode::unavailable, {{"seconds", "5"}}});
    reply.keeps = book, reply.kept = book->bytes();
  }
  co_return reply;
}

}  // namespace

table::Cell decimal_cell(const std::string& text) {
  if (text.empty()) return {};
  return text.find_first_not_of("0123456789.") == text.npos ? table::Cell(table::Decimal{text}) : table::Cell(text);
}

const std::vector<Export>& exports() {
  static const std::vector<Export> all = [] {
    std::vector<Export> out;
    for (auto* part : {rotation_exports, history_exports, rotation_part_exports, comparison_exports, people_exports, statistics_exports, corps_exports,
                       stage_exports, committee_exports, administration_exports, deadline_exports, search_exports})
      std::ranges::move(part(), std::back_inserter(out));
    return out;
  }();
  return all;
}

std::string export_links(const http::Request& request, Language language) {
  View view;
  for (const Export& one : exports())
    if (one.page == request.route) view.lines.push_back({one.title.in(language), address(request, one, "csv"), address(request, one, "xlsx")});
  view.several = view.lines.size() > 1;
  return content.render(view, language);
}

Awaitable<http::Reply> take_away(Visit visit) {
  const std::string form = visit.query("dang");
  const Export* one = wanted(visit);
  if (!one || (form != "csv" && form != "xlsx")) co_return refusal_page(visit, {RefusalCode::not_found});
  Taken taken{{one->title, one->columns, {}}, {}};
  const auto executor = co_await asio::this_coro::executor;
  for (std::string cursor;;) {
    const Result<std::string> next = one->add(visit, cursor, taken);
    if (!next) co_return refusal_page(visit, next.error());
    if (taken.table.rows.size() > export_rows_most || (taken.table.rows.size() == export_rows_most && !next->empty()))
      co_return refusal_page(visit, {RefusalCode::export_too_long, {{"limit", grouped(static_cast<std::int64_t>(export_rows_most), visit.language)}}});
    if (next->empty()) break;
    cursor = *next;
    co_await asio::post(executor, asio::use_awaitable);  // a long list lets others have their turn
  }
  http::Reply reply = co_await written(visit, *one, std::move(taken), form);
  co_return reply;
}

}  // namespace luan::web
