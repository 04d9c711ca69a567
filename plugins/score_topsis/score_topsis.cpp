// Ranks the nominees for one post by their distance from the best and from the worst of each criterion. Points are the
// closeness × 100 of the nominee that is asked about. Advises and never decides.
#include <algorithm>
#include <set>

#include "criteria.hpp"
#include "ranking.hpp"

namespace {

using namespace score_topsis;
using luan::Json;
using luan::Refused;
using luan::Sentence;

constexpr std::size_t nominees_max = 100;
constexpr unsigned closeness_places = 6;  // points have four, so the number and the table agree

struct Nominee {
  std::string id;
  const scoring::Object* facts = nullptr;
};

std::vector<Nominee> nominees(const scoring::Object& input) {
  const Json* list = input.if_contains("alternatives");
  if (!list || !list->is_array() || list->as_array().empty()) throw Refused("alternatives", "must be a list of at least one nominee");
  if (list->as_array().size() > nominees_max) throw Refused("alternatives", "has more than 100 nominees");
  std::vector<Nominee> out;
  std::set<std::string> ids;
  for (const Json& one : list->as_array()) {
    const std::string place = "alternatives." + std::to_string(out.size());
    const auto& given = scoring::object(one, place);
    out.push_back(
        {scoring::identifier(scoring::needed(given, place, "id"), place + ".id"), &scoring::object(scoring::needed(given, place, "facts"), place + ".facts")});
    if (!ids.insert(out.back().id).second) throw Refused(place + ".id", "«" + out.back().id + "» stands there twice");
  }
  // Whoever puts them in another order gets the same ranking, down to who of two equal ones is named first.
  std::ranges::sort(out, {}, &Nominee::id);
  return out;
}

std::size_t place_of(const std::vector<Nominee>& nominees, const Json& id) {
  const std::string wanted = scoring::identifier(id, "this");
  const auto found = std::ranges::find(nominees, wanted, &Nominee::id);
  if (found == nominees.end()) throw Refused("this", "is none of the alternatives");
  return static_cast<std::size_t>(found - nominees.begin());
}

Exact exact(scoring::Decimal decimal) { return {decimal.hundredths, 100}; }
std::string percent(const Exact& part) { return digits(part * 100, 2); }

/// Everything there is to say, before it is put into words.
struct Comparison {
  const std::vector<Criterion>& criteria;
  std::vector<Nominee> rows;
  std::size_t asked = 0;
  std::vector<std::vector<Read>> read;  // by criterion and row
  std::vector<Column> columns;
  std::vector<Distances> apart;
  std::vector<Standing> standings;
  std::size_t first = 0;
  std::vector<std::optional<Sensitivity>> sensitivities;

  Comparison(const std::vector<Criterion>& all, const scoring::Object& input) : criteria(all), rows(nominees(input)) {
    asked = place_of(rows, scoring::needed(input, "", "this"));
    for (const Criterion& criterion : criteria) {
      Column column{exact({criterion.weight}), criterion.more_is_better, {}, {}};  // hundredths of a weight of 100 are its part of 1
      std::vector<Read> values;
      for (const Nominee& row : rows) {
        values.push_back(read_value(criterion, *row.facts));
        column.values.push_back(exact(values.back().value));
      }
      if (criterion.scale) column.ends = {exact(criterion.scale->worst), exact(criterion.scale->best)};
      apart.push_back(distances(column));
      columns.push_back(std::move(column));
      read.push_back(std::move(values));
    }
    standings = rank(columns, apart);
    first = static_cast<std::size_t>(std::ranges::find(standings, 1, &Standing::rank) - standings.begin());
    for (std::size_t j = 0; j < columns.size(); ++j) sensitivities.push_back(sensitivity(columns, apart, j, first));
  }

