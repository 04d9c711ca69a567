#include "identity/draft_box.hpp"

#include <catch2/catch.hpp>

#include "base/bytes.hpp"

using namespace luan;
using namespace luan::identity;

TEST_CASE("A locked draft opens with its key, for its owner, in its form, unchanged, and not otherwise") {
  const std::string key = draft_key(random_bytes(32)), other = draft_key(random_bytes(32)), typed = "Chưa thống nhất";
  const std::string locked = lock_draft(key, "a1", "step/x/y", typed);
  CHECK(is_locked_draft(locked));
  CHECK_FALSE(is_locked_draft(R"({"reason":"x"})"));
  CHECK(locked.find(typed) == std::string::npos);
  CHECK(open_draft(key, "a1", "step/x/y", locked) == typed);
  CHECK_FALSE(open_draft(other, "a1", "step/x/y", locked));
  CHECK_FALSE(open_draft(key, "a2", "step/x/y", locked));
  CHECK_FALSE(open_draft(key, "a1", "step/x/z", locked));
  for (std::size_t at = 3; at < locked.size(); ++at) {
    std::string changed = locked;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CHECK_FALSE(open_draft(key, "a1", "step/x/y", changed));
  }
  for (const char* text : {"", "v1.", "v1.AAAA", "v2.AAAA", "v1.!!!"}) CHECK_FALSE(open_draft(key, "a1", "step/x/y", text));
}

TEST_CASE("The same text locked twice reads differently, and an empty one opens too") {
  const std::string key = draft_key("secret");
  CHECK(lock_draft(key, "a", "f", "x") != lock_draft(key, "a", "f", "x"));
  CHECK(open_draft(key, "a", "f", lock_draft(key, "a", "f", "")) == "");
}

TEST_CASE("The key of drafts is not the secret it is made of") {
  CHECK(draft_key("secret").size() == 32);
  CHECK(draft_key("secret") != draft_key("secret2"));
}
