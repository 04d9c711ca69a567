// How drafts are saved and found again by pages. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Where the form is that a draft belongs to.
[[nodiscard]] std::string draft_address(const app::DraftOf& of);
/// What was posted of the form, less what is no answer: tokens, keys, the button pressed. For the page of the form, which has judged
/// that this visitor has it.
[[nodiscard]] Awaitable<Result<Instant>> save_draft(const Visit& visit, app::DraftOf of, const http::Pairs& fields);
/// The same from elsewhere, for a form that a request only names: refused where this visitor has none.
[[nodiscard]] Awaitable<Result<Instant>> save_named_draft(const Visit& visit, app::DraftOf of, const http::Pairs& fields);
/// A saved draft as it would have been posted.
[[nodiscard]] http::Pairs fields_of(const app::DraftView& draft);

}  // namespace luan::web
