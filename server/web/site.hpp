// What every page is given, and how it is put into the frame. Private to this folder.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "app/app.hpp"
#include "base/text.hpp"
#include "base/workers.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"
#include "web/assets/assets.hpp"
#include "web/html/html.hpp"

namespace luan::web {

template <class T>
using Awaitable = app::Awaitable<T>;

struct KeptForms;  // kept_forms.hpp

struct Site {
  app::App& app;
  std::vector<PublishedAsset> assets;
  http::StaticFiles files;
  std::shared_ptr<KeptForms> kept;   // filled while routes are added, then only read
  std::shared_ptr<Workers> workers;  // for what would hold up the loop: long files

  [[nodiscard]] const std::string& asset(std::string_view name) const { return asset_url(assets, name); }
};

/// One visit of a page: who, in which language. Lives as long as the request.
struct Visit {
  const Site& site;
  http::Request& request;
  const app::Caller& caller;
  Language language;
  std::vector<FieldError> file_faults{};  // of files posted with this request, by field

  [[nodiscard]] std::string param(std::string_view name) const { return std::string(request.param(name)); }
  [[nodiscard]] std::string query(std::string_view name) const { return std::string(request.query_value(name)); }
  [[nodiscard]] app::App& app() const { return site.app; }
  [[nodiscard]] const std::string& in(const Localized& text) const { return text.in(language); }
  [[nodiscard]] std::string word(const char* vi, const char* en) const { return language == Language::vi ? vi : en; }
};

/// How browsers reach the server, without a slash at its end: as configured, or as this one did.
[[nodiscard]] std::string server_address(const Site& site, const http::Request& request);
/// For whom nobody is signed in: there, and back to what was asked for.
[[nodiscard]] http::Reply to_sign_in(const http::Request& request);

struct Frame {
  std::string title;
  std::string here{};                  // path of the entry in the navigation
  std::string back{}, back_label{};    // link above the heading; may be empty
  std::vector<std::string> modules{};  // scripts beside app.js
  int status = 200;
  bool keep_private = false;  // no-store: sign-in and what must not come back by Back
};
/// A whole page around `main`. `caller` null: nobody is signed in.
[[nodiscard]] http::Reply page(const Site& site, const http::Request& request, const app::Caller* caller, const Frame& frame, const std::string& main);
[[nodiscard]] inline http::Reply page(const Visit& visit, const Frame& frame, const std::string& main) {
  return page(visit.site, visit.request, &visit.caller, frame, main);
}
/// `typed`: what was posted with it, to be shown: it is recorded nowhere.
[[nodiscard]] http::Reply refusal_page(const Site& site, const http::Request& request, const Refusal& refusal, const http::Pairs& typed = {});
[[nodiscard]] inline http::Reply refusal_page(const Visit& visit, const Refusal& refusal, const http::Pairs& typed = {}) {
  return refusal_page(visit.site, visit.request, refusal, typed);
}

/// «Đã có người làm trước»: what a refusal is, in a few words.
[[nodiscard]] std::string refusal_heading(RefusalCode code, Language language);

using Get = std::function<http::Reply(const Visit&)>;
using Post = std::function<Awaitable<http::Reply>(Visit, const http::Pairs& fields)>;
/// For a caller who is signed in; others are led to the sign-in page and back.
void add_page(http::Router& router, const Site& site, const std::string& pattern, Get get);
/// What becomes of what was typed where the session has ended, or is another one now. `edited`: the form opens again with it, on
/// go=edit, which the handler understands; its files are handed in before the handler runs and stand among the fields by their ids.
/// `resent`: it is shown, with a button that sends it again. Nothing is recorded until that is pressed.
enum class Typed : unsigned char { edited, resent, dropped };
/// Origin and the form's token are checked before the handler runs.
void add_post(http::Router& router, const Site& site, const std::string& pattern, Post post, Typed typed = Typed::resent);

/// What the button of a form asks for. Only `send` records anything; a name that is none of these, or none at all, only shows.
enum class Go : unsigned char { check, edit, more, send };
[[nodiscard]] Go asked_for(const http::Pairs& fields);

/// The value of a posted field; "" where it is absent.
[[nodiscard]] std::string posted(const http::Pairs& fields, std::string_view name);
[[nodiscard]] std::string fresh_key();

// -- words and numbers (words.cpp)
[[nodiscard]] std::string due_words(const app::DueView& due, Language language);                     // «còn 2 ngày làm việc»
[[nodiscard]] std::string due_text(const app::DueView& due);                                         // 24/11/2026, or with its hour
[[nodiscard]] std::string counted(std::int64_t count, std::string_view one, std::string_view many);  // "1 task", "3 tasks": English
[[nodiscard]] std::string due_tone(const app::DueView& due);                                         // bad, warn or ""
[[nodiscard]] std::string instant_words(const TimeZone& zone, Instant at);
[[nodiscard]] std::string kind_words(std::string_view kind, Language language);

// -- pages by subject, each adds its routes
void add_sign_in(http::Router& router, const Site& site);
void add_tasks(http::Router& router, const Site& site);
void add_rotations(http::Router& router, const Site& site);
void add_rotation(http::Router& router, const Site& site);
void add_comparison(http::Router& router, const Site& site);
void add_forms(http::Router& router, const Site& site);
void add_statistics(http::Router& router, const Site& site);
void add_people(http::Router& router, const Site& site);
void add_official_form(http::Router& router, const Site& site);
void add_workflows(http::Router& router, const Site& site);
void add_audit(http::Router& router, const Site& site);
void add_administration(http::Router& router, const Site& site);
void add_substitutions(http::Router& router, const Site& site);
void add_units(http::Router& router, const Site& site);
void add_petitions(http::Router& router, const Site& site);
void add_petition_statistics(http::Router& router, const Site& site);
void add_registers(http::Router& router, const Site& site);
void add_workflow_changes(http::Router& router, const Site& site);
void add_calendar(http::Router& router, const Site& site);
void add_suspension(http::Router& router, const Site& site);
void add_deliveries(http::Router& router, const Site& site);
void add_dossier(http::Router& router, const Site& site);
void add_files(http::Router& router, const Site& site);
void add_plans(http::Router& router, const Site& site);
void add_meetings(http::Router& router, const Site& site);
void add_agenda(http::Router& router, const Site& site);
void add_notifications(http::Router& router, const Site& site);
void add_drafts(http::Router& router, const Site& site);
void add_deadlines(http::Router& router, const Site& site);
void add_deadline_list(http::Router& router, const Site& site);
void add_feed_forms(http::Router& router, const Site& site);
void add_papers(http::Router& router, const Site& site);
void add_gallery(http::Router& router, const Site& site);
void add_moments(http::Router& router, const Site& site);
void add_verification(http::Router& router, const Site& site);

}  // namespace luan::web
