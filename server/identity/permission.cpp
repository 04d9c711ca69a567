#include "identity/permission.hpp"

namespace luan::identity {

std::string_view to_text(Role role) {
  switch (role) {
    case Role::organisation_board: return "organisation_board";
    case Role::chair: return "chair";
    case Role::member: return "member";
    case Role::party_committee: return "party_committee";
    case Role::government: return "government";
    case Role::sending_unit: return "sending_unit";
    case Role::official: return "official";
    case Role::auditor: return "auditor";
    case Role::administrator: return "administrator";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : all_roles)
    if (to_text(role) == text) return role;
  return {};
}

Localized label(Role role) {
  switch (role) {
    case Role::organisation_board: return {"Ban Tổ chức", "Organisation board"};
    case Role::chair: return {"Chủ trì Ban Thường vụ", "Chair of the standing committee"};
    case Role::member: return {"Uỷ viên Ban Thường vụ", "Member of the standing committee"};
    case Role::party_committee: return {"Cấp uỷ địa phương", "Local party committee"};
    case Role::government: return {"Chính quyền địa phương", "Local government"};
    case Role::sending_unit: return {"Nơi đi", "Sending unit"};
    case Role::official: return {"Cán bộ luân chuyển", "Rotated official"};
    case Role::auditor: return {"Kiểm tra, giám sát", "Auditor"};
    case Role::administrator: return {"Quản trị hệ thống", "Administrator"};
  }
  return {};
}

std::vector<std::string> role_names() {
  std::vector<std::string> out;
  for (const Role role : all_roles) out.emplace_back(to_text(role));
  return out;
}

}  // namespace luan::identity
