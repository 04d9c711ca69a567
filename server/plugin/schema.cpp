#include "plugin/schema.hpp"

// Without it Valijson ends the process where it would throw.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace luan::plugin {
namespace {

/// {"<root>", "[criteria]", "[0]"} as «criteria.0».
std::string place_of(const std::vector<std::string>& context) {
  std::string place;
  for (const std::string& step : context) {
    if (!step.starts_with('[')) continue;
    if (!place.empty()) place += '.';
    place += step.substr(1, step.size() - 2);
  }
  return place;
}

/// What stands in the description behind `before`, without quotes and full stop; nothing where it begins otherwise.
std::optional<std::string> behind(std::string_view description, std::string_view before) {
  if (!description.starts_with(before)) return {};
  std::string_view rest = description.substr(before.size());
  while (!rest.empty() && (rest.back() == '.' || rest.back() == '\'')) rest.remove_suffix(1);
  if (rest.starts_with('\'')) rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find_first_of(" ")));
}

constexpr std::string_view unwanted = "Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: ";

/// Valijson tells in English what does not hold; these are its sentences in Vietnamese. {} is what follows the words quoted.
struct Translated {
  std::string_view begins, vi;
};
constexpr Translated translations[]{
    {"Value type not permitted by 'type' constraint", "Giá trị không đúng kiểu"},
    {"Missing required property ", "Thiếu mục «{}»"},
    {unwanted, "Không có mục nào tên «{}»"},
    {"Failed to match regex", "Giá trị không đúng dạng quy định"},
    {"Failed to match against any enum values", "Không phải một trong các giá trị được phép"},
    {"Failed to match expected value", "Không phải giá trị được phép"},
    {"Expected number less than or equal to ", "Số không được lớn hơn {}"},
    {"Expected number less than ", "Số phải nhỏ hơn {}"},
    {"Expected number greater than or equal to ", "Số không được nhỏ hơn {}"},
    {"Expected number greater than ", "Số phải lớn hơn {}"},
    {"String should be no more than ", "Không quá {} ký tự"},
    {"String should be no fewer than ", "Ít nhất {} ký tự"},
    {"Array should contain no more than ", "Không quá {} phần tử"},
    {"Array should contain no fewer than ", "Ít nhất {} phần tử"},
    {"Failed to validate against any child schemas allowed by oneOf", "Không khớp dạng nào trong các dạng được phép"},
    {"Failed to validate against any schemas allowed by anyOf", "Không khớp dạng nào trong các dạng được phép"},
    {"Failed to validate against exactly one child schema", "Khớp nhiều dạng cùng lúc; chỉ được một"},
    {"Elements at indexes", "Có hai phần tử giống nhau"},
};

Localized words_of(const std::string& description) {
  std::string en = description;
  while (en.ends_with('.')) en.pop_back();
  for (const auto& [begins, vi] : translations)
    if (const auto rest = behind(description, begins)) {
      std::string filled(vi);
      if (const auto at = filled.find("{}"); at != filled.npos) filled.replace(at, 2, *rest);
      return {filled, en};
    }
  return {"Không đúng quy định (" + en + ")", en};
}

/// A member that nobody asked for is told at the object that holds it: its own place says more.
std::string unwanted_member(const std::string& description) { return behind(description, unwanted).value_or(""); }

}  // namespace

struct Schema::Impl {
  valijson::Schema schema;
};

Schema::Schema(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

std::expected<Schema, std::string> Schema::read(const json::object& schema) {
  auto impl = std::make_unique<Impl>();
  const json::value document(schema);
  try {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(valijson::adapters::BoostJsonAdapter(document), impl->schema);
  } catch (const std::exception& error) {
    return std::unexpected(std::string(error.what()));
  }
  return Schema(std::move(impl));
}

std::optional<SchemaFault> Schema::find_fault(const json::value& value) const {
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(impl_->schema, valijson::adapters::BoostJsonAdapter(value), &results)) return {};
  const valijson::ValidationResults::Error* deepest = nullptr;
  for (const auto& error : results)
    if (!deepest || error.context.size() > deepest->context.size()) deepest = &error;
  if (!deepest) return SchemaFault{"", {"Không đúng quy định", "does not hold to the schema"}};
  SchemaFault fault{place_of(deepest->context), words_of(deepest->description)};
  if (const std::string member = unwanted_member(deepest->description); !member.empty()) fault.place += (fault.place.empty() ? "" : ".") + member;
  return fault;
}

std::optional<std::string> Schema::fault(const json::value& value) const {
  const auto found = find_fault(value);
  if (!found) return {};
  return (found->place.empty() ? "the configuration" : found->place) + ": " + found->text.en;
}

}  // namespace luan::plugin
