// luan_plugin.hpp: a plugin in C++ is a class and a line. Over luan_plugin.h and Boost.JSON; C++17.
//
//   struct Tenure : luan::Scorer {
//     luan::Score score(const luan::Json& input) override { return {input.at("years").as_int64(), {"số năm", "years"}}; }
//   };
//   LUAN_PLUGIN(Tenure, "score_tenure", "1.0.0")
//
// What a class throws stays here: Refused and Later become their status, anything else becomes LUAN_FAILED with its
// what(). One object of the class is made for each configuration; all its functions run on one thread, but cancelled()
// turns true from another.
#pragma once
#include <boost/json.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "luan_plugin.h"

namespace luan {

using Json = boost::json::value;

/// The configuration or the input is wrong at `place` ("criteria.2.weight", or ""): the same again is refused again.
struct Refused : std::runtime_error {
  Refused(std::string at, const std::string& sentence) : std::runtime_error(sentence), place(std::move(at)) {}
  std::string place;
};
/// Not now: the host asks again later, under the same delivery id.
struct Later : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct Cancelled : std::runtime_error {
  Cancelled() : std::runtime_error("cancelled") {}
};

struct Sentence {  // both are shown to people
  std::string vi;
  std::string en;
};

struct Reason {
  std::string criterion;
  Sentence label;
  std::optional<int> weight;  // 0 to 100
  std::string level;          // decimal text, or empty
  std::string points;         // decimal text, or empty where the reason adds none
  Sentence why;
};

struct Score {
  Score() = default;
  /// Whole points with one reason.
  Score(std::int64_t whole_points, Sentence why)
      : points(std::to_string(whole_points)), explanation{Reason{"points", {"Điểm", "Points"}, {}, {}, std::to_string(whole_points), std::move(why)}} {}

  std::string points;  // decimal text, 0 to 100
  std::string band;    // empty: left to the workflow
  std::vector<Reason> explanation;
  std::optional<boost::json::object> details{};  // for programs, as the plugin's page describes it; kept with the score
};

/// What every kind of plugin has.
class Plugin {
 public:
  virtual ~Plugin() = default;
  /// Before the first call. Throw Refused with the place of what is wrong.
  virtual void configure(const Json& /*configuration*/) {}
  /// True once the host no longer waits: throw Cancelled soon.
  [[nodiscard]] bool cancelled() const { return cancelled_call_ == running_call_; }

 private:
  friend struct PluginGlue;
  std::atomic<std::uint64_t> cancelled_call_{0};
  std::atomic<std::uint64_t> running_call_{~std::uint64_t{0}};
};

class Scorer : public Plugin {
 public:
  /// Pure: the same configuration and input give the same score.
  virtual Score score(const Json& input) = 0;
};

struct Delivery {
  std::string id;  // the same when the same message comes again
  Json message;
};

class Notifier : public Plugin {
 public:
  /// Returns a reference by which the message can be found. Called again with the same id, it must not send again.
  virtual std::string notify(const Delivery& delivery) = 0;
};

/// Everything between a class and the C struct; a plugin's author needs none of it.
struct PluginGlue {
  static luan_span span(std::string_view text) { return {text.data(), text.size()}; }
  static std::string_view text(luan_span piece) { return {piece.size ? piece.data : "", static_cast<std::size_t>(piece.size)}; }

  /// Runs `body` and turns what it throws into a status and a sentence.
  template <class Body>
  static luan_status guarded(const luan_reply* reply, Body body) noexcept {
    const auto explain = [reply](std::string_view place, std::string_view why) { reply->explain(reply->context, span(place), span(why)); };
    try {
      return body();
    } catch (const Refused& refused) {
      explain(refused.place, refused.what());
      return LUAN_REFUSED;
    } catch (const Later& later) {
      explain("", later.what());
      return LUAN_LATER;
    } catch (const Cancelled& cancelled) {
      explain("", cancelled.what());
      return LUAN_CANCELLED;
    } catch (const std::exception& error) {
      explain("", error.what());
    } catch (...) {
      explain("", "an exception of an unknown kind");
    }
    return LUAN_FAILED;
  }

  static Json parse(luan_span piece, const char* what) {
    boost::system::error_code error;
    Json value = boost::json::parse(text(piece), error);
    if (error || !value.is_object()) throw Refused("", std::string(what) + " must be a JSON object");
    return value;
  }

  static boost::json::object json(const Sentence& sentence) { return {{"vi", sentence.vi}, {"en", sentence.en}}; }

