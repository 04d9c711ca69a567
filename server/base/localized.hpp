// A text in both languages of the interface. Vietnamese is first everywhere; English is never empty.
#pragma once
#include <string>
#include <string_view>

namespace luan {

enum class Language : unsigned char { vi, en };

struct Localized {
  std::string vi;
  std::string en;

  [[nodiscard]] const std::string& in(Language language) const { return language == Language::vi ? vi : en; }
  bool operator==(const Localized&) const = default;
};

}  // namespace luan
