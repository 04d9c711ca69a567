#include "app/pace.hpp"

#include <catch2/catch.hpp>
#include <thread>

using namespace std::chrono_literals;
using luan::app::Pace;

namespace {

/// Somebody who never stops sending commands, until the end of the test.
std::jthread somebody(Pace& pace) {
  pace.command_came();
  return std::jthread([&pace](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pace.command_came();
      std::this_thread::yield();
    }
  });
}

}  // namespace

TEST_CASE("with nobody there, what is sent out does not rest at all") {
  Pace pace;
  const auto began = Pace::Clock::now();
  for (int letter = 0; letter < 1000; ++letter) pace.give_way(1h, {});
  CHECK(Pace::Clock::now() - began < 10min);  // a second for each would be sixteen
}

TEST_CASE("while people act it rests nine times what it worked, and goes on") {
  Pace pace;
  const std::jthread people = somebody(pace);
  for (const auto worked : {1ms, 5ms}) {
    const auto began = Pace::Clock::now();
    pace.give_way(worked, {});
    CHECK(Pace::Clock::now() - began >= 9 * worked);
  }
}

TEST_CASE("who stops the server does not wait for a rest") {
  Pace pace;
  const std::jthread people = somebody(pace);
  std::stop_source stop;
  std::jthread resting([&](const std::stop_token&) {
    while (!stop.stop_requested()) pace.give_way(1h, stop.get_token());
  });
  stop.request_stop();
  resting.join();
  CHECK(stop.stop_requested());
}
