// Subcommands on a data directory: demo, audit, rebuild.
#include <fmt/format.h>

#include <cstdio>

#include "app/app.hpp"
#include "app/log_mending.hpp"
#include "app/sample/sample.hpp"
#include "audit/bundle.hpp"
#include "audit/log_signer.hpp"
#include "base/bytes.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "store/rebuild.hpp"

namespace luan::cli {
namespace {

void print(const std::string& line) { std::fputs((line + "\n").c_str(), stdout); }

void print_accounts(const std::vector<app::SampleAccount>& accounts, bool as_json) {
  if (as_json) {
    json::array list;
    for (const auto& one : accounts)
      list.push_back(json::object{{"username", one.username}, {"password", one.password}, {"role", one.role}, {"unit", one.unit}});
    print(json::serialize(json::object{{"accounts", std::move(list)}}));
    return;
  }
  print(fmt::format("{:<22} {:<26} {:<20} {}", "account", "password", "role", "at"));
  for (const auto& one : accounts) print(fmt::format("{:<22} {:<26} {:<20} {}", one.username, one.password, one.role, one.unit));
}

unsigned seed_of(const Arguments& arguments) {
  const std::string text = arguments.value("seed").value_or("1");
  const auto seed = whole_number<unsigned>(text);
  if (!seed) throw Usage{"--seed is a whole number"};
  return *seed;
}

}  // namespace

int demo(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "seed", "config"}, {"json", "accounts"});
  const std::string data = arguments.required("data");
  if (arguments.flag("accounts")) {
    print_accounts(app::sample_accounts(data), arguments.flag("json"));
    return 0;
  }
  const app::Configuration configuration = configuration_of(arguments);
  const TimeZone zone(configuration.time_zone);
  print_accounts(app::load_sample(configuration, data, zone.date(SystemClock().now()), seed_of(arguments)), arguments.flag("json"));
  return 0;
}

namespace {

int audit_verify(const Arguments& arguments) {
  std::optional<luan::audit::VerifierKey> key;
  if (const auto text = arguments.value("key")) {
    key = luan::audit::VerifierKey::parse(*text);
    if (!key) throw Usage{"--key takes a verifier key, as luan audit key prints it"};
  }
  const store::VerifyReport report = store::verify_log(arguments.required("data"), key);
  for (const auto& finding : report.findings) print(fmt::format("entry {}: {}", finding.seq, finding.text.en));
  if (!report.findings.empty()) {
    print(fmt::format("the log does not hold: {} findings in {} entries", report.findings.size(), report.size));
    return 1;
  }
  for (const std::string& scar : report.scars) print(scar);
  print(fmt::format("{} entries hold, root {}", report.size, to_base64(as_text(report.root))));
  if (!report.against_signature) print("no verifier key was at hand: what was signed was not looked at (--key)");
  return 0;
}

/// A bundle brought from elsewhere: nothing but the file and the key is needed.
int check_bundle(const std::string& file, const Arguments& arguments) {
  std::vector<luan::audit::VerifierKey> trusted;
  if (const auto text = arguments.value("key")) {
    const auto key = luan::audit::VerifierKey::parse(*text);
    if (!key) throw Usage{"--key takes a verifier key, as luan audit key prints it"};
    trusted.push_back(*key);
  }
  const luan::audit::BundleVerdict verdict = luan::audit::verify_bundle(read_file(file), trusted);
  if (!verdict.holds) {
    print(fmt::format("does not match: {}{}", verdict.reason.en, verdict.place.en.empty() ? "" : " (" + verdict.place.en + ")"));
    return 1;
  }
  print(fmt::format("{} events match the log of {}, {} entries, root {}", verdict.events, verdict.origin, verdict.size, verdict.root));
  if (verdict.withheld + verdict.erased > 0) print(fmt::format("{} events are withheld, {} contents erased", verdict.withheld, verdict.erased));
  if (trusted.empty()) print("checked with the key that the bundle brings along: it fits itself, whose it is was not looked at (--key)");
  return 0;
}

/// A mistyped directory must not become a new one.
std::filesystem::path existing(const Arguments& arguments) {
  const std::filesystem::path data = arguments.required("data");
  if (!std::filesystem::exists(data / "luan.db"))
    throw std::runtime_error("there is no " + (data / "luan.db").string() + ". Name the data directory of a server with --data.");
  return data;
}

int accept_loss(const Arguments& arguments) {
  const std::string reason = arguments.required("reason");
  const app::LossAccepted accepted = app::accept_loss(configuration_of(arguments), existing(arguments), reason, std::make_shared<SystemClock>());
  print(fmt::format("{} entries were signed, {} are left; entry {} records the loss", accepted.lost_size, accepted.kept_size, accepted.kept_size));
  return 0;
}

}  // namespace

int audit(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "key", "config", "reason"}, {"new"}, 2);
  const std::string what = arguments.words().empty() ? "" : arguments.words()[0];
  if (what == "check" && arguments.words().size() == 2) return check_bundle(arguments.words()[1], arguments);
  if (arguments.words().size() > 1) throw Usage{"luan audit check FILE [--key KEY]"};
  if (what == "verify") return audit_verify(arguments);
  if (what == "accept-loss") return accept_loss(arguments);
  if (what != "key" && what != "checkpoint") throw Usage{"luan audit verify | key | checkpoint | accept-loss --data DIR, or luan audit check FILE"};
  if (what == "key" && arguments.flag("new")) {
    print(app::change_log_key(configuration_of(arguments), existing(arguments), std::make_shared<SystemClock>()));
    return 0;
  }
  const auto folder = std::filesystem::path(arguments.required("data")) / "keys";
  const auto state = luan::audit::read_signed_state(folder);
  if (!state.key || state.note.empty())
    throw std::runtime_error(folder.string() + ": nothing was signed yet. The key is made when a server starts on this data directory.");
  std::fputs(what == "key" ? (state.key->text() + "\n").c_str() : state.note.c_str(), stdout);
  return 0;
}

int rebuild(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "config"}, {});
  const app::App app(configuration_of(arguments), arguments.required("data"), std::make_shared<SystemClock>());
  const store::RebuildReport report = store::rebuild(app.database(), [&](const std::string& name, int version) { return app.definition(name, version); });
  for (const std::string& difference : report.differences) print(difference);
  print(fmt::format("{} events; {} rows differed{}", report.events, report.differences.size(), report.differences.empty() ? "" : " and are right now"));
  return 0;
}

}  // namespace luan::cli
