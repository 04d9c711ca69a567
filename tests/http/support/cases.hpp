// The guard's table as cases: asked of the pure guard and of a running server alike.
#pragma once
#include <string>
#include <vector>

namespace test_http {

struct Case {
  std::string row;  // what it shows
  int status;       // 0: taken
  std::string head;
};
[[nodiscard]] std::vector<Case> cases();

}  // namespace test_http
