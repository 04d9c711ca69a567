// «Kiểm chứng văn bản»: whether a paper that somebody holds was issued here. For anybody, without signing in; it tells nothing of
// what the paper says.
#include "web/pages/papers_part.hpp"

namespace luan::web {
namespace {

struct View {
  std::string code, sentence, kind, number, on, organ, reg, log, digest, size, later;
  bool asked = false, known = false, stands = false, fits = false;
  static constexpr auto fields = std::tuple{
      html::Field("code", &View::code),     html::Field("sentence", &View::sentence), html::Field("kind", &View::kind),   html::Field("number", &View::number),
      html::Field("on", &View::on),         html::Field("organ", &View::organ),       html::Field("reg", &View::reg),     html::Field("log", &View::log),
      html::Field("digest", &View::digest), html::Field("size", &View::size),         html::Field("later", &View::later), html::Field("asked", &View::asked),
      html::Field("known", &View::known),   html::Field("stands", &View::stands),     html::Field("fits", &View::fits)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Kiểm chứng văn bản|Verify a paper}}</h1>
{{#asked}}{{#known}}<p class="note {{#stands}}ok{{/stands}}{{^stands}}warn{{/stands}}" role="status">{{sentence}}</p>
<div class="text"><dl class="facts"><div><dt>{{=Mã|Code}}</dt><dd class="mono">{{code}}</dd></div><div><dt>{{=Loại văn bản|Kind}}</dt><dd>{{kind}}</dd></div>{{#number}}<div><dt>{{=Số|Number}}</dt><dd><b>{{number}}</b></dd></div>{{/number}}<div><dt>{{=Ngày|Date}}</dt><dd>{{on}}</dd></div><div><dt>{{=Nơi ban hành|Issued by}}</dt><dd>{{organ}}</dd></div>{{#reg}}<div><dt>{{=Sổ|Register}}</dt><dd>{{reg}}</dd></div>{{/reg}}<div><dt>{{=Nhật ký số|Log number}}</dt><dd>{{log}}</dd></div><div><dt>{{=Dấu vết sự kiện|Digest of the event}}</dt><dd class="hash">{{digest}}</dd></div><div><dt>{{=Đối chiếu nhật ký|Held against the log}}</dt><dd>{{#fits}}<span class="tag ok">{{=Khớp|Matches}}</span>{{/fits}}{{^fits}}<span class="tag bad">{{=Không khớp|Does not match}}</span>{{/fits}} {{=nhật ký hiện có|the log has}} {{size}}</dd></div>{{#later}}<div><dt>{{=Sự kiện thay thế|Stands instead}}</dt><dd>{{=nhật ký số|log no.}} {{later}}</dd></div>{{/later}}</dl>
<p class="small soft">{{=Trang này không cho biết nội dung văn bản. Đề nghị so số, ngày và dấu vết với bản giấy.|This page says nothing of what the paper says. Compare number, date and digest with the paper.}}</p></div>
{{/known}}{{^known}}<div class="note bad" role="alert"><p>{{=Không có văn bản nào mang mã này do nơi đây ban hành. Đề nghị xem lại từng ký tự của mã; nếu mã đúng như trên giấy, bản giấy đó không do hệ thống này lập.|No paper with this code was issued here. Check the code sign by sign; if it is as printed, that paper does not come from this system.}}</p></div>
{{/known}}{{/asked}}<form class="bar" method="get" action="/xac-minh"><div><label for="ma">{{=Mã in trên văn bản|Code printed on the paper}}</label><input id="ma" name="ma" type="text" maxlength="64" value="{{code}}" autocomplete="off" spellcheck="false"></div><button class="btn" type="submit">{{=Kiểm chứng|Verify}}</button></form>
<p class="hint">{{=Ví dụ: 5118-K7QW-3F9M-T2XD-8H4B. Không phân biệt chữ hoa, chữ thường.|Example: 5118-K7QW-3F9M-T2XD-8H4B. Capitals and small letters are the same.}}</p>
)";
});

std::string sentence_of(const app::PaperVerdict& verdict, Language language) {
  const bool vi = language == Language::vi;
  const std::string kind = app::label_of(verdict.kind).in(language);
  std::string out = kind + (verdict.number.empty() ? "" : " " + verdict.number) + (vi ? " ngày " : " of ") + to_page_text(verdict.on) +
                    (vi ? " đã được " : " was issued by ") + verdict.organ + (vi ? " lập trong hệ thống này" : " in this system");
  switch (verdict.state) {
    case app::PaperVerdict::State::stands: return out + (vi ? "; đến nay chưa bị thay thế hay đính chính." : " and has been neither replaced nor corrected.");
    case app::PaperVerdict::State::corrected:
      return out + (vi ? ", nhưng sau đó đã được đính chính: bản đang cầm không còn là bản hiện hành."
                       : ", but was corrected since: the copy in hand is no longer current.");
    case app::PaperVerdict::State::replaced: break;
  }
  return out + (vi ? ", nhưng sau đó đã được thay thế bằng văn bản khác." : ", but was replaced by another paper since.");
}

http::Reply verification(const Site& site, const http::Request& request, const std::string& code) {
  const access::Visitor& who = access::visitor(request);
  View view;
  view.asked = !code.empty();
  view.code = code.substr(0, 64);
  int status = 200;
  if (view.asked) {
    const auto verdict = app::verify_paper(site.app, code);
    view.known = verdict.has_value();
    status = view.known ? 200 : 404;
    if (verdict) {
      const auto number = [&](std::uint64_t value) { return grouped(static_cast<std::int64_t>(value), who.language); };
      view.code = verdict->code, view.sentence = sentence_of(*verdict, who.language), view.kind = app::label_of(verdict->kind).in(who.language);
      view.number = verdict->number, view.on = to_page_text(verdict->on), view.organ = verdict->organ, view.digest = verdict->digest;
      view.reg = verdict->reg.in(who.language) + (verdict->period.empty() ? "" : ", " + verdict->period);
      view.log = number(verdict->log_index), view.fits = verdict->fits;
      view.size = number(verdict->log_size) + (who.language == Language::vi ? " sự kiện" : " entries");
      view.stands = verdict->state == app::PaperVerdict::State::stands && verdict->fits;
      if (verdict->later) view.later = number(*verdict->later);
    }
  }
  const std::string title = who.language == Language::vi ? "Kiểm chứng văn bản" : "Verify a paper";
  return page(site, request, who.caller ? &*who.caller : nullptr, {title, {}, {}, {}, {}, status}, content.render(view, who.language));
}

}  // namespace

void add_paper_verification(http::Router& router, const Site& site) {
  router.add(http::Method::get, "/xac-minh",
             [&site](http::Request& request) -> Awaitable<http::Reply> { co_return verification(site, request, std::string(request.query_value("ma"))); });
  router.add(http::Method::get, "/xac-minh/{code}",
             [&site](http::Request& request) -> Awaitable<http::Reply> { co_return verification(site, request, std::string(request.param("code"))); });
}

}  // namespace luan::web
