// What is filled in of a meeting: when and where; who came, who presided, who kept the minutes.
#include <algorithm>

#include "app/meeting_parts.hpp"

namespace luan::app {
namespace {

using workflow::Field;
using workflow::FieldKind;
using Kind = MeetingAct::Kind;

Field field(std::string id, FieldKind kind, Localized label, Localized help = {}, bool required = true) {
  Field out;
  out.id = std::move(id), out.kind = kind, out.label = std::move(label), out.help = std::move(help), out.required = required;
  out.length_max = kind == FieldKind::text ? 200 : 5'000;
  return out;
}

std::vector<Field> call_fields() {
  Field on = field("on", FieldKind::date, {"Ngày họp", "Day"});
  on.not_before = "today";
  Field hour = field("hour", FieldKind::number, {"Giờ", "Hour"}), minute = field("minute", FieldKind::number, {"Phút", "Minute"});
  hour.min = 0, hour.max = 23, minute.min = 0, minute.max = 59;
  Field kind = field("kind", FieldKind::choice, {"Loại phiên họp", "Kind"});
  for (const char* one : {"review", "decision", "with_rotated_officials"}) kind.choices.push_back({one, meeting_kind(one), {}});
  return {std::move(on), std::move(hour), std::move(minute), std::move(kind), field("place", FieldKind::text, {"Địa điểm", "Place"})};
}

Field person_choice(const char* id, Localized label, const store::Directory& directory, const std::vector<AccountId>& among) {
  Field out = field(id, FieldKind::choice, std::move(label));
  for (const AccountId& one : among) {
    const std::string name = account_name(directory, one);
    out.choices.push_back({one.text(), {name, name}, {}});
  }
  return out;
}

std::vector<Field> hold_fields(const store::Directory& directory, const store::Meeting& meeting) {
  const std::vector<AccountId> members = called(directory, meeting);
  std::vector<AccountId> secretaries = directory.holders("organisation_board", meeting.unit);
  for (const AccountId& member : members)
    if (std::ranges::find(secretaries, member) == secretaries.end()) secretaries.push_back(member);
  std::vector<Field> out{person_choice("chair", {"Chủ trì", "Chair"}, directory, members),
                         person_choice("secretary", {"Thư ký", "Secretary"}, directory, secretaries)};
  for (const AccountId& member : members) {
    const std::string name = account_name(directory, member);
    Field presence = field("presence_" + member.text(), FieldKind::choice, {"Đ/c " + name, name});
    presence.choices = {{"present", {"Có mặt", "Present"}, {}}, {"absent", {"Vắng", "Absent"}, {}}};
    out.push_back(std::move(presence));
    out.push_back(field("absence_" + member.text(), FieldKind::text, {"Lý do vắng của đ/c " + name, "Why " + name + " is absent"}, {}, false));
  }
  return out;
}

}  // namespace

workflow::Form meeting_form(const store::Directory& directory, const MeetingAct& act, const store::Meeting* meeting) {
  switch (act.kind) {
    case Kind::call: return {"meeting", {"Triệu tập phiên họp", "Call a meeting"}, {}, call_fields()};
    case Kind::hold: return {"meeting_held", {"Ghi thành phần dự họp", "Record who attended"}, {}, hold_fields(directory, *meeting)};
    case Kind::cancel: break;
  }
  return {"meeting_cancelled", {"Huỷ phiên họp", "Cancel the meeting"}, {}, {field("why", FieldKind::long_text, {"Lý do", "Reason"})}};
}

}  // namespace luan::app
