#include "workflow/mapping.hpp"

#include <fmt/format.h>

#include <set>

#include "workflow/loader_map.hpp"

namespace luan::workflow {
namespace {

std::string mapped(const std::map<std::string, std::string>& ids, std::string_view old) {
  const auto found = ids.find(std::string(old));
  return found == ids.end() ? std::string(old) : found->second;
}

std::vector<std::string> stage_ids(const Definition& definition) {
  std::vector<std::string> all;
  for (const Stage& stage : definition.stages) all.push_back(stage.id);
  return all;
}

std::vector<std::string> step_ids(const Definition& definition) {
  std::vector<std::string> all;
  for (const Stage& stage : definition.stages)
    for (const Step& step : stage.steps) all.push_back(step.id);
  return all;
}

std::map<std::string, std::string> read_ids(const Tree& tree, const Localized& owner, const std::vector<std::string>& from, const std::vector<std::string>& to,
                                            bool may_join, Faults& faults) {
  MapReader reader(tree, owner, faults);
  std::map<std::string, std::string> ids;
  std::set<std::string> taken;
  for (const TreeMember& member : tree.members) {
    const Word target{read_text(member.value, faults), member.value.mark};
    const bool known = check_known({member.key, member.mark}, from, "Bản cũ không có", "The old version has no", faults) &&
                       check_known(target, to, "Bản mới không có", "The new version has no", faults);
    if (!known) continue;
    if (!taken.insert(target.text).second && !may_join)
      faults.add(target.mark, fmt::format("«{}» đã nhận một tên khác.", target.text), fmt::format("«{}» has been given another name already.", target.text));
    ids[member.key] = target.text;
  }
  // One that is not named keeps its id, and so takes it too.
  for (const std::string& id : from)
    if (!may_join && !ids.contains(id) && taken.contains(id))
      faults.add(tree.mark, fmt::format("«{}» đã nhận một tên khác.", id), fmt::format("«{}» has been given another name already.", id));
  return ids;
}

}  // namespace

std::string Mapping::stage(std::string_view old) const { return mapped(stages, old); }
std::string Mapping::step(std::string_view old) const { return mapped(steps, old); }

std::expected<Mapping, std::vector<LoadError>> read_mapping(std::string_view file_name, std::string_view bytes, const Definition& from, const Definition& to) {
  Faults faults(file_name);
  const Tree root = read_tree(bytes, faults);
  if (!faults.none() && root.members.empty()) return std::unexpected(faults.take());
  Mapping mapping;
  MapReader reader(root, {"Bảng đổi tên", "The mapping"}, faults);
  if (const Tree* stages = reader.take("stages")) mapping.stages = read_ids(*stages, {"«stages»", "«stages»"}, stage_ids(from), stage_ids(to), true, faults);
  if (const Tree* steps = reader.take("steps")) mapping.steps = read_ids(*steps, {"«steps»", "«steps»"}, step_ids(from), step_ids(to), false, faults);
  reader.finish();
  if (!faults.none()) return std::unexpected(faults.take());
  return mapping;
}

}  // namespace luan::workflow
