// What was recorded wrongly is put right, with a reason: what the form asks, and the command.
#include "app/rotation_parts.hpp"
#include "workflow/reasons.hpp"

namespace luan::app {
namespace {

constexpr const char* reason_field = "correction_reason";

/// The step's own form, and why it is corrected.
workflow::Form correction_form(const workflow::Form& form) {
  workflow::Form out = form;
  workflow::Field reason;
  reason.id = reason_field;
  reason.kind = workflow::FieldKind::long_text;
  reason.label = {"Lý do đính chính", "Why it is corrected"};
  reason.help = {"Nêu chỗ sai và căn cứ để sửa; được ghi nguyên văn. Nội dung đã gửi trước đây vẫn nằm trong nhật ký.",
                 "Say what is wrong and what shows it; recorded as it stands. What was sent before stays in the log."};
  reason.required = true;
  reason.length_max = 5'000;
  out.fields.push_back(std::move(reason));
  return out;
}

struct Located {
  const store::HistoryRow* row = nullptr;
  const workflow::Step* step = nullptr;  // under the version the rotation is under now
  workflow::Filled stands;               // as it is now
};

Result<Located> locate(const RotationParts& parts, int sequence) {
  const auto row = std::ranges::find(parts.history, sequence, [](const store::HistoryRow& one) { return one.event.sequence; });
  if (row == parts.history.end() || row->event.type != "response.recorded") return refuse(RefusalCode::not_found);
  // The state names the run by what its step is called now.
  for (const workflow::StepRun& run : parts.rotation->runs)
    for (const workflow::GivenResponse& given : run.responses)
      if (given.sequence == sequence)
        if (const workflow::Step* step = parts.definition->find_step(run.step).second)
          return Located{&*row, step, {given.outcome, parts.content(*row, "form")}};
  return refuse(RefusalCode::not_found);
}

/// The files of what is corrected may stay.
void offer_standing(workflow::FormWorld& world, const workflow::Form& form, const json::object& values) {
  for (const workflow::Field& field : form.fields)
    if (const json::value* files = field.kind == workflow::FieldKind::attachment ? values.if_contains(field.id) : nullptr)
      for (const FileView& file : files_of(*files)) world.files.push_back({file.file, file.name, file.type, file.size, file.sha256, true});
}

/// As a form names them.
json::object with_file_ids(const workflow::Form& form, json::object values) {
  for (const workflow::Field& field : form.fields) {
    json::value* files = field.kind == workflow::FieldKind::attachment ? values.if_contains(field.id) : nullptr;
    if (!files) continue;
    json::array ids;
    for (const FileView& file : files_of(*files)) ids.emplace_back(file.file);
    *files = std::move(ids);
  }
  return values;
}

}  // namespace

Result<CorrectionFormView> App::correction(const Caller& caller, std::string_view id, int sequence) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(*impl_, *visible);
  const auto located = locate(parts, sequence);
  if (!located) return std::unexpected(located.error());
  if (auto may = workflow::may_correct(*parts.definition, *parts.rotation, sequence, context_for(*impl_, *parts.directory, &caller.actor, impl_->clock->now()));
      !may)
    return std::unexpected(std::move(may.error()));
  CorrectionFormView view;
  view.rotation = parts.rotation->id.text(), view.code = parts.rotation->facts.code, view.title = located->step->title;
  view.parties = parties_of(*parts.directory, *parts.rotation);
  view.form = correction_form(parts.definition->form(located->step->form));
  view.world = impl_->form_world(parts.directory, parts.rotation.get(), located->step->id, nullptr);
  impl_->offer_files(view.world, caller);
  offer_standing(view.world, view.form, located->stands.values);
  if (!located->stands.answer.empty()) view.filled["outcome"] = located->stands.answer;
  view.filled["form"] = with_file_ids(view.form, located->stands.values);
  view.schema = workflow::form_schema(view.form, view.world);
  view.version = parts.rotation->sequence;
  return view;
}

Awaitable<Result<Recorded>> App::correct(Caller caller, std::string rotation, int sequence, json::value body, RequestMeta meta) {
  const auto visible = impl_->visible(caller, rotation);
  if (!visible) co_return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(*impl_, *visible);
  const auto located = locate(parts, sequence);
  if (!located) co_return std::unexpected(located.error());
  const workflow::Form form = correction_form(parts.definition->form(located->step->form));
  workflow::FormWorld world = impl_->form_world(parts.directory, parts.rotation.get(), located->step->id, nullptr);
  impl_->offer_files(world, caller);
  offer_standing(world, form, located->stands.values);
  Result<workflow::Filled> filled = workflow::check_form(form, body, world);
  std::string reason;
  if (filled) {
    reason = text_member(filled->values, reason_field);
    filled->values.erase(reason_field);
    if (auto wrong = workflow::judge_reason(parts.definition->reasons, reason)) {
      wrong->field = reason_field;
      filled = refuse_fields({std::move(*wrong)});
    }
  }
  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    const store::RotationPtr now = transaction.rotation(parts.rotation->id);
    const workflow::Actor actor = impl_->actor_of(*transaction.directory(), caller.account(), impl_->zone.date(transaction.now()));
    const workflow::Context context = context_for(*impl_, *transaction.directory(), &actor, transaction.now());
    if (auto may = workflow::may_correct(*parts.definition, *now, sequence, context); !may) return std::unexpected(std::move(may.error()));
    if (!filled) return std::unexpected(filled.error());
    // What was read may have been corrected, or the rotation moved to another version, since.
    if (now->sequence != parts.rotation->sequence) return refuse(RefusalCode::stale, {{"version", std::to_string(now->sequence)}});
    if (auto fresh = fresh_enough(now->sequence, meta); !fresh) return std::unexpected(std::move(fresh.error()));
    if (auto may = impl_->may_attach(transaction, now->id.text(), filled->attachments); !may) return std::unexpected(std::move(may.error()));
    return impl_->carry_out(transaction, now->id, workflow::Correct{sequence, *filled, located->stands, reason}, &actor);
  };
  DraftOf draft{DraftOf::Kind::correction, parts.rotation->id.text(), std::to_string(sequence)};
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

}  // namespace luan::app
