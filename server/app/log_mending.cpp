#include "app/log_mending.hpp"

#include <algorithm>
#include <stdexcept>

#include "app/impl.hpp"
#include "app/log_keeping.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

std::string clean_reason(const std::string& reason) {
  const auto clean = clean_text(reason, true);
  if (!clean) throw std::runtime_error("the reason: " + clean.error().en);
  if (clean->empty() || length(*clean) > 2'000) throw std::runtime_error("say in the reason what happened, in 2,000 characters at most");
  return *clean;
}

/// The last events of the directory's history that are of this type.
std::vector<store::HistoryRow> of_type(const store::Database& database, const std::string& type) {
  const store::Reader reader = database.reader();
  auto rows = store::history(reader.session(), "-");
  std::erase_if(rows, [&](const store::HistoryRow& row) { return row.event.type != type; });
  return rows;
}

/// Was this very loss written down as the last thing that the log says? Then only the note is missing.
bool is_written(const store::Database& database, const audit::Checkpoint& lost) {
  const auto rows = of_type(database, "log.tail-lost");
  return !rows.empty() && rows.back().event.seq + 1 == database.log_frontier().size &&
         static_cast<std::uint64_t>(int_member(rows.back().event.payload, "lost_size")) == lost.size &&
         text_member(rows.back().event.payload, "lost_root") == to_hex(lost.root);
}

void sign_and_store(store::Database& database, store::Writer& writer, const std::function<const std::string&(std::uint64_t, const Sha256&)>& sign) {
  const auto frontier = database.log_frontier();
  const std::string note = sign(frontier.size, root_of(frontier));
  writer.run([&](store::Transaction& transaction) { transaction.put_meta(store::signed_note_key, note); });
}

}  // namespace

LossAccepted accept_loss(const Configuration& configuration, const std::filesystem::path& data, const std::string& reason, std::shared_ptr<const Clock> clock) {
  const std::string why = clean_reason(reason);
  const std::filesystem::path folder = data / "keys";
  if (!audit::LogSigner::has_key(folder) || !std::filesystem::exists(data / "luan.db"))
    throw std::runtime_error(data.string() + ": there is no log and key here. Name the data directory of a server with --data.");
  audit::LogSigner signer(folder);
  const audit::Checkpoint lost = signer.last();
  store::Database::Options options;
  options.time_zone = configuration.time_zone;
  store::Database database(data, options);
  const auto frontier = database.log_frontier();
  const bool written = is_written(database, lost);
  if (lost.size <= frontier.size && !written)
    throw std::runtime_error("nothing is lost: the log has " + std::to_string(frontier.size) + " entries, " + std::to_string(lost.size) +
                             " were signed. luan audit verify --data " + data.string() + " says whether they hold.");
  {
    const store::Reader reader = database.reader();
    std::vector<Promise> promises{{frontier.size, root_of(frontier), "its own state"}};
    if (const auto stored = store::meta(reader.session(), store::signed_note_key)) {
      const audit::Checkpoint checkpoint = open_stored(*stored, keys_of(folder, signer));
      promises.push_back({checkpoint.size, checkpoint.root, "the checkpoint in the database"});
    }
    hold_against(reader, std::move(promises), data);
  }
  store::Writer writer(database, std::move(clock), std::make_shared<RandomIds>());
  if (!written)
    writer.run(
        [&](store::Transaction& transaction) { transaction.append("-", store::LogTailLost{lost.size, to_hex(lost.root), frontier.size, signer.note(), why}); });
  sign_and_store(database, writer, [&](std::uint64_t size, const Sha256& root) -> const std::string& { return signer.sign_after_loss(size, root); });
  return {lost.size, written ? frontier.size - 1 : frontier.size};
}

std::string change_log_key(const Configuration& configuration, const std::filesystem::path& data, std::shared_ptr<const Clock> clock) {
  App app(configuration, data, std::move(clock));
  App::Impl& impl = app.impl();
  const audit::SignerKey next = impl.signer->next_key();
  const std::string key = next.verifier().text();
  const auto rows = of_type(*impl.database, "log.key-added");
  if (std::ranges::none_of(rows, [&](const store::HistoryRow& row) { return text_member(row.event.payload, "key") == key; }))
    impl.writer->run([&](store::Transaction& transaction) { transaction.append("-", store::LogKeyAdded{key}); });
  sign_and_store(*impl.database, *impl.writer,
                 [&](std::uint64_t size, const Sha256& root) -> const std::string& { return impl.signer->change_key(next, size, root); });
  return key;
}

}  // namespace luan::app
