// «Thông báo»: how one is told oneself. For every account.
#include "web/form_view.hpp"
#include "web/kept_forms.hpp"
#include "web/pages/drafts.hpp"

namespace luan::web {
namespace {

constexpr const char* here = "/thong-bao";

struct Choice {
  std::string id, value, label;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("id", &Choice::id), html::Field("value", &Choice::value), html::Field("label", &Choice::label),
                                            html::Field("chosen", &Choice::chosen)};
};
struct View {
  std::string csrf, done, address, own_address, quiet_from, quiet_to, address_error, from_error, to_error, draft, saved;
  html::Raw errors;
  std::vector<Choice> channels, rhythms, languages;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf),
                                            html::Field("draft", &View::draft),
                                            html::Field("saved", &View::saved),
                                            html::Field("done", &View::done),
                                            html::Field("address", &View::address),
                                            html::Field("own_address", &View::own_address),
                                            html::Field("quiet_from", &View::quiet_from),
                                            html::Field("quiet_to", &View::quiet_to),
                                            html::Field("address_error", &View::address_error),
                                            html::Field("from_error", &View::from_error),
                                            html::Field("to_error", &View::to_error),
                                            html::Field("errors", &View::errors),
                                            html::Field("channels", &View::channels),
                                            html::Field("rhythms", &View::rhythms),
                                            html::Field("languages", &View::languages)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Thông báo|Notifications}}</h1>
