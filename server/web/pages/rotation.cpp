// The page of one rotation: whose move, by when, what has been said, and everything that happened.
#include "app/directions.hpp"
#include "app/news.hpp"
#include "web/form_view.hpp"
#include "web/pages/dossier_part.hpp"
#include "web/pages/opinion_matrix.hpp"
#include "web/pages/papers_part.hpp"
#include "web/pages/petition_words.hpp"
#include "web/pages/rotation_views.hpp"
#include "web/pages/timeline_part.hpp"
#include "web/spine.hpp"

namespace luan::web {
namespace {

struct Item {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Item::text)};
};
struct Link {
  std::string href, label;
  static constexpr auto fields = std::tuple{html::Field("href", &Link::href), html::Field("label", &Link::label)};
};
struct Asked {
  std::string who, step, answer, tone, day;
  std::string live{};  // name of the count that stands before the answer and changes while the page is open
  std::int64_t count = 0;
  static constexpr auto fields =
      std::tuple{html::Field("who", &Asked::who), html::Field("step", &Asked::step), html::Field("answer", &Asked::answer), html::Field("tone", &Asked::tone),
                 html::Field("day", &Asked::day), html::Field("live", &Asked::live), html::Field("count", &Asked::count)};
};
struct Document {
  std::string title, number;
  static constexpr auto fields = std::tuple{html::Field("title", &Document::title), html::Field("number", &Document::number)};
};
struct Decision {
  std::string number, effective, ends;
  std::int64_t months = 0;
  std::vector<Document> papers;
  static constexpr auto fields =
      std::tuple{html::Field("number", &Decision::number), html::Field("effective", &Decision::effective), html::Field("ends", &Decision::ends),
                 html::Field("months", &Decision::months), html::Field("papers", &Decision::papers)};
};
struct PetitionLine {
  std::string href, content, owner, due, left, tone, state, state_tone;
  static constexpr auto fields = std::tuple{html::Field("href", &PetitionLine::href),   html::Field("content", &PetitionLine::content),
                                            html::Field("owner", &PetitionLine::owner), html::Field("due", &PetitionLine::due),
                                            html::Field("left", &PetitionLine::left),   html::Field("tone", &PetitionLine::tone),
                                            html::Field("state", &PetitionLine::state), html::Field("state_tone", &PetitionLine::state_tone)};
};
struct View {
  std::string id, name, from, position, code, stage, due, due_tone, object, kind, direction, workflow, workflow_href, comparison, reason, plan, plan_line,
      months, version, succeeded, deferred;
  std::int64_t number = 0, stages = 0, nominees = 0;
  bool collects = false, acts = false, closed = false, suspended = false, contested = false, expected = false, any_open = false, traces = false;
  std::vector<Link> mine, actions;
  std::vector<Asked> asked;
  std::vector<PetitionLine> petitions;
  bool any_petitions = false;
  std::optional<Decision> decision;
  std::vector<Document> numbered{};
  bool any_numbered = false;
  html::Raw opinions, matrices, timeline, score, assignments, evaluations, meetings, dossier, others, papers, history, spine;
  std::vector<Item> words, alerts;
  static constexpr auto fields = std::tuple{html::Field("id", &View::id),
                                            html::Field("name", &View::name),
                                            html::Field("alerts", &View::alerts),
                                            html::Field("from", &View::from),
                                            html::Field("position", &View::position),
                                            html::Field("code", &View::code),
                                            html::Field("stage", &View::stage),
                                            html::Field("due", &View::due),
                                            html::Field("due_tone", &View::due_tone),
                                            html::Field("object", &View::object),
                                            html::Field("kind", &View::kind),
                                            html::Field("months", &View::months),
                                            html::Field("collects", &View::collects),
                                            html::Field("acts", &View::acts),
                                            html::Field("direction", &View::direction),
                                            html::Field("workflow", &View::workflow),
                                            html::Field("workflow_href", &View::workflow_href),
                                            html::Field("reason", &View::reason),
                                            html::Field("plan", &View::plan),
                                            html::Field("plan_line", &View::plan_line),
                                            html::Field("succeeded", &View::succeeded),
                                            html::Field("number", &View::number),
                                            html::Field("stages", &View::stages),
                                            html::Field("nominees", &View::nominees),
                                            html::Field("comparison", &View::comparison),
                                            html::Field("version", &View::version),
                                            html::Field("closed", &View::closed),
                                            html::Field("suspended", &View::suspended),
                                            html::Field("deferred", &View::deferred),
                                            html::Field("contested", &View::contested),
                                            html::Field("expected", &View::expected),
                                            html::Field("any_open", &View::any_open),
                                            html::Field("traces", &View::traces),
                                            html::Field("mine", &View::mine),
                                            html::Field("actions", &View::actions),
                                            html::Field("asked", &View::asked),
                                            html::Field("petitions", &View::petitions),
                                            html::Field("any_petitions", &View::any_petitions),
                                            html::Field("decision", &View::decision),
                                            html::Field("numbered", &View::numbered),
                                            html::Field("any_numbered", &View::any_numbered),
                                            html::Field("opinions", &View::opinions),
                                            html::Field("matrices", &View::matrices),
                                            html::Field("timeline", &View::timeline),
                                            html::Field("score", &View::score),
                                            html::Field("assignments", &View::assignments),
                                            html::Field("evaluations", &View::evaluations),
                                            html::Field("meetings", &View::meetings),
                                            html::Field("dossier", &View::dossier),
                                            html::Field("others", &View::others),
                                            html::Field("papers", &View::papers),
                                            html::Field("history", &View::history),
                                            html::Field("spine", &View::spine),
                                            html::Field("words", &View::words)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Đ/c|Rotation of}} {{name}}</h1>
