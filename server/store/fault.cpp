#include "store/fault.hpp"

#include <soci/soci.h>

namespace luan::store {

std::string fault_text(const std::exception& error) {
  const auto* fault = dynamic_cast<const soci::soci_error*>(&error);
  return fault ? fault->get_error_message() : error.what();
}

}  // namespace luan::store
