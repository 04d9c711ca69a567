// Reading workflow files for the subcommands that look at them.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "workflow/loader.hpp"

namespace luan::cli {

/// The bytes; throws std::runtime_error that names the file.
[[nodiscard]] std::string bytes_of(const std::string& file);

/// Every fault of the file in a line's place; one that cannot be read is a fault as well.
[[nodiscard]] std::expected<workflow::Definition, std::vector<workflow::LoadError>> read_workflow(const std::string& file);
/// Throws std::runtime_error with all its faults.
[[nodiscard]] workflow::Definition must_read_workflow(const std::string& file, Language language);

/// --language; throws Usage for another than vi and en.
[[nodiscard]] Language language_of(const Arguments& arguments);

[[nodiscard]] json::object to_json(const Localized& text);

// -- a definition changes (change_commands.cpp)
int workflow_diff(const std::vector<std::string>& given);
int workflow_migrate(const std::vector<std::string>& given);
int workflow_replay(const std::vector<std::string>& given);

}  // namespace luan::cli
