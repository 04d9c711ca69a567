// From an event to a person: notices, preferences, order, failures and dead letters, through a notifier in its own process
// that keeps a journal.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "app/retry.hpp"
#include "app/support/raised.hpp"

using namespace luan;
using test::District;
using test::wait_for;
namespace fs = std::filesystem;

namespace {

/// A district whose one notifier is the journal.
struct Journal {
  Journal() {
    const fs::path plugin = files.path() / "plugins/notify_journal";
    fs::create_directories(plugin);
    fs::create_directories(files.path() / "told");
    fs::copy_file(fs::path(LUAN_BINARY_DIR) / "tests/plugin_programs/notify_journal.so", plugin / "notify_journal.so");
    std::ofstream(plugin / "notify_journal.json")
        << R"({"id": "notify_journal", "version": "1.0.0", "title": {"vi": "Nhật ký", "en": "Journal"}, "kinds": ["notify"],
      "needs": {"network": false, "folders": ["folder"]}, "configuration": {"properties": {"folder": {"type": "string"}}}})";
    for (const char* scorer : {"score_eligibility", "score_weighted"})
      fs::create_directory_symlink(fs::path(LUAN_BINARY_DIR) / "plugins" / scorer, files.path() / "plugins" / scorer);
    app::Configuration configuration = test::test_configuration();
    configuration.plugin_folder = files.path() / "plugins";
    configuration.plugins = {{"notify_journal", {{"folder", (files.path() / "told").string()}}}, {"score_eligibility", {}}, {"score_weighted", {}}};
    configuration.public_url = "https://luan.example";
    district.emplace(configuration);
  }

  void put(const char* name) const { std::ofstream(files.path() / "told" / name).flush(); }
  void take(const char* name) const { fs::remove(files.path() / "told" / name); }
  /// Lines of the journal: id, address, subject, number of items; and begins a new one.
  std::vector<std::vector<std::string>> told() const {
    std::vector<std::vector<std::string>> lines;
    std::ifstream in(files.path() / "told/journal");
    for (std::string line; std::getline(in, line);) {
      lines.emplace_back();
      std::stringstream columns(line);
      for (std::string column; std::getline(columns, column, '\t');) lines.back().push_back(column);
    }
    fs::remove(files.path() / "told/journal");
    return lines;
  }
  bool begun() const { return fs::exists(files.path() / "told/journal"); }
  app::App& app() const { return *district->app; }
  bool prefer(const std::string& username, app::NoticePreferences preferences) const {
    return wait_for(app().set_preferences(district->caller(username), std::move(preferences))).has_value();
  }
  std::vector<app::DeliveryView> deliveries(std::string_view state = {}) const { return app().deliveries(district->caller("quan.tri"), state)->items; }

  test::Folder files;
  std::optional<District> district;
};

app::NoticePreferences preferences(bool daily) {
  app::NoticePreferences out;
  out.daily = daily;
  return out;
}

/// While it lives, nothing this process writes reaches the disk: as if it were full.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("Whoever is asked is told once, at the address he chose and in his language", "[delivery]") {
  Journal journal;
  app::NoticePreferences english;
  english.language = "en", english.address = "khanh@noivu.example";
  REQUIRE(journal.prefer("noi.vu", english));
  journal.district->nominate();
  const auto lines = journal.told();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0][1] == "khanh@noivu.example");
  CHECK_THAT(lines[0][2], Catch::StartsWith("LC-2026-001: Record the sending unit's introduction, due "));
  CHECK(journal.deliveries().empty());
  REQUIRE(journal.deliveries("delivered").size() == 1);
  CHECK(journal.deliveries("delivered")[0].recipient == "Trần Quốc Khánh");
  journal.app().run_due();
  CHECK(journal.told().empty());
}

