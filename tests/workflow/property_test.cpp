#include "workflow/property.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "workflow/checker.hpp"
#include "workflow/loader.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"
#include "workflow/tell.hpp"

namespace luan::test {
namespace {
using namespace workflow;

/// The small workflow with a line of properties.
std::string with(const std::string& line) { return changed(small_workflow, "stages:\n  review:", line + "\nstages:\n  review:"); }

struct Case {
  const char* line;
  bool holds;
};
const std::vector<Case> cases{
    {"never: term without decision=issue", true},
    {"never: term without score", true},
    {"never: term without score=high", false},
    {"never: [term without score=high or score=low]", true},
    {"never: dropped without vote", false},  // withdrawn before
    {"never: dropped after decision=issue", false},
    {"never: [closed without opinions=agree, closed after opinions=disagree]", false},  // disagreed once, extended, then agreed
    {"never: closed after opinions=disagree since term", true},
    {"never: decision after decision", false},
    {"never: decision=issue after decision=issue", true},
    {"never: score after vote", false},  // side by side: any order
    {"never: decision after vote=failed|too_few since review", true},
    {"never: reply without yearly", true},
    {"never: yearly without reply", false},
    {"never: closed after yearly", false},
    {"never: closed without yearly", false},
    {"never: review without vote", false},  // the first stage
    {"always: closed reachable", true},
    {"always: dropped reachable from term", true},
    {"always: closed reachable from review", true},
    {"always: decision=issue reachable", true},  // still, or it has come
    {"always: vote=passed before decision", true},
    {"always: score or vote before term", true},
    {"always: opinions=disagree before closed", false},
};

struct Wrong {
  const char* line;
  const char* vi;
  const char* en;
};
const std::vector<Wrong> wrong{
    {"never: term without descision", "Không có giai đoạn, kết thúc hay bước «descision». Có phải là «decision»?",
     "There is no stage, end or step «descision»."},
    {"never: term without decision=isue", "Bước «decision» không có kết quả «isue»", "Step «decision» has no outcome «isue»."},
    {"never: term without decision=", "Bước «decision» không có kết quả «»", "Step «decision» has no outcome «»."},
    {"never: term=done without score", "Không có giai đoạn, kết thúc hay bước «term»", "There is no stage, end or step «term»."},
    {"never: term without score since revue", "Không có giai đoạn «revue»", "There is no stage «revue»."},
    {"never: term reachable", "«never» cần câu như", "«never» takes a sentence such as"},
    {"never: term", "«never» cần câu như", "«never» takes a sentence such as"},
    {"never: term without score or", "«never» cần câu như", "«never» takes a sentence such as"},
    {"never: term without score vote", "«never» cần câu như", "«never» takes a sentence such as"},
    {"always: term without score", "«always» cần câu như", "«always» takes a sentence such as"},
    {"always: closed reachable since term", "«always» cần câu như", "«always» takes a sentence such as"},
    {"always: score before term from review", "«always» cần câu như", "«always» takes a sentence such as"},
};

std::string page() {
  std::ifstream file(LUAN_SOURCE_DIR "/docs/properties.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("A property holds, or is broken by a run that the engine carries out") {
  for (const Case& each : cases) {
    DYNAMIC_SECTION(each.line) {
      const auto definition = load_definition("small.yaml", with(each.line), roles);
      if (!definition) FAIL(definition.error().front().line(Language::en));
      const CheckReport report = check(*definition);
      CHECK(report.findings.empty() == each.holds);
      for (const Finding& finding : report.findings) {
        std::string story;
        for (const Localized& sentence : sentences(*definition, finding.trace)) story += sentence.en + "\n";
        INFO(finding.text.en << "\n" << story);
        CHECK(finding.kind == "property");
        CHECK(finding.mark.line == mark_of(with(each.line), each.line).line);
        const Told told = tell(*definition, finding.trace);
        INFO((told.stopped ? told.stopped->text.en : std::string()));
        CHECK_FALSE(told.stopped);
        const bool broken = std::ranges::any_of(definition->properties, [&](const Property& one) { return broken_at(one, told.history).has_value(); });
        CHECK(broken);
      }
    }
  }
}

TEST_CASE("The way that breaks a property is a shortest one, told in both languages") {
  const auto definition = load_definition("small.yaml", with("never: dropped without vote"), roles);
  REQUIRE(definition);
  const CheckReport report = check(*definition);
  REQUIRE(report.findings.size() == 1);
  const Finding& finding = report.findings.front();
  CHECK(finding.text.vi == "«never: dropped without vote» không giữ được: có đường mà hồ sơ tới «Dừng» trong khi chưa: «Biểu quyết» có kết quả.");
  CHECK(finding.text.en ==
        "«never: dropped without vote» does not hold: there is a way on which the rotation reaches «Dropped» and not before: «Vote» is done.");
  CHECK(finding.trace.acts == std::vector<TraceAct>{{"review", "", "", "withdraw", "dropped"}});
}

TEST_CASE("A property that cannot be read is told where and how it is written") {
  for (const Wrong& each : wrong) {
    DYNAMIC_SECTION(each.line) {
      const auto definition = load_definition("small.yaml", with(each.line), roles);
      REQUIRE_FALSE(definition);
      const LoadError& error = definition.error().front();
      INFO(error.text.vi << "\n" << error.text.en);
      CHECK(error.mark.line == mark_of(with(each.line), each.line).line);
      CHECK(error.text.vi.find(each.vi) != std::string::npos);
      CHECK(error.text.en.find(each.en) != std::string::npos);
    }
  }
}

TEST_CASE("The properties on the page of properties are the shipped workflow's to prove") {
  const std::string text = page();
  const auto begin = text.find("```yaml\n") + 8;
  const std::string example = text.substr(begin, text.find("```", begin) - begin);
  std::ifstream file(LUAN_SOURCE_DIR "/workflows/rotation.yaml");
  std::stringstream shipped;
  shipped << file.rdbuf();
  std::string workflow = shipped.str();
  const auto from = workflow.find("never:\n"), to = workflow.find("stages:\n");
  REQUIRE((from != std::string::npos && from < to));
  const auto definition = load_definition("rotation.yaml", workflow.replace(from, to - from, example), roles);
  if (!definition) FAIL(definition.error().front().line(Language::en));
  CHECK(definition->properties.size() == 4);
  CHECK(check(*definition).findings.empty());
}

}  // namespace luan::test
