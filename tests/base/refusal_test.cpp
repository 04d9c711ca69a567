#include "base/refusal.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace luan;

namespace {

/// Names between braces. Found by filling: what a sentence asks for shows as the value given to it.
std::set<std::string> placeholders(RefusalCode code, Language language) {
  std::set<std::string> found;
  const std::string bare = Refusal{code}.sentence(language);
  for (const char* name : {"detail", "method",   "allow", "wanted",  "limit",   "count",  "version", "seconds", "reference", "needed",
                           "who",    "username", "at",    "outcome", "waiting", "action", "role",    "unit",    "step",      "name",
                           "place",  "year",     "why",   "items",   "item",    "offset", "line",    "paper",   "rotations", "answer"})
    if (Refusal{code, {{name, "\x01"}}}.sentence(language) != bare) found.insert(name);
  return found;
}

std::size_t dashes(const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find("—"); at != text.npos; at = text.find("—", at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("Every refusal has a code of its own, a status, and a sentence in both languages that ends as one") {
  std::set<std::string> names;
  for (const RefusalCode code : all_refusal_codes()) {
    INFO(name(code));
    CHECK(names.insert(std::string(name(code))).second);
    CHECK(http_status(code) >= 400);
    CHECK(http_status(code) < 600);
    for (const Language language : {Language::vi, Language::en}) {
      const std::string sentence = Refusal{code}.sentence(language);
      CHECK(sentence.size() > 10);
      CHECK(sentence.find_first_of("{}") == std::string::npos);
      CHECK((sentence.ends_with('.') || sentence.ends_with("—")));
    }
    CHECK(Refusal{code}.sentence(Language::vi) != Refusal{code}.sentence(Language::en));
  }
}

TEST_CASE("Both sentences of a refusal are filled from the same names") {
  for (const RefusalCode code : all_refusal_codes()) {
    INFO(name(code));
    const auto vi = placeholders(code, Language::vi), en = placeholders(code, Language::en);
    CHECK(vi == en);
    // A name that the list above lacks would show as a dash that nothing fills.
    CHECK(vi.size() == dashes(Refusal{code}.sentence(Language::vi)));
    CHECK(en.size() == dashes(Refusal{code}.sentence(Language::en)));
  }
}

TEST_CASE("A sentence is filled once: what was typed into it is not read as a pattern") {
  const Refusal refusal{RefusalCode::bad_request, {{"detail", "{detail} {who}"}}};
  CHECK(refusal.sentence(Language::en) == "The request cannot be read: {detail} {who}. Reload the page and send again.");
}

TEST_CASE("Field errors are counted into their refusal") {
  const auto refused = refuse_fields({{"reason", {"Bắt buộc", "Required"}}, {"assignments.0.due", {"Bắt buộc", "Required"}}});
  CHECK(refused.error().code == RefusalCode::invalid);
  CHECK(http_status(refused.error().code) == 422);
  CHECK(refused.error().fields.size() == 2);
  CHECK(refused.error().sentence(Language::en).find("2 things") != std::string::npos);
}
