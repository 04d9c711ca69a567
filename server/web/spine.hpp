// A workflow as a picture beside its rotation: stages run down one line in the order of the file, every transition owns a
// row of text, ways back climb in lanes on the left, ways ahead descend in lanes on the right, ways out end in a bar. The
// past is lit, the present boxed. The height is a sum of rows, so nothing can overlap, and the same input gives the same
// bytes. Colours are classes of app.css (sp-…); the markup holds no style of its own. Thread-safe.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "workflow/definition.hpp"

namespace luan::web {

struct SpineInput {
  const workflow::Definition& definition;
  Language language = Language::vi;
  std::vector<std::string> visited{};                        // stages and ends that were entered
  std::string current{};                                     // the stage or end it stands at; "" for the definition alone
  std::vector<std::pair<std::string, std::string>> taken{};  // (stage, where it went): lights every transition between the two
  std::map<std::string, Localized> notes{};                  // under a stage's name: since when, until when
};

/// An <svg role="img"> of 304 px width with a title. Goes into a template as html::Raw.
[[nodiscard]] std::string spine_svg(const SpineInput& input);

/// The same for those who listen: one sentence a stage, for the items of an <ol> (the numbers are the list's own).
[[nodiscard]] std::vector<std::string> spine_words(const SpineInput& input);

/// The whole graph in Graphviz's language.
[[nodiscard]] std::string spine_dot(const workflow::Definition& definition, Language language);

}  // namespace luan::web
