#include "app/deadlines.hpp"

#include <algorithm>

#include "app/meeting_parts.hpp"
#include "workflow/calendar_steps.hpp"

namespace luan::app {
namespace {

using Kind = DeadlineView::Kind;
using identity::Role;

std::string run_id(const std::string& rotation, const std::string& step, int run) {
  std::string name = step;
  std::ranges::replace(name, '_', '-');
  return "step-" + rotation + "-" + name + "-" + std::to_string(run);
}

class Gathering {
 public:
  Gathering(const App& app, const Caller& caller, const DeadlineQuery& query)
      : app_(app), impl_(app.impl()), caller_(caller), query_(query), directory_(impl_.directory()) {}

  std::vector<DeadlineView> all() {
    add_tasks(), add_petitions(), add_meetings(), add_rotations();
    std::ranges::stable_sort(out_, {},
                             [](const DeadlineView& one) { return std::tuple(std::chrono::sys_days(one.on), one.minute.value_or(24 * 60), one.code); });
    return std::move(out_);
  }

 private:
  void add(DeadlineView one) {
    if (query_.only_mine && !one.mine) return;
    const bool within = std::chrono::sys_days(one.on) >= std::chrono::sys_days(query_.from);
    if (std::chrono::sys_days(one.on) > std::chrono::sys_days(query_.to) || (!within && !(query_.overdue && one.overdue))) return;
    out_.push_back(std::move(one));
  }
  static void put_due(DeadlineView& one, const DueView& due) { one.on = due.date, one.minute = due.minute, one.overdue = due.overdue; }

  void add_tasks() {
    const auto tasks = app_.tasks(caller_);
    if (!tasks) return;
    for (const TaskView& task : *tasks) {
      own_.insert(run_id(task.rotation, task.step, task.run));
      if (!task.due) continue;
      const store::RotationPtr rotation = impl_.database->rotation(RotationId::trusted(task.rotation));
      DeadlineView one{Kind::task, run_id(task.rotation, task.step, task.run)};
      put_due(one, *task.due);
      one.title = task.title, one.code = task.code, one.official = task.parties.official.name, one.post = task.parties.position.title;
      one.path = "/ho-so/" + task.rotation + "/buoc/" + task.step, one.mine = true;
      if (rotation) one.revision = rotation->sequence;
      add(std::move(one));
    }
  }

  void add_petitions() {
    if (caller_.administrator_only()) return;
    PetitionFilter filter;
    filter.state = "open", filter.limit = 200;
    for (bool more = true; more;) {
      const auto rows = app_.petitions(caller_, filter);
      if (!rows) return;
      for (const PetitionView& petition : rows->items) {
        if (!petition.due) continue;
        const std::string number = std::to_string(petition.number);
        DeadlineView one{Kind::petition, "petition-" + petition.rotation + "-" + number};
        put_due(one, *petition.due);
        one.title = {"Trả lời kiến nghị số " + number, "Answer petition " + number};
        one.code = petition.code, one.official = petition.official.name, one.post = petition.position, one.who = petition.owner.name;
        one.path = "/kien-nghi/" + petition.rotation + "/" + number, one.mine = petition.may_answer, one.revision = petition.version;
        add(std::move(one));
      }
      filter.cursor = rows->next, more = !rows->next.empty();
    }
  }

  void add_meetings() {
    if (!caller_.reads_all()) return;
    for (const store::Meeting* meeting : directory_->meetings()) {
      const auto members = called(*directory_, *meeting);
      DeadlineView one{Kind::meeting, "meeting-" + meeting->meeting.text()};
      one.on = meeting->on, one.minute = meeting->minute, one.cancelled = meeting->cancelled;
      const Localized kind = meeting_kind(meeting->kind);
      one.title = {"Phiên họp: " + kind.vi, "Meeting: " + kind.en};
      one.place = meeting->place, one.path = "/phien-hop/" + meeting->meeting.text();
      one.mine = std::ranges::find(members, caller_.account()) != members.end() || caller_.has(Role::organisation_board);
      one.revision = meeting->cancelled ? 1 : 0;
      add(std::move(one));
    }
  }

