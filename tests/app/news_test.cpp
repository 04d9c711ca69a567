#include "app/news.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>

#include "app/support/district.hpp"

using namespace luan;
using app::News;
using app::NewsItem;
using Kind = app::NewsItem::Kind;
using test::District;
using test::wait_for;

namespace {

class Ear final : public app::NewsListener {
 public:
  void hear(const NewsItem& item) override {
    {
      const std::lock_guard lock(mutex_);
      items_.push_back(item);
    }
    came_.notify_all();
  }
  [[nodiscard]] bool listens() const override { return there; }
  /// What came since the last call.
  [[nodiscard]] std::vector<NewsItem> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(items_, {});
  }
  /// As take(), once something such has come; how soon is no matter, within a minute.
  [[nodiscard]] std::vector<NewsItem> until(const std::function<bool(const NewsItem&)>& such) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, std::chrono::minutes(1), [&] { return std::ranges::any_of(items_, such); });
    return std::exchange(items_, {});
  }

  std::atomic<bool> there = true;

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<NewsItem> items_;
};

News::Options at_once(std::int64_t kept = 1'000) { return {.look_every = std::chrono::milliseconds(5), .sessions_every = {}, .kept = kept}; }

struct Listened : District {
  app::SignedIn sign_in(const std::string& username) {
    auto in = wait_for(app->sign_in(username, test::password, "127.0.0.1", ""));
    REQUIRE(in);
    return std::move(*in);
  }
  std::shared_ptr<Ear> ear(News& news, const std::string& username, std::optional<std::int64_t> after = {}) {
    auto made = std::make_shared<Ear>();
    REQUIRE(news.listen(sign_in(username).caller, after, made));
    return made;
  }
  [[nodiscard]] std::int64_t last() const { return static_cast<std::int64_t>(app->log_size()) - 1; }
  /// Another ward with its party committee, which has nothing to do with anything here.
  void other_ward() {
    app->writer().run([&](store::Transaction& t) {
      const auto unit = t.ids().fresh<UnitId>();
      const auto account = t.ids().fresh<AccountId>();
      t.append("-", store::UnitCreated{unit, "ward", 2, "normal", *parse_date("2020-01-01"), {"Phường Khác", "Another ward"}});
      t.append("-", store::AccountCreated{account, {}, "phuong.khac", "Trương Văn Xa", {}});
      t.append("-", store::RoleGranted{account, "party_committee", unit});
      t.put_credential(account, identity::hash_password(test::password, identity::cheap_cost()));
    });
  }
};

std::optional<int> count(const NewsItem& item, const std::string& name) {
  const auto found = std::ranges::find(item.counts, name, &std::pair<std::string, int>::first);
  return found == item.counts.end() ? std::nullopt : std::optional(found->second);
}
bool is_about(const NewsItem& item, const std::string& id) { return std::ranges::find(item.about, id) != item.about.end(); }
const json::object vote_for{{"outcome", "for"}, {"form", json::object{}}}, vote_against{{"outcome", "against"}, {"form", json::object{}}};

}  // namespace

TEST_CASE("Who begins to listen hears how things stand; then each hears of what he may see, once") {
  Listened district;
  district.other_ward();
  News news(*district.app, at_once());
  const auto board = district.ear(news, "ban.to.chuc"), ward = district.ear(news, "dang.uy"), own = district.ear(news, "binh"),
             other = district.ear(news, "phuong.khac"), auditor = district.ear(news, "kiem.tra"), administrator = district.ear(news, "quan.tri");
  news.look();
  for (const auto& ear : {board, ward, own, other, auditor, administrator}) {
    const auto first = ear->take();
    REQUIRE(first.size() == 1);
    CHECK(first[0].kind == Kind::news);
    CHECK(first[0].at == district.last());
    CHECK(first[0].about.empty());
    CHECK(count(first[0], "tasks") == (ear == auditor || ear == administrator ? std::nullopt : std::optional(0)));
  }
  const std::string id = district.nominate();
  news.look();
  news.look();
  for (const auto& ear : {board, ward, own, auditor}) {
    const auto heard = ear->take();
    REQUIRE(heard.size() == 1);
    CHECK(is_about(heard[0], id));
    CHECK(heard[0].at == district.last());
  }
  CHECK(other->take().empty());
  CHECK(administrator->take().empty());
}

