// News of what is recorded, for people who have a page open: which rotations, meetings and plans have changed, how many tasks one
// has, how many have voted. Ids and counts only, each only of what the listener may see; never how somebody voted, nor how a vote
// stands before it closes.
//
// A feed follows what is committed: it looks at the length of the log ten times a second while anybody listens, and reads the
// entries that have come. So the writer neither waits for listeners nor knows of them, and a restart loses nothing: what was missed
// is in the log.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/refusal.hpp"

namespace luan::app {

class App;
struct Caller;

struct NewsItem {
  enum class Kind : unsigned char {
    news,
    reset,  // what was missed is told no more: everything may have changed
    bye,    // signed out, disabled, other roles: nothing comes after it
  };
  Kind kind = Kind::news;
  std::int64_t at = -1;              // index of the last entry of the log that this tells of
  std::vector<std::string> about{};  // ids of rotations, meetings, plans; "tasks": which tasks there are
  /// tasks, petitions, petitions-overdue, petitions-to-close, and turnout_name() of votes.
  std::vector<std::pair<std::string, int>> counts{};
};

/// How the count of those who have answered a vote is called.
[[nodiscard]] std::string turnout_name(std::string_view rotation, std::string_view step, int run);

class NewsListener {
 public:
  virtual ~NewsListener() = default;
  /// On the feed's thread, one item after the other. Must not wait or throw.
  virtual void hear(const NewsItem& item) = 0;
  /// Any thread. False: nobody is there any more; it is dropped.
  [[nodiscard]] virtual bool listens() const = 0;
};

class News {
 public:
  struct Options {
    std::chrono::milliseconds look_every{100}, sessions_every{1'000};
    std::int64_t kept = 1'000;  // entries after which a listener that was away can go on; one who missed more is reset
    std::size_t each_account = 64;
  };
  /// `app` outlives it.
  explicit News(const App& app) : News(app, Options{}) {}
  News(const App& app, Options options);
  /// Ends the thread; listeners hear nothing more.
  ~News();
  News(const News&) = delete;

  void start();  // a thread of its own looks from now on
  /// Tells everybody what he has not heard. For the thread; for a test that has not started one.
  void look();

  /// From any thread. `after`: index of the last entry of which the caller has heard; nothing: he begins now, and hears how things
  /// stand. `caller` has a session. Refused where the account has too many listeners.
  [[nodiscard]] Result<void> listen(const Caller& caller, std::optional<std::int64_t> after, std::shared_ptr<NewsListener> listener);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::app
