#include "web/pages/suspension_forms.hpp"

#include <algorithm>

#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

using workflow::Field;

constexpr const char* page_address = "/tam-dung";

Field basis_field() {
  return text_field("basis", {"Căn cứ (số, ký hiệu văn bản)", "Basis (number of the paper)"}, {"Ví dụ: 128-KL/TW", "Like 128-KL/TW"}, 300);
}
Field reason_field() { return long_field("reason", {"Lý do", "Reason"}, {"Được ghi nguyên văn vào nhật ký.", "It is recorded as it stands."}); }

Localized scope_words(bool spares_posted) {
  if (spares_posted) return {"Đề cử mới và hồ sơ chưa có quyết định", "New nominations and rotations without a decision"};
  return {"Mọi hồ sơ, kể cả cán bộ đang luân chuyển", "Every rotation, those of officials in their posts too"};
}

/// As it is recorded now: beside what was typed by who came later.
std::string standing_of(const Visit& visit, const app::SuspensionView& now) {
  return value_list({{"", {"Phạm vi", "What stands still"}, visit.in(scope_words(now.spares_posted)), {}, {}},
                     {"", {"Từ ngày", "Since"}, to_page_text(now.on), {}, {}},
                     {"", {"Căn cứ", "Basis"}, now.basis, {}, {}},
                     {"", {"Lý do", "Reason"}, now.reason, {}, {}}},
                    visit.language);
}

Result<FormSubject> subject_of(const Visit& visit, Localized title, Localized button, std::vector<Field> fields, const std::string& done) {
  if (auto may = visit.app().may_suspend(visit.caller); !may) return std::unexpected(std::move(may.error()));
  FormSubject subject = plain_subject(visit, std::move(title), std::move(fields));
  subject.here = subject.back = page_address, subject.back_label = visit.word("Tạm dừng chung", "Suspension");
  subject.button = visit.in(button), subject.sent = std::string(page_address) + "?xong=" + done;
  return subject;
}

Result<FormSubject> suspend(const Visit& visit) {
  std::vector<Field> fields{
      choice_field("scope", {"Phạm vi", "What stands still"}, {{"unposted", scope_words(true), {}}, {"everything", scope_words(false), {}}}), basis_field(),
      reason_field()};
  auto subject = subject_of(visit, {"Tạm dừng trong toàn tổ chức", "Suspend the whole organisation"},
                            {"Ghi: tạm dừng trong toàn tổ chức", "Record: suspend the whole organisation"}, std::move(fields), "tam-dung");
  if (!subject) return subject;
  subject->lead = visit.word("Từ khi ghi, các hồ sơ trong phạm vi đứng lại: không ai gửi được gì; thời hạn được lùi đúng số ngày đã dừng.",
                             "From then on the rotations concerned stand still: nothing can be sent, deadlines move by the days it stood still.");
  subject->follows = visit.word("Mọi hồ sơ trong phạm vi đứng lại ngay.", "Every rotation concerned stands still at once.");
  subject->filled = {{"form", json::object{{"scope", "unposted"}}}};
  if (const auto now = visit.app().suspension(visit.caller)) {
    subject->refused = Refusal{RefusalCode::suspended_already, {{"at", to_page_text(now->on)}}};
    subject->standing = standing_of(visit, *now);
  }
  subject->carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    app::NewSuspension wanted{text_in(body, "scope") != "everything", text_in(body, "reason"), text_in(body, "basis")};
    const Result<void> done = co_await app.suspend_organisation(std::move(caller), std::move(wanted));
    co_return led_on(done, "/tam-dung?xong=tam-dung");
  };
  return subject;
}

/// Those who stand still; and who is named in the address, who may not be nominated yet.
std::vector<workflow::FormWorld::Item> people(const Visit& visit, const app::SuspensionView& now) {
  std::vector<workflow::FormWorld::Item> out;
  for (const app::PersonRef& person : now.standing) out.push_back({person.id, person.name, ""});
  const std::string named = visit.param("official");
  if (named.empty() || std::ranges::find(out, named, &workflow::FormWorld::Item::id) != out.end()) return out;
  if (const auto official = visit.app().official(visit.caller, named)) out.push_back({named, official->name, ""});
  return out;
}

