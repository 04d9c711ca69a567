// Who signs, to whom a paper goes, and how anybody can ask whether it was issued.
#include <algorithm>

#include "paper/pages.hpp"

namespace luan::paper {
namespace {

constexpr double signing_room = 56;  // for hand and seal
constexpr double code_side = 26 * millimetre;

/// A column of lines, measured before it is drawn.
struct Stack {
  struct Piece {
    double before;  // room above it
    Lines lines;
  };
  std::vector<Piece> pieces{};

  void add(Pages& pages, const std::vector<Span>& spans, const Face& face, double width, double before = 0) {
    pieces.push_back({before, Lines(pages.context(), spans, face, width)});
  }
  [[nodiscard]] double height() const {
    double out = 0;
    for (const Piece& piece : pieces) out += piece.before + piece.lines.height();
    return out;
  }
  void draw(Pages& pages, double x, double y) const {
    for (const Piece& piece : pieces) y = piece.lines.draw(pages.cairo(), x, y + piece.before);
  }
};

Stack recipients_of(Pages& pages, const Document& document, double width) {
  Stack stack;
  if (document.recipients.empty()) return stack;
  const bool party = document.style == Style::party;
  Face label{party ? 14.0 : 12.0, Align::left};
  label.underlined = party;
  stack.add(pages, {{"Nơi nhận:", !party, !party}}, label, width);
  for (const std::string& one : document.recipients) stack.add(pages, {{one}}, {party ? 12.0 : 11.0, Align::left}, width);
  return stack;
}

Stack signature_of(Pages& pages, const Signature& signature, Style style, double width) {
  Stack stack;
  bool first = true;
  for (const std::string& line : signature.capacity) {
    stack.add(pages, {{line, first || style == Style::state}}, {14, Align::centre}, width);
    first = false;
  }
  stack.add(pages, {{signature.name.empty() ? dotted(24) : signature.name, !signature.name.empty()}}, {14, Align::centre}, width, signing_room);
  return stack;
}

Stack beside_code(Pages& pages, const Verification& verification, double width) {
  Stack stack;
  for (const std::string& line : verification.lines) stack.add(pages, {{line}}, {9.5, Align::left}, width);
  return stack;
}

}  // namespace

void set_foot(Pages& pages, const Document& document) {
  const std::size_t count = document.signatures.size();
  const double share = count > 1 ? column / static_cast<double>(count) : column * 0.52;
  std::vector<Stack> signatures;
  double signing = 0;
  for (const Signature& one : document.signatures) {
    signatures.push_back(signature_of(pages, one, document.style, share - 6));
    signing = std::max(signing, signatures.back().height());
  }
  // One signature stands beside those who get the paper; several take the whole width, and these stand below.
  const Stack recipients = recipients_of(pages, document, count > 1 ? column : column - share - 6);
  const double upper_part = count > 1 ? signing + (recipients.pieces.empty() ? 0 : 12 + recipients.height()) : std::max(signing, recipients.height());
  Stack beside;
  if (document.verification) beside = beside_code(pages, *document.verification, column - code_side - 8);
  const double lower = document.verification ? 14 + std::max(code_side, beside.height()) : 0;
  pages.y += pages.y > top ? 14 : 0;
  pages.keep(upper_part + lower);
  double x = count > 1 ? left : right - share;
  for (const Stack& one : signatures) one.draw(pages, x + 3, pages.y), x += share;
  recipients.draw(pages, left, count > 1 ? pages.y + signing + 12 : pages.y);
  pages.y += upper_part;
  if (!document.verification) return;
  pages.y += 14;
  draw_code(pages.cairo(), document.verification->address, left, pages.y, code_side);
  beside.draw(pages, left + code_side + 8, pages.y + std::max(0.0, (code_side - beside.height()) / 2));
  pages.y += std::max(code_side, beside.height());
}

}  // namespace luan::paper
