// «Uỷ quyền, làm thay»: who stands in for whom, and a new one.
#include <algorithm>

#include "web/pages/plain_form.hpp"
#include "web/pages/substitution_words.hpp"

namespace luan::web {
namespace {

struct Line {
  std::string id, principal, substitute, scope, from, until, reason, state, tone;
  bool may_end = false;
  static constexpr auto fields =
      std::tuple{html::Field("id", &Line::id),          html::Field("principal", &Line::principal), html::Field("substitute", &Line::substitute),
                 html::Field("scope", &Line::scope),    html::Field("from", &Line::from),           html::Field("until", &Line::until),
                 html::Field("reason", &Line::reason),  html::Field("state", &Line::state),         html::Field("tone", &Line::tone),
                 html::Field("may_end", &Line::may_end)};
};
struct View {
  std::string done;
  std::vector<Line> lines;
  bool none = false, may_grant = false;
  static constexpr auto fields = std::tuple{html::Field("done", &View::done), html::Field("lines", &View::lines), html::Field("none", &View::none),
                                            html::Field("may_grant", &View::may_grant)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Uỷ quyền, làm thay|Substitution}}</h1>
<p class="lead">{{=Việc làm thay ghi tên cả người làm và người được làm thay; tự hết vào ngày cuối. Phiếu biểu quyết không uỷ quyền, trừ khi quy trình cho phép.|What a substitute does is recorded under both names; it is over on its last day. Votes are not delegated unless the workflow says so.}}</p>
{{#none}}<p class="note">{{=Chưa có uỷ quyền nào.|Nobody stands in for anybody.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Các uỷ quyền, mới nhất trước|Substitutions, newest first}}</caption><thead><tr><th scope="col">{{=Người được làm thay|For whom}}</th><th scope="col">{{=Người làm thay|Substitute}}</th><th scope="col">{{=Phạm vi|Scope}}</th><th scope="col" class="num">{{=Từ|From}}</th><th scope="col" class="num">{{=Đến hết|Until}}</th><th scope="col">{{=Lý do|Reason}}</th><th scope="col">{{=Tình trạng|State}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row">{{principal}}</th><td data-l="{{=Người làm thay|Substitute}}">{{substitute}}</td><td data-l="{{=Phạm vi|Scope}}">{{scope}}</td><td data-l="{{=Từ|From}}" class="num">{{from}}</td><td data-l="{{=Đến hết|Until}}" class="num">{{until}}</td><td data-l="{{=Lý do|Reason}}" class="user">{{reason}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span>{{#may_end}}<br><a href="/uy-quyen/{{id}}/ket-thuc">{{=Kết thúc|End it}}<span class="vh"> {{principal}}, {{substitute}}</span></a>{{/may_end}}</td></tr>
{{/lines}}</tbody></table>{{/none}}
{{#may_grant}}<p class="bar"><a class="btn" href="/uy-quyen/moi">{{=Giao người làm thay|Name a substitute}}</a></p>{{/may_grant}}
)";
});

Line line(const Visit& visit, const app::SubstitutionView& one) {
  std::string scope = one.role.empty() ? "" : visit.in(one.role_label) + ", " + visit.in(one.unit.name);
  for (const auto& [step, title] : one.steps) scope += (scope.empty() ? visit.word("Bước: ", "Steps: ") : ", ") + visit.in(title);
  return {one.id,
          one.principal.name,
          one.substitute.name,
          scope,
          to_page_text(one.from),
          to_page_text(one.until),
          one.reason,
          visit.in(substitution_state(one.state)),
          one.state == "active"   ? "ok"
          : one.state == "coming" ? "warn"
                                  : "",
          one.may_end};
}

http::Reply shown(const Visit& visit) {
  const auto found = visit.app().substitutions(visit.caller);
  if (!found) return refusal_page(visit, found.error());
  View view;
  view.done = confirmed(
      visit, {{"giao",
               {"Đã giao làm thay, ghi vào nhật ký. Tiếp theo: từ ngày đó việc hiện ở «Việc của tôi» của người làm thay; tự hết vào ngày cuối.",
                "The substitute is named and recorded. Next: from that day the work stands under the substitute's tasks; it is over on its last day."}},
              {"ket-thuc",
               {"Đã kết thúc uỷ quyền, ghi vào nhật ký. Tiếp theo: việc đang mở trở lại với người được làm thay.",
                "The substitution has ended and that is recorded. Next: what is open is the principal's again."}}});
  for (const app::SubstitutionView& one : *found) view.lines.push_back(line(visit, one));
  view.none = view.lines.empty();
  view.may_grant = visit.app().substitution_choices(visit.caller).has_value();
  return page(visit, {visit.word("Uỷ quyền, làm thay", "Substitution"), "/uy-quyen"}, content.render(view, visit.language));
}

/// Whose work, and which: a role he holds, or only the steps chosen.
std::vector<workflow::Choice> scopes(const app::SubstitutionChoices& choices) {
  std::vector<workflow::Choice> out;
  for (const auto& person : choices.principals) {
    for (const auto& [role, unit] : person.grants) {
      const auto parsed = identity::parse_role(role);
      const Localized label = parsed ? identity::label(*parsed) : Localized{role, role};
      out.push_back({person.id + "." + role + "." + unit.id,
                     {person.name + ": " + label.vi + ", " + unit.name.vi, person.name + ": " + label.en + ", " + unit.name.en},
                     {}});
    }
    out.push_back({person.id + "..", {person.name + ": chỉ các bước chọn dưới đây", person.name + ": only the steps chosen below"}, {}});
  }
  return out;
}

app::NewSubstitution wanted_of(const json::value& body) {
  const std::string scope = text_in(body, "scope");
  const auto first = std::min(scope.find('.'), scope.size()), second = std::min(scope.find('.', first + 1), scope.size());
  app::NewSubstitution wanted{scope.substr(0, first), text_in(body, "substitute"), "", "", {}, text_in(body, "from"),
                              text_in(body, "until"), text_in(body, "reason")};
  if (second > first + 1) wanted.role = scope.substr(first + 1, second - first - 1), wanted.unit = scope.substr(std::min(second + 1, scope.size()));
  if (wanted.role.empty()) wanted.steps = several_in(body, "steps");
  return wanted;
}

Result<FormSubject> grant(const Visit& visit) {
  const auto choices = visit.app().substitution_choices(visit.caller);
  if (!choices) return std::unexpected(choices.error());
  std::vector<workflow::Choice> people, steps;
  for (const auto& person : choices->substitutes) {
    const auto titled = [&](const std::string& title) { return person.name + (title.empty() ? "" : ", " + title); };
    people.push_back({person.id, {titled(person.title.vi), titled(person.title.en)}, {}});
  }
  for (const auto& [step, title] : choices->steps) steps.push_back({step, title, {}});
  FormSubject subject =
      plain_subject(visit, {"Giao người làm thay", "Name a substitute"},
                    {choice_field("scope", {"Làm thay việc gì", "In what"}, scopes(*choices)),
                     optional(several_field("steps", {"Các bước, nếu chọn theo bước", "The steps, where steps are chosen"}, std::move(steps))),
                     choice_field("substitute", {"Người làm thay", "Substitute"}, std::move(people)), date_field("from", {"Từ ngày", "From"}),
                     date_field("until", {"Đến hết ngày", "Until, inclusive"}), long_field("reason", {"Lý do", "Reason"}, {}, 1'000)});
  subject.lead = visit.word("Việc làm thay ghi tên cả người làm và người được làm thay; tự hết vào ngày cuối.",
                            "What a substitute does is recorded under both names; it is over on its last day.");
  subject.follows = visit.word("Từ ngày đó người làm thay thấy và làm được các việc này.", "From that day on the substitute sees and does this work.");
  subject.here = subject.back = "/uy-quyen", subject.back_label = visit.word("Uỷ quyền, làm thay", "Substitution");
  subject.button = visit.word("Ghi: giao làm thay", "Record: name the substitute"), subject.sent = "/uy-quyen?xong=giao";
  subject.filled = {{"form", json::object{{"from", to_text(subject.world.today)}}}};
  subject.carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    app::NewSubstitution wanted = wanted_of(body);
    const auto granted = co_await app.grant_substitution(std::move(caller), std::move(wanted));
    // One choice names both principal and role.
    if (!granted) co_return std::unexpected(renamed(granted.error(), {{"principal", "scope"}, {"role", "scope"}}));
    co_return "/uy-quyen?xong=giao";
  };
  return subject;
}

Result<FormSubject> end(const Visit& visit) {
  const std::string id = visit.param("id");
  const auto all = visit.app().substitutions(visit.caller);
  if (!all) return std::unexpected(all.error());
  const auto found = std::ranges::find(*all, id, &app::SubstitutionView::id);
  if (found == all->end()) return refuse(RefusalCode::not_found);
  FormSubject subject = plain_subject(visit, {"Kết thúc uỷ quyền", "End the substitution"}, {long_field("reason", {"Lý do", "Reason"}, {}, 1'000)});
  const Line told = line(visit, *found);
  subject.lead = told.substitute + visit.word(" làm thay ", " stands in for ") + told.principal + ". " + told.scope + ". " + told.from + "–" + told.until;
  subject.here = subject.back = "/uy-quyen", subject.back_label = visit.word("Uỷ quyền, làm thay", "Substitution");
  subject.follows = visit.word("Việc đang mở trở lại với người được làm thay ngay.", "What is open is the principal's again at once.");
  subject.button = visit.word("Ghi: kết thúc uỷ quyền", "Record: end the substitution"), subject.sent = "/uy-quyen?xong=ket-thuc";
  subject.carry = [&app = visit.app(), id](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    std::string reason = text_in(body, "reason");
    const Result<void> done = co_await app.end_substitution(std::move(caller), id, std::move(reason));
    co_return led_on(done, "/uy-quyen?xong=ket-thuc");
  };
  return subject;
}

}  // namespace

void add_substitutions(http::Router& router, const Site& site) {
  add_page(router, site, "/uy-quyen", shown);
  add_form_flow(router, site, "/uy-quyen/moi", grant);
  add_form_flow(router, site, "/uy-quyen/{id}/ket-thuc", end);
}

}  // namespace luan::web
