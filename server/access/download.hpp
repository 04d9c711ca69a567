// A file that somebody handed in, handed out again: as a file to be saved, of a type from our own list, in a sandbox, never to be
// taken for a page (hardening.md §6). What pages and API share.
#pragma once
#include "app/upload_views.hpp"
#include "http/reply.hpp"

namespace luan::access {

/// Throws std::runtime_error where the file is not there.
[[nodiscard]] http::Reply download(const app::AttachmentFile& file);

}  // namespace luan::access
