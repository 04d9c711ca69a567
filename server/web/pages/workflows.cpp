// A workflow: its diagram, and every step in words.
#include "web/pages/workflow_words.hpp"
#include "web/spine.hpp"
#include "workflow/property.hpp"

namespace luan::web {
namespace {

struct Word {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Word::text)};
};
struct StepLine {
  std::string title, who, rule, due, outcomes;
  static constexpr auto fields = std::tuple{html::Field("title", &StepLine::title), html::Field("who", &StepLine::who), html::Field("rule", &StepLine::rule),
                                            html::Field("due", &StepLine::due), html::Field("outcomes", &StepLine::outcomes)};
};
struct StagePart {
  std::int64_t number = 0;
  std::string title;
  std::vector<StepLine> steps;
  static constexpr auto fields =
      std::tuple{html::Field("number", &StagePart::number), html::Field("title", &StagePart::title), html::Field("steps", &StagePart::steps)};
};
struct RegisterLine {
  std::string title, counts, number;
  static constexpr auto fields =
      std::tuple{html::Field("title", &RegisterLine::title), html::Field("counts", &RegisterLine::counts), html::Field("number", &RegisterLine::number)};
};
struct View {
  std::string title, name, digest;
  std::int64_t version = 0;
  html::Raw spine;
  std::vector<Word> words;
  std::vector<StagePart> stages;
  std::vector<Word> promises{};
  std::vector<RegisterLine> registers{};
  std::string compare{}, done{};
  bool promising = false, numbering = false;
  static constexpr auto fields =
      std::tuple{html::Field("title", &View::title),     html::Field("name", &View::name),           html::Field("digest", &View::digest),
                 html::Field("version", &View::version), html::Field("spine", &View::spine),         html::Field("words", &View::words),
                 html::Field("stages", &View::stages),   html::Field("promises", &View::promises),   html::Field("registers", &View::registers),
                 html::Field("compare", &View::compare), html::Field("promising", &View::promising), html::Field("numbering", &View::numbering),
                 html::Field("done", &View::done)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{title}}</h1>
<p class="lead">{{=Quy trình|Workflow}} <span class="mono">{{name}}</span>, {{=bản|version}} {{version}}. {{=Đã chứng minh: mọi kết quả đều có lối đi, mọi giai đoạn tới được, từ đâu cũng kết thúc được.|Proved: every outcome is answered, every stage can be reached, an end from everywhere.}}</p>
<div class="cols"><div>
{{#stages}}<h2>{{number}}. {{title}}</h2>
<table class="stack"><caption class="vh">{{title}}</caption><thead><tr><th scope="col">{{=Bước|Step}}</th><th scope="col">{{=Ai|Who}}</th><th scope="col">{{=Quy tắc|Rule}}</th><th scope="col">{{=Hạn|Due}}</th><th scope="col">{{=Kết quả|Outcomes}}</th></tr></thead><tbody>
{{#steps}}<tr><th scope="row">{{title}}</th><td data-l="{{=Ai|Who}}">{{who}}</td><td data-l="{{=Quy tắc|Rule}}">{{rule}}</td><td data-l="{{=Hạn|Due}}">{{due}}</td><td data-l="{{=Kết quả|Outcomes}}">{{outcomes}}</td></tr>
{{/steps}}</tbody></table>
{{/stages}}
{{#promising}}<h2>{{=Quy trình cam kết|What this workflow promises}}</h2>
<p>{{=Đã chứng minh trên mọi diễn biến có thể xảy ra, trước khi cài; bản nào không giữ được cam kết thì không cài được.|Proved over everything that can happen, before it was installed; a version that breaks its word cannot be installed.}}</p>
<ul>{{#promises}}<li>{{text}}</li>{{/promises}}</ul>
{{/promising}}{{#numbering}}<h2>{{=Sổ văn bản|Registers}}</h2>
<table class="stack"><caption class="vh">{{=Sổ mà quyết định của quy trình này lấy số|Registers from which its decisions draw their numbers}}</caption><thead><tr><th scope="col">{{=Sổ|Register}}</th><th scope="col">{{=Đánh số theo|Counts through}}</th><th scope="col">{{=Mẫu số, ký hiệu|Pattern of the number}}</th></tr></thead><tbody>
{{#registers}}<tr><th scope="row">{{title}}</th><td data-l="{{=Đánh số theo|Counts through}}">{{counts}}</td><td data-l="{{=Mẫu số, ký hiệu|Pattern of the number}}" class="mono">{{number}}</td></tr>
{{/registers}}</tbody></table>
{{/numbering}}{{#compare}}<h2>{{=So sánh ứng viên|Comparing nominees}}</h2>
<p>{{=Khi nhiều người được đề cử cho một chức danh, người có thẩm quyền xem bảng so sánh do tiện ích tính:|Where several are nominated for one post, those who decide see them compared by the plugin}} <b>{{compare}}</b>. {{=Kết quả để tham khảo, không quyết định gì.|It advises and decides nothing.}}</p>
{{/compare}}
<p class="small soft">{{=Mã băm của tệp:|Digest of the file:}} <span class="hash">{{digest}}</span></p>
</div>
<aside aria-label="{{=Sơ đồ|Diagram}}"><figure>{{spine}}</figure>
<details><summary>{{=Sơ đồ bằng chữ|The diagram in words}}</summary><ol class="small">{{#words}}<li>{{text}}</li>{{/words}}</ol></details>
<p><a href="/quy-trinh/{{name}}/so-do.dot">{{=Tải sơ đồ (.dot)|Download the diagram (.dot)}}</a></p></aside></div>
)";
});

struct Line {
  std::string href, title, name;
  std::int64_t version = 0;
  static constexpr auto fields = std::tuple{html::Field("href", &Line::href), html::Field("title", &Line::title), html::Field("name", &Line::name),
                                            html::Field("version", &Line::version)};
};
struct ListView {
  std::vector<Line> list;
  bool may_install = false;
  static constexpr auto fields = std::tuple{html::Field("list", &ListView::list), html::Field("may_install", &ListView::may_install)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Quy trình|Workflows}}</h1>
<ul>{{#list}}<li><a href="{{href}}">{{title}}</a> <span class="soft">{{name}}, {{=bản|version}} {{version}}</span></li>{{/list}}</ul>
{{#may_install}}<p><a class="btn plain" href="/quy-trinh/ban-moi">{{=Cài bản mới, chuyển hồ sơ đang mở|Install a version, move open rotations}}</a></p>{{/may_install}}
)";
});

http::Reply workflow_page(const Visit& visit) {
  const auto found = visit.app().workflow(visit.caller, visit.param("name"));
  if (!found) return refusal_page(visit, found.error());
  const workflow::Definition& definition = **found;
  View view{visit.in(definition.title), definition.name, definition.digest, definition.version, {}, {}, {}};
  if (visit.query("xong") == "cai")
    view.done = visit.word("Đã cài bản mới, ghi vào nhật ký. Tiếp theo: hồ sơ mới đi theo bản này; hồ sơ đang mở giữ bản cũ cho đến khi được chuyển.",
                           "The new version is installed and recorded. Next: new rotations follow it; open ones stay under theirs until they are moved.");
  const SpineInput input{definition, visit.language};
  view.spine.text = spine_svg(input);
  for (std::string& words : spine_words(input)) view.words.push_back({std::move(words)});
  for (const workflow::Stage& stage : definition.stages) {
    StagePart part{static_cast<std::int64_t>(view.stages.size() + 1), visit.in(stage.title), {}};
    for (const workflow::Step& step : stage.steps) {
      StepWords said = step_words(visit, definition, step);
      part.steps.push_back({std::move(said.title), std::move(said.who), std::move(said.rule), std::move(said.due), std::move(said.outcomes)});
    }
    view.stages.push_back(std::move(part));
  }
  for (const workflow::Property& property : definition.properties) view.promises.push_back({visit.in(workflow::words(definition, property))});
  for (const workflow::Register& reg : definition.registers) {
    RegisterWords said = register_words(visit, reg);
    view.registers.push_back({std::move(said.title), std::move(said.counts), std::move(said.number)});
  }
  view.promising = !view.promises.empty(), view.numbering = !view.registers.empty();
  if (definition.compare) view.compare = definition.compare->plugin;
  return page(visit, {view.title, "/quy-trinh", "/quy-trinh", visit.word("Quy trình", "Workflows")}, content.render(view, visit.language));
}

http::Reply dot(const Visit& visit) {
  const auto found = visit.app().workflow(visit.caller, visit.param("name"));
  if (!found) return refusal_page(visit, found.error());
  http::Reply reply = http::text(spine_dot(**found, visit.language));
  reply.header("Content-Disposition", "attachment; filename=\"" + (*found)->name + ".dot\"");
  return reply;
}

http::Reply workflows(const Visit& visit) {
  const auto found = visit.app().workflows(visit.caller);
  ListView view;
  for (const auto& definition : *found)
    view.list.push_back({"/quy-trinh/" + definition->name, visit.in(definition->title), definition->name, definition->version});
  view.may_install = visit.app().may_install_workflows(visit.caller).has_value();
  return page(visit, {visit.word("Quy trình", "Workflows"), "/quy-trinh"}, list_template.render(view, visit.language));
}

}  // namespace

void add_workflows(http::Router& router, const Site& site) {
  add_page(router, site, "/quy-trinh", workflows);
  add_page(router, site, "/quy-trinh/{name}", workflow_page);
  add_page(router, site, "/quy-trinh/{name}/so-do.dot", dot);
}

}  // namespace luan::web
