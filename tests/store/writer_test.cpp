#include <catch2/catch.hpp>

#include <soci/soci.h>

#include <future>
#include <latch>

#include "store/queries.hpp"
#include "store/support/desk.hpp"

using namespace luan;
using store::Transaction;
using test::Desk;

namespace {

/// Keeps the writer's thread busy, so that what is submitted meanwhile gathers into one group.
class Held {
 public:
  explicit Held(store::Writer& writer) {
    REQUIRE(writer.submit([this](Transaction&) { begun_.count_down(), go_on_.wait(); }, [](std::exception_ptr) {}));
    begun_.wait();
  }
  void release() { go_on_.count_down(); }

 private:
  std::latch begun_{1}, go_on_{1};
};

struct Told {
  bool threw = false, unavailable = false;
  std::string what;
  std::uint64_t log_size = 0;  // as readers saw it when the result was told
};

std::future<Told> submit(Desk& desk, store::Writer::Job job) {
  auto told = std::make_shared<std::promise<Told>>();
  auto future = told->get_future();
  REQUIRE(desk.writer->submit(std::move(job), [told, &desk](std::exception_ptr error) {
    Told what{error != nullptr, false, "", desk.database->log_frontier().size};
    try {
      if (error) std::rethrow_exception(error);
    } catch (const store::Unavailable& failed) {
      what.unavailable = true;
      what.what = failed.what();
    } catch (...) {
    }
    told->set_value(what);
  }));
  return future;
}

void add_account(Desk& desk, Transaction& t, const std::string& username) {
  t.append("-", store::AccountCreated{t.ids().fresh<AccountId>(), {}, username, username, {}});
  t.append("-", store::RoleGranted{t.directory()->by_username(username)->id, "auditor", desk.committee});
}

}  // namespace

TEST_CASE("What gathers is committed as one group, and nobody hears of it before all of it is on the disk") {
  Desk desk;
  const std::uint64_t before = desk.database->log_frontier().size;
  std::vector<std::future<Told>> told;
  Held held(*desk.writer);
  for (int i = 0; i < 40; ++i) told.push_back(submit(desk, [&desk, i](Transaction& t) { add_account(desk, t, "nguoi." + std::to_string(i)); }));
  CHECK(desk.database->log_frontier().size == before);
  held.release();
  for (auto& one : told) CHECK(one.get().log_size == before + 80);
  CHECK(desk.value("SELECT count(*) FROM events") == std::to_string(before + 80));
  CHECK(store::verify_log(desk.folder.path()).findings.empty());
}

TEST_CASE("A job that throws is undone alone, and the others of its group see nothing of it") {
  Desk desk;
  const std::uint64_t before = desk.database->log_frontier().size;
  Held held(*desk.writer);
  auto first = submit(desk, [&](Transaction& t) { add_account(desk, t, "truoc"); });
  auto wrong = submit(desk, [&](Transaction& t) {
    add_account(desk, t, "sai");
    (void)desk.nominate(t);
    t.put_meta("sai", "1");
    t.keep_request(desk.board.account, "k", "r", {"b", 200, "a"});
    t.enqueue({t.ids().hex(), "notify_mail", "notify", "r", {}, "r", "s", 1});
    throw std::logic_error("giữa chừng");
  });
  auto last = submit(desk, [&](Transaction& t) {
    CHECK(t.directory()->by_username("truoc"));
    CHECK_FALSE(t.directory()->by_username("sai"));
    add_account(desk, t, "sau");
  });
  held.release();
  CHECK_FALSE(first.get().threw);
  CHECK(wrong.get().threw);
  CHECK_FALSE(last.get().threw);
  CHECK(desk.writer->healthy());
  CHECK(desk.database->log_frontier().size == before + 4);
  for (const char* table : {"rotations", "tasks", "wakes", "requests", "outbox", "meta", "registers"})
    CHECK(desk.value(std::string("SELECT count(*) FROM ") + table) == "0");
  CHECK(store::verify_log(desk.folder.path()).findings.empty());
  CHECK(desk.rebuild().differences.empty());
}

TEST_CASE("A job that appended twice to one rotation goes back to the state before both") {
  Desk desk;
  const RotationId id = desk.nominate();
  Held held(*desk.writer);
  auto wrong = submit(desk, [&](Transaction& t) {
    desk.introduce(t, id);
    desk.carry_out(t, id, workflow::Act{"suspend", "Chờ kết luận", {}}, &desk.board);
    throw std::logic_error("giữa chừng");
  });
  auto after = submit(desk, [&](Transaction& t) {
    CHECK(t.rotation(id)->run_now("proposal")->open());
    desk.introduce(t, id);
  });
  held.release();
  CHECK(wrong.get().threw);
  CHECK_FALSE(after.get().threw);
  CHECK(desk.database->rotation(id)->run_now("eligibility"));
  CHECK(desk.rebuild().differences.empty());
}

TEST_CASE("A number that an undone job drew is given to the next, and none is given twice") {
  Desk desk;
  desk.nominate();
  for (int round = 0; round < 3; ++round) {
    Held held(*desk.writer);
    auto wrong = submit(desk, [&](Transaction& t) {
      (void)desk.nominate(t);
      (void)desk.nominate(t);
      throw std::logic_error("giữa chừng");
    });
    auto right = submit(desk, [&](Transaction& t) { (void)desk.nominate(t); });
    held.release();
    CHECK(wrong.get().threw);
    CHECK_FALSE(right.get().threw);
    if (round == 1) desk.reopen();
  }
  CHECK(desk.value("SELECT group_concat(code) FROM (SELECT code FROM rotations ORDER BY code)") == "LC-2026-1,LC-2026-2,LC-2026-3,LC-2026-4");
  CHECK(desk.value("SELECT last FROM registers WHERE name = 'rotation' AND period = '2026'") == "4");
}