<p class="lead">{{=Việc đang chờ luôn có ở «Việc của tôi»; ở đây chọn cách được báo thêm.|What waits for you always stands under «My tasks»; choose here how you are told besides.}}</p>
{{#saved}}<div class="note" role="status"><p>{{saved}}</p><form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}"><button class="btn plain" type="submit" name="go" value="form">{{=Bỏ bản nháp|Discard the draft}}</button></form></div>
{{/saved}}<form method="post" action="/thong-bao" class="text" data-draft><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{draft}}">
<fieldset id="channel"><legend>{{=Nhận qua|Told by}}</legend>{{#channels}}<div class="pick"><input type="radio" name="channel" id="{{id}}" value="{{value}}"{{#chosen}} checked{{/chosen}}><label for="{{id}}">{{label}}</label></div>{{/channels}}</fieldset>
<div class="field{{#address_error}} wrong{{/address_error}}"><label for="address">{{=Địa chỉ thư|Mail address}}</label><p class="hint" id="address-hint">{{=Để trống thì gửi tới|Left empty, letters go to}} {{own_address}}</p>{{#address_error}}<p class="error" id="address-error">{{address_error}}</p>{{/address_error}}<input type="email" id="address" name="address" value="{{address}}" autocomplete="email"{{#address_error}} aria-invalid="true"{{/address_error}} aria-describedby="address-hint{{#address_error}} address-error{{/address_error}}"></div>
<fieldset id="daily"><legend>{{=Nhịp gửi|How often}}</legend>{{#rhythms}}<div class="pick"><input type="radio" name="daily" id="{{id}}" value="{{value}}"{{#chosen}} checked{{/chosen}}><label for="{{id}}">{{label}}</label></div>{{/rhythms}}</fieldset>
<fieldset><legend>{{=Giờ yên lặng|Quiet hours}}</legend><p class="hint" id="quiet-hint">{{=Trong khoảng này không gửi, hết khoảng mới gửi. Để trống cả hai nếu không cần.|Nothing is sent in between, but when it ends. Leave both empty where it is not needed.}}</p>
<div class="bar"><div><label for="quiet_from">{{=Từ|From}}</label>{{#from_error}}<p class="error" id="quiet_from-error">{{from_error}}</p>{{/from_error}}<input type="time" id="quiet_from" name="quiet_from" value="{{quiet_from}}" aria-describedby="quiet-hint{{#from_error}} quiet_from-error{{/from_error}}"></div>
<div><label for="quiet_to">{{=Đến|Until}}</label>{{#to_error}}<p class="error" id="quiet_to-error">{{to_error}}</p>{{/to_error}}<input type="time" id="quiet_to" name="quiet_to" value="{{quiet_to}}" aria-describedby="quiet-hint{{#to_error}} quiet_to-error{{/to_error}}"></div></div></fieldset>
<fieldset id="language"><legend>{{=Ngôn ngữ của thư|Language of the letters}}</legend>{{#languages}}<div class="pick"><input type="radio" name="language" id="{{id}}" value="{{value}}"{{#chosen}} checked{{/chosen}}><label for="{{id}}">{{label}}</label></div>{{/languages}}</fieldset>
<div class="bar"><button class="btn" type="submit">{{=Lưu|Save}}</button></div>
<p class="saved" data-saved></p></form>
)";
});

std::vector<Choice> channel_choices(const Visit& visit, const app::PreferencesView& preferences, const std::string& chosen) {
  std::vector<Choice> out;
  for (const app::ChannelView& one : preferences.channels)
    out.push_back({"channel-" + one.id, one.id, visit.in(one.title), chosen == one.id || (chosen.empty() && out.empty())});
  out.push_back({"channel-none", "none", visit.word("Không gửi, chỉ xem trên hệ thống", "Not at all, only shown here"), chosen == "none" || out.empty()});
  return out;
}

std::string fault_of(const std::vector<FieldError>& errors, std::string_view field, Language language) {
  for (const FieldError& error : errors)
    if (error.field == field) return error.text.in(language);
  return {};
}

http::Reply notifications(const Visit& visit, const app::NoticePreferences* typed, const std::vector<FieldError>& errors, const std::string& saved = "") {
  const auto kept = visit.app().preferences(visit.caller);
  if (!kept) return refusal_page(visit, kept.error());
  const app::NoticePreferences& shown = typed ? *typed : kept->chosen;
  View view;
  view.csrf = visit.app().csrf_token(visit.caller);
  if (!visit.query("xong").empty()) view.done = visit.word("Đã lưu. Từ nay đồng chí được báo theo cách này.", "Saved. From now on you are told this way.");
  view.draft = form_draft(here).text(), view.saved = saved;
  view.errors.text = error_summary(errors, visit.language);
  view.address = shown.address, view.own_address = kept->own_address, view.quiet_from = shown.quiet_from, view.quiet_to = shown.quiet_to;
  view.address_error = fault_of(errors, "address", visit.language);
  view.from_error = fault_of(errors, "quiet_from", visit.language), view.to_error = fault_of(errors, "quiet_to", visit.language);
  view.channels = channel_choices(visit, *kept, shown.channel);
  view.rhythms = {{"daily-no", "no", visit.word("Gửi ngay khi có việc", "At once, a letter for each"), !shown.daily},
                  {"daily-yes", "yes", visit.word("Gộp thành một thư lúc 07:00 mỗi ngày làm việc", "One letter at 07:00 of each working day"), shown.daily}};
  view.languages = {{"language-vi", "vi", "Tiếng Việt", shown.language != "en"}, {"language-en", "en", "English", shown.language == "en"}};
  Frame frame{(errors.empty() ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Thông báo", "Notifications"), here, "", "", {"draft.js"}};
  frame.status = errors.empty() ? 200 : 422;
  return page(visit, frame, content.render(view, visit.language));
}

app::NoticePreferences wanted_of(const http::Pairs& fields) {
  return {posted(fields, "channel"),    posted(fields, "address"),  posted(fields, "daily") == "yes",
          posted(fields, "quiet_from"), posted(fields, "quiet_to"), posted(fields, "language")};
}

/// With what was typed and not saved.
http::Reply opened(const Visit& visit) {
  const auto draft = visit.app().draft(visit.caller, form_draft(here));
  if (!draft) return notifications(visit, nullptr, {});
  const app::NoticePreferences typed = wanted_of(fields_of(*draft));
  return notifications(visit, &typed, {},
                       visit.word("Đây là bản nháp đồng chí đã lưu lúc ", "This is your draft, saved at ") + instant_words(visit.app().zone(), draft->saved) +
                           visit.word("; chưa có hiệu lực.", "; it is not in effect."));
}

/// It can be changed again at any time: nothing to check before.
Awaitable<http::Reply> save(Visit visit, const http::Pairs& fields) {
  const app::NoticePreferences wanted = wanted_of(fields);
  const Result<void> done = co_await visit.app().set_preferences(visit.caller, wanted);
  if (done) {
    (void)co_await visit.app().discard_draft(visit.caller, form_draft(here).text());
    co_return http::see_other(std::string(here) + "?xong=1");
  }
  (void)co_await save_draft(visit, form_draft(here), fields);
  if (done.error().fields.empty()) co_return refusal_page(visit, done.error());
  co_return notifications(visit, &wanted, done.error().fields);
}

}  // namespace

void add_notifications(http::Router& router, const Site& site) {
  add_page(router, site, here, opened);
  add_post(router, site, here, save);
  keep_form(site, here, [](const Visit& visit) -> Result<std::string> { return visit.word("Thông báo", "Notifications"); });
}

}  // namespace luan::web