TEST_CASE("Who wants nothing gets nothing, quiet hours are kept, and a daily letter gathers", "[delivery]") {
  Journal journal;
  app::NoticePreferences silent;
  silent.channel = "none";
  REQUIRE(journal.prefer("noi.vu", silent));
  const std::string id = journal.district->nominate();
  CHECK(journal.told().empty());

  REQUIRE(journal.prefer("ban.to.chuc", preferences(true)));
  journal.district->until_open(id, "assessment");  // the check of conditions was the board's, and done before the letter
  journal.district->days(3);
  journal.app().run_due();
  for (const auto& line : journal.told()) CHECK(line[1] != "ban.to.chuc@luan.localhost");

  app::NoticePreferences quiet;
  quiet.quiet_from = "07:00", quiet.quiet_to = "17:30";
  for (const char* member : {"uy.vien.1", "uy.vien.2", "uy.vien.3", "uy.vien.4", "chu.tri"}) REQUIRE(journal.prefer(member, quiet));
  journal.district->until_open(id, "vote");
  journal.app().run_due();
  CHECK(journal.told().empty());
  journal.district->clock->advance(std::chrono::hours(12));
  journal.app().run_due();
  CHECK(journal.told().size() == 5);
}

TEST_CASE("Preferences that cannot be meant are refused field by field, and are each person's own", "[delivery]") {
  Journal journal;
  const auto faults = [&](app::NoticePreferences wanted) {
    const auto done = wait_for(journal.app().set_preferences(journal.district->caller("chu.tri"), std::move(wanted)));
    std::string out;
    for (const FieldError& one : done ? std::vector<FieldError>() : done.error().fields) out += one.field + " ";
    return out;
  };
  CHECK(faults({"bồ câu", "", false, "", "", "vi"}) == "channel ");
  CHECK(faults({"", "a@b\nBcc: c@d", false, "", "", "vi"}) == "address ");
  CHECK(faults({"", "", false, "22:00", "", "vi"}) == "quiet_to ");
  CHECK(faults({"", "", false, "25:00", "25:00", "fr"}) == "quiet_from quiet_to language ");
  CHECK(faults({"notify_journal", "duc@quan.example", true, "22:00", "06:00", "en"}).empty());
  const auto kept = journal.app().preferences(journal.district->caller("chu.tri"));
  REQUIRE(kept);
  CHECK(kept->chosen == app::NoticePreferences{"notify_journal", "duc@quan.example", true, "22:00", "06:00", "en"});
  CHECK(kept->own_address == "chu.tri@luan.localhost");
  REQUIRE(kept->channels.size() == 1);
  CHECK(journal.app().preferences(journal.district->caller("noi.vu"))->chosen == app::NoticePreferences());
}

TEST_CASE("A person is reminded once before a due date and once after it, unless the task is done", "[delivery]") {
  Journal journal;
  journal.district->nominate();
  journal.told();
  std::vector<std::string> subjects;
  for (int day = 0; day < 20; ++day) {
    journal.district->days(1);
    journal.app().run_due();
    for (const auto& line : journal.told())
      if (line[1] == "noi.vu@luan.localhost") subjects.push_back(line[2]);
  }
  REQUIRE(subjects.size() == 2);
  CHECK_THAT(subjects[0], Catch::Contains("còn 2 ngày làm việc"));
  CHECK_THAT(subjects[1], Catch::Contains("quá hạn"));
}

TEST_CASE("Who is told that something is late gets one letter, and it stands in history", "[delivery]") {
  Journal journal;
  const std::string id = journal.district->nominate();
  journal.told();
  std::vector<std::string> subjects;
  for (int day = 0; day < 40; ++day) {
    journal.district->days(1);
    journal.app().run_due();
    for (const auto& line : journal.told())
      if (line[1] == "ban.to.chuc@luan.localhost") subjects.push_back(line[2]);
  }
  REQUIRE(subjects.size() == 1);
  CHECK_THAT(subjects[0], Catch::Contains("chưa xong, hạn"));
  const auto history = journal.app().history(journal.district->caller("ban.to.chuc"), id);
  REQUIRE(history);
  CHECK(std::ranges::count(*history, "step.escalated", &app::HistoryEntry::type) == 1);
  CHECK(std::ranges::count(*history, "step.reminded", &app::HistoryEntry::type) == 2);
}