TEST_CASE("A new task is told with how many there are; the list of tasks has changed") {
  Listened district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  News news(*district.app, at_once());
  const auto member = district.ear(news, "uy.vien.1"), board = district.ear(news, "ban.to.chuc");
  news.look();
  CHECK(count(member->take().at(0), "tasks") == 1);
  (void)board->take();
  REQUIRE(district.respond("uy.vien.1", id, "vote", vote_for));
  news.look();
  const auto heard = member->take();
  REQUIRE(heard.size() == 1);
  CHECK(count(heard[0], "tasks") == 0);
  CHECK(heard[0].about == std::vector<std::string>{id, "tasks"});
  const auto others = board->take();
  REQUIRE(others.size() == 1);
  CHECK(others[0].about == std::vector<std::string>{id});  // his own tasks are what they were
}

TEST_CASE("Of an open vote the turnout is told and nothing else: a vote for and one against sound the same") {
  Listened district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  News news(*district.app, at_once());
  const auto board = district.ear(news, "ban.to.chuc"), ward = district.ear(news, "dang.uy"), auditor = district.ear(news, "kiem.tra");
  const std::vector ears{board, ward, auditor};
  news.look();
  for (const auto& ear : ears) (void)ear->take();
  const std::string turnout = app::turnout_name(id, "vote", 1);
  const std::set<std::string> allowed{"tasks", "petitions", "petitions-overdue", "petitions-to-close", turnout};
  std::map<Ear*, std::vector<NewsItem>> heard;
  int voted = 0;
  for (const auto& [who, vote] : {std::pair{"uy.vien.1", vote_for}, {"uy.vien.2", vote_against}}) {
    REQUIRE(district.respond(who, id, "vote", vote));
    ++voted;
    news.look();
    for (const auto& ear : ears) {
      const auto items = ear->take();
      REQUIRE(items.size() == 1);
      CHECK(count(items[0], turnout) == voted);
      for (const auto& [name, number] : items[0].counts) CHECK(allowed.contains(name));
      heard[ear.get()].push_back(items[0]);
    }
  }
  for (auto& [ear, items] : heard) {
    CHECK(items[0].about == items[1].about);
    for (NewsItem& item : items) std::erase_if(item.counts, [&](const auto& one) { return one.first == turnout; });
    CHECK(items[0].counts == items[1].counts);
  }
}

TEST_CASE("A score that has come in is news of its rotation") {
  Listened district;
  News news(*district.app, at_once());
  const std::string id = district.nominate();
  const auto board = district.ear(news, "ban.to.chuc", district.last());
  news.look();
  CHECK(board->take().empty());
  const auto before = district.last();
  district.until_open(id, "vote");  // over the screening and the score
  news.look();
  const auto heard = board->take();
  REQUIRE(heard.size() == 1);
  CHECK(is_about(heard[0], id));
  CHECK(heard[0].at > before);
}

TEST_CASE("Who was away goes on where he was, told of each change at its own index; who missed too much is reset") {
  Listened district;
  const std::string first = district.nominate();
  News news(*district.app, at_once(40));
  const auto from = district.last();
  district.until_open(first, "assessment");
  const auto at = district.last();
  REQUIRE(at > from);
  REQUIRE(at - from < 40);
  const auto resumed = district.ear(news, "ban.to.chuc", from), here = district.ear(news, "ban.to.chuc", at), ahead = district.ear(news, "ban.to.chuc", at + 1);
  news.look();
  const auto heard = resumed->take();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].kind == Kind::news);
  CHECK(is_about(heard[0], first));
  CHECK(heard[0].at > from);
  CHECK(heard[0].at <= at);
  CHECK(here->take().empty());
  const auto reset = ahead->take();  // of a log that was longer: another one
  REQUIRE(reset.size() == 1);
  CHECK(reset[0].kind == Kind::reset);
  CHECK(reset[0].at == at);
  CHECK(count(reset[0], "tasks").has_value());

  const std::string somebody = district.caller("noi.vu").account().text();
  for (bool granted = true; district.last() - from <= 41; granted = !granted)
    REQUIRE(wait_for(district.app->set_grant(district.caller("quan.tri"), somebody, "member", district.committee.text(), granted)));
  const auto late = district.ear(news, "ban.to.chuc", from);
  news.look();
  const auto missed = late->take();
  REQUIRE(missed.size() == 1);
  CHECK(missed[0].kind == Kind::reset);
  CHECK(resumed->take().empty());  // who was here all the time is not
}

TEST_CASE("A restart loses no news: what was missed stands in the log, and nothing is told twice") {
  Listened district;
  std::int64_t from = -1;
  {
    News news(*district.app, at_once());
    const auto board = district.ear(news, "ban.to.chuc");
    const std::string id = district.nominate();
    news.look();
    from = board->take().back().at;
  }
  CHECK(from == district.last());
  district.restart();
  const auto rotations = district.app->rotations(district.caller("ban.to.chuc"), {});
  REQUIRE(rotations);
  const std::string id = rotations->items.at(0).id;
  district.until_open(id, "vote");
  REQUIRE(district.respond("uy.vien.1", id, "vote", vote_for));
  News news(*district.app, at_once());
  const auto board = district.ear(news, "ban.to.chuc", from);
  news.look();
  const auto heard = board->take();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].kind == Kind::news);
  CHECK(is_about(heard[0], id));
  const auto again = district.ear(news, "ban.to.chuc", heard[0].at);
  news.look();
  CHECK(again->take().empty());
  CHECK(board->take().empty());
}

