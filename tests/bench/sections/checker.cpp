// How long it takes to prove a workflow: the shipped one, and one of a hundred stages with steps side by side and properties
// of its own. What it must stay under is a second.
#include <chrono>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "identity/permission.hpp"
#include "section.hpp"
#include "workflow/checker.hpp"
#include "workflow/loader.hpp"

namespace luan::bench {
namespace {

std::string stage(int number, int count) {
  const std::string id = fmt::format("s{:03}", number), next = number + 1 < count ? fmt::format("s{:03}", number + 1) : std::string("done");
  std::string text = fmt::format("  {0}:\n    title: {{ vi: {0}, en: {0} }}\n    steps:\n", id);
  for (const char body : {'a', 'b', 'c', 'd'})
    text += fmt::format(
        "      {0}_{1}: {{ title: {{ vi: {0}{1}, en: {0}{1} }}, who: [party_committee at receiving, government at receiving], form: opinion, rule: each, due: "
        "10 "
        "working days }}\n",
        id, body);
  text += fmt::format(
      "      {0}_vote: {{ title: {{ vi: {0} v, en: {0} v }}, after: [{0}_a, {0}_b, {0}_c, {0}_d], who: [chair at deciding, member at deciding], form: vote, "
      "rule: {{ "
      "ballot: {{ quorum: at least 2/3 of summoned, pass: more than 1/2 of summoned }} }}, due: 5 working days }}\n",
      id);
  text += fmt::format("    next:\n      - {{ when: {{ {0}_a: differing, {0}_vote: passed }}, go: {0} }}\n", id);
  for (const char body : {'b', 'c', 'd'}) text += fmt::format("      - {{ when: {{ {0}_{1}: no_reply, {0}_vote: too_few }}, go: s000 }}\n", id, body);
  return text + fmt::format("      - {{ when: {{ {0}_vote: passed }}, go: {1} }}\n      - {{ go: dropped }}\n", id, next);
}

/// Each stage can end in 3⁴ × 3 ways.
std::string wide_workflow(int stages) {
  std::string text =
      "workflow: wide\nversion: 1\ntitle: { vi: Rộng, en: Wide }\nstart: { who: organisation_board at deciding, form: nomination }\nnever: [done without "
      "s050_vote=passed, s099 without s000_a since s000, dropped after s099_vote=passed since s099]\nalways: [done reachable, s010_vote before "
      "s011]\nstages:\n";
  for (int i = 0; i < stages; ++i) text += stage(i, stages);
  return text + R"(ends: { done: { vi: Xong, en: Done }, dropped: { vi: Dừng, en: Dropped } }
actions: { withdraw: { title: { vi: Rút, en: Withdraw }, who: chair at deciding, go: dropped } }
forms:
  nomination:
    title: { vi: Đề cử, en: Nomination }
    fields:
      official: { kind: person, required: true, label: { vi: Cán bộ, en: Official } }
      position: { kind: position, required: true, label: { vi: Chức danh, en: Post } }
  opinion:
    title: { vi: Ý kiến, en: Opinion }
    answers: { agree: { label: { vi: Đồng ý, en: Agree } }, disagree: { label: { vi: Không, en: Disagree }, agrees: false } }
    fields: {}
  vote:
    title: { vi: Phiếu, en: Ballot }
    answers: { for: { label: { vi: Tán thành, en: For } }, against: { label: { vi: Không, en: Against }, agrees: false } }
    fields: {}
)";
}

workflow::Definition loaded(const std::string& name, const std::string& text) {
  auto definition = workflow::load_definition(name, text, identity::role_names());
  expect(definition.has_value(), definition ? "it loads" : definition.error().front().line(Language::en));
  return std::move(*definition);
}

double milliseconds(const workflow::Definition& definition) {
  const auto before = std::chrono::steady_clock::now();
  const workflow::CheckReport report = workflow::check(definition);
  const double took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
  expect(report.findings.empty(), report.findings.empty() ? "it holds" : report.findings.front().text.en);
  return took;
}

}  // namespace

void checker(Bench& bench) {
  std::ifstream file(LUAN_SOURCE_DIR "/workflows/rotation.yaml", std::ios::binary);
  const workflow::Definition shipped = loaded("rotation.yaml", std::string(std::istreambuf_iterator<char>(file), {}));
  const workflow::Definition wide = loaded("wide.yaml", wide_workflow(100));
  Series small, large;
  for (int round = 0; round < bench.rounds; ++round) {
    small.add(milliseconds(shipped));
    large.add(milliseconds(wide));
  }
  bench.report.add({"the shipped workflow proved", "ms", small});
  bench.report.add({"a workflow of 100 stages, 243 endings each, proved", "ms", large, large.median() / 1000, "the second it may take"});
}

}  // namespace luan::bench
