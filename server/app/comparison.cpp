// The nominees for one post, side by side, as the workflow's `compare` has them compared: an advice to those who decide.
#include "app/comparing.hpp"

#include <algorithm>

#include "app/impl.hpp"

namespace luan::app {
namespace {

Localized both(const json::object& from, std::string_view name) {
  const json::object& sentence = member(from, name).as_object();
  return {text_member(sentence, "vi"), text_member(sentence, "en")};
}

/// By its rotation's id, among those that were asked about.
ComparisonNominee& nominee_of(ComparisonView& view, const std::string& id) {
  const auto found = std::ranges::find(view.nominees, id, &ComparisonNominee::rotation);
  if (found == view.nominees.end()) throw std::runtime_error("the plugin ranks somebody who is no nominee");
  return *found;
}

ComparisonChange change_of(ComparisonView& view, const json::object& criterion, std::string_view name) {
  const json::value& change = member(criterion, name);
  if (change.is_null()) return {};
  return {text_member(change.as_object(), "weight"), nominee_of(view, text_member(change.as_object(), "first")).official.name};
}

/// What a plugin says is not trusted: what is not in the form throws, and the page says so.
void read_details(const json::object& details, ComparisonView& view) {
  for (const json::value& one : member(details, "criteria").as_array()) {
    const json::object& criterion = one.as_object();
    view.criteria.push_back({both(criterion, "label"), static_cast<int>(int_member(criterion, "weight")), text_member(criterion, "better"),
                             text_member(criterion, "worst"), text_member(criterion, "best"), change_of(view, criterion, "down_to"),
                             change_of(view, criterion, "up_to")});
  }
  for (const json::value& one : member(details, "ranking").as_array()) {
    const json::object& ranked = one.as_object();
    ComparisonNominee& nominee = nominee_of(view, text_member(ranked, "id"));
    nominee.rank = static_cast<int>(int_member(ranked, "rank"));
    nominee.closeness = text_member(ranked, "closeness");
    for (const json::value& value : member(ranked, "values").as_array())
      nominee.values.push_back({both(value.as_object(), "shown"), member(value.as_object(), "missing").as_bool()});
    if (nominee.values.size() != view.criteria.size()) throw std::runtime_error("the plugin gives not as many values as criteria");
  }
  if (std::ranges::any_of(view.nominees, [](const ComparisonNominee& nominee) { return nominee.rank < 1; }))
    throw std::runtime_error("the plugin leaves a nominee out");
  std::ranges::stable_sort(view.nominees, {}, &ComparisonNominee::rank);
}

void answered(const Comparing::Answer& answer, ComparisonView& view) {
  view.version = answer.by.version, view.digest = answer.by.digest;
  const auto list = view.nominees;
  try {
    read_details(member(answer.score, "details").as_object(), view);
    view.state = "ready";
  } catch (const std::exception& error) {
    view.nominees = list, view.criteria.clear();
    view.state = "failed";
    view.error = plugin::PluginFailure{plugin::FailureKind::answer_malformed, error.what()}.sentence();
  }
}

}  // namespace

Result<ComparisonView> App::comparison(const Caller& caller, std::string_view id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const workflow::Rotation& rotation = **visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(rotation);
  if (!definition->compare) return refuse(RefusalCode::not_found);
  const DirectoryPtr directory = impl_->directory();
  ComparisonView view;
  view.rotation = rotation.id.text(), view.code = rotation.facts.code;
  view.position = position_ref(*directory, rotation.facts.position);
  view.plugin = definition->compare->plugin;
  if (rotation.decision || rotation.status == workflow::Status::closed) {
    view.state = "over";
    return view;
  }
  for (const store::RotationPtr& one : impl_->nominees_for(rotation.facts.position)) {
    const workflow::Stage* stage = impl_->definition_ptr(*one)->stage(one->stage);
    view.nominees.push_back({one->id.text(), one->facts.code, official_ref(*directory, one->facts.official), stage ? stage->title : Localized{}});
  }
  const json::object request{
      {"call", "score"}, {"with", definition->compare->with}, {"input", impl_->input_for(*directory, rotation, impl_->today(), {"alternatives"})}};
  const auto outcome = impl_->comparing->ask(view.plugin, request);
  view.state = "computing";
  if (outcome && *outcome) answered(**outcome, view);
  if (outcome && !*outcome) view.state = "failed", view.error = outcome->error().sentence();
  return view;
}

}  // namespace luan::app
