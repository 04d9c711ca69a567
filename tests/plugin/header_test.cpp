// The contract is what others compile: in C and C++, as strictly as they like.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <string>

TEST_CASE("the headers of the SDK compile alone, as C and as C++", "[plugin]") {
  const std::string header = std::string(LUAN_SOURCE_DIR) + "/plugins/sdk/luan_plugin.h";
  const std::string strict = " -Wall -Wextra -Werror -pedantic -Wshadow -Wconversion -fsyntax-only ";
  const std::string command = GENERATE_COPY(values<std::string>({
      "cc -std=c11 -Wstrict-prototypes" + strict + "-x c /dev/null -include " + header,
      "cc -std=c17 -Wstrict-prototypes" + strict + "-x c /dev/null -include " + header,
      "c++ -std=c++11" + strict + "-x c++ /dev/null -include " + header,
      "c++ -std=c++23" + strict + "-x c++ /dev/null -include " + header,
      "c++ -std=c++17" + strict + "-x c++ /dev/null -include " + header + "pp",
      "c++ -std=c++23" + strict + "-x c++ /dev/null -include " + header + "pp",
  }));
  INFO(command);
  CHECK(std::system(command.c_str()) == 0);
}
