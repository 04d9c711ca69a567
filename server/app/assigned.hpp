// The response by which a rotated official was given what he has to do. Private to this folder.
#pragma once
#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::app {

/// The latest that assigns; null: nothing is assigned yet. Lives as long as the rotation.
[[nodiscard]] const workflow::GivenResponse* assigning(const workflow::Definition& definition, const workflow::Rotation& rotation);

}  // namespace luan::app
