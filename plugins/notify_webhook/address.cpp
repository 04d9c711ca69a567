#include "address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace notify_webhook {
namespace {

constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(const Address& address) { return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.begin()); }

Address mapped(const unsigned char* four) {
  Address out{};
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), out.begin());
  std::copy(four, four + 4, out.begin() + 12);
  return out;
}

bool in_any(std::span<const std::string_view> networks, const Address& address) {
  return std::ranges::any_of(networks, [&](std::string_view text) { return parse_network(text)->holds(address); });
}

constexpr std::string_view special_four[]{
    "0.0.0.0/8",       // this network
    "10.0.0.0/8",      // private
    "100.64.0.0/10",   // shared by carriers
    "127.0.0.0/8",     // loopback
    "169.254.0.0/16",  // link-local, and clouds' metadata
    "172.16.0.0/12",   // private
    "192.0.0.0/24",    // protocol assignments
    "192.0.2.0/24",    // documentation
    "192.88.99.0/24",  // 6to4 relays, deprecated
    "192.168.0.0/16",  // private
    "198.18.0.0/15",   // benchmarks
    "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4",  // multicast
    "240.0.0.0/4",  // reserved, and broadcast
};
constexpr std::string_view special_six[]{
    "100::/64",       // discarded
    "2001::/23",      // protocol assignments, Teredo
    "2001:db8::/32",  // documentation
    "3fff::/20",      // documentation
};

}  // namespace

bool Network::holds(const Address& other) const {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), other.begin())) return false;
  const int left = bits % 8;
  return left == 0 || (address[whole] ^ other[whole]) >> (8 - left) == 0;
}

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  std::array<unsigned char, 4> four{};
  if (::inet_pton(AF_INET, copy.c_str(), four.data()) == 1) return mapped(four.data());
  Address six{};
  if (::inet_pton(AF_INET6, copy.c_str(), six.data()) == 1) return six;
  return {};
}

std::optional<Network> parse_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return {};
  if (slash == text.npos) return Network{*address, 128};
  const bool four = text.find(':') == text.npos;
  const std::string_view digits = text.substr(slash + 1);
  int bits = -1;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), bits).ptr != digits.data() + digits.size() || bits < 0 || bits > (four ? 32 : 128))
    return {};
  return Network{*address, four ? bits + 96 : bits};
}

std::optional<Address> address_of(const sockaddr& given) {
  if (given.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &given, sizeof four);
    return mapped(reinterpret_cast<const unsigned char*>(&four.sin_addr));
  }
  if (given.sa_family != AF_INET6) return {};
  sockaddr_in6 six{};
  std::memcpy(&six, &given, sizeof six);
  Address out{};
  std::memcpy(out.data(), &six.sin6_addr, out.size());
  return out;
}

std::string to_text(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_mapped(address))
    ::inet_ntop(AF_INET, address.data() + 12, text.data(), text.size());
  else
    ::inet_ntop(AF_INET6, address.data(), text.data(), text.size());
  return text.data();
}

bool is_public(const Address& address) {
  if (is_mapped(address)) return !in_any(special_four, address);
  if (parse_network("64:ff9b::/96")->holds(address)) return is_public(mapped(address.data() + 12));  // NAT64
  if (parse_network("2002::/16")->holds(address)) return is_public(mapped(address.data() + 2));      // 6to4
  // Only 2000::/3 is given out as global unicast.
  return parse_network("2000::/3")->holds(address) && !in_any(special_six, address);
}

}  // namespace notify_webhook
