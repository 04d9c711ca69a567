#include "workflow/support/two_versions.hpp"

#include <catch2/catch.hpp>

#include "workflow/loader.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
using namespace workflow;

Definition loaded(const std::string& text) {
  auto definition = load_definition("w.yaml", text, roles);
  INFO((definition ? "" : definition.error().front().line(Language::en)));
  REQUIRE(definition);
  return std::move(*definition);
}

const Definition& old_version() {
  static const Definition definition = loaded(small_workflow);
  return definition;
}

std::string next(const std::string& from, const std::string& to) { return changed(changed(small_workflow, "version: 1\n", "version: 2\n"), from, to); }

}  // namespace luan::test
