#include "workflow/trace.hpp"

#include <fmt/format.h>

namespace luan::workflow {
namespace {

Localized joined(const Localized& a, std::string_view gap, const Localized& b) {
  return {fmt::format("{}{}{}", a.vi, gap, b.vi), fmt::format("{}{}{}", a.en, gap, b.en)};
}

/// A member that is text where it is there. Throws std::runtime_error otherwise.
std::string text_of(const json::object& object, std::string_view name) { return object.contains(name) ? text_member(object, name) : std::string(); }

Localized label_of(const json::object& object, std::string_view name) {
  const json::value* found = object.if_contains(name);
  if (!found) return {};
  if (!found->is_object()) throw std::runtime_error(fmt::format("«{}» is {{\"vi\": …, \"en\": …}}", name));
  return {text_of(found->as_object(), "vi"), text_of(found->as_object(), "en")};
}

TraceAct act_of(const json::value& value) {
  if (!value.is_object()) throw std::runtime_error("an act is an object");
  const json::object& object = value.as_object();
  for (const auto& each : object)
    if (each.key() != "stage" && each.key() != "step" && each.key() != "outcome" && each.key() != "action" && each.key() != "to")
      throw std::runtime_error(fmt::format("an act has no «{}»", std::string_view(each.key())));
  TraceAct act{text_of(object, "stage"), text_of(object, "step"), text_of(object, "outcome"), text_of(object, "action"), text_of(object, "to")};
  if (!act.step.empty() && !act.action.empty()) throw std::runtime_error("an act names a «step» or an «action», not both");
  if (act.step.empty() && act.action.empty() && act.to.empty())
    throw std::runtime_error("an act names a «step», an «action», or at least «to», the stage that is entered");
  if (act.step.empty() != act.outcome.empty()) throw std::runtime_error("an act names a «step» with its «outcome»");
  return act;
}

TraceFile read(const json::object& object) {
  if (int_member(object, "trace") != 1) throw std::runtime_error("only «trace»: 1 is known");
  TraceFile file{text_member(object, "workflow"), static_cast<int>(int_member(object, "version")),
                 text_of(object, "digest"),       text_of(object, "file"),
                 label_of(object, "shows"),       {}};
  file.trace.ending = label_of(object, "ending");
  const json::value& acts = member(object, "acts");
  if (!acts.is_array()) throw std::runtime_error("«acts» is a list");
  for (const json::value& act : acts.as_array()) file.trace.acts.push_back(act_of(act));
  if (const json::value* people = object.if_contains("people")) {
    if (!people->is_object()) throw std::runtime_error("«people» is a map from «role at party» to a number");
    for (const auto& [who, count] : people->as_object()) {
      if (!count.is_int64() || count.as_int64() < 0 || count.as_int64() > 1000) throw std::runtime_error("«people» counts from 0 to 1000");
      file.trace.people[std::string(who)] = static_cast<std::size_t>(count.as_int64());
    }
  }
  return file;
}

}  // namespace

Localized words(const Definition& definition, const TraceAct& act) {
  if (!act.action.empty()) {
    const Action* action = definition.action(act.action);
    const Localized title = action ? action->title : Localized{act.action, act.action};
    return {fmt::format("thao tác «{}»", title.vi), fmt::format("the action «{}»", title.en)};
  }
  const Step* step = definition.find_step(act.step).second;
  const Localized title = step ? step->title : Localized{act.step, act.step};
  if (act.outcome == never_opens) return {fmt::format("«{}» không mở", title.vi), fmt::format("«{}» does not open", title.en)};
  const Localized outcome = step ? outcome_label(definition, *step, act.outcome) : Localized{act.outcome, act.outcome};
  return {fmt::format("«{}» có kết quả «{}»", title.vi, outcome.vi), fmt::format("«{}» ends in «{}»", title.en, outcome.en)};
}

Localized place_title(const Definition& definition, std::string_view id) {
  if (const Stage* stage = definition.stage(id)) return stage->title;
  if (const End* end = definition.end(id)) return end->title;
  return {std::string(id), std::string(id)};
}

std::vector<Localized> sentences(const Definition& definition, const Trace& trace) {
  std::vector<Localized> story;
  bool running = false;  // a sentence of the present stage
  for (const TraceAct& act : trace.acts) {
    if (!running) {
      const Localized title = place_title(definition, act.stage);
      story.push_back({fmt::format("Ở «{}»", title.vi), fmt::format("In «{}»", title.en)});
    }
    if (!act.step.empty() || !act.action.empty()) story.back() = joined(story.back(), running ? "; " : ": ", words(definition, act));
    running = act.to.empty();
    if (running) continue;
    const Localized to = place_title(definition, act.to);
    story.back() = joined(story.back(), "; ", {fmt::format("chuyển sang «{}».", to.vi), fmt::format("on to «{}».", to.en)});
  }
  if (running)
    story.back() = joined(story.back(), trace.ending.vi.empty() ? "." : "; ", trace.ending);
  else if (!trace.ending.vi.empty())
    story.push_back(trace.ending);
  return story;
}

json::object to_json(const TraceFile& file) {
  const auto label = [](const Localized& text) { return json::object{{"vi", text.vi}, {"en", text.en}}; };
  json::object object{{"trace", 1}, {"workflow", file.definition}, {"version", file.version}, {"digest", file.digest}, {"file", file.file}};
  if (!file.shows.vi.empty()) object["shows"] = label(file.shows);
  if (!file.trace.people.empty()) {
    json::object people;
    for (const auto& [who, count] : file.trace.people) people[who] = count;
    object["people"] = std::move(people);
  }
  json::array acts;
  for (const TraceAct& act : file.trace.acts) {
    json::object one{{"stage", act.stage}};
    if (!act.step.empty()) one["step"] = act.step, one["outcome"] = act.outcome;
    if (!act.action.empty()) one["action"] = act.action;
    if (!act.to.empty()) one["to"] = act.to;
    acts.push_back(std::move(one));
  }
  object["acts"] = std::move(acts);
  if (!file.trace.ending.vi.empty()) object["ending"] = label(file.trace.ending);
  return object;
}

std::expected<TraceFile, std::string> parse_trace(std::string_view bytes) {
  const auto parsed = parse_json(bytes);
  if (!parsed) return std::unexpected(parsed.error());
  if (!parsed->is_object()) return std::unexpected("a trace is a JSON object");
  try {
    return read(parsed->as_object());
  } catch (const std::runtime_error& fault) {
    return std::unexpected(std::string(fault.what()));
  }
}

}  // namespace luan::workflow
