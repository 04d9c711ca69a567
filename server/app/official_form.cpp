#include "app/official_form.hpp"

#include <algorithm>

namespace luan::app {
namespace {

using workflow::Choice;
using workflow::Field;
using workflow::FieldKind;

Field field(std::string id, FieldKind kind, Localized label, Localized help = {}) {
  Field out;
  out.id = std::move(id), out.kind = kind, out.label = std::move(label), out.help = std::move(help);
  out.length_max = kind == FieldKind::long_text ? 5'000 : 200;
  return out;
}
Field required(Field field) {
  field.required = true;
  return field;
}
Field chosen(std::string id, Localized label, std::vector<Choice> choices) {
  Field out = field(std::move(id), FieldKind::choice, std::move(label));
  out.choices = std::move(choices);
  return out;
}
Field number(std::string id, Localized label, std::int64_t least, std::int64_t most) {
  Field out = field(std::move(id), FieldKind::number, std::move(label));
  out.min = least, out.max = most;
  return out;
}
Field past_day(std::string id, Localized label, Localized help = {}) {
  Field out = field(std::move(id), FieldKind::date, std::move(label), std::move(help));
  out.not_after = "today";
  return out;
}
std::vector<Choice> yes_or_no() { return {{"yes", {"Có", "Yes"}}, {"no", {"Không", "No"}}}; }

std::vector<Choice> levels() {
  return {{"excellent", {"Hoàn thành xuất sắc nhiệm vụ", "Excellent"}},
          {"good", {"Hoàn thành tốt nhiệm vụ", "Good"}},
          {"completed", {"Hoàn thành nhiệm vụ", "Completed"}},
          {"not_completed", {"Không hoàn thành nhiệm vụ", "Not completed"}}};
}

/// domain.md §5 F1.
void add_person(std::vector<Field>& fields) {
  fields.push_back(required(field("family", FieldKind::text, {"Họ", "Family name"})));
  fields.push_back(field("middle", FieldKind::text, {"Đệm", "Middle name"}));
  fields.push_back(required(field("given", FieldKind::text, {"Tên", "Given name"})));
  fields.push_back(field("identity_number", FieldKind::text, {"Số định danh", "Identity number"}, {"12 chữ số", "12 digits"}));
  fields.push_back(required(past_day("born", {"Ngày sinh", "Date of birth"})));
  fields.push_back(required(chosen("gender", {"Giới tính", "Gender"}, {{"male", {"Nam", "Male"}}, {"female", {"Nữ", "Female"}}})));
  fields.push_back(field("home_place", FieldKind::text, {"Quê quán", "Home place"}));
  fields.push_back(
      field("home_unit", FieldKind::unit, {"Đơn vị quê quán", "Home unit"},
            {"Chọn nếu quê ở một đơn vị trong danh sách; để trống là nơi khác", "Choose where the home place is one of the units; elsewhere if left out"}));
  fields.push_back(field("birth_place", FieldKind::text, {"Nơi sinh", "Place of birth"}));
  fields.push_back(field(
      "birth_unit", FieldKind::unit, {"Đơn vị nơi sinh", "Unit of birth"},
      {"Chọn nếu sinh ở một đơn vị trong danh sách; để trống là nơi khác", "Choose where the place of birth is one of the units; elsewhere if left out"}));
  fields.push_back(field("residence", FieldKind::text, {"Nơi cư trú", "Residence"}));
  fields.push_back(field(
      "residence_unit", FieldKind::unit, {"Đơn vị nơi cư trú", "Unit of residence"},
      {"Chọn nếu cư trú ở một đơn vị trong danh sách; để trống là nơi khác", "Choose where the residence is in one of the units; elsewhere if left out"}));
  fields.push_back(required(field("unit", FieldKind::unit, {"Đơn vị công tác", "Unit"})));
  fields.push_back(field("position", FieldKind::position, {"Chức danh", "Post"}));
  fields.back().in_unit = "unit";
  fields.push_back(past_day("party_probationary", {"Ngày vào Đảng", "Joined the Party (probationary)"}));
  fields.push_back(past_day("party_full", {"Ngày vào Đảng chính thức", "Full member of the Party since"}));
}

void add_qualifications(std::vector<Field>& fields) {
  fields.push_back(chosen("professional_level", {"Trình độ chuyên môn", "Professional qualification"},
                          {{"doctor", {"Tiến sĩ", "Doctorate"}},
                           {"master", {"Thạc sĩ", "Master's degree"}},
                           {"university", {"Đại học", "University"}},
                           {"college", {"Cao đẳng", "College"}},
                           {"secondary", {"Trung cấp", "Secondary vocational"}}}));
  fields.push_back(chosen("political_level", {"Lý luận chính trị", "Political theory"},
                          {{"bachelor", {"Cử nhân", "Bachelor"}},
                           {"advanced", {"Cao cấp", "Advanced"}},
                           {"intermediate", {"Trung cấp", "Intermediate"}},
                           {"elementary", {"Sơ cấp", "Elementary"}}}));
  fields.push_back(number("years_in_field", {"Số năm công tác trong lĩnh vực", "Years in the field"}, 0, 60));
  fields.push_back(number("grassroots_years", {"Số năm công tác ở cơ sở", "Years at the grassroots"}, 0, 60));
  fields.push_back(number("terms_in_post", {"Số nhiệm kỳ liên tiếp giữ chức vụ", "Consecutive terms in the post"}, 0, 20));
  fields.push_back(chosen("leads_as", {"Giữ chức vụ", "Leads as"},
                          {{"head", {"Cấp trưởng", "Head"}}, {"deputy", {"Cấp phó", "Deputy"}}, {"neither", {"Không lãnh đạo", "Neither"}}}));
  fields.push_back(past_day("leads_since", {"Giữ chức vụ liên tục tại đơn vị từ ngày", "Leading in this unit without a break since"}));
  fields.push_back(chosen("sector", {"Ngành", "Sector"}, {{"inspection", {"Kiểm tra Đảng", "Party inspection"}}, {"other", {"Ngành khác", "Another sector"}}}));
  fields.push_back(number("sector_years", {"Số năm trong ngành", "Years in the sector"}, 0, 60));
}

/// What the conditions of plugins/score_eligibility/checks.yaml are judged on (domain.md §2).
void add_conditions(std::vector<Field>& fields) {
  fields.push_back(chosen("in_planning", {"Trong quy hoạch được duyệt", "In the approved planning"}, yes_or_no()));
  fields.push_back(field("planning_title", FieldKind::text, {"Chức danh quy hoạch", "Planned for the post of"}));
  fields.push_back(field("planning_period", FieldKind::text, {"Giai đoạn quy hoạch", "Planning period"}, {"Ví dụ: 2026-2031", "Like: 2026-2031"}));
  Field ratings = field("ratings", FieldKind::rows, {"Xếp loại các năm", "Ratings by year"}, {"Ba năm gần nhất trở lên", "At least the last three years"});
  ratings.max = 40;
  ratings.columns = {required(number("year", {"Năm", "Year"}, 1990, 2100)), required(chosen("level", {"Xếp loại", "Rating"}, levels()))};
  fields.push_back(std::move(ratings));
  fields.push_back(past_day("health_certificate", {"Ngày giấy chứng nhận sức khoẻ", "Date of the health certificate"}));
  fields.push_back(chosen(
      "discipline", {"Kỷ luật còn hiệu lực", "Disciplinary measure in force"},
      {{"none", {"Không", "None"}}, {"reprimand", {"Khiển trách", "Reprimand"}}, {"warning", {"Cảnh cáo", "Warning"}}, {"removal", {"Cách chức", "Removal"}}}));
  fields.push_back(past_day("discipline_on", {"Ngày quyết định kỷ luật", "Date of the measure"}));
  fields.push_back(chosen("under_investigation", {"Đang bị xem xét kỷ luật, điều tra, thanh tra", "Under review, investigation or inspection"}, yes_or_no()));
  fields.push_back(chosen("not_transferable", {"Lý do chưa thực hiện điều động", "Ground not to be transferred"},
                          {{"none", {"Không", "None"}},
                           {"illness", {"Đang điều trị bệnh nặng", "Treated for serious illness"}},
                           {"study", {"Đang học dài hạn hoặc biệt phái", "In long-term study or seconded"}},
                           {"maternity", {"Thai sản hoặc nuôi con dưới 36 tháng", "Maternity or a child under 36 months"}}}));
}

constexpr std::string_view elsewhere = "elsewhere";
/// A place in words and the unit it is in: words without a unit are a place elsewhere.
constexpr std::pair<std::string_view, std::string_view> places[] = {
    {"home_place", "home_unit"}, {"birth_place", "birth_unit"}, {"residence", "residence_unit"}};
bool is_place_unit(std::string_view fact) {
  return std::ranges::find(places, fact, [](const auto& one) { return one.second; }) != std::ranges::end(places);
}

bool is_yes_or_no(std::string_view fact) { return fact == "in_planning" || fact == "under_investigation"; }

/// Year by year: {"2023": "good", …} is kept, and what scorers read of it.
void put_ratings(json::object& facts, const json::array& rows) {
  std::map<std::int64_t, std::string> by_year;
  for (const json::value& row : rows) by_year[int_member(row.as_object(), "year")] = text_member(row.as_object(), "level");
  if (by_year.empty()) return;
  json::object kept;
  json::array words;
  for (const auto& [year, level] : by_year) {
    kept[std::to_string(year)] = level;
    // Years without a rating in between: what stands before them is not one of the last ones.
    if (!by_year.contains(year - 1)) words.clear();
    words.push_back(json::value(level));
  }
  facts["ratings_by_year"] = std::move(kept);
  facts["ratings"] = std::move(words);
  facts["rating"] = by_year.rbegin()->second;
}

}  // namespace

const workflow::Form& official_form() {
  static const workflow::Form form = [] {
    workflow::Form made{"official", {"Cán bộ", "Official"}, {}, {}};
    add_person(made.fields);
    add_qualifications(made.fields);
    add_conditions(made.fields);
    return made;
  }();
  return form;
}

bool is_private(std::string_view field) { return field == "identity_number" || field == "home_place" || field == "birth_place" || field == "residence"; }

json::object facts_of_values(const json::object& values) {
  json::object facts;
  for (const auto& [name, value] : values) {
    if (name == "unit" || name == "position") continue;
    if (is_yes_or_no(name))
      facts[name] = value.as_string() == "yes";
    else if (name == "ratings")
      put_ratings(facts, value.as_array());
    else
      facts[name] = value;
  }
  if (!facts.contains("middle")) facts["middle"] = "";
  for (const auto& [place, unit] : places)
    if (facts.contains(place) && !facts.contains(unit)) facts[unit] = elsewhere;
  return facts;
}

json::object values_of_official(const store::Directory& directory, const store::Official& official, Date day) {
  json::object values;
  for (const Field& one : official_form().fields) {
    if (one.id == "ratings") {
      json::array rows;
      if (const json::value* by_year = official.person.if_contains("ratings_by_year"))
        for (const auto& [year, level] : by_year->as_object()) rows.push_back(json::object{{"year", std::stoll(std::string(year))}, {"level", level}});
      if (!rows.empty()) values["ratings"] = std::move(rows);
      continue;
    }
    const json::value* value = official.person.if_contains(one.id);
    if (!value || (value->is_string() && value->as_string().empty()) || (is_place_unit(one.id) && value->as_string() == elsewhere)) continue;
    values[one.id] = value->is_bool() ? json::value(value->as_bool() ? "yes" : "no") : *value;
  }
  const UnitId unit = directory.successor(official.unit, day);
  values["unit"] = unit.text();
  if (unit == official.unit && !official.position.none()) values["position"] = official.position.text();
  return values;
}

std::optional<bool> is_of_place(const store::Directory& directory, const json::object& facts, std::string_view fact, const UnitId& place) {
  const std::string recorded = text_or_empty(facts, fact);
  if (recorded.empty()) return {};
  return std::ranges::any_of(directory.with_predecessors(place), [&](const UnitId& unit) { return unit.text() == recorded; });
}

json::object facts_changed(const json::object& before, const json::object& after) {
  json::object out;
  for (const auto& [name, value] : after)
    if (const json::value* old = before.if_contains(name); !old || *old != value) out[name] = value;
  for (const auto& [name, value] : before)
    if (!after.contains(name) && !field_of_fact(name).empty()) out[name] = nullptr;
  // «Elsewhere» stands in no field; ratings that were recorded without their years stay until some with years are there.
  for (const auto& [place, unit] : places)
    if (!after.contains(unit) && text_or_empty(before, unit) == elsewhere) out.erase(unit);
  if (!after.contains("ratings") && !before.contains("ratings_by_year")) out.erase("ratings"), out.erase("rating");
  return out;
}

bool is_identity_number(std::string_view text) {
  return text.size() == 12 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<store::DirectoryEvent> official_event(const store::Official* known, const OfficialId& id, const json::object& values, const std::string& basis) {
  const json::object facts = facts_of_values(values);
  const UnitId unit = UnitId::trusted(text_member(values, "unit"));
  const PositionId position = PositionId::trusted(text_or_empty(values, "position"));
  if (!known) return store::OfficialRegistered{id, unit, position, facts};
  const json::object changed = facts_changed(known->person, facts);
  if (known->unit == unit && known->position == position) {
    if (changed.empty()) return {};
    return store::OfficialFactsChanged{id, changed, basis};
  }
  json::object person = known->person;
  for (const auto& [name, value] : changed)
    if (value.is_null())
      person.erase(name);
    else
      person[name] = value;
  return store::OfficialRegistered{id, unit, position, std::move(person)};
}

std::string field_of_fact(std::string_view fact) {
  if (fact == "ratings_by_year" || fact == "rating") return "ratings";
  return official_form().field(fact) ? std::string(fact) : std::string();
}

}  // namespace luan::app
