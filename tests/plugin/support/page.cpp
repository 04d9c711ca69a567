#include "plugin/support/page.hpp"

#include <fstream>
#include <iterator>

namespace luan::plugin {

std::vector<PageBlock> page_blocks(std::string_view page) {
  std::ifstream in(std::string(LUAN_SOURCE_DIR) + "/" + std::string(page), std::ios::binary);
  std::vector<PageBlock> blocks;
  std::string said;  // the last line with words
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("```")) {
      if (!line.empty()) said = line;
      continue;
    }
    PageBlock block{line.substr(3), {}, {}};
    if (said.starts_with('`') && said.ends_with("`:")) block.file = said.substr(1, said.size() - 3);
    while (std::getline(in, line) && line != "```") block.text += (block.text.empty() ? "" : "\n") + line;
    blocks.push_back(std::move(block));
    said.clear();
  }
  return blocks;
}

std::vector<std::string> blocks_of(std::string_view page, std::string_view language) {
  std::ifstream in(std::string(LUAN_SOURCE_DIR) + "/" + std::string(page), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::string fence = "\n```" + std::string(language) + "\n";
  std::vector<std::string> blocks;
  for (auto at = text.find(fence); at != text.npos; at = text.find(fence, at)) {
    at += fence.size();
    const auto end = text.find("\n```", at);
    blocks.push_back(text.substr(at, end - at));
    at = end;
  }
  return blocks;
}

}  // namespace luan::plugin
