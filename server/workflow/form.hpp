// A form as data: typed fields with labels in both languages. The same form is drawn as a page, described as JSON Schema
// and checked here, so what a page accepts and what the API accepts cannot differ. Immutable once loaded.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/json.hpp"
#include "base/localized.hpp"
#include "base/refusal.hpp"
#include "workflow/attachment.hpp"

namespace luan::workflow {

enum class FieldKind : unsigned char { text, long_text, number, date, choice, choices, person, unit, position, plan_line, months, duration, attachment, rows };
/// What a duration is counted in. The number is kept as it was given: ten working days are never made two weeks.
enum class DurationUnit : unsigned char { days, working_days, months, years };

struct Choice {
  std::string id;
  Localized label;
  Localized hint{};  // may be empty
};

/// A form's named answer: what the rule of the step reads. `button` names the effect: «Gửi phiếu: tán thành».
struct Answer {
  std::string id;
  Localized label;
  Localized hint{};
  Localized button{};
  bool agrees = true;  // `each` counts an answer that does not agree as a differing opinion
};

/// What other fields of the form say: each of these choice fields is filled in with one of its choices. Empty: nothing is asked of them.
using Said = std::map<std::string, std::vector<std::string>>;

/// What part of another number of the form a number must be, in whole numbers: more than 1/2 of «summoned».
struct NumberShare {
  enum class Is : unsigned char { more_than, at_least, exactly, at_most, less_than };
  Is is = Is::more_than;
  std::int64_t numerator = 1, denominator = 2;  // 1 <= numerator <= denominator <= 1,000
  std::string of{};                             // id of a number field above it
};

struct Field {
  std::string id;
  FieldKind kind = FieldKind::text;
  Localized label{};
  Localized help{};  // may be empty
  bool required = false;
  std::vector<std::string> required_if{};  // answers with which it is required
  Said required_where{};                   // and only where the fields say so; with this alone: whatever the answer
  std::vector<std::string> only_if{};      // answers with which it may be given at all; empty: any
  Said only_where{};                       // and only where the fields say so
  std::size_t length_max = 0;              // code points; text 200, long_text 5000 unless the file says
  std::optional<std::int64_t> min{};       // number, months, duration; rows, choices, files: fewest
  std::optional<std::int64_t> max{};       // number, months, duration; rows, choices, files: most
  DurationUnit counted_in{};               // duration
  std::string at_most{};                   // number: id of a field of this form that it may not exceed
  std::string not_before{};                // date: "", "today" or "opened"
  std::string not_after{};                 // date: "", "today"
  std::string units{};                     // unit: only units of this kind; "" any open unit
  std::string in_unit{};                   // position, person: id of the unit field (or party) it must belong to; "" any
  std::string for_position{};              // plan_line: id of the position field that the line must be for
  std::vector<Choice> choices{};           // choice, choices
  std::vector<std::string> types{};        // attachment: kinds of files (base/file_kind); empty: whatever the server takes
  std::vector<Field> columns{};            // rows; columns are never rows nor files
  /// rows: one for each thing of that kind the rotation has, in its order, and what it says in `of`; `assignments` is the only kind.
  std::string each_of{};
  std::map<std::string, std::map<std::string, std::int64_t>> min_where{};  // number, months: that choice field -> its choice -> smallest, not `min`
  std::map<std::string, NumberShare> share{};                              // number: answer -> what part it must be of another number
};

struct Form {
  std::string id;
  Localized title{};
  std::vector<Answer> answers{};  // the forward one first; empty: the form has no outcome of its own
  std::vector<Field> fields{};

  [[nodiscard]] const Answer* answer(std::string_view id) const;
  [[nodiscard]] const Field* field(std::string_view id) const;
};

/// «“Căn cứ” là “Sức khoẻ” hoặc “Kỷ luật”»: what the fields say where it holds, in words.
[[nodiscard]] Localized said_words(const Form& form, const Said& said);
/// «ngày làm việc», "working days".
[[nodiscard]] Localized unit_words(DurationUnit unit);
/// «10 ngày làm việc», "10 working days", "1 year".
[[nodiscard]] Localized duration_words(DurationUnit unit, std::int64_t count);

/// What a form may refer to in the world, handed in by `app`: lists for person, unit, position and plan line fields.
struct FormWorld {
  Date today{};
  std::optional<Date> opened{};  // when the step opened
  struct Item {
    std::string id;
    std::string label;
    std::string group;  // person, position: id of the unit it belongs to; unit: its kind; plan line: id of its position
  };
  std::function<std::vector<Item>(const Field&)> items;  // every allowed item of a person, unit, position or plan line field
  /// The one of that id among them, or nothing. Unset: it is looked for in the list, which whoever checks form after form spares himself.
  std::function<std::optional<Item>(const Field&, std::string_view id)> find{};
  struct File {
    std::string id, name, type;  // type: id of its kind, "pdf"
    std::uint64_t size = 0;
    std::string sha256;     // salted, hex
    bool attached = false;  // stands in the log already, with what is corrected: named again, it is not taken again
  };
  std::vector<std::string> assigned{};          // what the official has been given to do, each in one line
  std::map<std::string, Localized> withheld{};  // answers that would be refused now, and why
  std::vector<File> files{};                    // that who fills it in has handed in whole, and that belong to nothing yet
  std::uint64_t file_bytes_most = 0;            // of one file; 0: it is not said
};

struct Filled {
  std::string answer;   // "" where the form has none
  json::object values;  // cleaned: NFC text, ISO dates, integers, several choices in the form's order; absent fields left out; in the form's order
  std::vector<Attachment> attachments{};  // every file that `values` names
};

/// The form as it is asked in this world: rows for each assignment are as many as there are, and are not asked where there are none.
[[nodiscard]] Form fitted(const Form& form, const FormWorld& world);

/// Checks a request body {"outcome"?: …, "form": {…}}. All faults are found at once and named by field.
[[nodiscard]] Result<Filled> check_form(const Form& form, const json::value& body, const FormWorld& world);

/// JSON Schema (2020-12) of that body, tight: every list as `enum`, the forward answer first.
[[nodiscard]] json::object form_schema(const Form& form, const FormWorld& world);

/// The body as JSON from what an HTML form posts: name/value pairs, rows as `assignments.0.product`, several choices under
/// one name. Numbers and dates that cannot be read are left as typed, for check_form to name. Unknown names are ignored.
[[nodiscard]] json::object body_from_fields(const Form& form, const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace luan::workflow
