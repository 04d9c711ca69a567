// Papers are set on a thread of their own: a long one takes a second, and no other request waits for it.
#pragma once
#include <exception>
#include <functional>
#include <memory>

#include "paper/pdf.hpp"

namespace luan::paper {

class Press {
 public:
  using Printed = std::expected<std::string, Unprintable>;
  /// `queue_max`: documents that wait at most.
  explicit Press(std::size_t queue_max = 16);
  /// Finishes what is being set; what still waits is dropped.
  ~Press();

  /// `done` runs on the press's thread, with what went wrong where something did. False: too many wait already.
  [[nodiscard]] bool print(Document document, std::function<void(std::exception_ptr, Printed)> done);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::paper
