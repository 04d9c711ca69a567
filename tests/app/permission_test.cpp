// Who may do what: every role against every use case, as a table (hardening.md §5: default deny in app/).
#include <catch2/catch.hpp>

#include <fstream>
#include <functional>

#include "app/proof.hpp"
#include "app/support/district.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

/// What a caller gets: "yes", or the code of the refusal.
template <class T>
std::string got(const Result<T>& result) {
  return result ? "yes" : std::string(name(result.error().code));
}

struct Asked {
  const District& district;
  const app::Caller& caller;
  const std::string& id;  // a rotation of Bình to the ward, its local opinions being asked

  [[nodiscard]] const app::App& app() const { return *district.app; }
};

struct UseCase {
  const char* name;
  std::function<std::string(const Asked&)> ask;
  // board, chair, member, ward's party committee, ward's government, sending unit, the official, another ward, another official, auditor, administrator
  std::vector<std::string> expected;
};

constexpr const char* people[] = {"ban.to.chuc", "chu.tri", "uy.vien.1", "dang.uy", "uy.ban", "noi.vu", "binh", "dang.uy.khac", "khac", "kiem.tra", "quan.tri"};

const std::string no = "forbidden", unknown = "not_found", mine = "not_yours";

std::vector<std::string> only(std::initializer_list<std::size_t> may, const std::string& otherwise) {
  std::vector<std::string> out(std::size(people), otherwise);
  for (const std::size_t i : may) out[i] = "yes";
  return out;
}
std::vector<std::string> with(std::vector<std::string> of, std::initializer_list<std::size_t> where, const std::string& what) {
  for (const std::size_t i : where) of[i] = what;
  return of;
}

app::App& district_app(const Asked& asked) { return *asked.district.app; }

