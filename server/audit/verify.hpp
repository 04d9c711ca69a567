// Recomputes a log from its rows and names what does not fit. Fed in the order of the table; knows no database.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/entry.hpp"
#include "audit/merkle.hpp"
#include "base/json.hpp"
#include "base/localized.hpp"

namespace luan::audit {

struct Finding {
  std::uint64_t seq = 0;
  Localized text;
};

class LogVerifier {
 public:
  /// A row of `events`. `columns` repeats what the row keeps beside the entry, to be compared with it.
  struct Columns {
    std::string type, rotation;
    int sequence = 0;
  };
  /// Before the first row: a size and root that somebody vouched for. `where` says in which words it is told.
  void expect(std::uint64_t size, const Sha256& root, Localized where);
  void event(std::uint64_t seq, std::string_view entry, std::string_view payload, std::string_view salt, const Columns& columns);
  /// A row of `contents` of the event fed last, in any order.
  void content(std::uint64_t seq, std::string_view name, std::string_view bytes, std::string_view salt);
  /// A row of `attachments` of the event fed last; `size` and `sha256` (hex) are those of the file that is there, both nothing
  /// where it is not.
  void attachment(std::uint64_t seq, std::string_view name, std::uint64_t size, std::string_view sha256);
  /// The bytes of a definition, after the last event.
  void definition(const std::string& name, int version, std::string_view digest, std::string_view bytes);
  /// A row that no event speaks of, or a sentence about something else that does not fit.
  void find(std::uint64_t seq, std::string vi, std::string en) { findings_.push_back({seq, {std::move(vi), std::move(en)}}); }
  /// After the last row: the size and root that the database, or a checkpoint, claims.
  void finish(std::uint64_t size, const Sha256& root);

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Sha256 root() const { return tree_.root(); }

 private:
  void close_event();
  void check_promises();
  void payload_members(std::uint64_t seq, const Columns& columns, const json::object& payload);
  void members_by_digest(std::uint64_t seq, const json::object& payload, std::string_view list, bool files);

  struct Expected {
    std::uint64_t size = 0;
    std::string sha256;
  };
  MerkleTree tree_;
  std::vector<Finding> findings_;
  Instant last_time_{};
  std::uint64_t next_seq_ = 0;
  std::uint64_t open_seq_ = 0;
  struct Promise {
    std::uint64_t size = 0;
    Sha256 root{};
    Localized where;
  };
  struct Installed {
    std::uint64_t seq = 0;
    std::string digest;
  };
  std::vector<Promise> promises_;                               // that the tree has not reached yet
  std::map<std::string, int> sequences_;                        // by rotation: the last one
  std::map<std::pair<std::string, int>, Installed> installed_;  // definitions whose bytes have not come yet
  std::map<std::string, Expected> expected_;                    // contents of the event fed last that have not come yet
  std::map<std::string, Expected> expected_files_;              // the same of its attachments
};

}  // namespace luan::audit
