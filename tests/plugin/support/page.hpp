// Examples read from a page of the project, so that the page cannot go stale.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace luan::plugin {

/// The bodies of the page's fenced blocks of that language, in their order. `page` is relative to the source folder.
[[nodiscard]] std::vector<std::string> blocks_of(std::string_view page, std::string_view language);

}  // namespace luan::plugin