TEST_CASE("A petition that is not answered in time sends one letter to its owner and one to the organisation board", "[delivery]") {
  Journal journal;
  const std::string id = journal.district->nominate();
  test::raise_petitions(*journal.district, id);
  std::vector<std::string> told;
  for (int day = 0; day < 30; ++day) {
    journal.district->days(1);
    journal.app().run_due();
    for (const auto& line : journal.told())
      if (line[2].find("Kiến nghị số") != std::string::npos) {
        CHECK(day == 20);
        CHECK_THAT(line[2], Catch::Contains("quá hạn") && Catch::Contains("Kiến nghị số 1 do Phòng Nội vụ giải quyết"));
        told.push_back(line[1]);
      }
  }
  std::ranges::sort(told);
  CHECK(told == std::vector<std::string>{"ban.to.chuc@luan.localhost", "noi.vu@luan.localhost"});
  const auto history = journal.app().history(journal.district->caller("ban.to.chuc"), id);
  CHECK(std::ranges::count(*history, "petition.overdue", &app::HistoryEntry::type) == 1);
}

TEST_CASE("What fails rests longer each time, comes again under its id, and holds up nobody but its own recipient", "[delivery]") {
  Journal journal;
  journal.app().impl().chance = [] { return 0U; };
  journal.put("later");
  journal.district->nominate();
  const auto first = journal.told();
  REQUIRE(first.size() == 1);
  journal.app().run_due();
  CHECK(journal.told().empty());
  REQUIRE(journal.deliveries().size() == 1);
  CHECK(journal.deliveries()[0].attempts == 1);
  CHECK(journal.deliveries()[0].error.vi == "Tiện ích đề nghị thử lại sau: not now.");
  journal.district->clock->advance(std::chrono::milliseconds(4'999));
  journal.app().run_due();
  CHECK(journal.told().empty());
  journal.district->clock->advance(std::chrono::milliseconds(1));
  journal.app().run_due();
  const auto second = journal.told();
  REQUIRE(second.size() == 1);
  CHECK(second[0][0] == first[0][0]);
  journal.take("later");
  journal.district->clock->advance(std::chrono::seconds(20));
  journal.app().run_due();
  CHECK(journal.told().size() == 1);
  CHECK(journal.deliveries().empty());
  CHECK(journal.deliveries("delivered")[0].attempts == 3);
}

TEST_CASE("Letters to one person keep their order, also when the first of them fails", "[delivery]") {
  Journal journal;
  journal.app().impl().chance = [] { return 0U; };
  journal.put("later");
  journal.district->nominate();
  const std::string first = journal.told().at(0)[0];
  const auto waiting = store::deliveries(journal.app().database().reader().session(), {}).at(0).row;
  journal.app().impl().writer->run([&](store::Transaction& transaction) {
    for (const char* id : {"second", "third"}) {
      store::OutboxRow row = waiting;
      row.delivery = id;
      transaction.enqueue(row);
    }
  });
  journal.app().run_due();
  CHECK(journal.told().empty());
  journal.district->clock->advance(std::chrono::seconds(5));
  journal.app().run_due();
  CHECK(journal.told().size() == 1);
  for (const app::DeliveryView& one : journal.deliveries()) CHECK(one.attempts == (one.id == first ? 2 : 0));
  journal.take("later");
  journal.district->clock->advance(std::chrono::seconds(20));
  journal.app().run_due();
  const auto lines = journal.told();
  REQUIRE(lines.size() == 3);
  CHECK(lines[0][0] == first);
  CHECK(lines[1][0] == "second");
  CHECK(lines[2][0] == "third");
}

TEST_CASE("A dead letter is read by the administrator alone, dropped with a reason, or sent again", "[delivery]") {
  Journal journal;
  journal.put("refuse");
  const std::string rotation = journal.district->nominate();
  const auto dead = journal.deliveries("dead");
  REQUIRE(dead.size() == 1);
  CHECK(dead[0].error.en == "The plugin refuses its input: never.");
  CHECK(dead[0].about == std::vector<Localized>{{"Có việc mới", "A new task"}});
  const app::Caller admin = journal.district->caller("quan.tri");
  CHECK(journal.app().deliveries(journal.district->caller("chu.tri")).error().code == RefusalCode::forbidden);
  CHECK(wait_for(journal.app().drop_delivery(journal.district->caller("chu.tri"), dead[0].id, "x")).error().code == RefusalCode::forbidden);
  CHECK(wait_for(journal.app().drop_delivery(admin, dead[0].id, " ")).error().fields.front().field == "reason");
  CHECK(wait_for(journal.app().drop_delivery(admin, std::string(32, '0'), "x")).error().code == RefusalCode::not_found);
  REQUIRE(wait_for(journal.app().drop_delivery(admin, dead[0].id, "Đã báo trực tiếp.")));
  const auto dropped = journal.app().delivery(admin, dead[0].id);
  REQUIRE(dropped);
  CHECK(dropped->state == "dropped");
  CHECK(dropped->reason == "Đã báo trực tiếp.");
  CHECK(dropped->decided_by == "Cao Xuân Trường");
  CHECK(wait_for(journal.app().drop_delivery(admin, dead[0].id, "lần nữa")).error().code == RefusalCode::delivery_not_dead);
  journal.take("refuse");
  journal.told();
  REQUIRE(wait_for(journal.app().retry_delivery(admin, dead[0].id)));
  journal.app().run_due();
  REQUIRE(journal.told().size() == 1);
  CHECK(wait_for(journal.app().retry_delivery(admin, dead[0].id)).error().code == RefusalCode::delivery_not_dead);
}

TEST_CASE("A letter about a task that was done meanwhile is not sent any more", "[delivery]") {
  Journal journal;
  journal.put("later");
  const std::string id = journal.district->nominate();
  REQUIRE(journal.told().size() == 1);
  journal.take("later");
  journal.district->until_open(id, "check");
  journal.told();
  journal.district->clock->advance(std::chrono::hours(1));
  journal.app().run_due();
  for (const auto& line : journal.told()) CHECK(line[1] != "noi.vu@luan.localhost");
  REQUIRE(journal.deliveries("dropped").size() == 1);
  CHECK(journal.deliveries("dropped")[0].decided_by.empty());
}

TEST_CASE("Where the bookkeeping fails after the plugin acknowledged, only the bookkeeping is tried again", "[delivery]") {
  Journal journal;
  app::App& app = journal.app();
  journal.put("wait");
  std::exception_ptr lost;
  std::thread dispatcher([&] {
    try {
      journal.district->nominate();
    } catch (...) {
      lost = std::current_exception();
    }
  });
  while (!journal.begun()) std::this_thread::yield();
  {
    const FullDisk full;
    journal.take("wait");
    dispatcher.join();
    CHECK(lost);
    CHECK_THROWS(app.impl().deliver("notify_journal"));
    CHECK_THROWS(app.impl().deliver("notify_journal"));
  }
  CHECK(journal.deliveries("leased").size() == 1);
  static_cast<void>(app.impl().deliver("notify_journal"));
  CHECK(journal.deliveries("delivered").size() == 1);
  CHECK(journal.told().size() == 1);
}

TEST_CASE("A server that ended between acknowledgement and bookkeeping sends again under the same id, and counts it", "[delivery]") {
  Journal journal;
  app::App& app = journal.app();
  // As if the server had ended: leased, called, never settled.
  journal.put("later");
  journal.district->nominate();
  const auto first = journal.told();
  journal.take("later");
  journal.district->clock->advance(std::chrono::seconds(5));
  app.impl().writer->run(
      [&](store::Transaction& transaction) { REQUIRE(transaction.lease("notify_journal", 1, transaction.now() + std::chrono::minutes(2), 11).size() == 1); });
  journal.district->restart();
  journal.app().run_due();
  CHECK(journal.told().empty());
  journal.district->clock->advance(std::chrono::minutes(2));
  journal.app().run_due();
  const auto again = journal.told();
  REQUIRE(again.size() == 1);
  CHECK(again[0][0] == first[0][0]);
  CHECK(journal.deliveries("delivered")[0].attempts == 3);
}

TEST_CASE("Every letter can be looked at in both languages before anybody gets it", "[delivery]") {
  Journal journal;
  const auto letters = journal.app().letter_previews(journal.district->caller("quan.tri"));
  REQUIRE(letters);
  CHECK(letters->size() == 14);  // six kinds and the daily one, in two languages
  for (const app::LetterPreview& one : *letters) CHECK_FALSE((one.subject.empty() || one.text.empty() || one.html.empty()));
  // One language's letters are those of the other: of a meeting only what says that it is.
  for (const app::LetterPreview& one : *letters)
    CHECK((one.text.find("08:00") != std::string::npos) == (one.about.en == "Called to a meeting" || one.about.en == "The daily letter"));
  CHECK(journal.app().letter_previews(journal.district->caller("chu.tri")).error().code == RefusalCode::forbidden);
}
