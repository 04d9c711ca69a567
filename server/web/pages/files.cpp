// A file of a rotation, for whoever may read what it came with.
#include "access/download.hpp"
#include "web/site.hpp"

namespace luan::web {

void add_files(http::Router& router, const Site& site) {
  add_page(router, site, "/tep/{file}", [](const Visit& visit) {
    const auto file = visit.app().attachment(visit.caller, visit.param("file"));
    return file ? access::download(*file) : refusal_page(visit, file.error());
  });
}

}  // namespace luan::web
