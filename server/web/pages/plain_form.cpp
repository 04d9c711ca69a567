#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

using workflow::Field;
using workflow::FieldKind;

Field made(FieldKind kind, std::string id, Localized label, Localized help) {
  Field field;
  field.id = std::move(id), field.kind = kind, field.label = std::move(label), field.help = std::move(help), field.required = true;
  return field;
}

const json::value* value_in(const json::value& body, std::string_view field) {
  const json::object* whole = body.if_object();
  const json::value* form = whole ? whole->if_contains("form") : nullptr;
  return form && form->is_object() ? form->as_object().if_contains(field) : nullptr;
}

}  // namespace

Field text_field(std::string id, Localized label, Localized help, std::size_t most) {
  Field field = made(FieldKind::text, std::move(id), std::move(label), std::move(help));
  field.length_max = most;
  return field;
}
Field long_field(std::string id, Localized label, Localized help, std::size_t most) {
  Field field = made(FieldKind::long_text, std::move(id), std::move(label), std::move(help));
  field.length_max = most;
  return field;
}
Field number_field(std::string id, Localized label, std::int64_t min, std::int64_t max, Localized help) {
  Field field = made(FieldKind::number, std::move(id), std::move(label), std::move(help));
  field.min = min, field.max = max;
  return field;
}
Field date_field(std::string id, Localized label, Localized help) { return made(FieldKind::date, std::move(id), std::move(label), std::move(help)); }
Field choice_field(std::string id, Localized label, std::vector<workflow::Choice> choices, Localized help) {
  Field field = made(FieldKind::choice, std::move(id), std::move(label), std::move(help));
  field.choices = std::move(choices);
  return field;
}
Field several_field(std::string id, Localized label, std::vector<workflow::Choice> choices, Localized help) {
  Field field = made(FieldKind::choices, std::move(id), std::move(label), std::move(help));
  field.choices = std::move(choices);
  return field;
}
Field optional(Field field) {
  field.required = false;
  return field;
}

FormSubject plain_subject(const Visit& visit, Localized title, std::vector<Field> fields) {
  const auto form = std::make_shared<workflow::Form>(workflow::Form{"plain", std::move(title), {}, std::move(fields)});
  FormSubject subject;
  subject.title = visit.in(form->title);
  subject.address = visit.request.path;
  subject.form = form.get(), subject.keeps = form;
  subject.world.today = visit.app().zone().date(visit.app().clock().now());
  subject.world.items = [](const Field&) { return std::vector<workflow::FormWorld::Item>(); };
  return subject;
}

std::string text_in(const json::value& body, std::string_view field) {
  const json::value* value = value_in(body, field);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}
int number_in(const json::value& body, std::string_view field) {
  const json::value* value = value_in(body, field);
  return value && value->is_int64() ? static_cast<int>(value->as_int64()) : 0;
}
std::vector<std::string> several_in(const json::value& body, std::string_view field) {
  std::vector<std::string> out;
  const json::value* value = value_in(body, field);
  if (value && value->is_array())
    for (const json::value& one : value->as_array())
      if (one.is_string()) out.emplace_back(one.as_string());
  return out;
}

Result<std::string> led_on(const Result<void>& done, std::string next) {
  if (!done) return std::unexpected(done.error());
  return next;
}

Refusal renamed(Refusal refusal, std::initializer_list<std::pair<std::string_view, std::string_view>> names) {
  for (FieldError& error : refusal.fields)
    for (const auto& [from, to] : names)
      if (error.field == from) {
        error.field = to;
        break;
      }
  return refusal;
}

std::string confirmed(const Visit& visit, std::initializer_list<Confirmation> all) {
  const std::string done = visit.query("xong");
  for (const Confirmation& one : all)
    if (one.done == done) return visit.in(one.text);
  return {};
}

}  // namespace luan::web
