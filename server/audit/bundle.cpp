#include "audit/bundle.hpp"

#include <algorithm>
#include <map>

#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "audit/merkle.hpp"
#include "base/json.hpp"

namespace luan::audit {
namespace {

constexpr std::string_view format = "luan-bundle/v1";
constexpr std::size_t bytes_max = 16 << 20, proof_max = 64;

json::object to_json(const BundleEvent& event) {
  json::array proof;
  for (const Sha256& hash : event.proof) proof.emplace_back(to_hex(hash));
  json::object out{{"entry", event.entry}, {"proof", std::move(proof)}};
  if (!event.payload) return out;
  out["payload"] = *event.payload, out["salt"] = event.salt;
  json::array contents;
  for (const BundleContent& content : event.contents)
    contents.push_back(json::object{{"name", content.name}, {"bytes", content.bytes}, {"salt", content.salt}});
  if (!contents.empty()) out["contents"] = std::move(contents);
  return out;
}

/// What does not hold, thrown inside this file alone: a check is a long row of things that may each be wrong.
struct Fails {
  Localized reason, place;
};
[[noreturn]] void fail(Localized reason, Localized place = {}) { throw Fails{std::move(reason), std::move(place)}; }

[[noreturn]] void malformed(const std::string& what) {
  fail({"tệp không đúng định dạng gói chứng thực (" + what + ")", "the file is no well-formed bundle (" + what + ")"});
}

/// Nothing else than what is known stands in it: a member under another name would pass for one that was left out.
void only(const json::object& object, std::initializer_list<std::string_view> known) {
  for (const auto& member : object)
    if (std::ranges::find(known, std::string_view(member.key())) == known.end()) malformed(std::string(member.key()));
}

const json::value* member_of(const json::object& object, std::string_view name) { return object.if_contains(name); }
std::string text(const json::object& object, const char* name) {
  const json::value* found = member_of(object, name);
  if (!found || !found->is_string()) malformed(name);
  return std::string(found->as_string());
}
const json::array& list(const json::object& object, const char* name) {
  static const json::array none;
  const json::value* found = member_of(object, name);
  if (!found) return none;
  if (!found->is_array()) malformed(name);
  return found->as_array();
}
const json::object& object_in(const json::value& value, const char* name) {
  if (!value.is_object()) malformed(name);
  return value.as_object();
}
std::string from_hex_or_fail(const std::string& hex, const char* name) {
  const auto bytes = from_hex(hex);
  if (!bytes) malformed(name);
  return *bytes;
}

class Check {
 public:
  Check(const json::object& bundle, const std::vector<VerifierKey>& trusted, BundleVerdict& verdict) : bundle_(bundle), trusted_(trusted), verdict_(verdict) {}

  void run() {
    if (text(bundle_, "format") != format) malformed("format");
    only(bundle_, {"format", "rotation", "key", "checkpoint", "events", "definitions"});
    verdict_.rotation = text(bundle_, "rotation");
    open_checkpoint();
    for (const json::value& event : list(bundle_, "events")) one(object_in(event, "events"));
    if (first_ != "rotation.nominated") fail({"gói không có sự kiện đề cử của hồ sơ", "the nomination of the rotation is not in it"});
    for (const json::value& definition : list(bundle_, "definitions")) check_definition(object_in(definition, "definitions"));
  }

 private:
  void open_checkpoint() {
    std::vector<VerifierKey> keys = trusted_;
    if (keys.empty()) {
      const auto own = VerifierKey::parse(text(bundle_, "key"));
      if (!own) malformed("key");
      keys.push_back(*own);
    }
    const std::string note = text(bundle_, "checkpoint");
    std::expected<std::string, std::string> opened = std::unexpected(std::string());
    for (const VerifierKey& key : keys)
      if (!opened) opened = open_note(note, key);
    if (!opened)
      fail({"chữ ký của bản ký không phải của khoá kiểm chứng được tin cậy", "the checkpoint is not signed by a key that is trusted: it " + opened.error()},
           {"bản ký", "the checkpoint"});
    const auto checkpoint = Checkpoint::parse(*opened);
    if (!checkpoint) fail({"bản ký sai định dạng", "the checkpoint " + checkpoint.error()}, {"bản ký", "the checkpoint"});
    checkpoint_ = *checkpoint;
    verdict_.size = checkpoint_.size, verdict_.origin = checkpoint_.origin, verdict_.root = to_base64(as_text(checkpoint_.root));
  }

  void one(const json::object& event) {
    only(event, {"entry", "proof", "payload", "salt", "contents"});
    const std::string record = text(event, "entry");
    const auto entry = parse_record(record);
    const std::string count = std::to_string(verdict_.events + 1);
    if (!entry)
      fail({"mục sai định dạng", "the entry is malformed: " + entry.error()}, {"sự kiện thứ " + count + " của gói", "event " + count + " of the bundle"});
    const std::string number = std::to_string(entry->seq);
    place_ = {"nhật ký số " + number, "log no. " + number};
    if (verdict_.events > 0 && entry->seq <= last_) fail({"các sự kiện không theo thứ tự", "the events are out of order"}, place_);
    last_ = entry->seq;
    if (entry->rotation != verdict_.rotation && entry->type != "definition.installed") fail({"sự kiện của hồ sơ khác", "an event of another rotation"}, place_);
    if (first_.empty() && entry->rotation == verdict_.rotation) first_ = entry->type;
    check_inclusion(event, record, entry->seq);
    ++verdict_.events;
    if (!member_of(event, "payload")) {
      only(event, {"entry", "proof"});  // a salt or contents that nothing vouches for would be read as if they were proved
      ++verdict_.withheld;
      return;
    }
    const std::string payload = text(event, "payload");
    if (to_hex(payload_digest(from_hex_or_fail(text(event, "salt"), "salt"), payload)) != entry->payload)
      fail({"nội dung máy đã bị thay đổi, mã băm không khớp", "the payload was changed: its digest does not match"}, place_);
    check_contents(event, payload, entry->type);
  }

