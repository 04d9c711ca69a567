// Forms: every kind of field empty, filled and refused; the summary of what is wrong; what was typed, read again.
#include "web/form_view.hpp"
#include "web/gallery/examples.hpp"

namespace luan::web {
namespace {

using workflow::Field;
using workflow::FieldKind;

Field field(std::string id, FieldKind kind, Localized label) {
  Field out{std::move(id), kind, std::move(label)};
  out.length_max = kind == FieldKind::long_text ? 5000 : 200;
  return out;
}

Field rows_field() {
  Field rows = field("assignments", FieldKind::rows, {"Nhiệm vụ được giao", "Assignments"});
  rows.help = {"Nội dung, sản phẩm đo được, thời hạn.", "Content, a product that can be measured, a day."};
  rows.columns = {field("what", FieldKind::text, {"Nội dung", "Content"}), field("product", FieldKind::text, {"Sản phẩm đo được", "Measurable product"}),
                  field("due", FieldKind::date, {"Thời hạn", "Deadline"})};
  rows.columns.front().required = true;
  rows.max = 6;
  return rows;
}

workflow::Form every_kind() {
  workflow::Form form{"example", {"Ý kiến của nơi đến", "Opinion of the receiving side"}, {}, {}};
  form.answers = {
      {"agree", {"Đồng ý", "Agree"}, {}, {}, true},
      {"remarks", {"Đồng ý, có ý kiến", "Agree with remarks"}, {"Ý kiến được ghi nguyên văn.", "Recorded word for word."}, {}, true},
      {"disagree", {"Không đồng ý", "Disagree"}, {"Cần nêu lý do; không làm dừng quy trình.", "Give the reason; it does not stop the process."}, {}, false}};
  Field number = field("number", FieldKind::text, {"Số, ký hiệu văn bản", "Number of the paper"});
  Field on = field("on", FieldKind::date, {"Ngày văn bản", "Date of the paper"});
  Field why = field("why", FieldKind::long_text, {"Ý kiến và lý do", "Opinion and reason"});
  why.required_if = {"remarks", "disagree"};
  std::vector<Field> figures{field("summoned", FieldKind::number, {"Triệu tập", "Summoned"}), field("present", FieldKind::number, {"Có mặt", "Present"}),
                             field("agreed", FieldKind::number, {"Tán thành văn bản này", "For this paper"})};
  for (Field& one : figures) one.required = true;
  Field months = field("months", FieldKind::months, {"Thời hạn (tháng)", "Term (months)"});
  months.help = {"Từ 12 đến 60 tháng.", "12 to 60 months."};
  Field level = field("level", FieldKind::choice, {"Năng lực", "Ability"});
  level.choices = {{"good", {"Tốt", "Good"}}, {"fair", {"Khá", "Fair"}}, {"average", {"Trung bình", "Average"}}, {"poor", {"Yếu", "Poor"}}};
  Field grounds = field("grounds", FieldKind::choices, {"Căn cứ xem xét", "Grounds"});
  grounds.choices = {
      {"plan", {"Quy hoạch", "Succession plan"}}, {"evaluation", {"Đánh giá hằng năm", "Yearly evaluation"}}, {"visit", {"Khảo sát thực tế", "A visit"}}};
  grounds.max = 2;
  Field official = field("official", FieldKind::person, {"Người được đề nghị", "Official proposed"});
  Field paper = field("paper", FieldKind::attachment, {"Văn bản đã ký", "The signed paper"});
  paper.max = 3;
  form.fields = {number, on, why, figures[0], figures[1], figures[2], months, level, grounds, official, paper, rows_field()};
  return form;
}

workflow::FormWorld world() {
  workflow::FormWorld out;
  out.today = example_day;
  out.items = [](const Field&) {
    return std::vector<workflow::FormWorld::Item>{{"a", "Đặng Thị Uyên, Phó Trưởng phòng Nội vụ", "u"},
                                                  {"b", "Nguyễn Hoà Ưng, Chuyên viên Văn phòng Đảng uỷ", "u"}};
  };
  out.files = {{"f1", "Công văn 41-CV-ĐU ngày 05-03-2026.pdf", "pdf", 482'113, "8c1f5a90b7d24e63", false}};
  return out;
}

json::object filled() {
  return {{"outcome", "disagree"},
          {"form",
           {{"number", "41-CV/ĐU"},
            {"on", "2026-03-05"},
            {"why", "Phường đề nghị xem lại thời điểm.\nĐang vào kỳ tổng kết “nhiệm kỳ” & bàn giao <nhà văn hoá>."},
            {"summoned", 15},
            {"present", 14},
            {"agreed", 12},
            {"months", 36},
            {"level", "fair"},
            {"grounds", {"plan", "visit"}},
            {"official", "b"},
            {"paper", {"f1"}},
            {"assignments",
             {{{"what", "Đổi mới sinh hoạt chi bộ khu phố"}, {"product", "Đề án được Đảng uỷ phường thông qua"}, {"due", "2027-06-30"}},
              {{"what", "Giải quyết dứt điểm đơn thư tồn đọng"}, {"product", "Không còn đơn quá hạn"}, {"due", "2027-12-31"}}}}}}};
}

std::vector<FieldError> faults() {
  return {{"outcome", {"Đề nghị chọn kết luận", "Choose a conclusion"}},
          {"on", {"Ngày văn bản: không có ngày 31/02/2026", "Date of the paper: there is no day 31/02/2026"}},
          {"why", {"Ý kiến và lý do: cần nêu lý do khi không đồng ý", "Opinion and reason: give the reason where you disagree"}},
          {"agreed", {"Số tán thành (20) không thể lớn hơn số có mặt (14)", "Those for it (20) cannot be more than those present (14)"}},
          {"assignments.0.what", {"Nhiệm vụ 1: cần ghi nội dung", "Assignment 1: say what it is"}}};
}

json::object mistaken() {
  json::object body = filled();
  body.erase("outcome");
  json::object& form = body["form"].as_object();
  form["on"] = "31/02/2026", form["why"] = "", form["agreed"] = 20;
  form["assignments"].as_array().front().as_object()["what"] = "";
  return body;
}

}  // namespace

std::vector<Example> form_examples(Language language) {
  const workflow::Form form = every_kind();
  const workflow::FormWorld facts = world();
  std::vector<FieldError> linked = faults();
  for (FieldError& one : linked) one.field = "sai-" + one.field;
  const FormState empty{{}, {}, 1, "trong-"}, full{filled(), {}, 0, "day-"}, wrong{mistaken(), faults(), 0, "sai-"};
  return {
      {"form-empty", {"Biểu mẫu chưa nhập", "A form not filled in yet"}, form_fields(form, facts, empty, language)},
      {"form-filled", {"Biểu mẫu đã nhập", "A form filled in"}, form_fields(form, facts, full, language)},
      {"errors", {"Tóm tắt các chỗ cần sửa", "Summary of what to correct"}, error_summary(linked, language)},
      {"form-wrong", {"Biểu mẫu có chỗ cần sửa", "A form with mistakes"}, form_fields(form, facts, wrong, language)},
      {"refused", {"Chưa ghi được", "Not recorded"}, refusal_note({RefusalCode::not_suspended}, language)},
      {"typed", {"Nội dung đã nhập", "What was typed"}, value_list(typed_values(form, facts, full, language), language)},
  };
}

}  // namespace luan::web
