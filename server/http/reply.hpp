// One answer. A body is the reply's own text, shared bytes that many replies hand out (assets), or a file's.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/refusal.hpp"

namespace luan::http {

struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers{};  // without Content-Length, Connection, Date
  std::string body{};
  std::shared_ptr<const std::string> shared_body{};  // instead of body
  std::shared_ptr<const void> keeps{};               // or what `kept` lies in: a file that was mapped
  std::string_view kept{};

  [[nodiscard]] std::string_view bytes() const { return keeps ? kept : shared_body ? std::string_view(*shared_body) : std::string_view(body); }
  Reply& header(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  Reply&& header(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }
  [[nodiscard]] bool has_header(std::string_view name) const;  // any case
};

[[nodiscard]] Reply html(std::string page, int status = 200);
[[nodiscard]] Reply json_reply(const json::value& value, int status = 200);  // Cache-Control: no-store
[[nodiscard]] Reply text(std::string text, int status = 200);
[[nodiscard]] Reply no_content();
/// 303. `location` must be a local path, which is asserted.
[[nodiscard]] Reply see_other(std::string location);
/// RFC 9457: type, title, status, detail, code, and errors [{field, detail}] for `invalid`; Retry-After where the refusal
/// says `seconds`, Allow where it says `allow`. Sentences in `language`.
[[nodiscard]] Reply problem(const Refusal& refusal, Language language);
/// The same as a part of another document.
[[nodiscard]] json::object problem_document(const Refusal& refusal, Language language);

}  // namespace luan::http