Result<FormSubject> except(const Visit& visit) {
  Field official = text_field("official", {"Cán bộ", "Official"});
  official.kind = workflow::FieldKind::person;
  std::vector<Field> fields{std::move(official), text_field("authoriser", {"Người hoặc cấp cho phép", "Authorised by"}), basis_field(), reason_field()};
  auto subject =
      subject_of(visit, {"Ghi ngoại lệ cho một cán bộ", "Except an official"}, {"Ghi ngoại lệ", "Record the exception"}, std::move(fields), "ngoai-le");
  if (!subject) return subject;
  subject->lead =
      visit.word("Hồ sơ của cán bộ này tiếp tục trong khi toàn tổ chức tạm dừng.", "This official's rotations go on while everything else stands still.");
  subject->follows = subject->lead;
  const auto now = visit.app().suspension(visit.caller);
  if (now)
    subject->world.items = [items = people(visit, *now)](const Field&) { return items; };
  else
    subject->refused = Refusal{RefusalCode::not_suspended};
  if (const std::string named = visit.param("official"); !named.empty()) subject->filled = {{"form", json::object{{"official", named}}}};
  subject->carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    app::NewException wanted{text_in(body, "official"), text_in(body, "reason"), text_in(body, "basis"), text_in(body, "authoriser")};
    const Result<void> done = co_await app.except_from_suspension(std::move(caller), std::move(wanted));
    co_return led_on(done, "/tam-dung?xong=ngoai-le");
  };
  return subject;
}

Result<FormSubject> resume(const Visit& visit) {
  auto subject = subject_of(visit, {"Cho tiếp tục trong toàn tổ chức", "Let everything go on"}, {"Ghi: cho tiếp tục", "Record: let it go on"},
                            {basis_field(), reason_field()}, "tiep-tuc");
  if (!subject) return subject;
  subject->lead = visit.word("Mọi hồ sơ đang đứng lại vì tạm dừng chung được tiếp tục; thời hạn lùi đúng số ngày đã dừng.",
                             "Every rotation that stands still by it goes on; deadlines move by the days it stood still.");
  subject->follows = subject->lead;
  if (!visit.app().suspension(visit.caller)) subject->refused = Refusal{RefusalCode::not_suspended};
  subject->carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    std::string reason = text_in(body, "reason"), basis = text_in(body, "basis");
    const Result<void> done = co_await app.resume_organisation(std::move(caller), std::move(reason), std::move(basis));
    co_return led_on(done, "/tam-dung?xong=tiep-tuc");
  };
  return subject;
}

}  // namespace

void add_suspension_forms(http::Router& router, const Site& site) {
  add_form_flow(router, site, "/tam-dung/toan-to-chuc", suspend);
  add_form_flow(router, site, "/tam-dung/ngoai-le", except);
  add_form_flow(router, site, "/tam-dung/ngoai-le/{official}", except);
  add_form_flow(router, site, "/tam-dung/tiep-tuc", resume);
}

std::string suspension_confirmed(const Visit& visit) {
  return confirmed(visit,
                   {{"tam-dung",
                     {"Đã tạm dừng trong toàn tổ chức, ghi vào nhật ký. Tiếp theo: các hồ sơ trong phạm vi đứng lại; cán bộ nào cần tiếp tục thì ghi ngoại lệ.",
                      "The whole organisation is suspended, and that is recorded. Next: the rotations concerned stand still; whoever must go on is excepted."}},
                    {"ngoai-le",
                     {"Đã ghi ngoại lệ vào nhật ký. Tiếp theo: hồ sơ của cán bộ này tiếp tục ngay, thời hạn lùi đúng số ngày đã dừng.",
                      "The exception is recorded. Next: this official's rotations go on at once, deadlines moved by the days they stood still."}},
                    {"tiep-tuc",
                     {"Đã cho tiếp tục trong toàn tổ chức, ghi vào nhật ký. Tiếp theo: các hồ sơ chạy tiếp, thời hạn lùi đúng số ngày đã dừng.",
                      "Everything goes on, and that is recorded. Next: rotations go on, deadlines moved by the days they stood still."}}});
}

}  // namespace luan::web
