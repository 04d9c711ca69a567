// Opaque ids: 16 bytes as 32 hex digits, tied to people only inside the database (hardening.md §1). Each kind of thing
// has a type of its own, so that an account is never passed where a rotation is meant.
#pragma once
#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace luan {

template <class Tag>
class Id {
 public:
  Id() = default;  // none: empty text
  /// 32 lower-case hex digits, or nothing.
  [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
    if (text.size() != 32 || text.find_first_not_of("0123456789abcdef") != text.npos) return {};
    return Id(std::string(text));
  }
  /// For text that is already known to be an id: from our own tables and generators.
  [[nodiscard]] static Id trusted(std::string text) { return Id(std::move(text)); }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool none() const { return text_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

using RotationId = Id<struct RotationTag>;
using AccountId = Id<struct AccountTag>;
using OfficialId = Id<struct OfficialTag>;
using UnitId = Id<struct UnitTag>;
using PositionId = Id<struct PositionTag>;
using SubstitutionId = Id<struct SubstitutionTag>;
using PlanId = Id<struct PlanTag>;
using PlanLineId = Id<struct PlanLineTag>;
using MeetingId = Id<struct MeetingTag>;

/// Source of fresh ids, injected so that the sample district is the same for the same seed. Not thread-safe.
class IdSource {
 public:
  virtual ~IdSource() = default;
  /// 16 random bytes.
  [[nodiscard]] virtual std::string bytes16() = 0;
  template <class SomeId>
  [[nodiscard]] SomeId fresh() {
    return SomeId::trusted(hex());
  }
  [[nodiscard]] std::string hex();
};

class RandomIds final : public IdSource {
 public:
  [[nodiscard]] std::string bytes16() override;
};

/// SHA-256 of seed and counter: the same seed, the same ids. Only for sample data and tests.
class SeededIds final : public IdSource {
 public:
  explicit SeededIds(std::string seed) : seed_(std::move(seed)) {}
  [[nodiscard]] std::string bytes16() override;

 private:
  std::string seed_;
  unsigned long long counter_ = 0;
};

}  // namespace luan

template <class Tag>
struct std::hash<luan::Id<Tag>> {
  std::size_t operator()(const luan::Id<Tag>& id) const noexcept { return std::hash<std::string>()(id.text()); }
};
