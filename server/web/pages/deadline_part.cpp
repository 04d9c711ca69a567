#include "web/pages/deadline_part.hpp"

#include "base/text.hpp"
#include "web/pages/deadline_words.hpp"

namespace luan::web {
namespace {

struct Entry {
  std::string href, title, time, kind, tone, about, who, place;
  static constexpr auto fields = std::tuple{html::Field("href", &Entry::href), html::Field("title", &Entry::title), html::Field("time", &Entry::time),
                                            html::Field("kind", &Entry::kind), html::Field("tone", &Entry::tone),   html::Field("about", &Entry::about),
                                            html::Field("who", &Entry::who),   html::Field("place", &Entry::place)};
};
struct View {
  std::vector<Entry> entries;
  static constexpr auto fields = std::tuple{html::Field("entries", &View::entries)};
};
constexpr auto part = html::compile_page<View>([] {
  return R"(<ul class="due-list">{{#entries}}<li>{{#time}}<b>{{time}}</b> {{/time}}<a href="{{href}}">{{title}}</a> <span class="tag {{tone}}">{{kind}}</span>{{#about}}<br><span class="small">{{about}}</span>{{/about}}{{#place}}<br><span class="small user">{{place}}</span>{{/place}}{{#who}}<br><span class="small soft">{{=Còn chờ|Waits for}} {{who}}</span>{{/who}}</li>
{{/entries}}</ul>)";
});

// English has no word here: the name stands alone.
std::string official_words(const Visit& visit, const std::string& name) { return (visit.language == Language::vi ? "Đ/c " : "") + name; }

Entry entry_of(const Visit& visit, const app::DeadlineView& one, bool with_day) {
  Entry entry{one.path, visit.in(one.title), one.minute ? clock_text(*one.minute) : "", visit.in(deadline_kind(one)), deadline_tone(one), {}, {}, one.place};
  if (with_day) entry.time = to_page_text(one.on);
  for (const std::string& about : {one.official.empty() ? std::string() : official_words(visit, one.official), visit.in(one.post), one.code})
    if (!about.empty()) entry.about += (entry.about.empty() ? "" : " · ") + about;
  entry.who = visit.in(one.who);
  return entry;
}

}  // namespace

std::string deadline_part(const Visit& visit, const std::vector<app::DeadlineView>& all, const std::function<bool(const app::DeadlineView&)>& which,
                          bool with_day) {
  View view;
  for (const app::DeadlineView& one : all)
    if (which(one)) view.entries.push_back(entry_of(visit, one, with_day));
  return part.render(view, visit.language);
}

}  // namespace luan::web
