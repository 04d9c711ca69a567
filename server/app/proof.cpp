#include "app/proof.hpp"

#include <algorithm>

#include "app/log_keeping.hpp"
#include "app/rotation_parts.hpp"
#include "audit/bundle.hpp"
#include "audit/merkle_levels.hpp"
#include "store/log_rows.hpp"

namespace luan::app {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return first == text.npos ? "" : std::string(text.substr(first, last - first + 1));
}

/// Events of open ballots, by log number: they go into a bundle without what they say.
std::set<std::uint64_t> sealed_events(const RotationParts& parts, const Caller& caller) {
  std::set<std::uint64_t> out;
  for (const store::HistoryRow& row : parts.history) {
    const workflow::EventBody body = workflow::from_payload(row.event.type, row.event.payload);
    if (is_sealed(caller, *parts.rotation, parts.definition_of(row), body)) out.insert(row.event.seq);
  }
  return out;
}

audit::BundleEvent bundle_event(store::RawEvent&& raw, const audit::MerkleLevels& tree, bool sealed) {
  audit::BundleEvent out{std::move(raw.entry), tree.inclusion(raw.seq), {}, {}, {}};
  if (sealed) return out;
  out.payload = std::move(raw.payload), out.salt = std::move(raw.salt);
  for (store::RawContent& content : raw.contents) out.contents.push_back({std::move(content.name), std::move(content.bytes), std::move(content.salt)});
  return out;
}

/// The note signed last, its key, and what it says.
struct Signed {
  std::string note;
  audit::VerifierKey key;
  audit::Checkpoint checkpoint;
};
Signed signed_last(const App& app) {
  const audit::SignedState keys = audit::read_signed_state(app.impl().data / "keys");
  std::vector<audit::VerifierKey> all = keys.older;
  all.insert(all.begin(), *keys.key);
  std::string note = app.checkpoint();
  audit::Checkpoint checkpoint = open_stored(note, all);
  return {std::move(note), *keys.key, std::move(checkpoint)};
}

void add_definitions(const App::Impl& impl, const std::vector<store::HistoryRow>& history, audit::Bundle& bundle, const store::Reader& reader) {
  std::set<std::pair<std::string, int>> wanted;
  const InForce in_force(impl.definitions, history);
  for (const store::HistoryRow& row : history)
    if (const workflow::DefinitionPtr definition = in_force.at(row.event.sequence)) wanted.emplace(definition->name, definition->version);
  for (auto& row : store::definitions(reader.session()))
    if (wanted.contains({row.name, row.version})) bundle.definitions.push_back({row.name, row.version, std::move(row.bytes)});
}

}  // namespace

Result<ProofFile> proof_bundle(const App& app, const Caller& caller, std::string_view id) {
  const App::Impl& impl = app.impl();
  const auto visible = impl.visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const RotationParts parts = rotation_parts(impl, *visible);
  const Signed state = signed_last(app);
  if (state.checkpoint.size <= parts.history.front().event.seq) return refuse(RefusalCode::unavailable, {{"seconds", "10"}});  // signed every few seconds
  audit::Bundle bundle{parts.rotation->id.text(), state.key.text(), state.note, {}, {}};
  const std::set<std::uint64_t> sealed = sealed_events(parts, caller);
  const store::Reader reader = impl.database->reader();
  const audit::MerkleLevels tree(store::log_leaves(reader.session(), state.checkpoint.size));
  for (store::RawEvent& raw : store::raw_events(reader.session(), bundle.rotation)) {
    // What came between reading the rotation and here is of the next bundle: whether it is sealed was not judged.
    if (raw.seq > parts.history.back().event.seq || raw.seq >= state.checkpoint.size) break;
    const bool withheld = sealed.contains(raw.seq);
    bundle.events.push_back(bundle_event(std::move(raw), tree, withheld));
  }
  add_definitions(impl, parts.history, bundle, reader);
  return ProofFile{parts.rotation->facts.code + ".json", audit::to_text(bundle)};
}

