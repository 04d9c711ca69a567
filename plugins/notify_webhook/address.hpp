// Which addresses a webhook may be sent to: those of the public internet, and others only where they are listed. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace notify_webhook {

/// IPv6, or IPv4 in its IPv6-mapped form, so that one address has one form.
using Address = std::array<unsigned char, 16>;

struct Network {
  Address address{};
  int bits = 128;  // of the mapped form

  [[nodiscard]] bool holds(const Address& other) const;
};

/// "192.0.2.7" or "2001:db8::1".
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
/// "10.1.0.0/16", "fd00::/8", or a single address.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);
/// Nothing for a family that is neither IPv4 nor IPv6.
[[nodiscard]] std::optional<Address> address_of(const sockaddr& socket_address);
[[nodiscard]] std::string to_text(const Address& address);

/// Not private, loopback, link-local, shared, multicast, for documentation or reserved; an IPv4 address that an IPv6 one
/// carries (mapped, NAT64, 6to4) is judged as itself. Source: the IANA special-purpose address registries (RFC 6890).
[[nodiscard]] bool is_public(const Address& address);

}  // namespace notify_webhook
