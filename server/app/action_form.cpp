// What an action, or a declared conflict of interest, asks: the reason, and what the action asks beside it.
#include <algorithm>

#include "app/impl.hpp"
#include "base/person_name.hpp"

namespace luan::app {
namespace {

workflow::Field reason_field() {
  workflow::Field reason;
  reason.id = "reason";
  reason.kind = workflow::FieldKind::long_text;
  reason.label = {"Lý do", "Reason"};
  reason.help = {"Viết bằng lời của mình; được ghi nguyên văn vào nhật ký.", "In your own words; it is recorded as it stands."};
  reason.required = true;
  reason.length_max = 5'000;
  return reason;
}

workflow::Field until_field() {
  workflow::Field until;
  until.id = "until";
  until.kind = workflow::FieldKind::date;
  until.label = {"Tiếp tục từ ngày", "Until"};
  until.help = {"Đến ngày này hồ sơ tự tiếp tục; các hạn đang mở lùi theo số ngày đã hoãn.",
                "On that day the rotation goes on by itself; open deadlines move by the days it was deferred."};
  until.required = true;
  until.not_before = "today";
  return until;
}

workflow::Field choice(const char* id, Localized label, Localized help) {
  workflow::Field field;
  field.id = id;
  field.kind = workflow::FieldKind::choice;
  field.label = std::move(label), field.help = std::move(help);
  field.required = true;
  return field;
}

/// Who is asked and has not answered, and who could take the seat: those who hold the role and are not asked yet.
void add_replacement(const store::Directory& directory, const workflow::Definition& definition, const workflow::Rotation& rotation, workflow::Form& form) {
  workflow::Field participant =
      choice("participant", {"Người được thay", "Who is replaced"}, {"Chỉ những người chưa trả lời.", "Those who have not answered."});
  workflow::Field replacement =
      choice("replacement", {"Người thay", "Who takes the seat"},
             {"Phải đang giữ đúng vai trò đó và chưa có trong danh sách được hỏi.", "Somebody who holds the same role and is not asked yet."});
  for (const workflow::StepRun& run : rotation.runs) {
    const workflow::Step* step = definition.find_step(run.step).second;
    if (!run.open() || !step) continue;
    for (const workflow::Seat& seat : run.roll) {
      if (seat.account.none() || seat.role == "official" || run.response_of(seat)) continue;
      const std::string name = account_name(directory, seat.account);
      participant.choices.push_back({run.step + "." + seat.account.text(), {name + ": " + step->title.vi, name + ": " + step->title.en}});
      for (const AccountId& other : directory.holders(seat.role, seat.unit)) {
        const bool asked = std::ranges::find(run.roll, other, &workflow::Seat::account) != run.roll.end() || run.recusal_of(other);
        const bool listed = std::ranges::find(replacement.choices, other.text(), &workflow::Choice::id) != replacement.choices.end();
        if (!asked && !listed) replacement.choices.push_back({other.text(), {account_name(directory, other), account_name(directory, other)}});
      }
    }
  }
  for (workflow::Field* field : {&participant, &replacement})
    sort_by_given_name(field->choices, [](const workflow::Choice& one) { return one.label.vi.substr(0, one.label.vi.find(": ")); });
  form.fields.push_back(std::move(participant));
  form.fields.push_back(std::move(replacement));
}

}  // namespace

workflow::Form action_form(const store::Directory& directory, const workflow::Definition& definition, const workflow::Action& action,
                           const workflow::Rotation& rotation) {
  workflow::Form form;
  form.id = action.id;
  form.title = action.title;
  form.fields.push_back(reason_field());
  if (action.kind == workflow::Action::Kind::defer) form.fields.push_back(until_field());
  if (action.kind == workflow::Action::Kind::replace) add_replacement(directory, definition, rotation, form);
  if (!action.form.empty())
    for (const workflow::Field& field : definition.form(action.form).fields) form.fields.push_back(field);
  return form;
}

bool has_a_choice(const workflow::Form& form) {
  return std::ranges::none_of(
      form.fields, [](const workflow::Field& field) { return field.kind == workflow::FieldKind::choice && field.required && field.choices.empty(); });
}

workflow::Form recusal_form() {
  workflow::Form form;
  form.id = "recusal";
  form.title = {"Khai báo xung đột lợi ích", "Conflict of interest"};
  form.fields.push_back(reason_field());
  form.fields.back().help = {"Nêu quan hệ hoặc lợi ích liên quan; được ghi nguyên văn vào nhật ký.",
                             "Name the relation or interest; it is recorded as it stands."};
  return form;
}

std::optional<workflow::Act::Replaces> replacement_of(const workflow::Action& action, const json::object& values) {
  if (action.kind != workflow::Action::Kind::replace) return {};
  const std::string participant = text_member(values, "participant");
  const auto dot = participant.find('.');
  return workflow::Act::Replaces{participant.substr(0, dot), AccountId::trusted(participant.substr(dot + 1)),
                                 AccountId::trusted(text_member(values, "replacement"))};
}

json::value action_body(json::value body) {
  json::object* given = body.if_object();
  if (!given) return body;
  json::object form;
  if (auto* own = given->if_contains("form"); own && own->is_object()) form = own->as_object();
  if (auto* reason = given->if_contains("reason")) form["reason"] = *reason;
  json::object out{{"form", std::move(form)}};
  for (const auto& member : *given)  // what does not belong there is named by the form's check
    if (member.key() != "form" && member.key() != "reason") out[member.key()] = member.value();
  return out;
}

json::object action_schema(const workflow::Form& form, const workflow::FormWorld& world) {
  json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"type", "object"}, {"additionalProperties", false}};
  json::object properties{{"reason", json::object{{"type", "string"}, {"minLength", 1}, {"maxLength", 5'000}}}};
  json::array required{"reason"};
  workflow::Form own = form;
  std::erase_if(own.fields, [](const workflow::Field& field) { return field.id == "reason"; });
  if (!own.fields.empty()) {
    const json::object schema = workflow::form_schema(own, world);
    properties["form"] = member(member(schema, "properties").as_object(), "form");
    if (std::ranges::any_of(own.fields, &workflow::Field::required)) required.push_back("form");
  }
  out["properties"] = std::move(properties);
  out["required"] = std::move(required);
  return out;
}

}  // namespace luan::app
