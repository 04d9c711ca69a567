// A line of a select, for the templates of the pages.
#pragma once
#include <string>
#include <tuple>

#include "web/html/html.hpp"

namespace luan::web {

struct Choice {
  std::string value, label;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("value", &Choice::value), html::Field("label", &Choice::label), html::Field("chosen", &Choice::chosen)};
};

}  // namespace luan::web
