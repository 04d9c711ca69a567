#include "post.hpp"

#include <curl/curl.h>
#include <luan_plugin.hpp>

#include <algorithm>
#include <cerrno>

namespace notify_webhook {

struct Post::Impl {
  Receiver receiver;
  std::function<bool()> cancelled;
  std::unique_ptr<CURL, void (*)(CURL*)> curl{nullptr, &curl_easy_cleanup};
  std::size_t answer_bytes = 0;
  std::string refused_address;
  bool no_network = false;

  static std::size_t answer(char*, std::size_t size, std::size_t count, void* self) {
    std::size_t& bytes = static_cast<Impl*>(self)->answer_bytes;
    bytes += size * count;
    return bytes > answer_bytes_max ? 0 : size * count;  // 0 ends the exchange
  }
  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Impl*>(self)->cancelled() ? 1 : 0; }

  /// What libcurl is about to connect to, after the name was resolved: between this check and the connection nothing can
  /// change any more.
  static curl_socket_t open(void* opaque, curlsocktype, curl_sockaddr* to) {
    Impl& self = *static_cast<Impl*>(opaque);
    const auto address = address_of(to->addr);
    const auto listed = [&](const Network& network) { return network.holds(*address); };
    if (!address || (!is_public(*address) && std::ranges::none_of(self.receiver.allow, listed))) {
      self.refused_address = address ? to_text(*address) : "an unknown kind of address";
      return CURL_SOCKET_BAD;
    }
    const int socket = ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    if (socket < 0 && errno == EACCES) self.no_network = true;
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
    set(CURLOPT_URL, receiver.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT, static_cast<long>(receiver.seconds));
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_USERAGENT, "Luan-notify_webhook");
    if (!receiver.ca.empty()) {
      curl_blob blob{receiver.ca.data(), receiver.ca.size(), CURL_BLOB_NOCOPY};
      set(CURLOPT_CAINFO_BLOB, &blob);
    }
    set(CURLOPT_WRITEFUNCTION, &answer);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &open);
    set(CURLOPT_OPENSOCKETDATA, this);
  }
};

Post::Post(Receiver receiver, std::function<bool()> cancelled) : impl_(std::make_unique<Impl>()) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(started));
  impl_->receiver = std::move(receiver);
  impl_->cancelled = std::move(cancelled);
  impl_->prepare();
}
Post::~Post() = default;

long Post::send(const std::vector<std::string>& headers, const std::string& body) {
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> lines(nullptr, &curl_slist_free_all);
  for (const std::string& one : headers) {
    curl_slist* longer = curl_slist_append(lines.get(), one.c_str());
    if (!longer) throw std::bad_alloc();
    static_cast<void>(lines.release());
    lines.reset(longer);
  }
  impl_->set(CURLOPT_HTTPHEADER, lines.get());
  impl_->set(CURLOPT_POSTFIELDS, body.c_str());
  impl_->set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  impl_->answer_bytes = 0;
  impl_->refused_address.clear();
  impl_->no_network = false;
  const CURLcode code = curl_easy_perform(impl_->curl.get());
  impl_->set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));  // libcurl keeps the pointer
  long status = 0;
  curl_easy_getinfo(impl_->curl.get(), CURLINFO_RESPONSE_CODE, &status);
  // An answer that is too long was an answer: its status stands, the rest of it nobody needs.
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && impl_->answer_bytes > answer_bytes_max)) return status;
  if (code == CURLE_ABORTED_BY_CALLBACK) throw luan::Cancelled();
  if (impl_->no_network) throw luan::Later("the network is not granted: name notify_webhook under plugin_network in the configuration");
  if (!impl_->refused_address.empty()) throw luan::Refused("url", "leads to " + impl_->refused_address + ", which is not public and not listed in allow");
  throw luan::Later(std::string("no answer: ") + curl_easy_strerror(code));
}

}  // namespace notify_webhook
