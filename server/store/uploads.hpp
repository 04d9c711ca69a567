// Files on their way into the log, and those that are in it, as the tables have them; their bytes are FileStore's.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace soci {
class session;
}

namespace luan::store {

struct UploadRow {
  std::string id;
  AccountId account;
  std::string name, type;  // type: id of a FileKind
  std::uint64_t size = 0;  // bytes, as said
  std::string salt;        // hex
  std::string sha256{};    // salted, hex; empty until the whole file is there
  Instant created{};

  [[nodiscard]] bool whole() const { return !sha256.empty(); }
};
[[nodiscard]] std::optional<UploadRow> upload(soci::session& session, const std::string& id);
/// Oldest first.
[[nodiscard]] std::vector<UploadRow> uploads_of(soci::session& session, const AccountId& account);

struct AttachmentRow {
  std::uint64_t seq = 0;
  int sequence = 0;      // of the event in its rotation
  std::string rotation;  // 32 hex
  std::string name;      // the file's opaque id
  std::uint64_t size = 0;
  std::string sha256;
};
[[nodiscard]] std::optional<AttachmentRow> attachment(soci::session& session, const std::string& name);
/// In the order of the log.
[[nodiscard]] std::vector<AttachmentRow> attachments_of(soci::session& session, const std::string& rotation);
[[nodiscard]] bool has_file(soci::session& session, const std::string& sha256);

}  // namespace luan::store
