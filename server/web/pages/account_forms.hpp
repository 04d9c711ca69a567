// The administrator's forms: a new account, and what is changed of one; plugins turned on and off. Private to this folder.
#pragma once
#include "web/pages/form_flow.hpp"

namespace luan::web {

void add_account_forms(http::Router& router, const Site& site);
void add_plugin_forms(http::Router& router, const Site& site);
/// What such a form has changed, by the word in the address; "" for another word.
[[nodiscard]] std::string account_change_confirmed(const Visit& visit);
[[nodiscard]] std::string plugin_change_confirmed(const Visit& visit);
[[nodiscard]] inline std::string account_address(const std::string& id) { return "/quan-tri/tai-khoan/" + id; }
/// «Bí thư Đảng uỷ, Phường Bến Đá»: a role where it is held.
[[nodiscard]] std::string grant_words(const Visit& visit, const std::string& role, const app::UnitRef& unit);

}  // namespace luan::web
