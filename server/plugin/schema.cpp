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
  return place.empty() ? "the configuration" : place;
}

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

std::optional<std::string> Schema::fault(const json::value& value) const {
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(impl_->schema, valijson::adapters::BoostJsonAdapter(value), &results)) return {};
  const valijson::ValidationResults::Error* deepest = nullptr;
  for (const auto& error : results)
    if (!deepest || error.context.size() > deepest->context.size()) deepest = &error;
  return deepest ? place_of(deepest->context) + ": " + deepest->description : "the configuration: does not hold to the schema";
}

}  // namespace luan::plugin
