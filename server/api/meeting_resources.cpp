#include "api/resources.hpp"

namespace luan::api {
namespace {

json::object reference(const std::string& id, const std::string& name) { return {{"id", id}, {"name", name}}; }

}  // namespace

json::object to_json(const app::MeetingItemView& item, Language language) {
  json::object tally;
  for (const auto& [name, count] : item.tally) tally[name] = count;
  json::array remarks;
  for (const app::MeetingRemark& remark : item.remarks)
    remarks.push_back(
        json::object{{"who", remark.who}, {"answer", text_or_null(remark.answer.in(language))}, {"values", values_json(remark.values, language)}});
  return {{"rotation", item.rotation},
          {"code", item.code},
          {"step", item.step},
          {"run", item.run},
          {"title", item.title.in(language)},
          {"stage", item.stage.in(language)},
          {"official", reference(item.parties.official.id, item.parties.official.name)},
          {"sending", reference(item.parties.sending.id, item.parties.sending.name.in(language))},
          {"receiving", reference(item.parties.receiving.id, item.parties.receiving.name.in(language))},
          {"position", json::object{{"id", item.parties.position.id}, {"title", item.parties.position.title.in(language)}}},
          {"due", item.due ? json::value(to_text(item.due->date)) : json::value(nullptr)},
          {"state", item.state},
          {"answered", item.answered},
          {"asked", item.asked},
          {"outcome", text_or_null(item.outcome.in(language))},
          {"tally", item.tally.empty() ? json::value(nullptr) : json::value(std::move(tally))},
          {"mine", item.mine},
          {"alone", item.alone},
          {"listed", item.listed},
          {"remarks", std::move(remarks)}};
}

json::object to_json(const app::MeetingView& meeting, Language language) {
  json::array items, attendance;
  for (const app::MeetingItemView& item : meeting.items) items.push_back(to_json(item, language));
  for (const app::Attendee& one : meeting.attendance)
    attendance.push_back(json::object{{"account", one.account},
                                      {"name", one.name},
                                      {"present", meeting.state == "held" ? json::value(one.present) : json::value(nullptr)},
                                      {"reason", text_or_null(one.reason)}});
  return {{"id", meeting.id},
          {"on", to_text(meeting.on)},
          {"time", clock_text(meeting.minute)},
          {"kind", meeting.kind},
          {"kind_title", meeting.kind_label.in(language)},
          {"place", meeting.place},
          {"unit", reference(meeting.unit.id, meeting.unit.name.in(language))},
          {"state", meeting.state},
          {"why", text_or_null(meeting.why)},
          {"chair", text_or_null(meeting.chair)},
          {"secretary", text_or_null(meeting.secretary)},
          {"to_answer", meeting.to_answer},
          {"may_compose", meeting.may_compose},
          {"attendance", std::move(attendance)},
          {"items", std::move(items)}};
}

}  // namespace luan::api
