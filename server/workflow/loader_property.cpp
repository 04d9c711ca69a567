// `never:` and `always:`: sentences of a few words about stages, ends and steps.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/loader_definition.hpp"

namespace luan::workflow {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    if (end > begin || at != ' ') parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

void DefinitionReader::read_properties(const Tree& tree, bool never) {
  for (const Word& sentence : read_words(tree, faults_)) {
    auto words = split(sentence.text, ' ');
    Property property{.text = fmt::format("{}: {}", never ? "never" : "always", sentence.text), .mark = sentence.mark};
    // `… since STAGE`, `… from STAGE`
    if (words.size() >= 4 && (words[words.size() - 2] == "since" || words[words.size() - 2] == "from")) {
      property.since = words.back();
      if (!check_known({property.since, sentence.mark}, stage_ids_, "Không có giai đoạn", "There is no stage", faults_)) continue;
      const bool from = words[words.size() - 2] == "from";
      words.resize(words.size() - 2);
      if (from != (words.back() == "reachable")) words.clear();
    }
    if (read_property(property, words, never, sentence.mark)) definition_.properties.push_back(std::move(property));
  }
}

bool DefinitionReader::read_property(Property& property, const std::vector<std::string>& words, bool never, Mark mark) {
  const auto alternatives = [&](std::size_t begin, std::size_t end) {
    bool holds = begin < end;
    for (std::size_t i = begin; i < end; i += 2) holds = holds && read_happening(words[i], property.other, mark) && (i + 1 == end || words[i + 1] == "or");
    return holds && (end - begin) % 2 == 1;
  };
  std::vector<Happening> what;
  const std::size_t faults_before = faults_.count();
  bool read = false;
  if (!never && words.size() == 2 && words[1] == "reachable") {
    property.kind = Property::Kind::reachable;
    read = read_happening(words[0], what, mark);
  } else if (!never && words.size() >= 3 && words[words.size() - 2] == "before") {
    property.kind = Property::Kind::without;
    read = alternatives(0, words.size() - 2) && read_happening(words.back(), what, mark);
  } else if (never && words.size() >= 3 && (words[1] == "without" || words[1] == "after")) {
    property.kind = words[1] == "after" ? Property::Kind::after : Property::Kind::without;
    read = read_happening(words[0], what, mark) && alternatives(2, words.size());
  }
  if (read) property.what = std::move(what.front());
  if (!read && faults_.count() == faults_before) {
    if (never)
      faults_.add(mark, "«never» cần câu như «posting without government_opinion» hoặc «dropped after decision=issue», có thể thêm «since GIAI_ĐOẠN».",
                  "«never» takes a sentence such as «posting without government_opinion» or «dropped after decision=issue», with «since STAGE» where needed.");
    else
      faults_.add(mark, "«always» cần câu như «closed reachable», «closed reachable from term» hoặc «synthesis before posting».",
                  "«always» takes a sentence such as «closed reachable», «closed reachable from term» or «synthesis before posting».");
  }
  return read;
}

/// `posting`, `closed`, `vote`, `vote=failed|too_few`.
bool DefinitionReader::read_happening(const std::string& text, std::vector<Happening>& all, Mark mark) {
  const std::size_t equals = text.find('=');
  Happening happening{.id = text.substr(0, equals)};
  const auto [stage, step] = definition_.find_step(happening.id);
  const bool place = std::ranges::find(targets_, happening.id) != targets_.end();
  std::vector<std::string> known = equals == text.npos ? targets_ : std::vector<std::string>{};
  for (const auto& [id, tree] : step_trees_) known.push_back(id);
  if (!check_known({happening.id, mark}, known, "Không có giai đoạn, kết thúc hay bước", "There is no stage, end or step", faults_)) return false;
  if (step && place && equals == text.npos) {
    faults_.add(mark, fmt::format("«{}» vừa là tên bước vừa là tên giai đoạn hay kết thúc. Đề nghị đặt tên khác nhau.", happening.id),
                fmt::format("«{}» names a step and a stage or end. Give them different names.", happening.id));
    return false;
  }
  if (!step) {
    happening.kind = definition_.end(happening.id) ? Happening::Kind::end : Happening::Kind::stage;
    all.push_back(std::move(happening));
    return true;
  }
  happening.kind = Happening::Kind::step;
  if (equals != text.npos) happening.outcomes = split(std::string_view(text).substr(equals + 1), '|');
  for (const std::string& outcome : happening.outcomes)
    if (!check_known({outcome, mark}, outcomes(definition_, *step), fmt::format("Bước «{}» không có kết quả", step->id),
                     fmt::format("Step «{}» has no outcome", step->id), faults_))
      return false;
  all.push_back(std::move(happening));
  return true;
}

}  // namespace luan::workflow
