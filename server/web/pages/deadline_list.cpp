// All that falls due on one day, or all that is late: what the month's page has no room for.
#include "base/text.hpp"
#include "web/pages/deadline_part.hpp"
#include "web/pages/deadline_words.hpp"
#include "web/pages/pager_part.hpp"

namespace luan::web {
namespace {

struct View {
  std::string title;
  bool any = false;
  html::Raw entries, pager;
  static constexpr auto fields = std::tuple{html::Field("title", &View::title), html::Field("any", &View::any), html::Field("entries", &View::entries),
                                            html::Field("pager", &View::pager)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{title}}</h1>
{{#any}}{{entries}}
{{/any}}{{^any}}<p class="note">{{=Không có gì.|There is nothing.}}</p>{{/any}}{{pager}}
)";
});

constexpr int entries_a_page = 100;

http::Reply show(const Visit& visit) {
  auto query = deadline_list(visit);
  if (!query) return refusal_page(visit, Refusal(RefusalCode::not_found));
  const bool late = query->overdue;
  const app::PageQuery asked = asked_page(visit, entries_a_page);
  query->skip = asked.first(), query->most = entries_a_page;
  const auto found = app::deadlines(visit.app(), visit.caller, *query);
  const std::size_t total = late ? found.before : found.on.empty() ? 0 : found.on.begin()->second;
  View view;
  view.title = late ? visit.word("Quá hạn, chưa xong", "Overdue and not done") : visit.in(weekday_name(query->from)) + ", " + to_page_text(query->from);
  view.any = !found.items.empty();
  if (view.any) view.entries.text = deadline_part(visit, found.items, [](const app::DeadlineView&) { return true; }, late);
  view.pager.text = pager_part(visit, asked, found.items.size(), total, {"mục", "entry", "entries"});
  const std::string whose = whose_in_address(visit, !query->only_mine);
  Frame frame{view.title, "/lich"};
  frame.back = "/lich?thang=" + to_text(late ? query->to : query->from).substr(0, 7) + (whose.empty() ? "" : "&" + whose);
  frame.back_label = visit.word("Lịch", "Calendar");
  return page(visit, frame, content.render(view, visit.language));
}

}  // namespace

void add_deadline_list(http::Router& router, const Site& site) { add_page(router, site, "/lich/{ngay}", show); }

}  // namespace luan::web