TEST_CASE("The answer kept under an idempotency key stands and falls with the events it tells of") {
  Desk desk;
  const auto nominate_with_key = [&](Transaction& t) {
    (void)desk.nominate(t);
    t.keep_request(desk.board.account, "khoa-1", "POST /r", {"băm", 201, "{}"});
  };
  CHECK_THROWS_AS(desk.writer->run([&](Transaction& t) {
    nominate_with_key(t);
    throw std::logic_error("giữa chừng");
  }),
                  std::logic_error);
  CHECK(desk.value("SELECT count(*) FROM requests") == "0");
  desk.writer->run(nominate_with_key);
  desk.reopen();
  CHECK(desk.value("SELECT count(*) FROM rotations") == "1");
  desk.writer->run([&](Transaction& t) {
    const auto known = t.find_request(desk.board.account, "khoa-1", "POST /r");
    REQUIRE(known);
    CHECK(known->status == 201);
    CHECK_FALSE(t.find_request(desk.board.account, "khoa-1", "POST /khác"));
    CHECK_FALSE(t.find_request(desk.chair.account, "khoa-1", "POST /r"));
  });
  // The same key a second time in the table is the job's fault, not the disk's.
  CHECK_THROWS(desk.writer->run(nominate_with_key));
  CHECK(desk.writer->healthy());
  CHECK(desk.value("SELECT count(*) FROM rotations") == "1");
}

TEST_CASE("A full disk: nobody is told that it was saved, memory goes back, and work goes on without a restart once there is room") {
  Desk desk;
  const RotationId id = desk.nominate();
  const auto pages = std::stoll(desk.value("PRAGMA page_count"));
  store::Database::Options full;
  full.pages_max = pages + 6;
  desk.reopen(full);
  const audit::MerkleTree::Frontier before = desk.database->log_frontier();
  const auto fill = [&](Transaction& t) { t.append("-", store::AccountCreated{t.ids().fresh<AccountId>(), {}, t.ids().hex(), std::string(300'000, 'x'), {}}); };

  Held held(*desk.writer);
  auto small = submit(desk, [&](Transaction& t) { desk.introduce(t, id); });
  auto large = submit(desk, fill);
  held.release();
  const Told told = large.get();
  CHECK(told.threw);
  CHECK(told.unavailable);
  CHECK(told.what.find("xxx") == std::string::npos);  // what was to be written is not told in errors and logs
  CHECK_FALSE(desk.writer->healthy());

  // Whoever was told that it is saved finds it, and nobody else does.
  const bool saved = !small.get().threw;
  CHECK((desk.database->rotation(id)->run_now("eligibility") != nullptr) == saved);
  CHECK((desk.database->log_frontier() == before) == !saved);
  CHECK(desk.value("SELECT count(*) FROM events") == std::to_string(desk.database->log_frontier().size));
  CHECK(store::verify_log(desk.folder.path()).findings.empty());
  CHECK(store::rotation_row(desk.database->reader().session(), id.text()));  // reads go on

  // What fits is taken again, in the same process.
  desk.writer->run([&](Transaction& t) { t.put_meta("nho", "1"); });
  CHECK(desk.writer->healthy());
  if (!saved) desk.writer->run([&](Transaction& t) { desk.introduce(t, id); });
  CHECK(desk.database->rotation(id)->run_now("eligibility"));
  CHECK(store::verify_log(desk.folder.path()).findings.empty());
  CHECK(desk.rebuild().differences.empty());

  desk.reopen();
  desk.writer->run(fill);
  CHECK(desk.writer->healthy());
  CHECK(store::verify_log(desk.folder.path()).findings.empty());
}

TEST_CASE("A file that is locked by another program for long is told as unavailable, and later work succeeds") {
  Desk desk;
  const RotationId id = desk.nominate();
  const auto other = desk.database->open_session(true);
  *other << "BEGIN IMMEDIATE";
  CHECK_THROWS_AS(desk.writer->run([&](Transaction& t) { desk.introduce(t, id); }), store::Unavailable);
  CHECK_FALSE(desk.writer->healthy());
  CHECK(desk.database->rotation(id)->run_now("eligibility") == nullptr);
  *other << "ROLLBACK";
  desk.writer->run([&](Transaction& t) { desk.introduce(t, id); });
  CHECK(desk.writer->healthy());
  CHECK(desk.rebuild().differences.empty());
}

TEST_CASE("A full queue takes no more and calls nobody back") {
  Desk desk;
  desk.writer = std::make_unique<store::Writer>(*desk.database, desk.clock, desk.ids, store::Writer::Options{1, 2});
  Held held(*desk.writer);
  auto one = submit(desk, [](Transaction&) {});
  auto two = submit(desk, [](Transaction&) {});
  bool called = false;
  CHECK_FALSE(desk.writer->submit([](Transaction&) {}, [&](std::exception_ptr) { called = true; }));
  held.release();
  one.get(), two.get();
  desk.writer->stop();
  CHECK_FALSE(called);
  CHECK_THROWS(desk.writer->run([](Transaction&) {}));
}

TEST_CASE("Time in the log never falls, whatever the clock does") {
  Desk desk;
  const RotationId id = desk.nominate();
  desk.clock->set(*parse_instant("2026-03-01T00:00:00.000Z"));
  desk.writer->run([&](Transaction& t) { desk.introduce(t, id); });
  desk.reopen();
  desk.writer->run([&](Transaction& t) { add_account(desk, t, "sau.khi.mo.lai"); });
  CHECK(store::verify_log(desk.folder.path()).findings.empty());
}
