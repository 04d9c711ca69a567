#include "base/one_of.hpp"

namespace luan {

Localized one_of(const std::vector<Localized>& labels) {
  Localized text;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool last = i + 1 == labels.size();
    if (i > 0) text.vi += last ? " hoặc " : ", ", text.en += last ? " or " : ", ";
    text.vi += "«" + labels[i].vi + "»";
    text.en += "“" + labels[i].en + "”";
  }
  return text;
}

}  // namespace luan
