// «Kế hoạch luân chuyển»: all of them; one with its lines and what came of each; and the forms that make and alter them.
#include "app/directions.hpp"
#include "base/bytes.hpp"
#include "web/pages/pager_part.hpp"
#include "web/pages/plain_form.hpp"
#include "web/pages/plan_words.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

using Kind = app::PlanAct::Kind;

struct PlanRow {
  std::string href, period, paper, approved, lines, turns, persons, state, tone;
  static constexpr auto fields =
      std::tuple{html::Field("href", &PlanRow::href),         html::Field("period", &PlanRow::period), html::Field("paper", &PlanRow::paper),
                 html::Field("approved", &PlanRow::approved), html::Field("lines", &PlanRow::lines),   html::Field("turns", &PlanRow::turns),
                 html::Field("persons", &PlanRow::persons),   html::Field("state", &PlanRow::state),   html::Field("tone", &PlanRow::tone)};
};
struct ListView {
  std::vector<PlanRow> plans;
  html::Raw pager;
  bool none = false, may_write = false;
  static constexpr auto fields = std::tuple{html::Field("plans", &ListView::plans), html::Field("none", &ListView::none),
                                            html::Field("may_write", &ListView::may_write), html::Field("pager", &ListView::pager)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Kế hoạch luân chuyển|Plans of rotations}}</h1>
