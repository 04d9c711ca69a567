// Recomputes a log from its rows and names what does not fit. Fed in the order of the table; knows no database.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/entry.hpp"
#include "audit/merkle.hpp"
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
  };
  void event(std::uint64_t seq, std::string_view entry, std::string_view payload, std::string_view salt, const Columns& columns);
  /// A row of `contents` of the event fed last, in any order.
  void content(std::uint64_t seq, std::string_view name, std::string_view bytes, std::string_view salt);
  /// After the last row: the size and root that the database, or a checkpoint, claims.
  void finish(std::uint64_t size, const Sha256& root);

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Sha256 root() const { return tree_.root(); }

 private:
  void close_event();
  void find(std::uint64_t seq, std::string vi, std::string en) { findings_.push_back({seq, {std::move(vi), std::move(en)}}); }

  struct Expected {
    std::uint64_t size = 0;
    std::string sha256;
  };
  MerkleTree tree_;
  std::vector<Finding> findings_;
  Instant last_time_{};
  std::uint64_t next_seq_ = 0;
  std::uint64_t open_seq_ = 0;
  std::map<std::string, Expected> expected_;  // contents of the event fed last that have not come yet
};

}  // namespace luan::audit
