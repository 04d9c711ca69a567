// What people are told: notices of tasks become deliveries to each person, over the channel and at the time the person
// chose; and what a notifier is given to send.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "app/impl.hpp"
#include "app/quiet_hours.hpp"

namespace luan::app {
namespace {

constexpr int notices_at_once = 32, reminders_at_once = 256;

workflow::Seat seat_from(const json::object& seat) {
  return {text_member(seat, "role"), UnitId::trusted(text_member(seat, "unit")), AccountId::trusted(text_or_empty(seat, "account"))};
}

/// "party_committee@<unit>" or "a:<account>", as the tasks have it.
json::object seat_of_key(const std::string& key) {
  if (key.starts_with("a:")) return {{"role", ""}, {"unit", ""}, {"account", key.substr(2)}};
  const auto at = key.find('@');
  return {{"role", key.substr(0, at)}, {"unit", key.substr(at + 1)}, {"account", ""}};
}

json::object item_of(const store::Notice& notice) {
  return {{"about", notice.about}, {"rotation", notice.rotation}, {"step", notice.step}, {"run", notice.run}, {"due", notice.due}};
}

/// Who sits there now, and who stands in for them; whether a substitute may act in this very step is judged later.
std::vector<AccountId> persons(const store::Directory& directory, const json::array& seats, Date today) {
  std::vector<AccountId> out;
  std::set<std::string> seen;
  const auto add = [&](const AccountId& id) {
    if (seen.insert(id.text()).second) out.push_back(id);
  };
  for (const json::value& value : seats) {
    const workflow::Seat seat = seat_from(value.as_object());
    for (const AccountId& id : seat.account.none() ? directory.holders(seat.role, seat.unit) : std::vector{seat.account}) {
      add(id);
      for (const store::Substitution& one : directory.substitutions())
        if (one.principal == id && one.holds_on(today)) add(one.substitute);
    }
  }
  return out;
}

/// What is written for a set of notices: worked out beside the writer, so that its job is a few inserts.
struct Plan {
  std::vector<std::int64_t> taken;
  std::vector<store::Notice> held;  // for one person each, until later
  struct Letter {
    AccountId account;
    std::string channel;
    json::array items;
  };
  std::vector<Letter> letters;
};

void write(store::Transaction& transaction, const Plan& plan) {
  for (const std::int64_t number : plan.taken)
    if (!transaction.take_notice(number)) throw std::logic_error("a notice was taken twice");
  for (const store::Notice& notice : plan.held) transaction.announce(notice);
  for (const Plan::Letter& letter : plan.letters) {
    store::OutboxRow row{transaction.ids().hex(), letter.channel, "notify", letter.account.text(), letter.account.text()};
    const json::object& first = letter.items.front().as_object();
    if (letter.items.size() == 1)
      row.rotation = text_member(first, "rotation"), row.step = text_member(first, "step"), row.run = static_cast<int>(int_member(first, "run"));
    row.body["items"] = letter.items;
    transaction.enqueue(row);
  }
}

class Planner {
 public:
  Planner(const App::Impl& impl, Instant now) : impl_(impl), directory_(impl.directory()), now_(now), reader_(impl.database->reader()) {}

  void add(const store::Notice& notice) {
    if (!notice.account.empty()) {
      add_held(AccountId::trusted(notice.account));
      return;
    }
    plan_.taken.push_back(notice.number);
    for (const AccountId& account : persons(*directory_, notice.seats, impl_.today())) {
      if (!asked(notice, account)) continue;
      const store::Preferences preferences = store::preferences(reader_.session(), account);
      const std::string channel = impl_.channel_of(preferences);
      if (channel.empty()) continue;
      const Instant release = release_at(preferences, now_, impl_.zone, directory_->calendar());
      if (release > now_) {
        store::Notice later = notice;
        later.seats.clear(), later.account = account.text(), later.release = release;
        plan_.held.push_back(std::move(later));
      } else
        plan_.letters.push_back({account, channel, {item_of(notice)}});
    }
  }
  [[nodiscard]] Plan take() { return std::move(plan_); }

