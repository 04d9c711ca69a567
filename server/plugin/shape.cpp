#include "plugin/shape.hpp"

#include <algorithm>
#include <array>

namespace luan::plugin {
namespace {

constexpr long long unit = 10'000;  // of parse_decimal
constexpr std::size_t criteria_max = 100;
constexpr std::size_t text_bytes_max = 16'000;

struct Fault {  // thrown and caught in this file only
  FailureKind kind;
  std::string sentence;
};

[[noreturn]] void malformed(std::string_view place, std::string_view sentence) {
  throw Fault{FailureKind::answer_malformed, std::string(place) + ": " + std::string(sentence)};
}

const json::object& object(const json::value& value, std::string_view place, std::initializer_list<std::string_view> members, std::string_view optional = {}) {
  if (!value.is_object()) malformed(place, "must be an object");
  for (const auto& [key, ignored] : value.as_object())
    if (key != optional && std::ranges::find(members, std::string_view(key)) == members.end())
      malformed(place, "has an unknown member «" + std::string(key.substr(0, 64)) + "»");
  for (const std::string_view key : members)
    if (!value.as_object().contains(key)) malformed(place, "lacks «" + std::string(key) + "»");
  return value.as_object();
}

void text(const json::value& value, std::string_view place, std::size_t bytes_max = text_bytes_max) {
  if (!value.is_string() || value.as_string().empty()) malformed(place, "must be a text that is not empty");
  if (value.as_string().size() > bytes_max) malformed(place, "is longer than " + std::to_string(bytes_max) + " bytes");
}

void both_languages(const json::value& value, const std::string& place) {
  const json::object& sentence = object(value, place, {"vi", "en"});
  text(sentence.at("vi"), place + ".vi");
  text(sentence.at("en"), place + ".en");
}

void decimal(const json::value& value, const std::string& place, long long most) {
  text(value, place, 40);
  const auto number = parse_decimal(value.as_string());
  if (!number) malformed(place, "«" + std::string(value.as_string()) + "» is not a decimal number");
  if (*number < 0 || *number > most * unit)
    throw Fault{FailureKind::answer_out_of_range, place + " is " + std::string(value.as_string()) + ", not 0 to " + std::to_string(most)};
}

void check_criterion(const json::value& value, const std::string& place) {
  const json::object& reason = object(value, place, {"criterion", "label", "weight", "level", "points", "why"});
  text(reason.at("criterion"), place + ".criterion", 64);
  both_languages(reason.at("label"), place + ".label");
  const json::value& weight = reason.at("weight");
  if (!weight.is_null() && (!weight.is_int64() || weight.as_int64() < 0 || weight.as_int64() > 100))
    malformed(place + ".weight", "must be a whole number, 0 to 100, or null");
  if (!reason.at("level").is_null()) decimal(reason.at("level"), place + ".level", 1);
  if (!reason.at("points").is_null()) decimal(reason.at("points"), place + ".points", 100);
  both_languages(reason.at("why"), place + ".why");
}

void check_score(const json::value& answer) {
  const json::object& score = object(answer, "the answer", {"points", "band", "explanation"}, "details");
  if (const json::value* details = score.if_contains("details"); details && !details->is_object()) malformed("details", "must be an object");
  decimal(score.at("points"), "points", 100);
  if (!score.at("band").is_null()) text(score.at("band"), "band", 64);
  const json::value& explanation = score.at("explanation");
  if (!explanation.is_array() || explanation.as_array().empty()) malformed("explanation", "must be a list that is not empty: every point is explained");
  if (explanation.as_array().size() > criteria_max) malformed("explanation", "has more than 100 entries");
  std::size_t index = 0;
  for (const json::value& reason : explanation.as_array()) check_criterion(reason, "explanation." + std::to_string(index++));
}

void check_delivery(const json::value& answer) {
  const json::object& delivery = object(answer, "the answer", {"delivered", "reference"});
  if (delivery.at("delivered") != json::value(true)) malformed("delivered", "must be true; a plugin that could not deliver says so by its status");
  text(delivery.at("reference"), "reference", 500);
}

std::unexpected<PluginFailure> wrong(std::string sentence) { return std::unexpected(PluginFailure{FailureKind::request_wrong, std::move(sentence)}); }

}  // namespace

std::optional<long long> parse_decimal(std::string_view written) {
  const bool negative = written.starts_with('-');
  if (negative) written.remove_prefix(1);
  const auto point = written.find('.');
  const std::string_view whole = written.substr(0, point);
  const std::string_view part = point == written.npos ? "" : written.substr(point + 1);
  constexpr std::string_view digits = "0123456789";
  if (whole.empty() || whole.size() > 12 || part.size() > 4 || whole.find_first_not_of(digits) != whole.npos || part.find_first_not_of(digits) != part.npos)
    return {};
  if ((whole.size() > 1 && whole.front() == '0') || (point != written.npos && (part.empty() || part.back() == '0'))) return {};
  long long number = 0;
  for (const char digit : whole) number = number * 10 + (digit - '0');
  for (std::size_t i = 0; i < 4; ++i) number = number * 10 + (i < part.size() ? part[i] - '0' : 0);
  if (negative && number == 0) return {};
  return negative ? -number : number;
}

std::optional<PluginFailure> check_answer(PluginKind kind, const json::value& answer) {
  try {
    switch (kind) {
      case PluginKind::score: check_score(answer); break;
      case PluginKind::notify: check_delivery(answer); break;
    }
    return {};
  } catch (const Fault& fault) {
    return PluginFailure{fault.kind, fault.sentence};
  }
}

std::expected<Request, PluginFailure> read_request(const json::object& request) {
  const std::string call = text_or_empty(request, "call");
  Request read;
  if (const json::value* with = request.if_contains("with")) {
    if (!with->is_object()) return wrong("with: must be an object");
    read.with = json::serialize(*with);
  }
  if (call == "score") {
    const json::value* input = request.if_contains("input");
    if (!input || !input->is_object()) return wrong("input: must be an object");
    read.kind = PluginKind::score;
    read.body = json::serialize(*input);
    return read;
  }
  if (call == "notify") {
    const json::value* message = request.if_contains("message");
    if (text_or_empty(request, "delivery_id").empty()) return wrong("delivery_id: must be a text");
    if (!message || !message->is_object()) return wrong("message: must be an object");
    read.kind = PluginKind::notify;
    read.body = json::serialize(json::object{{"delivery_id", text_or_empty(request, "delivery_id")}, {"message", *message}});
    return read;
  }
  return wrong("call: must be score or notify, not «" + call + "»");
}

}  // namespace luan::plugin