<p class="lead">{{from}} <span aria-hidden="true">→</span><span class="vh">{{=đến|to}}</span> <b>{{position}}</b>{{^decision}} {{=(dự kiến)|(expected)}}{{#months}}, {{months}}{{/months}}{{/decision}}</p>
<p>{{#closed}}<span class="tag">{{stage}}</span>{{/closed}}{{^closed}}<span class="tag act">{{=Giai đoạn|Stage}} {{number}}/{{stages}}: {{stage}}</span>{{/closed}}{{#suspended}} <span class="tag warn">{{#deferred}}{{=Hoãn đến ngày|Deferred until}} {{deferred}}{{/deferred}}{{^deferred}}{{=Tạm dừng|Suspended}}{{/deferred}}</span>{{/suspended}}{{#due}} <span class="tag {{due_tone}}">{{due}}</span>{{/due}}{{#contested}} <span class="tag bad">{{=Có ý kiến không đồng ý|An opinion differs}}</span>{{/contested}}</p>
{{#alerts}}<p class="note bad">{{text}}</p>
{{/alerts}}{{#deferred}}<p class="note">{{=Hồ sơ được hoãn; ngày|This is deferred; on}} {{deferred}} {{=hồ sơ tự tiếp tục, thời hạn đang chạy lùi đúng số ngày đã hoãn. Ban Tổ chức hoặc chủ trì có thể cho tiếp tục sớm hơn.|it goes on by itself, and open deadlines move by the days it was deferred. The organisation board or the chair may resume it earlier.}}</p>
{{/deferred}}{{#expected}}<div class="note noprint"><p><b>{{=Đến lượt đồng chí:|Your move:}}</b></p><p class="bar">{{#mine}}<a class="btn" href="{{href}}">{{label}}</a>{{/mine}}</p></div>{{/expected}}{{^expected}}<p class="note noprint">{{=Đồng chí chưa phải làm gì ở hồ sơ này.|Nothing is expected of you here now.}}</p>{{/expected}}
<div class="cols">
<div>
{{#decision}}<h2>{{=Quyết định|Decision}}</h2>
<dl class="facts"><div><dt>{{=Số|Number}}</dt><dd><b>{{number}}</b></dd></div><div><dt>{{=Hiệu lực|In effect from}}</dt><dd>{{effective}}</dd></div><div><dt>{{=Thời hạn|Term}}</dt><dd>{{months}} {{=tháng, đến hết ngày|months, until}} {{ends}}</dd></div>{{#papers}}<div><dt>{{title}}</dt><dd>{{number}}</dd></div>{{/papers}}</dl>
{{/decision}}{{#any_numbered}}<h2>{{=Văn bản đã vào sổ|Papers entered in registers}}</h2>
<dl class="facts">{{#numbered}}<div><dt>{{title}}</dt><dd>{{number}}</dd></div>{{/numbered}}</dl>
{{/any_numbered}}{{#any_open}}<h2>{{=Đang mở|Open now}}</h2>
<table class="stack"><caption class="vh">{{=Ai đang được hỏi và đã trả lời chưa|Who is asked and has answered}}</caption>
<thead><tr><th scope="col">{{=Nơi được hỏi|Who is asked}}</th><th scope="col">{{=Việc|What}}</th><th scope="col">{{=Trả lời|Answer}}</th><th scope="col" class="num">{{=Ngày|Date}}</th></tr></thead><tbody>
{{#asked}}<tr><th scope="row">{{who}}</th><td data-l="{{=Việc|What}}">{{step}}</td><td data-l="{{=Trả lời|Answer}}"><span class="tag {{tone}}">{{#live}}<span data-live="{{live}}">{{count}}</span>{{/live}}{{answer}}</span></td><td data-l="{{=Ngày|Date}}" class="num">{{day}}</td></tr>
{{/asked}}</tbody></table>
{{#collects}}<p class="small soft">{{=Ý kiến khác nhau được trình nguyên văn; Ban Thường vụ quyết định. Quá hạn mà không trả lời được ghi là «Không trả lời», không chặn hồ sơ.|Differing opinions go up word for word; the standing committee decides. Silence past the deadline is recorded as “No answer” and stops nothing.}}</p>
{{/collects}}{{/any_open}}{{#opinions}}<h2 id="y-kien">{{=Ý kiến của nơi đến|Opinions of the receiving side}}</h2>
{{opinions}}{{/opinions}}{{#comparison}}<h2>{{=So sánh các ứng viên|The nominees compared}}</h2><p>{{=Có|There are}} {{nominees}} {{=hồ sơ đang mở cho chức danh này.|open rotations for this post.}}</p><p class="bar"><a class="btn plain" href="{{comparison}}">{{=Xem bảng so sánh|See them side by side}}</a></p>{{/comparison}}{{score}}{{#matrices}}<h2>{{=Nhận xét của từng người|What each of them said}}</h2>{{matrices}}{{/matrices}}{{#assignments}}<h2>{{=Nhiệm vụ được giao|Assignments}}</h2>{{assignments}}{{/assignments}}{{#evaluations}}<h2>{{=Nhận xét, đánh giá|Evaluations}}</h2>{{evaluations}}{{/evaluations}}{{#meetings}}<h2>{{=Gặp gỡ, kiến nghị|Meetings, petitions}}</h2>{{meetings}}{{/meetings}}{{#any_petitions}}<h2>{{=Kiến nghị được theo dõi|Petitions followed up}}</h2>
<table class="stack"><caption class="vh">{{=Kiến nghị của cán bộ, cần giải quyết trước ở trên|Petitions of the official, the most pressing first}}</caption><thead><tr><th scope="col">{{=Nội dung|Content}}</th><th scope="col">{{=Đơn vị giải quyết|Responsible unit}}</th><th scope="col" class="num">{{=Thời hạn|Deadline}}</th><th scope="col">{{=Tình trạng|State}}</th></tr></thead><tbody>
{{#petitions}}<tr><th scope="row"><a href="{{href}}">{{content}}</a></th><td data-l="{{=Đơn vị giải quyết|Responsible unit}}">{{owner}}</td><td data-l="{{=Thời hạn|Deadline}}" class="num">{{due}}{{#left}}<br><span class="tag {{tone}}">{{left}}</span>{{/left}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{state_tone}}">{{state}}</span></td></tr>
{{/petitions}}</tbody></table>{{/any_petitions}}{{dossier}}{{#others}}<h2>{{=Văn bản khác|Other papers}}</h2><details><summary>{{=Xem các văn bản khác|Show the other papers}}</summary>{{others}}</details>{{/others}}{{timeline}}
<h2>{{=Lịch sử|History}}</h2>
{{history}}
</div>
<aside aria-label="{{=Sơ đồ và thông tin|Diagram and facts}}">
<figure>{{spine}}</figure>
<details><summary>{{=Sơ đồ bằng chữ|The diagram in words}}</summary><ol class="small">{{#words}}<li>{{text}}</li>{{/words}}</ol></details>
<h2>{{=Thông tin|Facts}}</h2>
<dl class="facts small"><div><dt>{{=Mã hồ sơ|Code}}</dt><dd>{{code}}</dd></div>{{#object}}<div><dt>{{=Đối tượng|Ground}}</dt><dd>{{object}}</dd></div>{{/object}}<div><dt>{{=Loại|Kind}}</dt><dd>{{kind}}</dd></div><div><dt>{{=Hướng|Direction}}</dt><dd>{{direction}}</dd></div>{{#plan}}<div><dt>{{=Kế hoạch|Plan}}</dt><dd><a href="{{plan}}">{{plan_line}}</a></dd></div>{{/plan}}{{#succeeded}}<div><dt>{{=Nay thuộc về|Now with}}</dt><dd>{{succeeded}}</dd></div>{{/succeeded}}{{#reason}}<div><dt>{{=Lý do|Reason}}</dt><dd class="user">{{reason}}</dd></div>{{/reason}}<div><dt>{{=Quy trình|Workflow}}</dt><dd><a href="{{workflow_href}}">{{workflow}}</a></dd></div><div><dt>{{=Đã ghi|Recorded}}</dt><dd>{{version}}</dd></div></dl>
{{papers}}
{{#traces}}<p class="bar"><a class="btn plain" href="/truy-vet/{{id}}">{{=Truy vết|Trace}}</a></p>{{/traces}}
{{#acts}}<h2 class="noprint">{{=Thao tác khác|Other actions}}</h2>
<ul class="noprint">{{#actions}}<li><a href="{{href}}">{{label}}</a></li>{{/actions}}</ul>{{/acts}}
</aside>
</div>
)";
});

void ask(const Visit& visit, const app::OpenStepView& step, bool counted, View& view) {
  const std::string due = step.due ? visit.word("hạn ", "due ") + due_text(*step.due) : "";
  if (!step.plugin.empty()) {
    const bool dead = step.waiting == "dead";
    const std::string error = visit.in(step.waiting_error);
    view.asked.push_back({step.plugin, visit.in(step.title),
                          dead ? visit.word("Đã dừng thử, chờ quản trị: ", "Given up, the administrator is asked: ") + error
                               : visit.word("Đang chờ tính", "Being computed") + (error.empty() ? "" : ": " + error),
                          dead ? "bad" : "warn", due});
    return;
  }
  // Of persons who answer under their names first how many have, kept up to date in place.
  if (step.seats.empty() || counted) {
    view.asked.push_back({visit.word("Ban Thường vụ", "Standing committee"), visit.in(step.title),
                          "/" + std::to_string(step.asked) + visit.word(" đã gửi", " sent"), "", due, app::turnout_name(view.id, step.step, step.run),
                          step.answered});
  }
  for (const app::SeatView& seat : step.seats)
    view.asked.push_back({visit.in(seat.who), visit.in(step.title), seat.at || seat.recused ? visit.in(seat.answer) : visit.word("Chưa trả lời", "Not yet"),
                          seat.tone, seat.at ? to_page_text(visit.app().zone().date(*seat.at)) : due});
}

void draw(const Visit& visit, const app::RotationView& rotation, View& view) {
  const SpineInput input{*rotation.drawn, visit.language, rotation.visited, rotation.row.stage, rotation.taken, rotation.notes};
  view.spine.text = spine_svg(input);
  for (std::string& words : spine_words(input)) view.words.push_back({std::move(words)});
}

View view_of(const Visit& visit, const app::RotationView& rotation) {
  const app::RotationRow& row = rotation.row;
  const TimeZone& zone = visit.app().zone();
  View view;
  view.id = row.id, view.name = row.parties.official.name, view.code = row.code;
  view.from = visit.in(row.parties.from_position.id.empty() ? row.parties.sending.name : row.parties.from_position.title),
  view.position = visit.in(row.parties.position.title);
  view.stage = visit.in(row.stage_title), view.number = rotation.stage_number, view.stages = rotation.stage_count, view.months = rotation.months;
  view.version = visit.language == Language::vi ? grouped(rotation.version, Language::vi) + " sự kiện" : counted(rotation.version, "event", "events");
  view.closed = row.status == "closed", view.suspended = row.status == "suspended", view.contested = row.contested;
  if (row.due) view.due = visit.word("Hạn ", "Due ") + due_text(*row.due) + ", " + due_words(*row.due, visit.language), view.due_tone = due_tone(*row.due);
  if (row.suspended_until) view.deferred = to_page_text(*row.suspended_until);
  view.object = visit.in(rotation.object_label), view.reason = rotation.reason;
  if (!rotation.plan.empty()) view.plan = "/ke-hoach/" + rotation.plan, view.plan_line = visit.in(rotation.plan_line);
  for (const app::UnitRef& unit : rotation.successors) view.succeeded += (view.succeeded.empty() ? "" : ", ") + visit.in(unit.name);
  view.kind = kind_words(row.parties.kind, visit.language), view.direction = visit.in(app::direction_label(row.parties.direction));
  view.workflow = visit.in(rotation.drawn->title) + visit.word(", bản ", ", version ") + std::to_string(rotation.definition_version);
  view.workflow_href = "/quy-trinh/" + rotation.definition;
  for (const app::OpenStepView& step : rotation.open_steps) {
    const workflow::Step* drawn = rotation.drawn->find_step(step.step).second;
    ask(visit, step, drawn && workflow::asks_persons(*drawn), view);
    view.collects = view.collects || step.collects;
    if (step.mine) view.mine.push_back({"/ho-so/" + row.id + "/buoc/" + step.step, visit.in(step.task)});
  }
  view.expected = !view.mine.empty(), view.any_open = !view.asked.empty();
  for (const app::ActionView& action : rotation.actions) view.actions.push_back({"/ho-so/" + row.id + "/thao-tac/" + action.id, visit.in(action.title)});
  view.acts = !view.actions.empty();
  for (const app::AlertView& alert : rotation.alerts) view.alerts.push_back({visit.in(alert.text)});
  if (rotation.decision)
    view.decision = Decision{rotation.decision->number,
                             to_page_text(rotation.decision->effective),
                             to_page_text(row.ends.value_or(rotation.decision->ends)),
                             rotation.decision->months,
                             {}};
  for (const auto& [title, number] : rotation.documents) view.decision->papers.push_back({visit.in(title), number});
  for (const app::NumberedPaper& paper : rotation.papers) view.numbered.push_back({visit.in(paper.of), paper.number + ", " + to_page_text(paper.on)});
  view.any_numbered = !view.numbered.empty();
  if (!rotation.opinions.empty())
    view.opinions.text = opinion_matrix(rotation.opinions, zone, visit.language) + opinions_part(rotation.opinions, zone, visit.language);
  view.score.text = scores_part(rotation.scores, zone, visit.language);
  if (rotation.nominees > 1) {
    view.comparison = "/ho-so/" + row.id + "/so-sanh";
    view.nominees = rotation.nominees;
  }
  view.assignments.text = responses_part(rotation.assignments, zone, visit.language);
  view.evaluations.text = responses_part(rotation.evaluations, zone, visit.language);
  view.meetings.text = responses_part(rotation.meetings, zone, visit.language);
  if (rotation.dossier) view.dossier.text = dossier_part(*rotation.dossier, row.id, visit.language);
  view.matrices.text = response_matrices(rotation.others, visit.language);
  view.others.text = responses_part(rotation.others, zone, visit.language);
  view.history.text = history_part(rotation.history, 4, zone, visit.language);
  view.traces = visit.app().may_trace(visit.caller).has_value();
  draw(visit, rotation, view);
  return view;
}

void add_petition_lines(const Visit& visit, View& view) {
  app::PetitionFilter filter;
  filter.rotation = view.id, filter.limit = 200;
  const auto found = visit.app().petitions(visit.caller, filter);
  if (!found) return;
  for (const app::PetitionView& one : found->items) {
    PetitionLine line{petition_address(one), one.content, visit.in(one.owner.name), {}, {}, {}, visit.in(petition_state(one.state)), petition_tone(one.state)};
    if (line.content.empty()) line.content = visit.word("Kiến nghị số ", "Petition ") + std::to_string(one.number);
    if (one.due) line.due = to_page_text(one.due->date);
    if (one.due && one.state == "open") line.left = due_words(*one.due, visit.language), line.tone = due_tone(*one.due);
    view.petitions.push_back(std::move(line));
  }
  view.any_petitions = !view.petitions.empty();
}

http::Reply rotation(const Visit& visit) {
  const auto found = visit.app().rotation(visit.caller, visit.param("id"));
  if (!found) return refusal_page(visit, found.error());
  View view = view_of(visit, *found);
  add_petition_lines(visit, view);
  view.timeline.text = timeline_part(visit, view.id);
  view.papers.text = papers_part(visit, view.id, found->printable);
  return page(visit, {view.name + ": " + view.position, "/ho-so", "/ho-so", visit.word("Hồ sơ luân chuyển", "Rotations")},
              content.render(view, visit.language));
}

}  // namespace

void add_rotation(http::Router& router, const Site& site) { add_page(router, site, "/ho-so/{id}", rotation); }

}  // namespace luan::web
