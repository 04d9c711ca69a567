#include "web/pages/unit_forms.hpp"

#include "web/pages/plain_form.hpp"
#include "web/pages/unit_words.hpp"

namespace luan::web {
namespace {

using workflow::Field;
using Units = std::vector<app::UnitView>;
using Carry = std::function<Awaitable<Result<std::string>>(app::Caller, json::value)>;

Field unit_field(std::string id, Localized label, Localized help = {}) {
  Field field = text_field(std::move(id), std::move(label), std::move(help));
  field.kind = workflow::FieldKind::unit;
  return field;
}

std::vector<Field> name_fields(Localized vi, Localized en) { return {text_field("name_vi", std::move(vi)), text_field("name_en", std::move(en))}; }

/// Units that still are, in administrative order.
Units units_now(const Visit& visit) {
  Units units = visit.app().units(visit.caller).value_or(Units());
  std::erase_if(units, [](const app::UnitView& unit) { return unit.to.has_value(); });
  return units;
}

std::vector<workflow::Choice> unit_choices(const Units& units) {
  std::vector<workflow::Choice> out;
  for (const app::UnitView& unit : units) out.push_back({unit.id, unit.name, {}});
  return out;
}

/// `done`: the word by which the page is told what was done.
Result<FormSubject> subject_of(const Visit& visit, const Units& units, Localized title, Localized button, std::vector<Field> fields, const std::string& done,
                               Carry carry) {
  if (auto may = visit.app().may_change_units(visit.caller); !may) return std::unexpected(std::move(may.error()));
  FormSubject subject = plain_subject(visit, std::move(title), std::move(fields));
  subject.here = subject.back = "/don-vi", subject.back_label = visit.word("Đơn vị", "Units");
  subject.lead = visit.word("Từ ngày có hiệu lực, các bước đang mở ở đơn vị không còn nữa được chuyển cho đơn vị kế thừa.",
                            "From that day on, steps open at a unit that is no more pass to its successor.");
  subject.follows = subject.lead, subject.button = visit.in(button), subject.sent = "/don-vi?xong=" + done;
  std::vector<workflow::FormWorld::Item> items;
  for (const app::UnitView& unit : units) items.push_back({unit.id, visit.in(unit.name), unit.kind});
  subject.world.items = [items = std::move(items)](const Field&) { return items; };
  subject.carry = std::move(carry);
  return subject;
}

Result<FormSubject> rename(const Visit& visit) {
  const Units units = units_now(visit);
  std::vector<Field> fields{unit_field("unit", {"Đơn vị", "Unit"})};
  for (Field& name : name_fields({"Tên mới", "New name, Vietnamese"}, {"Tên mới bằng tiếng Anh", "New name, English"})) fields.push_back(std::move(name));
  fields.push_back(date_field("on", {"Từ ngày", "From"}));
  Carry carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    Localized name{text_in(body, "name_vi"), text_in(body, "name_en")};
    std::string unit = text_in(body, "unit"), on = text_in(body, "on");
    const Result<void> done = co_await app.rename_unit(std::move(caller), std::move(unit), std::move(name), std::move(on));
    co_return led_on(done, "/don-vi?xong=doi-ten");
  };
  auto subject = subject_of(visit, units, {"Đổi tên đơn vị", "Rename a unit"}, {"Ghi: đổi tên đơn vị", "Record: rename the unit"}, std::move(fields), "doi-ten",
                            std::move(carry));
  if (subject)
    subject->lead = subject->follows = visit.word("Từ ngày có hiệu lực, trang và văn bản mới dùng tên mới; hồ sơ cũ giữ tên khi đó.",
                                                  "From that day on, pages and new papers use the new name; old rotations keep the old one.");
  return subject;
}

Result<FormSubject> merge(const Visit& visit) {
  const Units units = units_now(visit);
  std::vector<Field> fields{several_field("from", {"Các đơn vị được sáp nhập", "Units that are merged"}, unit_choices(units)),
                            unit_field("into", {"Vào đơn vị", "Into"}), date_field("on", {"Từ ngày", "From"})};
  Carry carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    std::vector<std::string> from = several_in(body, "from");
    std::string into = text_in(body, "into"), on = text_in(body, "on");
    const Result<void> done = co_await app.merge_units(std::move(caller), std::move(from), std::move(into), std::move(on));
    co_return led_on(done, "/don-vi?xong=sap-nhap");
  };
  return subject_of(visit, units, {"Sáp nhập đơn vị", "Merge units"}, {"Ghi: sáp nhập đơn vị", "Record: merge the units"}, std::move(fields), "sap-nhap",
                    std::move(carry));
}

