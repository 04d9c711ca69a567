#include "access/download.hpp"

#include "base/files.hpp"
#include "http/request.hpp"

namespace luan::access {

http::Reply download(const app::AttachmentFile& file) {
  const auto mapped = std::make_shared<const MappedFile>(file.path);
  http::Reply reply;
  reply.header("Content-Type", file.media_type)
      .header("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(file.file.name))  // RFC 6266, RFC 8187
      .header("Content-Security-Policy", "sandbox; default-src 'none'")
      .header("X-Content-Type-Options", "nosniff")
      .header("Cache-Control", "no-store");
  reply.keeps = mapped, reply.kept = mapped->bytes();
  return reply;
}

}  // namespace luan::access
