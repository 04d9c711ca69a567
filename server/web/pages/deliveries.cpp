// What was sent out and what was given up, and how the letters look: for the administrator. To whom and what kind, never
// what a letter says.
#include "web/pages/delivery_words.hpp"
#include "web/pages/pager_part.hpp"
#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

struct State {
  std::string href, label;
  std::int64_t count = 0;
  bool current = false;
  static constexpr auto fields = std::tuple{html::Field("href", &State::href), html::Field("label", &State::label), html::Field("count", &State::count),
                                            html::Field("current", &State::current)};
};
struct Line {
  std::string href, what, about, recipient, plugin, state, tone, error, when;
  std::int64_t attempts = 0;
  static constexpr auto fields =
      std::tuple{html::Field("href", &Line::href),           html::Field("what", &Line::what),     html::Field("about", &Line::about),
                 html::Field("recipient", &Line::recipient), html::Field("plugin", &Line::plugin), html::Field("state", &Line::state),
                 html::Field("tone", &Line::tone),           html::Field("error", &Line::error),   html::Field("when", &Line::when),
                 html::Field("attempts", &Line::attempts)};
};
struct ListView {
  std::vector<State> states;
  std::vector<Line> lines;
  std::string done;
  html::Raw pager;
  bool none = false;
  static constexpr auto fields = std::tuple{html::Field("states", &ListView::states), html::Field("lines", &ListView::lines),
                                            html::Field("done", &ListView::done), html::Field("none", &ListView::none), html::Field("pager", &ListView::pager)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Thư báo và việc gửi đi|Deliveries}}</h1>
