#include <catch2/catch.hpp>

#include <random>

#include "../plugins/score_topsis/ranking.hpp"
#include "plugin/support/page.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;
using score_topsis::Column;
using score_topsis::Exact;

namespace {

struct Ranking {
  Ranking() { plugins.add_bundled("score_topsis"), registry.emplace(plugins.options({{"score_topsis", {}}})); }
  auto score(const json::value& with, const json::value& input) {
    return registry->call("score_topsis", {{"call", "score"}, {"with", with}, {"input", input}});
  }
  Plugins plugins;
  std::optional<Registry> registry;
};

struct Table {
  std::vector<int> weights;
  std::vector<bool> more_is_better;
  std::vector<std::vector<const char*>> rows;  // decimal text
};

json::object configuration(const Table& table) {
  json::array criteria;
  for (std::size_t j = 0; j < table.weights.size(); ++j) {
    const std::string name = "x" + std::to_string(j);
    criteria.push_back(json::object{{"id", name},
                                    {"label", {{"vi", name}, {"en", name}}},
                                    {"weight", table.weights[j]},
                                    {"better", table.more_is_better[j] ? "more" : "less"},
                                    {"from", {{"number", name}}},
                                    {"missing", 0}});
  }
  return {{"criteria", std::move(criteria)}};
}

json::object input(const Table& table, const std::string& asked) {
  json::array alternatives;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    json::object facts;
    for (std::size_t j = 0; j < table.rows[i].size(); ++j) facts["x" + std::to_string(j)] = table.rows[i][j];
    alternatives.push_back(json::object{{"id", "a" + std::to_string(i + 1)}, {"facts", std::move(facts)}});
  }
  return {{"this", asked}, {"alternatives", std::move(alternatives)}};
}

/// "a1 0.643277, a3 0.613542, …"
std::string ranking_of(const std::expected<json::value, PluginFailure>& answer) {
  if (!answer) return told(answer);
  std::string out;
  for (const json::value& one : answer->at("details").at("ranking").as_array())
    out += (out.empty() ? "" : ", ") + text_member(one.as_object(), "id") + " " + text_member(one.as_object(), "closeness");
  return out;
}

std::string why(const json::value& answer, std::size_t reason, const char* language) {
  return text_member(answer.at("explanation").at(reason).at("why").as_object(), language);
}

// Hwang and Yoon, Multiple Attribute Decision Making: Methods and Applications, Springer 1981, the choice among four
// fighter aircraft (speed, range, payload, cost, reliability, manoeuvrability; fuzzy words as 3, 5, 7, 9). Published
// closeness: 0.643, 0.268, 0.613, 0.312; order A1, A3, A4, A2.
const Table aircraft{{20, 10, 10, 10, 20, 30},
                     {true, true, true, false, true, true},
                     {{"2", "1500", "20000", "5.5", "5", "9"},
                      {"2.5", "2700", "18000", "6.5", "3", "5"},
                      {"1.8", "2000", "21000", "4.5", "7", "7"},
                      {"2.2", "1800", "20000", "5", "5", "5"}}};

// Hodgett, Comparison of multi-criteria decision-making methods for equipment selection, Int. J. of Advanced Manufacturing
// Technology 85 (2016), the worked example with three cars (price, economy, aesthetics, boot), as it stands in the tests of
// the R package MCDA. Published closeness: 0.4817, 0.5182, 0.1780.
const Table cars{{35, 25, 25, 15}, {false, true, true, true}, {{"5490", "51.4", "8.5", "285"}, {"6500", "70.6", "7", "288"}, {"6489", "54.3", "7.5", "290"}}};

}  // namespace

TEST_CASE("Published worked examples come out with their published digits and order", "[plugin]") {
  struct Case {
    const Table& table;
    const char* asked;
    const char* points;
    const char* ranking;
    std::vector<std::pair<const char*, double>> published;  // with its last digit's half as tolerance
    double half_digit;
  };
  const Case cases[] = {
      {aircraft, "a3", "61.3542", "a1 0.643277, a3 0.613542, a4 0.312291, a2 0.268384", {{"a1", .643}, {"a2", .268}, {"a3", .613}, {"a4", .312}}, .00055},
      {cars, "a1", "48.1685", "a2 0.518208, a1 0.481685, a3 0.177955", {{"a1", .4817}, {"a2", .5182}, {"a3", .1780}}, .00005},
  };
  Ranking ranking;
  for (const Case& one : cases) {
    const auto answer = ranking.score(configuration(one.table), input(one.table, one.asked));
    REQUIRE(told(answer) == one.points);
    CHECK(ranking_of(answer) == one.ranking);
    for (const json::value& row : answer->at("details").at("ranking").as_array())
      for (const auto& [id, published] : one.published)
        if (text_member(row.as_object(), "id") == id) CHECK(std::abs(std::stod(text_member(row.as_object(), "closeness")) - published) <= one.half_digit);
  }
}

