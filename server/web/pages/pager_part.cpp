#include "web/pages/pager_part.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace luan::web {
namespace {

struct View {
  std::string said, before, after;
  static constexpr auto fields = std::tuple{html::Field("said", &View::said), html::Field("before", &View::before), html::Field("after", &View::after)};
};
constexpr auto part = html::compile_page<View>([] {
  return R"(<nav class="pager" aria-label="{{=Các trang|Pages}}"><span class="soft">{{said}}</span>{{#before}}<a href="{{before}}" rel="prev">{{=Trang trước|Previous page}}</a>{{/before}}{{#after}}<a href="{{after}}" rel="next">{{=Trang sau|Next page}}</a>{{/after}}</nav>
)";
});

/// The same address at another page.
std::string at_page(const http::Request& request, const std::string& path, int number) {
  std::string address = path.empty() ? request.path : path;
  char before = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    address += before + http::percent_encode(name) + "=" + http::percent_encode(value);
    before = '&';
  };
  for (const auto& [name, value] : request.query)
    if (name != "trang" && name != "lang" && !value.empty()) add(name, value);
  if (number > 1) add("trang", std::to_string(number));
  return address;
}

constexpr int farthest = 1'000'000;  // a larger page is none, and no arithmetic runs over

}  // namespace

app::PageQuery asked_page(const Visit& visit, int size) {
  const auto number = whole_number(visit.query("trang"));
  return {number ? std::clamp(static_cast<int>(*number), 1, farthest) : 1, size};
}

std::string pager_part(const Visit& visit, const app::PageQuery& query, std::size_t shown, std::size_t total, const Counted& counted, const std::string& path) {
  if (total == 0) return {};
  const auto count = static_cast<std::int64_t>(total), first = static_cast<std::int64_t>(query.first()) + 1;
  const std::string all = visit.language == Language::vi ? grouped(count, Language::vi) + " " + counted.vi : web::counted(count, counted.one, counted.many);
  View view;
  const auto at = [&](std::int64_t number) { return grouped(number, visit.language); };
  if (shown == total)
    view.said = all;
  else if (shown == 0)
    view.said = visit.word("Trang này không có dòng nào. Có ", "Nothing on this page. There are ") + all;
  else
    view.said = at(first) + "–" + at(first + static_cast<std::int64_t>(shown) - 1) + visit.word(" trong ", " of ") + all;
  if (query.number > 1) view.before = at_page(visit.request, path, shown == 0 ? 1 : query.number - 1);
  if (query.first() + shown < total && shown > 0) view.after = at_page(visit.request, path, query.number + 1);
  return part.render(view, visit.language);
}

}  // namespace luan::web
