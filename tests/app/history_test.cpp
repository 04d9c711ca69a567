#include <catch2/catch.hpp>

#include <cstdlib>

#include "app/support/district.hpp"
#include "app/support/stored_history.hpp"
#include "base/files.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

std::filesystem::path histories() { return std::filesystem::path(LUAN_SOURCE_DIR) / "tests/data/histories"; }

std::string stage(const District& district, const std::string& rotation) { return district.app->database().rotation(RotationId::trusted(rotation))->stage; }

void act(District& district, const std::string& rotation, const std::string& action) {
  const auto asked = district.app->action(district.caller("chu.tri"), rotation, action);
  if (asked)
    REQUIRE(district.act("chu.tri", rotation, action, test::first_choices(asked->schema)));
  else
    REQUIRE(district.act("ban.to.chuc", rotation, action, {{"reason", "Cần xem lại"}}));
}

/// An official fresh at the office, nominated for the ward's secretary: the placement took the first one elsewhere.
std::string nominate_another(District& district) {
  OfficialId fresh;
  district.app->impl().writer->run([&](store::Transaction& t) {
    fresh = t.ids().fresh<OfficialId>();
    t.append("-", store::OfficialRegistered{
                      fresh, district.office, {}, {{"family", "Bùi"}, {"middle", "Thị"}, {"given", "An"}, {"born", "1988-01-20"}, {"rating", "good"}}});
    t.append("-", store::AccountCreated{t.ids().fresh<AccountId>(), fresh, "an." + fresh.text().substr(0, 4), "Bùi Thị An", {}});
  });
  district.usernames.push_back("an." + fresh.text().substr(0, 4));
  const app::Caller board = district.caller("ban.to.chuc");
  const auto start = district.app->start(board, "rotation");
  REQUIRE(start);
  json::value body = test::first_choices(start->schema);
  body.at("form").at("official") = fresh.text();
  body.at("form").at("position") = district.secretary.text();
  const auto nominated = test::wait_for(district.app->nominate(board, "rotation", body, {}));
  REQUIRE(nominated);
  district.app->run_due();
  return nominated->rotation;
}

/// One rotation withdrawn after it was suspended, one through all six stages, one ended early, one that goes on.
void live(District& district) {
  const std::string withdrawn = district.nominate();
  act(district, withdrawn, "suspend");
  district.days(3);
  act(district, withdrawn, "resume");
  act(district, withdrawn, "withdraw");
  REQUIRE(stage(district, withdrawn) == "dropped");

  const std::string early = district.nominate();
  district.until_open(early, "evaluation");
  act(district, early, "end_early");
  REQUIRE(stage(district, early) == "ended_early");

  const std::string whole = nominate_another(district);
  for (int week = 0; week < 400 && stage(district, whole) != "closed"; ++week) {
    district.work();
    district.days(7);
  }
  REQUIRE(stage(district, whole) == "closed");
  (void)nominate_another(district);
}

void store_history(const std::string& version) {
  District district;
  live(district);
  std::filesystem::create_directories(histories());
  const store::Database& database = district.app->database();
  const store::Reader reader = database.reader();
  replace_file(histories() / (version + ".workflow.yaml"), store::definitions(reader.session()).at(0).bytes);
  replace_file(histories() / (version + ".jsonl"), test::export_log(database));
  replace_file(histories() / (version + ".state.txt"), test::describe_state(database));
}

}  // namespace

TEST_CASE("Every history that a released version stored is read as that version read it") {
  // ./dev test --approve adds this version's own, where there is none yet; one that is there is never written again.
  if (std::getenv("LUAN_APPROVE") && !std::filesystem::exists(histories() / LUAN_VERSION ".jsonl")) store_history(LUAN_VERSION);
  int read = 0;
  for (const auto& file : std::filesystem::directory_iterator(histories())) {
    if (file.path().extension() != ".jsonl") continue;
    const std::string version = file.path().stem().string();
    INFO(version);
    ++read;
    const test::Folder folder;
    test::import_log(folder.path(), read_file(file.path()), read_file(histories() / (version + ".workflow.yaml")));
    for (const auto& finding : store::verify_log(folder.path()).findings) FAIL_CHECK(finding.text.en);

    app::Configuration configuration = test::test_configuration();
    configuration.workflows.clear();
    configuration.plugins.clear();
    // A sample directory takes up plugins that were built anew; what this build made of them is no part of the history.
    configuration.plugin_folder = folder.path() / "none";
    std::filesystem::create_directory(configuration.plugin_folder);
    configuration.cheap_passwords = false;
    configuration.workflows = {histories() / (version + ".workflow.yaml")};
    const app::App app(configuration, folder.path(), std::make_shared<ManualClock>(*parse_instant("2040-01-01T00:00:00.000Z")));
    (void)store::rebuild(app.database(), [&](const std::string& name, int number) { return app.definition(name, number); });
    CHECK(test::describe_state(app.database()) == read_file(histories() / (version + ".state.txt")));
  }
  CHECK(read > 0);
  CHECK(std::filesystem::exists(histories() / LUAN_VERSION ".jsonl"));
}
