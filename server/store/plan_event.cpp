#include "store/plan_event.hpp"

#include <stdexcept>

namespace luan::store {
namespace {

using Contents = std::map<std::string, json::object>;

Date date_of(const json::object& payload, std::string_view name) {
  const auto date = parse_date(text_member(payload, name));
  if (!date) throw std::runtime_error("payload: no date in " + std::string(name));
  return *date;
}
std::string text_of(const Contents& contents, const std::string& content, std::string_view name) {
  const auto found = contents.find(content);
  return found == contents.end() ? std::string() : text_or_empty(found->second, name);
}

void write_line(json::object& out, const PlanId& plan, const PlanLineId& line) { out["plan"] = plan.text(), out["line"] = line.text(); }

void write_terms(json::object& out, const PlanLineTerms& terms) {
  out["position"] = terms.position.text(), out["receiving"] = terms.receiving.text();
  if (!terms.expected.none()) out["expected"] = terms.expected.text();
  out["direction"] = terms.direction, out["months"] = terms.months, out["starts"] = to_text(terms.starts), out["count"] = terms.count;
}
PlanLineTerms terms_of(const json::object& p, const Contents& contents) {
  return {PositionId::trusted(text_member(p, "position")),
          UnitId::trusted(text_member(p, "receiving")),
          OfficialId::trusted(text_or_empty(p, "expected")),
          text_member(p, "direction"),
          static_cast<int>(int_member(p, "months")),
          date_of(p, "starts"),
          static_cast<int>(int_member(p, "count")),
          text_of(contents, "line", "reason"),
          text_of(contents, "line", "placement")};
}

workflow::Content line_content(const PlanLineTerms& terms) { return {"line", {{"reason", terms.reason}, {"placement", terms.placement}}}; }
workflow::Content reason_content(const std::string& why) { return {"reason", {{"reason", why}}}; }

}  // namespace

void write(json::object& out, const PlanAdopted& e) {
  out["plan"] = e.plan.text(), out["unit"] = e.unit.text(), out["period"] = e.period, out["paper"] = e.paper, out["approved"] = to_text(e.approved);
}
void write(json::object& out, const PlanLineAdded& e) { write_line(out, e.plan, e.line), write_terms(out, e.terms); }
void write(json::object& out, const PlanLineChanged& e) { write_line(out, e.plan, e.line), write_terms(out, e.terms); }
void write(json::object& out, const PlanLineWithdrawn& e) { write_line(out, e.plan, e.line); }
void write(json::object& out, const PlanClosed& e) { out["plan"] = e.plan.text(); }

std::vector<workflow::Content> contents(const PlanAdopted& e) {
  return {{"plan", {{"need", e.need}, {"manner", e.manner}, {"area", e.area}, {"regime", e.regime}}}};
}
std::vector<workflow::Content> contents(const PlanLineAdded& e) { return {line_content(e.terms)}; }
std::vector<workflow::Content> contents(const PlanLineChanged& e) { return {line_content(e.terms), reason_content(e.why)}; }
std::vector<workflow::Content> contents(const PlanLineWithdrawn& e) { return {reason_content(e.why)}; }
std::vector<workflow::Content> contents(const PlanClosed& e) { return {reason_content(e.why)}; }

PlanEvent plan_event(std::string_view type, const json::object& p, const Contents& contents) {
  const auto plan = PlanId::trusted(text_member(p, "plan"));
  if (type == "plan.adopted")
    return PlanAdopted{plan,
                       UnitId::trusted(text_member(p, "unit")),
                       text_member(p, "period"),
                       text_member(p, "paper"),
                       date_of(p, "approved"),
                       text_of(contents, "plan", "need"),
                       text_of(contents, "plan", "manner"),
                       text_of(contents, "plan", "area"),
                       text_of(contents, "plan", "regime")};
  const std::string why = text_of(contents, "reason", "reason");
  if (type == "plan.closed") return PlanClosed{plan, why};
  const auto line = PlanLineId::trusted(text_member(p, "line"));
  if (type == "plan.line-added") return PlanLineAdded{plan, line, terms_of(p, contents)};
  if (type == "plan.line-changed") return PlanLineChanged{plan, line, terms_of(p, contents), why};
  if (type == "plan.line-withdrawn") return PlanLineWithdrawn{plan, line, why};
  throw std::runtime_error("no released version has written events of type " + std::string(type));
}

}  // namespace luan::store
