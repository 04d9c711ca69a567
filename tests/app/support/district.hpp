// A small committee with one ward and one office, on a real data directory: the world of the app's tests.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <map>
#include <string>

#include "app/app.hpp"
#include "app/impl.hpp"

namespace luan::test {

/// A context of this thread's own, kept to the end of the process: the writer's thread may still be leaving `post` when the
/// waiting one has its answer.
[[nodiscard]] boost::asio::io_context& own_context();

/// Runs a coroutine to its end on this thread.
template <class T>
T wait_for(app::Awaitable<T> work) {
  boost::asio::io_context& context = own_context();
  context.restart();
  auto future = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
  context.run();
  return future.get();
}

/// A folder that goes when the test ends.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] app::Configuration test_configuration();

class District {
 public:
  District();
  explicit District(app::Configuration configuration);

  [[nodiscard]] app::Caller caller(const std::string& username) const;
  /// Nominates «Đỗ Văn Bình» for the ward's secretary; the rotation's id.
  std::string nominate() { return nominate("rotation"); }
  std::string nominate(const std::string& workflow);
  /// The first choices of every task there is, until nobody has one; how many were done.
  int work();
  /// As far as the first open step of that name; fails the test where it does not come within seven years.
  void until_open(const std::string& rotation, const std::string& step);
  [[nodiscard]] Result<app::Recorded> respond(const std::string& username, const std::string& rotation, const std::string& step, json::value body,
                                              app::RequestMeta meta = {});
  [[nodiscard]] Result<app::Recorded> act(const std::string& username, const std::string& rotation, const std::string& action, json::value body);
  [[nodiscard]] bool is_open(const std::string& rotation, const std::string& step) const;
  void days(int count);
  /// Closes and opens the same data directory.
  void restart();

  Folder folder;
  app::Configuration configuration;
  std::shared_ptr<ManualClock> clock;
  std::unique_ptr<app::App> app;
  std::vector<std::string> usernames;
  UnitId committee, office, ward;
  OfficialId binh;
  PositionId secretary;

 private:
  void people();
  AccountId account(store::Transaction& transaction, const std::string& username, const std::string& name, const std::string& role, const UnitId& unit,
                    OfficialId official = {});
  bool one_task(const std::string& username, const std::string& stop_before);
  bool go_on(const std::string& stop_before);
};

inline constexpr const char* password = "hoa-sen-trang-2026";

}  // namespace luan::test