namespace {

/// Does the log of this server begin with what was signed?
void hold_against_log(const App::Impl& impl, ProofVerdict& verdict) {
  const store::Reader reader = impl.database->reader();
  const auto root = store::log_roots(reader.session(), {verdict.size}).front();
  const std::string size = std::to_string(verdict.size);
  if (!root) {
    verdict.holds = false;
    verdict.sentence = {"Không khớp: bản ký nói nhật ký có " + size + " mục, nhật ký ở đây ngắn hơn.",
                        "Does not match: the checkpoint speaks of " + size + " entries, the log here is shorter."};
  } else if (to_base64(as_text(*root)) != verdict.root) {
    verdict.holds = false;
    verdict.sentence = {"Không khớp: " + size + " mục đầu của nhật ký ở đây cho gốc khác với gốc đã ký.",
                        "Does not match: the first " + size + " entries of the log here give another root than the one signed."};
  }
  if (!verdict.holds) verdict.place = {size + " mục đầu của nhật ký", "the first " + size + " entries of the log"};
}

ProofVerdict check_note(std::string_view bytes, const std::vector<audit::VerifierKey>& keys) {
  ProofVerdict verdict;
  verdict.kind = ProofVerdict::Kind::checkpoint;
  std::expected<std::string, std::string> opened = std::unexpected(std::string());
  for (const audit::VerifierKey& key : keys)
    if (!opened) opened = audit::open_note(bytes, key);
  const auto checkpoint = opened ? audit::Checkpoint::parse(*opened) : std::unexpected(opened.error());
  if (!checkpoint) {
    verdict.sentence = {"Không khớp: tệp không phải gói chứng thực, cũng không phải bản ký của khoá được tin cậy.",
                        "Does not match: this is no bundle, nor a checkpoint of a key that is trusted; the note " + checkpoint.error() + "."};
    return verdict;
  }
  verdict.holds = true;
  verdict.origin = checkpoint->origin, verdict.size = checkpoint->size, verdict.root = to_base64(as_text(checkpoint->root));
  const std::string size = std::to_string(verdict.size);
  verdict.sentence = {"Khớp: bản ký đúng chữ ký, xác nhận " + size + " mục đầu của nhật ký.",
                      "Matches: well signed, it vouches for the first " + size + " entries of the log."};
  return verdict;
}

ProofVerdict check_bundle(std::string_view bytes, const std::vector<audit::VerifierKey>& keys) {
  const audit::BundleVerdict checked = audit::verify_bundle(bytes, keys);
  ProofVerdict verdict{
      ProofVerdict::Kind::bundle, checked.holds, {}, checked.place, checked.rotation, {}, checked.origin, checked.root, checked.size, checked.events,
      checked.withheld,           checked.erased};
  const std::string count = std::to_string(checked.events);
  if (checked.holds)
    verdict.sentence = {"Khớp: cả " + count + " sự kiện đều thuộc nhật ký đã ký và không bị thay đổi.",
                        "Matches: all " + count + " events are in the log that was signed, unchanged."};
  else
    verdict.sentence = {"Không khớp: " + checked.reason.vi + ".", "Does not match: " + checked.reason.en + "."};
  return verdict;
}

}  // namespace

Result<void> may_verify(const Caller& caller) {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  return {};
}

Result<ProofVerdict> verify_proof(const App& app, const Caller& caller, std::string_view bytes, std::string_view key) {
  const App::Impl& impl = app.impl();
  if (auto may = may_verify(caller); !may) return std::unexpected(std::move(may.error()));
  const std::string given = trimmed(key);
  const auto parsed = audit::VerifierKey::parse(given);
  std::vector<FieldError> faults;
  if (trimmed(bytes).empty()) faults.push_back({"file", {"Chọn tệp gói chứng thực hoặc bản ký", "Choose a bundle or a checkpoint"}});
  if (!given.empty() && !parsed)
    faults.push_back(
        {"key", {"Khoá kiểm chứng có dạng tên+mã+khoá, như lệnh luan audit key in ra", "A verifier key reads name+id+key, as luan audit key prints it"}});
  if (!faults.empty()) return refuse_fields(std::move(faults));
  std::vector<audit::VerifierKey> trusted;
  if (!given.empty()) {
    trusted.push_back(*parsed);
  } else {
    const audit::SignedState own = audit::read_signed_state(impl.data / "keys");
    if (own.key) trusted.push_back(*own.key);
    trusted.insert(trusted.end(), own.older.begin(), own.older.end());
  }
  ProofVerdict verdict = trimmed(bytes.substr(0, 64)).starts_with('{') ? check_bundle(bytes, trusted) : check_note(bytes, trusted);
  if (verdict.holds && given.empty()) hold_against_log(impl, verdict);
  const auto known = RotationId::parse(verdict.rotation);
  const store::RotationPtr rotation = known ? impl.database->rotation(*known) : nullptr;
  if (rotation && may_see(caller, *rotation))
    verdict.code = rotation->facts.code;
  else
    verdict.rotation.clear();
  return verdict;
}

}  // namespace luan::app
