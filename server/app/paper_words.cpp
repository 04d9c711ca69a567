// How official papers say things (domain.md §9).
#include <fmt/format.h>

#include <algorithm>

#include "app/paper_parts.hpp"

namespace luan::app {
namespace {

constexpr std::string_view standing = "Ban Thường vụ ";
constexpr std::size_t quoted_from = 120;  // bytes: what is shorter stands behind its label

bool capital(std::string_view word) {
  std::size_t bytes = 1;  // of its first letter, in UTF-8
  while (bytes < word.size() && (static_cast<unsigned char>(word[bytes]) & 0xC0) == 0x80) ++bytes;
  const std::string first(word.substr(0, bytes));
  return paper::upper(first) == first;
}

/// Where the name of a party committee ends: behind «uỷ», whatever kind of committee it is.
std::size_t behind_committee(const std::string& name) {
  constexpr std::string_view mark = " uỷ";
  const auto at = name.find(mark);
  return at == name.npos ? at : at + mark.size();
}

}  // namespace

std::string issuing_organ(const std::string& name) { return name.starts_with(standing) ? name.substr(standing.size()) : name; }

std::string territory_of(const std::string& name) {
  std::string_view rest = name;
  bool known = false;
  for (const std::string_view organ : {"Uỷ ban nhân dân", "UBND", "Phường", "Xã", "Đặc khu"})
    if (!known && rest.starts_with(std::string(organ) + " ")) rest.remove_prefix(organ.size()), known = true;
  if (const auto end = behind_committee(name); !known && end != name.npos) rest.remove_prefix(end), known = true;
  // What it is stands in small letters before what it is called: «phường Bến Đá».
  while (known && !rest.empty() && (rest.front() == ' ' || !capital(rest))) rest.remove_prefix(rest.front() == ' ' ? 1 : std::min(rest.find(' '), rest.size()));
  return known ? std::string(rest) : "";
}

std::string day_words(Date day) {
  const auto d = static_cast<unsigned>(day.day()), m = static_cast<unsigned>(day.month());
  return fmt::format("ngày {:02} tháng {} năm {}", d, m < 3 ? fmt::format("{:02}", m) : std::to_string(m), static_cast<int>(day.year()));
}

std::string place_and_date(const std::string& place, std::optional<Date> day) {
  return or_dotted(place, 20) + ", " + (day ? day_words(*day) : "ngày ...... tháng ...... năm ..........");
}

std::string signing_title(const std::string& title) {
  std::string out = title.substr(0, title.find(','));
  if (const auto end = behind_committee(out); end != out.npos) {
    const auto word = out.rfind(' ', end - std::string_view(" uỷ").size() - 1);  // before «Đảng» of «Đảng uỷ»
    if (word != out.npos && word > 0) out.resize(word);
  }
  return paper::upper(out);
}

std::string percent_words(int part, int whole) {
  if (whole <= 0) return paper::dotted(6);
  const long long tenths = (static_cast<long long>(part) * 2'000 + whole) / (2LL * whole);
  return tenths % 10 == 0 ? fmt::format("{}%", tenths / 10) : fmt::format("{},{}%", tenths / 10, tenths % 10);
}

std::string or_dotted(const std::string& text, int dots) { return text.empty() ? paper::dotted(dots) : text; }

paper::Paragraph text_block(std::string text) { return {{{std::move(text)}}}; }
paper::Paragraph heading_block(std::string text) {
  paper::Paragraph out{{{std::move(text), true}}, paper::Align::left};
  out.keeps_next = true;
  return out;
}
paper::Paragraph centred_block(std::string text) {
  paper::Paragraph out{{{std::move(text), true}}, paper::Align::centre, false};
  out.keeps_next = true;
  return out;
}
paper::Paragraph quote_block(std::string text) {
  paper::Paragraph out{{{std::move(text)}}};
  out.quoted = true;
  return out;
}
paper::Paragraph labelled_block(std::string label, std::string text) { return {{{std::move(label) + ": ", true}, {std::move(text)}}}; }

void add_values(std::vector<paper::Block>& body, const std::vector<ValueView>& values) {
  for (const ValueView& value : values) {
    if (!value.columns.empty()) {
      const double number_width = 0.12 * static_cast<double>(value.columns.size());  // two digits, however many columns share the line
      paper::Table table{{{"TT", number_width, true}}, {}};
      for (const Localized& one : value.columns) table.columns.push_back({one.vi, 2});
      for (const auto& cells : value.rows) {
        table.rows.push_back({std::to_string(table.rows.size() + 1)});
        table.rows.back().insert(table.rows.back().end(), cells.begin(), cells.end());
      }
      body.emplace_back(heading_block(value.label.vi + ":"));
      body.emplace_back(std::move(table));
    } else if (!value.files.empty()) {
      std::string names;
      for (const FileView& file : value.files) names += (names.empty() ? "" : "; ") + file.name;
      body.emplace_back(labelled_block(value.label.vi, names));
    } else if (value.text.size() > quoted_from || value.text.find('\n') != value.text.npos) {
      body.emplace_back(heading_block(value.label.vi + ":"));
      body.emplace_back(quote_block(value.text));
    } else {
      body.emplace_back(labelled_block(value.label.vi, or_dotted(value.text)));
    }
  }
}

CommitteeHead committee_head(const App::Impl& impl, const store::Directory& directory, std::optional<Date> day) {
  CommitteeHead head;
  head.name = unit_name(directory, directory.committee().unit, day).vi;
  head.organ = issuing_organ(head.name), head.sign = directory.committee().organ;
  const PaperHead& configured = impl.configuration.papers;
  head.place = configured.place.empty() ? territory_of(head.organ) : configured.place;
  head.superior = configured.superior.empty() ? paper::dotted(24) : configured.superior;
  return head;
}

void put_verification(paper::Document& document, PaperKind kind, std::uint64_t log_index, const std::string& digest, const std::string& address) {
  const std::string code = paper_code(kind, log_index, digest);
  document.verification = paper::Verification{address + "/xac-minh/" + code,
                                              {"Kiểm chứng: quét mã bên, hoặc mở " + address + "/xac-minh và nhập mã", code,
                                               "Nhật ký số " + std::to_string(log_index) + ", dấu vết " + digest.substr(0, 16)}};
}

paper::Signature signed_by(const store::Directory& directory, std::string authority, const AccountId& actor, const AccountId& principal) {
  paper::Signature out;
  if (!authority.empty()) out.capacity.push_back(std::move(authority));
  const auto title = [&](const AccountId& id) {
    const store::Account* account = directory.account(id);
    return account ? signing_title(account->title.vi) : std::string();
  };
  if (!principal.none())
    if (const std::string of = title(principal); !of.empty()) out.capacity.push_back("K/T " + of);
  if (const std::string own = title(actor); !own.empty()) out.capacity.push_back(own);
  if (const store::Account* account = directory.account(actor)) out.name = account->name;
  return out;
}

std::string comrade(const std::string& name) { return "đồng chí " + name; }

}  // namespace luan::app
