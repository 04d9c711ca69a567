#include "app/impl.hpp"
#include "app/off_loop.hpp"

namespace luan::app {

Awaitable<bool> run_on_writer(store::Writer& writer, std::function<void(store::Transaction&)> job) {
  std::function<void(Answer<bool>)> start = [&writer, job = std::move(job)](Answer<bool> answer) mutable {
    if (!writer.submit(std::move(job), [answer](std::exception_ptr failure) { answer(std::move(failure), true); })) answer({}, false);
  };
  const bool taken = co_await off_loop<bool>(std::move(start));
  co_return taken;
}

Awaitable<std::optional<std::string>> hash_off_loop(identity::PasswordHasher& hasher, std::string password) {
  using Hash = std::optional<std::string>;
  std::function<void(Answer<Hash>)> start = [&hasher, password = std::move(password)](Answer<Hash> answer) mutable {
    if (!hasher.hash(std::move(password), [answer](std::string hash) { answer({}, Hash(std::move(hash))); })) answer({}, {});
  };
  Hash hash = co_await off_loop<Hash>(std::move(start));
  co_return hash;
}

}  // namespace luan::app