TEST_CASE("Signed out, disabled, another role: a last word, then nothing") {
  Listened district;
  News news(*district.app, at_once());
  const app::Caller administrator = district.caller("quan.tri");
  const auto leaving = district.sign_in("uy.vien.1");
  const auto gone = std::make_shared<Ear>();
  REQUIRE(news.listen(leaving.caller, {}, gone));
  const auto stays = district.ear(news, "uy.vien.1"), promoted = district.ear(news, "uy.vien.2"), disabled = district.ear(news, "uy.vien.3"),
             reset = district.ear(news, "uy.vien.4");
  news.look();
  for (const auto& ear : {gone, stays, promoted, disabled, reset}) CHECK(ear->take().size() == 1);

  const auto account = [&](const char* username) { return district.caller(username).account().text(); };
  district.app->sign_out(leaving.token);
  REQUIRE(wait_for(district.app->set_grant(administrator, account("uy.vien.2"), "organisation_board", district.committee.text(), true)));
  REQUIRE(wait_for(district.app->set_disabled(administrator, account("uy.vien.3"), true)));
  REQUIRE(wait_for(district.app->reset_password(administrator, account("uy.vien.4"), "mua-thu-la-vang-9")));
  news.look();
  for (const auto& ear : {gone, promoted, disabled, reset}) {
    const auto heard = ear->take();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].kind == Kind::bye);
    CHECK(heard[0].about.empty());
    CHECK(heard[0].counts.empty());
  }
  const std::string id = district.nominate();
  news.look();
  CHECK(stays->take().size() == 1);
  for (const auto& ear : {gone, promoted, disabled, reset}) CHECK(ear->take().empty());
}

TEST_CASE("Meetings and plans are news for those who may read of them") {
  Listened district;
  News news(*district.app, at_once());
  const auto member = district.ear(news, "uy.vien.1"), ward = district.ear(news, "dang.uy");
  news.look();
  (void)member->take(), (void)ward->take();
  MeetingId meeting;
  district.app->writer().run([&](store::Transaction& t) {
    meeting = t.ids().fresh<MeetingId>();
    t.append("-", store::MeetingCalled{meeting, district.committee, *parse_date("2026-03-20"), 480, "review", "Phòng họp"});
  });
  news.look();
  const auto heard = member->take();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].about == std::vector<std::string>{meeting.text()});
  CHECK(ward->take().empty());
}

TEST_CASE("An account has so many listeners at once; those who left are not counted") {
  Listened district;
  auto options = at_once();
  options.each_account = 2;
  News news(*district.app, options);
  const app::Caller caller = district.sign_in("dang.uy").caller;
  const auto one = std::make_shared<Ear>(), two = std::make_shared<Ear>(), three = std::make_shared<Ear>();
  REQUIRE(news.listen(caller, {}, one));
  REQUIRE(news.listen(caller, {}, two));
  const auto refused = news.listen(caller, {}, three);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == RefusalCode::unavailable);
  const auto another = district.ear(news, "uy.ban");
  one->there = false;
  CHECK(news.listen(caller, {}, three));
  news.look();
  CHECK(one->take().empty());
  CHECK(three->take().size() == 1);
}

TEST_CASE("The feed's own thread tells what others record, and ends while they do") {
  Listened district;
  std::vector<std::shared_ptr<Ear>> ears;
  {
    News news(*district.app, at_once());
    news.start();
    for (const char* who : {"ban.to.chuc", "dang.uy", "uy.vien.1", "binh"}) ears.push_back(district.ear(news, who));
    // Who was not yet listening when it was recorded is told how things stand, and not what came.
    for (const auto& ear : ears) CHECK(ear->until([](const NewsItem&) { return true; }).size() == 1);
    const std::string id = district.nominate();
    for (const auto& ear : ears) {
      const auto is_it = [&](const NewsItem& item) { return is_about(item, id); };
      const std::vector<NewsItem> heard = ear->until(is_it);
      CHECK(std::ranges::any_of(heard, is_it));
      CHECK(std::ranges::is_sorted(heard, {}, &NewsItem::at));
    }
  }
  for (const auto& ear : ears) (void)ear->take();
  district.work();
  for (const auto& ear : ears) CHECK(ear->take().empty());
}