  static boost::json::object answer(Plugin& plugin, const Scorer&, const Json& request) {
    const Score score = static_cast<Scorer&>(plugin).score(request);
    boost::json::array explanation;
    for (const Reason& reason : score.explanation)
      explanation.push_back(boost::json::object{{"criterion", reason.criterion},
                                                {"label", json(reason.label)},
                                                {"weight", reason.weight ? Json(*reason.weight) : Json()},
                                                {"level", reason.level.empty() ? Json() : Json(reason.level)},
                                                {"points", reason.points.empty() ? Json() : Json(reason.points)},
                                                {"why", json(reason.why)}});
    boost::json::object out{{"points", score.points}, {"band", score.band.empty() ? Json() : Json(score.band)}, {"explanation", std::move(explanation)}};
    if (score.details) out["details"] = *score.details;
    return out;
  }

  static boost::json::object answer(Plugin& plugin, const Notifier&, const Json& request) {
    const boost::json::object& object = request.as_object();
    const Json* id = object.if_contains("delivery_id");
    const Json* message = object.if_contains("message");
    if (!id || !id->is_string() || id->as_string().empty()) throw Refused("delivery_id", "must be a text");
    if (!message || !message->is_object()) throw Refused("message", "must be an object");
    const Delivery delivery{std::string(id->as_string()), *message};
    return {{"delivered", true}, {"reference", static_cast<Notifier&>(plugin).notify(delivery)}};
  }

  static const char* method(const Scorer*) { return "score"; }
  static const char* method(const Notifier*) { return "notify"; }

  template <class Kind>
  static luan_status create(luan_span configuration, const luan_reply* reply, void** instance) noexcept {
    return guarded(reply, [&] {
      auto made = std::make_unique<Kind>();
      made->configure(parse(configuration, "the configuration"));
      *instance = static_cast<Plugin*>(made.release());
      return LUAN_OK;
    });
  }

  template <class Kind>
  static luan_status run(void* instance, const luan_call* call, const luan_reply* reply) noexcept {
    return guarded(reply, [&]() -> luan_status {
      Plugin& plugin = *static_cast<Plugin*>(instance);
      plugin.running_call_ = call->id;
      const std::string written = boost::json::serialize(answer(plugin, static_cast<Kind&>(plugin), parse(call->request, "the request")));
      reply->write(reply->context, span(written));
      return LUAN_OK;
    });
  }

  template <class Kind>
  static luan_status describe(const luan_reply* reply) noexcept {
    return guarded(reply, [&] {
      const std::string written = std::string(R"({"kinds":[")") + method(static_cast<Kind*>(nullptr)) + R"("]})";
      reply->write(reply->context, span(written));
      return LUAN_OK;
    });
  }

  static luan_status no_method(void*, const luan_call*, const luan_reply*) noexcept { return LUAN_UNKNOWN; }
  static luan_status init(const luan_host*, const luan_reply*) noexcept { return LUAN_OK; }
  static void cancel(void* instance, std::uint64_t call_id) noexcept { static_cast<Plugin*>(instance)->cancelled_call_ = call_id; }
  static void destroy(void* instance) noexcept { delete static_cast<Plugin*>(instance); }

  static const void* extension_of(const Scorer*, std::string_view id, luan_call_function function) {
    static const luan_score_1 score{sizeof(luan_score_1), function};
    return id == LUAN_SCORE_1 ? &score : nullptr;
  }
  static const void* extension_of(const Notifier*, std::string_view id, luan_call_function function) {
    static const luan_notify_1 notify{sizeof(luan_notify_1), function};
    return id == LUAN_NOTIFY_1 ? &notify : nullptr;
  }
  template <class Kind>
  static const void* extension(luan_span id) noexcept {
    return extension_of(static_cast<const Kind*>(nullptr), text(id), &run<Kind>);
  }

  template <class Kind>
  static const luan_plugin* entry(std::string_view id, std::string_view version) noexcept {
    static const luan_plugin plugin{sizeof(luan_plugin), LUAN_ABI,      0,          span(id), span(version), &init,
                                    &describe<Kind>,     &create<Kind>, &no_method, &cancel,  &destroy,      &extension<Kind>};
    return &plugin;
  }
};

}  // namespace luan

#define LUAN_PLUGIN(Class, id, version) \
  extern "C" LUAN_EXPORT const luan_plugin* luan_plugin_entry_v1(void) { return ::luan::PluginGlue::entry<Class>(id, version); }
