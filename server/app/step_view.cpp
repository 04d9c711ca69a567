// One step or action as the caller sees it: the form, its schema, and what he should have read before he answers.
#include <algorithm>

#include "app/rotation_parts.hpp"
#include "app/shown.hpp"

namespace luan::app {
namespace {

std::string fraction_words(const workflow::Fraction& f, Language language) {
  const std::string number = std::to_string(f.numerator) + "/" + std::to_string(f.denominator);
  return f.strict ? (language == Language::vi ? "trên " : "more than ") + number : (language == Language::vi ? "ít nhất " : "at least ") + number;
}

Localized base_words(workflow::Base base) {
  switch (base) {
    case workflow::Base::summoned: return {"số người được triệu tập", "those summoned"};
    case workflow::Base::present: return {"số người có mặt", "those present"};
    case workflow::Base::valid: return {"số phiếu hợp lệ", "valid votes"};
  }
  return {};
}

/// Are scores and opinions what is weighed here: in a vote, where a score or the opinions have just come in, at the posting?
bool weighs(const workflow::Stage& stage, const workflow::Step& step) {
  if (std::holds_alternative<workflow::BallotRule>(step.rule) || step.effect == workflow::Effect::post) return true;
  return std::ranges::any_of(step.after, [&](const std::string& before) {
    const workflow::Step* earlier = stage.step(before);
    return earlier && (earlier->plugin || std::holds_alternative<workflow::EachRule>(earlier->rule));
  });
}

/// On terms that somebody considers; otherwise on those of the nomination, from today.
PostingPreview posting_preview(const App::Impl& impl, const RotationParts& parts, const workflow::Step& step, const TermQuery& terms) {
  PostingPreview preview;
  preview.effective = terms.effective.value_or(impl.today());
  preview.months = terms.months.value_or(0);
  if (!terms.months && !parts.history.empty()) {
    const json::object form = parts.content(parts.history.front(), "form");
    if (const json::value* months = form.if_contains("expected_months")) preview.months = static_cast<int>(months->as_int64());
  }
  preview.ends = workflow::last_day_of_term(preview.effective, preview.months);
  preview.convention = {"Ngày cuối của thời hạn là ngày liền trước ngày tròn số tháng; tháng không có ngày đó thì tròn vào ngày cuối tháng.",
                        "The last day of the term is the day before the months are full; where a month has no such day, they are full on its last one."};
  preview.numbers = expected_numbers(impl, *parts.directory, *parts.definition, step, parts.rotation->facts.position);
  return preview;
}

}  // namespace

Localized rule_words(const workflow::Step& step) {
  if (step.plugin) return {"Tiện ích " + step.plugin->plugin + " tính", "Computed by the plugin " + step.plugin->plugin};
  if (std::holds_alternative<workflow::FirstRule>(step.rule)) return {"Một người thực hiện là xong", "The first response completes it"};
  if (std::holds_alternative<workflow::AllRule>(step.rule))
    return {std::string("Từng người đều thực hiện; hết hạn thì ghi là chưa đủ") + (step.delegable ? "" : "; không uỷ quyền"),
            std::string("Everybody responds; the deadline closes it as incomplete") + (step.delegable ? "" : "; not delegated")};
  if (std::holds_alternative<workflow::EachRule>(step.rule))
    return {"Thu đủ ý kiến từng nơi, không nơi nào có quyền phủ quyết; quá hạn ghi «Không trả lời»",
            "Every body's opinion is collected, none is a veto; silence is recorded at the deadline"};
  const auto& ballot = std::get<workflow::BallotRule>(step.rule);
  const Localized base = base_words(ballot.pass_of);
  const Localized tie = ballot.tie == workflow::Tie::chair
                            ? Localized{"; bằng đúng mức đó thì theo phiếu của chủ trì", "; exactly there, the chair's vote decides"}
                            : Localized{};
  const Localized recused =
      ballot.counts_recused
          ? Localized{"; người không tham gia vì xung đột lợi ích vẫn tính vào số được triệu tập", "; who is recused still counts as summoned"}
          : Localized{"; người không tham gia vì xung đột lợi ích không tính vào số được triệu tập", "; who is recused does not count as summoned"};
  const Localized delegable = step.delegable ? Localized{"; được uỷ quyền", "; may be delegated"} : Localized{"; không uỷ quyền", "; not delegated"};
  return {"Biểu quyết ghi tên: cần " + fraction_words(ballot.pass, Language::vi) + " " + base.vi + " tán thành; " +
              fraction_words(ballot.quorum, Language::vi) + " người được triệu tập tham gia" + tie.vi + recused.vi + delegable.vi,
          "Named vote: " + fraction_words(ballot.pass, Language::en) + " of " + base.en + " in favour; " + fraction_words(ballot.quorum, Language::en) +
              " of those summoned take part" + tie.en + recused.en + delegable.en};
}

namespace {

/// What was said so far: what an answer is given on.
void put_responses(const RotationParts& parts, const Caller& caller, StepView& view) {
  view.opinions = opinions_of(parts, caller);
  RotationView sorted;
  sort_responses(parts, caller, sorted);
  for (auto* group : {&sorted.assignments, &sorted.evaluations, &sorted.meetings, &sorted.others})
    for (ResponseSummary& summary : *group) view.before.push_back(std::move(summary));
}

}  // namespace

Result<StepView> App::step(const Caller& caller, std::string_view id, std::string_view step_id, const TermQuery& terms) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(*impl_, *visible);
  const workflow::Rotation& rotation = *parts.rotation;
  const auto [stage, step] = parts.definition->find_step(step_id);
  if (!step) return refuse(RefusalCode::not_found);
  const workflow::StepRun* run = stage->id == rotation.stage ? rotation.run_now(step_id) : nullptr;
  if (!run)
    for (const workflow::StepRun& earlier : rotation.runs)
      if (earlier.step == step_id) run = &earlier;
  if (!run) return refuse(RefusalCode::step_not_open, {{"waiting", stage->title}});

