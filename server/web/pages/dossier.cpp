// The dossier on an official: its table on the rotation's page, and the forms that record, withdraw and except one item.
#include <array>

#include "web/pages/dossier_part.hpp"
#include "web/pages/drafts.hpp"
#include "web/pages/form_flow.hpp"
#include "web/pages/rotation_views.hpp"

namespace luan::web {
namespace {

struct Link {
  std::string href, label, item;
  static constexpr auto fields = std::tuple{html::Field("href", &Link::href), html::Field("label", &Link::label), html::Field("item", &Link::item)};
};
struct Line {
  std::int64_t number = 0;
  std::string title, hint, validity, state, tone, signed_on, expires, warning, by;
  bool optional = false;
  html::Raw values;
  std::vector<Link> links;
  static constexpr auto fields = std::tuple{html::Field("number", &Line::number),       html::Field("title", &Line::title),
                                            html::Field("hint", &Line::hint),           html::Field("validity", &Line::validity),
                                            html::Field("state", &Line::state),         html::Field("tone", &Line::tone),
                                            html::Field("signed_on", &Line::signed_on), html::Field("expires", &Line::expires),
                                            html::Field("warning", &Line::warning),     html::Field("by", &Line::by),
                                            html::Field("optional", &Line::optional),   html::Field("values", &Line::values),
                                            html::Field("links", &Line::links)};
};
struct View {
  std::int64_t there = 0, all = 0, percent = 0, lacking = 0;
  bool kept = false;
  std::vector<Line> lines;
  static constexpr auto fields = std::tuple{html::Field("there", &View::there),     html::Field("all", &View::all),   html::Field("percent", &View::percent),
                                            html::Field("lacking", &View::lacking), html::Field("kept", &View::kept), html::Field("lines", &View::lines)};
};

constexpr auto table = html::compile_page<View>([] {
  return R"(<h2 id="ho-so-nhan-su">{{=Hồ sơ nhân sự|Dossier}} {{there}}/{{all}}</h2>
<p>{{=Đủ|Complete:}} {{percent}}% {{=thành phần bắt buộc|of what is required}}.{{#lacking}} <span class="tag bad">{{=Còn thiếu|Lacking}}: {{lacking}}</span>{{/lacking}}</p>
<table class="stack"><caption class="vh">{{=Thành phần hồ sơ, tình trạng và thời hạn|Items of the dossier, their state and validity}}</caption>
<thead><tr><th scope="col">{{=TT|No.}}</th><th scope="col">{{=Thành phần|Item}}</th><th scope="col">{{=Tình trạng|State}}</th><th scope="col" class="num">{{=Ngày ký|Signed}}</th><th scope="col" class="num">{{=Hết hạn|Runs out}}</th>{{#kept}}<th scope="col" class="noprint">{{=Việc|Do}}</th>{{/kept}}</tr></thead><tbody>
{{#lines}}<tr><td data-l="{{=TT|No.}}">{{number}}</td><th scope="row">{{title}}{{#optional}} <small class="soft">{{=(không bắt buộc)|(optional)}}</small>{{/optional}}{{#hint}}<br><small class="soft">{{hint}}</small>{{/hint}}{{#validity}}<br><small class="soft">{{validity}}</small>{{/validity}}</th><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span>{{#by}} <small class="soft">{{by}}</small>{{/by}}{{#values}}<details><summary>{{=Chi tiết|Details}}</summary>{{values}}</details>{{/values}}</td><td data-l="{{=Ngày ký|Signed}}" class="num">{{signed_on}}</td><td data-l="{{=Hết hạn|Runs out}}" class="num">{{expires}}{{#warning}} <span class="tag warn">{{warning}}</span>{{/warning}}</td>{{#kept}}<td data-l="{{=Việc|Do}}" class="noprint">{{#links}}<a class="nowrap" href="{{href}}">{{label}}<span class="vh">: {{item}}</span></a><br>{{/links}}</td>{{/kept}}</tr>
{{/lines}}</tbody></table>
)";
});

struct Word {
  const char *vi, *en, *tone;
};
Word state_word(const app::DossierLineView& line) {
  if (line.state == "present") return {"Đã có", "Present", "ok"};
  if (line.state == "expired") return {"Đã hết hạn", "Run out", "bad"};
  if (line.state == "excepted") return {"Ngoại lệ", "Excepted", "warn"};
  return line.required ? Word{"Chưa có", "Missing", "bad"} : Word{"Chưa có", "Missing", ""};
}

struct Act {
  app::DossierAct::Kind kind;
  const char *vi, *en, *send_vi, *send_en;
};
constexpr std::array acts{Act{app::DossierAct::Kind::record, "Ghi vào hồ sơ", "Record", "Ghi vào hồ sơ", "Record in the dossier"},
                          Act{app::DossierAct::Kind::except, "Ghi ngoại lệ", "Record an exception", "Ghi ngoại lệ", "Record the exception"},
                          Act{app::DossierAct::Kind::withdraw, "Rút khỏi hồ sơ", "Withdraw", "Rút khỏi hồ sơ", "Withdraw from the dossier"}};

Result<FormSubject> item_subject(const Visit& visit, const Act& act) {
  const std::string id = visit.param("id"), item = visit.param("item");
  auto asked = visit.app().dossier_item(visit.caller, id, item, act.kind);
  if (!asked) return std::unexpected(std::move(asked.error()));
  FormSubject subject;
  subject.title = visit.word(act.vi, act.en) + ": " + visit.in(asked->title);
  subject.lead = asked->parties.official.name + ", " + parties_line(asked->parties, visit.language);
  subject.draft = {app::DraftOf::Kind::dossier, asked->rotation, item + "." + std::string(app::act_name(act.kind))}, subject.version = asked->version;
  subject.address = draft_address(subject.draft);
  subject.back = "/ho-so/" + id + "#ho-so-nhan-su", subject.back_label = asked->code, subject.here = "/ho-so";
  const auto form = std::make_shared<workflow::Form>(std::move(asked->form));
  form->title = {act.send_vi, act.send_en};  // what the button does
  subject.form = form.get(), subject.keeps = form, subject.world = asked->world;
  subject.send = [&app = visit.app(), caller = visit.caller, id, item, kind = act.kind](json::value body, app::RequestMeta meta) {
    return app.keep_dossier(caller, id, item, kind, std::move(body), std::move(meta));
  };
  return subject;
}

}  // namespace

std::string dossier_part(const app::DossierView& dossier, const std::string& rotation, Language language) {
  const bool vi = language == Language::vi;
  View view{dossier.there, static_cast<std::int64_t>(dossier.lines.size()), dossier.percent, dossier.lacking, dossier.may_record || dossier.may_except, {}};
  for (const app::DossierLineView& line : dossier.lines) {
    const Word word = state_word(line);
    Line out;
    out.number = static_cast<std::int64_t>(view.lines.size()) + 1;
    out.title = line.title.in(language), out.hint = line.hint.in(language), out.validity = line.validity.in(language);
    out.state = vi ? word.vi : word.en, out.tone = word.tone, out.by = line.by, out.optional = !line.required;
    if (line.signed_on) out.signed_on = to_page_text(*line.signed_on);
    if (line.expires) out.expires = to_page_text(*line.expires);
    if (line.runs_out) out.warning = vi ? "Sắp hết hạn" : "Runs out soon";
    out.values.text = line.values.empty() ? "" : value_list(line.values, language);
    const bool there = line.state == "present" || line.state == "expired";
    for (const Act& act : acts) {
      const bool fits = act.kind == app::DossierAct::Kind::except ? dossier.may_except && line.required && line.state != "present" && line.state != "excepted"
                                                                  : dossier.may_record && (act.kind == app::DossierAct::Kind::record || there);
      if (fits)
        out.links.push_back(
            {"/ho-so/" + rotation + "/ho-so-nhan-su/" + line.item + "/" + std::string(app::act_name(act.kind)), vi ? act.vi : act.en, out.title});
    }
    view.lines.push_back(std::move(out));
  }
  return table.render(view, language);
}

void add_dossier(http::Router& router, const Site& site) {
  for (const Act& act : acts)
    add_form_flow(router, site, "/ho-so/{id}/ho-so-nhan-su/{item}/" + std::string(app::act_name(act.kind)),
                  [&act](const Visit& visit) { return item_subject(visit, act); });
}

}  // namespace luan::web
