// The pages: server-rendered HTML over app, working without script, in Vietnamese and English.
#pragma once
#include <memory>

#include "app/app.hpp"
#include "http/reply.hpp"
#include "http/router.hpp"

namespace luan::web {

struct Site;

/// Outlives the router that it adds routes to. Thread-safe.
class Pages {
 public:
  /// `app` outlives it.
  explicit Pages(app::App& app);
  ~Pages();

  /// Every page and asset. A request must have been identified (access::identify).
  void add_routes(http::Router& router) const;
  /// A refusal as a page: what to do, and the way on.
  [[nodiscard]] http::Reply refusal(const http::Request& request, const Refusal& refusal) const;

 private:
  std::unique_ptr<const Site> site_;
};

}  // namespace luan::web
