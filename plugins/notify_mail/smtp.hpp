// A mail server to which letters are handed over, by libcurl. The connection is kept and used again.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace notify_mail {

enum class Security : unsigned char {
  starttls,  // begins in the clear, refuses to go on without TLS
  tls,       // from the first byte
  none,      // for a server on the same machine; without a password
};

struct SmtpServer {
  std::string host;
  int port = 587;
  Security security = Security::starttls;
  std::string user, password;  // both or neither
  std::string ca;              // PEM; empty: the system's authorities
  int seconds = 25;            // for one letter
};

class Smtp {
 public:
  /// `domain`: how we call ourselves. `cancelled` is asked while a letter is under way.
  Smtp(SmtpServer server, std::string domain, std::function<bool()> cancelled);
  ~Smtp();

  /// Returns once the server has taken the letter over. Throws luan::Refused where it will never take it (5xx), luan::Later
  /// for everything that can pass: no connection, 4xx, a wrong password, a certificate that does not fit.
  void send(const std::string& from, const std::vector<std::string>& to, std::string_view letter);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace notify_mail
