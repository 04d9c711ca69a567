// Whole files, read and written: small ones only (keys, configuration, definitions).
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace luan {

/// Throws std::runtime_error naming the file.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);
/// What a file of secrets holds. Throws std::runtime_error where others than the owner may read it.
[[nodiscard]] std::string read_secret(const std::filesystem::path& file);
/// Durable and whole: a crash leaves the old bytes or the new ones. For the owner's eyes only (mode 0600). Throws
/// std::runtime_error naming the file.
void replace_file(const std::filesystem::path& file, std::string_view bytes);
/// Made where it is missing, with mode 0700.
void make_private_folder(const std::filesystem::path& folder);

}  // namespace luan
