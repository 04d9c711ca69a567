#include "cli/wait_for.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace luan::cli {
namespace {

template <class T>
T result_of(app::Awaitable<T> work) {
  // It outlives the app: the writer's thread may still be leaving `post` when this one has its answer.
  static boost::asio::io_context context;
  context.restart();
  auto future = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
  context.run();
  return future.get();
}

}  // namespace

Result<void> wait_for(app::Awaitable<Result<void>> work) { return result_of(std::move(work)); }
Result<app::AccountView> wait_for(app::Awaitable<Result<app::AccountView>> work) { return result_of(std::move(work)); }
Result<app::ImportReport> wait_for(app::Awaitable<Result<app::ImportReport>> work) { return result_of(std::move(work)); }

}  // namespace luan::cli