  [[nodiscard]] bool tells_apart() const { return std::ranges::any_of(apart, &Distances::tells_apart); }
};

/// «người đứng đầu giữ nguyên khi trọng số từ 12,5 đến 30»
Sentence range_of(const Comparison& c, std::size_t j) {
  const auto& found = c.sensitivities[j];
  if (c.rows.size() < 2 || !found) return {};
  if (!found->down && !found->up) return {"; người đứng đầu không đổi dù trọng số này là bao nhiêu", "; whatever this weight, the first one stays first"};
  const std::string down = found->down ? percent(found->down->weight) : "0", up = found->up ? percent(found->up->weight) : "100";
  return {"; người đứng đầu giữ nguyên khi trọng số này từ " + comma(down) + " đến " + comma(up),
          "; the first one stays first while this weight lies between " + down + " and " + up};
}

luan::Reason criterion_reason(const Comparison& c, std::size_t j) {
  const Criterion& criterion = c.criteria[j];
  const Read& own = c.read[j][c.asked];
  const Distances& apart = c.apart[j];
  luan::Reason reason{criterion.id, criterion.label, criterion.weight, {}, {}, {}};
  const std::string worst = digits(apart.worst, 2), best = digits(apart.best, 2);
  if (!apart.tells_apart()) {
    reason.why = {own.shown.vi + "; mọi người như nhau, tiêu chí này không phân biệt", own.shown.en + "; the same for all, this criterion tells nobody apart"};
  } else {
    const Exact to_worst = root(apart.to_worst[c.asked]), to_best = root(apart.to_best[c.asked]);
    reason.level = digits(to_worst / (to_worst + to_best), 2);
    reason.why = {own.shown.vi + "; kém nhất " + comma(worst) + ", tốt nhất " + comma(best), own.shown.en + "; worst " + worst + ", best " + best};
  }
  const Sentence range = range_of(c, j);
  reason.why.vi += range.vi + ".", reason.why.en += range.en + ".";
  return reason;
}

luan::Reason closeness_reason(const Comparison& c, const std::string& points) {
  const Standing& own = c.standings[c.asked];
  luan::Reason reason{"closeness", {"Độ gần phương án lý tưởng × 100", "Closeness to the ideal × 100"}, {}, {}, points, {}};
  const std::string rank = std::to_string(own.rank), of = std::to_string(c.rows.size());
  const auto shared = std::ranges::count(c.standings, own.rank, &Standing::rank) > 1;
  if (c.rows.size() == 1) {
    reason.why = {"Chỉ có một ứng viên cho chức danh này, chưa có ai để so sánh", "The only nominee for this post: there is nobody to compare with"};
  } else {
    reason.why = {"Hạng " + rank + (shared ? " (đồng hạng)" : "") + " trong " + of + " ứng viên",
                  "Rank " + rank + (shared ? " (shared)" : "") + " of " + of + " nominees"};
  }
  if (!c.tells_apart()) {
    reason.why.vi += "; không tiêu chí nào phân biệt nên lấy giữa thang, 50.",
        reason.why.en += "; no criterion tells anybody apart, so the middle is taken, 50.";
    return reason;
  }
  const std::string worst = digits(root(own.to_worst), closeness_places), best = digits(root(own.to_best), closeness_places);
  reason.why.vi += "; cách phương án kém nhất " + comma(worst) + ", cách lý tưởng " + comma(best) + ".";
  reason.why.en += "; distance from the worst " + worst + ", from the ideal " + best + ".";
  return reason;
}

boost::json::array ranking_json(const Comparison& c) {
  std::vector<std::size_t> order(c.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return c.standings[i].rank; });
  boost::json::array out;
  for (const std::size_t i : order) {
    boost::json::array values;
    for (std::size_t j = 0; j < c.criteria.size(); ++j) {
      const Read& read = c.read[j][i];
      values.push_back(boost::json::object{
          {"criterion", c.criteria[j].id}, {"value", read.value.text()}, {"missing", read.missing}, {"shown", {{"vi", read.shown.vi}, {"en", read.shown.en}}}});
    }
    const Standing& standing = c.standings[i];
    out.push_back(boost::json::object{{"id", c.rows[i].id},
                                      {"rank", standing.rank},
                                      {"closeness", digits(standing.closeness, closeness_places)},
                                      {"to_best", digits(root(standing.to_best), closeness_places)},
                                      {"to_worst", digits(root(standing.to_worst), closeness_places)},
                                      {"values", std::move(values)}});
  }
  return out;
}

Json change_json(const Comparison& c, const std::optional<Sensitivity::Change>& change) {
  if (!change) return nullptr;
  return boost::json::object{{"weight", percent(change->weight)}, {"first", c.rows[change->first].id}};
}

boost::json::array criteria_json(const Comparison& c) {
  boost::json::array out;
  for (std::size_t j = 0; j < c.criteria.size(); ++j) {
    const Criterion& criterion = c.criteria[j];
    const auto& found = c.sensitivities[j];
    const bool compared = found && c.rows.size() > 1;
    out.push_back(boost::json::object{{"criterion", criterion.id},
                                      {"label", {{"vi", criterion.label.vi}, {"en", criterion.label.en}}},
                                      {"weight", criterion.weight},
                                      {"better", criterion.more_is_better ? "more" : "less"},
                                      {"worst", digits(c.apart[j].worst, 2)},
                                      {"best", digits(c.apart[j].best, 2)},
                                      {"tells_apart", c.apart[j].tells_apart()},
                                      {"down_to", compared ? change_json(c, found->down) : Json()},
                                      {"up_to", compared ? change_json(c, found->up) : Json()}});
  }
  return out;
}

struct TopsisScore : luan::Scorer {
  void configure(const Json& configuration) override { criteria_ = read_criteria(configuration); }

  luan::Score score(const Json& input) override {
    const Comparison compared(criteria_, input.as_object());
    luan::Score score;
    score.points = digits(compared.standings[compared.asked].closeness * 100, closeness_places - 2);
    score.explanation.push_back(closeness_reason(compared, score.points));
    for (std::size_t j = 0; j < criteria_.size(); ++j) score.explanation.push_back(criterion_reason(compared, j));
    score.details = boost::json::object{{"ranking", ranking_json(compared)}, {"criteria", criteria_json(compared)}};
    return score;
  }

 private:
  std::vector<Criterion> criteria_;
};

}  // namespace

LUAN_PLUGIN(TopsisScore, "score_topsis", "1.0.0")
