// compile(): a template as a constant, or a fault of the compiler that says what is wrong with it and in which line.
#pragma once
#include "web/html/parser.hpp"

namespace luan::html {

template <class View, std::size_t N>
struct Template {
  std::array<Op, N> ops{};

  /// Appends to `out`. Thread-safe: a template holds no state.
  void render(std::string& out, const View& view) const {
    const void* scopes[deepest + 4] = {&view};
    run(out, ops.data(), 0, N, scopes);
  }
};

/// A page in both languages, from one text.
template <class View, std::size_t N>
struct Page {
  Template<View, N> vi, en;

  void render(std::string& out, const View& view, Language language) const { (language == Language::vi ? vi : en).render(out, view); }
  [[nodiscard]] std::string render(const View& view, Language language) const {
    std::string out;
    render(out, view, language);
    return out;
  }
};

inline constexpr std::array<Partial, 0> no_partials{};

struct Fault {
  char text[160]{};
};
struct Look {
  std::size_t ops = 0;
  Fault fault{};
};
/// Carries the fault's text into the compiler's own message.
template <Fault fault>
struct TemplateHas {
  static_assert(fault.text[0] == 0, "a template has a fault: see the text in «required from … TemplateHas<Fault{…}>»");
};

template <class View, const auto& partials>
constexpr Parser parsed(std::string_view text, Language language = Language::vi) {
  Parser parser;
  parser.language = language;
  if constexpr (std::tuple_size_v<std::remove_cvref_t<decltype(partials)>> > 0) parser.partials = partials.data();
  parser.partial_count = partials.size();
  parser.scopes.push_back(&type_of<View>);
  parser.parse_all(text);
  return parser;
}

template <class View, const auto& partials>
constexpr Look look(std::string_view text) {
  const Parser parser = parsed<View, partials>(text);
  Look found{parser.ops.size(), {}};
  for (std::size_t i = 0; i < parser.fault.size() && i + 1 < sizeof found.fault.text; ++i) found.fault.text[i] = parser.fault[i];
  return found;
}

/// `source` is a lambda without captures that returns the literal: so its text never becomes part of a symbol's name.
/// `partials` is a constant std::array<Partial, N>.
template <class View, const auto& partials = no_partials, class Source>
consteval auto compile(Source source) {
  constexpr Look found = look<View, partials>(Source{}());
  [[maybe_unused]] TemplateHas<found.fault> fault;
  Template<View, found.ops> result{};
  const Parser parser = parsed<View, partials>(source());
  for (std::size_t i = 0; i < found.ops; ++i) result.ops[i] = parser.ops[i];
  return result;
}

/// The same with {{=tiếng Việt|English}} in the text, for both languages at once.
template <class View, const auto& partials = no_partials, class Source>
consteval auto compile_page(Source source) {
  constexpr Look found = look<View, partials>(Source{}());
  [[maybe_unused]] TemplateHas<found.fault> fault;
  Page<View, found.ops> result{};
  const Parser vi = parsed<View, partials>(source(), Language::vi), en = parsed<View, partials>(source(), Language::en);
  for (std::size_t i = 0; i < found.ops; ++i) result.vi.ops[i] = vi.ops[i], result.en.ops[i] = en.ops[i];
  return result;
}

}  // namespace luan::html
