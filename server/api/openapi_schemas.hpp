// The shapes that resources.cpp writes, as JSON Schema. Private to this folder.
#pragma once
#include "base/json.hpp"

namespace luan::api {

[[nodiscard]] json::object openapi_schemas();

}  // namespace luan::api