  void check_inclusion(const json::object& event, const std::string& record, std::uint64_t seq) {
    std::vector<Sha256> proof;
    for (const json::value& hash : list(event, "proof")) {
      const std::string bytes = hash.is_string() ? from_hex_or_fail(std::string(hash.as_string()), "proof") : std::string();
      if (bytes.size() != 32 || proof.size() == proof_max) malformed("proof");
      std::ranges::copy(bytes, proof.emplace_back().begin());
    }
    if (!verify_inclusion(seq, checkpoint_.size, leaf_hash(record), proof, checkpoint_.root))
      fail({"sự kiện không thuộc nhật ký đã ký", "the event is not in the log that was signed"}, place_);
  }

  void check_contents(const json::object& event, const std::string& payload, const std::string& type) {
    const auto parsed = parse_json(payload);
    if (!parsed || !parsed->is_object()) fail({"nội dung máy không phải JSON", "the payload is not JSON"}, place_);
    std::map<std::string, std::string> named;
    for (const json::value& one : list(parsed->as_object(), "contents")) {
      const json::object& content = object_in(one, "contents");
      named[text(content, "name")] = text(content, "sha256");
    }
    for (const json::value& one : list(event, "contents")) {
      const json::object& content = object_in(one, "contents");
      only(content, {"name", "bytes", "salt"});
      const std::string name = text(content, "name");
      const auto found = named.find(name);
      if (found == named.end()) fail({"nội dung «" + name + "» không được sự kiện nhắc tới", "content «" + name + "» is named by no payload"}, place_);
      if (to_hex(content_digest(from_hex_or_fail(text(content, "salt"), "salt"), text(content, "bytes"))) != found->second)
        fail({"nội dung «" + name + "» đã bị thay đổi", "content «" + name + "» was changed"}, place_);
      named.erase(found);
    }
    verdict_.erased += static_cast<int>(named.size());
    if (type == "definition.installed") {
      const json::object& installed = parsed->as_object();
      const json::value* version = member_of(installed, "version");
      if (version && version->is_int64()) definitions_[text(installed, "name") + " " + std::to_string(version->as_int64())] = text(installed, "digest");
    }
  }

  void check_definition(const json::object& definition) {
    only(definition, {"name", "version", "bytes"});
    const json::value* version = member_of(definition, "version");
    if (!version || !version->is_int64()) malformed("version");
    const std::string name = text(definition, "name") + " " + std::to_string(version->as_int64());
    const Localized where{"quy trình " + name, "workflow " + name};
    const auto found = definitions_.find(name);
    if (found == definitions_.end()) fail({"quy trình không được sự kiện nào trong gói cài đặt", "no event of the bundle installs this workflow"}, where);
    if (to_hex(definition_digest(text(definition, "bytes"))) != found->second) fail({"nội dung quy trình đã bị thay đổi", "the workflow was changed"}, where);
  }

  const json::object& bundle_;
  const std::vector<VerifierKey>& trusted_;
  BundleVerdict& verdict_;
  Checkpoint checkpoint_;
  Localized place_;
  std::uint64_t last_ = 0;
  std::string first_;                               // type of the rotation's first event
  std::map<std::string, std::string> definitions_;  // installed, by name and version: the digest
};

}  // namespace

std::string to_text(const Bundle& bundle) {
  std::string out = "{\"format\":" + json::serialize(json::value(std::string(format))) + ",\n\"rotation\":" + json::serialize(json::value(bundle.rotation)) +
                    ",\n\"key\":" + json::serialize(json::value(bundle.key)) + ",\n\"checkpoint\":" + json::serialize(json::value(bundle.checkpoint)) +
                    ",\n\"events\":[";
  for (std::size_t i = 0; i < bundle.events.size(); ++i) out += (i ? ",\n" : "\n") + json::serialize(to_json(bundle.events[i]));
  out += "\n],\n\"definitions\":[";
  for (std::size_t i = 0; i < bundle.definitions.size(); ++i) {
    const BundleDefinition& one = bundle.definitions[i];
    out += (i ? ",\n" : "\n") + json::serialize(json::object{{"name", one.name}, {"version", one.version}, {"bytes", one.bytes}});
  }
  return out + "\n]}\n";
}

BundleVerdict verify_bundle(std::string_view bytes, const std::vector<VerifierKey>& trusted) {
  BundleVerdict verdict;
  try {
    if (bytes.size() > bytes_max) malformed("16 MB");
    const auto parsed = parse_json(bytes);
    if (!parsed) malformed(parsed.error());
    Check(object_in(*parsed, "{"), trusted, verdict).run();
    verdict.holds = true;
  } catch (const Fails& fails) {
    verdict.reason = fails.reason, verdict.place = fails.place;
  }
  return verdict;
}

}  // namespace luan::audit
