#include "workflow/loader_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace luan::workflow {
namespace {

const std::vector<std::string> parties{"deciding", "sending", "receiving"};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(' ', at);
    if (begin == text.npos) break;
    at = std::min(text.find(' ', begin), text.size());
    words.emplace_back(text.substr(begin, at - begin));
  }
  return words;
}

std::optional<Who> read_one(const Word& phrase, const std::vector<std::string>& roles, Faults& faults) {
  const auto words = split(phrase.text);
  if (words == std::vector<std::string>{"official"}) return Who{"official", "official"};
  if (words.size() != 3 || words[1] != "at") {
    faults.add(phrase.mark, fmt::format("Cần «vai trò at bên», ví dụ «party_committee at receiving», hoặc «official»; đang ghi «{}».", phrase.text),
               fmt::format("«role at party» belongs here, as «party_committee at receiving», or «official»; found «{}».", phrase.text));
    return {};
  }
  const bool role = check_known({words[0], phrase.mark}, roles, "Không có vai trò", "There is no role", faults);
  const bool party = check_known({words[2], phrase.mark}, parties, "Không có bên", "There is no party", faults);
  return role && party ? std::optional(Who{words[0], words[2]}) : std::nullopt;
}

bool integral(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != text.npos) return false;
  return text.size() == 1 || text.front() != '0';  // 007 is a code, not a number
}

}  // namespace

std::vector<std::string> phrase_words(const Tree& tree) { return tree.kind == Tree::Kind::scalar ? split(tree.text) : std::vector<std::string>{}; }

std::optional<int> count(std::string_view text, int least, int most) {
  const auto number = whole_number(text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

std::vector<Who> read_who(const Tree& tree, const std::vector<std::string>& roles, Faults& faults) {
  std::vector<Who> all;
  for (const Word& phrase : read_words(tree, faults))
    if (auto who = read_one(phrase, roles, faults)) all.push_back(std::move(*who));
  if (tree.kind == Tree::Kind::list && tree.items.empty()) faults.add(tree.mark, "Danh sách người thực hiện còn trống.", "Nobody stands in this list.");
  return all;
}

std::optional<Repeat> read_repeat(const Tree& tree, Faults& faults) {
  const auto words = phrase_words(tree);
  if (words == std::vector<std::string>{"quarterly"}) return Repeat{Repeat::Every::quarter, 1, 1};
  if (words.size() == 3 && words[0] == "yearly" && words[1] == "on" && words[2].size() == 5 && words[2][2] == '-') {
    // A day that every year has: 2025 is no leap year, so 02-29 is refused.
    if (const auto day = parse_date("2025-" + words[2]))
      return Repeat{Repeat::Every::year, static_cast<int>(static_cast<unsigned>(day->month())), static_cast<int>(static_cast<unsigned>(day->day()))};
  }
  expected_here(tree, "Cần «yearly on tháng-ngày», ví dụ «yearly on 12-01», hoặc «quarterly»; ngày phải có trong mọi năm",
                "«yearly on month-day», as «yearly on 12-01», or «quarterly» belongs here; the day must exist in every year", faults);
  return {};
}

std::optional<BeforeTermEnd> read_before_term_end(const Tree& tree, Faults& faults) {
  const auto words = phrase_words(tree);
  if (words.size() == 5 && (words[1] == "days" || words[1] == "day") && words[2] == "before" && words[3] == "term" && words[4] == "end")
    if (const auto days = count(words[0], 0, 3650)) return BeforeTermEnd{*days};
  expected_here(tree, "Cần «60 days before term end» (0 đến 3650 ngày)", "«60 days before term end» (0 to 3650 days) belongs here", faults);
  return {};
}

std::optional<Share> read_share(const Tree& tree, const std::vector<std::string>& bases, Faults& faults) {
  const auto words = phrase_words(tree);
  const bool least = words.size() == 5 && words[0] == "at" && words[1] == "least";
  const bool more = words.size() == 5 && words[0] == "more" && words[1] == "than";
  const auto slash = words.size() == 5 ? words[2].find('/') : std::string::npos;
  const auto base = words.size() == 5 ? std::ranges::find(bases, words[4]) : bases.end();
  if ((least || more) && slash != std::string::npos && words[3] == "of" && base != bases.end()) {
    const auto top = count(std::string_view(words[2]).substr(0, slash), 0, 1000);
    const auto bottom = count(std::string_view(words[2]).substr(slash + 1), 1, 1000);
    if (top && bottom && *top <= *bottom && !(more && *top == *bottom) && !(least && *top == 0)) {
      const Base of = *base == "present" ? Base::present : *base == "valid" ? Base::valid : Base::summoned;
      return Share{{*top, *bottom, more}, of};
    }
    if (top && bottom) {
      faults.add(tree.mark, fmt::format("«{}» không bao giờ đạt được, hoặc luôn đạt. Đề nghị xem lại phân số.", tree.text),
                 fmt::format("«{}» can never be met, or always is. Check the fraction.", tree.text));
      return {};
    }
  }
  expected_here(tree, fmt::format("Cần phân số như «at least 2/3 of {0}» hoặc «more than 1/2 of {0}» (tính trên: {1})", bases.front(), joined(bases)),
                fmt::format("A fraction such as «at least 2/3 of {0}» or «more than 1/2 of {0}» belongs here (of: {1})", bases.front(), joined(bases)), faults);
  return {};
}

std::optional<std::int64_t> thousandths(std::string_view decimal) {
  const auto point = decimal.find('.');
  const std::string_view whole = decimal.substr(0, point);
  std::string part(point == decimal.npos ? "" : decimal.substr(point + 1));
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0') || (point != decimal.npos && part.empty()) || part.size() > 3) return {};
  part.resize(3, '0');
  const auto units = count(whole, 0, 100);
  const auto rest = count(part, 0, 999);
  if (!units || !rest || whole.front() == '-' || part.front() == '-') return {};
  const std::int64_t all = std::int64_t{*units} * 1000 + *rest;
  return all <= 100'000 ? std::optional(all) : std::nullopt;
}

json::value to_json(const Tree& tree) {
  switch (tree.kind) {
    case Tree::Kind::nothing: return nullptr;
    case Tree::Kind::scalar: {
      if (tree.quoted) return json::value(tree.text);
      if (tree.text == "true" || tree.text == "false") return tree.text == "true";
      if (integral(tree.text))
        if (const auto number = whole_number<std::int64_t>(tree.text)) return *number;
      return json::value(tree.text);
    }
    case Tree::Kind::list: {
      json::array all;
      for (const Tree& item : tree.items) all.push_back(to_json(item));
      return all;
    }
    case Tree::Kind::map: {
      json::object all;
      for (const TreeMember& member : tree.members) all[member.key] = to_json(member.value);
      return all;
    }
  }
  return nullptr;
}

}  // namespace luan::workflow
