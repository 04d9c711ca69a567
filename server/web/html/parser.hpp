// Reads a template's text, only ever while compiling: resolves names against the view's type, follows the markup so that
// the place of every value is known, and keeps the first fault with its line.
#pragma once
#include <initializer_list>
#include <vector>

#include "base/localized.hpp"
#include "web/html/program.hpp"

namespace luan::html {

struct Partial {
  std::string_view name, text;
};

/// Where in the markup the text stands.
enum class Markup : unsigned char { content, opened, tag_name, tag, attribute_name, equals, in_double, in_single, comment, raw_text };

struct Position {
  Markup state = Markup::content;
  bool fresh = false;  // in a quoted value: nothing of it has come yet
  bool part = false;   // in a quoted value: a / ? or # has come, so what follows cannot change the scheme
  std::string_view tag{};
  std::string_view attribute{};
};

class Parser {
 public:
  std::string fault{};
  std::vector<Op> ops{};
  std::vector<const Type*> scopes{};  // the view's type, put in before parsing
  const Partial* partials = nullptr;
  std::size_t partial_count = 0;
  Language language = Language::vi;  // which side of {{=…|…}} is taken

  constexpr void parse_all(std::string_view text) {
    parse(text, {}, 0);
    if (at_.state != Markup::content) fail("the template ends inside a tag");
  }

 private:
  struct Mark {  // {{…}}
    char sign;
    std::string_view name;
  };
  unsigned line_ = 1;
  Position at_{};

  static constexpr bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
  static constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  static constexpr bool one_of(std::string_view value, std::initializer_list<std::string_view> all) {
    for (const auto each : all)
      if (each == value) return true;
    return false;
  }

  constexpr void fail(std::string_view what, std::string_view name = {}) {
    if (!fault.empty()) return;
    char digits[10]{};
    int count = 0;
    for (unsigned rest = line_; rest; rest /= 10) digits[count++] = static_cast<char>('0' + rest % 10);
    fault += what;
    fault += name;
    fault += ", line ";
    while (count) fault += digits[--count];
  }

  // --- markup ---------------------------------------------------------------------------------------------------------

  [[nodiscard]] constexpr Markup after_tag() const { return one_of(at_.tag, {"script", "style"}) ? Markup::raw_text : Markup::content; }

  constexpr void in_tag(char c) {
    if (c == '>')
      at_.state = after_tag();
    else if (c == '=' || c == '"' || c == '\'' || c == '<')
      fail("no attribute name before that");
    else if (!is_space(c) && c != '/')
      at_.state = Markup::attribute_name;
  }

  constexpr void at_value(char c) {
    if (c != '"' && c != '\'') fail("attribute values must be quoted");
    at_.state = c == '"' ? Markup::in_double : Markup::in_single;
    at_.fresh = true;
    at_.part = false;
  }

  constexpr void in_value(char c) {
    if (c == (at_.state == Markup::in_double ? '"' : '\'')) {
      at_.state = Markup::tag;
    } else {
      at_.fresh = false;
      at_.part = at_.part || c == '?' || c == '#' || c == '/';
    }
  }

  /// One character. `from`: where the name or comment began that may be read now.
  constexpr void step(std::string_view text, std::size_t i, std::size_t& from) {
    const char c = text[i];
    const Markup before = at_.state;
    switch (before) {
      case Markup::content:
        if (c == '<') at_.state = Markup::opened;
        break;
      case Markup::opened: at_.state = c == '!' ? Markup::comment : is_letter(c) || c == '/' ? Markup::tag_name : Markup::content; break;
      case Markup::comment:
        if (c == '>' && (text.substr(0, i).ends_with("--") || !text.substr(from).starts_with("!--"))) at_.state = Markup::content;
        break;
      case Markup::tag_name:
        if (!is_space(c) && c != '>') break;
        at_.tag = text.substr(from, i - from);
        at_.state = c == '>' ? after_tag() : Markup::tag;
        break;
      case Markup::tag: in_tag(c); break;
      case Markup::attribute_name:
        if (c != '=' && c != '>' && !is_space(c)) break;
        at_.attribute = text.substr(from, i - from);
        at_.state = c == '=' ? Markup::equals : c == '>' ? after_tag() : Markup::tag;
        break;
      case Markup::equals: at_value(c); break;
      case Markup::raw_text:
        if (text.substr(i).starts_with("</script>") || text.substr(i).starts_with("</style>")) {
          at_.state = Markup::tag_name;
          from = i + 1;
        }
        break;
      case Markup::in_double:
      case Markup::in_single: in_value(c); break;
    }
    if (before == Markup::opened || (before == Markup::tag && at_.state == Markup::attribute_name)) from = i;
  }

