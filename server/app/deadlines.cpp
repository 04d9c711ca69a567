#include "app/deadlines.hpp"

#include <algorithm>

#include "app/meeting_parts.hpp"
#include "app/pending_rotations.hpp"
#include "app/petition_parts.hpp"

namespace luan::app {
namespace {

using Kind = DeadlineView::Kind;
using Matter = PendingRotation::Matter;
using identity::Role;

std::string hyphened(std::string name) {
  std::ranges::replace(name, '_', '-');
  return name;
}

/// What one day is about, before anything is said of it.
struct Found {
  Date on;
  int minute;
  const PendingRotation* of;  // none: a meeting
  const Matter* matter;
  const store::Meeting* meeting;

  [[nodiscard]] auto place() const { return std::tuple(std::chrono::sys_days(on), minute, of ? std::string_view(of->rotation->facts.code) : ""); }
};

class Gathering {
 public:
  Gathering(const App::Impl& impl, const Caller& caller, const DeadlineQuery& query)
      : impl_(impl), caller_(caller), query_(query), directory_(impl_.directory()), today_(impl_.today()) {}

  Deadlines all() {
    if (caller_.administrator_only()) return {};
    const auto pending = impl_.pending->now(impl_);
    for (const auto& one : *pending) find(*one);
    if (caller_.reads_all())
      for (const store::Meeting* meeting : directory_->meetings())
        if (within(meeting->on) && (!query_.only_mine || called_to(*meeting))) found_.push_back({meeting->on, meeting->minute, nullptr, nullptr, meeting});
    std::ranges::stable_sort(found_, {}, &Found::place);
    return list();
  }

 private:
  [[nodiscard]] bool within(Date on) const { return query_.from <= on && on <= query_.to; }

  void find(const PendingRotation& pending) {
    const bool sees = may_see(caller_, *pending.rotation);
    for (const Matter& matter : pending.matters) {
      if (!within(matter.on) && !(query_.overdue && matter.on < query_.from && overdue(matter))) continue;
      if (matter.kind == Matter::Kind::petition ? !may_know(caller_, *directory_, *pending.rotation, *matter.petition, today_) : !sees) continue;
      // Who reads not all knows of his own tasks only.
      const bool own_only = query_.only_mine || (matter.kind == Matter::Kind::step && !caller_.reads_all());
      if (own_only && !mine(pending, matter)) continue;
      found_.push_back({matter.on, matter.minute.value_or(24 * 60), &pending, &matter, nullptr});
    }
  }

  [[nodiscard]] bool overdue(const Matter& matter) const {
    if (matter.kind == Matter::Kind::step) return impl_.clock->now() >= *matter.run->deadline(impl_.zone);
    return matter.kind == Matter::Kind::petition && matter.on < today_;
  }

  [[nodiscard]] bool called_to(const store::Meeting& meeting) const {
    const auto members = called(*directory_, meeting);
    return std::ranges::find(members, caller_.account()) != members.end() || caller_.has(Role::organisation_board);
  }

  [[nodiscard]] bool mine(const PendingRotation& pending, const Matter& matter) const {
    const workflow::Rotation& rotation = *pending.rotation;
    switch (matter.kind) {
      case Matter::Kind::step: return asks(caller_, pending, *matter.step, *matter.run);
      case Matter::Kind::petition: return may_answer(rotation, *matter.petition);
      case Matter::Kind::opening:
        return std::ranges::any_of(matter.step->who, [&](const workflow::Who& who) {
          if (who.role == identity::to_text(Role::official)) return is_his_own(caller_, rotation);
          return holds_side(caller_, rotation, who.role, rotation.parties.of(who.party));
        });
      case Matter::Kind::term_end:
      case Matter::Kind::resumption:
        return is_his_own(caller_, rotation) || caller_.has(Role::organisation_board) ||
               holds_side(caller_, rotation, identity::to_text(Role::party_committee), rotation.facts.receiving);
    }
    return false;
  }
  [[nodiscard]] bool may_answer(const workflow::Rotation& rotation, const workflow::Petition& petition) const {
    const workflow::Context context = context_for(impl_, *directory_, &caller_.actor, impl_.clock->now());
    return workflow::may_settle(rotation, petition.raised.number, workflow::SettlePetition::Kind::answer, context).has_value();
  }

