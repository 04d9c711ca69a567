// Roles, as DESIGN §9 names them. A role is held at a unit.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized.hpp"

namespace luan::identity {

enum class Role : unsigned char { organisation_board, chair, member, party_committee, government, sending_unit, official, auditor, administrator };
inline constexpr std::array all_roles{Role::organisation_board, Role::chair,    Role::member,  Role::party_committee, Role::government,
                                      Role::sending_unit,       Role::official, Role::auditor, Role::administrator};

[[nodiscard]] std::string_view to_text(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);
[[nodiscard]] Localized label(Role role);
/// Every name a workflow's `who` may use.
[[nodiscard]] std::vector<std::string> role_names();

}  // namespace luan::identity
