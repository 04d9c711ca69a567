// What a form posts, urlencoded or as multipart with files, and where its files go. Private to this folder.
#pragma once
#include <vector>

#include "http/multipart.hpp"
#include "web/site.hpp"

namespace luan::web {

struct PostedForm {
  http::Pairs fields;
  std::vector<http::FormFile> files;  // those that were chosen
};
/// Refused where the body is neither, malformed, or has more text than a form may; multipart only where `may_have_files`.
[[nodiscard]] Result<PostedForm> read_posted(const http::Request& request, bool may_have_files);
/// How much this sender may post with files in one go, in bytes; a stranger no more than any form.
[[nodiscard]] std::size_t files_at_once(const app::App& app, const http::Request& request);
/// Hands the files in for the caller: each becomes a field of its name with the upload's id, or a fault of that field.
[[nodiscard]] Awaitable<std::vector<FieldError>> hand_in(app::App& app, const http::Request& request, const app::Caller& caller, PostedForm& form);
/// As if it had been posted without files.
[[nodiscard]] std::string urlencoded(const http::Pairs& fields);

}  // namespace luan::web
