// A paper as it is to be set: what stands in it from head to foot, and nothing of where it comes from. Plain values, texts in
// UTF-8. The two official layouts differ in head, title, recipients and signature (domain.md §9): party papers after Hướng dẫn
// 36-HD/VPTW, state papers after Nghị định 30/2020/NĐ-CP.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"

namespace luan::paper {

enum class Style : unsigned char { party, state };
enum class Align : unsigned char { justified, left, centre };

struct Span {
  std::string text;
  bool bold = false, italic = false;
};
struct Paragraph {
  std::vector<Span> spans{};
  Align align = Align::justified;
  bool indented = true;     // its first line
  bool keeps_next = false;  // a heading: never the last of a page
  bool quoted = false;      // what somebody wrote, word for word: set in, with a line at its side
};
/// Breaks between rows, within one only where it is longer than a page; its head is repeated.
struct Table {
  struct Column {
    std::string title{};
    double share = 1;  // of the width, against the others
    bool centred = false;
  };
  std::vector<Column> columns{};
  std::vector<std::vector<std::string>> rows{};  // as many cells as there are columns
};
using Block = std::variant<Paragraph, Table>;

/// Who signs: «T/M BAN THƯỜNG VỤ», «BÍ THƯ». An empty name is a dotted line.
struct Signature {
  std::vector<std::string> capacity{};
  std::string name{};
};
/// Where anybody can ask whether this paper was issued; drawn as a QR code with these lines beside it.
struct Verification {
  std::string address{};             // the whole of it, at most 300 bytes
  std::vector<std::string> lines{};  // small, beside the code
};

struct Document {
  Style style = Style::party;
  std::string superior{};        // organ above the issuing one; may be empty
  std::string organ{};           // that issues it
  std::string number{};          // «Số 12-QĐ/ĐU», «Số: 15/QĐ-UBND»
  std::string place_and_date{};  // «Thạnh Giang, ngày 05 tháng 3 năm 2026»
  std::string kind{};            // «QUYẾT ĐỊNH»
  std::string subject{};         // what it is about; may be empty
  std::string draft{};           // why it is one: it is marked so, and says this; empty: it is none
  std::vector<Block> body{};
  std::vector<std::string> recipients{};  // «- Như Điều 3,»
  std::vector<Signature> signatures{};    // one: at the right; several: side by side, the highest at the right
  std::optional<Verification> verification{};
  std::string title{}, author{};   // of the file
  std::string language = "vi-VN";  // of its text, BCP 47
  Instant made{};                  // the same for the same record: the file's date
};

/// A dotted line, for what the record does not hold.
[[nodiscard]] std::string dotted(int dots = 30);
/// Upper case by the rules of Unicode: «đảng uỷ» is «ĐẢNG UỶ».
[[nodiscard]] std::string upper(const std::string& text);

}  // namespace luan::paper
