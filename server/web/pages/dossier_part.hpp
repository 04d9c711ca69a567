// The dossier on an official as a table: what is there, until when it holds, what is lacking. Private to this folder.
#pragma once
#include <string>

#include "web/site.hpp"

namespace luan::web {

[[nodiscard]] std::string dossier_part(const app::DossierView& dossier, const std::string& rotation, Language language);

}  // namespace luan::web
