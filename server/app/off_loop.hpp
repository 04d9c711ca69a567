// Waiting, as a coroutine, for what is done on another thread: the loop goes on with others meanwhile.
#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "app/app.hpp"

namespace luan::app {

/// Tells that it is done, or what went wrong. Called once at most, from any thread.
using Finish = std::function<void(std::exception_ptr)>;
/// `start` hands work on and keeps what tells its end. Resumes on the caller's executor; throws what is told to have gone wrong. Where
/// the loop has ended first, whoever waits is left as he lies.
Awaitable<void> finished_off_loop(std::function<void(Finish)> start);

/// Tells the answer, or what went wrong. Called once at most, from any thread.
template <class T>
using Answer = std::function<void(std::exception_ptr, T)>;

/// The same for work that has an answer.
template <class T>
Awaitable<T> off_loop(std::function<void(Answer<T>)> start) {
  const auto kept = std::make_shared<std::optional<T>>();  // written before the end is told, read after
  // Named values: GCC 12 frees twice what a lambda inside a co_await expression captures.
  std::function<void(Finish)> begin = [kept, start = std::move(start)](Finish finish) {
    start([kept, finish = std::move(finish)](std::exception_ptr failure, T answer) {
      kept->emplace(std::move(answer));
      finish(std::move(failure));
    });
  };
  co_await finished_off_loop(std::move(begin));
  co_return std::move(**kept);
}

}  // namespace luan::app
