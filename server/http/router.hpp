// Which handler answers which method and path. Filled before the server starts, then only read, by all threads.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/reply.hpp"
#include "http/request.hpp"

namespace luan::http {

template <class T>
using Awaitable = boost::asio::awaitable<T>;
/// The request outlives the coroutine.
using Handler = std::function<Awaitable<Reply>(Request&)>;

struct RouteOptions {
  std::size_t body_bytes_max = 1 << 20;  // more is answered 413
  /// How much multipart/form-data this sender may send instead; what is over body_bytes_max goes to the disk. Unset: no more.
  std::function<std::size_t(const Request&)> multipart_bytes_max{};
};

class Router {
 public:
  /// `pattern` is a path whose segments are literal or {name}: "/api/v1/rotations/{id}". A literal wins over a name. GET
  /// answers HEAD too. Throws std::logic_error where the same method and pattern stand already.
  void add(Method method, std::string pattern, Handler handler, RouteOptions options = {});

  struct Route {
    Method method;
    std::string pattern;
    std::vector<std::string> segments;
    Handler handler;
    RouteOptions options;
  };
  struct Match {
    const Route* route = nullptr;  // null: no such path, or not with this method
    std::string allow;             // methods of the path, "GET, HEAD, POST"; "" where there is no such path
  };
  /// Fills request.params and request.route where it matches.
  [[nodiscard]] Match match(Request& request) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace luan::http
