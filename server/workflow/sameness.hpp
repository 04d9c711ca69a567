// Whether two versions of a definition ask the same: of the same people, the same form, by the same rule. Words are not
// compared: a title put better asks nothing new.
#pragma once
#include "workflow/definition.hpp"

namespace luan::workflow {

[[nodiscard]] bool same_people(const std::vector<Who>& a, const std::vector<Who>& b);
[[nodiscard]] bool same_rule(const Rule& a, const Rule& b);
/// Answers with their meaning, fields with their kinds, conditions and limits.
[[nodiscard]] bool same_form(const Form& a, const Form& b);
[[nodiscard]] bool same_plugin(const std::optional<PluginCall>& a, const std::optional<PluginCall>& b);
[[nodiscard]] bool same_effect(const Step& a, const Step& b);
[[nodiscard]] bool same_item(const DossierItem& a, const DossierItem& b);
[[nodiscard]] bool same_due(const std::optional<Due>& a, const std::optional<Due>& b);
[[nodiscard]] bool same_reminding(const Step& a, const Step& b);                           // remind, escalate
[[nodiscard]] bool same_issues(const std::vector<Issue>& a, const std::vector<Issue>& b);  // the registers that its papers are entered in
[[nodiscard]] bool same_opening(const Step& a, const Step& b);                             // after, opens_if, repeat, opens

/// A response given to one is a response to the other.
[[nodiscard]] bool same_question(const Definition& a, const Step& one, const Definition& b, const Step& other);

}  // namespace luan::workflow
