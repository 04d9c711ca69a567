// What an HTML form posts, as the JSON body that check_form reads. An input left blank is an absent member.
#include <map>
#include <set>

#include "base/text.hpp"
#include "workflow/form.hpp"

namespace luan::workflow {
namespace {

using Posted = std::map<std::string, std::vector<std::string>, std::less<>>;  // several choices or files come under one name

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

json::value read(const Field& field, const std::string& typed) {
  if (field.kind == FieldKind::number || field.kind == FieldKind::months || field.kind == FieldKind::duration) {
    if (const auto number = whole_number<std::int64_t>(trimmed(typed))) return *number;
  } else if (field.kind == FieldKind::date) {
    if (const auto date = parse_page_date(trimmed(typed))) return json::value(to_text(*date));
  }
  return json::value(typed);
}

/// Of an input that was filled in more than once, the first.
const std::string* filled(const Posted& posted, const std::string& name) {
  const auto found = posted.find(name);
  return found == posted.end() || trimmed(found->second.front()).empty() ? nullptr : &found->second.front();
}

json::array read_several(const std::string& name, const Posted& posted) {
  json::array chosen;
  if (const auto found = posted.find(name); found != posted.end())
    for (const std::string& one : found->second)
      if (!trimmed(one).empty()) chosen.emplace_back(one);
  return chosen;
}

json::object read_all(const std::vector<Field>& fields, const std::string& prefix, const Posted& posted);

/// Rows in the order of their numbers; a row of blank inputs is no row.
json::array read_rows(const Field& field, const Posted& posted) {
  const std::string prefix = field.id + ".";
  std::set<unsigned> numbers;
  for (auto at = posted.lower_bound(prefix); at != posted.end() && at->first.starts_with(prefix); ++at) {
    const std::string_view rest = std::string_view(at->first).substr(prefix.size());
    if (const auto number = whole_number<unsigned>(rest.substr(0, rest.find('.')))) numbers.insert(*number);
  }
  json::array rows;
  for (const unsigned number : numbers) {
    json::object row = read_all(field.columns, prefix + std::to_string(number) + ".", posted);
    if (!row.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

json::object read_all(const std::vector<Field>& fields, const std::string& prefix, const Posted& posted) {
  json::object values;
  for (const Field& field : fields) {
    if (field.kind == FieldKind::rows) {
      if (json::array rows = read_rows(field, posted); !rows.empty()) values[field.id] = std::move(rows);
    } else if (field.kind == FieldKind::choices || field.kind == FieldKind::attachment) {
      if (json::array chosen = read_several(prefix + field.id, posted); !chosen.empty()) values[field.id] = std::move(chosen);
    } else if (const std::string* typed = filled(posted, prefix + field.id)) {
      values[field.id] = read(field, *typed);
    }
  }
  return values;
}

}  // namespace

json::object body_from_fields(const Form& form, const std::vector<std::pair<std::string, std::string>>& fields) {
  Posted posted;
  for (const auto& [name, value] : fields) posted[name].push_back(value);
  json::object body;
  if (!form.answers.empty())
    if (const std::string* answer = filled(posted, "outcome")) body["outcome"] = *answer;
  body["form"] = read_all(form.fields, "", posted);
  return body;
}

}  // namespace luan::workflow
