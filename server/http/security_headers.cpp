#include "http/security_headers.hpp"

#include <algorithm>
#include <array>

#include "http/ascii.hpp"

namespace luan::http {
namespace {

struct Field {
  std::string_view name, value;
};

// Referrer-Policy is not no-referrer: that would turn Origin into null, and Origin is checked.
constexpr std::array fields{
    Field{"Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
    Field{"X-Content-Type-Options", "nosniff"},
    Field{"Referrer-Policy", "same-origin"},
    Field{"Cross-Origin-Opener-Policy", "same-origin"},
    Field{"Cross-Origin-Resource-Policy", "same-origin"},
    Field{"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
};
constexpr Field strict_transport{"Strict-Transport-Security", "max-age=31536000"};
constexpr Field page_cache{"Cache-Control", "private, no-cache"};

void add(Reply& reply, const Field& field) {
  if (!reply.has_header(field.name)) reply.header(std::string(field.name), std::string(field.value));
}

bool is_page(const Reply& reply) {
  return std::any_of(reply.headers.begin(), reply.headers.end(), [](const auto& field) {
    return same_text(field.first, "content-type") && same_text(std::string_view(field.second).substr(0, 9), "text/html");
  });
}

}  // namespace

void add_security_headers(Reply& reply, bool tls) {
  for (const Field& field : fields) add(reply, field);
  if (tls) add(reply, strict_transport);
  if (is_page(reply)) add(reply, page_cache);
}

}  // namespace luan::http
