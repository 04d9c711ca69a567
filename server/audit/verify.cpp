#include "audit/verify.hpp"

#include "audit/digest.hpp"
#include "base/json.hpp"

namespace luan::audit {

void LogVerifier::close_event() {
  for (const auto& [name, expected] : expected_)
    find(open_seq_, "thiếu nội dung «" + name + "» của mục số " + std::to_string(open_seq_), "content «" + name + "» of entry " + std::to_string(open_seq_) + " is missing");
  expected_.clear();
}

void LogVerifier::event(std::uint64_t seq, std::string_view entry, std::string_view payload, std::string_view salt, const Columns& columns) {
  close_event();
  const std::string n = std::to_string(seq);
  if (seq != next_seq_)
    find(seq, "sau mục số " + std::to_string(next_seq_) + " lẽ ra phải có, lại gặp mục số " + n, "where entry " + std::to_string(next_seq_) + " should stand, entry " + n + " does");
  next_seq_ = seq + 1;
  open_seq_ = seq;
  tree_.append(leaf_hash(entry));

  const auto parsed = parse_record(entry);
  if (!parsed) {
    find(seq, "mục số " + n + " sai định dạng: " + parsed.error(), "entry " + n + " is malformed: " + parsed.error());
  } else {
    if (parsed->seq != seq) find(seq, "mục số " + n + " ghi số " + std::to_string(parsed->seq), "entry " + n + " says it is " + std::to_string(parsed->seq));
    if (parsed->time < last_time_) find(seq, "thời điểm của mục số " + n + " lùi so với mục trước", "the time of entry " + n + " falls below the one before");
    last_time_ = std::max(last_time_, parsed->time);
    if (parsed->type != columns.type || parsed->rotation != columns.rotation)
      find(seq, "cột loại hoặc hồ sơ của mục số " + n + " khác với mục", "the columns type or rotation of entry " + n + " differ from the entry");
    if (to_hex(payload_digest(salt, payload)) != parsed->payload)
      find(seq, "nội dung máy hoặc muối của mục số " + n + " đã bị thay đổi: mã băm không khớp", "payload or salt of entry " + n + " was changed: the digest does not match");
  }
  const auto value = parse_json(payload);
  if (!value || !value->is_object()) {
    find(seq, "nội dung máy của mục số " + n + " không phải JSON", "the payload of entry " + n + " is not JSON");
    return;
  }
  const auto* contents = value->as_object().if_contains("contents");
  if (!contents) return;
  for (const auto& one : contents->as_array()) {
    const auto& object = one.as_object();
    expected_[text_member(object, "name")] = {static_cast<std::uint64_t>(int_member(object, "size")), text_member(object, "sha256")};
  }
}

void LogVerifier::content(std::uint64_t seq, std::string_view name, std::string_view bytes, std::string_view salt) {
  const std::string n = std::to_string(seq), what(name);
  const auto expected = seq == open_seq_ ? expected_.find(what) : expected_.end();
  if (expected == expected_.end()) {
    find(seq, "nội dung «" + what + "» của mục số " + n + " không được mục nào nhắc tới", "content «" + what + "» of entry " + n + " is named by no payload");
    return;
  }
  if (bytes.size() != expected->second.size || to_hex(content_digest(salt, bytes)) != expected->second.sha256)
    find(seq, "nội dung «" + what + "» của mục số " + n + " đã bị thay đổi", "content «" + what + "» of entry " + n + " was changed");
  expected_.erase(expected);
}

void LogVerifier::finish(std::uint64_t size, const Sha256& root) {
  close_event();
  if (tree_.size() < size)
    find(tree_.size(), "nhật ký bị cắt đuôi: có " + std::to_string(tree_.size()) + " mục, lẽ ra " + std::to_string(size),
         "the tail was cut off: " + std::to_string(tree_.size()) + " entries, should be " + std::to_string(size));
  else if (tree_.size() > size)
    find(size, "nhật ký có " + std::to_string(tree_.size()) + " mục, nhiều hơn " + std::to_string(size) + " đã ghi nhận",
         "the log holds " + std::to_string(tree_.size()) + " entries, more than the " + std::to_string(size) + " on record");
  else if (tree_.root() != root)
    find(size, "gốc cây băm không khớp với gốc đã ghi nhận", "the root of the tree differs from the one on record");
}

}  // namespace luan::audit
