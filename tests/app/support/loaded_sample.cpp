#include "app/support/loaded_sample.hpp"

namespace luan::test {

const LoadedSample& loaded_sample() {
  static const LoadedSample once;
  return once;
}

}  // namespace luan::test
