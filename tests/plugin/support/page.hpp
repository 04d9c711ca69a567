// Examples read from a page of the project, so that the page cannot go stale.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace luan::plugin {

/// The bodies of the page's fenced blocks of that language, in their order. `page` is relative to the source folder.
[[nodiscard]] std::vector<std::string> blocks_of(std::string_view page, std::string_view language);

struct PageBlock {
  std::string language, text;
  std::string file;  // where the line before the block is «`FILE`:»
};
/// Every fenced block of the page, in order.
[[nodiscard]] std::vector<PageBlock> page_blocks(std::string_view page);

}  // namespace luan::plugin
