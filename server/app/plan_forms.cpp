// What is filled in of a plan and of its lines: the contents that the rules ask of a plan (ND 170/2025 art. 45, domain.md F2).
#include <algorithm>

#include "app/directions.hpp"
#include "app/plan_lines.hpp"

namespace luan::app {
namespace {

using workflow::Field;
using workflow::FieldKind;
using Kind = PlanAct::Kind;

Field field(const char* id, FieldKind kind, Localized label, Localized help = {}, bool required = true) {
  Field out;
  out.id = id, out.kind = kind, out.label = std::move(label), out.help = std::move(help), out.required = required;
  out.length_max = kind == FieldKind::text ? 200 : 5'000;
  return out;
}
Field limited(Field field, std::int64_t min, std::int64_t max) {
  field.min = min, field.max = max;
  return field;
}

Field direction_field() {
  Field out = field("direction", FieldKind::choice, {"Hướng luân chuyển", "Direction"});
  for (const Direction& one : directions()) out.choices.push_back({std::string(one.id), one.label, {}});
  return out;
}

std::vector<Field> plan_fields() {
  Field approved = field("approved", FieldKind::date, {"Ngày phê duyệt", "Approved on"});
  approved.not_after = "today";
  return {field("period", FieldKind::text, {"Kỳ kế hoạch", "Period"}, {"Năm hoặc các năm, ví dụ 2027.", "A year or years, like 2027."}),
          field("paper", FieldKind::text, {"Số, ký hiệu kế hoạch", "Number of the paper"}, {"Ví dụ: 12-KH/ĐU", "Like 12-KH/ĐU"}),
          std::move(approved),
          field("need", FieldKind::long_text, {"Nhu cầu luân chuyển", "Need"}),
          field("manner", FieldKind::text, {"Hình thức", "Manner"}),
          field("area", FieldKind::text, {"Địa bàn", "Area"}),
          field("regime", FieldKind::long_text, {"Chế độ, chính sách", "Regime and policy"}, {}, false)};
}

std::vector<Field> line_fields() {
  return {field("position", FieldKind::position, {"Chức danh", "Post"}, {"Nơi đến là đơn vị có chức danh này.", "Its unit is the one that receives."}),
          field("expected", FieldKind::person, {"Nhân sự dự kiến", "Expected official"}, {}, false),
          direction_field(),
          limited(field("count", FieldKind::number, {"Số lượt", "Turns"}, {"Số cán bộ cần cho dòng này.", "How many officials this line is for."}), 1, 50),
          limited(field("months", FieldKind::months, {"Thời hạn (tháng)", "Term (months)"}), 1, 120),
          field("starts", FieldKind::date, {"Thời gian bắt đầu", "Starts on"}),
          field("reason", FieldKind::long_text, {"Lý do", "Reason"}),
          field("placement", FieldKind::long_text, {"Dự kiến bố trí sau luân chuyển", "Expected placement afterwards"})};
}

Field why_field() { return field("why", FieldKind::long_text, {"Lý do thay đổi", "Why"}, {"Được ghi vào nhật ký.", "It is recorded in the log."}); }

}  // namespace

workflow::Form plan_form(Kind kind) {
  workflow::Form form;
  switch (kind) {
    case Kind::adopt: form = {"plan", {"Lập kế hoạch luân chuyển", "New plan of rotations"}, {}, plan_fields()}; break;
    case Kind::add_line: form = {"plan_line", {"Thêm dòng kế hoạch", "Add a line"}, {}, line_fields()}; break;
    case Kind::change_line:
      form = {"plan_line", {"Sửa dòng kế hoạch", "Change the line"}, {}, line_fields()};
      form.fields.push_back(why_field());
      break;
    case Kind::withdraw_line: form = {"plan_line_withdrawal", {"Rút dòng kế hoạch", "Withdraw the line"}, {}, {why_field()}}; break;
    case Kind::close: form = {"plan_closure", {"Khép lại kế hoạch", "Close the plan"}, {}, {why_field()}}; break;
  }
  return form;
}

store::PlanLineTerms line_terms(const store::Directory& directory, const json::object& values) {
  const auto position = PositionId::trusted(text_member(values, "position"));
  return {position,
          directory.position(position)->unit,
          OfficialId::trusted(text_or_empty(values, "expected")),
          text_member(values, "direction"),
          static_cast<int>(int_member(values, "months")),
          *parse_date(text_member(values, "starts")),
          static_cast<int>(int_member(values, "count")),
          text_member(values, "reason"),
          text_member(values, "placement")};
}

store::PlanAdopted adopted_plan(const store::Directory& directory, const PlanId& id, const json::object& values) {
  return {id,
          directory.committee().unit,
          text_member(values, "period"),
          text_member(values, "paper"),
          *parse_date(text_member(values, "approved")),
          text_member(values, "need"),
          text_member(values, "manner"),
          text_member(values, "area"),
          text_or_empty(values, "regime")};
}

}  // namespace luan::app