  constexpr void follow(std::string_view text) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      line_ += text[i] == '\n';
      step(text, i, from);
    }
    if (at_.state == Markup::tag_name) at_.tag = text.substr(from);  // a name ends where a {{ begins
    if (at_.state == Markup::tag_name || at_.state == Markup::attribute_name) at_.state = Markup::tag;
    if (at_.state == Markup::opened || at_.state == Markup::equals || at_.state == Markup::comment)
      fail("{{ may not stand there: after < or =, or in a comment");
  }

  constexpr Place place() {
    if (at_.state == Markup::content) return Place::text;
    if (at_.state != Markup::in_double && at_.state != Markup::in_single) fail("a value may stand in text or in a quoted attribute only");
    for (const char c : at_.attribute)
      if (c >= 'A' && c <= 'Z') fail("an attribute that takes a value is written in lower case: ", at_.attribute);
    if (at_.attribute.starts_with("on") || one_of(at_.attribute, {"style", "srcdoc", "srcset"})) fail("no values in attributes that run code: ", at_.attribute);
    if (!one_of(at_.attribute, {"href", "src", "action", "formaction", "poster", "cite", "data", "xlink:href", "data-stream", "data-draft", "data-upload"}))
      return Place::attribute;
    if (!at_.fresh && !at_.part) fail("an address must be a value alone, or a literal path followed by values");
    const Place found = at_.fresh ? Place::url : Place::url_part;
    at_.fresh = false;
    at_.part = true;
    return found;
  }

  // --- names, sections, partials --------------------------------------------------------------------------------------

  constexpr bool find(std::string_view name, Op& op) {  // no pointer meets null while compiling: UBSan builds refuse it
    for (std::size_t up = 0; up < scopes.size(); ++up) {
      const Type& type = *scopes[scopes.size() - 1 - up];
      for (std::size_t i = 0; i < type.size; ++i) {
        if (type.members[i].name != name) continue;
        op.member = &type.members[i];
        op.up = static_cast<unsigned char>(up);
        return true;
      }
    }
    fail("unknown name: ", name);
    return false;
  }

  constexpr void value(std::string_view name) {
    Op op{.what = Do::value};
    if (!find(name, op)) return;
    if (!op.member->is_value) fail("a list, a struct or a bool is no value, use {{# }}: ", name);
    op.place = place();
    if (op.member->is_raw && op.place != Place::text) fail("html::Raw in an attribute: ", name);
    ops.push_back(op);
  }

  constexpr std::string_view section(Mark mark, std::string_view rest, std::size_t depth) {
    Op op{.what = mark.sign == '#' ? Do::begin : Do::unless};
    if (!find(mark.name, op)) return {};
    const Markup before = at_.state;
    const auto begin = ops.size();
    const bool enters = op.what == Do::begin && op.member->enters;
    ops.push_back(op);
    if (enters) scopes.push_back(op.member->scope);
    rest = parse(rest, mark.name, depth + 1);
    if (enters) scopes.pop_back();
    if (at_.state != before) fail("a section must end where it began, in text or in the same tag or value: ", mark.name);
    ops.push_back({.what = Do::end});
    ops[begin].jump = static_cast<unsigned>(ops.size());
    return rest;
  }

  constexpr void partial(std::string_view name, std::size_t depth) {
    std::size_t i = 0;
    while (i < partial_count && partials[i].name != name) ++i;
    if (i == partial_count) return fail("unknown partial: ", name);
    const unsigned here = line_;
    parse(partials[i].text, {}, depth + 1);
    line_ = here;
  }

  /// {{=Gửi|Send}}: both languages stand together, so none can be missing.
  constexpr void words(std::string_view both) {
    const auto bar = both.find('|');
    if (bar == both.npos || bar == 0 || bar + 1 == both.size()) return fail("a text in one language only: ", both);
    const std::string_view text = language == Language::vi ? both.substr(0, bar) : both.substr(bar + 1);
    follow(text);
    ops.push_back({.what = Do::text, .text = text});
  }

  static constexpr Mark mark_of(std::string_view inner) {
    const char sign = inner.empty() ? ' ' : inner[0];
    if (std::string_view("#^/>!=").find(sign) == std::string_view::npos) return {' ', inner};
    return {sign, inner.substr(1)};
  }

  /// Returns what follows {{/until}}.
  constexpr std::string_view parse(std::string_view rest, std::string_view until, std::size_t depth) {
    if (depth > deepest) fail("sections or partials nested too deep (a partial that contains itself?)");
    while (fault.empty()) {
      const auto open = rest.find("{{");
      const auto text = rest.substr(0, open);
      follow(text);
      if (!text.empty()) ops.push_back({.what = Do::text, .text = text});
      if (open == rest.npos) {
        if (!until.empty()) fail("section left open: ", until);
        return {};
      }
      const auto end = rest.find("}}", open);
      if (end == rest.npos) {
        fail("{{ without }}");
        return {};
      }
      const Mark mark = mark_of(rest.substr(open + 2, end - open - 2));
      rest.remove_prefix(end + 2);
      if (mark.sign == '/') {
        if (mark.name != until || until.empty()) fail("closes another section than the open one: ", mark.name);
        return rest;
      }
      if (mark.sign == '>')
        partial(mark.name, depth);
      else if (mark.sign == '=')
        words(mark.name);
      else if (mark.sign == '#' || mark.sign == '^')
        rest = section(mark, rest, depth);
      else if (mark.sign != '!')
        value(mark.name);
    }
    return {};
  }
};

}  // namespace luan::html
