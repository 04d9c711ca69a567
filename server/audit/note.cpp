#include "audit/note.hpp"

#include <openssl/evp.h>

#include <charconv>
#include <memory>
#include <stdexcept>

namespace luan::audit {
namespace {

constexpr std::size_t note_bytes_max = 64 * 1024, signatures_max = 16;
constexpr std::string_view private_prefix = "PRIVATE+KEY+";
constexpr std::string_view dash = "\xE2\x80\x94 ";  // U+2014 and a space begin a signature line

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Key private_key(const std::string& seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes(seed), seed.size()));
  if (!key) throw std::runtime_error("the signing key is no Ed25519 seed of 32 bytes");
  return key;
}

bool signature_fits(const std::string& public_key, std::string_view text, std::string_view signature) {
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(public_key), public_key.size()));
  const Context context(EVP_MD_CTX_new());
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

}  // namespace

std::string VerifierKey::id() const { return std::string(as_text(sha256({name, "\n\x01", public_key})).substr(0, 4)); }

std::string VerifierKey::text() const {
  const std::string key_id = id();
  return name + "+" + to_hex(std::span(bytes(key_id), key_id.size())) + "+" + to_base64("\x01" + public_key);
}

std::optional<VerifierKey> VerifierKey::parse(std::string_view text) {
  const auto first = text.find('+'), second = text.find('+', first == text.npos ? first : first + 1);
  if (first == text.npos || second == text.npos) return {};
  const auto key = from_base64(text.substr(second + 1));
  if (!key || key->size() != 33 || key->front() != 1) return {};
  VerifierKey out{std::string(text.substr(0, first)), key->substr(1)};
  if (out.text() != text) return {};
  return out;
}

std::string SignerKey::text() const {
  const std::string key_id = verifier().id();
  return std::string(private_prefix) + name + "+" + to_hex(std::span(bytes(key_id), key_id.size())) + "+" + to_base64("\x01" + seed);
}

std::optional<SignerKey> SignerKey::parse(std::string_view text) {
  if (!text.starts_with(private_prefix)) return {};
  const std::string_view rest = text.substr(private_prefix.size());
  const auto first = rest.find('+'), second = rest.find('+', first == rest.npos ? first : first + 1);
  if (first == rest.npos || second == rest.npos) return {};
  const auto key = from_base64(rest.substr(second + 1));
  if (!key || key->size() != 33 || key->front() != 1) return {};
  SignerKey out{std::string(rest.substr(0, first)), key->substr(1)};
  if (out.text() != text) return {};
  return out;
}

VerifierKey SignerKey::verifier() const {
  std::string out(32, '\0');
  std::size_t size = out.size();
  if (EVP_PKEY_get_raw_public_key(private_key(seed).get(), reinterpret_cast<unsigned char*>(out.data()), &size) != 1)
    throw std::runtime_error("OpenSSL gives no public key");
  return {name, out};
}

std::string SignerKey::sign(std::string_view text) const {
  const Key key = private_key(seed);
  const Context context(EVP_MD_CTX_new());
  std::string signature(64, '\0');
  std::size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes(text), text.size()) != 1)
    throw std::runtime_error("OpenSSL cannot sign");
  return std::string(text) + "\n" + std::string(dash) + name + " " + to_base64(verifier().id() + signature) + "\n";
}

std::string sign_together(std::string_view text, const SignerKey& first, const SignerKey& second) {
  const std::string one = first.sign(text), other = second.sign(text);
  return one + other.substr(text.size() + 1);
}

std::expected<std::string, std::string> open_note(std::string_view note, const VerifierKey& key) {
  if (note.size() > note_bytes_max) return std::unexpected("longer than 64 kB");
  const auto split = note.rfind("\n\n");
  if (split == note.npos || note.back() != '\n') return std::unexpected("has no signature block");
  const std::string_view text = note.substr(0, split + 1);
  std::string_view lines = note.substr(split + 2);
  for (std::size_t count = 0; !lines.empty(); ++count) {
    if (count == signatures_max) return std::unexpected("has more than 16 signatures");
    const auto end = lines.find('\n');
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end + 1);
    if (!line.starts_with(dash)) return std::unexpected("has a malformed signature line");
    line.remove_prefix(dash.size());
    const auto space = line.find(' ');
    if (space == line.npos) return std::unexpected("has a malformed signature line");
    const auto blob = from_base64(line.substr(space + 1));
    if (!blob || blob->size() < 5) return std::unexpected("has a malformed signature line");
    if (line.substr(0, space) != key.name || blob->substr(0, 4) != key.id()) continue;
    if (!signature_fits(key.public_key, text, std::string_view(*blob).substr(4))) return std::unexpected("the signature of " + key.name + " does not fit");
    return std::string(text);
  }
  return std::unexpected("is not signed by " + key.name);
}

std::string Checkpoint::text() const { return origin + "\n" + std::to_string(size) + "\n" + to_base64(as_text(root)) + "\n"; }

std::expected<Checkpoint, std::string> Checkpoint::parse(std::string_view text) {
  Checkpoint out;
  const auto first = text.find('\n'), second = text.find('\n', first == text.npos ? first : first + 1);
  if (first == text.npos || second == text.npos || text.back() != '\n') return std::unexpected("fewer than three lines");
  out.origin = text.substr(0, first);
  const std::string_view size = text.substr(first + 1, second - first - 1);
  if (std::from_chars(size.data(), size.data() + size.size(), out.size).ec != std::errc()) return std::unexpected("the size is no number");
  const auto root = from_base64(text.substr(second + 1, text.size() - second - 2));
  if (!root || root->size() != out.root.size()) return std::unexpected("the root is no SHA-256 in base64");
  std::copy(root->begin(), root->end(), out.root.begin());
  if (out.text() != text) return std::unexpected("does not print back the same");
  return out;
}

}  // namespace luan::audit
