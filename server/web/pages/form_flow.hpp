// Form → check your answers → send → confirmation: the way of everything that is recorded (frontend.md §1.4). A page of
// its own kind says what is asked; this says how. What is typed is kept as a draft until it is recorded. Private to this folder.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "web/pages/review_page.hpp"

namespace luan::web {

/// What must stand in no draft and go into no page again: a password. The check page asks for it, and nothing before; it is posted as
/// `password` and given to `carry` under that name, beside the form.
struct Secret {
  std::string label, hint;
};

struct FormSubject {
  std::string title, lead;
  std::string address;  // where the form is got and posted
  std::string back, back_label;
  std::string here;                      // entry of the navigation
  std::string rule;                      // the rule in words; may be empty
  std::string done{};                    // what led here, as a confirmation above all; may be empty
  std::string before, aside;             // HTML above the form and beside it; may be empty
  const workflow::Form* form = nullptr;  // lives as long as `keeps`
  std::shared_ptr<const void> keeps;
  workflow::FormWorld world;
  std::string shown;                                               // digest to be sent with the response; may be empty
  json::object filled{};                                           // {"outcome"?, "form"}: what stands in the form at first
  std::optional<Refusal> refused;                                  // why this caller is not asked; nothing is drawn then
  app::DraftOf draft;                                              // under which name what is typed is kept
  int version = 0;                                                 // of the rotation now; 0: there is none yet
  std::function<std::string(const workflow::Filled&)> foretell{};  // HTML: what would follow, for the check page; may be unset
  bool reason_beside = false;                                      // an action: `reason` stands beside the form in the body
  std::function<Awaitable<Result<app::Recorded>>(json::value body, app::RequestMeta meta)> send{};
  /// Instead of `send`, where no rotation is concerned: the address to go on to. The caller's errand is to be passed on to `app`: the
  /// form is judged before it is checked by whoever fills it in, and recorded once. Its draft is kept under its address.
  std::function<Awaitable<Result<std::string>>(app::Caller caller, json::value body)> carry{};
  std::string mark{};              // with `carry`: of what stands recorded now; another one than when the form was opened is a conflict
  std::string standing{};          // HTML: what stands recorded now, beside what was typed; unset: `filled`
  std::string follows{};           // what follows once it is recorded, for the check page; empty: that it cannot be changed
  std::string button{};            // the last one, named by its effect; empty: «Gửi: …»
  std::string sent{};              // with `carry`: where to go when it was recorded by an earlier sending; empty: `back`
  std::optional<Secret> secret{};  // with `carry`
  bool choose_all = false;         // its ticks are many: by script, one for all of them
  Lasting lasting = Lasting::for_good;
};

/// What is asked on this visit, or why nothing is.
using Subject = std::function<Result<FormSubject>(const Visit&)>;
/// GET and POST of `pattern`.
void add_form_flow(http::Router& router, const Site& site, const std::string& pattern, Subject subject);

}  // namespace luan::web
