// What is done to a log at the machine, while no server runs on it: a lost tail is accepted, another key is taken.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/configuration.hpp"
#include "base/clock.hpp"

namespace luan::app {

struct LossAccepted {
  std::uint64_t lost_size = 0, kept_size = 0;
};
/// Records that what the note beside the key says of the log beyond its end is lost, and signs the log as it is. `reason` is kept
/// with the entry. Throws std::runtime_error where nothing is lost, where the log was changed and not merely cut, and where the
/// reason is empty.
LossAccepted accept_loss(const Configuration& configuration, const std::filesystem::path& data, const std::string& reason, std::shared_ptr<const Clock> clock);

/// The verifier key that signs from now on. Stopped at any place, it is done to its end when called again.
std::string change_log_key(const Configuration& configuration, const std::filesystem::path& data, std::shared_ptr<const Clock> clock);

}  // namespace luan::app