  void add_rotations() {
    if (caller_.administrator_only()) return;
    for (const char* status : {"open", "suspended"}) {
      RotationFilter filter;
      filter.status = status, filter.limit = 200;
      for (bool more = true; more;) {
        const auto rows = app_.rotations(caller_, filter);
        if (!rows) return;
        for (const RotationRow& row : rows->items)
          if (const store::RotationPtr rotation = impl_.database->rotation(RotationId::trusted(row.id))) add_rotation(*rotation, row);
        filter.cursor = rows->next, more = !rows->next.empty();
      }
    }
  }

  void add_rotation(const workflow::Rotation& rotation, const RotationRow& row) {
    const auto about = [&](Kind kind, std::string id) {
      DeadlineView one{kind, std::move(id)};
      one.code = row.code, one.official = row.parties.official.name, one.post = row.parties.position.title, one.path = "/ho-so/" + row.id,
      one.revision = rotation.sequence;
      return one;
    };
    const bool concerned = (!caller_.actor.official.none() && caller_.actor.official == rotation.facts.official) || caller_.has(Role::organisation_board) ||
                           holds_side(caller_, rotation, identity::to_text(Role::party_committee), rotation.facts.receiving);
    if (rotation.term_end) {
      DeadlineView one = about(Kind::term_end, "term-" + row.id);
      one.on = *rotation.term_end, one.mine = concerned;
      one.title = {"Hết thời hạn luân chuyển", "The term ends"};
      add(std::move(one));
    }
    if (rotation.suspended_until) {
      DeadlineView one = about(Kind::resumption, "resume-" + row.id + "-" + std::to_string(rotation.visit));
      one.on = *rotation.suspended_until, one.mine = concerned;
      one.title = {"Hết thời gian hoãn, hồ sơ đi tiếp", "The deferral ends, the rotation goes on"};
      add(std::move(one));
    }
    if (rotation.status != workflow::Status::open) return;
    const workflow::DefinitionPtr definition = impl_.definition_ptr(rotation);
    if (caller_.reads_all()) add_open_steps(rotation, *definition, about);
    if (const workflow::Stage* stage = definition->stage(rotation.stage)) add_openings(rotation, *stage, about);
  }

  void add_open_steps(const workflow::Rotation& rotation, const workflow::Definition& definition, const auto& about) {
    for (const workflow::StepRun& run : rotation.runs) {
      const workflow::Step* step = run.open() && run.due && run.plugin.empty() ? definition.find_step(run.step).second : nullptr;
      std::string id = run_id(rotation.id.text(), run.step, run.run);
      if (!step || own_.contains(id)) continue;
      DeadlineView one = about(Kind::awaited, std::move(id));
      put_due(one, due_view(impl_, *directory_, run));
      one.title = step->title;
      add_awaited(*directory_, run, one.who);
      add(std::move(one));
    }
  }

  void add_openings(const workflow::Rotation& rotation, const workflow::Stage& stage, const auto& about) {
    for (const workflow::Step& step : stage.steps) {
      const auto opens = workflow::next_opening(step, rotation, impl_.zone);
      if (!opens) continue;
      std::string name = step.id;
      std::ranges::replace(name, '_', '-');
      DeadlineView one = about(Kind::opening, "opens-" + rotation.id.text() + "-" + name + "-" + to_text(*opens));
      one.on = *opens;
      one.title = {"Đến kỳ: " + step.title.vi, "Opens: " + step.title.en};
      one.mine = std::ranges::any_of(step.who, [&](const workflow::Who& who) {
        if (who.role == identity::to_text(Role::official)) return !caller_.actor.official.none() && caller_.actor.official == rotation.facts.official;
        return holds_side(caller_, rotation, who.role, rotation.parties.of(who.party));
      });
      add(std::move(one));
    }
  }

  const App& app_;
  const App::Impl& impl_;
  const Caller& caller_;
  const DeadlineQuery& query_;
  const DirectoryPtr directory_;
  std::set<std::string> own_;  // ids of his tasks
  std::vector<DeadlineView> out_;
};

}  // namespace

std::vector<DeadlineView> deadlines(const App& app, const Caller& caller, const DeadlineQuery& query) { return Gathering(app, caller, query).all(); }

}  // namespace luan::app
