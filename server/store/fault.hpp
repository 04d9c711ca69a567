// What a failure of the store may say in a log. SOCI's own text repeats the values that were bound: names, free text,
// digests of sessions. None of that belongs in a log (hardening.md §9).
#pragma once
#include <exception>
#include <string>

namespace luan::store {

/// error.what(), without bound values where it comes from the database.
[[nodiscard]] std::string fault_text(const std::exception& error);

}  // namespace luan::store