 private:
  [[nodiscard]] bool asked(const store::Notice& notice, const AccountId& account) const {
    const store::RotationPtr rotation = impl_.database->rotation(RotationId::trusted(notice.rotation));
    return impl_.still_asked(*directory_, rotation.get(), notice.step, notice.run, account);
  }

  /// All that waited for this person goes into one letter.
  void add_held(const AccountId& account) {
    if (!whole_.insert(account.text()).second) return;
    const std::string channel = impl_.channel_of(store::preferences(reader_.session(), account));
    Plan::Letter letter{account, channel, {}};
    for (const store::Notice& notice : store::due_notices_of(reader_.session(), account, now_)) {
      plan_.taken.push_back(notice.number);
      if (!channel.empty() && asked(notice, account)) letter.items.push_back(item_of(notice));
    }
    if (!letter.items.empty()) plan_.letters.push_back(std::move(letter));
  }

  const App::Impl& impl_;
  const DirectoryPtr directory_;
  const Instant now_;
  const store::Reader reader_;
  std::set<std::string> whole_;
  Plan plan_;
};

}  // namespace

App::Impl::Notifiers App::Impl::notifiers() const {
  const std::lock_guard lock(notifiers_mutex);
  return found_notifiers;
}

void App::Impl::find_notifiers() {
  auto found = std::make_shared<std::vector<plugin::PluginInfo>>();
  for (plugin::PluginInfo& one : plugins->list()) {
    if (!one.enabled || std::ranges::find(one.kinds, plugin::PluginKind::notify) == one.kinds.end()) continue;
    // Mail is the default where it is there.
    const auto place = one.id == "notify_mail" ? found->begin() : found->end();
    found->insert(place, std::move(one));
  }
  const std::lock_guard lock(notifiers_mutex);
  found_notifiers = std::move(found);
}

std::string App::Impl::channel_of(const store::Preferences& preferences) const {
  const Notifiers all = notifiers();
  if (preferences.channel == "none" || all->empty()) return {};
  const bool there = std::ranges::any_of(*all, [&](const plugin::PluginInfo& one) { return one.id == preferences.channel; });
  return there ? preferences.channel : all->front().id;
}

std::string App::Impl::address_of(const store::Account& account, const store::Preferences& preferences) const {
  return preferences.address.empty() ? account.username + "@" + configuration.mail_domain : preferences.address;
}

bool App::Impl::still_asked(const store::Directory& people, const workflow::Rotation* rotation, const std::string& step, int run, const AccountId& id) const {
  if (!rotation || rotation->status != workflow::Status::open) return false;
  const workflow::StepRun* found = rotation->run(step, run);
  const workflow::Step* defined = definition_ptr(*rotation)->find_step(step).second;
  const store::Account* account = people.account(id);
  if (!found || !found->open() || !defined || !account || account->disabled) return false;
  const workflow::Standing standing = workflow::standing_of(*defined, *rotation, *found, actor_of(people, id, today()));
  return standing.may() && found->awaits(*standing.seat);
}

bool App::Impl::remind() {
  if (quiet || notifiers()->empty()) return false;
  const DirectoryPtr people = directory();
  const Date day = today();
  const std::string soon = to_text(people->calendar().add(day, configuration.remind_working_days));
  bool reminded = false;
  for (const auto& [about, from, to] : {std::tuple{About::due_soon, to_text(day), soon}, {About::overdue, std::string("0"), to_text(add_days(day, -1))}}) {
    if (about == About::due_soon && configuration.remind_working_days == 0) continue;
    std::vector<store::TaskRow> tasks;
    {
      const store::Reader reader = database->reader();
      tasks = store::tasks_to_remind(reader.session(), std::string(key(about)), from, to, reminders_at_once);
    }
    if (tasks.empty()) continue;
    writer->run([&](store::Transaction& transaction) {
      for (const store::TaskRow& task : tasks)
        if (transaction.note_reminder(task.rotation, task.step, task.run, task.seat, std::string(key(about))))
          transaction.announce({0, std::string(key(about)), task.rotation, task.step, task.run, {seat_of_key(task.seat)}, "", task.due, transaction.now()});
    });
    reminded = true;
  }
  return reminded;
}

bool App::Impl::tell_people() {
  const Instant now = clock->now();
  std::vector<store::Notice> due;
  {
    const store::Reader reader = database->reader();
    due = store::due_notices(reader.session(), now, notices_at_once);
  }
  if (due.empty()) return false;
  Planner planner(*this, now);
  for (const store::Notice& notice : due) planner.add(notice);
  const Plan plan = planner.take();
  writer->run([&](store::Transaction& transaction) { write(transaction, plan); });
  if (!plan.letters.empty()) poke();
  return true;
}

LetterItem letter_item(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Step& step, About about,
                       const workflow::StepRun& run) {
  const Parties parties = parties_of(directory, rotation);
  LetterItem item{about, rotation.facts.code, parties.official.name, parties.position.title, step.task, run.due};
  item.due_minute = run.due_minute;
  if (run.due) item.working_days_left = std::max(0, directory.calendar().between(impl.today(), *run.due));
  if (!impl.configuration.public_url.empty()) item.link = impl.configuration.public_url + "/ho-so/" + rotation.id.text() + "/buoc/" + step.id;
  return item;
}

Outcome App::Impl::ask_notifier(const store::LeasedRow& row) {
  const DirectoryPtr people = directory();
  const auto account_id = AccountId::trusted(row.row.account);
  const store::Account* account = people->account(account_id);
  store::Preferences preferences;
  {
    const store::Reader reader = database->reader();
    preferences = store::preferences(reader.session(), account_id);
  }
  const Language language = preferences.language == "en" ? Language::en : Language::vi;
  std::vector<LetterItem> items;
  json::array about, deadlines;
  for (const json::value& value : member(row.row.body, "items").as_array()) {
    const json::object& told = value.as_object();
    const store::RotationPtr rotation = database->rotation(RotationId::trusted(text_member(told, "rotation")));
    const std::string step_id = text_member(told, "step");
    if (!still_asked(*people, rotation.get(), step_id, static_cast<int>(int_member(told, "run")), account_id)) continue;
    const workflow::Step& step = *definition_ptr(*rotation)->find_step(step_id).second;
    // As the run has it now: it may have been put off since the letter was asked for.
    const workflow::StepRun& run = *rotation->run(step_id, static_cast<int>(int_member(told, "run")));
    const std::optional<Date> due = run.due;
    items.push_back(letter_item(*this, *people, *rotation, step, parse_about(text_member(told, "about")).value_or(About::task), run));
    const LetterItem& item = items.back();
    about.push_back(json::object{{"about", key(item.about)},
                                 {"rotation", rotation->id.text()},
                                 {"code", item.code},
                                 {"step", step_id},
                                 {"run", member(told, "run")},
                                 {"title", item.task.in(language)},
                                 {"due", due ? json::value(to_text(*due)) : json::value(nullptr)},
                                 {"link", item.link}});
    if (due)
      deadlines.push_back(json::object{{"id", rotation->id.text() + "-" + step_id + "-" + std::to_string(int_member(told, "run"))},
                                       {"date", to_text(*due)},
                                       {"summary", item.code + ": " + item.task.in(language)},
                                       {"link", item.link}});
  }
  if (items.empty())
    return {Outcome::Kind::moot, row, stored_text({"Việc đã xong, hoặc không còn giao cho người nhận.", "The task is done, or no longer the recipient's."})};
  Letter letter = compose(account->name, items, language);
  json::object message{{"to", json::array{json::object{{"name", account->name}, {"address", address_of(*account, preferences)}}}},
                       {"subject", std::move(letter.subject)},
                       {"text", std::move(letter.text)},
                       {"html", std::move(letter.html)},
                       {"language", language == Language::en ? "en" : "vi"},
                       {"date", to_text(row.created)},
                       {"items", std::move(about)},
                       {"deadlines", std::move(deadlines)}};
  const auto answer = plugins->call(row.row.plugin, {{"call", "notify"}, {"delivery_id", row.row.delivery}, {"message", std::move(message)}});
  if (!answer) return after(row, answer.error());
  return {Outcome::Kind::delivered, row};
}

}  // namespace luan::app