  StepView view;
  view.rotation = rotation.id.text(), view.code = rotation.facts.code, view.step = step->id, view.run = run->run;
  view.title = step->title, view.task = step->task, view.parties = parties_of(*parts.directory, rotation);
  if (run->due) view.due = due_view(*impl_, *parts.directory, *run);
  view.rule = rule_words(*step);
  view.keeps = parts.definition;
  view.version = rotation.sequence;
  view.open = run->open() && rotation.status == workflow::Status::open;
  view.state = view.open ? "open" : "closed";
  const workflow::Standing standing = workflow::standing_of(*step, rotation, *run, caller.actor);
  view.mine = view.open && workflow::is_awaited(standing, *run);
  if (view.mine && !standing.principal.none()) view.instead_of = account_name(*parts.directory, standing.principal);
  const workflow::Context context = context_for(*impl_, *parts.directory, &caller.actor, impl_->clock->now());
  if (auto may = workflow::may_respond(*parts.definition, rotation, step_id, context); !may) view.refused = std::move(may.error());
  view.may_recuse = view.mine && workflow::may_recuse(*parts.definition, rotation, step_id, context);
  if (!step->plugin) {
    view.form = &parts.definition->form(step->form);
    view.world = impl_->form_world(parts.directory, &rotation, std::string(step_id), nullptr);
    impl_->offer_files(view.world, caller);
    view.schema = workflow::form_schema(*view.form, view.world);
  }
  view.collects = std::holds_alternative<workflow::EachRule>(step->rule);
  view.first_suffices = std::holds_alternative<workflow::FirstRule>(step->rule);
  view.weighs = weighs(*stage, *step);
  view.scores = scores_of(parts, caller);
  put_responses(parts, caller, view);
  if (step->effect == workflow::Effect::post) view.preview = posting_preview(*impl_, parts, *step, terms);
  if (!step->plugin) view.shown = shown_of(*impl_, *parts.definition, rotation, *run, caller, view.world.assigned).digest;
  return view;
}

Result<ActionFormView> App::recusal(const Caller& caller, std::string_view id, std::string_view step) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const workflow::Rotation& rotation = **visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(rotation);
  const DirectoryPtr directory = impl_->directory();
  ActionFormView view;
  if (auto may = workflow::may_recuse(*definition, rotation, step, context_for(*impl_, *directory, &caller.actor, impl_->clock->now())); !may) {
    if (http_status(may.error().code) != 409) return std::unexpected(std::move(may.error()));
    view.refused = std::move(may.error());
  }
  view.rotation = rotation.id.text(), view.code = rotation.facts.code, view.action = step, view.title = definition->find_step(step).second->title;
  view.parties = parties_of(*directory, rotation);
  view.form = recusal_form();
  view.world = impl_->form_world(directory, &rotation, std::string(step), nullptr);
  view.schema = action_schema(view.form, view.world);
  view.version = rotation.sequence;
  return view;
}

Result<ActionFormView> App::action(const Caller& caller, std::string_view id, std::string_view action_id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const workflow::Rotation& rotation = **visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(rotation);
  const workflow::Action* found = definition->action(action_id);
  if (!found) return refuse(RefusalCode::not_found);
  const DirectoryPtr directory = impl_->directory();
  ActionFormView view;
  if (auto may = workflow::may_act(*definition, rotation, action_id, context_for(*impl_, *directory, &caller.actor, impl_->clock->now())); !may) {
    if (http_status(may.error().code) != 409) return std::unexpected(std::move(may.error()));
    view.refused = std::move(may.error());
  }
  view.rotation = rotation.id.text(), view.code = rotation.facts.code, view.action = found->id, view.title = found->title;
  view.parties = parties_of(*directory, rotation);
  view.form = action_form(*directory, *definition, *found, rotation);
  if (!view.refused && !has_a_choice(view.form)) return refuse(RefusalCode::action_not_allowed, {{"action", found->title.vi}});
  view.world = impl_->form_world(directory, &rotation, "", nullptr);
  impl_->offer_files(view.world, caller);
  view.schema = action_schema(view.form, view.world);
  view.version = rotation.sequence;
  return view;
}

}  // namespace luan::app
