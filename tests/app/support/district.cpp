#include "app/support/district.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <list>
#include <mutex>

#include "support/every_weekday.hpp"
#include "support/first_choices.hpp"

namespace luan::test {

boost::asio::io_context& own_context() {
  static std::mutex mutex;
  static std::list<boost::asio::io_context> all;
  thread_local boost::asio::io_context& own = [] -> boost::asio::io_context& {
    const std::lock_guard lock(mutex);
    return all.emplace_back();
  }();
  return own;
}

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "luan_app_XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}
Folder::~Folder() { std::filesystem::remove_all(path_); }

app::Configuration test_configuration() {
  app::Configuration configuration = app::default_configuration();
  configuration.workflows = {std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml"};
  configuration.plugin_folder = std::filesystem::path(LUAN_BINARY_DIR) / "plugins";
  configuration.plugin_host = std::filesystem::path(LUAN_BINARY_DIR) / "tests/plugin_programs/luan_plugin_test_host";
  configuration.sandbox_optional = true;
  configuration.cheap_passwords = true;
  return configuration;
}

District::District() : District(test_configuration()) {}

District::District(app::Configuration with) : configuration(std::move(with)), clock(std::make_shared<ManualClock>(*parse_instant("2026-03-02T02:00:00.000Z"))) {
  app = std::make_unique<app::App>(configuration, folder.path(), clock, std::make_shared<SeededIds>("district"));
  people();
}

void District::restart() {
  app.reset();
  configuration.cheap_passwords = false;  // only a fresh or a sample directory may have them
  app = std::make_unique<app::App>(configuration, folder.path(), clock);
}

AccountId District::account(store::Transaction& transaction, const std::string& username, const std::string& name, const std::string& role, const UnitId& unit,
                            OfficialId official) {
  const auto id = transaction.ids().fresh<AccountId>();
  transaction.append("-", store::AccountCreated{id, official, username, name, {}});
  transaction.append("-", store::RoleGranted{id, role, unit});
  transaction.put_credential(id, identity::hash_password(password, identity::cheap_cost()));
  usernames.push_back(username);
  return id;
}

void District::people() {
  app->impl().writer->run([&](store::Transaction& t) {
    const Date from{std::chrono::year(2020), std::chrono::January, std::chrono::day(1)};
    committee = t.ids().fresh<UnitId>(), office = t.ids().fresh<UnitId>(), ward = t.ids().fresh<UnitId>();
    t.append("-", store::UnitCreated{committee, "committee", 1, "normal", from, {"Đảng uỷ Thạnh Giang", "Thạnh Giang committee"}});
    t.append("-", store::UnitCreated{office, "office", 1, "normal", from, {"Phòng Nội vụ", "Home Affairs Office"}});
    t.append("-", store::UnitCreated{ward, "ward", 2, "difficult", from, {"Phường Bến Đá", "Bến Đá ward"}});
    t.append("-", store::CommitteeSet{committee, "ĐU", "2025-2030"});
    t.append("-", every_weekday());
    secretary = t.ids().fresh<PositionId>();
    const auto deputy = t.ids().fresh<PositionId>();
    t.append("-", store::PositionCreated{secretary, ward, "party", true, {"Bí thư Đảng uỷ phường Bến Đá", "Secretary, Bến Đá"}});
    t.append("-", store::PositionCreated{deputy, office, "government", true, {"Phó Trưởng phòng Nội vụ", "Deputy head, Home Affairs"}});
    binh = t.ids().fresh<OfficialId>();
    t.append("-", store::OfficialRegistered{binh,
                                            office,
                                            deputy,
                                            {{"family", "Đỗ"},
                                             {"middle", "Văn"},
                                             {"given", "Bình"},
                                             {"born", "1985-05-12"},
                                             {"gender", "male"},
                                             {"professional_level", "master"},
                                             {"political_level", "advanced"},
                                             {"rating", "good"},
                                             {"years_in_field", 12},
                                             {"grassroots_years", 1}}});
    account(t, "ban.to.chuc", "Lê Thị Hạnh", "organisation_board", committee);
    account(t, "noi.vu", "Trần Quốc Khánh", "sending_unit", office);
    account(t, "chu.tri", "Nguyễn Văn Đức", "chair", committee);
    for (const auto& [username, name] :
         {std::pair{"uy.vien.1", "Phạm Thu Hà"}, {"uy.vien.2", "Võ Minh Tuấn"}, {"uy.vien.3", "Hồ Ngọc Ánh"}, {"uy.vien.4", "Bùi Đình Phúc"}})
      account(t, username, name, "member", committee);
    account(t, "dang.uy", "Đặng Thị Mỹ", "party_committee", ward);
    account(t, "uy.ban", "Lý Hoàng Nam", "government", ward);
    account(t, "binh", "Đỗ Văn Bình", "official", office, binh);
    account(t, "kiem.tra", "Mai Thị Lan", "auditor", committee);
    account(t, "quan.tri", "Cao Xuân Trường", "administrator", committee);
  });
}

app::Caller District::caller(const std::string& username) const {
  const auto directory = app->impl().directory();
  const store::Account* found = directory->by_username(username);
  REQUIRE(found);
  app::Caller caller;
  caller.actor = app->impl().actor_of(*directory, found->id, app->impl().today());
  caller.username = username;
  caller.name = found->name;
  return caller;
}

std::string District::nominate(const std::string& workflow) {
  const app::Caller board = caller("ban.to.chuc");
  const auto start = app->start(board, workflow);
  REQUIRE(start);
  const auto recorded = wait_for(app->nominate(board, workflow, first_choices(start->schema), {}));
  REQUIRE(recorded);
  app->run_due();
  return recorded->rotation;
}

Result<app::Recorded> District::respond(const std::string& username, const std::string& rotation, const std::string& step, json::value body,
                                        app::RequestMeta meta) {
  return wait_for(app->respond(caller(username), rotation, step, std::move(body), std::move(meta)));
}

Result<app::Recorded> District::act(const std::string& username, const std::string& rotation, const std::string& action, json::value body) {
  return wait_for(app->act(caller(username), rotation, action, std::move(body), {}));
}

bool District::is_open(const std::string& rotation, const std::string& step) const {
  const auto found = app->database().rotation(RotationId::trusted(rotation));
  const auto* run = found ? found->run_now(step) : nullptr;
  return run && run->open();
}

bool District::one_task(const std::string& username, const std::string& stop_before) {
  const auto tasks = app->tasks(caller(username));
  REQUIRE(tasks);
  for (const auto& task : *tasks) {
    if (task.step == stop_before) continue;
    const auto step = app->step(caller(username), task.rotation, task.step);
    REQUIRE(step);
    const auto answer = respond(username, task.rotation, task.step, first_choices(step->schema));
    INFO(username << " " << task.step
                  << (answer ? ""
                             : ": " + answer.error().sentence(Language::en) +
                                   (answer.error().fields.empty() ? "" : answer.error().fields.front().field + answer.error().fields.front().text.en)));
    REQUIRE(answer);
    return true;
  }
  return false;
}

bool District::go_on(const std::string& stop_before) {
  app->run_due();
  for (const std::string& username : usernames)
    if (one_task(username, stop_before)) return true;
  return false;
}

int District::work() {
  int done = 0;
  while (go_on("")) ++done;
  return done;
}

void District::until_open(const std::string& rotation, const std::string& step) {
  for (int day = 0; day < 2'600; ++day) {
    while (!is_open(rotation, step) && go_on(step)) {
    }
    if (is_open(rotation, step)) return;
    days(1);
  }
  FAIL("never open: " << step);
}

void District::days(int count) { clock->advance(std::chrono::hours(24 * count)); }

}  // namespace luan::test
