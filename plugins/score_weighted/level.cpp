#include "level.hpp"

#include <algorithm>

namespace score_weighted {
namespace {

using boost::json::object;
using luan::Json;
using luan::Sentence;
using namespace scoring;

std::string comma(Decimal number) { return number.text(','); }

Reached absent(const Criterion& criterion) {
  return {criterion.missing,
          {"Hồ sơ chưa có dữ liệu này, tính mức " + comma(criterion.missing), "Not in the dossier, counted as level " + criterion.missing.text()}};
}

Reached unusable(const Criterion& criterion, const Json& value) {
  return {criterion.missing,
          {"Giá trị " + quoted(value) + " không dùng được, tính mức " + comma(criterion.missing) + " như khi thiếu",
           "The value " + quoted(value) + " cannot be used, counted as level " + criterion.missing.text() + " as if missing"}};
}

const Level* level_of(const Levels& levels, const Json& value) {
  if (!value.is_string()) return nullptr;
  const auto found = levels.find(std::string_view(value.as_string()));
  return found == levels.end() ? nullptr : &found->second;
}

struct Reach {
  const Criterion& criterion;
  const object& facts;

  Reached operator()(const Field& field) const {
    const Json* value = fact(facts, field.name);
    if (!value) return absent(criterion);
    const Level* level = level_of(field.levels, *value);
    if (!level) return unusable(criterion, *value);
    return {level->value, {level->label.vi + ": mức " + comma(level->value), level->label.en + ": level " + level->value.text()}};
  }

  Reached operator()(const Number& number) const {
    const Json* value = fact(facts, number.name);
    if (!value) return absent(criterion);
    const auto given = number_of(*value);
    if (!given) return unusable(criterion, *value);
    const bool rises = number.full > number.empty;
    const auto [low, high] = std::minmax(number.empty, number.full);
    const std::int64_t inside = std::clamp(given->hundredths, low.hundredths, high.hundredths);
    const std::int64_t whole = high.hundredths - low.hundredths;
    const Decimal level = ratio(rises ? inside - low.hundredths : high.hundredths - inside, whole);
    Sentence why{comma(*given) + " (mức 1 từ " + comma(number.full), given->text() + " (level 1 from " + number.full.text()};
    if (!rises) why = {comma(*given) + " (mức 1 đến " + comma(number.full), given->text() + " (level 1 up to " + number.full.text()};
    if (number.empty.hundredths != 0) {
      why.vi += ", mức 0 ở " + comma(number.empty);
      why.en += ", level 0 at " + number.empty.text();
    }
    return {level, {why.vi + "): mức " + comma(level), why.en + "): level " + level.text()}};
  }

  Reached operator()(const List& list) const {
    const Json* value = fact(facts, list.name);
    if (!value || (value->is_array() && value->as_array().empty())) return absent(criterion);
    if (!value->is_array()) return unusable(criterion, *value);
    const boost::json::array& all = value->as_array();
    const std::size_t there = std::min(list.last, all.size());
    std::int64_t sum = 0;
    Sentence why;
    const auto add = [&](const std::string& vi, const std::string& en, Decimal level) {
      sum += level.hundredths;
      why.vi += (why.vi.empty() ? "" : "; ") + vi + " " + comma(level);
      why.en += (why.en.empty() ? "" : "; ") + en + " " + level.text();
    };
    for (std::size_t i = all.size() - there; i < all.size(); ++i) {
      const Level* level = level_of(list.levels, all[i]);
      if (level)
        add(level->label.vi, level->label.en, level->value);
      else
        add(quoted(all[i]) + " không dùng được, tính như thiếu", quoted(all[i]) + " cannot be used, counted as missing", criterion.missing);
    }
    for (std::size_t i = there; i < list.last; ++i) add("thiếu một lần", "one missing", criterion.missing);
    const Decimal mean = ratio(sum, static_cast<std::int64_t>(list.last) * 100);
    return {mean, {why.vi + ": trung bình mức " + comma(mean), why.en + ": mean level " + mean.text()}};
  }

  Reached operator()(const Share& share) const {
    const Json* part = fact(facts, share.part);
    const Json* whole = fact(facts, share.whole);
    if (!part || !whole) return absent(criterion);
    const auto done = number_of(*part);
    const auto total = number_of(*whole);
    if (!done) return unusable(criterion, *part);
    if (!total || total->hundredths == 0) return unusable(criterion, *whole);
    const Decimal level = ratio(std::min(done->hundredths, total->hundredths), total->hundredths);
    return {level, {comma(*done) + " trên " + comma(*total) + ": mức " + comma(level), done->text() + " of " + total->text() + ": level " + level.text()}};
  }

  Reached operator()(const Flag& flag) const {
    const Json* value = fact(facts, flag.name);
    if (!value) return absent(criterion);
    if (!value->is_bool()) return unusable(criterion, *value);
    const Decimal level = value->as_bool() ? flag.yes : flag.no;
    return {
        level,
        {std::string(value->as_bool() ? "Có" : "Không") + ": mức " + comma(level), std::string(value->as_bool() ? "Yes" : "No") + ": level " + level.text()}};
  }
};

}  // namespace

Reached reached(const Criterion& criterion, const object& facts) { return std::visit(Reach{criterion, facts}, criterion.from); }

}  // namespace score_weighted
