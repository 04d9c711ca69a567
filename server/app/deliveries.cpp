// What plugins are asked, and what becomes of their answers.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "app/impl.hpp"

namespace luan::app {
namespace {

using plugin::PluginFailure;

constexpr int batch = 16;
constexpr int attempts_most = 12;
/// Longer than a batch of calls that each run into their deadline.
constexpr std::chrono::seconds lease_time{120};

/// 5 s doubling to an hour; the jitter of a quarter keeps failed ones from coming back together.
std::chrono::milliseconds pause_after(int attempts, const std::string& delivery) {
  const std::chrono::milliseconds whole = std::min<std::chrono::milliseconds>(std::chrono::seconds(5) * (1 << std::min(attempts, 10)), std::chrono::hours(1));
  return whole - whole / 4 * static_cast<int>(std::hash<std::string>()(delivery) % 100) / 100;
}

/// What a scorer may know of an official: facts, no name.
json::object facts_of(const store::Official& official) {
  json::object facts = official.person;
  for (const char* name : {"family", "middle", "given", "born", "gender"}) facts.erase(name);
  return facts;
}

/// Those asked, and those who stand in for them today in this step.
json::array recipients(const store::Directory& directory, const workflow::Step& step, const json::object& body, Date today) {
  json::array out;
  std::set<std::string> seen;
  const auto add = [&](const AccountId& id) {
    const store::Account* account = directory.account(id);
    if (account && !account->disabled && seen.insert(id.text()).second)
      out.push_back(json::object{{"name", account->name}, {"address", account->username + "@luan.localhost"}});
  };
  const auto add_with_substitutes = [&](const AccountId& id, const std::string& role) {
    add(id);
    for (const store::Substitution& one : directory.substitutions())
      if (one.principal == id && one.holds_on(today) && step.delegable &&
          (one.steps.empty() ? one.role == role : std::ranges::find(one.steps, step.id) != one.steps.end()))
        add(one.substitute);
  };
  for (const json::value& value : member(body, "seats").as_array()) {
    const json::object& seat = value.as_object();
    const std::string account = text_or_empty(seat, "account");
    if (!account.empty())
      add_with_substitutes(AccountId::trusted(account), text_member(seat, "role"));
    else
      for (const AccountId& holder : directory.holders(text_member(seat, "role"), UnitId::trusted(text_member(seat, "unit"))))
        add_with_substitutes(holder, text_member(seat, "role"));
  }
  return out;
}

}  // namespace

std::expected<void, PluginFailure> App::Impl::deliver_score(const store::LeasedRow& row) {
  const store::RotationPtr rotation = database->rotation(RotationId::trusted(row.row.rotation));
  const workflow::StepRun* run = rotation ? rotation->run(row.row.step, row.row.run) : nullptr;
  const workflow::Step* step = run ? definition_ptr(*rotation)->find_step(row.row.step).second : nullptr;
  const store::Official* official = rotation ? directory()->official(rotation->facts.official) : nullptr;
  if (!step || !step->plugin || !run->open() || !official) {  // the stage was left meanwhile: nobody waits for it
    writer->run([&](store::Transaction& transaction) { transaction.delivered(row); });
    return {};
  }
  const json::object input = facts_of(*official);
  plugin::Answered by;
  auto answer = plugins->call(row.row.plugin, {{"call", "score"}, {"with", step->plugin->with}, {"input", input}}, &by);
  if (!answer) return std::unexpected(std::move(answer.error()));
  json::object content = answer->as_object();
  content["input"] = input;
  const workflow::RecordScore command{row.row.step, row.row.run, row.row.plugin, by.version, by.digest, text_member(content, "points"), content};
  const auto recorded = on_writer_blocking<Recorded>(*writer, [&](store::Transaction& transaction) {
    transaction.delivered(row);
    return carry_out(transaction, rotation->id, command, nullptr);
  });
  if (!recorded) spdlog::warn("score of {} not recorded: {}", rotation->facts.code, recorded.error().sentence(Language::en));
  return {};
}

std::expected<void, PluginFailure> App::Impl::deliver_notice(const store::LeasedRow& row) {
  const store::DirectoryPtr people = directory();
  const store::RotationPtr rotation = database->rotation(RotationId::trusted(row.row.rotation));
  const workflow::Step* step = rotation ? definition_ptr(*rotation)->find_step(row.row.step).second : nullptr;
  json::array to = step ? recipients(*people, *step, row.row.body, today()) : json::array();
  if (step && !to.empty()) {
    const auto due = parse_date(text_or_empty(row.row.body, "due"));
    const Parties parties = parties_of(*people, *rotation);
    const std::string until = due ? ", hạn " + to_page_text(*due) : "";
    const std::string text = "Kính gửi đồng chí,\n\nHồ sơ luân chuyển " + rotation->facts.code + ", đ/c " + parties.official.name + ", dự kiến " +
                             parties.position.title.vi + ": đề nghị đồng chí " + step->task.vi + until +
                             ".\n\nĐề nghị mở «Việc của tôi» trên hệ thống để thực hiện. Thư này không nhận trả lời.\n";
    json::object message{{"to", std::move(to)}, {"subject", rotation->facts.code + ": " + step->task.vi + until}, {"text", text}, {"language", "vi"}};
    auto answer = plugins->call(row.row.plugin, {{"call", "notify"}, {"delivery_id", row.row.delivery}, {"message", std::move(message)}});
    if (!answer) return std::unexpected(std::move(answer.error()));
  }
  writer->run([&](store::Transaction& transaction) { transaction.delivered(row); });
  return {};
}

bool App::Impl::deliver(const std::string& id) {
  if (!plugins->is_enabled(id)) return false;  // what waits for it waits
  const auto rows = on_writer_blocking<std::vector<store::LeasedRow>>(*writer, [&](store::Transaction& transaction) -> Result<std::vector<store::LeasedRow>> {
    return transaction.lease(id, batch, transaction.now() + lease_time);
  });
  for (const store::LeasedRow& row : *rows) {
    const auto done = row.row.call == "score" ? deliver_score(row) : deliver_notice(row);
    if (done) continue;
    const PluginFailure& failure = done.error();
    spdlog::warn("{} for {}: {}", row.row.plugin, row.row.rotation, failure.sentence().en);
    std::optional<Instant> next;
    if (failure.again() && row.attempts + 1 < attempts_most) next = clock->now() + std::max(failure.retry_after, pause_after(row.attempts, row.row.delivery));
    writer->run([&](store::Transaction& transaction) { transaction.failed(row, stored_text(failure.sentence()), next); });
  }
  return !rows->empty();
}

}  // namespace luan::app