TEST_CASE("The example on the page of score_topsis gives the answer on that page, in whatever order the nominees come", "[plugin]") {
  const auto blocks = blocks_of("plugins/score_topsis/README.md", "json");
  REQUIRE(blocks.size() == 3);
  Ranking one, other;
  const json::value with = parse_json(blocks[0]).value();
  json::value facts = parse_json(blocks[1]).value();
  const auto answer = one.score(with, facts);
  REQUIRE(answer);
  INFO(json::serialize(*answer));
  CHECK(answer->at("details").at("ranking").at(0) == parse_json(blocks[2]).value());
  std::ranges::reverse(facts.as_object()["alternatives"].as_array());
  CHECK(json::serialize(other.score(with, facts).value()) == json::serialize(*answer));
}

TEST_CASE("What cannot be compared has its answer, and says why", "[plugin]") {
  struct Case {
    const char* about;
    Table table;
    const char* ranking;
    std::size_t reason;
    const char* why_en;
  };
  const Case cases[] = {
      {"one nominee",
       {{60, 40}, {true, true}, {{"3", "4"}}},
       "a1 0.5",
       0,
       "The only nominee for this post: there is nobody to compare with; no criterion tells anybody apart, so the middle is taken, 50."},
      {"all alike",
       {{60, 40}, {true, true}, {{"3", "4"}, {"3", "4"}}},
       "a1 0.5, a2 0.5",
       0,
       "Rank 1 (shared) of 2 nominees; no criterion tells anybody apart, so the middle is taken, 50."},
      {"a column of zeros",
       {{60, 40}, {true, true}, {{"0", "4"}, {"0", "8"}}},
       "a2 1, a1 0",
       1,
       "0; the same for all, this criterion tells nobody apart; whatever this weight, the first one stays first."},
      {"equal columns",
       {{60, 40}, {true, false}, {{"5", "4"}, {"5", "8"}}},
       "a1 1, a2 0",
       1,
       "5; the same for all, this criterion tells nobody apart; whatever this weight, the first one stays first."},
      {"a missing value",
       {{60, 40}, {true, true}, {{"4"}, {"2", "8"}}},
       "a2 0.598508, a1 0.401492",
       2,
       "no data, counted as 0; worst 0, best 8; the first one stays first while this weight lies between 30.9 and 100."},
      {"one criterion", {{100}, {true}, {{"4"}, {"2"}}}, "a1 1, a2 0", 1, "4; worst 2, best 4."},
  };
  Ranking ranking;
  for (const Case& one : cases) {
    INFO(one.about);
    const auto answer = ranking.score(configuration(one.table), input(one.table, "a1"));
    CHECK(ranking_of(answer) == one.ranking);
    REQUIRE(answer);
    CHECK(why(*answer, one.reason, "en") == one.why_en);
  }
}

TEST_CASE("With a scale of its own a criterion counts by the place on it, whoever else is nominated", "[plugin]") {
  const json::object with =
      parse_json(R"({"criteria":[{"id":"y","label":{"vi":"Y","en":"Y"},"weight":100,"better":"more","from":{"number":"y"},"missing":0,"worst":0,"best":20}]})")
          ->as_object();
  Ranking ranking;
  const auto score = [&](const char* alternatives) {
    return told(ranking.score(with, parse_json(R"({"this":"a","alternatives":)" + std::string(alternatives) + "}").value()));
  };
  CHECK(score(R"([{"id":"a","facts":{"y":15}}])") == "75");
  CHECK(score(R"([{"id":"a","facts":{"y":15}},{"id":"b","facts":{"y":3}}])") == "75");
  CHECK(score(R"([{"id":"a","facts":{"y":30}},{"id":"b","facts":{"y":3}}])") == "100");
}

