#include "app/withheld.hpp"

#include "workflow/answer_withheld.hpp"
#include "workflow/dossier.hpp"

namespace luan::app {

std::map<std::string, Localized> withheld_in(const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::Step& step, Date on) {
  std::map<std::string, Localized> out;
  for (const std::string& answer : step.needs_dossier)
    if (const auto lacks = workflow::dossier_lacks(definition, rotation, step, answer, on))
      out[answer] = {"Chưa chọn được: hồ sơ còn thiếu " + lacks->vi + ".", "Not yet: the dossier lacks " + lacks->en + "."};
  for (const auto& [answer, terms] : step.answers_if)
    if (const auto why = workflow::answer_withheld(definition, rotation, step, answer)) {
      Localized& said = out[answer];
      said.vi += (said.vi.empty() ? "Không chọn được: " : " ") + why->vi + ".", said.en += (said.en.empty() ? "Not to be chosen: " : " ") + why->en + ".";
    }
  return out;
}

}  // namespace luan::app
