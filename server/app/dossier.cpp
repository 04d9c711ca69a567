// The dossier on the official: what it holds, told to those who may see it, and kept by those whom the workflow names.
#include "workflow/dossier.hpp"

#include <algorithm>

#include "app/draft_views.hpp"
#include "app/rotation_parts.hpp"
#include "workflow/reasons.hpp"

namespace luan::app {
namespace {

using workflow::DossierItem;
using workflow::Field;
using workflow::FieldKind;
using Kind = DossierAct::Kind;

constexpr int soon_days = 30;

Field field(const char* id, FieldKind kind, Localized label, Localized help = {}, bool required = false) {
  Field out;
  out.id = id, out.kind = kind, out.label = std::move(label), out.help = std::move(help), out.required = required;
  out.length_max = kind == FieldKind::long_text ? 5'000 : 200;
  return out;
}

Localized validity_words(const DossierItem& item) {
  switch (item.valid) {
    case DossierItem::Valid::always: return {};
    case DossierItem::Valid::months: {
      const Localized words = workflow::duration_words(workflow::DurationUnit::months, item.months);
      return {"có giá trị " + words.vi + " từ ngày ký", "valid for " + words.en + " from the day signed"};
    }
    case DossierItem::Valid::stated: return {"có giá trị đến ngày ghi trên giấy", "valid until the day it says"};
    case DossierItem::Valid::unchanged: return {"có giá trị khi tình hình chưa thay đổi", "valid while circumstances are unchanged"};
  }
  return {};
}

/// The side that keeps the dossier, and who reads every rotation.
bool sees_dossier(const Caller& caller, const workflow::Definition& definition, const workflow::Rotation& rotation) {
  if (caller.reads_all()) return true;
  return std::ranges::any_of(definition.dossier.who, [&](const workflow::Who& who) {
    return holds_side(caller, rotation, who.role, rotation.facts.sending) && who.party == "sending";
  });
}

DossierLineView line_view(const App::Impl& impl, const RotationParts& parts, const workflow::DossierLine& line, const Caller& caller) {
  DossierLineView view;
  view.item = line.item->id, view.title = line.item->title, view.hint = line.item->hint, view.validity = validity_words(*line.item);
  view.required = line.required, view.state = workflow::to_text(line.state);
  if (!line.paper || line.state == workflow::DossierLine::State::missing) return view;
  const workflow::DossierPaper& paper = *line.paper;
  if (paper.there) view.signed_on = paper.recorded.signed_on, view.expires = paper.recorded.expires;
  if (view.expires && line.state == workflow::DossierLine::State::present) {
    const workflow::StepRun* due = parts.rotation->due_first();
    view.runs_out = *view.expires <= std::max(add_days(impl.today(), soon_days), due ? *due->due : Date{});
  }
  view.by = account_name(*parts.directory, paper.by);
  view.at = paper.at;
  const auto row = std::ranges::find(parts.history, paper.sequence, [](const store::HistoryRow& one) { return one.event.sequence; });
  if (row == parts.history.end()) return view;
  view.log_index = static_cast<std::int64_t>(row->event.seq);
  view.values = history_entry(parts, *row, caller).values;
  return view;
}

workflow::Actor actor_now(const App::Impl& impl, const Caller& caller) { return impl.actor_of(*impl.directory(), caller.account(), impl.today()); }

/// A secret paper is known by its number and place; something must tell where it is.
Result<workflow::Filled> with_something_said(Kind kind, Result<workflow::Filled> filled) {
  if (!filled || kind != Kind::record) return filled;
  for (const char* name : {"number", "place", "file"})
    if (filled->values.contains(name)) return filled;
  return refuse_fields(
      {{"number",
        {"Cần ghi số, ký hiệu, nơi lưu hoặc đính kèm tệp, để tìm được giấy này.", "Say its number or place, or attach the file, so that it can be found."}}});
}

std::optional<Date> date_in(const json::object& values, const char* name) {
  return values.contains(name) ? parse_date(text_member(values, name)) : std::nullopt;
}

}  // namespace

std::optional<Kind> parse_dossier_act(std::string_view text) {
  for (const Kind kind : {Kind::record, Kind::withdraw, Kind::except})
    if (text == act_name(kind)) return kind;
  return {};
}

std::string_view act_name(Kind kind) {
  switch (kind) {
    case Kind::record: return "record";
    case Kind::withdraw: return "withdraw";
    case Kind::except: return "except";
  }
  return "record";
}

workflow::Form dossier_form(Kind kind, const DossierItem* item) {
  workflow::Form form{.id = "dossier_item", .title = item ? item->title : Localized{}};
  const bool any = item == nullptr;
  if (kind == Kind::record) {
    const bool dated = item && item->valid == DossierItem::Valid::months, stated = any || item->valid == DossierItem::Valid::stated;
    Field signed_on = field("signed_on", FieldKind::date, {"Ngày ký", "Signed on"}, {}, dated);
    signed_on.not_after = any ? "" : "today";
    form.fields.push_back(std::move(signed_on));
    if (stated) form.fields.push_back(field("expires", FieldKind::date, {"Ngày hết hạn ghi trên giấy", "Valid until"}, {}, !any));
    form.fields.push_back(field("number", FieldKind::text, {"Số, ký hiệu", "Number"}));
    form.fields.push_back(
        field("place", FieldKind::text, {"Nơi lưu bản giấy", "Where the paper lies"},
              {"Tài liệu mật chỉ ghi số, ký hiệu và nơi lưu, không đính kèm tệp.", "Of a secret paper give number and place only, no file."}));
    Field file = field("file", FieldKind::attachment, {"Tệp", "File"});
    file.min = 0, file.max = 1;
    form.fields.push_back(std::move(file));
  }
  if (kind == Kind::except || any) {
    form.fields.push_back(field("authoriser", FieldKind::text, {"Người cho phép ngoại lệ", "Who authorised the exception"}, {}, !any));
    form.fields.push_back(field("basis", FieldKind::text, {"Căn cứ (số, ký hiệu văn bản)", "Basis (document number)"}, {}, !any));
  }
  if (kind == Kind::withdraw) form.fields.push_back(field("reason", FieldKind::long_text, {"Lý do", "Reason"}, {}, true));
  return form;
}

std::optional<DossierView> dossier_view(const App::Impl& impl, const RotationParts& parts, const Caller& caller) {
  const workflow::Definition& definition = *parts.definition;
  if (definition.dossier.items.empty() || !sees_dossier(caller, definition, *parts.rotation)) return {};
  const auto lines = workflow::dossier_of(definition, *parts.rotation, impl.today());
  DossierView view;
  view.percent = workflow::percent_complete(lines);
  for (const workflow::DossierLine& line : lines) {
    view.lines.push_back(line_view(impl, parts, line, caller));
    view.there += line.state == workflow::DossierLine::State::present;
    view.lacking += line.lacking();
  }
  const workflow::Context context = context_for(impl, *parts.directory, &caller.actor, impl.clock->now());
  const std::string& first = definition.dossier.items.front().id;
  view.may_record = workflow::may_keep_dossier(definition, *parts.rotation, {Kind::record, first}, context).has_value();
  view.may_except = workflow::may_keep_dossier(definition, *parts.rotation, {Kind::except, first}, context).has_value();
  return view;
}

Result<DossierView> App::dossier(const Caller& caller, std::string_view id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  auto view = dossier_view(*impl_, rotation_parts(*impl_, *visible), caller);
  if (!view) return refuse(RefusalCode::not_found);
  return std::move(*view);
}

Result<ActionFormView> App::dossier_item(const Caller& caller, std::string_view id, std::string_view item, Kind kind) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const workflow::Rotation& rotation = **visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(rotation);
  const DirectoryPtr directory = impl_->directory();
  const workflow::Actor actor = actor_now(*impl_, caller);
  const auto may = workflow::may_keep_dossier(*definition, rotation, {kind, std::string(item)}, context_for(*impl_, *directory, &actor, impl_->clock->now()));
  if (!may) return std::unexpected(may.error());
  const DossierItem& found = *std::ranges::find(definition->dossier.items, item, &DossierItem::id);
  ActionFormView view;
  view.rotation = rotation.id.text(), view.code = rotation.facts.code, view.action = item, view.title = found.title;
  view.parties = parties_of(*directory, rotation);
  view.form = dossier_form(kind, &found);
  view.world = impl_->form_world(directory, &rotation, "", nullptr);
  impl_->offer_files(view.world, caller);
  view.schema = workflow::form_schema(view.form, view.world);
  view.version = rotation.sequence;
  return view;
}

