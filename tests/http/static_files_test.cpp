// Static files and compression.
#include <zlib.h>
#include <catch2/catch.hpp>

#include "http/compression.hpp"
#include "http/static_files.hpp"

using namespace luan::http;

namespace {

std::string field(const Reply& reply, std::string_view name) {
  for (const auto& [key, value] : reply.headers)
    if (key == name) return value;
  return "-";
}

Request asking(std::string path, Pairs headers = {}) {
  Request request;
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

Coding chosen(std::string accept) { return choose_coding(asking("/", {{"accept-encoding", std::move(accept)}}), true, true); }

std::string gunzip(std::string_view bytes) {
  std::string in(bytes), out(1 << 20, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("choose_coding") {
  CHECK(chosen("gzip, deflate, br") == Coding::brotli);
  CHECK(chosen("gzip") == Coding::gzip);
  CHECK(chosen("GZIP;q=0.5, br;q=0.4") == Coding::gzip);
  CHECK(chosen("br;q=0, gzip;q=0") == Coding::identity);
  CHECK(chosen("br;q=0, *") == Coding::gzip);
  CHECK(chosen("*;q=0") == Coding::identity);
  CHECK(chosen("*") == Coding::brotli);
  CHECK(chosen("br ; q=0.000, gzip ; q=1.000") == Coding::gzip);
  CHECK(chosen("br;q=nonsense") == Coding::identity);
  CHECK(chosen("") == Coding::identity);
  CHECK(choose_coding(asking("/"), true, true) == Coding::identity);
  CHECK(choose_coding(asking("/", {{"accept-encoding", "gzip, br"}}), true, false) == Coding::gzip);
}

TEST_CASE("compress: text of 1 KB or more") {
  const std::string page(5'000, 'x');
  const auto request = asking("/", {{"accept-encoding", "gzip"}});
  auto reply = html(page).header("ETag", "\"a\"");
  compress(request, reply);
  CHECK(field(reply, "Content-Encoding") == "gzip");
  CHECK(field(reply, "Vary") == "Accept-Encoding");
  CHECK(field(reply, "ETag") == "W/\"a\"");
  CHECK(gunzip(reply.body) == page);
  auto brotlied = html(page).header("Vary", "Cookie");
  compress(asking("/", {{"accept-encoding", "br"}}), brotlied);
  CHECK(field(brotlied, "Content-Encoding") == "br");
  CHECK(field(brotlied, "Vary") == "Cookie, Accept-Encoding");
  CHECK(brotlied.body.size() < 200);

  auto small = html(std::string(1'023, 'x'));
  auto picture = html(page);
  picture.headers = {{"Content-Type", "image/png"}};
  auto encoded = html(page).header("Content-Encoding", "gzip");
  auto plain = html(page);
  for (Reply* left : {&small, &picture, &encoded}) {
    const std::string before = left->body;
    compress(request, *left);
    CHECK(left->body == before);
  }
  compress(asking("/"), plain);
  CHECK(plain.body == page);
  CHECK(field(plain, "Vary") == "Accept-Encoding");
}

TEST_CASE("static files: address, codings, tags") {
  StaticFiles files;
  const std::string script(5'000, 'x');
  const std::string url = "/assets/app.0123456789.js", dot = "/assets/dot.0123456789.png";
  files.add(url, "text/javascript; charset=utf-8", script);
  files.add(dot, "image/png", "\x89PNG");
  CHECK_THROWS_AS(files.add(dot, "image/png", "x"), std::logic_error);
  CHECK_FALSE(files.reply(asking("/tinh/nothing.js")));

  const auto plain = files.reply(asking(url)).value();
  CHECK(plain.bytes() == script);
  CHECK(field(plain, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(field(plain, "Vary") == "Accept-Encoding");
  CHECK(field(plain, "Content-Type") == "text/javascript; charset=utf-8");
  const auto zipped = files.reply(asking(url, {{"accept-encoding", "gzip"}})).value();
  CHECK(gunzip(zipped.bytes()) == script);
  CHECK(field(zipped, "Content-Encoding") == "gzip");
  CHECK(field(zipped, "ETag") != field(plain, "ETag"));
  CHECK(field(files.reply(asking(url, {{"accept-encoding", "gzip, br"}})).value(), "Content-Encoding") == "br");

  for (const std::string& tag : {field(plain, "ETag"), "W/" + field(plain, "ETag"), "\"x\", " + field(plain, "ETag"), std::string("*")}) {
    const auto known = files.reply(asking(url, {{"if-none-match", tag}})).value();
    CHECK(known.status == 304);
    CHECK(known.bytes().empty());
    CHECK(field(known, "ETag") == field(plain, "ETag"));
  }
  CHECK(files.reply(asking(url, {{"if-none-match", "\"x\""}}))->status == 200);

  // Four bytes grow when compressed: sent as they are, to everybody.
  const auto picture = files.reply(asking(dot, {{"accept-encoding", "gzip, br"}})).value();
  CHECK(field(picture, "Content-Encoding") == "-");
  CHECK(field(picture, "Vary") == "-");
}
