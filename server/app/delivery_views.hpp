// What is sent out, and how people want to be told, as pages and API show it: values, no behaviour.
#pragma once
#include "app/views.hpp"

namespace luan::app {

struct DeliveryView {
  std::string id, plugin, call, rotation, code, state;  // state: waiting | leased | dead | dropped | delivered
  Localized error;                                      // of the last attempt; empty: none yet
  int attempts = 0;
  Instant next{};  // waiting: not before
  Instant created{};
  std::string recipient;         // name; empty: no person
  std::vector<Localized> about;  // what kind of message, never what it says: the administrator opens no case
  std::optional<Instant> settled;
  std::string decided_by, reason;  // who retried or dropped it last, and why it was dropped
};
struct DeliveryList {
  std::vector<DeliveryView> items;
  std::map<std::string, int> counts;  // by state, of all there are
  std::size_t total = 0;              // of the states listed, on all pages
};
struct ChannelView {
  std::string id;
  Localized title;
};
using NoticePreferences = store::Preferences;
struct PreferencesView {
  NoticePreferences chosen;
  std::string own_address;  // where letters go without an address of one's own
  std::vector<ChannelView> channels;
};
struct LetterPreview {
  Localized about;
  Language language{};
  std::string subject, text, html;
};

}  // namespace luan::app
