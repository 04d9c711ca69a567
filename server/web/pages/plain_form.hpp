// Forms that the program makes for what a page of its own used to ask: fields in few words, and a world of lists. Private to this folder.
#pragma once
#include "web/pages/form_flow.hpp"

namespace luan::web {

[[nodiscard]] workflow::Field text_field(std::string id, Localized label, Localized help = {}, std::size_t most = 200);
[[nodiscard]] workflow::Field long_field(std::string id, Localized label, Localized help = {}, std::size_t most = 2'000);
[[nodiscard]] workflow::Field number_field(std::string id, Localized label, std::int64_t min, std::int64_t max, Localized help = {});
[[nodiscard]] workflow::Field date_field(std::string id, Localized label, Localized help = {});
[[nodiscard]] workflow::Field choice_field(std::string id, Localized label, std::vector<workflow::Choice> choices, Localized help = {});
[[nodiscard]] workflow::Field several_field(std::string id, Localized label, std::vector<workflow::Choice> choices, Localized help = {});
[[nodiscard]] workflow::Field optional(workflow::Field field);

/// A subject over a form of these fields at the address of the visit. Title and entry of the navigation are the caller's words.
[[nodiscard]] FormSubject plain_subject(const Visit& visit, Localized title, std::vector<workflow::Field> fields);

/// A value of a filled form; "" and 0 where it was left empty.
[[nodiscard]] std::string text_in(const json::value& body, std::string_view field);
[[nodiscard]] int number_in(const json::value& body, std::string_view field);
[[nodiscard]] std::vector<std::string> several_in(const json::value& body, std::string_view field);
/// Where a form leads on to once it is carried; why not, where it was refused.
[[nodiscard]] Result<std::string> led_on(const Result<void>& done, std::string next);
/// A refusal that names fields as the form calls them.
[[nodiscard]] Refusal renamed(Refusal refusal, std::initializer_list<std::pair<std::string_view, std::string_view>> names);

/// What was done, by the word that stands in the address after it: what happened and what happens next. "" for another word.
struct Confirmation {
  std::string_view done;
  Localized text;
};
[[nodiscard]] std::string confirmed(const Visit& visit, std::initializer_list<Confirmation> all);

}  // namespace luan::web
