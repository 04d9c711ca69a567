// A new version of a workflow: installed as text, and open rotations moved to it after a look at where each would go.
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "web/kept_forms.hpp"
#include "web/pages/drafts.hpp"
#include "web/pages/review_page.hpp"

namespace luan::web {
namespace {

struct Word {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Word::text)};
};
struct Version {
  std::string label, href;
  static constexpr auto fields = std::tuple{html::Field("label", &Version::label), html::Field("href", &Version::href)};
};
struct InstallView {
  std::string csrf, text, key, draft, saved;
  bool faulty = false;
  std::vector<Word> faults;
  std::vector<Version> versions;
  bool moves = false;
  static constexpr auto fields =
      std::tuple{html::Field("csrf", &InstallView::csrf),     html::Field("text", &InstallView::text),         html::Field("key", &InstallView::key),
                 html::Field("draft", &InstallView::draft),   html::Field("saved", &InstallView::saved),       html::Field("faulty", &InstallView::faulty),
                 html::Field("faults", &InstallView::faults), html::Field("versions", &InstallView::versions), html::Field("moves", &InstallView::moves)};
};
constexpr auto install_template = html::compile_page<InstallView>([] {
  return R"({{#faulty}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa cài được|Not installed}}</h2><ul>{{#faults}}<li class="user"><a href="#text">{{text}}</a></li>{{/faults}}</ul></div>
{{/faulty}}<h1>{{=Bản mới của quy trình|A new version of a workflow}}</h1>
<p class="lead">{{=Bản mới được chứng minh trước khi cài. Hồ sơ đang mở giữ bản cũ cho đến khi được chuyển; bản đã cài không sửa được.|A new version is proved before it is installed. Open rotations stay under theirs until they are moved; an installed version never changes.}}</p>
{{#moves}}<h2>{{=Các bản đã cài|Versions installed}}</h2><ul>{{#versions}}<li>{{label}}{{#href}} – <a href="{{href}}">{{=Xem nơi các hồ sơ đang mở sẽ đến|See where open rotations would go}}</a>{{/href}}</li>{{/versions}}</ul>{{/moves}}
{{#saved}}<div class="note" role="status"><p>{{saved}}</p><form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>
{{/saved}}<form method="post" action="/quy-trinh/ban-moi" data-draft><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="key" value="{{key}}"><input type="hidden" name="draft" value="{{draft}}">
<div class="field"><label for="text">{{=Nội dung tệp quy trình (YAML)|Text of the workflow file (YAML)}}</label><textarea id="text" name="text" rows="24" class="mono tall" spellcheck="false">
{{text}}</textarea></div>
<div class="bar"><button class="btn" type="submit" name="go" value="check">{{=Chứng minh, xem lại trước khi cài|Prove it, check before installing}}</button> <button class="btn plain" type="submit" formaction="/nhap" name="go" value="draft">{{=Lưu nháp|Save draft}}</button></div>
<p class="saved" data-saved></p></form>
)";
});

struct Proved {
  std::string said, again;
  std::vector<Word> unplaced;
  static constexpr auto fields =
      std::tuple{html::Field("said", &Proved::said), html::Field("again", &Proved::again), html::Field("unplaced", &Proved::unplaced)};
};
struct Move {
  std::string code, href, official, from, to, asks;
  bool refused = false;
  static constexpr auto fields =
      std::tuple{html::Field("code", &Move::code), html::Field("href", &Move::href), html::Field("official", &Move::official), html::Field("from", &Move::from),
                 html::Field("to", &Move::to),     html::Field("asks", &Move::asks), html::Field("refused", &Move::refused)};
};
struct MigrationPage {
  std::string csrf, title, address, mapping, done, draft, saved;
  std::vector<Word> faults;
  std::vector<Proved> proved;
  std::vector<Move> moves;
  bool possible = false, any = false, faulty = false;
  static constexpr auto fields = std::tuple{
      html::Field("csrf", &MigrationPage::csrf),       html::Field("title", &MigrationPage::title),       html::Field("address", &MigrationPage::address),
      html::Field("mapping", &MigrationPage::mapping), html::Field("done", &MigrationPage::done),         html::Field("proved", &MigrationPage::proved),
      html::Field("moves", &MigrationPage::moves),     html::Field("possible", &MigrationPage::possible), html::Field("any", &MigrationPage::any),
      html::Field("faulty", &MigrationPage::faulty),   html::Field("faults", &MigrationPage::faults),     html::Field("draft", &MigrationPage::draft),
      html::Field("saved", &MigrationPage::saved)};
};
constexpr auto migration_template = html::compile_page<MigrationPage>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}{{#faulty}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa chuyển được|Not moved}}</h2><ul>{{#faults}}<li class="user"><a href="#mapping">{{text}}</a></li>{{/faults}}</ul></div>
{{/faulty}}<h1>{{=Chuyển hồ sơ đang mở|Moving open rotations}}: {{title}}</h1>
{{^done}}<p class="lead">{{=Chưa có gì thay đổi. Mỗi hồ sơ được xem trước: đến giai đoạn nào, giữ kết quả nào, hỏi lại bước nào.|Nothing has changed yet. Each rotation is looked at: where it goes, what it keeps, what is asked again.}}</p>{{/done}}
{{#proved}}<p class="note">{{said}}</p>{{#again}}<p>{{again}}</p>{{/again}}{{#unplaced}}<p class="tag bad">{{text}}</p>{{/unplaced}}{{/proved}}
{{#any}}<table class="stack"><caption class="vh">{{=Các hồ sơ đang mở|Open rotations}}</caption><thead><tr><th scope="col">{{=Hồ sơ|Rotation}}</th><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Đang ở|Stands in}}</th><th scope="col">{{=Sẽ đến|Goes to}}</th><th scope="col">{{=Hỏi lại|Asked again}}</th></tr></thead><tbody>
{{#moves}}<tr><th scope="row"><a href="{{href}}">{{code}}</a></th><td data-l="{{=Cán bộ|Official}}">{{official}}</td><td data-l="{{=Đang ở|Stands in}}">{{from}}</td><td data-l="{{=Sẽ đến|Goes to}}">{{#refused}}<span class="tag bad">{{to}}</span>{{/refused}}{{^refused}}{{to}}{{/refused}}</td><td data-l="{{=Hỏi lại|Asked again}}">{{asks}}</td></tr>
{{/moves}}</tbody></table>{{/any}}{{^any}}<p class="note">{{=Không có hồ sơ đang mở nào ở bản cũ.|No open rotation is under an older version.}}</p>{{/any}}
{{#possible}}<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="mapping" value="{{mapping}}"><p class="note">{{=Mỗi hồ sơ ghi vào nhật ký việc chuyển, và không chuyển lại được.|Each rotation has it in the log, and none goes back.}}</p><div class="bar"><button class="btn" name="go" value="move">{{=Chuyển tất cả hồ sơ trên|Move all these rotations}}</button></div></form>{{/possible}}
{{#any}}{{#saved}}<div class="note" role="status"><p>{{saved}}</p><form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>
{{/saved}}<form method="post" action="{{address}}" data-draft><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}">
<div class="field"><label for="mapping">{{=Tên đã đổi (để trống nếu không có)|What was renamed (empty where nothing was)}}</label><p class="hint" id="mapping-hint">{{=Ví dụ:|For instance:}} <span class="mono">stages: { tên_cũ: tên_mới }</span></p><textarea id="mapping" name="mapping" rows="3" class="mono" spellcheck="false" aria-describedby="mapping-hint">
{{mapping}}</textarea></div>
<div class="bar"><button class="btn plain" name="go" value="try">{{=Xem trước với tên đã đổi|Look at it with these names}}</button> <button class="btn plain" type="submit" formaction="/nhap" name="go" value="draft">{{=Lưu nháp|Save draft}}</button></div>
<p class="saved" data-saved></p></form>{{/any}}
)";
});

std::string list(const std::vector<Localized>& titles, const Visit& visit) {
  std::string all;
  for (const Localized& title : titles) all += (all.empty() ? "«" : ", «") + visit.in(title) + "»";
  return all;
}

std::vector<Word> lines_of(const std::string& text) {
  std::vector<Word> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    out.push_back({text.substr(from, to - from)});
    from = to + 1;
  }
  return out;
}

constexpr const char* install_address = "/quy-trinh/ban-moi";

struct Installing {
  std::string text, key{}, saved{}, faults{};
  int status = 200;
};

http::Reply install_page(const Visit& visit, Installing now) {
  if (const auto may = visit.app().may_install_workflows(visit.caller); !may) return refusal_page(visit, may.error());
  InstallView view;
  view.csrf = visit.app().csrf_token(visit.caller), view.key = now.key.empty() ? fresh_key() : now.key, view.draft = form_draft(install_address).text();
  view.text = std::move(now.text), view.saved = std::move(now.saved);
  view.faulty = !now.faults.empty(), view.faults = lines_of(now.faults);
  view.moves = visit.app().may_change_workflows(visit.caller).has_value();
  const auto newest = visit.app().workflows(visit.caller);
  for (const auto& definition : *newest) {
    const auto versions = visit.app().workflow_versions(visit.caller, definition->name);
    for (const auto& one : *versions)
      view.versions.push_back({visit.in(one->title) + visit.word(", bản ", ", version ") + std::to_string(one->version),
                               one->version > versions->front()->version ? "/quy-trinh/" + one->name + "/chuyen/" + std::to_string(one->version) : ""});
  }
  Frame frame{(view.faulty ? visit.word("Lỗi: ", "Error: ") : "") + visit.word("Bản mới của quy trình", "A new version of a workflow"),
              "/quy-trinh",
              "/quy-trinh",
              visit.word("Quy trình", "Workflows"),
              {"draft.js"}};
  frame.status = now.status;
  return page(visit, frame, install_template.render(view, visit.language));
}

http::Reply install_opened(const Visit& visit) {
  Installing now;
  if (const auto draft = visit.app().draft(visit.caller, form_draft(install_address))) {
    now.text = posted(fields_of(*draft), "text");
    now.saved = visit.word("Đây là bản nháp đồng chí đã lưu lúc ", "This is your draft, saved at ") + instant_words(visit.app().zone(), draft->saved) +
                visit.word("; chưa gửi.", "; it is not sent.");
  }
  return install_page(visit, std::move(now));
}

/// It is proved: what it is called, what it holds, and what is to come after it.
http::Reply install_check(const Visit& visit, const workflow::Definition& definition, const http::Pairs& fields) {
  std::size_t steps = 0;
  for (const auto& stage : definition.stages) steps += stage.steps.size();
  Review review;
  review.title = visit.in(definition.title) + visit.word(", bản ", ", version ") + std::to_string(definition.version);
  review.lead = visit.word("Đã chứng minh: mọi kết quả đều có lối đi, mọi giai đoạn tới được, từ đâu cũng kết thúc được.",
                           "Proved: every outcome is answered, every stage can be reached, an end from everywhere.");
  review.values = value_list({{"", {"Tên quy trình", "Name"}, definition.name, {}, {}},
                              {"", {"Bản", "Version"}, std::to_string(definition.version), {}, {}},
                              {"", {"Giai đoạn", "Stages"}, std::to_string(definition.stages.size()), {}, {}},
                              {"", {"Bước", "Steps"}, std::to_string(steps), {}, {}}},
                             visit.language);
  review.follows = visit.word("Hồ sơ mới đi theo bản mới nhất; hồ sơ đang mở giữ bản cũ cho đến khi được chuyển. Bản đã cài không sửa được.",
                              "New rotations follow the newest version; open ones stay under theirs until they are moved. An installed version never changes.");
  review.address = install_address, review.button = visit.word("Ghi: cài bản này", "Record: install this version");
  for (const char* name : {"key", "draft", "text"}) review.hidden += hidden_field(name, posted(fields, name));
  review.here = "/quy-trinh", review.back = install_address, review.back_label = visit.word("Bản mới của quy trình", "A new version");
  return review_page(visit, review);
}

Awaitable<http::Reply> install(Visit visit, const http::Pairs& fields) {
  std::string text = posted(fields, "text");
  const Go go = asked_for(fields);
  if (go != Go::send) (void)co_await save_draft(visit, form_draft(install_address), fields);
  if (go == Go::edit || go == Go::more) co_return install_page(visit, {text, posted(fields, "key")});
  app::Caller caller = visit.caller;
  caller.errand = {go != Go::send, go == Go::send ? posted(fields, "key") : "", "POST " + visit.request.path, to_hex(sha256(text)),
                   form_draft(install_address).text()};
  const auto done = co_await visit.app().install_workflow(std::move(caller), text);
  if (done && go == Go::send) co_return http::see_other("/quy-trinh/" + (*done)->name + "?xong=cai");
  if (done) co_return install_check(visit, **done, fields);
  if (done.error().code == RefusalCode::sent_already) co_return http::see_other("/quy-trinh");
  const int status = http_status(done.error().code);
  if (status == 403) co_return refusal_page(visit, done.error(), fields);
  (void)co_await save_draft(visit, form_draft(install_address), fields);
  co_return install_page(visit, {std::move(text), posted(fields, "key"), "", done.error().sentence(visit.language), status});
}

int version_of(const Visit& visit) { return whole_number(visit.param("version")).value_or(0); }

Proved proved_words(const Visit& visit, const app::MigrationProved& one) {
  const std::string states = std::to_string(one.states), version = std::to_string(one.version);
  Proved words{one.complete ? visit.word("Bản ", "Version ") + version + visit.word(": đã thử tất cả ", ": all ") + states +
                                  visit.word(" trạng thái có thể có.", " states it can be in were tried.")
                            : visit.word("Bản ", "Version ") + version +
                                  visit.word(": có quá nhiều trạng thái nên chưa chứng minh hết.", ": more states than can be tried."),
               {},
               {}};
  for (const auto& [stage, steps] : one.again)
    words.again += (words.again.empty() ? visit.word("Có thể hỏi lại: ", "May be asked again: ") : "; ") + visit.in(stage) + ": " + list(steps, visit);
  for (const auto& state : one.unplaced) {
    std::string text = visit.in(state.why);
    for (const Localized& sentence : state.story) text += " " + visit.in(sentence);
    words.unplaced.push_back({std::move(text)});
  }
  return words;
}

std::string moved_words(const Visit& visit, int moved) {
  return visit.word("Đã chuyển ", "Moved: ") + std::to_string(moved) +
         visit.word(" hồ sơ, ghi vào nhật ký. Tiếp theo: bước được hỏi lại hiện ở «Việc của tôi» của người được hỏi.",
                    " rotations, and that is recorded. Next: steps asked again stand under the tasks of those who are asked.");
}

/// `refused`: why nothing was moved; the names typed stay, and what is shown beside them is reckoned without them.
http::Reply migration_page(const Visit& visit, const std::string& mapping, const std::string& done, const Refusal* refused = nullptr,
                           const std::string& saved = "") {
  const auto found = visit.app().migration(visit.caller, visit.param("name"), version_of(visit), refused ? "" : mapping);
  if (!found && found.error().code == RefusalCode::definition_invalid && !refused) return migration_page(visit, mapping, "", &found.error(), saved);
  if (!found) return refusal_page(visit, found.error());
  MigrationPage view{visit.app().csrf_token(visit.caller),
                     visit.in(found->title) + visit.word(", bản ", ", version ") + std::to_string(found->version),
                     "/quy-trinh/" + found->name + "/chuyen/" + std::to_string(found->version),
                     mapping,
                     done,
                     form_draft(visit.request.path).text(),
                     saved,
                     refused ? lines_of(refused->sentence(visit.language)) : std::vector<Word>(),
                     {},
                     {},
                     !refused && !found->moves.empty() && found->possible(),
                     !found->moves.empty(),
                     refused != nullptr};
  for (const app::MigrationProved& one : found->proved) view.proved.push_back(proved_words(visit, one));
  for (const app::MigrationMove& move : found->moves)
    view.moves.push_back({move.code, "/ho-so/" + move.rotation, move.official, visit.in(move.from), move.refused ? visit.in(*move.refused) : visit.in(move.to),
                          move.again.empty() ? "–" : list(move.again, visit), move.refused.has_value()});
  Frame frame{(refused ? visit.word("Lỗi: ", "Error: ") : "") + view.title, "/quy-trinh", "/quy-trinh", visit.word("Quy trình", "Workflows"), {"draft.js"}};
  if (refused) frame.status = http_status(refused->code);
  return page(visit, frame, migration_template.render(view, visit.language));
}

}  // namespace

void add_workflow_changes(http::Router& router, const Site& site) {
  add_page(router, site, install_address, install_opened);
  add_post(router, site, install_address, install, Typed::edited);
  keep_form(site, install_address, [](const Visit& visit) -> Result<std::string> {
    if (auto may = visit.app().may_install_workflows(visit.caller); !may) return std::unexpected(std::move(may.error()));
    return visit.word("Bản mới của quy trình", "A new version of a workflow");
  });
  add_page(router, site, "/quy-trinh/{name}/chuyen/{version}", [](const Visit& visit) {
    const auto moved = whole_number(visit.query("da-chuyen"));
    const std::string done = moved ? moved_words(visit, *moved) : "";
    const auto draft = visit.app().draft(visit.caller, form_draft(visit.request.path));
    if (!draft) return migration_page(visit, "", done);
    return migration_page(visit, posted(fields_of(*draft), "mapping"), done, nullptr,
                          visit.word("Tên đã đổi lấy từ bản nháp đồng chí đã lưu lúc ", "What was renamed comes from your draft, saved at ") +
                              instant_words(visit.app().zone(), draft->saved) + visit.word("; chưa chuyển.", "; nothing is moved."));
  });
  // What would become of each rotation is not reckoned to keep a draft.
  keep_form(site, "/quy-trinh/{name}/chuyen/{version}", [](const Visit& visit) -> Result<std::string> {
    if (auto may = visit.app().may_change_workflows(visit.caller); !may) return std::unexpected(std::move(may.error()));
    return visit.word("Chuyển hồ sơ đang mở", "Moving open rotations");
  });
  add_post(router, site, "/quy-trinh/{name}/chuyen/{version}", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const std::string mapping = posted(fields, "mapping");
    if (posted(fields, "go") != "move") {
      if (visit.app().may_change_workflows(visit.caller)) (void)co_await save_draft(visit, form_draft(visit.request.path), fields);
      co_return migration_page(visit, mapping, "");
    }
    const auto done = co_await visit.app().migrate(visit.caller, visit.param("name"), version_of(visit), mapping);
    if (!done && http_status(done.error().code) == 403) co_return refusal_page(visit, done.error());
    if (!done) co_return migration_page(visit, mapping, "", &done.error());
    (void)co_await visit.app().discard_draft(visit.caller, form_draft(visit.request.path).text());
    if (done->refused.empty()) co_return http::see_other(visit.request.path + "?da-chuyen=" + std::to_string(done->moved));
    // Why these stay is told here only; loading the page again tries them again.
    std::string said = moved_words(visit, done->moved);
    for (const auto& [code, why] : done->refused) said += " " + code + ": " + visit.in(why);
    co_return migration_page(visit, mapping, said);
  });
}

}  // namespace luan::web
