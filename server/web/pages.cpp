#include "web/kept_forms.hpp"
#include "web/pages/corps.hpp"
#include "web/pages/search.hpp"
#include "web/site.hpp"
#include "web/web.hpp"

namespace luan::web {

namespace {

std::unique_ptr<const Site> site_over(app::App& app) {
  auto site = std::make_unique<Site>(app, publish_assets("/assets/"), http::StaticFiles(), std::make_shared<KeptForms>(), std::make_shared<Workers>(1, 16));
  for (const PublishedAsset& asset : site->assets) site->files.add(asset.url, asset.media_type, *asset.bytes);
  return site;
}

}  // namespace

Pages::Pages(app::App& app) : site_(site_over(app)) {}
Pages::~Pages() = default;

http::Reply Pages::refusal(const http::Request& request, const Refusal& refusal) const { return refusal_page(*site_, request, refusal); }

void Pages::add_routes(http::Router& router) const {
  router.add(http::Method::get, "/assets/{name}", [site = site_.get()](http::Request& request) -> Awaitable<http::Reply> {
    auto file = site->files.reply(request);
    co_return file ? std::move(*file) : refusal_page(*site, request, {RefusalCode::not_found});
  });
  add_sign_in(router, *site_);
  add_tasks(router, *site_);
  add_rotations(router, *site_);
  add_rotation(router, *site_);
  add_forms(router, *site_);
  add_statistics(router, *site_);
  add_people(router, *site_);
  add_official_form(router, *site_);
  add_workflows(router, *site_);
  add_audit(router, *site_);
  add_moments(router, *site_);
  add_verification(router, *site_);
  add_search(router, *site_);
  add_comparison(router, *site_);
  add_administration(router, *site_);
  add_substitutions(router, *site_);
  add_units(router, *site_);
  add_petitions(router, *site_);
  add_petition_statistics(router, *site_);
  add_corps(router, *site_);
  add_registers(router, *site_);
  add_workflow_changes(router, *site_);
  add_calendar(router, *site_);
  add_suspension(router, *site_);
  add_deliveries(router, *site_);
  add_plans(router, *site_);
  add_meetings(router, *site_);
  add_agenda(router, *site_);
  add_notifications(router, *site_);
  add_drafts(router, *site_);
  add_files(router, *site_);
  add_dossier(router, *site_);
  add_deadlines(router, *site_);
  add_deadline_list(router, *site_);
  add_feed_forms(router, *site_);
  add_gallery(router, *site_);
  add_papers(router, *site_);
}

}  // namespace luan::web
