// One's own calendar address: made, changed for another, turned off; each after a page that says what follows.
#include "app/feeds.hpp"
#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

constexpr const char* calendar = "/lich";

Result<FormSubject> subject_of(const Visit& visit, Localized title, Localized lead, Localized button, const std::string& done) {
  if (visit.caller.administrator_only()) return refuse(RefusalCode::not_found);
  FormSubject subject = plain_subject(visit, std::move(title), {});
  subject.here = subject.back = calendar, subject.back_label = visit.word("Lịch", "Calendar");
  subject.lead = visit.in(lead), subject.button = visit.in(button);
  subject.sent = std::string(calendar) + "?xong=" + done + "#lich-rieng";
  subject.lasting = Lasting::unlogged;
  return subject;
}

Result<FormSubject> renew(const Visit& visit) {
  const bool there = app::feed(visit.app(), visit.caller).has_value();
  auto subject = there ? subject_of(visit, {"Đổi địa chỉ lịch riêng", "Change the address of your calendar"},
                                    {"Địa chỉ đang dùng không dùng được nữa. Chương trình lịch phải được nhập địa chỉ mới.",
                                     "The address in use answers no more. Calendar programs have to be given the new one."},
                                    {"Đổi địa chỉ", "Change the address"}, "renew")
                       : subject_of(visit, {"Tạo địa chỉ lịch riêng", "An address for your calendar"},
                                    {"Ai biết địa chỉ đều đọc được tên việc và mã hồ sơ, nên không gửi cho người khác.",
                                     "Whoever knows the address reads titles and codes: give it to nobody."},
                                    {"Tạo địa chỉ", "Make the address"}, "renew");
  if (!subject) return subject;
  subject->follows = visit.word("Địa chỉ mới hiện ở trang Lịch.", "The new address is shown on the calendar page.");
  subject->carry = [&app = visit.app(), next = subject->sent](app::Caller caller, json::value) -> Awaitable<Result<std::string>> {
    const auto made = co_await app::renew_feed(app, std::move(caller));
    if (!made) co_return std::unexpected(made.error());
    co_return next;
  };
  return subject;
}

Result<FormSubject> end(const Visit& visit) {
  auto subject = subject_of(visit, {"Tắt lịch riêng", "Turn your calendar off"},
                            {"Địa chỉ đang dùng không dùng được nữa.", "The address in use answers no more."}, {"Tắt lịch riêng", "Turn it off"}, "off");
  if (!subject) return subject;
  subject->follows = visit.word("Có thể tạo địa chỉ khác bất cứ lúc nào.", "Another one can be made at any time.");
  subject->carry = [&app = visit.app(), next = subject->sent](app::Caller caller, json::value) -> Awaitable<Result<std::string>> {
    const auto done = co_await app::end_feed(app, std::move(caller));
    co_return led_on(done, next);
  };
  return subject;
}

}  // namespace

void add_feed_forms(http::Router& router, const Site& site) {
  add_form_flow(router, site, "/lich-rieng/dia-chi", renew);
  add_form_flow(router, site, "/lich-rieng/tat", end);
}

}  // namespace luan::web
