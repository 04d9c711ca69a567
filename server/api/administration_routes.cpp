// Accounts, roles, plugins, deliveries: for the administrator.
#include <algorithm>

#include "api/endpoints.hpp"
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

/// Reads members of a body by type and collects what is wrong.
struct Reading {
  const json::object& body;
  std::vector<FieldError> faults{};

  std::string text(const std::string& name, const json::object* of = nullptr, const std::string& place = "") {
    const json::value* value = (of ? *of : body).if_contains(name);
    if (value && value->is_string() && !value->as_string().empty()) return std::string(value->as_string());
    faults.push_back({place + name, {"Bắt buộc, là một chuỗi", "Required, a string"}});
    return {};
  }
  /// Whatever else the body has is refused: a misspelt member would be lost in silence.
  void nothing_but(std::initializer_list<std::string_view> names) {
    for (const auto& [name, ignored] : body)
      if (std::ranges::find(names, std::string_view(name)) == names.end()) faults.push_back({std::string(name), {"Không có mục này", "There is no such member"}});
  }
  bool flag(const std::string& name) {
    const json::value* value = body.if_contains(name);
    if (value && value->is_bool()) return value->as_bool();
    faults.push_back({name, {"Bắt buộc, là true hoặc false", "Required, true or false"}});
    return false;
  }
  std::vector<std::pair<std::string, std::string>> grants() {
    std::vector<std::pair<std::string, std::string>> out;
    const json::value* value = body.if_contains("grants");
    if (!value) return out;
    if (!value->is_array()) {
      faults.push_back({"grants", {"Là một danh sách", "A list"}});
      return out;
    }
    for (std::size_t i = 0; i < value->as_array().size(); ++i) {
      const json::object* grant = value->as_array()[i].if_object();
      const std::string place = "grants." + std::to_string(i) + ".";
      if (!grant) faults.push_back({place, {"Là một đối tượng gồm role và unit", "An object with role and unit"}});
      else out.emplace_back(text("role", grant, place), text("unit", grant, place));
    }
    return out;
  }
};

json::object object_schema(std::initializer_list<std::pair<const char*, const char*>> members) {
  json::object properties;
  json::array required;
  for (const auto& [name, type] : members) {
    properties[name] = json::object{{"type", type}};
    required.push_back(json::value(name));
  }
  return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}, {"additionalProperties", false}};
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

Awaitable<Result<Answer>> done(Awaitable<Result<void>> work) {
  const Result<void> result = co_await std::move(work);
  if (!result) co_return std::unexpected(result.error());
  co_return Answer{nullptr, 204};
}

Awaitable<Result<Answer>> refused(std::vector<FieldError> faults) { co_return refuse_fields(std::move(faults)); }

}  // namespace

void add_administration(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  endpoints.read({http::Method::get, "/api/v1/accounts", "accounts", "Accounts with their roles", "Account", true}, [&app](const Call& call) { return all(app.accounts(call.caller), call.language); });
  json::object new_account = object_schema({{"username", "string"}, {"name", "string"}, {"password", "string"}});
  new_account["properties"].as_object()["grants"] = json::object{{"type", "array"}, {"items", object_schema({{"role", "string"}, {"unit", "string"}})}};
  endpoints.write({http::Method::post, "/api/v1/accounts", "addAccount", "Adds an account", "Account", false, {}, new_account, false, 201},
                  [&app](Call call, json::value body) { return add_account(app, call, std::move(body)); });
  endpoints.write({http::Method::put, "/api/v1/accounts/{id}/password", "resetPassword", "Sets a password and ends the account's sessions", "", false, {}, object_schema({{"password", "string"}}), false, 204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    std::string password = read.text("password");
                    read.nothing_but({"password"});
                    return read.faults.empty() ? done(app.reset_password(call.caller, call.param("id"), std::move(password))) : refused(std::move(read.faults));
                  });
  endpoints.write({http::Method::put, "/api/v1/accounts/{id}/disabled", "disable", "Disables an account or enables it again", "", false, {}, object_schema({{"disabled", "boolean"}}), false, 204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    const bool disabled = read.flag("disabled");
                    read.nothing_but({"disabled"});
                    return read.faults.empty() ? done(app.set_disabled(call.caller, call.param("id"), disabled)) : refused(std::move(read.faults));
                  });
  endpoints.write({http::Method::put, "/api/v1/accounts/{id}/grants", "grant", "Grants a role at a unit, or takes it away", "", false, {},
                   object_schema({{"role", "string"}, {"unit", "string"}, {"granted", "boolean"}}), false, 204},
                  [&app](Call call, json::value body) {
                    Reading read{body.as_object()};
                    std::string role = read.text("role"), unit = read.text("unit");
                    const bool granted = read.flag("granted");
                    read.nothing_but({"role", "unit", "granted"});
                    return read.faults.empty() ? done(app.set_grant(call.caller, call.param("id"), std::move(role), std::move(unit), granted)) : refused(std::move(read.faults));
                  });
  endpoints.read({http::Method::get, "/api/v1/plugins", "plugins", "Plugins and their health", "Plugin", true}, [&app](const Call& call) { return all(app.plugins(call.caller), call.language); });
  endpoints.read({http::Method::get, "/api/v1/deliveries", "deliveries", "Deliveries that wait or failed", "Delivery", true},
                 [&app](const Call& call) { return all(app.deliveries(call.caller), call.language); });
  endpoints.write({http::Method::post, "/api/v1/deliveries/{id}/retry", "retry", "Tries a dead delivery again", "", false, {}, {}, false, 204},
                  [&app](Call call, json::value) { return done(app.retry_delivery(call.caller, call.param("id"))); });
}

}  // namespace luan::api
