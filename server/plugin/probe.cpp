#include "plugin/probe.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "plugin/mutation.hpp"
#include "plugin/probe_tools.hpp"

namespace luan::plugin {
namespace {

ProbeResult fine(std::string found = {}) { return found; }
std::unexpected<std::string> fault(std::string what) { return std::unexpected(std::move(what)); }

std::string shown(std::string_view text) {
  const std::string whole = json::serialize(json::value(is_utf8(text) ? std::string(text) : "(not UTF-8)"));
  return whole.size() <= 80 ? whole : fmt::format("a text of {} bytes", text.size());
}

ProbeResult abi(const LoadedPlugin& plugin, const ProbeSetup&) {
  const luan_plugin& core = plugin.core();
  const std::pair<const char*, const void*> functions[] = {{"init", reinterpret_cast<const void*>(core.init)},
                                                           {"describe", reinterpret_cast<const void*>(core.describe)},
                                                           {"create", reinterpret_cast<const void*>(core.create)},
                                                           {"call", reinterpret_cast<const void*>(core.call)},
                                                           {"cancel", reinterpret_cast<const void*>(core.cancel)},
                                                           {"destroy", reinterpret_cast<const void*>(core.destroy)},
                                                           {"get_extension", reinterpret_cast<const void*>(core.get_extension)}};
  for (const auto& [name, function] : functions)
    if (Dl_info about{}; ::dladdr(function, &about) == 0) return fault(fmt::format("luan_plugin.{} points to no function", name));
  if (core.reserved != 0) return fault("luan_plugin.reserved must be 0");
  const Reply once = plugin.describe();
  const Reply again = plugin.describe();
  if (once.status != LUAN_OK || once.written != again.written) return fault("describe() gave another answer the second time");
  return fine();
}

/// One probe of garbage ids: `known` are the answers that may be other than null.
ProbeResult extensions(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  std::vector<std::string> garbage{"",
                                   "/",
                                   "luan",
                                   "luan.score",
                                   "luan.score/",
                                   "luan.score/2",
                                   "luan.score/11",
                                   "luan.score/1 ",
                                   "Luan.Score/1",
                                   "luan.notify/2",
                                   "luan.unheard_of/1",
                                   std::string("luan.score/1\0x", 14),
                                   "\xff\xfe",
                                   std::string(100'000, 'l')};
  for (const PluginKind kind : {PluginKind::score, PluginKind::notify}) {
    const std::string id = "luan." + std::string(name(kind)) + "/1";
    if (std::ranges::find(setup.kinds, kind) == setup.kinds.end()) {
      garbage.push_back(id);
      continue;
    }
    const EdgeText edge(id);
    const void* first = plugin.extension(edge.text());
    if (!first) return fault("get_extension(\"" + id + "\") gave null when the id does not end in a zero");
    if (first != plugin.extension(id)) return fault("get_extension(\"" + id + "\") gave another struct the second time");
  }
  for (const std::string& id : garbage) {
    const EdgeText edge(id);
    if (plugin.extension(edge.text())) return fault("get_extension(" + shown(id) + ") gave a struct; an id that is not known gives null");
  }
  return fine();
}

ProbeResult methods(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  const Instance instance(plugin, setup.examples.empty() ? "{}" : json::serialize(setup.examples.front().configuration));
  if (!instance.made()) return fine();  // `configuration` says so
  for (const std::string& method : {std::string(), std::string("dance"), std::string("scor"), std::string("\xff"), std::string(100'000, 'm')}) {
    const EdgeText edge(method);
    const luan_call call{sizeof(luan_call), 1, 5'000, {edge.text().data(), edge.text().size()}, {"{}", 2}};
    const Reply reply = plugin.core_call(instance.pointer(), call);
    if (reply.status != LUAN_UNKNOWN) return fault("call() of the method " + shown(method) + " returned " + said(reply) + ", not LUAN_UNKNOWN");
  }
  return fine();
}

ProbeResult configuration(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  std::vector<std::string> texts = garbage_texts();
  for (const Example& example : setup.examples) {
    const std::string good = json::serialize(example.configuration);
    const Instance instance(plugin, good);
    if (!instance.made()) return fault("the example's configuration gave " + said(instance.reply()));
    for (std::string& text : cut_texts(good)) texts.push_back(std::move(text));
    for (std::string& text : wrong_members(example.configuration)) texts.push_back(std::move(text));
  }
  for (const std::string& text : texts) {
    remember_input(text);
    const Instance instance(plugin, text);
    if (const auto breach = breach_of_refusal(instance.reply())) return fault("create(" + shown(text) + ") " + *breach);
  }
  return fine();
}

ProbeResult input(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  for (const Example& example : setup.examples) {
    const Instance instance(plugin, json::serialize(example.configuration));
    if (!instance.made()) return fault("the example's configuration gave " + said(instance.reply()));
    for (const PluginKind kind : setup.kinds) {
      const std::string good = request_of(kind, example.input);
      std::vector<std::string> texts = garbage_texts();
      for (std::string& text : cut_texts(good)) texts.push_back(std::move(text));
      for (const std::string& text : wrong_members(example.input)) texts.push_back(request_of(kind, parse_json(text).value_or(json::object()).as_object()));
      for (const std::string& text : texts) {
        remember_input(text);
        if (const auto breach = luan::plugin::breach(kind, instance.call(kind, text))) return fault("given " + shown(text) + " it " + *breach);
      }
      const Reply reply = instance.call(kind, good);
      if (const auto breach = luan::plugin::breach(kind, reply)) return fault("given the example it " + *breach);
      if (kind == PluginKind::score && reply.status != LUAN_OK) return fault("the example gave " + said(reply));
    }
  }
  return fine();
}

ProbeResult cancel(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  constexpr int calls = 200;
  const Example& example = setup.examples.front();
  const Instance instance(plugin, json::serialize(example.configuration));
  if (!instance.made()) return fault("the example's configuration gave " + said(instance.reply()));
  const PluginKind kind = setup.kinds.front();
  const std::string request = request_of(kind, example.input);
  for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{4711}, ~std::uint64_t{0}}) plugin.cancel(instance.pointer(), id);
  if (const Reply reply = instance.call(kind, request, 1); reply.status == LUAN_CANCELLED) return fault("a call stopped because another call was cancelled");
  std::atomic<std::uint64_t> running{2};
  {
    const std::jthread canceller([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        plugin.cancel(instance.pointer(), running);
        std::this_thread::yield();
      }
    });
    for (; running < 2 + calls; ++running)
      if (const auto breach = luan::plugin::breach(kind, instance.call(kind, request, running))) return fault("cancelled in the middle it " + *breach);
  }
  const Reply after = instance.call(kind, request, 2 + calls + 1);
  if (kind == PluginKind::score && after.status != LUAN_OK) return fault("the call after a cancelled one gave " + said(after));
  return fine();
}

ProbeResult instances(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  const Example& example = setup.examples.front();
  const std::string configuration = json::serialize(example.configuration);
  const PluginKind kind = setup.kinds.front();
  const std::string request = request_of(kind, example.input);
  const Instance one(plugin, configuration);
  if (!one.made()) return fault("the example's configuration gave " + said(one.reply()));
  const Reply alone = one.call(kind, request);
  {
    const Instance other(plugin, configuration);
    if (!other.made()) return fault("a second instance gave " + said(other.reply()));
    const Reply beside = other.call(kind, request);
    if (beside.status != alone.status || beside.written != alone.written) return fault("a second instance answers otherwise than the first");
  }
  const Reply after = one.call(kind, request);
  if (after.status != alone.status || after.written != alone.written) return fault("an instance answers otherwise once another was destroyed");
  return fine();
}

std::ptrdiff_t open_descriptors() {
  std::ptrdiff_t open = 0;
  for (int number = 0; number < 64; ++number) open += ::fcntl(number, F_GETFD) >= 0;
  return open;
}

ProbeResult leaks(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  constexpr std::size_t warm_up = 100, rounds = 1'000;
  const std::string configuration = setup.examples.empty() ? "{}" : json::serialize(setup.examples.front().configuration);
  const json::object input = setup.examples.empty() ? json::object() : setup.examples.front().input;
  const PluginKind kind = setup.kinds.front();
  const std::string request = request_of(kind, input);
  std::size_t before = 0;
  std::ptrdiff_t descriptors = 0;
  for (std::size_t round = 0; round < warm_up + rounds; ++round) {
    if (round == 1) descriptors = open_descriptors();  // soon there are no more to be had
    if (round == warm_up) before = ::mallinfo2().uordblks;
    const Instance instance(plugin, configuration);
    if (instance.made()) static_cast<void>(instance.call(kind, request));
  }
  const std::size_t after = ::mallinfo2().uordblks;
  // Eight bytes a round: less than the smallest thing that can be forgotten.
  if (after > before + rounds * 8) return fault(fmt::format("each instance and call leaves {} bytes behind", (after - before) / rounds));
  if (const auto now = open_descriptors(); now > descriptors) return fault(fmt::format("instances and calls left {} descriptors open", now - descriptors));
  return fine();
}

ProbeResult same_bytes(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  std::string all;
  for (const Example& example : setup.examples) {
    const std::string configuration = json::serialize(example.configuration);
    const std::string request = request_of(PluginKind::score, example.input);
    const Instance instance(plugin, configuration);
    const Reply once = instance.call(PluginKind::score, request);
    const Reply again = instance.call(PluginKind::score, request);
    if (once.written != again.written)
      return fault("the same input gave other bytes the second time; a scorer is pure: no clock, no chance, no order of a hash table");
    all += once.written + "\n";
  }
  return fine(to_hex(sha256(all)));
}

ProbeResult fuzz(const LoadedPlugin& plugin, const ProbeSetup& setup) {
  Mutator mutator(setup.seed);
  for (const Example& example : setup.examples) {
    const std::string configuration = json::serialize(example.configuration);
    const Instance instance(plugin, configuration);
    for (int round = 0; round < setup.rounds; ++round) {
      if (round % 4 == 0) {
        const std::string text = mutator.mutated(configuration);
        remember_input(text);
        const Instance changed(plugin, text);
        if (const auto breach = breach_of_refusal(changed.reply())) return fault(fmt::format("round {}: create({}) {}", round, shown(text), *breach));
      }
      for (const PluginKind kind : setup.kinds) {
        const std::string text = mutator.mutated(request_of(kind, example.input));
        remember_input(text);
        if (const auto breach = luan::plugin::breach(kind, instance.call(kind, text)))
          return fault(fmt::format("round {}: given {} it {}", round, shown(text), *breach));
      }
    }
  }
  return fine();
}

constexpr Probe all[] = {
    {"abi", "every function is where the header says, and describe() is steady", false, false, abi},
    {"extensions", "known ids give their struct, all others null, and no id is read past its end", false, false, extensions},
    {"methods", "an unknown method is LUAN_UNKNOWN", false, false, methods},
    {"configuration", "a configuration that is empty, huge, cut off or wrong is refused with a reason", false, false, configuration},
    {"input", "an input that is empty, huge, cut off or wrong gives a refusal or a sound answer", true, false, input},
    {"cancel", "a call that is cancelled in the middle returns, and the next one works", true, false, cancel},
    {"instances", "two instances do not know of each other", true, false, instances},
    {"leaks", "a thousand instances and calls leave no memory and no descriptor behind", false, false, leaks},
    {"same_bytes", "the same input gives the same bytes", true, true, same_bytes},
    {"fuzz", "mutated configurations and inputs give a refusal or a sound answer", true, false, fuzz},
};

}  // namespace

std::span<const Probe> probes() { return all; }

}  // namespace luan::plugin
