// What queries answer about files that people hand in, and those that stand in the log.
#pragma once
#include <filesystem>
#include <string>

#include "app/views.hpp"

namespace luan::app {

struct NewUpload {
  std::string name;        // as on the sender's machine
  std::string type;        // a media type or the id of a kind; "" takes the name's word
  std::uint64_t size = 0;  // bytes
};
/// A file on its way, or whole and used by nothing yet. After a day it goes.
struct UploadView {
  std::string id, name, type;  // type: id of its kind, "pdf"
  std::uint64_t size = 0, offset = 0;
  bool whole = false;
  std::string sha256{};  // salted, hex, once it is whole
};
/// A file of a rotation, and the event that it came with.
struct AttachmentView {
  FileView file;
  int sequence = 0;
  std::int64_t log_index = 0;
  Instant time{};
  Localized what;  // what happened, in a sentence
};
struct AttachmentFile {
  FileView file;
  std::string media_type;
  std::string rotation;
  std::filesystem::path path;  // stays readable while it is open, erased or not
};

}  // namespace luan::app
