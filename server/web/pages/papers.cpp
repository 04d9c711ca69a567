// Official papers as PDF files: the record is read here, the pages are set on the press's own thread.
#include "app/off_loop.hpp"
#include "paper/press.hpp"
#include "web/pages/papers_part.hpp"

namespace luan::web {
namespace {

using paper::Press;

/// Waits off the event loop. Nothing: too many wait already. Throws what setting threw.
Awaitable<std::optional<Press::Printed>> printed(Press& press, paper::Document document) {
  using Pdf = std::optional<Press::Printed>;
  std::function<void(app::Answer<Pdf>)> start = [&press, document = std::move(document)](app::Answer<Pdf> answer) mutable {
    std::function<void(std::exception_ptr, Press::Printed)> done = [answer](std::exception_ptr failure, Press::Printed pdf) {
      answer(std::move(failure), Pdf(std::move(pdf)));
    };
    if (!press.print(std::move(document), std::move(done))) answer({}, {});
  };
  Pdf pdf = co_await app::off_loop<Pdf>(std::move(start));
  co_return pdf;
}

http::Reply file_reply(std::string pdf, const std::string& name) {
  http::Reply reply;
  reply.header("Content-Type", "application/pdf")
      .header("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(name))
      .header("Content-Security-Policy", "sandbox; default-src 'none'")
      .header("Cache-Control", "no-store");
  reply.body = std::move(pdf);
  return reply;
}

using Asked = std::function<Result<paper::Document>(const Visit&, const std::string& address)>;

void add_paper(http::Router& router, const Site& site, const std::string& pattern, std::shared_ptr<Press> press, Asked asked,
               std::function<std::string(const Visit&)> name) {
  router.add(http::Method::get, pattern,
             [&site, press = std::move(press), asked = std::move(asked), name = std::move(name)](http::Request& request) -> Awaitable<http::Reply> {
               const access::Visitor& who = access::visitor(request);
               if (!who.caller) co_return to_sign_in(request);
               const Visit visit{site, request, *who.caller, who.language};
               auto document = asked(visit, server_address(site, request));
               if (!document) co_return refusal_page(visit, document.error());
               auto pdf = co_await printed(*press, std::move(*document));
               if (!pdf) co_return refusal_page(visit, {RefusalCode::unavailable, {{"seconds", "5"}}});
               if (!*pdf) co_return refusal_page(visit, {RefusalCode::paper_too_long, {{"limit", std::to_string(paper::pages_max)}}});
               co_return file_reply(std::move(**pdf), name(visit));
             });
}

}  // namespace

void add_papers(http::Router& router, const Site& site) {
  const auto press = std::make_shared<Press>();
  add_paper(
      router, site, "/ho-so/{id}/van-ban/{file}", press,
      [](const Visit& visit, const std::string& address) -> Result<paper::Document> {
        const auto key = parse_paper_file(visit.param("file"));
        if (!key) return refuse(RefusalCode::not_found);
        return app::paper_of(visit.app(), visit.caller, visit.param("id"), *key, address);
      },
      [](const Visit& visit) { return visit.param("file"); });
  add_paper(
      router, site, "/phien-hop/{id}/van-ban/bien-ban.pdf", press,
      [](const Visit& visit, const std::string& address) { return app::meeting_paper(visit.app(), visit.caller, visit.param("id"), address); },
      [](const Visit&) { return std::string("bien-ban-phien-hop.pdf"); });
  add_paper_verification(router, site);
}

}  // namespace luan::web
