#include "district.hpp"

#include <algorithm>
#include <stdexcept>

#include "app/impl.hpp"
#include "app/sample/sample.hpp"
#include "server_process.hpp"

namespace luan::bench {
namespace {

constexpr const char* seed = "7";
constexpr std::size_t rotations_at_once = 64;

/// One rotation after the other, each in one job of the writer.
class Preparing {
 public:
  Preparing(const app::App::Impl& impl, store::Transaction& transaction, const store::Official& official, const store::Position& position,
            const std::string& workflow)
      : impl_(impl),
        workflow_(workflow),
        transaction_(transaction),
        directory_(transaction.directory()),
        id_(transaction.ids().fresh<RotationId>()),
        official_(official),
        position_(position) {}

  const RotationId& nominate() {
    const UnitId& deciding = directory_->committee().unit;
    const json::object form{{"official", official_.id.text()},
                            {"position", position_.id.text()},
                            {"object", "planned"},
                            {"expected_months", 36},
                            {"reason", "Đào tạo cán bộ trong quy hoạch; địa phương đang thiếu chức danh này."}};
    carry_out(
        workflow::Nominate{{"", form}, official_.id, official_.unit, position_.unit, deciding, position_.id, position_.key ? "key" : "civil_servant", "down"},
        holder("organisation_board", deciding));
    return id_;
  }
  void to_the_review() {
    respond("proposal",
            {"introduce", {{"summoned", 21}, {"present", 20}, {"issued", 20}, {"collected", 20}, {"valid", 20}, {"in_favour", 19}, {"remarks", "Ba năm liền hoàn thành tốt nhiệm vụ, có uy tín trong cơ quan."}}},
            holder("sending_unit", official_.unit));
    if (transaction_.rotation(id_)->run_now("eligibility"))
      carry_out(workflow::RecordScore{"eligibility", 1, "score_eligibility", "1.0.0", std::string(64, '0'), "100", {{"points", "100"}}});
    const AccountId board = holder("organisation_board", directory_->committee().unit);
    for (const workflow::DossierItem& item : impl_.newest(workflow_)->dossier.items)
      carry_out(workflow::KeepDossier{workflow::KeepDossier::Kind::record, item.id, impl_.today(), {}, {{"number", "12-HS/2026"}}}, board);
    respond("check", {"eligible", {}}, board);
  }
  void to_the_vote() {
    const workflow::Filled form{"", {{"professional", "good"}, {"political", "good"}, {"ethics", "good"}, {"ability", "fair"}}};
    const std::vector<workflow::Seat> roll = transaction_.rotation(id_)->run_now("assessment")->roll;
    for (const workflow::Seat& seat : roll) respond("assessment", form, seat.account);
  }

 private:
  [[nodiscard]] AccountId holder(std::string_view role, const UnitId& unit) const { return directory_->holders(role, unit).at(0); }
  void respond(const std::string& step, workflow::Filled form, const AccountId& account) { carry_out(workflow::Respond{step, std::move(form)}, account); }
  void carry_out(const workflow::Command& command, const AccountId& account = {}) {
    const workflow::Actor actor = account.none() ? workflow::Actor{} : impl_.actor_of(*directory_, account, impl_.today());
    const auto recorded = impl_.carry_out(transaction_, id_, command, account.none() ? nullptr : &actor, impl_.newest(workflow_));
    if (!recorded) throw std::runtime_error(recorded.error().sentence(Language::en));
  }

