// The shapes of the API: views of `app` as JSON, in the caller's language. Private to this folder; openapi_schemas.cpp
// describes the same, and a test holds one against the other.
#pragma once
#include "app/caller.hpp"
#include "app/delivery_views.hpp"
#include "app/meeting_views.hpp"
#include "app/people_views.hpp"
#include "app/petition_views.hpp"
#include "app/plan_views.hpp"
#include "app/views.hpp"
#include "base/json.hpp"

namespace luan::api {

[[nodiscard]] json::value text_or_null(const std::string& text);
template <class T>
[[nodiscard]] json::value date_or_null(const std::optional<T>& date) {
  return date ? json::value(to_text(*date)) : json::value(nullptr);
}
[[nodiscard]] json::object to_json(const app::UnitRef& unit, Language language);
[[nodiscard]] json::object to_json(const app::Caller& caller);
[[nodiscard]] json::object to_json(const app::TaskView& task, Language language);
[[nodiscard]] json::object to_json(const app::RotationRow& row, Language language);
[[nodiscard]] json::array values_json(const std::vector<app::ValueView>& values, Language language);
[[nodiscard]] json::object to_json(const app::RotationView& view, Language language);
[[nodiscard]] json::object to_json(const app::StepView& view, Language language);
[[nodiscard]] json::object to_json(const app::PostingPreview& preview, Language language);
[[nodiscard]] json::object to_json(const app::PetitionView& view, Language language);
[[nodiscard]] json::object to_json(const app::PetitionSum& sum, Language language);
[[nodiscard]] json::object to_json(const app::PlanView& plan, Language language);
[[nodiscard]] json::object to_json(const app::MeetingItemView& item, Language language);
[[nodiscard]] json::object to_json(const app::MeetingView& meeting, Language language);
[[nodiscard]] json::object to_json(const app::RegisterView& view, Language language);
[[nodiscard]] json::object to_json(const app::RegisterPage& page, Language language);
[[nodiscard]] json::object to_json(const app::ActionFormView& view, Language language);
[[nodiscard]] json::object to_json(const app::HistoryEntry& entry, Language language);
[[nodiscard]] json::object to_json(const app::TraceView& view, Language language);
[[nodiscard]] json::object to_json(const app::Recorded& recorded, Language language);
[[nodiscard]] json::object to_json(const app::OfficialView& view, Language language);
[[nodiscard]] json::object to_json(const app::AlertView& view, Language language);
[[nodiscard]] json::object to_json(const app::SubstitutionView& view, Language language);
[[nodiscard]] json::object to_json(const app::UnitView& view, Language language);
[[nodiscard]] json::object to_json(const app::PositionView& view, Language language);
[[nodiscard]] json::object to_json(const app::AccountView& view, Language language);
[[nodiscard]] json::object to_json(const app::PluginView& view, Language language);
[[nodiscard]] json::object to_json(const app::DeliveryView& view, Language language);
[[nodiscard]] json::object to_json(const app::PreferencesView& view, Language language);
[[nodiscard]] json::object to_json(const app::LetterPreview& view, Language language);
[[nodiscard]] json::object to_json(const app::TurnTable& table, Language language);
[[nodiscard]] json::object to_json(const workflow::Definition& definition, Language language);

}  // namespace luan::api
