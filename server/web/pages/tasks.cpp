// «Việc của tôi»: what is expected of me, overdue first; what waits for others; what I have done.
#include <algorithm>

#include "web/pages/alerts_part.hpp"
#include "web/pages/ledger_part.hpp"
#include "web/pages/pager_part.hpp"

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
  std::string count, overdue, done_count, done_cut, more;
  std::string petitions, petitions_overdue, petitions_to_close, drafts, alerts;
  bool may_nominate = false, any_waiting = false, any_coming = false;
  std::vector<Group> groups;
  html::Raw waiting, pager;
  std::vector<DoneLine> done;
  std::vector<Coming> coming;
  static constexpr auto fields = std::tuple{html::Field("count", &View::count),
                                            html::Field("overdue", &View::overdue),
                                            html::Field("done_count", &View::done_count),
                                            html::Field("done_cut", &View::done_cut),
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
                                            html::Field("pager", &View::pager),
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
{{/title}}{{tasks}}{{/groups}}{{pager}}{{/count}}{{#any_waiting}}<h2>{{=Đang chờ người khác|Waiting for others}}</h2>
{{waiting}}{{/any_waiting}}{{#more}}<p><a href="/ho-so?trang-thai=open">{{more}}</a></p>
{{/more}}{{#done_count}}<details><summary>{{=Đã xong trong 30 ngày|Done in 30 days}} ({{done_count}})</summary>
{{#done_cut}}<p class="small soft">{{done_cut}}</p>
{{/done_cut}}<ul>{{#done}}<li>{{at}}: <a href="{{href}}">{{title}}</a>, {{=đ/c|for}} {{official}} <span class="soft">({{code}})</span></li>
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

/// What comes up at a meeting stands together, the next meeting first: it can be answered there on one page. `before`: so many
/// stand on the pages before this one.
void group_tasks(const Visit& visit, const std::vector<app::TaskView>& mine, std::size_t before, View& view) {
  std::vector<const app::TaskView*> at_meetings, others;
  for (const app::TaskView& task : mine) (task.meeting ? at_meetings : others).push_back(&task);
  std::ranges::stable_sort(at_meetings, {}, [](const app::TaskView* task) {
    return std::tuple(std::chrono::sys_days(task->meeting->on), task->meeting->minute, task->meeting->id);
  });
  std::size_t number = before;
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

constexpr int waiting_most = 12, coming_most = 5, done_most = 50, tasks_a_page = 100;

/// Open rotations in which somebody else must move by a day, the most pressing first; and the terms that end within half a year.
void add_others(const Visit& visit, std::size_t own, View& view) {
  const auto others = visit.app().waiting_for_others(visit.caller, waiting_most);
  std::vector<LedgerLine> waiting;
  for (const app::RotationRow& row : others.items) waiting.push_back(waiting_line(visit, row, own + waiting.size() + 1));
  if (others.total > waiting.size()) {
    const auto rest = static_cast<std::int64_t>(others.total - waiting.size());
    view.more = visit.word("Xem ", "See ") + (visit.language == Language::vi ? grouped(rest, Language::vi) + " hồ sơ khác đang mở"
                                                                             : counted(rest, "other open rotation", "other open rotations"));
  }
  view.any_waiting = !waiting.empty();
  if (view.any_waiting) view.waiting.text = ledger_part(std::move(waiting), visit.language);

  const Date today = visit.app().zone().date(visit.app().clock().now());
  for (const app::RotationRow& row : visit.app().terms_ending(visit.caller, today, add_days(today, 183), coming_most))
    view.coming.push_back(
        {to_page_text(*row.ends), visit.word("Hết thời hạn luân chuyển: đ/c ", "Term ends: ") + row.parties.official.name, "/ho-so/" + row.id});
  view.any_coming = !view.coming.empty();
}

void add_done(const Visit& visit, View& view) {
  const auto done = visit.app().done_since(visit.caller, visit.app().clock().now() - std::chrono::days(30), done_most);
  for (const app::DoneView& one : done.items)
    view.done.push_back({"/ho-so/" + one.rotation, visit.in(one.title), one.official, one.code, instant_words(visit.app().zone(), one.at)});
  if (done.total == 0) return;
  view.done_count = grouped(static_cast<std::int64_t>(done.total), visit.language);
  if (done.total > view.done.size()) view.done_cut = visit.word("Mới nhất: ", "The latest: ") + std::to_string(view.done.size()) + visit.word(" việc.", ".");
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
  const app::PageQuery query = asked_page(visit, tasks_a_page);
  const auto mine = visit.app().task_page(visit.caller, query);
  const app::TaskCounts counts = visit.app().task_counts(visit.caller);
  View view;
  if (counts.open > 0) view.count = task_count(counts.open, visit.language);
  if (counts.overdue > 0)
    view.overdue =
        visit.language == Language::vi ? task_count(counts.overdue, visit.language) + " quá hạn" : grouped(counts.overdue, visit.language) + " overdue";
  view.may_nominate = visit.app().may_nominate(visit.caller);
  if (const int drafts = visit.app().draft_count(visit.caller); drafts > 0)
    view.drafts = visit.language == Language::vi ? "Đồng chí có " + grouped(drafts, Language::vi) + " bản nháp chưa gửi"
                                                 : "You have " + counted(drafts, "draft", "drafts") + " not sent yet";
  group_tasks(visit, mine.items, query.first(), view);
  if (mine.total > mine.items.size()) view.pager.text = pager_part(visit, query, mine.items.size(), mine.total, {"việc", "task", "tasks"});
  add_petitions_note(visit, view);
  view.alerts = alerts_words(visit);
  if (query.number == 1) add_others(visit, mine.total, view), add_done(visit, view);
  return page(visit, {visit.word("Việc của tôi", "My tasks"), "/"}, content.render(view, visit.language));
}

}  // namespace

void add_tasks(http::Router& router, const Site& site) { add_page(router, site, "/", tasks); }

}  // namespace luan::web