<p class="lead">{{=Gửi lỗi thì thử lại, mỗi lần cách lâu hơn; hết lượt thì dừng, chờ quản trị quyết định.|What fails is tried again, each time after a longer pause; in the end it is given up and waits for your decision.}} <a href="/quan-tri/mau-thu">{{=Xem mẫu thư|See the letters}}</a></p>
<nav class="bar" aria-label="{{=Tình trạng|State}}">{{#states}}<a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{label}} ({{count}})</a>{{/states}}</nav>
{{#none}}<p>{{=Không có việc gửi nào ở tình trạng này.|There is none in this state.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Việc gửi đi|Deliveries}}</caption><thead><tr><th scope="col">{{=Hồ sơ|Rotation}}</th><th scope="col">{{=Nội dung|Kind}}</th><th scope="col">{{=Gửi đến|To}}</th><th scope="col">{{=Tình trạng|State}}</th><th scope="col" class="num">{{=Số lần thử|Attempts}}</th><th scope="col">{{=Thời điểm|When}}</th><th scope="col">{{=Lỗi gần nhất|Last error}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row"><a href="{{href}}">{{what}}</a></th><td data-l="{{=Nội dung|Kind}}">{{about}}</td><td data-l="{{=Gửi đến|To}}">{{recipient}} <small class="mono">{{plugin}}</small></td><td data-l="{{=Tình trạng|State}}"><span class="tag {{tone}}">{{state}}</span></td><td data-l="{{=Số lần thử|Attempts}}" class="num">{{attempts}}</td><td data-l="{{=Thời điểm|When}}">{{when}}</td><td data-l="{{=Lỗi gần nhất|Last error}}">{{error}}</td></tr>
{{/lines}}</tbody></table>{{/none}}
{{pager}})";
});

struct OneView {
  std::string csrf, id, heading, about, recipient, plugin, state, tone, error, created, when, when_label, decided_by, reason;
  std::int64_t attempts = 0;
  bool dead = false, dropped = false, waits = false;
  static constexpr auto fields = std::tuple{html::Field("csrf", &OneView::csrf),
                                            html::Field("id", &OneView::id),
                                            html::Field("heading", &OneView::heading),
                                            html::Field("about", &OneView::about),
                                            html::Field("recipient", &OneView::recipient),
                                            html::Field("plugin", &OneView::plugin),
                                            html::Field("state", &OneView::state),
                                            html::Field("tone", &OneView::tone),
                                            html::Field("error", &OneView::error),
                                            html::Field("created", &OneView::created),
                                            html::Field("when", &OneView::when),
                                            html::Field("when_label", &OneView::when_label),
                                            html::Field("decided_by", &OneView::decided_by),
                                            html::Field("reason", &OneView::reason),
                                            html::Field("attempts", &OneView::attempts),
                                            html::Field("dead", &OneView::dead),
                                            html::Field("dropped", &OneView::dropped),
                                            html::Field("waits", &OneView::waits)};
};
constexpr auto one_template = html::compile_page<OneView>([] {
  return R"(<h1>{{heading}}</h1>
<p><span class="tag {{tone}}">{{state}}</span></p>
<dl class="facts"><div><dt>{{=Nội dung|Kind}}</dt><dd>{{about}}</dd></div>{{#recipient}}<div><dt>{{=Gửi đến|To}}</dt><dd>{{recipient}}</dd></div>{{/recipient}}<div><dt>{{=Tiện ích|Plugin}}</dt><dd class="mono">{{plugin}}</dd></div><div><dt>{{=Tạo lúc|Asked for}}</dt><dd>{{created}}</dd></div><div><dt>{{when_label}}</dt><dd>{{when}}</dd></div><div><dt>{{=Số lần thử|Attempts}}</dt><dd>{{attempts}}</dd></div>{{#error}}<div><dt>{{=Lỗi gần nhất|Last error}}</dt><dd>{{error}}</dd></div>{{/error}}{{#decided_by}}<div><dt>{{=Người quyết định|Decided by}}</dt><dd>{{decided_by}}</dd></div>{{/decided_by}}{{#reason}}<div><dt>{{=Lý do bỏ|Why it was dropped}}</dt><dd class="user">{{reason}}</dd></div>{{/reason}}<div><dt>{{=Mã gửi|Delivery id}}</dt><dd class="mono">{{id}}</dd></div></dl>
{{#dead}}<form method="post" action="/quan-tri/gui-lai" class="text"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="delivery" value="{{id}}"><div class="bar"><button class="btn" type="submit">{{=Gửi lại|Send again}}</button></div></form>
<p class="bar"><a class="btn plain" href="/quan-tri/thu-bao/{{id}}/bo">{{=Bỏ việc gửi này|Drop this delivery}}</a></p>{{/dead}}
{{#waits}}<form method="post" action="/quan-tri/gui-lai" class="text"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="delivery" value="{{id}}"><div class="bar"><button class="btn plain" type="submit">{{=Thử ngay|Try now}}</button></div></form>{{/waits}}
{{#dropped}}<form method="post" action="/quan-tri/gui-lai" class="text"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="delivery" value="{{id}}"><div class="bar"><button class="btn plain" type="submit">{{=Vẫn gửi lại|Send it after all}}</button></div></form>{{/dropped}}
)";
});

struct LetterLine {
  std::string about, subject, text;
  html::Raw content;
  static constexpr auto fields = std::tuple{html::Field("about", &LetterLine::about), html::Field("subject", &LetterLine::subject),
                                            html::Field("text", &LetterLine::text), html::Field("content", &LetterLine::content)};
};
struct LettersView {
  std::vector<LetterLine> vietnamese, english;
  static constexpr auto fields = std::tuple{html::Field("vietnamese", &LettersView::vietnamese), html::Field("english", &LettersView::english)};
};
constexpr std::array<html::Partial, 1> letter_partials{
    {{"letter",
      R"(<h3>{{about}}</h3><p><strong>{{subject}}</strong></p><div class="sheet">{{content}}</div><details><summary>{{=Bản chữ thường|As plain text}}</summary><pre>{{text}}</pre></details>
)"}}};
constexpr auto letters_template = html::compile_page<LettersView, letter_partials>([] {
  return R"(<h1>{{=Mẫu thư|Letters}}</h1>
<p class="lead">{{=Mọi mẫu thư, với một hồ sơ tưởng tượng. Mỗi người nhận theo ngôn ngữ mình chọn ở trang «Thông báo».|Every letter, on an invented rotation. Everybody gets them in the language chosen on the page «Notifications».}}</p>
<h2>Tiếng Việt</h2><div lang="vi">
{{#vietnamese}}{{>letter}}{{/vietnamese}}</div>
<h2>English</h2><div lang="en">
{{#english}}{{>letter}}{{/english}}</div>
)";
});

std::string tone(std::string_view state) { return state == "dead" ? "bad" : state == "delivered" ? "ok" : state == "dropped" ? "" : "warn"; }

std::string about_words(const Visit& visit, const app::DeliveryView& one) {
  std::string out;
  for (const Localized& about : one.about) out += (out.empty() ? "" : ", ") + visit.in(about);
  return out;
}
std::string heading(const Visit& visit, const app::DeliveryView& one) {
  if (one.rotation.empty()) return visit.word("Nhiều hồ sơ", "Several rotations");
  return one.code.empty() ? visit.word("Một hồ sơ", "A rotation") : one.code;
}

http::Reply deliveries(const Visit& visit) {
  const std::string state = visit.query("tinh-trang");
  const app::PageQuery query = asked_page(visit, 50);
  const auto found = visit.app().deliveries(visit.caller, state, query);
  if (!found) return refusal_page(visit, found.error());
  ListView view;
  view.done = confirmed(
      visit,
      {{"gui-lai",
        {"Việc gửi này được thử lại ngay. Tiếp theo: tình trạng mới hiện ở danh sách này.", "It is tried again now. Next: its new state stands in this list."}},
       {"bo",
        {"Đã bỏ việc gửi này và ghi lý do. Tiếp theo: không thử nữa; vẫn xem được ở mục «Đã bỏ» và gửi lại từ đó.",
         "It is dropped and the reason is kept. Next: nothing more is tried; it stands under “Dropped” and can be sent from there."}}});
  const auto count = [&](std::string_view name) { return found->counts.contains(std::string(name)) ? found->counts.at(std::string(name)) : 0; };
  view.states.push_back(
      {"/quan-tri/thu-bao", visit.word("Chờ và đã dừng", "Waiting and given up"), count("waiting") + count("leased") + count("dead"), state.empty()});
  for (const char* name : {"dead", "dropped", "delivered"})
    view.states.push_back({std::string("/quan-tri/thu-bao?tinh-trang=") + name, visit.in(delivery_state(name)), count(name), state == name});
  for (const app::DeliveryView& one : found->items)
    view.lines.push_back({"/quan-tri/thu-bao/" + one.id, heading(visit, one), about_words(visit, one), one.recipient, one.plugin,
                          visit.in(delivery_state(one.state)), tone(one.state), visit.in(one.error),
                          instant_words(visit.app().zone(), one.settled.value_or(one.next)), one.attempts});
  view.none = found->total == 0;
  view.pager.text = pager_part(visit, query, found->items.size(), found->total, {"việc gửi", "delivery", "deliveries"});
  return page(visit, {visit.word("Thư báo và việc gửi đi", "Deliveries"), "/quan-tri", "/quan-tri", visit.word("Quản trị", "Administration")},
              list_template.render(view, visit.language));
}

http::Reply delivery(const Visit& visit, const std::string& id) {
  const auto one = visit.app().delivery(visit.caller, id);
  if (!one) return refusal_page(visit, one.error());
  OneView view;
  view.csrf = visit.app().csrf_token(visit.caller);
  view.id = one->id, view.heading = heading(visit, *one), view.about = about_words(visit, *one), view.recipient = one->recipient, view.plugin = one->plugin;
  view.state = visit.in(delivery_state(one->state)), view.tone = tone(one->state), view.error = visit.in(one->error), view.attempts = one->attempts;
  view.created = instant_words(visit.app().zone(), one->created);
  view.when = instant_words(visit.app().zone(), one->settled.value_or(one->next));
  view.when_label = one->settled ? visit.in(delivery_state(one->state)) : visit.word("Lần tới, không sớm hơn", "Next, not before");
  view.decided_by = one->decided_by, view.reason = one->reason, view.dead = one->state == "dead", view.dropped = one->state == "dropped",
  view.waits = one->state == "waiting";
  return page(visit, {heading(visit, *one), "/quan-tri", "/quan-tri/thu-bao", visit.word("Thư báo và việc gửi đi", "Deliveries")},
              one_template.render(view, visit.language));
}

http::Reply letters(const Visit& visit) {
  const auto found = visit.app().letter_previews(visit.caller);
  if (!found) return refusal_page(visit, found.error());
  LettersView view;
  for (const app::LetterPreview& one : *found) {
    auto& list = one.language == Language::vi ? view.vietnamese : view.english;
    list.push_back({one.about.in(one.language), one.subject, one.text, {one.html}});
  }
  return page(visit, {visit.word("Mẫu thư", "Letters"), "/quan-tri", "/quan-tri/thu-bao", visit.word("Thư báo và việc gửi đi", "Deliveries")},
              letters_template.render(view, visit.language));
}

Awaitable<http::Reply> retried(Visit visit, std::string id) {
  const Result<void> done = co_await visit.app().retry_delivery(visit.caller, std::move(id));
  co_return done ? http::see_other("/quan-tri/thu-bao?xong=gui-lai") : refusal_page(visit, done.error());
}

Result<FormSubject> drop(const Visit& visit) {
  const std::string id = visit.param("id");
  const auto one = visit.app().delivery(visit.caller, id);
  if (!one) return std::unexpected(one.error());
  FormSubject subject =
      plain_subject(visit, {"Bỏ việc gửi này", "Drop this delivery"}, {long_field("reason", {"Lý do bỏ, không gửi nữa", "Why it is dropped"}, {}, 500)});
  subject.lead = heading(visit, *one) + ". " + about_words(visit, *one) + (one->recipient.empty() ? "" : visit.word(". Gửi đến: ", ". To: ") + one->recipient);
  subject.here = "/quan-tri", subject.back = "/quan-tri/thu-bao/" + id, subject.back_label = visit.word("Việc gửi", "The delivery");
  subject.follows = visit.word("Việc gửi này không được thử nữa.", "It is not tried any more.");
  subject.button = visit.word("Ghi: bỏ việc gửi này", "Record: drop this delivery"), subject.sent = "/quan-tri/thu-bao?xong=bo";
  subject.standing = value_list({{"", {"Tình trạng", "State"}, visit.in(delivery_state(one->state)), {}, {}}}, visit.language);
  subject.carry = [&app = visit.app(), id](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    std::string reason = text_in(body, "reason");
    const Result<void> done = co_await app.drop_delivery(std::move(caller), id, std::move(reason));
    co_return led_on(done, "/quan-tri/thu-bao?xong=bo");
  };
  return subject;
}

}  // namespace

void add_deliveries(http::Router& router, const Site& site) {
  add_page(router, site, "/quan-tri/thu-bao", deliveries);
  add_page(router, site, "/quan-tri/thu-bao/{id}", [](const Visit& visit) { return delivery(visit, visit.param("id")); });
  add_page(router, site, "/quan-tri/mau-thu", letters);
  add_post(router, site, "/quan-tri/gui-lai", [](Visit visit, const http::Pairs& fields) { return retried(visit, posted(fields, "delivery")); });
  add_form_flow(router, site, "/quan-tri/thu-bao/{id}/bo", drop);
}

}  // namespace luan::web
