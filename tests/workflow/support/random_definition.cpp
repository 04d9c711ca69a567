#include "workflow/support/random_definition.hpp"

#include <random>
#include <set>
#include <vector>

namespace luan::test {
namespace {

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  std::string definition() {
    const int stages = stages_ = 1 + below(3);
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
    std::string asks;  // who, form, rule; or the plugin
    std::string due;   // empty: waits as long as it takes
    std::vector<std::string> outcomes;
    bool of_people = true;  // who may have a conflict
  };
  static const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {"who: chair at deciding, form: plain, rule: first", "", {"done"}},
        {"who: chair at deciding, form: yes_no, rule: first", "", {"yes", "no"}},
        {"who: [party_committee at receiving, government at receiving], form: yes_no, rule: each", "3 days", {"all_agree", "differing", "no_reply"}},
        {"who: [chair at deciding, member at deciding], form: plain, rule: all", "2 working days", {"complete", "incomplete"}},
        {"who: [chair at deciding, member at deciding], form: ballot, rule: { ballot: { quorum: at least 2/3 of summoned, pass: more than 1/2 of summoned } }",
         "4 days",
         {"passed", "failed", "too_few"}},
        {"who: [chair at deciding, member at deciding], form: ballot, rule: { ballot: { quorum: more than 1/2 of summoned, pass: at least 2/3 of present, tie: "
         "fails } }",
         "5 working days",
         {"passed", "failed", "too_few"}},
        {"who: [chair at deciding, member at deciding], form: ballot, rule: { ballot: { quorum: at least 1/3 of summoned, pass: more than 1/2 of valid, tie: "
         "chair } }",
         "3 days",
         {"passed", "failed", "too_few"}},
        {"who: official, form: yes_no, rule: first", "", {"yes", "no"}, false},
        {"plugin: score_weighted, bands: { high: { from: 50, label: { vi: Cao, en: High } }, low: { from: 0, label: { vi: Thấp, en: Low } } }",
         "",
         {"high", "low"},
         false},
    };
    return all;
  }

  struct Made {
    std::string id;
    std::vector<std::string> outcomes;
  };

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

  /// What else a date may count from, there or not: a step that has come before in the file, a stage, the nomination.
  std::string anchor(const std::string& own_stage) {
    switch (below(4)) {
      case 0: return "nomination";
      case 1: return "opening of s" + std::to_string(below(stages_));
      case 2:
        if (const std::string other = "s" + std::to_string(below(stages_)); other != own_stage) return "closing of " + other;
        break;
      default: break;
    }
    if (all_.empty()) return "opening of " + own_stage;
    return (below(2) == 0 ? "closing of " : "opening of ") + all_[index(all_)].id;
  }

  std::string due_of(const Kind& kind, const std::string& own_stage) {
    if (kind.asks.starts_with("plugin")) return "";
    const std::string wait = kind.due.empty() ? "6 days" : kind.due;
    if (below(4) == 0) return ", due: " + wait + (below(4) == 0 ? " before " : " after ") + anchor(own_stage);
    return kind.due.empty() ? "" : ", due: " + kind.due;
  }

  /// One step, and the outcomes it may have.
  Made step(const std::string& id, const std::string& own_stage, const std::vector<Made>& before, std::string& text) {
    const Kind& kind = kinds()[index(kinds())];
    Made made{id, kind.outcomes};
    text += "      " + id + ": { title: { vi: " + id + ", en: " + id + " }, " + kind.asks + due_of(kind, own_stage);
    if (kind.of_people && below(4) == 0) {
      text += ", nobody_left: all_recused";
      made.outcomes.emplace_back("all_recused");
    }
    if (!before.empty() && below(2) == 0) {
      const Made& earlier = before[index(before)];
      text += ", after: [" + earlier.id + "]";
      if (below(2) == 0) text += ", opens_if: { " + earlier.id + ": " + some_of(earlier.outcomes) + " }";
      if (kind.outcomes.front() == "yes" && below(2) == 0) text += ", answers_if: { yes: { " + earlier.id + ": " + some_of(earlier.outcomes) + " } }";
    }
    text += " }\n";
    return made;
  }

  std::string stage(int number) {
    const std::string id = "s" + std::to_string(number);
    std::string text = "  " + id + ":\n    title: { vi: " + id + ", en: " + id + " }\n    steps:\n";
    std::vector<Made> steps;
    for (int i = 0, count = 1 + below(3); i < count; ++i) {
      steps.push_back(step(id + static_cast<char>('a' + i), id, steps, text));
      all_.push_back(steps.back());
    }
    if (below(3) == 0)  // something that comes again and again beside the rest
      text += "      " + id + "r: { title: { vi: " + id + "r, en: " + id +
              "r }, who: chair at deciding, form: yes_no, rule: first, due: 3 days, repeat: quarterly }\n";
    text += "    next:\n";
    for (int i = 0, count = 1 + below(4); i < count; ++i) {
      text += "      - { ";
      if (i + 1 < count || below(3) == 0) {
        const Made& step = steps[index(steps)];
        text += "when: { " + step.id + ": " + some_of(step.outcomes) + " }, ";
      }
      text += "go: " + targets_[index(targets_)] + " }\n";
    }
    return text;
  }

  std::string happening() {
    if (below(2) == 0) return targets_[index(targets_)];
    const Made& step = all_[index(all_)];
    return below(2) == 0 ? step.id : step.id + "=" + step.outcomes[index(step.outcomes)];
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
  std::vector<Made> all_;
  int stages_ = 0;
};

}  // namespace

std::string random_definition(unsigned seed) { return Chance(seed).definition(); }

}  // namespace luan::test
