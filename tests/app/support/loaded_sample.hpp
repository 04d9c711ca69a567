// The sample district of one seed and day, loaded once for all tests that only read it or change a copy.
#pragma once
#include "app/sample/sample.hpp"
#include "app/support/district.hpp"

namespace luan::test {

inline const Date sample_day = *parse_date("2026-11-24");

struct LoadedSample {
  Folder folder;
  std::vector<app::SampleAccount> accounts = app::load_sample(test_configuration(), folder.path(), sample_day, 7);
};
[[nodiscard]] const LoadedSample& loaded_sample();

}  // namespace luan::test
