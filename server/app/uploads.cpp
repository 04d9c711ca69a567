// Files that people hand in: begun, sent in parts, looked at when they are whole, and taken by the event that names them.
#include <algorithm>

#include "app/rotation_parts.hpp"
#include "app/upload_views.hpp"
#include "base/bytes.hpp"
#include "base/file_kind.hpp"
#include "store/file_store.hpp"

namespace luan::app {
namespace {

constexpr std::size_t waiting_most = 50;  // of one account
constexpr std::uint64_t mega = 1ULL << 20;

std::uint64_t file_bytes_most(const Configuration& configuration) { return static_cast<std::uint64_t>(configuration.upload_megabytes) * mega; }

/// Only one thread writes one upload.
class Turn {
 public:
  Turn(const App::Impl& impl, const std::string& upload) : impl_(impl), upload_(upload) {
    const std::lock_guard lock(impl.uploading_mutex);
    mine_ = impl.uploading.insert(upload).second;
  }
  ~Turn() {
    if (!mine_) return;
    const std::lock_guard lock(impl_.uploading_mutex);
    impl_.uploading.erase(upload_);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  [[nodiscard]] bool mine() const { return mine_; }

 private:
  const App::Impl& impl_;
  std::string upload_;
  bool mine_ = false;
};

std::string random_hex() {
  const std::string bytes = random_bytes(16);
  return to_hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string kind_list(const Configuration& configuration) {
  std::string all;
  for (const std::string& kind : configuration.upload_types) all += (all.empty() ? "" : ", ") + kind;
  return all;
}

/// The kind that name and said type agree on, among those the server takes.
const FileKind* kind_of(const Configuration& configuration, const std::string& name, const std::string& type) {
  const FileKind* kind = file_kind_of_name(name);
  if (!kind || std::ranges::find(configuration.upload_types, kind->id) == configuration.upload_types.end()) return nullptr;
  const std::string said = type.substr(0, type.find(';'));
  // A browser that does not know the extension says «some bytes».
  const bool agrees = said.empty() || said == kind->id || said == kind->media_type || said == "application/octet-stream";
  return agrees ? kind : nullptr;
}

Localized fault_words(FileFault fault) {
  switch (fault) {
    case FileFault::other: return {"nội dung không phải loại tệp như tên gọi", "its content is not what its name says"};
    case FileFault::cut_off: return {"tệp bị cắt mất phần cuối", "its end is missing"};
    case FileFault::unsafe: return {"tệp có macro, có mật khẩu hoặc nén bất thường", "it has macros, a password, or unfolds without end"};
    case FileFault::none: break;
  }
  return {};
}

UploadView view_of(const App::Impl& impl, const store::UploadRow& row) {
  return {row.id, row.name, row.type, row.size, row.whole() ? row.size : impl.files->received(row.id), row.whole(), row.sha256};
}

Result<store::UploadRow> own_upload(const App::Impl& impl, const Caller& caller, const std::string& id) {
  const store::Reader reader = impl.database->reader();
  auto row = store::upload(reader.session(), id);
  if (!row || row->account != caller.account()) return refuse(RefusalCode::not_found);
  return std::move(*row);
}

/// What was said of the file, as it is kept; its id and its salt are drawn here.
Result<store::UploadRow> begun(const App::Impl& impl, const Caller& caller, const NewUpload& given) {
  const Configuration& configuration = impl.configuration;
  std::vector<FieldError> faults;
  const auto name = clean_file_name(given.name);
  if (!name) faults.push_back({"name", name.error()});
  const FileKind* kind = name ? kind_of(configuration, *name, given.type) : nullptr;
  const std::string kinds = kind_list(configuration);
  if (name && !kind)
    faults.push_back({"type", {"Chỉ nhận tệp " + kinds + ", tên và loại khớp nhau.", "Only files of these types, name and type agreeing: " + kinds + "."}});
  const std::uint64_t most = file_bytes_most(configuration);
  if (given.size == 0)
    faults.push_back({"size", {"Tệp rỗng. Đề nghị chọn tệp khác.", "The file is empty. Choose another."}});
  else if (given.size > most)
    faults.push_back({"size",
                      {"Tệp " + size_words(given.size).vi + ", tối đa " + size_words(most).vi + ". Đề nghị thu nhỏ hoặc tách tệp.",
                       "The file has " + size_words(given.size).en + ", " + size_words(most).en + " at most. Make it smaller or split it."}});
  if (!faults.empty()) return refuse_fields(std::move(faults));
  return store::UploadRow{random_hex(), caller.account(), *name, std::string(kind->id), given.size, random_hex()};
}

}  // namespace

Result<void> App::may_upload(const Caller& caller) const {
  if (caller.takes_part()) return {};
  return refuse(RefusalCode::forbidden, {{"needed", Localized{"người xử lý hồ sơ", "those who work on rotations"}}});
}

Awaitable<Result<UploadView>> App::begin_upload(Caller caller, NewUpload given) {
  if (auto may = may_upload(caller); !may) co_return std::unexpected(std::move(may.error()));
  const auto row = begun(*impl_, caller, given);
  if (!row) co_return std::unexpected(row.error());
  {
    const store::Reader reader = impl_->database->reader();
    const auto waiting = store::uploads_of(reader.session(), caller.account());
    std::uint64_t bytes = row->size;
    for (const store::UploadRow& one : waiting) bytes += one.size;
    const std::uint64_t most = static_cast<std::uint64_t>(impl_->configuration.upload_rotation_megabytes) * mega;
    if (waiting.size() >= waiting_most || bytes > most)
      co_return refuse(RefusalCode::too_many_uploads, {{"count", std::to_string(waiting.size())}, {"limit", size_words(most)}});
  }
  std::function<Result<UploadView>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<UploadView> {
    transaction.put_upload(*row);
    return UploadView{row->id, row->name, row->type, row->size, 0, false};
  };
  auto begun_one = co_await on_writer<UploadView>(*impl_->writer, std::move(job));
  co_return begun_one;
}

Awaitable<Result<UploadView>> App::append_upload(Caller caller, std::string id, std::uint64_t offset, std::string bytes) {
  auto row = own_upload(*impl_, caller, id);
  if (!row) co_return std::unexpected(row.error());
  const Turn turn(*impl_, id);
  const std::uint64_t there = row->whole() ? row->size : impl_->files->received(id);
  if (!turn.mine() || row->whole() || offset != there) co_return refuse(RefusalCode::upload_offset, {{"offset", std::to_string(there)}});
  if (bytes.size() > row->size - there)
    co_return refuse_fields(
        {{"size", {"Nội dung dài hơn cỡ tệp đã báo. Đề nghị gửi lại tệp từ đầu.", "More bytes than the file was said to have. Send it anew."}}});
  if (!impl_->files->append(id, offset, bytes)) co_return refuse(RefusalCode::upload_offset, {{"offset", std::to_string(impl_->files->received(id))}});
  if (there + bytes.size() < row->size) co_return view_of(*impl_, *row);

  const FileFault fault = inspect_file(impl_->files->part(id), *file_kind(row->type));
  if (fault == FileFault::none) row->sha256 = impl_->files->keep(id, from_hex(row->salt).value_or(""));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    return fault == FileFault::none ? transaction.finish_upload(id, row->sha256) : transaction.drop_upload(id);
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, std::move(job));
  if (fault != FileFault::none) {
    impl_->files->drop_part(id);
    co_return refuse(RefusalCode::file_refused, {{"name", row->name}, {"why", fault_words(fault)}});
  }
  if (!done || !*done) impl_->files->drop_file(row->sha256);  // gone meanwhile, or the disk is full: nothing stays behind
  if (!done) co_return std::unexpected(done.error());
  if (!*done) co_return refuse(RefusalCode::not_found);
  co_return view_of(*impl_, *row);
}

Result<UploadView> App::upload(const Caller& caller, const std::string& id) const {
  const auto row = own_upload(*impl_, caller, id);
  if (!row) return std::unexpected(row.error());
  return view_of(*impl_, *row);
}

Awaitable<Result<void>> App::drop_upload(Caller caller, std::string id) {
  const auto row = own_upload(*impl_, caller, id);
  if (!row) co_return std::unexpected(row.error());
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> { return transaction.drop_upload(id); };
  const auto dropped = co_await on_writer<bool>(*impl_->writer, std::move(job));
  if (!dropped) co_return std::unexpected(dropped.error());
  if (!*dropped) co_return refuse(RefusalCode::not_found);
  impl_->files->drop_part(id);
  if (row->whole()) impl_->files->drop_file(row->sha256);
  co_return Result<void>();
}

Result<std::vector<AttachmentView>> App::attachments(const Caller& caller, std::string_view id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(*impl_, *visible);
  std::vector<AttachmentView> out;
  for (const store::HistoryRow& row : parts.history) {
    if (!row.event.payload.contains("attachments")) continue;
    const HistoryEntry entry = history_entry(parts, row, caller);
    for (const ValueView& value : entry.values)
      for (const FileView& file : value.files) out.push_back({file, entry.sequence, entry.log_index, entry.time, entry.what});
  }
  return out;
}

Result<AttachmentFile> App::attachment(const Caller& caller, const std::string& file) const {
  std::optional<store::AttachmentRow> row;
  {
    const store::Reader reader = impl_->database->reader();
    row = store::attachment(reader.session(), file);
  }
  if (!row) return refuse(RefusalCode::not_found);
  const auto all = attachments(caller, row->rotation);
  if (!all) return std::unexpected(all.error());
  const auto found = std::ranges::find(*all, file, [](const AttachmentView& one) { return one.file.file; });
  const FileKind* kind = found == all->end() ? nullptr : file_kind(found->file.type);
  if (!kind) return refuse(RefusalCode::not_found);
  return AttachmentFile{found->file, std::string(kind->media_type), row->rotation, impl_->files->file(row->sha256)};
}

const std::filesystem::path& App::body_folder() const { return impl_->files->parts(); }

void App::Impl::offer_files(workflow::FormWorld& world, const Caller& caller) const {
  world.file_bytes_most = file_bytes_most(configuration);
  const store::Reader reader = database->reader();
  for (const store::UploadRow& row : store::uploads_of(reader.session(), caller.account()))
    if (row.whole()) world.files.push_back({row.id, row.name, row.type, row.size, row.sha256});
}

Result<void> App::Impl::may_attach(store::Transaction& transaction, const std::string& rotation, const std::vector<workflow::Attachment>& attachments) const {
  if (attachments.empty()) return {};
  std::uint64_t bytes = 0;
  for (const workflow::Attachment& one : attachments) {
    const auto row = transaction.upload(one.file);
    if (!row || row->sha256 != one.sha256) return refuse(RefusalCode::upload_gone);
    bytes += one.size;
  }
  const store::Reader reader = database->reader();
  for (const store::AttachmentRow& row : store::attachments_of(reader.session(), rotation)) bytes += row.size;
  const std::uint64_t most = static_cast<std::uint64_t>(configuration.upload_rotation_megabytes) * mega;
  if (bytes > most) return refuse(RefusalCode::too_many_files, {{"limit", size_words(most)}});
  return {};
}

void App::Impl::sweep_files() {
  using namespace std::chrono_literals;
  constexpr auto kept = 24h;
  std::vector<store::UploadRow> dropped;
  const Instant before = clock->now() - kept;
  writer->run([&](store::Transaction& transaction) { dropped = transaction.drop_uploads_before(before); });
  for (const store::UploadRow& row : dropped) {
    files->drop_part(row.id);
    if (row.whole()) files->drop_file(row.sha256);
  }
  const store::Reader reader = database->reader();
  files->sweep(
      kept, [&](const std::string& id) { return store::upload(reader.session(), id).has_value(); },
      [&](const std::string& digest) { return store::has_file(reader.session(), digest); });
}

}  // namespace luan::app
