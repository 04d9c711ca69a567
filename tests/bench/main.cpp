// ./dev bench [NAME…] [--json] [--rounds N] [--scale X] [--folder DIR] [--program LUAN]: runs the sections named,
// or all of them. --program measures another build of luan, to compare with.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "section.hpp"
#include "server_process.hpp"

namespace {

using luan::bench::Section;

struct Wishes {
  std::vector<const Section*> sections;
  bool as_json = false;
  int rounds = 5;
  double scale = 1;
  std::filesystem::path folder = LUAN_BINARY_DIR "/bench";
};

int usage(const std::string& what) {
  std::fputs((what + "\nbench [SECTION…] [--json] [--rounds N] [--scale X] [--folder DIR] [--program LUAN]\nSections:\n").c_str(), stderr);
  for (const Section& section : luan::bench::sections()) std::fputs(fmt::format("  {:<12} {}\n", section.name, section.title).c_str(), stderr);
  return 2;
}

/// "" where all is understood.
std::string read(const std::vector<std::string>& words, Wishes& wishes) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = [&] { return ++i < words.size() ? words[i] : std::string(); };
    if (words[i] == "--json")
      wishes.as_json = true;
    else if (words[i] == "--rounds")
      wishes.rounds = std::atoi(value().c_str());
    else if (words[i] == "--scale")
      wishes.scale = std::atof(value().c_str());
    else if (words[i] == "--folder")
      wishes.folder = std::filesystem::path(value()) / "luan-bench";
    else if (words[i] == "--program")
      luan::bench::use_program(std::filesystem::absolute(value()));
    else {
      const auto& all = luan::bench::sections();
      const auto found = std::ranges::find(all, words[i], &Section::name);
      if (found == all.end()) return "there is no section " + words[i];
      wishes.sections.push_back(&*found);
    }
  }
  if (wishes.rounds < 1 || wishes.scale <= 0) return "at least one round, and a scale over 0";
  if (wishes.sections.empty())
    for (const Section& section : luan::bench::sections()) wishes.sections.push_back(&section);
  return {};
}

}  // namespace

int main(int count, char** words) {
  Wishes wishes;
  if (const std::string wrong = read({words + 1, words + count}, wishes); !wrong.empty()) return usage(wrong);
  spdlog::set_level(spdlog::level::warn);
  luan::bench::Report report;
  try {
    for (const Section* section : wishes.sections) {
      std::fputs(fmt::format("==> {}\n", section->name).c_str(), stderr);
      std::filesystem::remove_all(wishes.folder);
      std::filesystem::create_directories(wishes.folder);
      report.begin(std::string(section->title));
      luan::bench::Bench bench{wishes.folder, wishes.rounds, wishes.scale, report};
      section->run(bench);
    }
  } catch (const std::exception& error) {
    std::fputs(fmt::format("FAILED: {}\n(what was written is left in {})\n", error.what(), wishes.folder.string()).c_str(), stderr);
    return 1;
  }
  std::filesystem::remove_all(wishes.folder);
  std::fputs((wishes.as_json ? luan::json::serialize(report.to_json()) + "\n" : report.markdown()).c_str(), stdout);
  return 0;
}
