#include "workflow/loader_map.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace luan::workflow {
namespace {

struct NotBuilt {
  std::string_view key;
  std::string_view vi;
  std::string_view en;
};

/// Words of the language's design that this server does not carry out yet: refused, so that nobody relies on them.
constexpr NotBuilt not_built[] = {
    {"secret", "Bỏ phiếu kín chưa được làm: phiếu ở bản này có ghi tên, và gọi phiếu ghi tên là phiếu kín thì sai sự thật.",
     "Secret ballots are not built yet: votes of this version carry names, and to call a named vote secret would be untrue."},
    {"documents", "Danh mục tài liệu của giai đoạn chưa được làm.", "Documents of a stage are not built yet."},
};

const NotBuilt* find_not_built(std::string_view key) {
  const auto found = std::ranges::find(not_built, key, &NotBuilt::key);
  return found == std::end(not_built) ? nullptr : found;
}

}  // namespace

MapReader::MapReader(const Tree& tree, Localized owner, Faults& faults) : tree_(tree), owner_(std::move(owner)), faults_(faults) {
  if (tree.kind != Tree::Kind::map)
    expected_here(tree, fmt::format("{}: cần một bảng «khoá: giá trị»", owner_.vi), fmt::format("{}: a map «key: value» belongs here", owner_.en), faults);
}

const Tree* MapReader::take(std::string_view key) {
  known_.emplace_back(key);
  return tree_.find(key);
}

const Tree* MapReader::need(std::string_view key) {
  const Tree* found = take(key);
  if (!found && tree_.kind == Tree::Kind::map)
    faults_.add(tree_.mark, fmt::format("{} thiếu «{}».", owner_.vi, key), fmt::format("{} lacks «{}».", owner_.en, key));
  return found;
}

Localized MapReader::label(std::string_view key) {
  const Tree* found = need(key);
  return found ? read_label(*found, {fmt::format("{}, «{}»", owner_.vi, key), fmt::format("{}, «{}»", owner_.en, key)}, faults_) : Localized{};
}

void MapReader::finish() {
  for (const TreeMember& member : tree_.members) {
    if (std::ranges::find(known_, member.key) != known_.end()) continue;
    if (const NotBuilt* reason = find_not_built(member.key)) {
      faults_.add(member.mark, fmt::format("{} Đề nghị bỏ khoá «{}».", reason->vi, member.key), fmt::format("{} Remove the key «{}».", reason->en, member.key));
      continue;
    }
    const Localized hint = suggestion(member.key, known_);
    faults_.add(member.mark, fmt::format("{} không có khoá «{}».{}", owner_.vi, member.key, hint.vi),
                fmt::format("{} has no key «{}».{}", owner_.en, member.key, hint.en));
  }
}

void expected_here(const Tree& tree, std::string_view vi, std::string_view en, Faults& faults) {
  switch (tree.kind) {
    case Tree::Kind::nothing: return faults.add(tree.mark, fmt::format("{}; ở đây còn trống.", vi), fmt::format("{}; there is nothing.", en));
    case Tree::Kind::scalar: return faults.add(tree.mark, fmt::format("{}; đang ghi «{}».", vi, tree.text), fmt::format("{}; found «{}».", en, tree.text));
    case Tree::Kind::list: return faults.add(tree.mark, fmt::format("{}; đang là danh sách.", vi), fmt::format("{}; found a list.", en));
    case Tree::Kind::map: return faults.add(tree.mark, fmt::format("{}; đang là bảng.", vi), fmt::format("{}; found a map.", en));
  }
}

std::string read_text(const Tree& tree, Faults& faults) {
  if (tree.kind == Tree::Kind::scalar && !tree.text.empty()) return tree.text;
  expected_here(tree, "Cần một từ", "A word belongs here", faults);
  return {};
}

