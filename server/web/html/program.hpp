// A compiled template: a list of operations, walked by one function. No code is generated for a template, so binaries
// stay small.
#pragma once
#include "web/html/type.hpp"

namespace luan::html {

/// Sections and partials within each other. Bounds the scopes a program needs.
inline constexpr std::size_t deepest = 16;

enum class Do : unsigned char { text, value, begin, unless, end };

struct Op {
  Do what = Do::text;
  Place place = Place::text;       // value
  unsigned char up = 0;            // value, begin, unless: in which scope, counted outwards
  unsigned jump = 0;               // begin, unless: the operation after the section's end
  std::string_view text{};         // text
  const Member* member = nullptr;  // value, begin, unless
};

/// Operations [from, to). `scope` points to the innermost object; at least `deepest` more fit behind it.
void run(std::string& out, const Op* ops, std::size_t from, std::size_t to, const void** scope);

}  // namespace luan::html
