// «Xem lại trước khi gửi»: what will be recorded, in words, before anything that cannot be taken back. Private to this folder.
#pragma once
#include "web/form_view.hpp"

namespace luan::web {

/// What the page says of what is sent: that it stands for good, that it can be changed by another sending, or nothing, as it leaves no trace
/// in the log.
enum class Lasting : unsigned char { for_good, changeable, unlogged };

struct Review {
  std::string title, lead;
  std::string values;                // HTML: what will be recorded
  std::string foretold{};            // HTML: what would follow; may be empty
  std::string follows{};             // what follows, in a sentence; may be empty
  std::string note{};                // why an earlier sending was not recorded; may be empty
  std::string asked{};               // HTML: what is asked on this page alone, a password: Back shows none of it again; may be empty
  std::vector<FieldError> errors{};  // of `asked`
  std::string address;               // where it is posted, with go=send or go=edit
  std::string hidden;                // HTML: the form's fields, without its token
  std::string button;                // names the effect
  bool edits = true;                 // there is something to go back to; else a link to `back`
  Lasting lasting = Lasting::for_good;
  std::string here, back, back_label;
};
[[nodiscard]] http::Reply review_page(const Visit& visit, const Review& review);

}  // namespace luan::web
