// luan account add | reset: for who works at the machine, when nobody can sign in yet or any more.
#include <fmt/format.h>

#include <cstdio>

#include "app/app.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/wait_for.hpp"

namespace luan::cli {
namespace {

std::runtime_error told(const Refusal& refusal) {
  std::string text = refusal.sentence(Language::en);
  for (const FieldError& field : refusal.fields) text += "\n  " + field.field + ": " + field.text.en;
  return std::runtime_error(text);
}

/// Sixteen letters and digits in groups, easy to read over a telephone.
std::string fresh_password() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string out;
  while (out.size() < 19) {
    if (out.size() % 5 == 4) {
      out += '-';
      continue;
    }
    const auto byte = static_cast<unsigned char>(random_bytes(1)[0]);
    if (byte < 256 / letters.size() * letters.size()) out += letters[byte % letters.size()];
  }
  return out;
}

std::string unit_named(const app::App& app, const app::Caller& caller, const std::string& name) {
  const auto units = app.units(caller);
  for (const app::UnitView& unit : *units)
    if (unit.id == name || fold(unit.name.vi) == fold(name) || fold(unit.name.en) == fold(name)) return unit.id;
  throw std::runtime_error("there is no unit «" + name + "»; give a name as on the page «Đơn vị»");
}

std::string account_named(const app::App& app, const app::Caller& caller, const std::string& username) {
  const auto accounts = app.accounts(caller);
  for (const app::AccountView& account : *accounts)
    if (account.username == username) return account.id;
  throw std::runtime_error("there is no account «" + username + "»");
}

}  // namespace

int account(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "config", "username", "name", "role", "unit"}, {}, 1);
  const std::string what = arguments.words().empty() ? "" : arguments.words()[0];
  if (what != "add" && what != "reset") throw Usage{"luan account add | reset"};
  // All asked for before the directory is opened: wrong usage makes none.
  const std::string data = arguments.required("data"), username = arguments.required("username"), password = fresh_password();
  std::string name, role, unit;
  if (what == "add") name = arguments.required("name"), role = arguments.required("role"), unit = arguments.required("unit");
  app::App app(configuration_of(arguments), data, std::make_shared<SystemClock>());
  const app::Caller caller = app.machine_operator();
  if (what == "add") {
    app::NewAccount fresh{username, name, password, {}, {{role, unit_named(app, caller, unit)}}};
    if (auto added = wait_for(app.add_account(caller, std::move(fresh))); !added) throw told(added.error());
  } else if (auto reset = wait_for(app.reset_password(caller, account_named(app, caller, username), password)); !reset) {
    throw told(reset.error());
  }
  std::fputs(fmt::format("{} {}\n", username, password).c_str(), stdout);
  return 0;
}

}  // namespace luan::cli