<p class="lead">{{=Mỗi dòng kế hoạch nêu chức danh, nơi đến, thời hạn và lý do; hồ sơ đề cử theo dòng nào hiện ở dòng đó.|Each line names a post, the receiving unit, the term and the reason; the rotations nominated by it stand with it.}}</p>
{{#may_write}}<p class="bar"><a class="btn" href="/ke-hoach/lap-moi">{{=Lập kế hoạch luân chuyển|Make a plan}}</a></p>{{/may_write}}
{{#none}}<p class="note">{{=Chưa có kế hoạch nào.|There is no plan yet.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Các kế hoạch, kỳ mới trước|Plans, the latest period first}}</caption><thead><tr><th scope="col">{{=Kế hoạch|Plan}}</th><th scope="col">{{=Kỳ|Period}}</th><th scope="col" class="num">{{=Phê duyệt|Approved}}</th><th scope="col" class="num">{{=Dòng|Lines}}</th><th scope="col" class="num">{{=Lượt đã điều động|Turns posted}}</th><th scope="col" class="num">{{=Người|Persons}}</th><th scope="col">{{=Tình trạng|State}}</th></tr></thead><tbody>
{{#plans}}<tr><th scope="row"><a href="{{href}}">{{paper}}</a></th><td data-l="{{=Kỳ|Period}}">{{period}}</td><td data-l="{{=Phê duyệt|Approved}}" class="num">{{approved}}</td><td data-l="{{=Dòng|Lines}}" class="num">{{lines}}</td><td data-l="{{=Lượt|Turns}}" class="num">{{turns}}</td><td data-l="{{=Người|Persons}}" class="num">{{persons}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span></td></tr>
{{/plans}}</tbody></table>{{/none}}
{{pager}})";
});

struct Used {
  std::string href, code, name, state;
  static constexpr auto fields =
      std::tuple{html::Field("href", &Used::href), html::Field("code", &Used::code), html::Field("name", &Used::name), html::Field("state", &Used::state)};
};
struct Line {
  std::int64_t number = 0;
  std::string post, receiving, expected, direction, term, starts, reason, placement, why, state, tone, used, nominate, change, withdraw;
  std::vector<Used> rotations;
  static constexpr auto fields =
      std::tuple{html::Field("number", &Line::number),     html::Field("post", &Line::post),           html::Field("receiving", &Line::receiving),
                 html::Field("expected", &Line::expected), html::Field("direction", &Line::direction), html::Field("term", &Line::term),
                 html::Field("starts", &Line::starts),     html::Field("reason", &Line::reason),       html::Field("placement", &Line::placement),
                 html::Field("why", &Line::why),           html::Field("state", &Line::state),         html::Field("tone", &Line::tone),
                 html::Field("used", &Line::used),         html::Field("nominate", &Line::nominate),   html::Field("change", &Line::change),
                 html::Field("withdraw", &Line::withdraw), html::Field("rotations", &Line::rotations)};
};
struct OneView {
  std::string title, period, approved, unit, need, manner, area, regime, why, wanted, turns, persons, add, close, done;
  bool closed = false, none = false;
  std::vector<Line> lines;
  html::Raw pager;
  static constexpr auto fields =
      std::tuple{html::Field("title", &OneView::title),   html::Field("period", &OneView::period), html::Field("approved", &OneView::approved),
                 html::Field("unit", &OneView::unit),     html::Field("need", &OneView::need),     html::Field("manner", &OneView::manner),
                 html::Field("area", &OneView::area),     html::Field("regime", &OneView::regime), html::Field("why", &OneView::why),
                 html::Field("wanted", &OneView::wanted), html::Field("turns", &OneView::turns),   html::Field("persons", &OneView::persons),
                 html::Field("add", &OneView::add),       html::Field("close", &OneView::close),   html::Field("closed", &OneView::closed),
                 html::Field("none", &OneView::none),     html::Field("lines", &OneView::lines),   html::Field("done", &OneView::done),
                 html::Field("pager", &OneView::pager)};
};
constexpr auto one_template = html::compile_page<OneView>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{title}}</h1>
<p class="lead">{{=Kế hoạch dự kiến|The plan foresees}} <b>{{wanted}}</b>; {{=đã điều động|posted so far:}} <b>{{turns}}</b> {{=của|of}} <b>{{persons}}</b>.</p>
{{#closed}}<div class="note"><p>{{=Kế hoạch đã khép lại:|The plan is closed:}} <span class="user">{{why}}</span></p></div>{{/closed}}
<div class="cols"><div><h2>{{=Các dòng kế hoạch|Lines}}</h2>
{{#none}}<p class="note">{{=Kế hoạch chưa có dòng nào.|The plan has no line yet.}}</p>{{/none}}{{^none}}<ol class="ledger">{{#lines}}<li id="dong-{{number}}"><span class="tt" aria-hidden="true">{{number}}</span><div><h3>{{post}}</h3><p>{{receiving}}{{#expected}} · {{=dự kiến đ/c|expected:}} <b>{{expected}}</b>{{/expected}}</p><p class="why">{{direction}} · {{term}} · {{=bắt đầu|from}} {{starts}}</p><p class="user">{{reason}}</p>{{#placement}}<p class="small">{{=Dự kiến bố trí sau luân chuyển:|Expected placement afterwards:}} <span class="user">{{placement}}</span></p>{{/placement}}{{#why}}<p class="small">{{=Lý do sửa hoặc rút:|Why it was changed or withdrawn:}} <span class="user">{{why}}</span></p>{{/why}}
{{#rotations}}<p class="small">{{#href}}<a href="{{href}}">{{code}}</a>{{/href}}{{^href}}{{code}}{{/href}}, {{=đ/c|for}} {{name}}: {{state}}</p>{{/rotations}}
{{#nominate}}<p class="bar"><a class="btn plain" href="{{nominate}}">{{=Đề cử theo dòng này|Nominate by this line}}</a></p>{{/nominate}}{{#change}}<p class="bar small"><a href="{{change}}">{{=Sửa dòng|Change}}<span class="vh"> {{number}}</span></a> <a href="{{withdraw}}">{{=Rút dòng|Withdraw}}<span class="vh"> {{number}}</span></a></p>{{/change}}</div><p class="due"><span class="tag {{tone}}">{{state}}</span><br><small>{{used}}</small></p></li>
{{/lines}}</ol>{{/none}}
{{pager}}{{#add}}<p class="bar"><a class="btn" href="{{add}}">{{=Thêm dòng kế hoạch|Add a line}}</a> <a class="btn plain" href="{{close}}">{{=Khép lại kế hoạch|Close the plan}}</a></p>{{/add}}
</div><aside aria-label="{{=Nội dung kế hoạch|What the plan says}}"><section class="sheet"><h2>{{=Nội dung|Contents}}</h2><dl class="facts small"><div><dt>{{=Kỳ|Period}}</dt><dd>{{period}}</dd></div><div><dt>{{=Phê duyệt|Approved}}</dt><dd>{{approved}}</dd></div><div><dt>{{=Đơn vị quyết định|Decided by}}</dt><dd>{{unit}}</dd></div></dl>
<h3>{{=Nhu cầu|Need}}</h3><p class="small user">{{need}}</p><h3>{{=Hình thức|Manner}}</h3><p class="small user">{{manner}}</p><h3>{{=Địa bàn|Area}}</h3><p class="small user">{{area}}</p>{{#regime}}<h3>{{=Chế độ, chính sách|Regime and policy}}</h3><p class="small user">{{regime}}</p>{{/regime}}</section></aside></div>
)";
});

std::string turns_of(const Visit& visit, int count) {
  return visit.language == Language::vi ? grouped(count, Language::vi) + " lượt" : counted(count, "turn", "turns");
}
std::string persons_of(const Visit& visit, int count) {
  return visit.language == Language::vi ? grouped(count, Language::vi) + " người" : counted(count, "person", "persons");
}

std::string state_tone(std::string_view state) { return state == "nominated" ? "act" : state == "posted" ? "ok" : state == "post_gone" ? "warn" : ""; }

std::string address_of(const app::PlanView& plan) { return "/ke-hoach/" + plan.id; }
std::string title_of(const Visit& visit, const app::PlanView& plan) { return visit.word("Kế hoạch ", "Plan ") + plan.paper; }

http::Reply plans(const Visit& visit) {
  const app::PageQuery query = asked_page(visit, 50);
  const auto found = visit.app().plan_page(visit.caller, query);
  if (!found) return refusal_page(visit, found.error());
  ListView view;
  view.none = found->total == 0;
  view.pager.text = pager_part(visit, query, found->items.size(), found->total, {"kế hoạch", "plan", "plans"});
  view.may_write = visit.app().may_write_plans(visit.caller).has_value();
  for (const app::PlanView& plan : found->items)
    view.plans.push_back({address_of(plan), plan.period, plan.paper, to_page_text(plan.approved), std::to_string(plan.line_count), std::to_string(plan.turns),
                          std::to_string(plan.persons), visit.in(plan_state(plan.closed)), plan.closed ? "" : "act"});
  return page(visit, {visit.word("Kế hoạch luân chuyển", "Plans of rotations"), "/ke-hoach"}, list_template.render(view, visit.language));
}

Line line_view(const Visit& visit, const app::PlanView& plan, const app::PlanLineView& line) {
  Line out;
  out.number = line.number, out.post = visit.in(line.position.title), out.receiving = visit.in(line.receiving.name), out.expected = line.expected.name;
  out.direction = visit.in(app::direction_label(line.direction));
  out.term = std::to_string(line.months) + visit.word(" tháng", " months"), out.starts = to_page_text(line.starts);
  out.reason = line.reason, out.placement = line.placement, out.why = line.why;
  out.state = visit.in(plan_line_state(line.state)), out.tone = state_tone(line.state);
  out.used = std::to_string(line.used) + "/" + turns_of(visit, line.count);
  for (const app::PlanRotation& rotation : line.rotations)
    out.rotations.push_back(
        {rotation.opens ? "/ho-so/" + rotation.id : std::string(), rotation.code, rotation.official.name, visit.in(plan_line_state(rotation.state))});
  if (line.usable && visit.app().may_nominate(visit.caller)) out.nominate = "/de-cu?dong=" + line.id;
  if (plan.may_write && line.state != "withdrawn") out.change = address_of(plan) + "/dong/" + line.id, out.withdraw = out.change + "/rut";
  return out;
}

http::Reply one(const Visit& visit) {
  const app::PageQuery query = asked_page(visit, 50);
  const auto found = visit.app().plan(visit.caller, visit.param("id"), query);
  if (!found) return refusal_page(visit, found.error());
  const app::PlanView& plan = *found;
  OneView view;
  view.pager.text = pager_part(visit, query, plan.lines.size(), plan.line_count, {"dòng", "line", "lines"});
  view.done = confirmed(visit, {{"lap",
                                 {"Đã lập kế hoạch, ghi vào nhật ký. Tiếp theo: thêm các dòng kế hoạch; đề cử theo từng dòng.",
                                  "The plan is made and recorded. Next: add its lines; nominations go by them."}},
                                {"them",
                                 {"Đã thêm dòng kế hoạch, ghi vào nhật ký. Tiếp theo: đề cử theo dòng này, hoặc thêm dòng khác.",
                                  "The line is added and recorded. Next: nominate by it, or add another."}},
                                {"sua",
                                 {"Đã sửa dòng kế hoạch, ghi vào nhật ký. Hồ sơ đã đề cử theo dòng này giữ nội dung dòng khi đó.",
                                  "The line is changed and recorded. Rotations nominated by it keep what it said then."}},
                                {"rut",
                                 {"Đã rút dòng kế hoạch, ghi vào nhật ký. Không đề cử theo dòng này nữa; hồ sơ đang có vẫn tiếp tục.",
                                  "The line is withdrawn and recorded. Nobody is nominated by it any more; rotations there are go on."}},
                                {"khep",
                                 {"Đã khép lại kế hoạch, ghi vào nhật ký. Không thêm, sửa dòng hay đề cử theo kế hoạch này nữa; hồ sơ đang có vẫn tiếp tục.",
                                  "The plan is closed and recorded. It takes no more lines or nominations; rotations there are go on."}}});
  view.title = title_of(visit, plan);
  view.period = plan.period, view.approved = to_page_text(plan.approved), view.unit = visit.in(plan.unit.name);
  view.need = plan.need, view.manner = plan.manner, view.area = plan.area, view.regime = plan.regime;
  view.closed = plan.closed, view.why = plan.why, view.none = plan.line_count == 0;
  view.wanted = turns_of(visit, plan.wanted), view.turns = turns_of(visit, plan.turns), view.persons = persons_of(visit, plan.persons);
  if (plan.may_write) view.add = address_of(plan) + "/dong", view.close = address_of(plan) + "/khep-lai";
  for (const app::PlanLineView& line : plan.lines) view.lines.push_back(line_view(visit, plan, line));
  return page(visit, {view.title, "/ke-hoach", "/ke-hoach", visit.word("Kế hoạch luân chuyển", "Plans of rotations")},
              one_template.render(view, visit.language));
}

/// What stands now where an act comes too late: the plan closed, or the line withdrawn, and why.
std::string standing_of(const Visit& visit, const app::PlanView& plan, const std::string& line) {
  std::vector<app::ValueView> values;
  const auto add = [&](Localized label, std::string text) { values.push_back({"", std::move(label), std::move(text), {}, {}}); };
  if (plan.closed) {
    add({"Kế hoạch", "The plan"}, visit.word("Đã khép lại", "Closed"));
    add({"Lý do", "Reason"}, plan.why);
  }
  for (const app::PlanLineView& one : plan.lines) {
    if (one.id != line) continue;
    add({"Dòng", "Line"}, std::to_string(one.number) + ": " + visit.in(one.position.title) + ", " + visit.in(plan_line_state(one.state)));
    add({"Lý do đề nghị", "Reason given"}, one.reason);
    if (!one.why.empty()) add({"Lý do sửa hoặc rút", "Why it was changed or withdrawn"}, one.why);
  }
  return value_list(values, visit.language);
}

/// The form as it is asked; where it can be recorded no more, the same form and why.
Result<FormSubject> asked_subject(const Visit& visit, const app::PlanAct& act) {
  FormSubject subject;
  auto asked = visit.app().plan_form(visit.caller, act);
  if (!asked) {
    const auto any = http_status(asked.error().code) == 409 ? visit.app().plan_form(visit.caller, {Kind::adopt}) : asked;
    if (!any) return std::unexpected(asked.error());
    subject.refused = std::move(asked.error());
    asked = app::PlanFormView{app::plan_form(act.kind), any->world, {}, {}};
  }
  const auto form = std::make_shared<workflow::Form>(std::move(asked->form));
  subject.form = form.get(), subject.keeps = form, subject.world = std::move(asked->world), subject.filled = std::move(asked->typed);
  return subject;
}

/// Where a change of a plan leads; the confirmation stands there.
std::string done_address(const std::string& plan, Kind kind) {
  constexpr std::array words{std::pair{Kind::adopt, "lap"}, std::pair{Kind::close, "khep"}, std::pair{Kind::add_line, "them"},
                             std::pair{Kind::change_line, "sua"}, std::pair{Kind::withdraw_line, "rut"}};
  return "/ke-hoach/" + plan + "?xong=" + std::ranges::find(words, kind, &std::pair<Kind, const char*>::first)->second;
}

Result<FormSubject> act_subject(const Visit& visit, Kind kind) {
  const app::PlanAct act{kind, visit.param("id"), visit.param("line")};
  auto found = asked_subject(visit, act);
  if (!found) return found;
  FormSubject& subject = *found;
  subject.title = visit.in(subject.form->title), subject.address = visit.request.path;
  subject.here = "/ke-hoach", subject.back = "/ke-hoach", subject.back_label = visit.word("Kế hoạch luân chuyển", "Plans of rotations");
  subject.lead = visit.word("Các dòng được thêm sau khi lập.", "Its lines are added afterwards.");
  if (const auto plan = kind == Kind::adopt ? Result<app::PlanView>(refuse(RefusalCode::not_found)) : visit.app().plan(visit.caller, act.plan)) {
    subject.lead = title_of(visit, *plan) + visit.word(", kỳ ", ", period ") + plan->period;
    for (const app::PlanLineView& line : plan->lines)
      if (line.id == act.line) subject.lead += visit.word(". Dòng ", ". Line ") + std::to_string(line.number) + ": " + visit.in(line.position.title);
    subject.back = address_of(*plan), subject.back_label = visit.word("Kế hoạch", "The plan");
    subject.sent = done_address(plan->id, kind);
    if (subject.refused || kind == Kind::withdraw_line) subject.standing = standing_of(visit, *plan, act.line);
    // What somebody else changed meanwhile is seen before it is written over, or withdrawn.
    const auto line = std::ranges::find(plan->lines, act.line, &app::PlanLineView::id);
    if (line != plan->lines.end())
      subject.mark = to_hex(sha256(line->position.id + line->expected.id + line->reason + line->placement + line->why + line->direction +
                                   std::to_string(line->months) + "," + std::to_string(line->count) + to_text(line->starts)))
                         .substr(0, 16);
  }
  subject.carry = [&app = visit.app(), act](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const auto changed = co_await app.change_plan(std::move(caller), act, std::move(body));
    if (!changed) co_return std::unexpected(changed.error());
    co_return done_address(changed->plan, act.kind);
  };
  return found;
}

}  // namespace

void add_plans(http::Router& router, const Site& site) {
  add_page(router, site, "/ke-hoach", plans);
  add_page(router, site, "/ke-hoach/{id}", one);
  for (const auto& [pattern, kind] : {std::pair{"/ke-hoach/lap-moi", Kind::adopt},
                                      {"/ke-hoach/{id}/khep-lai", Kind::close},
                                      {"/ke-hoach/{id}/dong", Kind::add_line},
                                      {"/ke-hoach/{id}/dong/{line}", Kind::change_line},
                                      {"/ke-hoach/{id}/dong/{line}/rut", Kind::withdraw_line}})
    add_form_flow(router, site, pattern, [kind](const Visit& visit) { return act_subject(visit, kind); });
}

}  // namespace luan::web
