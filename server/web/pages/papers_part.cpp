#include "web/pages/papers_part.hpp"

#include <array>

#include "base/text.hpp"

namespace luan::web {
namespace {

struct Link {
  std::string href, label, number, on;
  bool draft = false;
  static constexpr auto fields = std::tuple{html::Field("href", &Link::href), html::Field("label", &Link::label), html::Field("number", &Link::number),
                                            html::Field("on", &Link::on), html::Field("draft", &Link::draft)};
};
struct View {
  std::vector<Link> papers;
  static constexpr auto fields = std::tuple{html::Field("papers", &View::papers)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h2 id="van-ban" class="noprint">{{=Văn bản|Papers}}</h2>
<ul class="noprint">{{#papers}}<li><a href="{{href}}">{{label}}</a>{{#draft}} <span class="tag warn">{{=Dự thảo|Draft}}</span>{{/draft}}{{#number}} <small class="soft">{{number}}</small>{{/number}}{{#on}} <small class="soft">{{on}}</small>{{/on}}</li>{{/papers}}</ul>
<p class="small soft noprint">{{=Tệp PDF theo thể thức văn bản, có mã kiểm chứng.|PDF files in the official layout, in Vietnamese, with a verification code.}}</p>
)";
});

constexpr std::array<std::pair<app::PaperKind, std::string_view>, 5> names{{{app::PaperKind::decision, "quyet-dinh"},
                                                                            {app::PaperKind::state_decision, "quyet-dinh-chinh-quyen"},
                                                                            {app::PaperKind::count, "bien-ban-kiem-phieu"},
                                                                            {app::PaperKind::synthesis, "tong-hop-y-kien"},
                                                                            {app::PaperKind::evaluation, "nhan-xet-danh-gia"}}};
constexpr std::string_view draft_mark = "du-thao", ending = ".pdf";

}  // namespace

std::string paper_file(const app::PaperKey& key) {
  std::string out;
  for (const auto& [kind, name] : names)
    if (kind == key.kind) out = name;
  return out + "-" + (key.sequence == 0 ? std::string(draft_mark) : std::to_string(key.sequence)) + std::string(ending);
}

std::optional<app::PaperKey> parse_paper_file(std::string_view file) {
  if (!file.ends_with(ending)) return {};
  file.remove_suffix(ending.size());
  for (const auto& [kind, name] : names) {
    if (!file.starts_with(name) || file.size() <= name.size() + 1 || file[name.size()] != '-') continue;
    const std::string_view rest = file.substr(name.size() + 1);
    if (rest == draft_mark) return app::PaperKey{kind, 0};
    if (const auto sequence = whole_number(rest); sequence && *sequence > 0 && std::to_string(*sequence) == rest) return app::PaperKey{kind, *sequence};
  }
  return {};
}

std::string papers_part(const Visit& visit, const std::string& rotation, const std::vector<app::PaperView>& papers) {
  if (papers.empty()) return {};
  View view;
  for (const app::PaperView& one : papers)
    view.papers.push_back(
        {"/ho-so/" + rotation + "/van-ban/" + paper_file(one.key), visit.in(one.label), one.number, one.on ? to_page_text(*one.on) : "", one.draft});
  return content.render(view, visit.language);
}

}  // namespace luan::web
