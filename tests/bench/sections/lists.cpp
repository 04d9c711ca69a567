// Every list page with ten thousand rows behind it, through the real store and server: how long until it answers, as half of the
// visits see it and as all but one in a hundred do. One client, one visit after the other; the whole page is waited for, which takes
// at least as long as its first byte.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "app/app.hpp"
#include "district.hpp"
#include "load.hpp"
#include "section.hpp"
#include "server_process.hpp"
#include "store/database.hpp"
#include "store/queries.hpp"
#include "store/writer.hpp"

namespace luan::bench {
namespace {

constexpr std::size_t many = 10'000, bytes_most = 30 * 1024;
constexpr double bar = 50;  // milliseconds

struct Page {
  std::string what, path;
  const Session& visitor;
};

double at(std::vector<double>& sorted, double part) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

/// Milliseconds of each visit, from the end of the answer before to the end of its own, sorted.
std::vector<double> visits(unsigned short port, const std::string& request, std::size_t count) {
  std::vector<double> out;
  auto before = std::chrono::steady_clock::now();
  run_load(port, 1, std::vector<std::string>(count + 1, request), [&](const Answer& answer) {
    expect(answer.status == 200, "the page is there");
    const auto now = std::chrono::steady_clock::now();
    out.push_back(std::chrono::duration<double, std::milli>(now - before).count());
    before = now;
  });
  out.erase(out.begin());  // with the connection
  std::ranges::sort(out);
  return out;
}

std::size_t compressed(const Page& page, unsigned short port) {
  std::size_t bytes = 0;
  run_load(port, 1, {page.visitor.get(page.path, "Accept-Encoding: br\r\n")}, [&](const Answer& answer) {
    expect(answer.status == 200 && !answer.header("content-encoding").empty(), "the page is there, compressed");
    bytes = answer.body.size();
  });
  return bytes;
}

/// The day on which most fall due: the sample's own rotations come before it, or are few.
std::string day_of_many(const District& district, std::size_t count) {
  const auto app = district.open();
  store::RotationQuery query;
  query.status = "open", query.by = store::RotationQuery::By::due, query.limit = static_cast<int>(count);
  const store::Reader reader = app->database().reader();
  return store::rotations(reader.session(), query).at(count / 2).due;
}

struct Lines {
  Series half, all;
};

}  // namespace

void lists(Bench& bench) {
  District district(bench.folder / "data");
  const std::size_t count = bench.scaled(many);
  district.with_many(count);
  const Voter sender = district.up_to_the_introduction(count), board = district.holder("organisation_board"), administrator = district.administrator();
  const std::string day = day_of_many(district, count), month = "/lich?ai=tat-ca&thang=" + day.substr(0, 7);
  ServerProcess server(bench.folder / "data");
  const Session as_sender(server.port(), sender.username, sender.password), as_board(server.port(), board.username, board.password),
      as_administrator(server.port(), administrator.username, administrator.password);
  const std::vector<Page> pages{{"my tasks, for whom all wait", "/", as_sender},
                                {"my tasks, the last page", fmt::format("/?trang={}", count / 100), as_sender},
                                {"my tasks, of whom none wait", "/", as_board},
                                {"rotations", "/ho-so", as_board},
                                {"rotations by name of the official", "/ho-so?sap-xep=official", as_board},
                                {"rotations by what is due", "/ho-so?sap-xep=due", as_board},
                                {"rotations found by two words", "/ho-so?q=thi+so", as_board},
                                {"rotations of one side", "/ho-so", as_sender},
                                {"officials", "/can-bo", as_board},
                                {"officials found by two words", "/can-bo?q=thi+so", as_board},
                                {"officials, the last page", fmt::format("/can-bo?trang={}", count / 100), as_board},
                                {"calendar of one for whom all wait", month, as_sender},
                                {"calendar of all", month, as_board},
                                {"a day on which all are due", "/lich/" + day + "?ai=tat-ca", as_board},
                                {"that day's last page", fmt::format("/lich/{}?ai=tat-ca&trang={}", day, count / 100), as_board},
                                {"meetings", "/phien-hop", as_board},
                                {"plans", "/ke-hoach", as_board},
                                {"lines of a plan that has a thousand", "/ke-hoach/" + district.long_plan(), as_board},
                                {"turns", "/thong-ke/luot?tu=01/01/2000", as_board},
                                {"rotations to trace", "/truy-vet", as_board},
                                {"search", "/tra-cuu?q=thi+so", as_board},
                                {"accounts", "/quan-tri", as_administrator},
                                {"accounts found by two words", "/quan-tri?q=thi+so", as_administrator},
                                {"deliveries", "/quan-tri/thu-bao", as_administrator}};
  std::vector<Lines> lines(pages.size());
  const std::size_t times = bench.scaled(200);
  for (const Page& page : pages) visits(server.port(), page.visitor.get(page.path), 5);  // warm
  for (int round = 0; round < bench.rounds; ++round)
    for (std::size_t i = 0; i < pages.size(); ++i) {
      auto sorted = visits(server.port(), pages[i].visitor.get(pages[i].path), times);
      lines[i].half.add(at(sorted, .5)), lines[i].all.add(at(sorted, .99));
    }
  std::string slow, large;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::size_t bytes = compressed(pages[i], server.port());
    bench.report.add({fmt::format("{} ({}), {} bytes by Brotli: half of the visits", pages[i].what, pages[i].path.substr(0, 24), bytes), "ms", lines[i].half});
    bench.report.add({"… 99 in a hundred", "ms", lines[i].all});
    if (lines[i].all.median() >= bar) slow += (slow.empty() ? "" : ", ") + pages[i].what;
    if (bytes > bytes_most) large += (large.empty() ? "" : ", ") + pages[i].what;
  }
  bench.report.note(slow.empty() ? "Every page answers under 50 ms, 99 times in a hundred." : "Over 50 ms: " + slow + ".");
  bench.report.note(large.empty() ? "Every page is under 30 KB by Brotli." : "Over 30 KB by Brotli: " + large + ".");
  server.stop();
}

}  // namespace luan::bench
