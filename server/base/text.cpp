#include "base/text.hpp"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <stdexcept>

namespace luan {
namespace {

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + what);
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
  check(status, "no NFC");
  return *normalizer;
}
const icu::Normalizer2& nfd() {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFDInstance(status);
  check(status, "no NFD");
  return *normalizer;
}

template <class Each>
bool each_code_point(std::string_view text, Each each) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0 || !each(c)) return false;
  }
  return true;
}

/// Marks that change the direction of what follows: they can make a text read as another one.
bool turns_direction(UChar32 c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

const icu::Collator& collator() {
  thread_local const std::unique_ptr<icu::Collator> vietnamese = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), status));
    check(status, "no Vietnamese collation");
    return made;
  }();
  return *vietnamese;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return each_code_point(text, [](UChar32) { return true; });
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  each_code_point(text, [&](UChar32) { return ++count, true; });
  return count;
}

std::expected<std::string, Localized> clean_text(std::string_view typed, bool lines) {
  std::string unix_lines;
  unix_lines.reserve(typed.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] != '\r')
      unix_lines += typed[i];
    else if (i + 1 == typed.size() || typed[i + 1] != '\n')
      unix_lines += '\n';
  }
  const Localized* wrong = nullptr;
  static const Localized control{"Bỏ các ký tự điều khiển không nhìn thấy trong nội dung này.", "Remove the invisible control characters from this text."};
  static const Localized direction{"Bỏ các ký tự đổi chiều chữ trong nội dung này.", "Remove the marks that turn the direction of writing."};
  static const Localized one_line{"Viết nội dung này trên một dòng.", "Write this on one line."};
  static const Localized encoding{"Nội dung này không đúng bảng mã UTF-8. Đề nghị gõ lại.", "This is not UTF-8 text. Type it again."};
  const bool whole = each_code_point(unix_lines, [&](UChar32 c) {
    if (c == '\n' && !lines)
      wrong = &one_line;
    else if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0))
      wrong = &control;
    else if (turns_direction(c))
      wrong = &direction;
    return wrong == nullptr;
  });
  if (wrong) return std::unexpected(*wrong);
  if (!whole) return std::unexpected(encoding);

  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString normal = nfc().normalize(icu::UnicodeString::fromUTF8(unix_lines), status);
  check(status, "cannot normalise");
  std::string out;
  normal.toUTF8String(out);
  const auto first = out.find_first_not_of(" \t\n"), last = out.find_last_not_of(" \t\n");
  return first == out.npos ? std::string() : out.substr(first, last - first + 1);
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString apart = nfd().normalize(source.toLower(), status);
  check(status, "cannot normalise");
  icu::UnicodeString plain;
  bool space = true;
  for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (u_isUWhiteSpace(c)) {
      if (!space) plain += static_cast<UChar32>(' ');
      space = true;
      continue;
    }
    space = false;
    plain += c == 0x111 ? static_cast<UChar32>('d') : c;  // đ has no canonical decomposition (domain.md §9, Search)
  }
  std::string out;
  plain.toUTF8String(out);
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string sort_key(std::string_view text) {
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string key(static_cast<std::size_t>(collator().getSortKey(source, nullptr, 0)), '\0');
  collator().getSortKey(source, reinterpret_cast<uint8_t*>(key.data()), static_cast<int32_t>(key.size()));
  if (!key.empty()) key.pop_back();  // ICU ends a key with a zero byte
  return key;
}

std::string person_sort_key(std::string_view family, std::string_view middle, std::string_view given) {
  std::string key = sort_key(given);
  for (const std::string_view part : {family, middle}) {
    key += '\0';
    key += sort_key(part);
  }
  return key;
}

std::string grouped(std::int64_t number, Language language) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, language == Language::vi ? '.' : ',');
  return digits;
}

}  // namespace luan
