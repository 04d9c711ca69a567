#include <soci/soci.h>

#include "store/group.hpp"
#include "store/query.hpp"
#include "store/uploads.hpp"

namespace luan::store {
namespace {

std::vector<UploadRow> read_uploads(soci::session& session, Query& query) {
  std::vector<UploadRow> out;
  std::string id, account, name, type, salt, sha256, created;
  long long size = 0;
  query.run(
      session,
      [&](soci::statement& rows) {
        for (std::string* text : {&id, &account, &name, &type}) rows.exchange(soci::into(*text));
        rows.exchange(soci::into(size));
        for (std::string* text : {&salt, &sha256, &created}) rows.exchange(soci::into(*text));
      },
      [&] {
        out.push_back(
            {id, AccountId::trusted(account), name, type, static_cast<std::uint64_t>(size), salt, sha256, parse_instant(created).value_or(Instant{})});
      });
  return out;
}

constexpr const char* upload_columns = "SELECT id, account, name, type, size, salt, sha256, created_at FROM uploads WHERE ";

std::vector<AttachmentRow> read_attachments(soci::session& session, Query& query) {
  std::vector<AttachmentRow> out;
  AttachmentRow row;
  long long seq = 0, size = 0;
  query.run(
      session,
      [&](soci::statement& rows) {
        rows.exchange(soci::into(seq));
        rows.exchange(soci::into(row.sequence));
        rows.exchange(soci::into(row.rotation));
        rows.exchange(soci::into(row.name));
        rows.exchange(soci::into(size));
        rows.exchange(soci::into(row.sha256));
      },
      [&] {
        row.seq = static_cast<std::uint64_t>(seq), row.size = static_cast<std::uint64_t>(size);
        out.push_back(row);
      });
  return out;
}

constexpr const char* attachment_columns =
    "SELECT a.seq, e.sequence, e.rotation, a.name, a.size, a.sha256 FROM attachments a JOIN events e ON e.seq = a.seq WHERE ";

}  // namespace

std::optional<UploadRow> upload(soci::session& session, const std::string& id) {
  Query query(std::string(upload_columns) + "id = ");
  auto found = read_uploads(session, query.bind(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<UploadRow> uploads_of(soci::session& session, const AccountId& account) {
  Query query(std::string(upload_columns) + "account = ");
  return read_uploads(session, query.bind(account.text()).add(" ORDER BY created_at, id"));
}

std::optional<AttachmentRow> attachment(soci::session& session, const std::string& name) {
  Query query(std::string(attachment_columns) + "a.name = ");
  auto found = read_attachments(session, query.bind(name));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<AttachmentRow> attachments_of(soci::session& session, const std::string& rotation) {
  Query query(std::string(attachment_columns) + "e.rotation = ");
  return read_attachments(session, query.bind(rotation).add(" ORDER BY a.seq, a.name"));
}

bool has_file(soci::session& session, const std::string& sha256) {
  int found = 0;
  session << "SELECT EXISTS (SELECT 1 FROM attachments WHERE sha256 = :a) OR EXISTS (SELECT 1 FROM uploads WHERE sha256 = :b)", soci::into(found),
      soci::use(sha256, "a"), soci::use(sha256, "b");
  return found != 0;
}

// -- what the writer does with them

void Group::put_upload(const UploadRow& row) {
  touch();
  const auto size = static_cast<long long>(row.size);
  const std::string created = luan::to_text(job_time_), account = row.account.text();
  *session_ << "INSERT INTO uploads (id, account, name, type, size, salt, sha256, created_at) VALUES (:i, :a, :n, :t, :s, :l, '', :c)", soci::use(row.id),
      soci::use(account), soci::use(row.name), soci::use(row.type), soci::use(size), soci::use(row.salt), soci::use(created);
}

bool Group::finish_upload(const std::string& id, const std::string& sha256) {
  touch();
  soci::statement update = (session_->prepare << "UPDATE uploads SET sha256 = :s WHERE id = :i AND sha256 = ''", soci::use(sha256), soci::use(id));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

bool Group::drop_upload(const std::string& id) {
  touch();
  soci::statement drop = (session_->prepare << "DELETE FROM uploads WHERE id = :i", soci::use(id));
  drop.execute(true);
  return drop.get_affected_rows() == 1;
}

std::optional<UploadRow> Group::upload(const std::string& id) { return store::upload(*session_, id); }

std::vector<UploadRow> Group::drop_uploads_before(Instant before) {
  Query query(std::string(upload_columns) + "created_at < ");
  auto found = read_uploads(*session_, query.bind(luan::to_text(before)));
  for (const UploadRow& row : found) (void)drop_upload(row.id);
  return found;
}

/// From the event that names it on, the file is the log's. That it is there was seen to before (Transaction::upload).
json::array Group::take_attachments(std::uint64_t seq, const std::vector<workflow::Attachment>& attachments) {
  json::array described;
  const auto number = static_cast<long long>(seq);
  for (const workflow::Attachment& one : attachments) {
    *session_ << "INSERT INTO attachments (seq, name, size, sha256, salt) SELECT :q, id, size, sha256, salt FROM uploads WHERE id = :i AND sha256 = :s",
        soci::use(number), soci::use(one.file), soci::use(one.sha256);
    if (!drop_upload(one.file)) throw std::runtime_error("a file that was to be attached is not there any more");
    described.push_back(json::object{{"name", one.file}, {"size", one.size}, {"sha256", one.sha256}});
  }
  return described;
}

}  // namespace luan::store
