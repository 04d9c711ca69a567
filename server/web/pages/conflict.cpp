#include "web/pages/conflict.hpp"

#include <ranges>

#include "web/pages/merge.hpp"

namespace luan::web {
namespace {

constexpr std::size_t entries_most = 10;

struct Entry {
  std::string what, by, at, log;
  html::Raw values;
  static constexpr auto fields = std::tuple{html::Field("what", &Entry::what), html::Field("by", &Entry::by), html::Field("at", &Entry::at),
                                            html::Field("log", &Entry::log), html::Field("values", &Entry::values)};
};
struct View {
  std::string title, heading, sentence, csrf, draft, back, back_words, address, mark, was, taken, both;
  html::Raw typed, standing, hidden;
  bool any = false, goes_on = false;  // goes_on: what was typed can still be sent, laid over what stands now
  std::vector<Entry> entries;
  static constexpr auto fields =
      std::tuple{html::Field("title", &View::title),       html::Field("heading", &View::heading),       html::Field("sentence", &View::sentence),
                 html::Field("csrf", &View::csrf),         html::Field("draft", &View::draft),           html::Field("back", &View::back),
                 html::Field("address", &View::address),   html::Field("typed", &View::typed),           html::Field("any", &View::any),
                 html::Field("entries", &View::entries),   html::Field("back_words", &View::back_words), html::Field("mark", &View::mark),
                 html::Field("standing", &View::standing), html::Field("hidden", &View::hidden),         html::Field("goes_on", &View::goes_on),
                 html::Field("was", &View::was),           html::Field("taken", &View::taken),           html::Field("both", &View::both)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{heading}}</h1>
<p class="lead">{{title}}</p>
<div class="note warn" role="alert" tabindex="-1" data-focus><p>{{sentence}}</p></div>
<div class="pair"><section class="sheet"><h2>{{=Đồng chí đã nhập, chưa gửi|What you typed, not sent}}</h2>{{typed}}{{^typed}}<p>{{=Chưa nhập gì.|Nothing was typed.}}</p>{{/typed}}</section>
<section class="sheet"><h2>{{=Đã được ghi trong lúc đó|What was recorded meanwhile}}</h2>{{standing}}{{#entries}}<div><p><b>{{what}}</b></p>{{values}}<p class="small soft">{{#by}}{{by}}, {{/by}}{{at}} · {{=nhật ký số|log no.}} {{log}}</p></div>
{{/entries}}{{^any}}<p>{{=Không có gì mới được ghi.|Nothing new was recorded.}}</p>{{/any}}</section></div>
<p>{{=Bản nháp còn nguyên; đồng chí có thể dùng lại nội dung này ở nơi khác, hoặc bỏ đi.|The draft stays: use its text elsewhere, or discard it.}}</p>
{{#goes_on}}<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><input type="hidden" name="mark" value="{{mark}}"><input type="hidden" name="was" value="{{was}}">{{hidden}}{{#taken}}<p>{{=Chỉ người khác sửa, được giữ theo bản đã ghi:|Changed by the other one alone, kept as recorded:}} {{taken}}.</p>{{/taken}}{{#both}}<p>{{=Cả hai cùng sửa, lấy theo bản của đồng chí:|Changed by both, taken from your version:}} <b>{{both}}</b>.</p>{{/both}}<p class="bar"><button class="btn" type="submit" name="go" value="edit">{{=Dùng bản của tôi: mở lại để sửa và gửi|Use my version: open it again}}</button></p></form>{{/goes_on}}
<form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><p class="bar">{{#back}}<a class="btn plain" href="{{back}}">{{back_words}}</a> {{/back}}<button class="btn plain" type="submit">{{=Bỏ bản nháp|Discard the draft}}</button></p></form>
)";
});

/// Newest first, as the caller may see them.
std::vector<Entry> recorded_since(const Visit& visit, const std::string& rotation, int seen) {
  std::vector<Entry> out;
  const auto history = visit.app().history(visit.caller, rotation);
  if (!history) return out;
  for (const app::HistoryEntry& one : std::views::reverse(*history)) {
    if (one.sequence <= seen || out.size() == entries_most) break;
    out.push_back({visit.in(one.what),
                   one.who,
                   instant_words(visit.app().zone(), one.time),
                   grouped(one.log_index, visit.language),
                   {value_list(one.values, visit.language)}});
  }
  return out;
}

/// What is recorded now, in the words of the form.
std::vector<app::ValueView> standing_of(const Visit& visit, const FormSubject& subject) {
  const json::value* form = subject.filled.if_contains("form");
  if (!form || !form->is_object()) return {};
  return visit.app().describe(*subject.form, form->as_object(), visit.language);
}

std::string listed(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) out += (out.empty() ? "«" : ", «") + label + "»";
  return out;
}

/// One's own version over what stands now. `was` comes back from a browser: what cannot be read is no base, and nothing is taken over.
Merged merged(const Visit& visit, const FormSubject& subject, const FormState& state, const std::string& was) {
  try {
    return merge(*subject.form, subject.world, json::parse(was).as_object(), state, subject.filled, visit.language);
  } catch (const std::exception&) {
    return {state, {}, {}};
  }
}

}  // namespace

std::string stands_now(const FormSubject& subject) {
  return subject.carry && !subject.mark.empty() && subject.filled.contains("form") ? json::serialize(subject.filled) : std::string();
}

http::Reply conflict_page(const Visit& visit, const FormSubject& subject, const FormState& state, const Opened& opened, const Refusal& refusal) {
  View view;
  view.title = subject.title;
  view.heading = refusal_heading(refusal.code, visit.language);
  view.sentence = refusal.code == RefusalCode::stale ? visit.word("Nội dung này đã được người khác ghi sau khi đồng chí mở biểu mẫu. Hai bản ở dưới đây.",
                                                                  "Somebody else has recorded this since you opened the form. Both versions stand below.")
                                                     : refusal.sentence(visit.language);
  view.csrf = visit.app().csrf_token(visit.caller);
  view.draft = subject.draft.text();
  view.address = subject.address, view.mark = subject.mark;
  const std::vector<app::ValueView> typed = typed_values(*subject.form, subject.world, state, visit.language);
  const std::vector<app::ValueView> standing = subject.carry && subject.standing.empty() ? standing_of(visit, subject) : std::vector<app::ValueView>();
  if (subject.carry) {
    view.back = subject.back, view.back_words = subject.back_label;
    view.standing.text = standing.empty() ? subject.standing : value_list(standing, visit.language, &typed);
    view.goes_on = !subject.mark.empty() && !subject.refused;
    if (view.goes_on) {
      const Merged kept = merged(visit, subject, state, opened.was);
      view.taken = listed(kept.taken), view.both = listed(kept.both), view.was = stands_now(subject);
      view.hidden.text = hidden_fields(*subject.form, kept.state);
    }
  } else if (subject.draft.kind != app::DraftOf::Kind::nomination) {
    view.back = "/ho-so/" + subject.draft.rotation, view.back_words = visit.word("Xem hồ sơ", "See the rotation");
    view.entries = recorded_since(visit, subject.draft.rotation, opened.seen > 0 ? opened.seen : subject.version - 1);
  }
  view.any = !view.entries.empty() || !view.standing.text.empty();
  view.typed.text = value_list(typed, visit.language, standing.empty() ? nullptr : &standing);
  Frame frame{view.heading + ": " + subject.title, subject.here, subject.back, subject.back_label};
  frame.status = http_status(refusal.code);
  return page(visit, frame, content.render(view, visit.language));
}

}  // namespace luan::web
