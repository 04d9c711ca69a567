#include "web/kept_forms.hpp"

namespace luan::web {

void keep_form(const Site& site, const std::string& pattern, FormTitle title) {
  site.kept->router.add(http::Method::get, pattern, [](http::Request&) -> Awaitable<http::Reply> { co_return http::Reply(); });
  site.kept->titles.emplace(pattern, std::move(title));
}

app::DraftOf form_draft(std::string_view address) {
  if (address.starts_with('/')) address.remove_prefix(1);
  return {app::DraftOf::Kind::form, "-", std::string(address)};
}

Result<std::string> form_title(const Visit& visit, const app::DraftOf& of) {
  const auto target = http::parse_target("/" + of.name);
  if (of.kind != app::DraftOf::Kind::form || !target) return refuse(RefusalCode::not_found);
  http::Request request;
  request.method = http::Method::get, request.target = request.path = target->path, request.segments = target->segments;
  request.context = visit.request.context;
  const auto match = visit.site.kept->router.match(request);
  if (!match.route) return refuse(RefusalCode::not_found);
  return visit.site.kept->titles.at(request.route)(Visit{visit.site, request, visit.caller, visit.language});
}

}  // namespace luan::web
