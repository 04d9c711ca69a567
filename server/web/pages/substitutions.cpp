// «Uỷ quyền, làm thay»: who stands in for whom, and a new one.
#include <algorithm>

#include "web/form_view.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Option {
  std::string value, label;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("value", &Option::value), html::Field("label", &Option::label), html::Field("chosen", &Option::chosen)};
};
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
  std::string csrf, done, from, until, reason;
  html::Raw errors;
  std::vector<Line> lines;
  std::vector<Option> scopes, substitutes, steps;
  bool none = false, may_grant = false;
  static constexpr auto fields =
      std::tuple{html::Field("csrf", &View::csrf),   html::Field("done", &View::done),     html::Field("from", &View::from),
                 html::Field("until", &View::until), html::Field("reason", &View::reason), html::Field("errors", &View::errors),
                 html::Field("lines", &View::lines), html::Field("scopes", &View::scopes), html::Field("substitutes", &View::substitutes),
                 html::Field("steps", &View::steps), html::Field("none", &View::none),     html::Field("may_grant", &View::may_grant)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Uỷ quyền, làm thay|Substitution}}</h1>
<p class="lead">{{=Việc làm thay ghi tên cả người làm và người được làm thay; tự hết vào ngày cuối. Phiếu biểu quyết không uỷ quyền, trừ khi quy trình cho phép.|What a substitute does is recorded under both names; it is over on its last day. Votes are not delegated unless the workflow says so.}}</p>
{{#none}}<p class="note">{{=Chưa có uỷ quyền nào.|Nobody stands in for anybody.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Các uỷ quyền, mới nhất trước|Substitutions, newest first}}</caption><thead><tr><th scope="col">{{=Người được làm thay|For whom}}</th><th scope="col">{{=Người làm thay|Substitute}}</th><th scope="col">{{=Phạm vi|Scope}}</th><th scope="col" class="num">{{=Từ|From}}</th><th scope="col" class="num">{{=Đến hết|Until}}</th><th scope="col">{{=Lý do|Reason}}</th><th scope="col">{{=Tình trạng|State}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row">{{principal}}</th><td data-l="{{=Người làm thay|Substitute}}">{{substitute}}</td><td data-l="{{=Phạm vi|Scope}}">{{scope}}</td><td data-l="{{=Từ|From}}" class="num">{{from}}</td><td data-l="{{=Đến hết|Until}}" class="num">{{until}}</td><td data-l="{{=Lý do|Reason}}" class="user">{{reason}}</td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span>{{#may_end}}<details><summary>{{=Kết thúc|End it}}<span class="vh"> {{principal}}, {{substitute}}</span></summary><form method="post" action="/uy-quyen/ket-thuc"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="id" value="{{id}}"><div class="field"><label for="ly-do-{{id}}">{{=Lý do|Reason}}</label><input type="text" id="ly-do-{{id}}" name="reason"></div><button class="btn plain">{{=Kết thúc uỷ quyền|End the substitution}}</button></form></details>{{/may_end}}</td></tr>
{{/lines}}</tbody></table>{{/none}}
{{#may_grant}}<h2>{{=Giao người làm thay|Name a substitute}}</h2>
<form method="post" action="/uy-quyen" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="role">{{=Làm thay việc gì|In what}}</label><select id="role" name="scope">{{#scopes}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/scopes}}</select></div>
<fieldset class="field" id="steps"><legend>{{=Các bước, nếu chọn theo bước|The steps, where steps are chosen}}</legend>{{#steps}}<p><label><input type="checkbox" name="steps" value="{{value}}"{{#chosen}} checked{{/chosen}}> {{label}}</label></p>{{/steps}}</fieldset>
<div class="field"><label for="substitute">{{=Người làm thay|Substitute}}</label><select id="substitute" name="substitute">{{#substitutes}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/substitutes}}</select></div>
<div class="field"><label for="from">{{=Từ ngày|From}}</label><p class="hint" id="from-hint">{{=Ví dụ: 05/02/2026|Day first, like 05/02/2026}}</p><input type="text" id="from" name="from" value="{{from}}" inputmode="numeric" autocomplete="off" aria-describedby="from-hint"></div>
<div class="field"><label for="until">{{=Đến hết ngày|Until, inclusive}}</label><input type="text" id="until" name="until" value="{{until}}" inputmode="numeric" autocomplete="off" aria-describedby="from-hint"></div>
<div class="field"><label for="reason">{{=Lý do|Reason}}</label><input type="text" id="reason" name="reason" value="{{reason}}"></div>
<div class="bar"><button class="btn">{{=Giao làm thay|Grant}}</button></div></form>{{/may_grant}}
)";
});

std::string state_words(const Visit& visit, const std::string& state) {
  if (state == "active") return visit.word("Đang có hiệu lực", "In effect");
  if (state == "coming") return visit.word("Chưa đến ngày", "Not yet");
  return state == "ended" ? visit.word("Đã kết thúc sớm", "Ended early") : visit.word("Đã hết hạn", "Over");
}

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
          state_words(visit, one.state),
          one.state == "active"   ? "ok"
          : one.state == "coming" ? "warn"
                                  : "",
          one.may_end};
}

bool contains(const http::Pairs& fields, std::string_view name, std::string_view value) {
  return std::ranges::any_of(fields, [&](const auto& field) { return field.first == name && field.second == value; });
}

void add_choices(const Visit& visit, const http::Pairs& fields, View& view) {
  const auto choices = visit.app().substitution_choices(visit.caller);
  if (!choices) return;
  view.may_grant = true;
  const auto scope = [&](const std::string& value, const std::string& label) { view.scopes.push_back({value, label, contains(fields, "scope", value)}); };
  for (const auto& person : choices->principals) {
    for (const auto& [role, unit] : person.grants) {
      const auto parsed = identity::parse_role(role);
      scope(person.id + "|" + role + "|" + unit.id, person.name + ": " + (parsed ? visit.in(identity::label(*parsed)) : role) + ", " + visit.in(unit.name));
    }
    scope(person.id + "||", person.name + visit.word(": chỉ các bước chọn dưới đây", ": only the steps chosen below"));
  }
  for (const auto& person : choices->substitutes)
    view.substitutes.push_back(
        {person.id, person.name + (person.title.vi.empty() ? "" : ", " + visit.in(person.title)), contains(fields, "substitute", person.id)});
  for (const auto& [step, title] : choices->steps) view.steps.push_back({step, visit.in(title), contains(fields, "steps", step)});
}

http::Reply show(const Visit& visit, View view, const http::Pairs& fields, int status) {
  const auto found = visit.app().substitutions(visit.caller);
  if (!found) return refusal_page(visit, found.error());
  view.csrf = visit.app().csrf_token(visit.caller);
  for (const app::SubstitutionView& one : *found) view.lines.push_back(line(visit, one));
  view.none = view.lines.empty();
  add_choices(visit, fields, view);
  if (view.from.empty() && status == 200) view.from = to_page_text(visit.app().zone().date(visit.app().clock().now()));
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Uỷ quyền, làm thay", "Substitution"), "/uy-quyen"};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply refused(const Visit& visit, const Refusal& refusal, const http::Pairs& fields) {
  if (refusal.fields.empty()) return refusal_page(visit, refusal);
  View view;
  view.from = posted(fields, "from"), view.until = posted(fields, "until"), view.reason = posted(fields, "reason");
  std::vector<FieldError> faults = refusal.fields;
  for (FieldError& fault : faults)
    if (fault.field == "principal") fault.field = "role";  // one choice names both
  view.errors.text = error_summary(faults, visit.language);
  return show(visit, std::move(view), fields, http_status(refusal.code));
}

Awaitable<http::Reply> grant(Visit visit, const http::Pairs& fields) {
  const auto day = [&](const char* name) {
    const auto date = parse_page_date(posted(fields, name));
    return date ? to_text(*date) : std::string();
  };
  const std::string scope = posted(fields, "scope");
  const auto first = std::min(scope.find('|'), scope.size()), second = std::min(scope.find('|', first + 1), scope.size());
  app::NewSubstitution wanted{scope.substr(0, first), posted(fields, "substitute"), "", "", {}, day("from"), day("until"), posted(fields, "reason")};
  if (second > first + 1) wanted.role = scope.substr(first + 1, second - first - 1), wanted.unit = scope.substr(std::min(second + 1, scope.size()));
  if (wanted.role.empty())
    for (const auto& [name, value] : fields)
      if (name == "steps") wanted.steps.push_back(value);
  const auto granted = co_await visit.app().grant_substitution(visit.caller, std::move(wanted));
  co_return granted ? http::see_other("/uy-quyen?xong=1") : refused(visit, granted.error(), fields);
}

Awaitable<http::Reply> end(Visit visit, const http::Pairs& fields) {
  const auto done = co_await visit.app().end_substitution(visit.caller, posted(fields, "id"), posted(fields, "reason"));
  if (done) co_return http::see_other("/uy-quyen?xong=1");
  if (done.error().fields.empty()) co_return refusal_page(visit, done.error());
  View view;
  std::vector<FieldError> faults = done.error().fields;
  for (FieldError& fault : faults) fault.field = "ly-do-" + posted(fields, "id");
  view.errors.text = error_summary(faults, visit.language);
  co_return show(visit, std::move(view), {}, http_status(done.error().code));
}

}  // namespace

void add_substitutions(http::Router& router, const Site& site) {
  add_page(router, site, "/uy-quyen", [](const Visit& visit) {
    View view;
    if (!visit.query("xong").empty()) view.done = visit.word("Đã ghi vào nhật ký.", "Recorded in the log.");
    return show(visit, std::move(view), {}, 200);
  });
  add_post(router, site, "/uy-quyen", grant);
  add_post(router, site, "/uy-quyen/ket-thuc", end);
}

}  // namespace luan::web
