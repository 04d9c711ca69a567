// How a person is told, and how the letters look.
#include <algorithm>

#include "app/meeting_parts.hpp"
#include "app/quiet_hours.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

std::vector<FieldError> faults_of(const std::vector<plugin::PluginInfo>& notifiers, const NoticePreferences& preferences) {
  std::vector<FieldError> faults;
  const bool known = preferences.channel.empty() || preferences.channel == "none" ||
                     std::ranges::any_of(notifiers, [&](const plugin::PluginInfo& one) { return one.id == preferences.channel; });
  if (!known) faults.push_back({"channel", {"Chọn một cách nhận trong danh sách", "Choose one of the channels listed"}});
  if (!preferences.address.empty() && !is_mail_address(preferences.address))
    faults.push_back({"address", {"Nhập địa chỉ thư dạng ten@coquan.vn, hoặc để trống", "Enter an address like name@office.vn, or leave it empty"}});
  const bool never_quiet = preferences.quiet_from.empty() && preferences.quiet_to.empty();
  if (!never_quiet) {
    const Localized wanted{"Nhập giờ dạng 22:00, cả từ và đến, hoặc để trống cả hai", "Enter a time like 22:00, both from and to, or leave both empty"};
    if (!parse_clock(preferences.quiet_from)) faults.push_back({"quiet_from", wanted});
    if (!parse_clock(preferences.quiet_to) || preferences.quiet_to == preferences.quiet_from) faults.push_back({"quiet_to", wanted});
  }
  if (preferences.language != "vi" && preferences.language != "en")
    faults.push_back({"language", {"Chọn tiếng Việt hoặc tiếng Anh", "Choose Vietnamese or English"}});
  return faults;
}

}  // namespace

Result<PreferencesView> App::preferences(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  const store::Account* account = directory->account(caller.account());
  if (!account) return refuse(RefusalCode::not_found);
  const store::Reader reader = impl_->database->reader();
  PreferencesView view{store::preferences(reader.session(), account->id), impl_->address_of(*account, {}), {}};
  for (const plugin::PluginInfo& one : *impl_->notifiers()) view.channels.push_back({one.id, one.title});
  return view;
}

Awaitable<Result<void>> App::set_preferences(Caller caller, NoticePreferences preferences) {
  if (!impl_->directory()->account(caller.account())) co_return refuse(RefusalCode::not_found);
  if (auto faults = faults_of(*impl_->notifiers(), preferences); !faults.empty()) co_return refuse_fields(std::move(faults));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    transaction.put_preferences(caller.account(), preferences);
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

Result<std::vector<LetterPreview>> App::letter_previews(const Caller& caller) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const Date due = impl_->today();
  const std::string link =
      impl_->configuration.public_url.empty() ? "" : impl_->configuration.public_url + "/ho-so/00000000000000000000000000000000/buoc/party_opinion";
  const LetterItem sample{About::task,
                          "LC-2026-000",
                          "Phan Văn Minh",
                          {"Bí thư Đảng uỷ phường Bến Đá", "Secretary of the party committee, Bến Đá ward"},
                          {"Cho ý kiến của cấp uỷ nơi đến", "Give the party committee's opinion"},
                          due,
                          2,
                          link};
  std::vector<LetterPreview> out;
  for (const Language language : {Language::vi, Language::en}) {
    std::vector<LetterItem> day;
    const auto add = [&](Localized about, std::span<const LetterItem> items) {
      Letter letter = compose("Đặng Thị Mỹ", items, language);
      out.push_back({std::move(about), language, std::move(letter.subject), std::move(letter.text), std::move(letter.html)});
    };
    for (const About about : all_abouts) {
      LetterItem item = sample;
      item.about = about;
      if (about == About::petition_overdue)
        item.task = {"Kiến nghị số 1 do Phòng Nội vụ giải quyết", "Petition 1, to be settled by the office of home affairs"};
      if (about == About::meeting) item.task = meeting_kind("decision"), item.due_minute = 8 * 60, item.place = "Phòng họp số 1";
      day.push_back(item);
      add(label(about), {&item, 1});
    }
    add({"Thư gộp hằng ngày", "The daily letter"}, day);
  }
  return out;
}

}  // namespace luan::app
