// «Việc của tôi»: what is expected of me, overdue first; what waits for others; what I have done.
#include <algorithm>

#include "web/pages/alerts_part.hpp"
#include "web/pages/ledger_part.hpp"

namespace luan::web {
namespace {

struct DoneLine {
  std::string href, title, official, code, at;
  static constexpr auto fields =
      std::tuple{html::Field("href", &DoneLine::href), html::Field("title", &DoneLine::title), html::Field("official", &DoneLine::official),
                 html::Field("code", &DoneLine::code), html::Field("at", &DoneLine::at)};
};
struct Coming {
  std::string day, what, href;
  static constexpr auto fields = std::tuple{html::Field("day", &Coming::day), html::Field("what", &Coming::what), html::Field("href", &Coming::href)};
};
/// Tasks that are on the agenda of one coming meeting, and the others.
struct Group {
  std::string href, title;
  std::vector<LedgerLine> lines;
  html::Raw tasks{};
  static constexpr auto fields = std::tuple{html::Field("href", &Group::href), html::Field("title", &Group::title), html::Field("tasks", &Group::tasks)};
};
struct View {
  std::string count, overdue, done_count, more;
  std::string petitions, petitions_overdue, petitions_to_close, drafts, alerts;
  bool may_nominate = false, any_waiting = false, any_coming = false;
  std::vector<Group> groups;
  html::Raw waiting;
  std::vector<DoneLine> done;
  std::vector<Coming> coming;
  static constexpr auto fields = std::tuple{html::Field("count", &View::count),
                                            html::Field("overdue", &View::overdue),
                                            html::Field("done_count", &View::done_count),
                                            html::Field("more", &View::more),
                                            html::Field("alerts", &View::alerts),
                                            html::Field("petitions", &View::petitions),
                                            html::Field("petitions_overdue", &View::petitions_overdue),
                                            html::Field("petitions_to_close", &View::petitions_to_close),
                                            html::Field("drafts", &View::drafts),
                                            html::Field("may_nominate", &View::may_nominate),
                                            html::Field("any_waiting", &View::any_waiting),
                                            html::Field("any_coming", &View::any_coming),
                                            html::Field("groups", &View::groups),
                                            html::Field("waiting", &View::waiting),
                                            html::Field("done", &View::done),
                                            html::Field("coming", &View::coming)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1 data-about="tasks">{{=Việc của tôi|My tasks}}</h1>
<p class="lead">{{#count}}{{=Đồng chí có|You have}} <b>{{count}}</b>{{#overdue}}, {{=trong đó|of which}} <b>{{overdue}}</b>{{/overdue}}.{{/count}}{{^count}}{{=Đồng chí chưa phải làm gì.|Nothing is expected of you now.}}{{/count}}</p>
{{#alerts}}<p class="note bad"><a href="/thong-ke#can-chu-y">{{alerts}}</a></p>
{{/alerts}}{{#drafts}}<p class="note"><a href="/nhap">{{drafts}}</a></p>{{/drafts}}{{#petitions}}<p class="note"><a href="/kien-nghi?tinh-trang=open">{{petitions}}</a></p>{{/petitions}}{{#petitions_overdue}}<p class="note warn"><a href="/kien-nghi?qua-han=1">{{petitions_overdue}}</a></p>{{/petitions_overdue}}{{#petitions_to_close}}<p class="note"><a href="/kien-nghi?tinh-trang=answered">{{petitions_to_close}}</a></p>{{/petitions_to_close}}
<div class="cols"><div>
{{#count}}<h2>{{=Phải làm|To do}}</h2>
{{#groups}}{{#title}}<h3>{{#href}}<a href="{{href}}">{{title}}</a>{{/href}}{{^href}}{{title}}{{/href}}</h3>
{{/title}}{{tasks}}{{/groups}}{{/count}}{{#any_waiting}}<h2>{{=Đang chờ người khác|Waiting for others}}</h2>
{{waiting}}{{/any_waiting}}{{#more}}<p><a href="/ho-so?trang-thai=open">{{more}}</a></p>
{{/more}}{{#done_count}}<details><summary>{{=Đã xong trong 30 ngày|Done in 30 days}} ({{done_count}})</summary>
<ul>{{#done}}<li>{{at}}: <a href="{{href}}">{{title}}</a>, {{=đ/c|for}} {{official}} <span class="soft">({{code}})</span></li>
{{/done}}</ul></details>{{/done_count}}
</div><aside aria-label="{{=Sắp tới|Coming up}}">
{{#may_nominate}}<section class="sheet"><h2>{{=Hồ sơ mới|A new rotation}}</h2><p>{{=Cán bộ, chức danh dự kiến, lý do luân chuyển.|The official, the post, the reason.}}</p><p><a class="btn plain" href="/de-cu">{{=Đề cử cán bộ luân chuyển|Nominate an official}}</a></p></section>
{{/may_nominate}}{{#any_coming}}<section><h2>{{=Sắp tới|Coming up}}</h2><dl class="facts small">{{#coming}}<div><dt>{{day}}</dt><dd><a href="{{href}}">{{what}}</a></dd></div>{{/coming}}</dl></section>{{/any_coming}}
</aside></div>
)";
});

LedgerLine line(const Visit& visit, const app::TaskView& task, std::size_t number) {
  LedgerLine out;
  out.number = static_cast<std::int64_t>(number);
  out.href = "/ho-so/" + task.rotation + "/buoc/" + task.step;
  out.title = visit.in(task.title);
  out.official = task.parties.official.name;
  out.position = visit.in(task.parties.position.title);
  out.why = visit.in(task.why), out.kind = visit.in(task.kind), out.code = task.code, out.stage = visit.in(task.stage);
  if (task.due) out.set_due(*task.due, visit.language);
  return out;
}

/// What comes up at a meeting stands together, the next meeting first: it can be answered there on one page.
void group_tasks(const Visit& visit, const std::vector<app::TaskView>& mine, View& view) {
  std::vector<const app::TaskView*> at_meetings, others;
  for (const app::TaskView& task : mine) (task.meeting ? at_meetings : others).push_back(&task);
  std::ranges::stable_sort(at_meetings, {}, [](const app::TaskView* task) {
    return std::tuple(std::chrono::sys_days(task->meeting->on), task->meeting->minute, task->meeting->id);
  });
  std::size_t number = 0;
  for (const app::TaskView* task : at_meetings) {
    const std::string href = "/phien-hop/" + task->meeting->id;
    if (view.groups.empty() || view.groups.back().href != href)
      view.groups.push_back({href,
                             visit.word("Phiên họp ", "Meeting ") + to_page_text(task->meeting->on) + ", " + clock_text(task->meeting->minute) + ": " +
                                 visit.in(task->meeting->kind),
                             {}});
    view.groups.back().lines.push_back(line(visit, *task, ++number));
  }
  if (!others.empty()) view.groups.push_back({"", at_meetings.empty() ? "" : visit.word("Ngoài các phiên họp", "Outside meetings"), {}});
  for (const app::TaskView* task : others) view.groups.back().lines.push_back(line(visit, *task, ++number));
  for (Group& group : view.groups) group.tasks.text = ledger_part(std::move(group.lines), visit.language);
}

LedgerLine waiting_line(const Visit& visit, const app::RotationRow& row, std::size_t number) {
  LedgerLine out;
  out.number = static_cast<std::int64_t>(number);
  out.href = "/ho-so/" + row.id;
  out.title = visit.in(row.stage_title);
  out.official = row.parties.official.name;
  out.position = visit.in(row.parties.position.title);
  out.why = row.awaited.vi.empty() ? visit.word("Đang tính điểm.", "The score is being computed.")
                                   : visit.word("Còn chờ ", "Waits for ") + visit.in(row.awaited) + ".";
  out.code = row.code, out.stage = visit.in(row.parties.receiving.name);
  if (row.contested) out.kind = visit.word("Có ý kiến khác", "Contested");
  if (row.due) out.set_due(*row.due, visit.language);
  return out;
}

constexpr std::size_t waiting_most = 12, coming_most = 5;

/// Open rotations in which somebody else must move by a day, the most pressing first; and the terms that end within half a year.
void add_others(const Visit& visit, const std::vector<app::TaskView>& mine, View& view) {
  app::RotationFilter filter;
  filter.status = "open";
  filter.limit = 200;
  auto rows = visit.app().rotations(visit.caller, filter);
  if (!rows) return;
  std::ranges::stable_sort(rows->items, {},
                           [](const app::RotationRow& row) { return row.due ? std::chrono::sys_days(row.due->date) : std::chrono::sys_days::max(); });
  std::size_t others = 0;
  std::vector<LedgerLine> waiting;
  for (const app::RotationRow& row : rows->items) {
    const bool own = std::ranges::any_of(mine, [&](const app::TaskView& task) { return task.rotation == row.id; });
    if (own || !row.due) continue;
    if (++others <= waiting_most) waiting.push_back(waiting_line(visit, row, mine.size() + others));
  }
  if (others > waiting_most) {
    const auto rest = static_cast<std::int64_t>(others - waiting_most);
    view.more = visit.word("Xem ", "See ") + (visit.language == Language::vi ? grouped(rest, Language::vi) + " hồ sơ khác đang mở"
                                                                             : counted(rest, "other open rotation", "other open rotations"));
  }
  view.any_waiting = !waiting.empty();
  if (view.any_waiting) view.waiting.text = ledger_part(std::move(waiting), visit.language);

  std::erase_if(rows->items, [](const app::RotationRow& row) { return !row.ends; });
  std::ranges::stable_sort(rows->items, {}, [](const app::RotationRow& row) { return std::chrono::sys_days(*row.ends); });
  const auto today = std::chrono::sys_days(visit.app().zone().date(visit.app().clock().now()));
  for (const app::RotationRow& row : rows->items) {
    if (std::chrono::sys_days(*row.ends) < today || std::chrono::sys_days(*row.ends) > today + std::chrono::days(183) || view.coming.size() == coming_most)
      continue;
    view.coming.push_back(
        {to_page_text(*row.ends), visit.word("Hết thời hạn luân chuyển: đ/c ", "Term ends: ") + row.parties.official.name, "/ho-so/" + row.id});
  }
  view.any_coming = !view.coming.empty();
}

/// Petitions have owners and deadlines of their own, beside the steps of a rotation.
void add_petitions_note(const Visit& visit, View& view) {
  const app::PetitionCounts counts = visit.app().petition_counts(visit.caller);
  const auto told = [&](int count, const char* vi, const char* one, const char* many) {
    return count == 0 ? std::string() : visit.language == Language::vi ? grouped(count, Language::vi) + " kiến nghị " + vi : counted(count, one, many);
  };
  view.petitions = told(counts.to_answer, "chờ đơn vị của đồng chí trả lời", "petition waits for your unit's answer", "petitions wait for your unit's answer");
  view.petitions_overdue = told(counts.overdue, "quá hạn trả lời", "petition is overdue", "petitions are overdue");
  view.petitions_to_close =
      told(counts.to_close, "đã có trả lời, chờ đóng", "petition is answered and waits to be closed", "petitions are answered and wait to be closed");
}

std::string task_count(std::int64_t count, Language language) {
  return language == Language::vi ? grouped(count, language) + " việc" : counted(count, "task", "tasks");
}

http::Reply tasks(const Visit& visit) {
  if (visit.caller.administrator_only()) return http::see_other("/quan-tri");
  if (visit.caller.has(identity::Role::auditor) && !visit.caller.in_committee()) return http::see_other("/truy-vet");
  const auto mine = visit.app().tasks(visit.caller);
  if (!mine) return refusal_page(visit, mine.error());
  View view;
  const auto overdue = std::ranges::count_if(*mine, [](const app::TaskView& task) { return task.due && task.due->overdue; });
  if (!mine->empty()) view.count = task_count(static_cast<std::int64_t>(mine->size()), visit.language);
  if (overdue > 0)
    view.overdue = visit.language == Language::vi ? task_count(overdue, visit.language) + " quá hạn" : grouped(overdue, visit.language) + " overdue";
  view.may_nominate = visit.app().may_nominate(visit.caller);
  if (const int drafts = visit.app().draft_count(visit.caller); drafts > 0)
    view.drafts = visit.language == Language::vi ? "Đồng chí có " + grouped(drafts, Language::vi) + " bản nháp chưa gửi"
                                                 : "You have " + counted(drafts, "draft", "drafts") + " not sent yet";
  group_tasks(visit, *mine, view);
  add_petitions_note(visit, view);
  view.alerts = alerts_words(visit);
  add_others(visit, *mine, view);
  for (const app::DoneView& one : visit.app().done_since(visit.caller, visit.app().clock().now() - std::chrono::days(30)))
    view.done.push_back({"/ho-so/" + one.rotation, visit.in(one.title), one.official, one.code, instant_words(visit.app().zone(), one.at)});
  if (!view.done.empty()) view.done_count = grouped(static_cast<std::int64_t>(view.done.size()), visit.language);
  return page(visit, {visit.word("Việc của tôi", "My tasks"), "/"}, content.render(view, visit.language));
}

}  // namespace

void add_tasks(http::Router& router, const Site& site) { add_page(router, site, "/", tasks); }

}  // namespace luan::web
