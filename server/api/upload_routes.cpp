// Files: begun, sent in parts, attached by the form that names them, and read again.
#include <charconv>

#include "access/download.hpp"
#include "api/endpoints.hpp"
#include "api/reading.hpp"

namespace luan::api {
namespace {

constexpr std::string_view offset_header = "Upload-Offset";

json::object to_json(const app::UploadView& view) {
  return {{"id", view.id},
          {"name", view.name},
          {"type", view.type},
          {"size", view.size},
          {"offset", view.offset},
          {"complete", view.whole},
          {"sha256", view.sha256.empty() ? json::value(nullptr) : json::value(view.sha256)}};
}

json::object to_json(const app::AttachmentView& view, const std::string& rotation, Language language) {
  return {{"file", view.file.file},         {"name", view.file.name},
          {"type", view.file.type},         {"size", view.file.size},
          {"sha256", view.file.sha256},     {"sequence", view.sequence},
          {"log_index", view.log_index},    {"time", luan::to_text(view.time)},
          {"what", view.what.in(language)}, {"href", "/api/v1/rotations/" + rotation + "/attachments/" + view.file.file}};
}

http::Reply at_offset(http::Reply reply, std::uint64_t offset) { return std::move(reply).header(std::string(offset_header), std::to_string(offset)); }

/// A refusal of a part says where to go on.
http::Reply part_refused(const Refusal& refusal, Language language) {
  http::Reply reply = http::problem(refusal, language);
  for (const RefusalParam& param : refusal.params)
    if (refusal.code == RefusalCode::upload_offset && param.name == "offset") reply.header(std::string(offset_header), param.value.en);
  return reply;
}

Awaitable<http::Reply> append(app::App& app, http::Request& request) {
  const access::Visitor& who = access::visitor(request);
  if (auto may = access::may_change(app, request, request.header("x-csrf-token")); !may) co_return http::problem(may.error(), who.language);
  std::uint64_t offset = 0;
  const std::string_view said = request.header("upload-offset");
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), offset);
  if (said.empty() || error != std::errc() || end != said.data() + said.size())
    co_return http::problem({RefusalCode::bad_request, {{"detail", "Upload-Offset: where this part begins, in bytes"}}, {}}, who.language);
  const auto view = co_await app.append_upload(*who.caller, std::string(request.param("id")), offset, std::move(request.body));
  if (!view) co_return part_refused(view.error(), who.language);
  co_return at_offset(http::json_reply(to_json(*view)), view->offset);
}

Awaitable<http::Reply> state(const app::App& app, http::Request& request) {
  const access::Visitor& who = access::visitor(request);
  if (!who.caller) co_return http::problem({RefusalCode::sign_in_required}, who.language);
  const auto view = app.upload(*who.caller, std::string(request.param("id")));
  if (!view) co_return http::problem(view.error(), who.language);
  co_return at_offset(http::json_reply(to_json(*view)), view->offset);
}

Awaitable<http::Reply> hand_out(const app::App& app, http::Request& request) {
  const access::Visitor& who = access::visitor(request);
  if (!who.caller) co_return http::problem({RefusalCode::sign_in_required}, who.language);
  const auto file = app.attachment(*who.caller, std::string(request.param("file")));
  if (!file) co_return http::problem(file.error(), who.language);
  if (file->rotation != request.param("id")) co_return http::problem({RefusalCode::not_found}, who.language);
  co_return access::download(*file);
}

Awaitable<Result<Answer>> begin(app::App& app, Call call, json::value body) {
  Reading reading{body.as_object()};
  reading.nothing_but({"name", "type", "size"});
  app::NewUpload upload{reading.text("name"), reading.text_if("type"), 0};
  const json::value* size = body.as_object().if_contains("size");
  if (size && size->is_int64() && size->as_int64() >= 0)
    upload.size = static_cast<std::uint64_t>(size->as_int64());
  else
    reading.faults.push_back({"size", {"Bắt buộc, là số byte của tệp", "Required, the bytes of the file"}});
  if (!reading.faults.empty()) co_return refuse_fields(std::move(reading.faults));
  const auto view = co_await app.begin_upload(call.caller, std::move(upload));
  if (!view) co_return std::unexpected(view.error());
  co_return Answer{to_json(*view), 201, 0, "/api/v1/uploads/" + view->id};
}

}  // namespace

void add_uploads(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const json::object upload{
      {"type", "object"},
      {"required", json::array{"name", "size"}},
      {"properties", json::object{{"name", json::object{{"type", "string"}, {"description", "with its extension"}}},
                                  {"type", json::object{{"type", "string"}, {"description", "a media type; the name's word where it is absent"}}},
                                  {"size", json::object{{"type", "integer"}, {"minimum", 1}}}}},
      {"additionalProperties", false}};
  endpoints.write([&app](const app::Caller& caller) { return app.may_upload(caller); },
                  {http::Method::post,
                   "/api/v1/uploads",
                   "beginUpload",
                   "Begins a file, to be sent in parts; unused it goes after a day",
                   "Upload",
                   false,
                   {},
                   upload,
                   false,
                   201},
                  [&app](Call call, json::value body) { return begin(app, call, std::move(body)); });
  endpoints.other({http::Method::patch, "/api/v1/uploads/{id}", "sendPart",
                   "The next bytes of the file, 1 MB at most, with Upload-Offset; 409 says the right one", "Upload"},
                  [&app](http::Request& request) { return append(app, request); });
  endpoints.other({http::Method::get, "/api/v1/uploads/{id}", "upload", "How much of one's own file has come; also as Upload-Offset", "Upload"},
                  [&app](http::Request& request) { return state(app, request); });
  endpoints.write({http::Method::del, "/api/v1/uploads/{id}", "dropUpload", "Drops one's own file that was not used", "", false, {}, {}, false, 204},
                  [&app](Call call, json::value) { return done(app.drop_upload(call.caller, call.param("id"))); });
  endpoints.read(
      {http::Method::get, "/api/v1/rotations/{id}/attachments", "attachments", "The files of a rotation that the caller may read", "Attachment", true},
      [&app](const Call& call) -> Result<Answer> {
        const auto all = app.attachments(call.caller, call.param("id"));
        if (!all) return std::unexpected(all.error());
        json::array items;
        for (const app::AttachmentView& one : *all) items.push_back(to_json(one, call.param("id"), call.language));
        return list(std::move(items));
      });
  endpoints.other({http::Method::get, "/api/v1/rotations/{id}/attachments/{file}", "attachment", "The bytes of one of them", ""},
                  [&app](http::Request& request) { return hand_out(app, request); });
}

}  // namespace luan::api
