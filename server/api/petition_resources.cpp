#include "api/resources.hpp"

namespace luan::api {

json::object to_json(const app::PetitionView& view, Language language) {
  return {{"rotation", view.rotation},
          {"code", view.code},
          {"number", view.number},
          {"version", view.version},
          {"official", json::object{{"id", view.official.id}, {"name", view.official.name}}},
          {"content", view.content},
          {"solution", text_or_null(view.plan)},
          {"owner", json::object{{"id", view.owner.id}, {"name", view.owner.name.in(language)}}},
          {"due", view.due ? json::value(to_text(view.due->date)) : json::value(nullptr)},
          {"overdue", view.due && view.due->overdue},
          {"state", view.state},
          {"raised", to_text(view.raised)},
          {"answer", text_or_null(view.answer)},
          {"answered_by", text_or_null(view.answered_by)},
          {"answered", view.answered_at ? json::value(to_text(*view.answered_at)) : json::value(nullptr)},
          {"returned", text_or_null(view.returned)},
          {"closed", view.closed_at ? json::value(to_text(*view.closed_at)) : json::value(nullptr)},
          {"may_answer", view.may_answer},
          {"may_close", view.may_close}};
}

json::object to_json(const app::PetitionSum& sum, Language language) {
  return {{"unit", json::object{{"id", sum.unit.id}, {"name", sum.unit.name.in(language)}}},
          {"open", sum.open},
          {"overdue", sum.overdue},
          {"answered", sum.answered},
          {"closed", sum.closed}};
}

}  // namespace luan::api
