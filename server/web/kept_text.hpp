// What was typed into a form that could not be taken: shown, and given back to be sent. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Of what belongs to a form, not to whoever fills it in: tokens, keys, marks, the button pressed, what the form is for.
[[nodiscard]] bool is_bookkeeping(std::string_view field);
/// The fields without what must go into no page again: the token, the button pressed, passwords.
[[nodiscard]] http::Pairs giveable(const http::Pairs& fields);
/// The texts among them, as a section; empty where there is none.
[[nodiscard]] std::string typed_section(const http::Pairs& fields, Language language);

/// The sign-in page for a form that came too late: its fields are in the page and go back to `request`'s path.
[[nodiscard]] http::Reply sign_in_keeping(const Site& site, const http::Request& request, const http::Pairs& fields, Typed typed);

struct Again {
  std::string address;  // of this server
  http::Pairs fields;
  Typed typed = Typed::edited;
  int status = 200;  // 200: after a sign-in; 403: the form was of another session
};
/// The form with a token of the session that is open now, and a button: it is never sent by itself.
[[nodiscard]] http::Reply again_page(const Site& site, const http::Request& request, const app::Caller& caller, const Again& again);

}  // namespace luan::web
