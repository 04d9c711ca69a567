// The sample district: a fictional committee, its wards, people and history, made by running the engine itself over
// simulated time. The same seed on the same day gives the same district, to the byte of every payload.
#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "app/app.hpp"

namespace luan::app {

struct SampleAccount {
  std::string username, password, role, unit;  // unit: its name; role as in DESIGN §9
};

/// Loads the district into an empty data directory. Throws std::runtime_error where it is not empty. `today` is the day
/// of loading, to which open rotations are relative.
[[nodiscard]] std::vector<SampleAccount> load_sample(const Configuration& configuration, const std::filesystem::path& data, Date today, unsigned seed);
/// The accounts of a sample directory, as they were printed when it was loaded.
[[nodiscard]] std::vector<SampleAccount> sample_accounts(const std::filesystem::path& data);

}  // namespace luan::app
