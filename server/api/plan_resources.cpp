#include "api/resources.hpp"

namespace luan::api {
namespace {

json::object reference(const std::string& id, const std::string& name) { return {{"id", id}, {"name", name}}; }

json::object to_json(const app::PlanLineView& line, Language language) {
  json::array rotations;
  for (const app::PlanRotation& one : line.rotations)
    rotations.push_back(json::object{{"rotation", one.opens ? json::value(one.id) : json::value(nullptr)},
                                     {"code", one.code},
                                     {"official", reference(one.official.id, one.official.name)},
                                     {"state", one.state}});
  return {{"id", line.id},
          {"number", line.number},
          {"position", json::object{{"id", line.position.id}, {"title", line.position.title.in(language)}}},
          {"receiving", reference(line.receiving.id, line.receiving.name.in(language))},
          {"expected", line.expected.id.empty() ? json::value(nullptr) : json::value(reference(line.expected.id, line.expected.name))},
          {"direction", line.direction},
          {"months", line.months},
          {"starts", to_text(line.starts)},
          {"count", line.count},
          {"reason", line.reason},
          {"placement", line.placement},
          {"why", text_or_null(line.why)},
          {"state", line.state},
          {"used", line.used},
          {"usable", line.usable},
          {"rotations", std::move(rotations)}};
}

}  // namespace

json::object to_json(const app::PlanView& plan, Language language) {
  json::array lines;
  for (const app::PlanLineView& line : plan.lines) lines.push_back(to_json(line, language));
  return {{"id", plan.id},
          {"period", plan.period},
          {"paper", plan.paper},
          {"approved", to_text(plan.approved)},
          {"unit", reference(plan.unit.id, plan.unit.name.in(language))},
          {"need", plan.need},
          {"manner", plan.manner},
          {"area", plan.area},
          {"regime", text_or_null(plan.regime)},
          {"closed", plan.closed},
          {"why", text_or_null(plan.why)},
          {"wanted", plan.wanted},
          {"turns", plan.turns},
          {"persons", plan.persons},
          {"may_write", plan.may_write},
          {"lines", std::move(lines)}};
}

}  // namespace luan::api
