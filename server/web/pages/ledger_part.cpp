#include "web/pages/ledger_part.hpp"

namespace luan::web {
namespace {

struct View {
  std::vector<LedgerLine> lines;
  static constexpr auto fields = std::tuple{html::Field("lines", &View::lines)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<ol class="ledger">{{#lines}}<li><span class="tt" aria-hidden="true">{{number}}</span><div><h3><a href="{{href}}">{{title}}</a></h3><p>{{=Đ/c|For}} <b>{{official}}</b> · {{position}}</p><p class="why">{{#why}}{{why}} {{/why}}{{code}}, {{stage}}.</p></div><p class="due">{{#kind}}<span class="tag act">{{kind}}</span><br>{{/kind}}{{#due}}<span>{{due}}</span> <small>{{#tone}}<span class="tag {{tone}}">{{left}}</span>{{/tone}}{{^tone}}<span class="soft">{{left}}</span>{{/tone}}</small>{{/due}}</p></li>
{{/lines}}</ol>
)";
});

}  // namespace

void LedgerLine::set_due(const app::DueView& day, Language language) { due = due_text(day), left = due_words(day, language), tone = due_tone(day); }

std::string ledger_part(std::vector<LedgerLine> lines, Language language) { return content.render(View{std::move(lines)}, language); }

}  // namespace luan::web
