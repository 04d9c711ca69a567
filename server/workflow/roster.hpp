// Who there is to act: for each unit that can be a party of a rotation, how many hold which role. From the directory of a
// running committee (app/roster.hpp), or from a small file, so that a workflow is proved for people as well as for its tables.
#pragma once
#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/checker.hpp"
#include "workflow/loader.hpp"

namespace luan::workflow {

struct Roster {
  struct Holders {
    std::size_t all = 0;
    std::size_t officials = 0;  // of these, who could be the official of a rotation himself
  };
  struct Unit {
    std::string name;  // may be empty where it is the only one
    std::map<std::string, Holders, std::less<>> roles{};
    [[nodiscard]] Holders of(std::string_view role) const;
  };
  std::map<std::string, std::vector<Unit>, std::less<>> parties{};  // deciding, sending, receiving
  std::size_t administrators = 0;                                   // who revive what a plugin gave up
};

/// The file of `--roster`: docs/formats/roster.md. `roles`: the names it may use.
[[nodiscard]] std::expected<Roster, std::vector<LoadError>> load_roster(std::string_view file_name, std::string_view bytes,
                                                                        const std::vector<std::string>& roles);

/// Every step and action has somebody at every unit it may fall to, also once somebody is recused. In the order of the file.
[[nodiscard]] std::vector<Finding> check_roster(const Definition& definition, const Roster& roster);

}  // namespace luan::workflow
