// How the stages of a workflow are called in all its versions, and what leads from one into the next. Private to this folder.
#pragma once
#include "app/impl.hpp"
#include "store/passages.hpp"

namespace luan::app {

/// By the version given, or by any that has it; the id where none has.
[[nodiscard]] Localized stage_title(const App::Impl& impl, const workflow::Definition& definition, const std::string& id);
[[nodiscard]] Localized end_title(const App::Impl& impl, const workflow::Definition& definition, const std::string& id);
/// «Nơi đi không giới thiệu», as the workflow calls the way from there to there, or step and outcome, or the action.
[[nodiscard]] Localized cause_words(const App::Impl& impl, const workflow::Definition& definition, const store::PassageProjection& passage);
/// Of an instant as it is stored, in the server's zone.
[[nodiscard]] Date day_of(const App::Impl& impl, const std::string& instant);

}  // namespace luan::app