TEST_CASE("What is wrong in the configuration or the input is refused with its place", "[plugin]") {
  const json::object good = configuration(cars);
  const auto changed = [&](const char* member, const json::value& value) {
    json::object with = good;
    with["criteria"].as_array()[1].as_object()[member] = value;
    return with;
  };
  Ranking strict;
  strict.plugins.loosen("score_topsis");
  strict.registry.emplace(strict.plugins.options({{"score_topsis", {}}}));
  struct Case {
    json::object with;
    json::object input;
    const char* told;
  };
  const Case cases[] = {
      {json::object(), input(cars, "a1"), "configuration_refused: criteria: must be a list of at least one criterion"},
      {changed("better", "higher"), input(cars, "a1"), "configuration_refused: criteria.1.better: must be more or less: which is better"},
      {changed("best", 5), input(cars, "a1"), "configuration_refused: criteria.1.worst: is missing: both ends of the scale, or neither"},
      {changed("weight", 26), input(cars, "a1"), "configuration_refused: criteria: the weights add up to 101, not to 100"},
      {changed("id", "x0"), input(cars, "a1"), "configuration_refused: criteria.1.id: «x0» stands there twice"},
      {good, json::object(), "input_refused: alternatives: must be a list of at least one nominee"},
      {good, input(cars, "a9"), "input_refused: this: is none of the alternatives"},
      {good, {{"this", "a"}, {"alternatives", {json::object{{"id", "a"}}}}}, "input_refused: alternatives.0.facts: is missing"},
  };
  for (const Case& one : cases) CHECK(told(strict.score(one.with, one.input)) == one.told);
}

namespace {

struct Matrix {
  std::vector<Column> columns;

  [[nodiscard]] std::vector<score_topsis::Distances> apart() const {
    std::vector<score_topsis::Distances> out;
    for (const Column& column : columns) out.push_back(score_topsis::distances(column));
    return out;
  }
  /// One weight, the others in proportion.
  [[nodiscard]] Matrix with_weight(std::size_t column, const Exact& weight) const {
    Matrix out = *this;
    const Exact factor = (1 - weight) / (1 - columns[column].weight);
    for (std::size_t j = 0; j < columns.size(); ++j) out.columns[j].weight = j == column ? weight : Exact(columns[j].weight * factor);
    return out;
  }
  [[nodiscard]] std::vector<int> ranks() const {
    std::vector<int> out;
    for (const auto& standing : score_topsis::rank(columns, apart())) out.push_back(standing.rank);
    return out;
  }
};

/// Values of two digits, so that ties and equal columns happen too.
Matrix random_matrix(std::mt19937& chance) {
  const auto below = [&](unsigned n) { return static_cast<int>(chance() % n); };
  Matrix out;
  const int rows = 2 + below(5), columns = 2 + below(4);
  int left = 100;
  for (int j = 0; j < columns; ++j) {
    const int weight = j + 1 == columns ? left : 1 + below(static_cast<unsigned>(left - (columns - j - 1)));
    left -= weight;
    Column column{{weight, 100}, below(2) == 0, {}, {}};
    for (int i = 0; i < rows; ++i) column.values.emplace_back(below(12));
    out.columns.push_back(std::move(column));
  }
  return out;
}

}  // namespace

TEST_CASE("The first place holds up to the weight that is told and is lost just beyond it, to the one that is named", "[plugin]") {
  constexpr unsigned seed = 4711;
  std::mt19937 chance(seed);
  const Exact little(1, 1'000'000'000);
  int changes = 0, none = 0;
  for (int round = 0; round < 400; ++round) {
    const Matrix matrix = random_matrix(chance);
    const auto ranks = matrix.ranks();
    const auto first = static_cast<std::size_t>(std::ranges::find(ranks, 1) - ranks.begin());
    for (std::size_t j = 0; j < matrix.columns.size(); ++j) {
      INFO("seed " << seed << " round " << round << " column " << j);
      const auto told = score_topsis::sensitivity(matrix.columns, matrix.apart(), j, first);
      REQUIRE(told);
      const Exact weight = matrix.columns[j].weight;
      for (const auto& [change, sign, end] : {std::tuple(told->down, -1, Exact(0)), std::tuple(told->up, 1, Exact(1))}) {
        const Exact until = change ? change->weight : Exact(end - sign * little);
        // On the way there the first one is never overtaken.
        for (const int part : {1, 2, 3, 4}) {
          const Exact at = weight + (until - sign * little - weight) * part / 4;
          if ((at - weight) * sign > 0 && at > 0 && at < 1) REQUIRE(matrix.with_weight(j, at).ranks()[first] == 1);
        }
        ++(change ? changes : none);
        if (!change) continue;
        const Exact beyond = until + sign * little;
        if (beyond <= 0 || beyond >= 1) continue;
        const auto after = matrix.with_weight(j, beyond).ranks();
        REQUIRE(after[first] > 1);
        REQUIRE(after[change->first] < after[first]);
      }
    }
  }
  CHECK(changes > 500);
  CHECK(none > 500);
}
