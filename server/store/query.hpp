// Private to the store.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace soci {
class session;
class statement;
}  // namespace soci

namespace luan::store {

/// A statement whose text and values are put together piece by piece. Values are bound, never pasted.
class Query {
 public:
  explicit Query(std::string sql) : sql_(std::move(sql)) {}
  Query& add(const std::string& sql) {
    sql_ += sql;
    return *this;
  }
  Query& bind(std::string value) {
    sql_ += ":p" + std::to_string(values_.size());
    values_.push_back(std::make_unique<std::string>(std::move(value)));
    return *this;
  }
  /// A whole number that comes as text, of a cursor say; 0 where it is none.
  Query& bind_integer(std::string value) {
    add("CAST(").bind(std::move(value)).add(" AS INTEGER)");
    return *this;
  }
  Query& list(const std::vector<std::string>& values) {
    sql_ += "(";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i) sql_ += ", ";
      bind(values[i]);
    }
    sql_ += ")";
    return *this;
  }
  /// `into` binds the columns to be read; `each` is called when a row stands in them.
  void run(soci::session& session, const std::function<void(soci::statement&)>& into, const std::function<void()>& each);

 private:
  std::string sql_;
  std::vector<std::unique_ptr<std::string>> values_;
};

}  // namespace luan::store