  Deadlines list() const {
    Deadlines out;
    for (const Found& found : found_) {
      std::size_t& count = found.on < query_.from ? out.before : out.on[found.on];
      if (count >= query_.skip && count - query_.skip < query_.most) out.items.push_back(found.meeting ? meeting_view(*found.meeting) : matter_view(found));
      ++count;
    }
    return out;
  }

  [[nodiscard]] DeadlineView meeting_view(const store::Meeting& meeting) const {
    DeadlineView one{Kind::meeting, "meeting-" + meeting.meeting.text()};
    one.on = meeting.on, one.minute = meeting.minute, one.cancelled = meeting.cancelled;
    const Localized kind = meeting_kind(meeting.kind);
    one.title = {"Phiên họp: " + kind.vi, "Meeting: " + kind.en};
    one.place = meeting.place, one.path = "/phien-hop/" + meeting.meeting.text();
    one.mine = called_to(meeting);
    one.revision = meeting.cancelled ? 1 : 0;
    return one;
  }

  [[nodiscard]] DeadlineView matter_view(const Found& found) const {
    const PendingRotation& pending = *found.of;
    const Matter& matter = *found.matter;
    const workflow::Rotation& rotation = *pending.rotation;
    const Parties parties = parties_of(*directory_, rotation);
    const std::string& id = rotation.id.text();
    DeadlineView one;
    one.on = matter.on, one.minute = matter.minute, one.overdue = overdue(matter), one.mine = mine(pending, matter);
    one.code = rotation.facts.code, one.official = parties.official.name, one.post = parties.position.title, one.path = "/ho-so/" + id,
    one.revision = rotation.sequence;
    switch (matter.kind) {
      case Matter::Kind::step: tell_step(rotation, matter, one); break;
      case Matter::Kind::petition: tell_petition(pending, *matter.petition, one); break;
      case Matter::Kind::term_end: one.kind = Kind::term_end, one.id = "term-" + id, one.title = {"Hết thời hạn luân chuyển", "The term ends"}; break;
      case Matter::Kind::resumption:
        one.kind = Kind::resumption, one.id = "resume-" + id + "-" + std::to_string(rotation.visit);
        one.title = {"Hết thời gian hoãn, hồ sơ đi tiếp", "The deferral ends, the rotation goes on"};
        break;
      case Matter::Kind::opening:
        one.kind = Kind::opening, one.id = "opens-" + id + "-" + hyphened(matter.step->id) + "-" + to_text(matter.on);
        one.title = {"Đến kỳ: " + matter.step->title.vi, "Opens: " + matter.step->title.en};
        break;
    }
    return one;
  }

  void tell_step(const workflow::Rotation& rotation, const Matter& matter, DeadlineView& one) const {
    one.kind = one.mine ? Kind::task : Kind::awaited;
    one.id = "step-" + rotation.id.text() + "-" + hyphened(matter.run->step) + "-" + std::to_string(matter.run->run);
    one.title = one.mine ? matter.step->task : matter.step->title;
    if (one.mine)
      one.path += "/buoc/" + matter.run->step;
    else
      add_awaited(*directory_, *matter.run, one.who);
  }

  void tell_petition(const PendingRotation& pending, const workflow::Petition& petition, DeadlineView& one) const {
    const std::string number = std::to_string(petition.raised.number);
    one.kind = Kind::petition, one.id = "petition-" + pending.rotation->id.text() + "-" + number;
    one.title = {"Trả lời kiến nghị số " + number, "Answer petition " + number};
    one.who = unit_ref(*directory_, owner_now(*directory_, *pending.rotation, petition, today_)).name;
    one.path = "/kien-nghi/" + pending.rotation->id.text() + "/" + number, one.revision = petition.version;
  }

  const App::Impl& impl_;
  const Caller& caller_;
  const DeadlineQuery& query_;
  const DirectoryPtr directory_;
  const Date today_;
  std::vector<Found> found_;
};

}  // namespace

Deadlines deadlines(const App& app, const Caller& caller, const DeadlineQuery& query) { return Gathering(app.impl(), caller, query).all(); }

}  // namespace luan::app
