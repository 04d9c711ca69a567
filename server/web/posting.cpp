#include "web/posting.hpp"

#include <algorithm>

#include "http/field_text.hpp"

namespace luan::web {
namespace {

constexpr std::uint64_t mega = 1ULL << 20;
constexpr std::size_t full_files = 5;

Localized sentence_of(const Refusal& refusal) {
  if (!refusal.fields.empty()) return refusal.fields.front().text;
  return {refusal.sentence(Language::vi), refusal.sentence(Language::en)};
}

std::unexpected<Refusal> malformed() { return refuse(RefusalCode::bad_request, {{"detail", "form"}}); }

/// Files to be chosen come as «paper.file», those that were handed in before as ticks of «paper»: together they are the answer.
std::string field_of_files(std::string_view name) {
  constexpr std::string_view mark = ".file";
  return std::string(name.ends_with(mark) ? name.substr(0, name.size() - mark.size()) : name);
}

Awaitable<Result<app::UploadView>> hand_in_one(app::App& app, const http::Request& request, const app::Caller& caller, const http::FormFile& file) {
  app::NewUpload said{file.file_name, file.type, file.size};
  auto upload = co_await app.begin_upload(caller, std::move(said));
  std::uint64_t sent = 0;
  while (upload && sent < file.size) {
    std::string bytes = http::body_piece(request, file.offset + sent, static_cast<std::size_t>(std::min(mega, file.size - sent)));
    const std::uint64_t offset = sent;
    sent += bytes.size();
    const std::string id = upload->id;
    upload = co_await app.append_upload(caller, id, offset, std::move(bytes));
    // What was refused for what it is has left nothing; after any other failure nothing is to be left either.
    if (!upload) (void)co_await app.drop_upload(caller, id);
  }
  co_return upload;
}

}  // namespace

Result<PostedForm> read_posted(const http::Request& request, bool may_have_files) {
  const std::string type = request.media_type();
  if (type == "application/x-www-form-urlencoded") {
    auto fields = http::parse_posted_form(request.body);
    if (!fields) return malformed();
    return PostedForm{std::move(*fields), {}};
  }
  if (type != "multipart/form-data" || !may_have_files)
    return refuse(RefusalCode::unsupported_media_type,
                  {{"wanted", std::string("application/x-www-form-urlencoded") + (may_have_files ? ", multipart/form-data" : "")}});
  auto parts = http::parse_multipart(request);
  if (!parts && parts.error() == http::MultipartFault::too_large)
    return refuse(RefusalCode::too_large, {{"limit", std::to_string(http::multipart_text_max / mega) + " MB"}});
  if (!parts) return malformed();
  std::erase_if(parts->files, [](const http::FormFile& file) { return file.file_name.empty() && file.size == 0; });
  return PostedForm{std::move(parts->fields), std::move(parts->files)};
}

std::size_t files_at_once(const app::App& app, const http::Request& request) {
  return access::visitor(request).caller ? static_cast<std::size_t>(app.configuration().upload_megabytes) * full_files * mega : 0;
}

Awaitable<std::vector<FieldError>> hand_in(app::App& app, const http::Request& request, const app::Caller& caller, PostedForm& form) {
  std::vector<FieldError> faults;
  for (const http::FormFile& file : form.files) {
    std::string field = field_of_files(file.name);
    const auto upload = co_await hand_in_one(app, request, caller, file);
    if (upload)
      form.fields.emplace_back(std::move(field), upload->id);
    else
      faults.push_back({std::move(field), sentence_of(upload.error())});
  }
  co_return faults;
}

std::string urlencoded(const http::Pairs& fields) {
  std::string out;
  for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + http::percent_encode(name) + "=" + http::percent_encode(value);
  return out;
}

}  // namespace luan::web
