#include "http/wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace luan::http {
namespace {

constexpr auto with_error = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace

Wire::Wire(Socket socket) : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

void Wire::arm(Time at) {
  late_ = false;
  const std::size_t mine = ++generation_;
  timer_.expires_at(at);
  timer_.async_wait([self = shared_from_this(), mine](const boost::system::error_code& error) {
    if (error || mine != self->generation_) return;
    self->late_ = true;
    boost::system::error_code ignored;
    self->socket_.cancel(ignored);
  });
}

void Wire::disarm() {
  ++generation_;
  timer_.cancel();
}

void Wire::take(std::size_t count) {
  taken_ += count;
  if (taken_ < buffer_.size()) return;
  buffer_.clear();
  taken_ = 0;
}

Awaitable<Wire::Got> Wire::fill(std::size_t most, Time until) {
  if (taken_ > 0) {
    buffer_.erase(0, taken_);
    taken_ = 0;
  }
  const std::size_t before = buffer_.size();
  // First wait, then make room: an idle connection keeps no buffer.
  if (before == 0) buffer_.shrink_to_fit();
  arm(until);
  auto waiting = socket_.async_wait(Socket::wait_read, with_error);
  const auto [wait_error] = co_await std::move(waiting);
  disarm();
  if (wait_error) co_return late_ ? Got::late : Got::end;
  buffer_.resize(before + most);
  boost::system::error_code error;
  socket_.non_blocking(true, error);
  const std::size_t count = error ? 0 : socket_.read_some(boost::asio::buffer(buffer_.data() + before, most), error);
  buffer_.resize(before + count);
  if (error == boost::asio::error::would_block || error == boost::asio::error::try_again) co_return Got::bytes;
  co_return error ? Got::end : Got::bytes;
}

Awaitable<bool> Wire::write(std::string_view head, std::string_view body, std::chrono::milliseconds stall) {
  std::array<boost::asio::const_buffer, 2> parts{boost::asio::buffer(head), boost::asio::buffer(body)};
  while (parts[0].size() + parts[1].size() > 0) {
    arm(std::chrono::steady_clock::now() + stall);
    auto writing = socket_.async_write_some(parts, with_error);
    const auto [error, sent] = co_await std::move(writing);
    disarm();
    if (error) co_return false;
    const std::size_t of_head = std::min(sent, parts[0].size());
    parts[0] += of_head;
    parts[1] += sent - of_head;
  }
  co_return true;
}

Awaitable<void> Wire::linger(std::size_t bytes, std::chrono::milliseconds time) {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  const Time until = std::chrono::steady_clock::now() + time;
  std::size_t drained = pending().size();
  take(drained);
  while (drained < bytes) {
    auto filling = fill(std::min<std::size_t>(bytes - drained, 16 * 1024), until);
    const Got got = co_await std::move(filling);
    if (got != Got::bytes) break;
    drained += pending().size();
    take(pending().size());
  }
  close();
}

Awaitable<Wire::Woken> Wire::rest(Time until) {
  if (std::exchange(told_, false)) co_return Woken::told;
  resting_ = true;
  arm(until);
  auto waiting = socket_.async_wait(Socket::wait_read, with_error);
  const auto [error] = co_await std::move(waiting);
  disarm();
  resting_ = false;
  if (std::exchange(told_, false)) co_return Woken::told;
  if (error) co_return late_ ? Woken::late : Woken::end;
  std::array<char, 4096> unwanted;
  boost::system::error_code failed;
  socket_.non_blocking(true, failed);
  if (!failed) socket_.read_some(boost::asio::buffer(unwanted), failed);
  const bool nothing_yet = failed == boost::asio::error::would_block || failed == boost::asio::error::try_again;
  co_return failed && !nothing_yet ? Woken::end : Woken::told;
}

void Wire::wake() {
  told_ = true;
  boost::system::error_code ignored;
  if (resting_) socket_.cancel(ignored);
}

void Wire::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace luan::http