  const app::App::Impl& impl_;
  std::string workflow_;
  store::Transaction& transaction_;
  store::DirectoryPtr directory_;
  RotationId id_;
  const store::Official& official_;
  const store::Position& position_;
};

/// The office whose officials nobody else of the benchmark nominates.
const store::Unit& introducing_office(const store::Directory& directory) {
  for (const store::Unit* unit : directory.units())
    if (!directory.holders("sending_unit", unit->id).empty()) return *unit;
  throw std::runtime_error("the sample has no sending unit");
}

std::vector<const store::Official*> officials_of(const store::Directory& directory, bool of_introducing_office) {
  const UnitId office = introducing_office(directory).id;
  std::vector<const store::Official*> out;
  for (const store::Official* official : directory.officials())
    if (of_introducing_office ? official->unit == office : official->unit != office && !directory.holders("sending_unit", official->unit).empty())
      out.push_back(official);
  return out;
}

std::vector<const store::Position*> posts_of_wards(const store::Directory& directory) {
  std::vector<const store::Position*> out;
  for (const store::Position* position : directory.positions())
    if (!directory.holders("party_committee", position->unit).empty() && !directory.holders("government", position->unit).empty()) out.push_back(position);
  return out;
}

template <class Prepare>
void prepare(const app::App& app, std::size_t count, bool of_introducing_office, const Prepare& one, const std::string& workflow = "rotation") {
  const store::DirectoryPtr directory = app.impl().directory();
  const auto officials = officials_of(*directory, of_introducing_office);
  const auto posts = posts_of_wards(*directory);
  if (officials.empty() || posts.empty()) throw std::runtime_error("the sample has nobody to nominate, or nowhere to go");
  for (std::size_t done = 0; done < count;)
    app.writer().run([&](store::Transaction& transaction) {
      for (const std::size_t until = std::min(count, done + rotations_at_once); done < until; ++done) {
        Preparing preparing(app.impl(), transaction, *officials[done % officials.size()], *posts[done % posts.size()], workflow);
        one(preparing);
      }
    });
}

}  // namespace

District::District(std::filesystem::path folder) : folder_(std::move(folder)) {
  run_luan({"demo", "--data", folder_.string(), "--seed", seed, "--json"});
  for (const app::SampleAccount& account : app::sample_accounts(folder_)) passwords_.emplace_back(account.username, account.password);
}

std::unique_ptr<app::App> District::open(const std::filesystem::path& workflow) const {
  app::Configuration configuration = app::default_configuration();
  configuration.plugins.clear();
  if (!workflow.empty()) configuration.workflows = {workflow};
  return std::make_unique<app::App>(std::move(configuration), folder_, std::make_shared<SystemClock>());
}

std::vector<std::string> District::up_to_the_vote(std::size_t count) {
  std::vector<std::string> out;
  const auto app = open();
  prepare(*app, count, false, [&](Preparing& preparing) {
    out.push_back(preparing.nominate().text());
    preparing.to_the_review();
    preparing.to_the_vote();
  });
  return out;
}

Voter District::up_to_the_introduction(std::size_t count) {
  const auto app = open();
  prepare(*app, count, true, [](Preparing& preparing) { preparing.nominate(); });
  const store::DirectoryPtr directory = app->impl().directory();
  const AccountId account = directory->holders("sending_unit", introducing_office(*directory).id).at(0);
  return voter(account, directory->account(account)->username);
}

/// More than any plan has had; the others come in tens of thousands.
constexpr std::size_t lines_most = 1'000;

void District::with_many(std::size_t count) {
  const auto app = open();
  const store::DirectoryPtr directory = app->impl().directory();
  const UnitId office = introducing_office(*directory).id, committee = directory->committee().unit;
  const store::Position& post = *posts_of_wards(*directory).at(0);
  const Date today = app->impl().today();
  app->writer().run([&](store::Transaction& transaction) {
    std::vector<store::DirectoryEvent> events;
    const auto plan = transaction.ids().fresh<PlanId>();
    long_plan_ = plan.text();
    events.push_back(store::PlanAdopted{plan, committee, "2099", "1-KH/ĐU", today});
    store::PlanLineTerms terms{post.id, post.unit, {}, "down", 36, today};
    terms.reason = "Phường đang thiếu chức danh này";
    const std::vector<std::string> families{"Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Hồ", "Ngô"}, given{"An", "Ánh", "Ân", "Bình", "Dũng", "Đạt", "Hoà", "Uyên"};
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i), name = given[i % given.size()];
      events.push_back(store::OfficialRegistered{
          transaction.ids().fresh<OfficialId>(), office, {}, {{"family", families[i % families.size()]}, {"middle", "Thị Số " + number}, {"given", name}}});
      events.push_back(store::AccountCreated{transaction.ids().fresh<AccountId>(),
                                             {},
                                             "can.bo." + number,
                                             families[i % families.size()] + " Thị Số " + number + " " + name,
                                             {"Chuyên viên", "Officer"}});
      events.push_back(store::MeetingCalled{transaction.ids().fresh<MeetingId>(), committee, add_days(today, static_cast<int>(i % 4'000) - 3'900), 480,
                                            i % 2 ? "review" : "with_rotated_officials", "Phòng họp số 1"});
      events.push_back(store::PlanAdopted{transaction.ids().fresh<PlanId>(), committee, "2026", number + "-KH/BTC", today});
      if (i < lines_most) events.push_back(store::PlanLineAdded{plan, transaction.ids().fresh<PlanLineId>(), terms});
    }
    transaction.append_all("-", events);
  });
  std::size_t asked = 0;
  while (asked < count)
    app->writer().run([&](store::Transaction& transaction) {
      for (const std::size_t until = std::min(count, asked + 1'000); asked < until; ++asked) {
        store::OutboxRow row;  // for a plugin that is enabled nowhere: they wait
        row.delivery = transaction.ids().fresh<RotationId>().text(), row.plugin = "notify_nobody", row.call = "notify", row.lane = row.delivery;
        row.body = {{"items", json::array{json::object{{"about", "task"}}}}};
        transaction.enqueue(row);
      }
    });
}

void District::up_to_the_score(std::size_t count, const std::filesystem::path& workflow, const std::string& name) {
  const auto app = open(workflow);
  const auto one = [](Preparing& preparing) {
    preparing.nominate();
    preparing.to_the_review();
  };
  prepare(*app, count, false, one, name);
}

Voter District::administrator() const { return holder("administrator"); }

Voter District::holder(std::string_view role) const {
  const auto app = open();
  const store::DirectoryPtr directory = app->impl().directory();
  const AccountId account = directory->holders(role, directory->committee().unit).at(0);
  return voter(account, directory->account(account)->username);
}

std::vector<Voter> District::voters() const {
  const auto app = open();
  const store::DirectoryPtr directory = app->impl().directory();
  std::vector<Voter> out;
  for (const char* role : {"chair", "member"})
    for (const AccountId& account : directory->holders(role, directory->committee().unit)) out.push_back(voter(account, directory->account(account)->username));
  return out;
}

Voter District::voter(const AccountId& account, const std::string& username) const {
  const auto found = std::ranges::find(passwords_, username, &std::pair<std::string, std::string>::first);
  if (found == passwords_.end()) throw std::runtime_error(username + " has no password in the sample");
  return {username, found->second, account};
}

}  // namespace luan::bench
