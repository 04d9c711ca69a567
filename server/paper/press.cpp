#include "paper/press.hpp"

#include "base/workers.hpp"

namespace luan::paper {

struct Press::Impl {
  explicit Impl(std::size_t queue_max) : workers(1, queue_max) {}
  Workers workers;
};

Press::Press(std::size_t queue_max) : impl_(std::make_unique<Impl>(queue_max)) {}
Press::~Press() = default;

bool Press::print(Document document, std::function<void(std::exception_ptr, Printed)> done) {
  return impl_->workers.submit([document = std::move(document), done = std::move(done)] {
    Printed printed;
    std::exception_ptr failure;
    try {
      printed = to_pdf(document);
    } catch (...) {
      failure = std::current_exception();
    }
    done(failure, std::move(printed));
  });
}

}  // namespace luan::paper
