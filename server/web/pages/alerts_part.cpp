#include "web/pages/alerts_part.hpp"

namespace luan::web {
namespace {

struct Line {
  std::string href, official, code, text, since;
  static constexpr auto fields = std::tuple{html::Field("href", &Line::href), html::Field("official", &Line::official), html::Field("code", &Line::code),
                                            html::Field("text", &Line::text), html::Field("since", &Line::since)};
};
struct View {
  std::vector<Line> lines;
  static constexpr auto fields = std::tuple{html::Field("lines", &View::lines)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h2 id="can-chu-y">{{=Cần chú ý: bố trí không để kéo dài|Not to be left lying}}</h2>
<table class="stack"><caption class="vh">{{=Hồ sơ cần chú ý, lâu nhất trước|Rotations that need attention, the longest-standing first}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Nội dung|What}}</th><th scope="col" class="num">{{=Từ ngày|Since}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row" class="name-cell"><a href="{{href}}">{{official}}</a><br><small class="soft">{{code}}</small></th><td data-l="{{=Nội dung|What}}">{{text}}</td><td data-l="{{=Từ ngày|Since}}" class="num">{{since}}</td></tr>
{{/lines}}</tbody></table>
)";
});

}  // namespace

std::string alerts_part(const Visit& visit) {
  const auto alerts = visit.app().alerts(visit.caller);
  if (!alerts || alerts->empty()) return {};
  View view;
  for (const app::AlertView& alert : *alerts)
    view.lines.push_back({"/ho-so/" + alert.rotation, alert.official, alert.code, visit.in(alert.text), to_page_text(alert.since)});
  return content.render(view, visit.language);
}

std::string alerts_words(const Visit& visit) {
  const auto alerts = visit.app().alerts(visit.caller);
  if (!alerts || alerts->empty()) return {};
  const auto count = static_cast<std::int64_t>(alerts->size());
  return visit.language == Language::vi ? grouped(count, Language::vi) + " hồ sơ cần chú ý về bố trí cán bộ"
                                        : counted(count, "rotation needs attention: placement", "rotations need attention: placement");
}

}  // namespace luan::web
