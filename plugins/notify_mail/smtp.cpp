#include "smtp.hpp"

#include <curl/curl.h>
#include <luan_plugin.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace notify_mail {
namespace {

struct Upload {
  std::string bytes;
  std::size_t sent = 0;
};

std::size_t read(char* into, std::size_t size, std::size_t count, void* from) {
  Upload& upload = *static_cast<Upload*>(from);
  const std::size_t bytes = std::min(size * count, upload.bytes.size() - upload.sent);
  std::memcpy(into, upload.bytes.data() + upload.sent, bytes);
  upload.sent += bytes;
  return bytes;
}

/// RFC 5321 §2.3.8: lines end in CRLF on the wire.
std::string with_crlf(std::string_view letter) {
  std::string out;
  out.reserve(letter.size() + letter.size() / 40);
  for (const char c : letter) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

/// What the server said, fit for a sentence.
std::string printable(std::string_view line) {
  std::string out;
  for (const char c : line.substr(0, 200))
    if (c >= 0x20 && c < 0x7f) out += c;
  return out;
}

}  // namespace

struct Smtp::Impl {
  SmtpServer server;
  std::function<bool()> cancelled;
  std::unique_ptr<CURL, void (*)(CURL*)> curl{nullptr, &curl_easy_cleanup};
  std::string url, last_refusal;
  bool no_network = false;

  static std::size_t heard(char* line, std::size_t size, std::size_t count, void* self) {
    // What refuses; the farewell after it says nothing.
    if (size * count > 0 && (line[0] == '4' || line[0] == '5')) static_cast<Impl*>(self)->last_refusal = printable({line, size * count});
    return size * count;
  }
  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Impl*>(self)->cancelled() ? 1 : 0; }
  static curl_socket_t open(void* self, curlsocktype, curl_sockaddr* address) {
    const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (socket < 0 && errno == EACCES) static_cast<Impl*>(self)->no_network = true;
    return socket;
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_easy_setopt(curl.get(), option, value); code != CURLE_OK)
      throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
  }

  void prepare() {
    curl.reset(curl_easy_init());
    if (!curl) throw std::runtime_error("libcurl cannot be started");
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT, static_cast<long>(server.seconds));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (server.security == Security::starttls) set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!server.ca.empty()) {
      curl_blob blob{server.ca.data(), server.ca.size(), CURL_BLOB_NOCOPY};
      set(CURLOPT_CAINFO_BLOB, &blob);
    }
    if (!server.user.empty()) {
      set(CURLOPT_USERNAME, server.user.c_str());
      set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &read);
    set(CURLOPT_HEADERFUNCTION, &heard);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &open);
    set(CURLOPT_OPENSOCKETDATA, this);
  }

  [[noreturn]] void fail(CURLcode code) const {
    long reply = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
    const std::string who = "the mail server " + server.host + ":" + std::to_string(server.port);
    if (code == CURLE_ABORTED_BY_CALLBACK) throw luan::Cancelled();
    if (no_network) throw luan::Later("the network is not granted: name notify_mail under plugin_network in the configuration");
    if (code == CURLE_LOGIN_DENIED) throw luan::Later(who + " refuses user name or password");
    // 530 to 538 ask for TLS or another sign-in: a matter of the configuration, not of this letter.
    const bool about_letter = reply >= 500 && reply < 600 && (reply < 530 || reply > 538);
    if (about_letter && (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY))
      throw luan::Refused("", who + " refuses the letter: " + last_refusal);
    if (reply >= 400) throw luan::Later(who + " says: " + last_refusal);
    throw luan::Later(who + ": " + curl_easy_strerror(code));
  }
};

Smtp::Smtp(SmtpServer server, std::string domain, std::function<bool()> cancelled) : impl_(std::make_unique<Impl>()) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(started));
  impl_->url = (server.security == Security::tls ? "smtps://" : "smtp://") + server.host + ":" + std::to_string(server.port) + "/" + domain;
  impl_->server = std::move(server);
  impl_->cancelled = std::move(cancelled);
  impl_->prepare();
}
Smtp::~Smtp() = default;

void Smtp::send(const std::string& from, const std::vector<std::string>& to, std::string_view letter) {
  Upload upload{with_crlf(letter)};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(nullptr, &curl_slist_free_all);
  for (const std::string& one : to) {
    curl_slist* longer = curl_slist_append(recipients.get(), ("<" + one + ">").c_str());
    if (!longer) throw std::bad_alloc();
    static_cast<void>(recipients.release());
    recipients.reset(longer);
  }
  const std::string sender = "<" + from + ">";
  impl_->set(CURLOPT_MAIL_FROM, sender.c_str());
  impl_->set(CURLOPT_MAIL_RCPT, recipients.get());
  impl_->set(CURLOPT_READDATA, &upload);
  impl_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(upload.bytes.size()));
  impl_->no_network = false;
  impl_->last_refusal.clear();
  const CURLcode code = curl_easy_perform(impl_->curl.get());
  impl_->set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));  // libcurl keeps the pointer
  if (code != CURLE_OK) impl_->fail(code);
}

}  // namespace notify_mail