const std::vector<UseCase>& queries() {
  // Those who may know of the rotation: the committee, its two sides, the official, the auditor.
  static const auto knows = only({0, 1, 2, 3, 4, 5, 6, 9}, unknown);
  static const std::vector<UseCase> all{
      {"see a rotation", [](const Asked& a) { return got(a.app().rotation(a.caller, a.id)); }, knows},
      {"read its history", [](const Asked& a) { return got(a.app().history(a.caller, a.id)); }, knows},
      {"see one of its steps", [](const Asked& a) { return got(a.app().step(a.caller, a.id, "party_opinion")); }, knows},
      {"list rotations", [](const Asked& a) { return got(a.app().rotations(a.caller, {})); }, with(only({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, no), {10}, no)},
      {"find this one in the list",
       [](const Asked& a) {
         const auto rows = a.app().rotations(a.caller, {});
         return rows ? std::to_string(rows->items.size()) : got(rows);
       },
       with(with(std::vector<std::string>(std::size(people), "1"), {7, 8}, "0"), {10}, no)},
      {"list one's tasks", [](const Asked& a) { return got(a.app().tasks(a.caller)); }, only({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "")},
      {"manage accounts", [](const Asked& a) { return got(a.app().accounts(a.caller)); }, only({10}, no)},
      {"see plugins", [](const Asked& a) { return got(a.app().plugins(a.caller)); }, only({10}, no)},
      {"enable a plugin", [](const Asked& a) { return got(wait_for(district_app(a).enable_plugin(a.caller, "nothing", "0"))); },
       with(only({}, no), {10}, unknown)},
      {"disable a plugin", [](const Asked& a) { return got(wait_for(district_app(a).disable_plugin(a.caller, "nothing"))); },
       with(only({}, no), {10}, unknown)},
      {"let a plugin run again", [](const Asked& a) { return got(district_app(a).release_plugin(a.caller, "nothing")); }, with(only({}, no), {10}, unknown)},
      {"see deliveries", [](const Asked& a) { return got(a.app().deliveries(a.caller)); }, only({10}, no)},
      {"list rotations to trace", [](const Asked& a) { return got(a.app().traceable(a.caller, {})); }, only({0, 1, 2, 9}, no)},
      {"verify a bundle", [](const Asked& a) { return got(app::may_verify(a.caller)); }, only({0, 1, 2, 9}, no)},
      {"list petitions", [](const Asked& a) { return got(a.app().petitions(a.caller, {})); }, only({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, no)},
      {"trace a decision", [](const Asked& a) { return got(a.app().trace(a.caller, a.id)); }, with(knows, {3, 4, 5, 6}, no)},
  };
  return all;
}

}  // namespace

namespace {

/// The district with a second ward, whose people have nothing to do with the rotation.
struct TwoWards : District {
  TwoWards() {
    app->impl().writer->run([&](store::Transaction& t) {
      const Date from{std::chrono::year(2020), std::chrono::January, std::chrono::day(1)};
      const auto other = t.ids().fresh<UnitId>();
      t.append("-", store::UnitCreated{other, "ward", 2, "normal", from, {"Phường Cồn Tre", "Cồn Tre ward"}});
      const auto post = t.ids().fresh<PositionId>();
      t.append("-", store::PositionCreated{post, other, "party", true, {"Bí thư Đảng uỷ phường Cồn Tre", "Secretary, Cồn Tre"}});
      const auto person = t.ids().fresh<OfficialId>();
      t.append("-", store::OfficialRegistered{person, other, post, {{"family", "Ngô"}, {"middle", "Thị"}, {"given", "Khác"}, {"born", "1980-01-01"}}});
      const auto add = [&](const char* username, const char* role, OfficialId official) {
        const auto id = t.ids().fresh<AccountId>();
        t.append("-", store::AccountCreated{id, official, username, username, {}});
        t.append("-", store::RoleGranted{id, role, other});
      };
      add("dang.uy.khac", "party_committee", {});
      add("khac", "official", person);
    });
  }
};

}  // namespace

TEST_CASE("Every role sees what is its own and nothing else") {
  TwoWards district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  for (const UseCase& use : queries())
    for (std::size_t i = 0; i < std::size(people); ++i) {
      INFO(use.name << ", " << people[i]);
      const app::Caller caller = district.caller(people[i]);
      CHECK(use.ask({district, caller, id}) == use.expected[i]);
    }
}

TEST_CASE("Only those asked answer; who may not know of a rotation is not told that it exists") {
  TwoWards district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const json::value body{{"outcome", "agree"}, {"form", json::object{{"summoned", 9}, {"present", 9}, {"in_favour", 8}}}};
  // The ward's committee comes last: after it the step is closed.
  const std::pair<const char*, std::string> cases[]{{"ban.to.chuc", mine}, {"chu.tri", mine},     {"uy.vien.1", mine},       {"uy.ban", mine},
                                                    {"noi.vu", mine},      {"binh", mine},        {"dang.uy.khac", unknown}, {"khac", unknown},
                                                    {"kiem.tra", mine},    {"quan.tri", unknown}, {"dang.uy", "yes"}};
  const auto size = district.app->log_size();
  for (const auto& [who, expected] : cases) {
    INFO(who);
    if (expected == "yes") CHECK(district.app->log_size() == size);
    CHECK(got(district.respond(who, id, "party_opinion", body)) == expected);
  }
}

TEST_CASE("Nominating, administering and acting on a rotation are refused to all but those who may") {
  TwoWards district;
  const std::string id = district.nominate();
  for (const char* who : people) {
    INFO(who);
    const app::Caller caller = district.caller(who);
    const bool administrator = std::string(who) == "quan.tri", board = std::string(who) == "ban.to.chuc" || std::string(who) == "noi.vu";
    CHECK(district.app->may_nominate(caller) == board);  // the board, and the offices that send (workflows/rotation.yaml)
    const auto size = district.app->log_size();
    if (!board) CHECK(got(wait_for(district.app->nominate(caller, "rotation", json::object{{"form", json::object()}}, {}))) == no);
    if (!administrator) {
      CHECK(got(wait_for(district.app->add_account(caller, {"moi", "Mới", "mua-thu-la-vang-9", {}, {}}))) == no);
      const std::string victim = district.caller("quan.tri").account().text();
      CHECK(wait_for(district.app->reset_password(caller, victim, "mua-thu-la-vang-9")).error().code == RefusalCode::forbidden);
      CHECK(wait_for(district.app->set_grant(caller, caller.account().text(), "administrator", district.committee.text(), true)).error().code ==
            RefusalCode::forbidden);
      CHECK(wait_for(district.app->set_disabled(caller, victim, true)).error().code == RefusalCode::forbidden);
      CHECK(wait_for(district.app->retry_delivery(caller, "x")).error().code == RefusalCode::forbidden);
    }
    for (const char* action : {"withdraw", "end_early", "suspend"}) {
      const std::string answer = got(district.act(who, id, action, json::object{}));
      CHECK(answer != "yes");
      if (administrator || std::string(who) == "khac" || std::string(who) == "dang.uy.khac") CHECK(answer == unknown);
      if (std::string(who) == "kiem.tra") CHECK((answer == no || answer == "action_not_allowed"));
    }
    CHECK(district.app->log_size() == size);
  }
}

TEST_CASE("The administrator of accounts who is also something else sees what that role sees") {
  TwoWards district;
  const std::string id = district.nominate();
  const app::Caller administrator = district.caller("quan.tri");
  CHECK(got(district.app->rotation(administrator, id)) == unknown);
  REQUIRE(wait_for(district.app->set_grant(administrator, administrator.account().text(), "auditor", district.committee.text(), true)));
  CHECK(got(district.app->rotation(district.caller("quan.tri"), id)) == "yes");
  REQUIRE(wait_for(district.app->set_grant(administrator, administrator.account().text(), "auditor", district.committee.text(), false)));
  CHECK(got(district.app->rotation(district.caller("quan.tri"), id)) == unknown);
}

TEST_CASE("An account that nobody has costs and answers as one whose password is wrong") {
  District district;
  const auto unknown_user = wait_for(district.app->sign_in("khong.co.ai", "sai-mat-khau-roi", "10.0.0.1", ""));
  const auto wrong = wait_for(district.app->sign_in("chu.tri", "sai-mat-khau-roi", "10.0.0.2", ""));
  REQUIRE(wait_for(district.app->set_disabled(district.caller("quan.tri"), district.caller("uy.vien.1").account().text(), true)));
  const auto disabled = wait_for(district.app->sign_in("uy.vien.1", test::password, "10.0.0.3", ""));
  for (const auto* answer : {&unknown_user, &wrong, &disabled}) {
    REQUIRE_FALSE(*answer);
    for (const Language language : {Language::vi, Language::en}) CHECK(answer->error().sentence(language) == wrong.error().sentence(language));
    CHECK(answer->error().code == RefusalCode::wrong_credentials);
  }
}

TEST_CASE("Strangers who guess lock nobody out of a browser that signed in before") {
  District district;
  const auto in = wait_for(district.app->sign_in("chu.tri", test::password, "10.0.0.1", ""));
  REQUIRE(in);
  for (int i = 0; i < 5; ++i) CHECK_FALSE(wait_for(district.app->sign_in("chu.tri", "sai-mat-khau-roi", "10.0.0.1", "")));
  const auto stranger = [&](const std::string& mark) { return got(wait_for(district.app->sign_in("chu.tri", test::password, "10.0.0.1", mark))); };
  CHECK(stranger("") == "too_many_attempts");
  CHECK(stranger("a mark made up") == "too_many_attempts");
  // Nor is the mark of another account worth anything.
  const auto other = wait_for(district.app->sign_in("uy.vien.1", test::password, "10.0.0.9", ""));
  CHECK(stranger(other->browser) == "too_many_attempts");
  const auto known = wait_for(district.app->sign_in("chu.tri", test::password, "10.0.0.1", in->browser));
  REQUIRE(known);
  CHECK(known->browser == in->browser);
}

TEST_CASE("Of a session only the digest is written down, and no password anywhere") {
  District district;
  const auto in = wait_for(district.app->sign_in("chu.tri", test::password, "127.0.0.1", ""));
  REQUIRE(in);
  district.app->stop();
  int files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(district.folder.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    INFO(file.path().string());
    CHECK(bytes.find(in->token) == std::string::npos);
    CHECK(bytes.find(test::password) == std::string::npos);
    ++files;
  }
  CHECK(files >= 2);
}
