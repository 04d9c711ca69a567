// Accounts, roles, plugins: for the administrator.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

template <class Views>
Result<Answer> all(const Result<Views>& views, Language language) {
  if (!views) return std::unexpected(views.error());
  json::array items;
  for (const auto& view : *views) items.push_back(to_json(view, language));
  return list(std::move(items));
}

Awaitable<Result<Answer>> add_account(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  app::NewAccount account{read.text("username"), read.text("name"), read.text("password"), {}, read.grants()};
  read.nothing_but({"username", "name", "password", "grants"});
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto added = co_await app.add_account(call.caller, std::move(account));
  if (!added) co_return std::unexpected(added.error());
  co_return Answer{to_json(*added, call.language), 201};
}

Awaitable<Result<Answer>> done(Result<void> result) {
  if (!result) co_return std::unexpected(result.error());
  co_return Answer{nullptr, 204};
}

}  // namespace

void add_administration(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto administers = [&app](const app::Caller& caller) { return app.may_administer(caller); };
  endpoints.read({http::Method::get, "/api/v1/accounts", "accounts", "Accounts with their roles", "Account", true},
                 [&app](const Call& call) { return all(app.accounts(call.caller), call.language); });
  json::object new_account = object_schema({{"username", "string"}, {"name", "string"}, {"password", "string"}});
  new_account["properties"].as_object()["grants"] = json::object{{"type", "array"}, {"items", object_schema({{"role", "string"}, {"unit", "string"}})}};
  endpoints.write(administers, {http::Method::post, "/api/v1/accounts", "addAccount", "Adds an account", "Account", false, {}, new_account, false, 201},
                  [&app](Call call, json::value body) { return add_account(app, call, std::move(body)); });
  endpoints.write(administers,
                  {http::Method::put,
                   "/api/v1/accounts/{id}/password",
                   "resetPassword",
                   "Sets a password and ends the account's sessions",
                   "",
                   false,
                   {},
                   object_schema({{"password", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    std::string password = read.text("password");
                    read.nothing_but({"password"});
                    return read.faults.empty() ? done(app.reset_password(call.caller, call.param("id"), std::move(password))) : refused(std::move(read.faults));
                  });
  endpoints.write(administers,
                  {http::Method::put,
                   "/api/v1/accounts/{id}/disabled",
                   "disable",
                   "Disables an account or enables it again",
                   "",
                   false,
                   {},
                   object_schema({{"disabled", "boolean"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    const bool disabled = read.flag("disabled");
                    read.nothing_but({"disabled"});
                    return read.faults.empty() ? done(app.set_disabled(call.caller, call.param("id"), disabled)) : refused(std::move(read.faults));
                  });
  endpoints.write(administers,
                  {http::Method::put,
                   "/api/v1/accounts/{id}/grants",
                   "grant",
                   "Grants a role at a unit, or takes it away",
                   "",
                   false,
                   {},
                   object_schema({{"role", "string"}, {"unit", "string"}, {"granted", "boolean"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    std::string role = read.text("role"), unit = read.text("unit");
                    const bool granted = read.flag("granted");
                    read.nothing_but({"role", "unit", "granted"});
                    return read.faults.empty() ? done(app.set_grant(call.caller, call.param("id"), std::move(role), std::move(unit), granted))
                                               : refused(std::move(read.faults));
                  });
  endpoints.write(administers,
                  {http::Method::put,
                   "/api/v1/accounts/{id}/official",
                   "tieAccount",
                   "Makes the account an official's own; an empty id unties it",
                   "",
                   false,
                   {},
                   object_schema({{"official", "string"}}),
                   false,
                   204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    std::string official = read.any_text("official");
                    read.nothing_but({"official"});
                    return read.faults.empty() ? done(app.tie_account(call.caller, call.param("id"), std::move(official))) : refused(std::move(read.faults));
                  });
  endpoints.read({http::Method::get, "/api/v1/plugins", "plugins", "Plugins and their health", "Plugin", true},
                 [&app](const Call& call) { return all(app.plugins(call.caller), call.language); });
  json::object enabling = object_schema({{"enabled", "boolean"}});
  enabling["properties"].as_object()["digest"] = json::object{{"type", "string"}, {"description", "SHA-256 of the file to enable, as `digest_found` shows it"}};
  endpoints.write(
      administers,
      {http::Method::put,
       "/api/v1/plugins/{id}/enabled",
       "enablePlugin",
       "Enables the file that lies there, or turns the plugin off",
       "",
       false,
       {},
       enabling,
       false,
       204},
      [&app](Call call, json::value body) {
        Reading read{body.as_object()};
        const bool enabled = read.flag("enabled");
        std::string digest = enabled ? read.text("digest") : "";
        read.nothing_but({"enabled", "digest"});
        if (!read.faults.empty()) return refused(std::move(read.faults));
        return done(enabled ? app.enable_plugin(call.caller, call.param("id"), std::move(digest)) : app.disable_plugin(call.caller, call.param("id")));
      });
  endpoints.write(administers,
                  {http::Method::post, "/api/v1/plugins/{id}/release", "releasePlugin", "Ends the quarantine of a plugin", "", false, {}, {}, false, 204},
                  [&app](Call call, json::value) { return done(app.release_plugin(call.caller, call.param("id"))); });
}

}  // namespace luan::api
