// What can be filled in: a step's response, an action, a nomination; and the page that confirms it.
#include <algorithm>

#include "base/text.hpp"
#include "web/pages/form_flow.hpp"
#include "web/pages/posting_part.hpp"
#include "web/pages/rotation_views.hpp"

namespace luan::web {
namespace {

struct BeforeView {
  html::Raw score, opinions, papers, preview;  // papers are folded; so are score and opinions where the step is not about them
  bool weighs = false, folded = false;
  std::string answer{};  // where the form begins, below much to read
  static constexpr auto fields =
      std::tuple{html::Field("score", &BeforeView::score),     html::Field("opinions", &BeforeView::opinions), html::Field("papers", &BeforeView::papers),
                 html::Field("preview", &BeforeView::preview), html::Field("weighs", &BeforeView::weighs),     html::Field("folded", &BeforeView::folded),
                 html::Field("answer", &BeforeView::answer)};
};
constexpr auto before_template = html::compile_page<BeforeView>([] {
  return R"({{#answer}}<p class="noprint"><a href="#{{answer}}">{{=Đến phần trả lời|To the answer}}</a></p>{{/answer}}{{preview}}{{#weighs}}{{#opinions}}<h2>{{=Ý kiến của nơi đến|Opinions of the receiving side}}</h2>{{opinions}}{{/opinions}}{{score}}{{/weighs}}{{#folded}}<details><summary>{{=Văn bản trước bước này|Papers before this step}}</summary>{{papers}}{{^weighs}}{{#opinions}}<h2>{{=Ý kiến của nơi đến|Opinions of the receiving side}}</h2>{{opinions}}{{/opinions}}{{score}}{{/weighs}}</details>{{/folded}})";
});

/// The id of what is filled in first.
std::string first_control(const workflow::Form& form) { return form.answers.empty() && !form.fields.empty() ? form.fields.front().id : "outcome"; }

struct AsideView {
  std::string due, left, tone, code, href, official, from, to, instead, recuse;
  static constexpr auto fields =
      std::tuple{html::Field("due", &AsideView::due),      html::Field("left", &AsideView::left), html::Field("tone", &AsideView::tone),
                 html::Field("code", &AsideView::code),    html::Field("href", &AsideView::href), html::Field("official", &AsideView::official),
                 html::Field("from", &AsideView::from),    html::Field("to", &AsideView::to),     html::Field("instead", &AsideView::instead),
                 html::Field("recuse", &AsideView::recuse)};
};
constexpr auto aside_template = html::compile_page<AsideView>([] {
  return R"(<section class="sheet"><h2>{{=Hồ sơ|Rotation}} {{code}}</h2><dl class="facts small"><div><dt>{{=Cán bộ|Official}}</dt><dd>{{official}}</dd></div><div><dt>{{=Nơi đi|From}}</dt><dd>{{from}}</dd></div><div><dt>{{=Chức danh|Post}}</dt><dd>{{to}}</dd></div>{{#due}}<div><dt>{{=Hạn|Due}}</dt><dd>{{due}}<br><span{{#tone}} class="tag {{tone}}"{{/tone}}>{{left}}</span></dd></div>{{/due}}</dl>{{#instead}}<p class="note">{{=Đồng chí làm thay đ/c|You stand in for}} <b>{{instead}}</b>. {{=Nhật ký ghi tên cả hai.|The log names both.}}</p>{{/instead}}<p><a href="{{href}}">{{=Xem cả hồ sơ|See the whole rotation}}</a></p>{{#recuse}}<p><a href="{{recuse}}">{{=Tôi có xung đột lợi ích|I have a conflict of interest}}</a></p>{{/recuse}}</section>)";
});

std::string aside(const Visit& visit, const std::string& rotation, const std::string& code, const app::Parties& parties, const std::optional<app::DueView>& due,
                  const std::string& instead = "", const std::string& recuse = "") {
  AsideView view{"",      "",    "", code, "/ho-so/" + rotation, parties.official.name, visit.in(parties.sending.name), visit.in(parties.position.title),
                 instead, recuse};
  if (due) view.due = due_text(*due), view.left = due_words(*due, visit.language), view.tone = due_tone(*due);
  return aside_template.render(view, visit.language);
}

/// What a posting on the terms just typed would say; nothing where the answer issues none.
std::string foretold_posting(const app::App& app, const app::Caller& caller, const std::string& id, const std::string& step, const workflow::Filled& filled,
                             Language language) {
  const json::value* effective = filled.values.if_contains("effective");
  const json::value* months = filled.values.if_contains("term_months");
  if (!effective || !months) return {};
  const app::TermQuery terms{parse_date(std::string_view(effective->as_string())), static_cast<int>(months->as_int64())};
  const auto view = app.step(caller, id, step, terms);
  if (!view || !view->preview) return {};
  return posting_part(*view->preview, language == Language::vi ? "Thời hạn và số văn bản" : "The term and the papers' numbers", language);
}

Result<FormSubject> step_subject(const Visit& visit) {
  const std::string id = visit.param("id"), step_id = visit.param("step");
  const auto step = visit.app().step(visit.caller, id, step_id);
  if (!step) return std::unexpected(step.error());
  if (!step->form) return refuse(RefusalCode::not_found);
  const TimeZone& zone = visit.app().zone();
  FormSubject subject;
  subject.title = visit.in(step->title) + visit.word(": đ/c ", ": ") + step->parties.official.name;
  subject.lead = parties_line(step->parties, visit.language);
  subject.address = "/ho-so/" + id + "/buoc/" + step_id;
  subject.back = "/ho-so/" + id, subject.back_label = step->code, subject.here = "/";
  if (step->collects)
    subject.rule = visit.word("Ý kiến được trình nguyên văn; không nơi nào có quyền phủ quyết.", "Opinions go up word for word; none is a veto.");
  else if (!step->first_suffices)
    subject.rule = visit.in(step->rule) + ".";
  if (step->collects && step->due)
    subject.rule += visit.word(" Hết ngày ", " With no answer by the end of ") + due_text(*step->due) +
                    visit.word(" mà chưa có trả lời thì ghi là «Không trả lời».", " this is recorded as “No answer”.");
  subject.form = step->form, subject.keeps = step->keeps, subject.world = step->world, subject.shown = step->shown;
  subject.draft = {app::DraftOf::Kind::step, step->rotation, step->step}, subject.version = step->version;
  subject.refused = step->refused;
  BeforeView before{
      {scores_part(step->scores, zone, visit.language)},
      {step->opinions.empty() ? "" : opinions_part(step->opinions, zone, visit.language)},
      {responses_part(step->before, zone, visit.language)},
      {step->preview ? posting_part(*step->preview, visit.word("Dự kiến, nếu có hiệu lực từ hôm nay", "Expected, if it took effect today"), visit.language)
                     : ""},
      step->weighs,
      false};
  before.folded = !before.papers.text.empty() || (!step->weighs && !(before.score.text.empty() && before.opinions.text.empty()));
  if (step->weighs && !(before.score.text.empty() && before.opinions.text.empty())) before.answer = first_control(*step->form);
  subject.before = before_template.render(before, visit.language);
  subject.aside = aside(visit, id, step->code, step->parties, step->due, step->instead_of, step->may_recuse ? subject.address + "/xung-dot" : "");
  if (step->preview)
    subject.foretell = [&visit_app = visit.app(), caller = visit.caller, language = visit.language, id, step_id](const workflow::Filled& filled) {
      return foretold_posting(visit_app, caller, id, step_id, filled, language);
    };
  subject.send = [&app = visit.app(), caller = visit.caller, id, step_id](json::value body, app::RequestMeta meta) {
    return app.respond(caller, id, step_id, std::move(body), std::move(meta));
  };
  return subject;
}

Result<FormSubject> action_subject(const Visit& visit) {
  const std::string id = visit.param("id"), action_id = visit.param("action");
  auto action = visit.app().action(visit.caller, id, action_id);
  if (!action) return std::unexpected(std::move(action.error()));
  FormSubject subject;
  subject.title = visit.in(action->title) + visit.word(": đ/c ", ": ") + action->parties.official.name;
  subject.lead = parties_line(action->parties, visit.language);
  subject.address = "/ho-so/" + id + "/thao-tac/" + action_id;
  subject.back = "/ho-so/" + id, subject.back_label = action->code, subject.here = "/ho-so";
  const auto form = std::make_shared<workflow::Form>(std::move(action->form));
  subject.form = form.get(), subject.keeps = form, subject.world = action->world;
  subject.refused = action->refused;
  subject.draft = {app::DraftOf::Kind::action, action->rotation, action->action}, subject.version = action->version;
  subject.reason_beside = true;
  subject.aside = aside(visit, id, action->code, action->parties, {});
  subject.send = [&app = visit.app(), caller = visit.caller, id, action_id](json::value body, app::RequestMeta meta) {
    return app.act(caller, id, action_id, std::move(body), std::move(meta));
  };
  return subject;
}

Result<FormSubject> recusal_subject(const Visit& visit) {
  const std::string id = visit.param("id"), step_id = visit.param("step");
  auto asked = visit.app().recusal(visit.caller, id, step_id);
  if (!asked) return std::unexpected(std::move(asked.error()));
  FormSubject subject;
  subject.title = visit.word("Xung đột lợi ích: ", "Conflict of interest: ") + visit.in(asked->title);
  subject.lead = visit.word("Đồng chí sẽ không tham gia bước này, và không rút lại được. ", "You take no part in this step, and cannot take that back. ") +
                 parties_line(asked->parties, visit.language);
  subject.address = "/ho-so/" + id + "/buoc/" + step_id + "/xung-dot";
  subject.back = "/ho-so/" + id + "/buoc/" + step_id, subject.back_label = visit.in(asked->title), subject.here = "/";
  const auto form = std::make_shared<workflow::Form>(std::move(asked->form));
  subject.form = form.get(), subject.keeps = form, subject.world = asked->world;
  subject.refused = asked->refused;
  subject.draft = {app::DraftOf::Kind::recusal, asked->rotation, asked->action}, subject.version = asked->version;
  subject.reason_beside = true;
  subject.aside = aside(visit, id, asked->code, asked->parties, {});
  subject.send = [&app = visit.app(), caller = visit.caller, id, step_id](json::value body, app::RequestMeta meta) {
    return app.recuse(caller, id, step_id, std::move(body), std::move(meta));
  };
  return subject;
}

Result<FormSubject> correction_subject(const Visit& visit) {
  const std::string id = visit.param("id"), sequence = visit.param("sequence");
  const int number = whole_number(sequence).value_or(0);
  auto asked = visit.app().correction(visit.caller, id, number);
  if (!asked) return std::unexpected(std::move(asked.error()));
  FormSubject subject;
  subject.title = visit.word("Đính chính: ", "Correction: ") + visit.in(asked->title);
  subject.lead = visit.word("Sửa chỗ sai và nêu lý do. Kết quả đã tính theo nội dung cũ không đổi. ",
                            "Change what is wrong and say why. What was decided by it stays decided. ") +
                 parties_line(asked->parties, visit.language);
  subject.address = "/ho-so/" + id + "/dinh-chinh/" + sequence;
  subject.back = "/ho-so/" + id, subject.back_label = asked->code, subject.here = "/ho-so";
  const auto form = std::make_shared<workflow::Form>(std::move(asked->form));
  subject.form = form.get(), subject.keeps = form, subject.world = asked->world, subject.filled = asked->filled;
  subject.draft = {app::DraftOf::Kind::correction, asked->rotation, sequence}, subject.version = asked->version;
  subject.aside = aside(visit, id, asked->code, asked->parties, {});
  subject.send = [&app = visit.app(), caller = visit.caller, id, number](json::value body, app::RequestMeta meta) {
    return app.correct(caller, id, number, std::move(body), std::move(meta));
  };
  return subject;
}

struct OtherWorkflow {
  std::string href, title;
  static constexpr auto fields = std::tuple{html::Field("href", &OtherWorkflow::href), html::Field("title", &OtherWorkflow::title)};
};
struct OthersView {
  std::vector<OtherWorkflow> others;
  static constexpr auto fields = std::tuple{html::Field("others", &OthersView::others)};
};
constexpr auto others_template = html::compile_page<OthersView>([] {
  return R"(<section class="sheet"><h2>{{=Hồ sơ khác|Another kind}}</h2><ul>{{#others}}<li><a href="{{href}}">{{title}}</a></li>{{/others}}</ul></section>)";
});

/// `/de-cu` begins the first workflow that the caller may begin, `/de-cu/{name}` that one; each names the others.
Result<FormSubject> nomination_subject(const Visit& visit) {
  const auto startable = visit.app().startable(visit.caller);
  const std::string first = startable.empty() ? std::string("rotation") : startable.front()->name;
  const std::string wanted = visit.param("name").empty() ? first : visit.param("name");
  const auto start = visit.app().start(visit.caller, wanted, visit.query("dong"));
  if (!start) return std::unexpected(start.error());
  FormSubject subject;
  subject.title = visit.in(start->form->title);
  subject.lead = visit.word("Gửi xong, hồ sơ đi theo quy trình «", "Once sent, this follows the workflow “") + visit.in(start->title) + visit.word("».", "”.");
  subject.address = wanted == first ? "/de-cu" : "/de-cu/" + wanted;
  subject.here = "/de-cu";
  OthersView others;
  for (const workflow::DefinitionPtr& other : startable)
    if (other->name != wanted) others.others.push_back({other->name == first ? "/de-cu" : "/de-cu/" + other->name, visit.in(other->title)});
  if (!others.others.empty()) subject.aside = others_template.render(others, visit.language);
  subject.form = start->form, subject.keeps = start->keeps, subject.world = start->world, subject.filled = start->typed;
  subject.draft = {app::DraftOf::Kind::nomination, "-", start->workflow};
  subject.send = [&app = visit.app(), caller = visit.caller, name = start->workflow](json::value body, app::RequestMeta meta) {
    return app.nominate(caller, name, std::move(body), std::move(meta));
  };
  return subject;
}

struct Item {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Item::text)};
};
struct SentView {
  std::string what, at, log, href, code;
  std::vector<Item> happened, next;
  static constexpr auto fields =
      std::tuple{html::Field("what", &SentView::what), html::Field("at", &SentView::at),     html::Field("log", &SentView::log),
                 html::Field("href", &SentView::href), html::Field("code", &SentView::code), html::Field("happened", &SentView::happened),
                 html::Field("next", &SentView::next)};
};
constexpr auto sent_template = html::compile_page<SentView>([] {
  return R"(<div class="text"><div class="panel" role="status" tabindex="-1" data-focus><h1>{{=Đã gửi|Sent}}</h1><p>{{what}}</p><p class="small">{{at}} · {{=nhật ký số|log no.}} {{log}}</p></div>
<h2>{{=Đã xảy ra|What happened}}</h2><ul>{{#happened}}<li>{{text}}</li>{{/happened}}{{^happened}}<li>{{=Đã ghi vào nhật ký. Bước này còn chờ người khác.|Recorded in the log. The step waits for others.}}</li>{{/happened}}</ul>
<h2>{{=Tiếp theo|What happens next}}</h2><ul>{{#next}}<li>{{text}}</li>{{/next}}{{^next}}<li>{{=Không còn việc nào đang mở ở hồ sơ này.|Nothing more is open in this rotation.}}</li>{{/next}}</ul>
<p class="bar"><a class="btn" href="/">{{=Về việc của tôi|To my tasks}}</a> <a class="btn plain" href="{{href}}">{{=Xem hồ sơ|See the rotation}} {{code}}</a></p></div>
)";
});

http::Reply sent(const Visit& visit) {
  const auto rotation = visit.app().rotation(visit.caller, visit.param("id"));
  const auto history = visit.app().history(visit.caller, visit.param("id"));
  if (!rotation || !history) return refusal_page(visit, {RefusalCode::not_found});
  const auto own = std::ranges::find(*history, visit.param("sequence"), [](const app::HistoryEntry& entry) { return std::to_string(entry.sequence); });
  if (own == history->end() || own->actor != visit.caller.account().text()) return refusal_page(visit, {RefusalCode::not_found});
  SentView view{visit.in(own->what),
                instant_words(visit.app().zone(), own->time),
                grouped(own->log_index, visit.language),
                "/ho-so/" + rotation->row.id,
                rotation->row.code,
                {},
                {}};
  if (own->type == "rotation.nominated") {
    const std::string stage = visit.in(rotation->drawn->stages.front().title);
    view.happened.push_back({visit.word("Mở hồ sơ ", "Opened ") + view.code + visit.word(", giai đoạn: ", ", stage: ") + stage});
  }
  // What followed in the same instant: a plugin that answers a moment later is another happening.
  for (auto after = std::next(own); after != history->end() && after->actor == "-" && after->time == own->time; ++after)
    if (after->key || after->type == "step.closed") view.happened.push_back({visit.in(after->what)});
  for (const app::OpenStepView& step : rotation->open_steps)
    view.next.push_back({visit.in(step.title) + (step.due ? visit.word(", hạn ", ", due ") + due_text(*step.due) : "") +
                         (step.mine ? visit.word(" (việc của đồng chí)", " (yours)") : "")});
  return page(visit, {visit.word("Đã gửi: ", "Sent: ") + view.what, "/"}, sent_template.render(view, visit.language));
}

}  // namespace

void add_forms(http::Router& router, const Site& site) {
  add_form_flow(router, site, "/ho-so/{id}/buoc/{step}", step_subject);
  add_form_flow(router, site, "/ho-so/{id}/buoc/{step}/xung-dot", recusal_subject);
  add_form_flow(router, site, "/ho-so/{id}/thao-tac/{action}", action_subject);
  add_form_flow(router, site, "/ho-so/{id}/dinh-chinh/{sequence}", correction_subject);
  add_form_flow(router, site, "/de-cu", nomination_subject);
  add_form_flow(router, site, "/de-cu/{name}", nomination_subject);
  add_page(router, site, "/ho-so/{id}/da-gui/{sequence}", sent);
}

}  // namespace luan::web
