// The page a person opens first: «Việc của tôi» with 33 tasks, built anew for every request, beside Beast's hello.
#include <fmt/format.h>

#include "district.hpp"
#include "hello.hpp"
#include "load.hpp"
#include "section.hpp"
#include "server_process.hpp"

namespace luan::bench {
namespace {

constexpr std::size_t tasks = 33, connections = 64;

std::size_t bytes_of(unsigned short port, const std::string& request) {
  std::size_t bytes = 0;
  run_load(port, 1, {request}, [&](const Answer& answer) {
    expect(answer.status == 200, "the page is there");
    bytes = answer.body.size();
  });
  return bytes;
}

}  // namespace

void task_page(Bench& bench) {
  District district(bench.folder / "data");
  const Voter who = district.up_to_the_introduction(tasks);
  const Hello hello(io_threads());
  ServerProcess server(bench.folder / "data");
  const Session session(server.port(), who.username, who.password);
  const std::string plain = session.get("/"), compressed = session.get("/", "Accept-Encoding: br\r\n");
  run_load(server.port(), 1, {session.get("/api/v1/tasks")},
           [](const Answer& answer) { expect(json::parse(answer.body).at("items").as_array().size() >= tasks, "the account has the tasks"); });

  Series hellos, plain_pages, compressed_pages;
  const std::size_t pages = bench.scaled(1'500);
  repeat(server.port(), connections, plain, pages);  // warm
  for (int round = 0; round < bench.rounds; ++round) {
    hellos.add(repeat(hello.port(), connections, hello_request, bench.scaled(16'000)).per_second());
    plain_pages.add(repeat(server.port(), connections, plain, pages).per_second());
    compressed_pages.add(repeat(server.port(), connections, compressed, pages).per_second());
  }
  bench.report.add({"bare Beast, hello, 64 connections", "requests/s", hellos});
  const auto line = [&](const std::string& how, const std::string& request, const Series& series) {
    bench.report.add(
        {fmt::format("the page, {} bytes{}", bytes_of(server.port(), request), how), "requests/s", series, series.median() / hellos.median(), "bare Beast"});
  };
  line("", plain, plain_pages);
  line(" by Brotli", compressed, compressed_pages);
  server.stop();
}

}  // namespace luan::bench
