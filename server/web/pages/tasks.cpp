// «Việc của tôi»: what is expected of me, overdue first.
#include <algorithm>

#include "web/site.hpp"

namespace luan::web {
namespace {

struct TaskLine {
  std::int64_t number = 0;
  std::string href, title, official, position, why, kind, due, left, tone, code, stage;
  static constexpr auto fields = std::tuple{html::Field("number", &TaskLine::number), html::Field("href", &TaskLine::href),   html::Field("title", &TaskLine::title), html::Field("official", &TaskLine::official),
                                            html::Field("position", &TaskLine::position), html::Field("why", &TaskLine::why), html::Field("kind", &TaskLine::kind),   html::Field("due", &TaskLine::due),
                                            html::Field("left", &TaskLine::left),     html::Field("tone", &TaskLine::tone),   html::Field("code", &TaskLine::code),   html::Field("stage", &TaskLine::stage)};
};
struct View {
  std::int64_t count = 0, overdue = 0;
  bool may_nominate = false;
  std::vector<TaskLine> tasks;
  static constexpr auto fields = std::tuple{html::Field("count", &View::count), html::Field("overdue", &View::overdue), html::Field("may_nominate", &View::may_nominate), html::Field("tasks", &View::tasks)};
};

constexpr std::array<html::Partial, 1> partials{{{"line", R"(<li><span class="tt" aria-hidden="true">{{number}}</span><div><h3><a href="{{href}}">{{title}}</a></h3><p>{{=Đ/c|For}} <b>{{official}}</b> · {{position}}</p><p class="why">{{#why}}{{why}} {{/why}}{{code}}, {{stage}}.</p></div><p class="due">{{#kind}}<span class="tag act">{{kind}}</span><br>{{/kind}}{{#due}}<span>{{due}}</span> <small{{#tone}} class="tag {{tone}}"{{/tone}}{{^tone}} class="soft"{{/tone}}>{{left}}</small>{{/due}}</p></li>
)"}}};

constexpr auto content = html::compile_page<View, partials>([] {
  return R"(<h1>{{=Việc của tôi|My tasks}}</h1>
<p class="lead">{{#count}}{{=Đồng chí có|You have}} <b>{{count}} {{=việc|task(s)}}</b>{{#overdue}}, {{=trong đó|of which}} <b>{{overdue}} {{=việc quá hạn|overdue}}</b>{{/overdue}}.{{/count}}{{^count}}{{=Đồng chí chưa phải làm gì.|Nothing is expected of you now.}}{{/count}}</p>
{{#may_nominate}}<p class="bar"><a class="btn plain" href="/de-cu">{{=Đề cử cán bộ luân chuyển|Nominate an official}}</a></p>
{{/may_nominate}}{{#count}}<h2>{{=Phải làm|To do}}</h2>
<ol class="ledger">{{#tasks}}{{>line}}{{/tasks}}</ol>
{{/count}})";
});

struct WaitingView {
  std::vector<TaskLine> waiting;
  static constexpr auto fields = std::tuple{html::Field("waiting", &WaitingView::waiting)};
};
constexpr auto waiting_content = html::compile_page<WaitingView, partials>([] {
  return R"(<h2>{{=Đang chờ người khác|Waiting for others}}</h2>
<ol class="ledger">{{#waiting}}{{>line}}{{/waiting}}</ol>
)";
});

TaskLine line(const Visit& visit, const app::TaskView& task, std::size_t number) {
  TaskLine out;
  out.number = static_cast<std::int64_t>(number);
  out.href = "/ho-so/" + task.rotation + "/buoc/" + task.step;
  out.title = visit.in(task.title);
  out.official = task.parties.official.name;
  out.position = visit.in(task.parties.position.title);
  out.why = visit.in(task.why), out.kind = visit.in(task.kind), out.code = task.code, out.stage = visit.in(task.stage);
  if (task.due) out.due = to_page_text(task.due->date), out.left = due_words(*task.due, visit.language), out.tone = due_tone(*task.due);
  return out;
}

TaskLine waiting_line(const Visit& visit, const app::RotationRow& row, std::size_t number) {
  TaskLine out;
  out.number = static_cast<std::int64_t>(number);
  out.href = "/ho-so/" + row.id;
  out.title = visit.in(row.stage_title);
  out.official = row.parties.official.name;
  out.position = visit.in(row.parties.position.title);
  out.code = row.code, out.stage = visit.in(row.parties.receiving.name);
  if (row.contested) out.kind = visit.word("Có ý kiến khác", "Contested");
  if (row.due) out.due = to_page_text(row.due->date), out.left = due_words(*row.due, visit.language), out.tone = due_tone(*row.due);
  return out;
}

constexpr std::size_t waiting_most = 12;

http::Reply tasks(const Visit& visit) {
  if (visit.caller.administrator_only()) return http::see_other("/quan-tri");
  if (visit.caller.has(identity::Role::auditor) && !visit.caller.in_committee()) return http::see_other("/truy-vet");
  const auto mine = visit.app().tasks(visit.caller);
  if (!mine) return refusal_page(visit, mine.error());
  View view;
  view.count = static_cast<std::int64_t>(mine->size());
  view.overdue = std::ranges::count_if(*mine, [](const app::TaskView& task) { return task.due && task.due->overdue; });
  view.may_nominate = visit.app().may_nominate(visit.caller);
  for (const app::TaskView& task : *mine) view.tasks.push_back(line(visit, task, view.tasks.size() + 1));
  std::string main = content.render(view, visit.language);

  app::RotationFilter filter;
  filter.status = "open";
  filter.limit = 100;
  WaitingView others;
  if (const auto rows = visit.app().rotations(visit.caller, filter))
    for (const app::RotationRow& row : rows->items) {
      const bool own = std::ranges::any_of(*mine, [&](const app::TaskView& task) { return task.rotation == row.id; });
      if (!own && row.due && others.waiting.size() < waiting_most) others.waiting.push_back(waiting_line(visit, row, view.tasks.size() + others.waiting.size() + 1));
    }
  if (!others.waiting.empty()) waiting_content.render(main, others, visit.language);
  return page(visit, {visit.word("Việc của tôi", "My tasks"), "/"}, main);
}

}  // namespace

void add_tasks(http::Router& router, const Site& site) { add_page(router, site, "/", tasks); }

}  // namespace luan::web
