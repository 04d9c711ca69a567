// Forms of which drafts are kept beside those of rotations: found by their address. Private to this folder.
#pragma once
#include <map>

#include "web/site.hpp"

namespace luan::web {

/// What the form at this address is called for this caller; refused where he may not open it.
using FormTitle = std::function<Result<std::string>(const Visit&)>;

struct KeptForms {
  http::Router router;  // only to match; nothing is answered by it
  std::map<std::string, FormTitle> titles;
};

/// Before the server starts.
void keep_form(const Site& site, const std::string& pattern, FormTitle title);
[[nodiscard]] app::DraftOf form_draft(std::string_view address);
/// As that form's page would be opened by this visitor.
[[nodiscard]] Result<std::string> form_title(const Visit& visit, const app::DraftOf& of);

}  // namespace luan::web
