#include "web/pages/posting_part.hpp"

namespace luan::web {
namespace {

struct Number {
  std::string title, number;
  static constexpr auto fields = std::tuple{html::Field("title", &Number::title), html::Field("number", &Number::number)};
};
struct View {
  std::string heading, effective, ends, convention;
  std::int64_t months = 0;
  std::vector<Number> numbers;
  static constexpr auto fields =
      std::tuple{html::Field("heading", &View::heading),       html::Field("effective", &View::effective), html::Field("ends", &View::ends),
                 html::Field("convention", &View::convention), html::Field("months", &View::months),       html::Field("numbers", &View::numbers)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<section class="sheet"><h2>{{heading}}</h2><dl class="facts">{{#months}}<div><dt>{{=Bắt đầu|Begins}}</dt><dd>{{effective}}</dd></div><div><dt>{{=Thời hạn|Term}}</dt><dd>{{months}} {{=tháng|months}}</dd></div><div><dt>{{=Ngày cuối|Last day}}</dt><dd><b>{{ends}}</b></dd></div>{{/months}}{{#numbers}}<div><dt>{{title}}</dt><dd>{{number}} {{=(dự kiến)|(expected)}}</dd></div>{{/numbers}}</dl>{{#months}}<p class="small">{{convention}}</p>{{/months}}</section>)";
});

}  // namespace

std::string posting_part(const app::PostingPreview& preview, const std::string& heading, Language language) {
  View view{heading, to_page_text(preview.effective), to_page_text(preview.ends), preview.convention.in(language), preview.months, {}};
  for (const app::ExpectedNumber& one : preview.numbers) view.numbers.push_back({one.title.in(language), app::headed_number(one.number, one.state)});
  return content.render(view, language);
}

}  // namespace luan::web
