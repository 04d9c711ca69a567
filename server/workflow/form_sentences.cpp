#include "workflow/form_sentences.hpp"

#include <fmt/format.h>

#include "base/one_of.hpp"
#include "base/text.hpp"

namespace luan::workflow::sentence {
namespace {

std::string range(const Field& field, Language language) {
  const bool vi = language == Language::vi;
  if (field.min && field.max) return fmt::format(fmt::runtime(vi ? "từ {} đến {}" : "from {} to {}"), *field.min, *field.max);
  if (field.min) return fmt::format(fmt::runtime(vi ? "từ {} trở lên" : "{} or more"), *field.min);
  return fmt::format(fmt::runtime(vi ? "từ {} trở xuống" : "{} or less"), field.max.value_or(0));
}

}  // namespace

Localized body_wanted() {
  return {"Cần một đối tượng JSON có mục «form» chứa các mục của biểu mẫu.", "Send a JSON object with a member «form» that holds the fields of the form."};
}

Localized answer_wanted(const Form& form) {
  std::vector<Localized> labels;
  for (const Answer& answer : form.answers) labels.push_back(answer.label);
  const Localized answers = one_of(labels);
  return {fmt::format("Cần chọn {}.", answers.vi), fmt::format("Choose {}.", answers.en)};
}

Localized unknown(std::string_view name) {
  return {fmt::format("Biểu mẫu không có mục «{}». Đề nghị bỏ mục này.", name), fmt::format("The form has no field «{}». Leave it out.", name)};
}

Localized required(const Field& field) {
  switch (field.kind) {
    case FieldKind::choice:
    case FieldKind::choices:
    case FieldKind::person:
    case FieldKind::unit:
    case FieldKind::position:
    case FieldKind::plan_line: return {fmt::format("Cần chọn «{}».", field.label.vi), fmt::format("Choose «{}».", field.label.en)};
    case FieldKind::rows: {
      const std::int64_t fewest = std::max<std::int64_t>(field.min.value_or(1), 1);
      return {fmt::format("Cần ghi ít nhất {} dòng vào «{}».", fewest, field.label.vi),
              fmt::format("Add at least {} {} to «{}».", fewest, fewest == 1 ? "row" : "rows", field.label.en)};
    }
    case FieldKind::attachment: return {fmt::format("Cần đính kèm tệp ở «{}».", field.label.vi), fmt::format("Attach a file to «{}».", field.label.en)};
    case FieldKind::text:
    case FieldKind::long_text:
    case FieldKind::number:
    case FieldKind::date:
    case FieldKind::months:
    case FieldKind::duration: break;
  }
  return {fmt::format("Cần điền «{}».", field.label.vi), fmt::format("Fill in «{}».", field.label.en)};
}

Localized not_with_this_answer(const Form& form, const Field& field) {
  std::vector<Localized> labels;
  for (const std::string& id : field.only_if)
    if (const Answer* answer = form.answer(id)) labels.push_back(answer->label);
  const Localized answers = one_of(labels);
  return {fmt::format("Mục này chỉ dùng khi chọn {}. Đề nghị xoá nội dung ở đây, hoặc chọn lại.", answers.vi),
          fmt::format("This is only for {}. Clear it, or choose again.", answers.en)};
}

Localized not_with_these_fields(const Form& form, const Field& field) {
  const Localized when = said_words(form, field.only_where);
  return {fmt::format("Mục này chỉ dùng khi {}. Đề nghị xoá nội dung ở đây, hoặc chọn lại.", when.vi),
          fmt::format("This is only where {}. Clear it, or choose again.", when.en)};
}

Localized text_wanted() { return {"Cần một đoạn chữ.", "This must be text."}; }

Localized too_long(std::size_t given, std::size_t most) {
  const auto number = [](std::size_t count, Language language) { return grouped(static_cast<std::int64_t>(count), language); };
  const auto told = [&](const char* format, Language language) {
    return fmt::format(fmt::runtime(format), number(given, language), number(most, language), number(given - most, language));
  };
  return {told("Dài {} ký tự, tối đa {}. Đề nghị rút bớt {} ký tự.", Language::vi), told("{} characters, {} at most. Shorten it by {}.", Language::en)};
}

Localized number_wanted(const Field& field) {
  if (!field.min && !field.max) return {"Đề nghị điền một số nguyên, chỉ gồm chữ số.", "Give a whole number, in digits only."};
  return {fmt::format("Đề nghị điền một số nguyên {}, chỉ gồm chữ số.", range(field, Language::vi)),
          fmt::format("Give a whole number {}, in digits only.", range(field, Language::en))};
}

Localized out_of_range(const Field& field, std::int64_t given) {
  return {fmt::format("Số phải {}; đang ghi {}.", range(field, Language::vi), given),
          fmt::format("The number must be {}; it is {}.", range(field, Language::en), given)};
}

Localized more_than(const Field& field, std::int64_t given, const Field& other, std::int64_t limit) {
  return {fmt::format("«{}» ({}) không thể lớn hơn «{}» ({}). Đề nghị kiểm tra lại hai số này.", field.label.vi, given, other.label.vi, limit),
          fmt::format("«{}» ({}) cannot be more than «{}» ({}). Check both numbers.", field.label.en, given, other.label.en, limit)};
}

Localized less_than_choice(const Standing& number, const Demand& demand) {
  return {fmt::format("«{}» phải từ {} trở lên khi «{}» là «{}»; đang ghi {}. Đề nghị sửa một trong hai mục.", number.field.label.vi, demand.least,
                      demand.by->label.vi, demand.choice->label.vi, number.given),
          fmt::format("«{}» must be {} or more where «{}» is «{}»; it is {}. Change one of the two.", number.field.label.en, demand.least, demand.by->label.en,
                      demand.choice->label.en, number.given)};
}

Localized no_such_part(const Answer& answer, const Standing& number, const NumberShare& share, const Standing& base) {
  const Localized part = part_words(share);
  return {fmt::format("Với câu trả lời «{}», «{}» ({}) phải {} «{}» ({}). Đề nghị kiểm tra hai số này, hoặc chọn câu trả lời khác.", answer.label.vi,
                      number.field.label.vi, number.given, part.vi, base.field.label.vi, base.given),
          fmt::format("With the answer «{}», «{}» ({}) must be {} of «{}» ({}). Check both numbers, or choose another answer.", answer.label.en,
                      number.field.label.en, number.given, part.en, base.field.label.en, base.given)};
}

Localized date_wanted(Date today) {
  return {fmt::format("Đề nghị điền một ngày có thật theo dạng ngày/tháng/năm, ví dụ {}.", to_page_text(today)),
          fmt::format("Give an existing day as day/month/year, for example {}.", to_page_text(today))};
}

Localized too_early(const DateBounds& bounds) {
  const std::string day = to_page_text(bounds.from);
  if (bounds.from_opened)
    return {fmt::format("Ngày phải từ {} (ngày mở bước này) trở đi.", day), fmt::format("The day must be {} (when this step opened) or later.", day)};
  if (bounds.from_today) return {fmt::format("Ngày phải từ hôm nay ({}) trở đi.", day), fmt::format("The day must be today ({}) or later.", day)};
  return {fmt::format("Ngày phải từ {} trở đi. Đề nghị kiểm tra lại năm.", day), fmt::format("The day must be {} or later. Check the year.", day)};
}

Localized too_late(const DateBounds& bounds) {
  const std::string day = to_page_text(bounds.to);
  if (bounds.to_today) return {fmt::format("Ngày không thể sau hôm nay ({}).", day), fmt::format("The day cannot be after today ({}).", day)};
  return {fmt::format("Ngày không thể sau {}. Đề nghị kiểm tra lại năm.", day), fmt::format("The day cannot be after {}. Check the year.", day)};
}

Localized choice_wanted(const Field& field) {
  return {fmt::format("Đề nghị chọn «{}» trong danh sách.", field.label.vi), fmt::format("Choose «{}» from the list.", field.label.en)};
}

Localized choices_wanted(const Field& field) {
  return {fmt::format("Đề nghị chọn «{}» trong danh sách, mỗi mục một lần.", field.label.vi),
          fmt::format("Choose «{}» from the list, nothing twice.", field.label.en)};
}

Localized choice_count(const Field& field, std::int64_t given) {
  return {fmt::format("Số mục được chọn phải {}; đang chọn {}.", range(field, Language::vi), given),
          fmt::format("The number of choices must be {}; it is {}.", range(field, Language::en), given)};
}

Localized files_wanted(const Field& field) {
  std::string kinds;
  for (const std::string& kind : field.types) kinds += (kinds.empty() ? " (" : ", ") + kind;
  if (!kinds.empty()) kinds += ")";
  return {fmt::format("Tệp ở «{}» chưa được gửi trọn, không đúng loại{}, hoặc đã dùng ở chỗ khác. Đề nghị gửi lại tệp.", field.label.vi, kinds),
          fmt::format("A file of «{}» was not sent whole, is of another type{}, or is used elsewhere. Send the file again.", field.label.en, kinds)};
}

Localized file_count(const Field& field, std::int64_t given) {
  return {fmt::format("Số tệp phải {}; đang có {}.", range(field, Language::vi), given),
          fmt::format("The number of files must be {}; there are {}.", range(field, Language::en), given)};
}

Localized nothing_to_choose(const Field& field) {
  return {fmt::format("Hiện chưa có mục nào để chọn cho «{}». Đề nghị báo Ban Tổ chức bổ sung danh mục.", field.label.vi),
          fmt::format("There is nothing to choose for «{}» yet. Ask the organisation board to add it.", field.label.en)};
}

Localized other_group(const Field& by) {
  return {fmt::format("Mục này không thuộc «{}» đã chọn. Đề nghị chọn lại.", by.label.vi),
          fmt::format("This does not belong to the «{}» chosen. Choose again.", by.label.en)};
}

Localized rows_wanted() { return {"Cần các dòng, mỗi dòng gồm các cột của bảng.", "Rows are wanted, each with the columns of the table."}; }

Localized row_count(const Field& field, std::int64_t given) {
  return {fmt::format("Số dòng phải {}; đang có {}.", range(field, Language::vi), given),
          fmt::format("The number of rows must be {}; there are {}.", range(field, Language::en), given)};
}

}  // namespace luan::workflow::sentence