Result<FormSubject> split(const Visit& visit) {
  const Units units = units_now(visit);
  std::vector<Field> fields{unit_field("unit", {"Đơn vị bị tách", "Unit"}), unit_field("heir", {"Đơn vị nhận các việc đang mở", "Takes over what is open"}),
                            several_field("into", {"Các đơn vị mới khác", "The other parts"}, unit_choices(units)), date_field("on", {"Từ ngày", "From"})};
  Carry carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    std::vector<std::string> into{text_in(body, "heir")};
    for (std::string& part : several_in(body, "into"))
      if (part != into.front()) into.push_back(std::move(part));
    std::string unit = text_in(body, "unit"), on = text_in(body, "on");
    const Result<void> done = co_await app.split_unit(std::move(caller), std::move(unit), std::move(into), std::move(on));
    co_return led_on(done, "/don-vi?xong=chia-tach");
  };
  return subject_of(visit, units, {"Chia tách đơn vị", "Split a unit"}, {"Ghi: chia tách đơn vị", "Record: split the unit"}, std::move(fields), "chia-tach",
                    std::move(carry));
}

Result<FormSubject> add(const Visit& visit) {
  const Units units = units_now(visit);
  std::vector<workflow::Choice> kinds;
  for (const std::string_view kind : unit_kinds) kinds.push_back({std::string(kind), unit_kind(kind), {}});
  std::vector<Field> fields = name_fields({"Tên", "Name, Vietnamese"}, {"Tên bằng tiếng Anh", "Name, English"});
  fields.push_back(choice_field("kind", {"Loại", "Kind"}, kinds));
  fields.push_back(
      choice_field("traits", {"Địa bàn", "Locality"},
                   {{"normal", {"Bình thường", "Ordinary"}, {}}, {"difficult", {"Khó khăn", "Difficult"}, {}}, {"complex", {"Phức tạp", "Complex"}, {}}}));
  fields.push_back(date_field("from", {"Từ ngày", "From"}));
  Carry carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const std::string kind = text_in(body, "kind");
    app::NewUnit unit{kind, text_in(body, "traits"), kind == "ward" ? 2 : 1, {text_in(body, "name_vi"), text_in(body, "name_en")}, text_in(body, "from")};
    const auto added = co_await app.add_unit(std::move(caller), std::move(unit));
    if (!added) co_return std::unexpected(added.error());
    co_return "/don-vi?xong=them";
  };
  auto subject =
      subject_of(visit, units, {"Thêm đơn vị", "Add a unit"}, {"Ghi: thêm đơn vị", "Record: add the unit"}, std::move(fields), "them", std::move(carry));
  if (subject) {
    subject->lead = visit.word("Từ ngày đó đơn vị có trong mọi danh sách chọn.", "From that day on the unit stands in every list.");
    subject->follows = subject->lead;
    subject->filled = {{"form", json::object{{"kind", "ward"}, {"traits", "normal"}}}};
  }
  return subject;
}

}  // namespace

void add_unit_forms(http::Router& router, const Site& site) {
  add_form_flow(router, site, "/don-vi/doi-ten", rename);
  add_form_flow(router, site, "/don-vi/sap-nhap", merge);
  add_form_flow(router, site, "/don-vi/chia-tach", split);
  add_form_flow(router, site, "/don-vi/them", add);
}

std::string unit_change_confirmed(const Visit& visit) {
  return confirmed(visit,
                   {{"doi-ten",
                     {"Đã đổi tên đơn vị, ghi vào nhật ký. Tiếp theo: từ ngày có hiệu lực, trang và văn bản mới dùng tên mới; hồ sơ cũ giữ tên khi đó.",
                      "The unit is renamed and recorded. Next: from its day on, pages and new papers use the new name; old rotations keep the old one."}},
                    {"sap-nhap",
                     {"Đã sáp nhập đơn vị, ghi vào nhật ký. Tiếp theo: từ ngày có hiệu lực, các bước đang mở chuyển cho đơn vị kế thừa.",
                      "The units are merged and recorded. Next: from its day on, what is open passes to the successor."}},
                    {"chia-tach",
                     {"Đã chia tách đơn vị, ghi vào nhật ký. Tiếp theo: từ ngày có hiệu lực, các bước đang mở chuyển cho đơn vị nhận việc đã chọn.",
                      "The unit is split and recorded. Next: from its day on, what is open passes to the part chosen."}},
                    {"them",
                     {"Đã thêm đơn vị, ghi vào nhật ký. Tiếp theo: quản trị giao vai trò tại đơn vị này cho các tài khoản.",
                      "The unit is added and recorded. Next: the administrator grants roles at it."}}});
}

}  // namespace luan::web
