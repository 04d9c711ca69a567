// What is said above a form that was not recorded.
#include "web/form_view.hpp"
#include "web/html/template.hpp"

namespace luan::web {
namespace {

struct ErrorLine {
  std::string field, text;
  static constexpr auto fields = std::tuple{html::Field("field", &ErrorLine::field), html::Field("text", &ErrorLine::text)};
};
struct Summary {
  std::int64_t count = 0;
  std::vector<ErrorLine> lines;
  static constexpr auto fields = std::tuple{html::Field("count", &Summary::count), html::Field("lines", &Summary::lines)};
};
constexpr auto summary_template = html::compile_page<Summary>([] {
  return R"(<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa gửi được: cần sửa|Not sent:}} {{count}} {{=chỗ|to correct}}</h2><ul>{{#lines}}<li><a href="#{{field}}">{{text}}</a></li>{{/lines}}</ul>
<p class="small">{{=Những gì đã nhập vẫn còn nguyên.|Everything you typed is still here.}}</p></div>
)";
});

struct Text {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Text::text)};
};
constexpr auto sentence_template = html::compile_page<Text>([] {
  return R"(<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa ghi được|Not recorded}}</h2><p>{{text}}</p>
<p class="small">{{=Những gì đã nhập vẫn còn nguyên.|Everything you typed is still here.}}</p></div>
)";
});

}  // namespace

std::string error_summary(const std::vector<FieldError>& errors, Language language) {
  if (errors.empty()) return {};
  Summary view{static_cast<std::int64_t>(errors.size()), {}};
  for (const FieldError& error : errors) view.lines.push_back({error.field, error.text.in(language)});
  return summary_template.render(view, language);
}

std::string refusal_note(const Refusal& refusal, Language language) {
  if (!refusal.fields.empty()) return error_summary(refusal.fields, language);
  return sentence_template.render(Text{refusal.sentence(language)}, language);
}

}  // namespace luan::web
