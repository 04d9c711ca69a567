#include "workflow/support/random_definition.hpp"

#include <random>
#include <set>
#include <utility>
#include <vector>

namespace luan::test {
namespace {

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  std::string definition() {
    const int stages = 1 + below(3);
    std::string text =
        "workflow: chance\nversion: 1\ntitle: { vi: Ngẫu nhiên, en: Chance }\nstart: { who: organisation_board at deciding, form: nomination }\n";
    for (int i = 0; i < stages; ++i) targets_.push_back("s" + std::to_string(i));
    targets_.insert(targets_.end(), {"good", "bad"});
    text += "stages:\n";
    for (int i = 0; i < stages; ++i) text += stage(i);
    text += "ends: { good: { vi: Xong, en: Done }, bad: { vi: Dừng, en: Dropped } }\n";
    if (below(2) == 0) {
      text += "actions:\n  leave: { title: { vi: Rút, en: Leave }, who: chair at deciding, ";
      if (below(2) == 0) text += "stages: [s" + std::to_string(below(stages)) + "], ";
      text += "go: " + targets_[index(targets_)] + " }\n";
    }
    return text + properties() + forms;
  }

 private:
  static constexpr const char* forms = R"(forms:
  nomination:
    title: { vi: Đề cử, en: Nomination }
    fields:
      official: { kind: person, required: true, label: { vi: Cán bộ, en: Official } }
      position: { kind: position, required: true, label: { vi: Chức danh, en: Post } }
  plain: { title: { vi: Ghi, en: Note }, fields: {} }
  yes_no:
    title: { vi: Có không, en: Yes or no }
    answers: { yes: { label: { vi: Có, en: Yes } }, no: { label: { vi: Không, en: No }, agrees: false } }
    fields: {}
  ballot:
    title: { vi: Phiếu, en: Ballot }
    answers: { for: { label: { vi: Tán thành, en: For } }, against: { label: { vi: Không, en: Against }, agrees: false } }
    fields: {}
)";

  struct Kind {
    std::string text;
    std::vector<std::string> outcomes;
  };
  static const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {"who: chair at deciding, form: plain, rule: first", {"done"}},
        {"who: chair at deciding, form: yes_no, rule: first", {"yes", "no"}},
        {"who: [party_committee at receiving, government at receiving], form: yes_no, rule: each, due: 3 days", {"all_agree", "differing", "no_reply"}},
        {"who: [chair at deciding, member at deciding], form: plain, rule: all, due: 2 working days", {"complete", "incomplete"}},
        {"who: [chair at deciding, member at deciding], form: ballot, rule: { ballot: { quorum: at least 2/3 of summoned, pass: more than 1/2 of summoned } }, "
         "due: "
         "4 days",
         {"passed", "failed", "too_few"}},
        {"who: [chair at deciding, member at deciding], form: ballot, rule: { ballot: { quorum: more than 1/2 of summoned, pass: at least 2/3 of present, tie: "
         "fails } }, due: 5 working days",
         {"passed", "failed", "too_few"}},
        {"who: [chair at deciding, member at deciding], form: ballot, rule: { ballot: { quorum: at least 1/3 of summoned, pass: more than 1/2 of valid, tie: "
         "chair } }, due: 3 days",
         {"passed", "failed", "too_few"}},
        {"who: official, form: yes_no, rule: first", {"yes", "no"}},
        {"plugin: score_weighted, bands: { high: { from: 50, label: { vi: Cao, en: High } }, low: { from: 0, label: { vi: Thấp, en: Low } } }",
         {"high", "low"}},
    };
    return all;
  }

  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  template <class Things>
  std::size_t index(const Things& things) {
    return random_() % things.size();
  }

  std::string some_of(const std::vector<std::string>& outcomes) {
    std::string list = outcomes[index(outcomes)];
    if (const std::string other = outcomes[index(outcomes)]; below(2) == 0 && other != list) list += ", " + other;
    return "[" + list + "]";
  }

  std::string stage(int number) {
    const std::string id = "s" + std::to_string(number);
    std::string text = "  " + id + ":\n    title: { vi: " + id + ", en: " + id + " }\n    steps:\n";
    std::vector<std::pair<std::string, const Kind*>> steps;
    for (int i = 0, count = 1 + below(3); i < count; ++i) {
      const std::string step = id + static_cast<char>('a' + i);
      const Kind& kind = kinds()[index(kinds())];
      text += "      " + step + ": { title: { vi: " + step + ", en: " + step + " }, " + kind.text;
      if (i > 0 && below(2) == 0) {
        const auto& before = steps[index(steps)];
        text += ", after: [" + before.first + "]";
        if (below(2) == 0) text += ", opens_if: { " + before.first + ": " + some_of(before.second->outcomes) + " }";
      }
      text += " }\n";
      steps.emplace_back(step, &kind);
      all_.emplace_back(step, &kind);
    }
    if (below(3) == 0)  // something that comes again and again beside the rest
      text += "      " + id + "r: { title: { vi: " + id + "r, en: " + id +
              "r }, who: chair at deciding, form: yes_no, rule: first, due: 3 days, repeat: quarterly }\n";
    text += "    next:\n";
    for (int i = 0, count = 1 + below(4); i < count; ++i) {
      text += "      - { ";
      if (i + 1 < count || below(3) == 0) {
        const auto& [step, kind] = steps[index(steps)];
        text += "when: { " + step + ": " + some_of(kind->outcomes) + " }, ";
      }
      text += "go: " + targets_[index(targets_)] + " }\n";
    }
    return text;
  }

  std::string happening() {
    if (below(2) == 0) return targets_[index(targets_)];
    const auto& [step, kind] = all_[index(all_)];
    return below(2) == 0 ? step : step + "=" + kind->outcomes[index(kind->outcomes)];
  }

  std::string properties() {
    std::string never = "never: [", always = "always: [";
    std::set<std::string> sentences;
    while (sentences.size() < 3) {
      std::string sentence = happening() + (below(2) == 0 ? " without " : " after ") + happening() + (below(3) == 0 ? " or " + happening() : "");
      if (below(3) == 0) sentence += " since s0";
      sentences.insert(sentence);
    }
    for (const std::string& sentence : sentences) never += (sentence == *sentences.begin() ? "" : ", ") + sentence;
    always += happening() + " reachable";
    return never + "]\n" + always + "]\n";
  }

  std::mt19937 random_;
  std::vector<std::string> targets_;
  std::vector<std::pair<std::string, const Kind*>> all_;
};

}  // namespace

std::string random_definition(unsigned seed) { return Chance(seed).definition(); }

}  // namespace luan::test