Awaitable<Result<Recorded>> App::keep_dossier(Caller caller, std::string rotation, std::string item, Kind kind, json::value body, RequestMeta meta) {
  const auto visible = impl_->visible(caller, rotation);
  if (!visible) co_return std::unexpected(visible.error());
  const store::RotationPtr seen = *visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(*seen);
  const auto found = std::ranges::find(definition->dossier.items, item, &DossierItem::id);
  if (found == definition->dossier.items.end()) co_return refuse(RefusalCode::not_found);
  workflow::FormWorld world = impl_->form_world(impl_->directory(), seen.get(), "", nullptr);
  impl_->offer_files(world, caller);
  Result<workflow::Filled> filled = with_something_said(kind, workflow::check_form(dossier_form(kind, &*found), body, world));
  if (filled && kind == Kind::withdraw)
    if (auto wrong = workflow::judge_reason(definition->reasons, text_member(filled->values, "reason"))) filled = refuse_fields({std::move(*wrong)});

  DraftOf draft{DraftOf::Kind::dossier, seen->id.text(), item + "." + std::string(act_name(kind))};
  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    const store::DirectoryPtr directory = transaction.directory();
    const workflow::Actor actor = impl_->actor_of(*directory, caller.account(), impl_->zone.date(transaction.now()));
    const store::RotationPtr now = transaction.rotation(seen->id);
    DossierAct command{kind, item, {}, {}, {}, {}};
    if (auto may = workflow::may_keep_dossier(*definition, *now, command, context_for(*impl_, *directory, &actor, transaction.now())); !may)
      return std::unexpected(std::move(may.error()));
    if (!filled) return std::unexpected(filled.error());
    if (auto fresh = fresh_enough(now->sequence, meta); !fresh) return std::unexpected(std::move(fresh.error()));
    if (auto may = impl_->may_attach(transaction, seen->id.text(), filled->attachments); !may) return std::unexpected(std::move(may.error()));
    command.signed_on = date_in(filled->values, "signed_on"), command.expires = date_in(filled->values, "expires");
    command.content = filled->values, command.attachments = filled->attachments;
    return impl_->carry_out(transaction, seen->id, command, &actor);
  };
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

}  // namespace luan::app
