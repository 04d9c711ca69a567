// «Kiểm chứng»: a bundle or a checkpoint is brought, the verdict is one sentence, with the reason and the place where it fails. And the
// bundle of a rotation to take away.
#include "app/proof.hpp"
#include "web/form_view.hpp"
#include "web/posting.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct View {
  std::string csrf, key, sentence, tone, place, kind, code, href, size, root, origin, events, note, file_fault, key_fault;
  bool checked = false, counts = false;
  html::Raw errors;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf),           html::Field("key", &View::key),
                                            html::Field("sentence", &View::sentence),   html::Field("tone", &View::tone),
                                            html::Field("place", &View::place),         html::Field("kind", &View::kind),
                                            html::Field("code", &View::code),           html::Field("href", &View::href),
                                            html::Field("size", &View::size),           html::Field("root", &View::root),
                                            html::Field("origin", &View::origin),       html::Field("events", &View::events),
                                            html::Field("note", &View::note),           html::Field("checked", &View::checked),
                                            html::Field("counts", &View::counts),       html::Field("file_fault", &View::file_fault),
                                            html::Field("key_fault", &View::key_fault), html::Field("errors", &View::errors)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}<h1>{{=Kiểm chứng|Verification}}</h1>
<p class="lead">{{=Đưa một gói chứng thực hoặc một bản ký của nhật ký vào đây để biết có khớp với nhật ký đã ký hay không.|Bring a proof bundle or a checkpoint of the log, and be told whether it matches the log that was signed.}}</p>
{{#checked}}<section class="panel" role="status" tabindex="-1" data-focus><h2><span class="tag {{tone}}">{{kind}}</span></h2><p><b>{{sentence}}</b></p>{{#place}}<p>{{=Chỗ không khớp:|Where:}} {{place}}.</p>{{/place}}{{#note}}<p>{{note}}</p>{{/note}}
{{#counts}}<dl class="facts small">{{#code}}<div><dt>{{=Hồ sơ|Rotation}}</dt><dd><a href="{{href}}">{{code}}</a></dd></div>{{/code}}{{#events}}<div><dt>{{=Số sự kiện|Events}}</dt><dd>{{events}}</dd></div>{{/events}}<div><dt>{{=Nhật ký của|Log of}}</dt><dd>{{origin}}</dd></div><div><dt>{{=Số mục đã ký|Entries signed}}</dt><dd>{{size}}</dd></div><div><dt>{{=Gốc cây băm|Root}}</dt><dd class="hash">{{root}}</dd></div></dl>{{/counts}}</section>
{{/checked}}<form method="post" action="/kiem-chung" enctype="multipart/form-data" class="text"><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field{{#file_fault}} wrong{{/file_fault}}"><label for="file">{{=Tệp gói chứng thực hoặc bản ký|Bundle or checkpoint}}</label><p class="hint" id="file-hint">{{=Tệp .json tải từ trang hồ sơ, hoặc bản ký dạng chữ; không quá 16 MB. Tệp chỉ được đọc để kiểm chứng, không được lưu lại.|The .json file of a rotation's page, or a checkpoint as text; 16 MB at most. It is read to be checked and not kept.}}</p>{{#file_fault}}<p class="error" id="file-error">{{file_fault}}</p>{{/file_fault}}<input type="file" id="file" name="file" aria-describedby="file-hint{{#file_fault}} file-error{{/file_fault}}"></div>
<details{{#key}} open{{/key}}{{^key}}{{#key_fault}} open{{/key_fault}}{{/key}}><summary>{{=Kiểm chứng bằng khoá khác|Verify with another key}}</summary>
<div class="field{{#key_fault}} wrong{{/key_fault}}"><label for="key">{{=Khoá kiểm chứng|Verifier key}}</label><p class="hint" id="key-hint">{{=Bỏ trống để dùng khoá của hệ thống này; khi đó nhật ký ở đây cũng được đối chiếu.|Leave it empty to use the keys of this server; then the log here is compared as well.}}</p>{{#key_fault}}<p class="error" id="key-error">{{key_fault}}</p>{{/key_fault}}<input type="text" id="key" name="key" value="{{key}}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="key-hint{{#key_fault}} key-error{{/key_fault}}"></div></details>
<div class="bar"><button class="btn" type="submit">{{=Kiểm chứng tệp này|Verify this file}}</button></div></form>
<h2>{{=Kiểm chứng không cần máy chủ này|Verify without this server}}</h2>
<p>{{=Trên máy khác có chương trình luan: |On another machine with the program: }}<span class="mono">luan audit check {{=TỆP|FILE}} --key {{=KHOÁ|KEY}}</span></p>
)";
});

http::Reply show(const Visit& visit, View view, int status) {
  view.csrf = visit.app().csrf_token(visit.caller);
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Kiểm chứng", "Verification"), "/kiem-chung"};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply refused(const Visit& visit, const Refusal& refusal, View view) {
  if (refusal.fields.empty()) return refusal_page(visit, refusal);
  for (const FieldError& fault : refusal.fields) (fault.field == "key" ? view.key_fault : view.file_fault) = visit.in(fault.text);
  view.errors.text = error_summary(refusal.fields, visit.language);
  return show(visit, std::move(view), http_status(refusal.code));
}

void put(const Visit& visit, const app::ProofVerdict& verdict, View& view) {
  const bool bundle = verdict.kind == app::ProofVerdict::Kind::bundle;
  view.checked = true, view.counts = !verdict.origin.empty();
  view.sentence = visit.in(verdict.sentence), view.place = visit.in(verdict.place), view.tone = verdict.holds ? "ok" : "bad";
  view.kind = (verdict.holds ? visit.word("Khớp", "Matches") : visit.word("Không khớp", "Does not match")) + " · " +
              (bundle ? visit.word("gói chứng thực", "bundle") : visit.word("bản ký", "checkpoint"));
  view.code = verdict.code, view.href = "/truy-vet/" + verdict.rotation;
  view.size = grouped(static_cast<std::int64_t>(verdict.size), visit.language), view.root = verdict.root, view.origin = verdict.origin;
  if (verdict.events > 0) view.events = grouped(verdict.events, visit.language);
  const std::int64_t hidden = verdict.withheld + verdict.erased;
  if (verdict.holds && hidden > 0)
    view.note =
        visit.language == Language::vi
            ? "Có " + grouped(hidden, Language::vi) + " nội dung không nằm trong gói: phiếu của cuộc biểu quyết đang mở, hoặc nội dung đã xoá theo quy định."
            : counted(hidden, "part", "parts") + " of it are not in the bundle: votes of an open ballot, or content that was erased.";
}

/// What was posted under `file`, up to the limit.
std::string brought(const http::Request& request, const PostedForm& form) {
  for (const http::FormFile& file : form.files)
    if (file.name == "file" && file.size <= app::proof_bytes_most) return http::body_piece(request, file.offset, static_cast<std::size_t>(file.size));
  return posted(form.fields, "file");  // a client without files may send the text itself
}

http::Reply check(const Visit& visit) {
  const auto form = read_posted(visit.request, true);
  if (!form) return refusal_page(visit, form.error());
  if (auto may = access::may_change(visit.app(), visit.request, posted(form->fields, "csrf")); !may) return refusal_page(visit, may.error());
  View view;
  view.key = posted(form->fields, "key");
  const auto verdict = app::verify_proof(visit.app(), visit.caller, brought(visit.request, *form), view.key);
  if (!verdict) return refused(visit, verdict.error(), std::move(view));
  put(visit, *verdict, view);
  return show(visit, std::move(view), 200);
}

http::Reply bundle(const Visit& visit) {
  auto file = app::proof_bundle(visit.app(), visit.caller, visit.param("id"));
  if (!file) return refusal_page(visit, file.error());
  http::Reply reply;
  reply.header("Content-Type", "application/json; charset=utf-8")
      .header("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(file->name))
      .header("X-Content-Type-Options", "nosniff")
      .header("Cache-Control", "no-store");
  reply.body = std::move(file->bytes);
  return reply;
}

}  // namespace

void add_verification(http::Router& router, const Site& site) {
  add_page(router, site, "/kiem-chung", [](const Visit& visit) {
    if (const auto may = app::may_verify(visit.caller); !may) return refusal_page(visit, may.error());
    return show(visit, {}, 200);
  });
  add_page(router, site, "/ho-so/{id}/goi-chung-thuc", bundle);
  // Not add_post: the file is read here and handed in nowhere.
  http::RouteOptions options;
  options.multipart_bytes_max = [](const http::Request& request) {
    const access::Visitor& who = access::visitor(request);
    return who.caller && app::may_verify(*who.caller) ? app::proof_bytes_most + 64'000 : 0;
  };
  router.add(
      http::Method::post, "/kiem-chung",
      [&site](http::Request& request) -> Awaitable<http::Reply> {
        const access::Visitor& who = access::visitor(request);
        if (!who.caller) co_return refusal_page(site, request, {RefusalCode::sign_in_required});
        co_return check(Visit{site, request, *who.caller, who.language});
      },
      std::move(options));
}

}  // namespace luan::web