Localized read_label(const Tree& tree, const Localized& owner, Faults& faults) {
  if (tree.kind != Tree::Kind::map) {
    expected_here(tree, fmt::format("{}: cần cả hai ngôn ngữ, viết {{ vi: …, en: … }}", owner.vi),
                  fmt::format("{}: both languages are needed, as {{ vi: …, en: … }}", owner.en), faults);
    return {};
  }
  const auto one = [&](std::string_view key, std::string_view vi, std::string_view en) -> std::string {
    const Tree* found = tree.find(key);
    if (!found || found->kind != Tree::Kind::scalar || found->text.empty()) {
      faults.add(found ? found->mark : tree.mark, fmt::format("{} thiếu chữ {} («{}»).", owner.vi, vi, key),
                 fmt::format("{} lacks its {} text («{}»).", owner.en, en, key));
      return {};
    }
    auto clean = clean_text(found->text, true);
    if (clean) return *clean;
    faults.add(found->mark, clean.error().vi, clean.error().en);
    return {};
  };
  Localized label{one("vi", "tiếng Việt", "Vietnamese"), one("en", "tiếng Anh", "English")};
  for (const TreeMember& member : tree.members)
    if (member.key != "vi" && member.key != "en")
      faults.add(member.mark, fmt::format("{}: chỉ có «vi» và «en», không có «{}». Chữ có dấu phẩy phải đặt trong dấu nháy.", owner.vi, member.key),
                 fmt::format("{}: only «vi» and «en» stand here, not «{}». Text with a comma needs quotes.", owner.en, member.key));
  return label;
}

std::vector<Word> read_words(const Tree& tree, Faults& faults) {
  std::vector<Word> words;
  if (tree.kind == Tree::Kind::list) {
    for (const Tree& item : tree.items)
      if (std::string text = read_text(item, faults); !text.empty()) words.push_back({std::move(text), item.mark});
  } else if (std::string text = read_text(tree, faults); !text.empty()) {
    words.push_back({std::move(text), tree.mark});
  }
  for (auto word = words.begin(); word != words.end(); ++word)
    if (std::any_of(words.begin(), word, [&](const Word& before) { return before.text == word->text; }))
      faults.add(word->mark, fmt::format("«{}» đã có trong danh sách này.", word->text), fmt::format("«{}» stands in this list already.", word->text));
  return words;
}

std::vector<std::string> texts(const std::vector<Word>& words) {
  std::vector<std::string> all;
  for (const Word& word : words) all.push_back(word.text);
  return all;
}

std::optional<std::int64_t> read_integer(const Tree& tree, std::int64_t least, std::int64_t most, Faults& faults) {
  std::int64_t number = 0;
  const char* end = tree.text.data() + tree.text.size();
  const auto [stopped, error] = std::from_chars(tree.text.data(), end, number);
  if (tree.kind == Tree::Kind::scalar && !tree.text.empty() && error == std::errc() && stopped == end && number >= least && number <= most) return number;
  expected_here(tree, fmt::format("Cần một số nguyên từ {} đến {}", least, most), fmt::format("A whole number from {} to {} belongs here", least, most),
                faults);
  return {};
}

bool read_truth(const Tree& tree, Faults& faults) {
  if (tree.kind == Tree::Kind::scalar && (tree.text == "true" || tree.text == "false")) return tree.text == "true";
  expected_here(tree, "Cần «true» hoặc «false»", "«true» or «false» belongs here", faults);
  return false;
}

bool check_id(std::string_view id, Mark mark, Faults& faults) {
  const bool begins = !id.empty() && id.front() >= 'a' && id.front() <= 'z';
  if (begins && id.size() <= 64 && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == id.npos) return true;
  faults.add(mark, fmt::format("«{}» không dùng làm tên được: chỉ chữ thường a-z, chữ số và dấu gạch dưới, bắt đầu bằng chữ, tối đa 64 ký tự.", id),
             fmt::format("«{}» cannot be a name: lower-case a-z, digits and underscores only, a letter first, 64 at most.", id));
  return false;
}

bool check_known(const Word& word, const std::vector<std::string>& candidates, std::string_view vi, std::string_view en, Faults& faults) {
  if (std::ranges::find(candidates, word.text) != candidates.end()) return true;
  const Localized hint = suggestion(word.text, candidates);
  faults.add(word.mark, fmt::format("{} «{}».{}", vi, word.text, hint.vi), fmt::format("{} «{}».{}", en, word.text, hint.en));
  return false;
}

}  // namespace luan::workflow
