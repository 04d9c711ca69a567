// Every score that stands in the log, computed again from the inputs that stand with it: does the plugin still say what it
// said? Reads only, beside a running server or without one.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/configuration.hpp"
#include "base/json.hpp"

namespace luan::app {

struct Rescored {
  enum class Verdict : unsigned char {
    agrees,   // number, band and the answer's bytes
    differs,  // one of them does not
    not_run,  // no plugin, no inputs any more, no answer
  };
  Verdict verdict = Verdict::not_run;
  std::string why;  // English; which of them differ, or why it was not run
  std::string rotation, code, step;
  int run = 1;
  std::int64_t log_index = 0;
  std::string plugin, version, digest;  // as recorded
  std::string digest_used;              // of the file that ran; another one than recorded: the same answer is all the same agreement
  std::string points, band;             // as recorded
  std::string points_now, band_now;     // empty where not run

  [[nodiscard]] bool other_build() const { return !digest_used.empty() && digest_used != digest; }
};

/// In the order of the log; of one rotation where its id (32 hex) is given. Throws std::runtime_error where there is no
/// data directory, or no such rotation.
[[nodiscard]] std::vector<Rescored> rescore(const Configuration& configuration, const std::filesystem::path& data, const std::string& rotation = {});

}  // namespace luan::app
