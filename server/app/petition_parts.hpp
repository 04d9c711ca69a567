// Whose a petition is and who may know of it, for its pages and for what falls due. Private to this folder.
#pragma once
#include "app/impl.hpp"

namespace luan::app {

/// The unit that is to settle it, as it is on that day.
[[nodiscard]] UnitId owner_now(const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Petition& petition, Date day);
/// Who reads every rotation, the official himself, and whoever speaks for its owner.
[[nodiscard]] bool may_know(const Caller& caller, const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Petition& petition,
                            Date day);

}  // namespace luan::app
