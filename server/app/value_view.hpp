// What was filled in, as text for people: the field of a form, a table, files.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/localized.hpp"

namespace luan::app {

struct FileView {
  std::string file, name, type;  // file: its opaque id; type: id of its kind, "pdf"
  std::uint64_t size = 0;        // bytes
  std::string sha256;            // salted, hex: as the log names it
};
struct ValueView {  // one filled field, as text for people
  std::string id;
  Localized label;
  std::string text;
  std::vector<std::vector<std::string>> rows;  // rows field
  std::vector<Localized> columns;
  std::vector<FileView> files{};  // attachment field
};

}  // namespace luan::app
