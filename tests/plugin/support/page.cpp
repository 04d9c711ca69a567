#include "plugin/support/page.hpp"

#include <fstream>
#include <iterator>

namespace luan::plugin {

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
