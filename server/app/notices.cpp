// What people are told: notices of tasks become deliveries to each person, over the channel and at the time the person
// chose; and what a notifier is given to send.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "app/impl.hpp"
#include "app/meeting_parts.hpp"
#include "app/petition_parts.hpp"
#include "app/quiet_hours.hpp"

namespace luan::app {
namespace {

constexpr int notices_at_once = 32;

workflow::Seat seat_from(const json::object& seat) {
  return {text_member(seat, "role"), UnitId::trusted(text_member(seat, "unit")), AccountId::trusted(text_or_empty(seat, "account"))};
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
    if (letter.items.size() == 1 && text_member(first, "about") != key(About::meeting))
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
    if (notice.about == key(About::meeting)) return still_called(*directory_, MeetingId::trusted(notice.rotation), account);
    const store::RotationPtr rotation = impl_.database->rotation(RotationId::trusted(notice.rotation));
    return impl_.still_told(*directory_, notice.about, rotation.get(), notice.step, notice.run, account);
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

std::vector<workflow::Moment> App::Impl::reminders() const {
  if (quiet) return {};  // years that are only simulated remind nobody
  std::vector<workflow::Moment> out{{{1, false}, false}};
  if (configuration.remind_working_days > 0) out.push_back({{configuration.remind_working_days, true}, true});
  return out;
}

bool App::Impl::still_asked(const store::Directory& people, const workflow::Rotation* rotation, const std::string& step, int run, const AccountId& id) const {
  if (!rotation || rotation->status != workflow::Status::open) return false;
  const workflow::StepRun* found = rotation->run(step, run);
  const workflow::Step* defined = definition_ptr(*rotation)->find_step(step).second;
  const store::Account* account = people.account(id);
  if (!found || !found->open() || !defined || !account || account->disabled) return false;
  return workflow::is_awaited(workflow::standing_of(*defined, *rotation, *found, actor_of(people, id, today())), *found);
}

bool App::Impl::still_told(const store::Directory& people, std::string_view about, const workflow::Rotation* rotation, const std::string& step, int run,
                           const AccountId& id) const {
  const store::Account* account = people.account(id);
  if (about == key(About::petition_overdue)) {
    const workflow::Petition* petition = rotation ? rotation->petition(run) : nullptr;
    return petition && petition->state == workflow::Petition::State::open && account && !account->disabled;
  }
  if (about != key(About::escalated)) return still_asked(people, rotation, step, run, id);
  const workflow::StepRun* found = rotation && rotation->status == workflow::Status::open ? rotation->run(step, run) : nullptr;
  return found && found->open() && account && !account->disabled;
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

namespace {

/// «Kiến nghị số 1 do Phòng Nội vụ giải quyết»: what it asks is not put into a letter.
LetterItem petition_item(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Petition& petition) {
  const Parties parties = parties_of(directory, rotation);
  const Localized unit = unit_name(directory, owner_now(directory, rotation, petition, impl.today()));
  const std::string number = std::to_string(petition.raised.number);
  LetterItem item{About::petition_overdue,
                  rotation.facts.code,
                  parties.official.name,
                  parties.position.title,
                  {"Kiến nghị số " + number + " do " + unit.vi + " giải quyết", "Petition " + number + ", to be settled by " + unit.en},
                  petition.due};
  if (!impl.configuration.public_url.empty()) item.link = impl.configuration.public_url + "/kien-nghi/" + rotation.id.text() + "/" + number;
  return item;
}

/// What one letter says, put together item by item.
struct Message {
  Language language;
  std::vector<LetterItem> items{};
  json::array about{}, deadlines{};

  /// `place`: members that say of which rotation, step and run.
  void add(LetterItem item, json::object place) {
    const std::string title = item.task.in(language);
    if (item.due && item.about != About::petition_overdue)
      deadlines.push_back(
          json::object{{"id", text_member(place, "rotation") + "-" + text_member(place, "step") + "-" + std::to_string(int_member(place, "run"))},
                       {"date", to_text(*item.due)},
                       {"summary", item.code + ": " + title},
                       {"link", item.link}});
    json::object said{{"about", key(item.about)},
                      {"rotation", place.at("rotation")},
                      {"code", item.code},
                      {"step", place.at("step")},
                      {"run", place.at("run")},
                      {"title", title},
                      {"due", item.due ? json::value(to_text(*item.due)) : json::value(nullptr)},
                      {"link", item.link}};
    about.push_back(std::move(said));
    items.push_back(std::move(item));
  }
  void add_meeting(const store::Meeting& meeting, LetterItem item) {
    const std::string title = item.task.in(language), id = meeting.meeting.text(), day = to_text(meeting.on);
    about.push_back(
        json::object{{"about", key(item.about)}, {"meeting", id}, {"title", title}, {"due", day}, {"time", clock_text(meeting.minute)}, {"link", item.link}});
    deadlines.push_back(json::object{{"id", "meeting-" + id}, {"date", day}, {"summary", title}, {"link", item.link}});
    items.push_back(std::move(item));
  }
};

LetterItem meeting_item(const App::Impl& impl, const store::Meeting& meeting) {
  LetterItem item{About::meeting, {}, {}, {}, meeting_kind(meeting.kind), meeting.on};
  item.due_minute = meeting.minute, item.place = meeting.place;
  if (!impl.configuration.public_url.empty()) item.link = impl.configuration.public_url + "/phien-hop/" + meeting.meeting.text();
  return item;
}

/// One of the things a letter was asked to tell; nothing where nobody waits for it any more.
void add_item(const App::Impl& impl, const store::Directory& people, const AccountId& account, const json::object& asked, Message& told) {
  const std::string about = text_member(asked, "about");
  if (about == key(About::meeting)) {
    const auto id = MeetingId::trusted(text_member(asked, "rotation"));
    if (!still_called(people, id, account)) return;
    const store::Meeting& meeting = *people.meeting(id);
    return told.add_meeting(meeting, meeting_item(impl, meeting));
  }
  const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(text_member(asked, "rotation")));
  const std::string step_id = text_member(asked, "step");
  const int run = static_cast<int>(int_member(asked, "run"));
  if (!impl.still_told(people, about, rotation.get(), step_id, run, account)) return;
  const About what = parse_about(about).value_or(About::task);
  if (what == About::petition_overdue) return told.add(petition_item(impl, people, *rotation, *rotation->petition(run)), asked);
  // As the run has it now: it may have been put off since the letter was asked for.
  const workflow::Step& step = *impl.definition_ptr(*rotation)->find_step(step_id).second;
  told.add(letter_item(impl, people, *rotation, step, what, *rotation->run(step_id, run)), asked);
}

}  // namespace

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
  Message told{language};
  for (const json::value& value : member(row.row.body, "items").as_array()) add_item(*this, *people, account_id, value.as_object(), told);
  if (told.items.empty())
    return {Outcome::Kind::moot, row, stored_text({"Việc đã xong, hoặc không còn giao cho người nhận.", "The task is done, or no longer the recipient's."})};
  Letter letter = compose(account->name, told.items, language);
  json::object message{{"to", json::array{json::object{{"name", account->name}, {"address", address_of(*account, preferences)}}}},
                       {"subject", std::move(letter.subject)},
                       {"text", std::move(letter.text)},
                       {"html", std::move(letter.html)},
                       {"language", language == Language::en ? "en" : "vi"},
                       {"date", to_text(row.created)},
                       {"items", std::move(told.about)},
                       {"deadlines", std::move(told.deadlines)}};
  const auto answer = plugins->call(row.row.plugin, {{"call", "notify"}, {"delivery_id", row.row.delivery}, {"message", std::move(message)}});
  if (!answer) return after(row, answer.error());
  return {Outcome::Kind::delivered, row};
}

}  // namespace luan::app
