#include "audit/verify.hpp"

#include <algorithm>

#include "audit/digest.hpp"

namespace luan::audit {
namespace {

const std::string* text_of(const json::object& object, std::string_view name, std::string& into) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_string()) return nullptr;
  into = std::string(value->as_string());
  return &into;
}

}  // namespace

void LogVerifier::expect(std::uint64_t size, const Sha256& root, Localized where) {
  promises_.push_back({size, root, std::move(where)});
  check_promises();
}

void LogVerifier::check_promises() {
  std::erase_if(promises_, [&](const Promise& promise) {
    if (promise.size != tree_.size()) return false;
    const std::string n = std::to_string(promise.size);
    if (promise.root != tree_.root())
      find(promise.size, n + " mục đầu không còn cho gốc mà " + promise.where.vi + " đã ghi",
           "the first " + n + " entries no longer give the root that " + promise.where.en + " holds");
    return true;
  });
}

void LogVerifier::close_event() {
  for (const auto& [name, expected] : expected_)
    find(open_seq_, "thiếu nội dung «" + name + "» của mục số " + std::to_string(open_seq_),
         "content «" + name + "» of entry " + std::to_string(open_seq_) + " is missing");
  expected_.clear();
  for (const auto& [name, expected] : expected_files_)
    find(open_seq_, "thiếu tệp " + name + " của mục số " + std::to_string(open_seq_),
         "the file " + name + " of entry " + std::to_string(open_seq_) + " is missing");
  expected_files_.clear();
}

void LogVerifier::event(std::uint64_t seq, std::string_view entry, std::string_view payload, std::string_view salt, const Columns& columns) {
  close_event();
  const std::string n = std::to_string(seq);
  if (seq != next_seq_)
    find(seq, "sau mục số " + std::to_string(next_seq_) + " lẽ ra phải có, lại gặp mục số " + n,
         "where entry " + std::to_string(next_seq_) + " should stand, entry " + n + " does");
  next_seq_ = seq + 1;
  open_seq_ = seq;
  tree_.append(leaf_hash(entry));
  check_promises();

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
      find(seq, "nội dung máy hoặc muối của mục số " + n + " đã bị thay đổi: mã băm không khớp",
           "payload or salt of entry " + n + " was changed: the digest does not match");
  }
  if (int& last = sequences_[columns.rotation]; columns.sequence != ++last) {
    find(seq, "mục số " + n + " đứng thứ " + std::to_string(columns.sequence) + " trong hồ sơ, lẽ ra thứ " + std::to_string(last),
         "entry " + n + " stands at place " + std::to_string(columns.sequence) + " of its rotation, should be " + std::to_string(last));
    last = columns.sequence;
  }
  const auto value = parse_json(payload);
  if (!value || !value->is_object()) {
    find(seq, "nội dung máy của mục số " + n + " không phải JSON", "the payload of entry " + n + " is not JSON");
    return;
  }
  payload_members(seq, columns, value->as_object());
}

void LogVerifier::payload_members(std::uint64_t seq, const Columns& columns, const json::object& payload) {
  const std::string n = std::to_string(seq);
  std::string name, digest;
  if (columns.type == "definition.installed" && text_of(payload, "name", name) && text_of(payload, "digest", digest))
    if (const auto* version = payload.if_contains("version"); version && version->is_int64())
      installed_[{name, static_cast<int>(version->as_int64())}] = {seq, digest};
  members_by_digest(seq, payload, "contents", false);
  members_by_digest(seq, payload, "attachments", true);
}

/// What stands in a payload by size and digest only.
void LogVerifier::members_by_digest(std::uint64_t seq, const json::object& payload, std::string_view list, bool files) {
  const std::string n = std::to_string(seq);
  std::string name, digest;
  const auto* contents = payload.if_contains(list);
  if (!contents) return;
  const auto malformed = [&] {
    find(seq, std::string(files ? "danh sách tệp" : "danh sách nội dung") + " của mục số " + n + " sai định dạng",
         "the list of " + std::string(list) + " of entry " + n + " is malformed");
  };
  if (!contents->is_array()) return malformed();
  for (const auto& one : contents->as_array()) {
    const auto* size = one.is_object() ? one.as_object().if_contains("size") : nullptr;
    if (!size || !size->is_int64() || !text_of(one.as_object(), "name", name) || !text_of(one.as_object(), "sha256", digest)) return malformed();
    (files ? expected_files_ : expected_)[name] = {static_cast<std::uint64_t>(size->as_int64()), digest};
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

void LogVerifier::attachment(std::uint64_t seq, std::string_view name, std::uint64_t size, std::string_view sha256) {
  const std::string n = std::to_string(seq), what(name);
  const auto expected = seq == open_seq_ ? expected_files_.find(what) : expected_files_.end();
  if (expected == expected_files_.end())
    return find(seq, "tệp " + what + " của mục số " + n + " không được mục nào nhắc tới", "the file " + what + " of entry " + n + " is named by no payload");
  if (!sha256.empty() && (size != expected->second.size || sha256 != expected->second.sha256))
    find(seq, "tệp " + what + " của mục số " + n + " đã bị thay đổi", "the file " + what + " of entry " + n + " was changed");
  if (!sha256.empty()) expected_files_.erase(expected);
}

void LogVerifier::definition(const std::string& name, int version, std::string_view digest, std::string_view bytes) {
  const std::string what = name + " " + std::to_string(version);
  const auto found = installed_.find({name, version});
  if (found == installed_.end()) {
    find(tree_.size(), "quy trình " + what + " không được mục nào ghi là đã cài", "workflow " + what + " was installed by no entry");
    return;
  }
  if (found->second.digest != to_hex(definition_digest(bytes)) || found->second.digest != digest)
    find(found->second.seq, "quy trình " + what + " khác với bản đã cài ở mục số " + std::to_string(found->second.seq),
         "workflow " + what + " is not the one that entry " + std::to_string(found->second.seq) + " installed");
  installed_.erase(found);
}

void LogVerifier::finish(std::uint64_t size, const Sha256& root) {
  close_event();
  for (const auto& [key, installed] : installed_)
    find(installed.seq, "thiếu quy trình " + key.first + " " + std::to_string(key.second) + ", đã cài ở mục số " + std::to_string(installed.seq),
         "workflow " + key.first + " " + std::to_string(key.second) + ", which entry " + std::to_string(installed.seq) + " installed, is missing");
  for (const Promise& promise : promises_)
    find(tree_.size(), "nhật ký bị cắt đuôi: có " + std::to_string(tree_.size()) + " mục, " + promise.where.vi + " ghi " + std::to_string(promise.size),
         "the tail was cut off: " + std::to_string(tree_.size()) + " entries, " + promise.where.en + " holds " + std::to_string(promise.size));
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
