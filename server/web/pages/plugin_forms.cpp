// Plugins turned on and off: with what would run, and by which file, on the page that asks once more.
#include <algorithm>

#include "web/pages/account_forms.hpp"
#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

Result<app::PluginView> plugin_of(const Visit& visit) {
  const auto plugins = visit.app().plugins(visit.caller);
  if (!plugins) return std::unexpected(plugins.error());
  const auto found = std::ranges::find(*plugins, visit.param("id"), &app::PluginView::id);
  if (found == plugins->end()) return refuse(RefusalCode::not_found);
  return *found;
}

std::string facts(const Visit& visit, const app::PluginView& plugin, const std::string& digest) {
  return value_list({{"", {"Tiện ích", "Plugin"}, plugin.id, {}, {}},
                     {"", {"Bản", "Version"}, plugin.version, {}, {}},
                     {"", {"SHA-256 của tệp", "SHA-256 of the file"}, digest, {}, {}}},
                    visit.language);
}

FormSubject subject_of(const Visit& visit, const app::PluginView& plugin, Localized title, Localized button, const std::string& digest) {
  FormSubject subject = plain_subject(visit, std::move(title), {});
  subject.here = subject.back = "/quan-tri", subject.back_label = visit.word("Quản trị", "Administration");
  subject.lead = visit.in(plugin.title) + ".";
  subject.button = visit.in(button), subject.sent = "/quan-tri?xong=tien-ich", subject.lasting = Lasting::changeable;
  subject.foretell = [html = facts(visit, plugin, digest)](const workflow::Filled&) { return html; };
  return subject;
}

Result<FormSubject> enable(const Visit& visit) {
  const auto plugin = plugin_of(visit);
  if (!plugin) return std::unexpected(plugin.error());
  FormSubject subject = plugin->enabled ? subject_of(visit, *plugin, {"Bật tệp mới của tiện ích", "Enable the plugin's new file"},
                                                     {"Ghi: bật tệp mới", "Record: enable the new file"}, plugin->digest_found)
                                        : subject_of(visit, *plugin, {"Bật tiện ích", "Enable the plugin"}, {"Ghi: bật tiện ích", "Record: enable the plugin"},
                                                     plugin->digest_found);
  if (plugin->digest_found.empty() || (plugin->enabled && plugin->digest == plugin->digest_found)) subject.refused = Refusal{RefusalCode::not_found};
  // What is enabled is the file that was shown: another one lying there meanwhile is a conflict.
  subject.mark = plugin->digest_found;
  subject.standing = facts(visit, *plugin, plugin->digest_found);
  subject.follows = visit.word("Tệp này chạy từ khi ghi; việc đang chờ được gửi cho nó.", "This file runs from then on, and gets what waits.");
  subject.carry = [&app = visit.app(), id = plugin->id, digest = plugin->digest_found](app::Caller caller, json::value) -> Awaitable<Result<std::string>> {
    const Result<void> done = co_await app.enable_plugin(std::move(caller), id, digest);
    co_return led_on(done, "/quan-tri?xong=tien-ich");
  };
  return subject;
}

Result<FormSubject> disable(const Visit& visit) {
  const auto plugin = plugin_of(visit);
  if (!plugin) return std::unexpected(plugin.error());
  FormSubject subject = subject_of(visit, *plugin, {"Tắt tiện ích", "Turn the plugin off"}, {"Ghi: tắt tiện ích", "Record: turn it off"}, plugin->digest);
  subject.sent = "/quan-tri?xong=tat";
  if (!plugin->enabled) subject.refused = Refusal{RefusalCode::not_found};
  subject.follows =
      visit.word("Tiện ích ngừng chạy; việc gửi cho nó chờ đến khi nó được bật lại.", "It stops; what is meant for it waits until it is enabled again.");
  subject.carry = [&app = visit.app(), id = plugin->id](app::Caller caller, json::value) -> Awaitable<Result<std::string>> {
    const Result<void> done = co_await app.disable_plugin(std::move(caller), id);
    co_return led_on(done, "/quan-tri?xong=tat");
  };
  return subject;
}

}  // namespace

void add_plugin_forms(http::Router& router, const Site& site) {
  add_form_flow(router, site, "/quan-tri/tien-ich/{id}/bat", enable);
  add_form_flow(router, site, "/quan-tri/tien-ich/{id}/tat", disable);
}

std::string plugin_change_confirmed(const Visit& visit) {
  return confirmed(
      visit,
      {{"tien-ich",
        {"Đã bật tiện ích, ghi vào nhật ký. Tiếp theo: tệp này chạy từ nay; việc đang chờ được gửi cho nó.",
         "The plugin is enabled and that is recorded. Next: this file runs from now on, and gets what waits."}},
       {"tat",
        {"Đã tắt tiện ích, ghi vào nhật ký. Tiếp theo: việc gửi cho nó chờ đến khi nó được bật lại.",
         "The plugin is off and that is recorded. Next: what is meant for it waits until it is enabled again."}},
       {"chay-lai",
        {"Tiện ích được chạy lại. Tiếp theo: việc đang chờ nó được thử lại ngay.", "The plugin runs again. Next: what waits for it is tried at once."}}});
}

}  // namespace luan::web
