// Pictures: charts of the server, the spine of a workflow and the same in words, wards as tiles.
#include "web/charts.hpp"
#include "web/gallery/examples.hpp"
#include "web/pages/unit_tiles.hpp"
#include "web/radar_chart.hpp"
#include "web/spine.hpp"
#include "web/stage_charts.hpp"
#include "web/timeline_chart.hpp"

namespace luan::web {
namespace {

struct Sentence {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Sentence::text)};
};
struct Words {
  std::vector<Sentence> list;
  static constexpr auto fields = std::tuple{html::Field("list", &Words::list)};
};
constexpr auto words_template = html::compile_page<Words>([] { return "<ol>{{#list}}<li>{{text}}</li>{{/list}}</ol>\n"; });

std::vector<Example> charts(Language language) {
  const bool vi = language == Language::vi;
  const auto word = [vi](const char* here, const char* there) { return std::string(vi ? here : there); };
  const ScoreChart score{word("Điểm theo tiêu chí: 74,5/100", "Points by criterion: 74.5/100"),
                         "74.5",
                         {{word("Trình độ chuyên môn", "Professional level"), "25", "20.0"},
                          {word("Đánh giá ba năm gần nhất", "Evaluations of three years"), "35", "31.5"},
                          {word("Thời gian ở cơ sở", "Time at the grassroots"), "20", "8.0"},
                          {word("Phù hợp với chức danh dự kiến", "Fit for the post"), "20", "15.0"}}};
  const ColumnChart columns{
      word("Lượt luân chuyển theo năm", "Turns by year"),
      {word("Cấp trên về cơ sở", "To the grassroots"), word("Cơ sở lên cấp trên", "From the grassroots"), word("Ngang cấp", "On the same level")},
      {{"2022", {9, 3, 1}}, {"2023", {6, 0, 2}}, {"2024", {0, 0, 0}}, {"2025", {14, 5, 4}}, {"2026", {3, 1, 0}}}};
  const ShareChart shares{
      word("Kết quả của 43 lượt", "Results of 43 turns"),
      {{word("Hoàn thành thời hạn", "Completed"), 27, 3}, {word("Đang thực hiện", "Running"), 13, 1}, {word("Kết thúc sớm", "Ended early"), 3, 2}}};
  const auto day = [](int year, unsigned month, unsigned of_month) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
  };
  const TimelineChart career{word("Quá trình công tác, 2014 đến nay", "Career, 2014 until today"),
                             word("3 chức danh", "3 posts"),
                             {{word("Chuyên viên Phòng Nội vụ", "Officer, home affairs"), day(2014, 5, 1), day(2019, 8, 31)},
                              {word("Phó Bí thư Đảng uỷ phường Bến Đá (luân chuyển)", "Deputy secretary, ward Bến Đá (rotation)"),
                               day(2019, 9, 1),
                               day(2022, 8, 31),
                               2,
                               day(2022, 8, 31),
                               {{"1", day(2020, 12, 15)}, {"2", day(2021, 12, 15)}}},
                              {word("Phó Trưởng phòng Nội vụ", "Deputy head, home affairs"), day(2022, 9, 1)}},
                             example_day};
  return {{"chart-score", {"Biểu đồ điểm", "Score bars"}, score_chart(score, language)},
          {"chart-columns", {"Biểu đồ cột", "Stacked columns"}, column_chart(columns, language)},
          {"chart-share", {"Tỷ lệ trong tổng số", "Shares of a whole"}, share_chart(shares)},
          {"chart-timeline", {"Dòng thời gian", "A timeline"}, timeline_chart(career, language)}};
}

std::vector<Example> charts_of_many(Language language) {
  const bool vi = language == Language::vi;
  const auto word = [vi](const char* here, const char* there) { return std::string(vi ? here : there); };
  const RadarChart radar{word("Hai người được đề cử theo bốn tiêu chí", "Two nominees by four criteria"),
                         {word("Trình độ chuyên môn", "Professional level"), word("Đánh giá ba năm gần nhất", "Evaluations of three years"),
                          word("Thời gian ở cơ sở", "Time at the grassroots"), word("Phù hợp với chức danh", "Fit for the post")},
                         {{"Đặng Thị Uyên", {0.8, 0.9, 0.4, 0.75}}, {"Nguyễn Ngọc Khuê", {0.6, 0.7, 0.95, 0.5}}}};
  const FunnelChart funnel{word("18 lượt đề cử, đến đâu", "18 nominations, how far they came"),
                           {word("Đi tiếp", "Went on"), word("Đang ở đây", "Here now"), word("Dừng lại", "Ended")},
                           18,
                           {{word("Đề cử", "Nomination"), word("18 lượt", "18"), {15, 1, 2}},
                            {word("Đánh giá năng lực", "Capability review"), word("15 lượt", "15"), {12, 2, 1}},
                            {word("Lấy ý kiến địa phương", "Local consultation"), word("12 lượt", "12"), {12, 0, 0}}}};
  const DurationChart durations{
      word("Thời gian ở từng giai đoạn", "Time in each stage"),
      {{word("Đề cử", "Nomination"), "n = 18", 8, 14, 20, 31, 60, 40}, {word("Đánh giá năng lực", "Capability review"), "n = 15", 12, 25, 40, 52, 90}}};
  return {{"chart-radar", {"So sánh theo tiêu chí", "Comparison by criterion"}, radar_chart(radar, language)},
          {"chart-funnel", {"Qua từng giai đoạn", "From stage to stage"}, funnel_chart(funnel, language)},
          {"chart-durations", {"Thời gian từng giai đoạn", "Time in stages"}, duration_chart(durations, language)}};
}

/// Halfway through: two stages behind, sent back once, the third open.
std::vector<Example> spines(const Visit& visit) {
  const auto found = visit.app().workflow(visit.caller, "rotation");
  if (!found || (*found)->stages.size() < 3) return {};
  const workflow::Definition& definition = **found;
  const std::string first = definition.stages[0].id, second = definition.stages[1].id, third = definition.stages[2].id;
  SpineInput input{definition, visit.language, {first, second, third}, third, {{first, second}, {second, first}, {second, third}}, {}};
  input.notes[third] = {"từ 24/02/2026, hạn 12/03/2026", "since 24/02/2026, due 12/03/2026"};
  Words words;
  for (std::string& one : spine_words(input)) words.list.push_back({std::move(one)});
  return {{"spine", {"Sơ đồ quy trình của một hồ sơ", "The workflow of a rotation"}, spine_svg(input) + words_template.render(words, visit.language)}};
}

Example tiles(const Visit& visit) {
  const auto post = [](Localized title, std::string official, std::string name, std::optional<Date> ends) {
    return app::PostHolderView{std::move(title), std::move(official), std::move(name), ends};
  };
  app::UnitView quiet, hard;
  quiet.kind = hard.kind = "ward", quiet.traits = "normal", hard.traits = "difficult";
  quiet.name = {"Phường Bến Đá", "Ward Bến Đá"}, hard.name = {"Xã Hoà Uyên", "Commune Hoà Uyên"};
  quiet.key_posts = {
      post({"Bí thư Đảng uỷ phường Bến Đá", "Party secretary"}, "example", "Đặng Thị Uyên", {}),
      post({"Chủ tịch UBND phường Bến Đá", "Chair of the people's committee"}, "example", "Trần Ưng", visit.app().zone().date(visit.app().clock().now()))};
  hard.key_posts = {post({"Bí thư Đảng uỷ xã Hoà Uyên", "Party secretary"}, "", "", {}),
                    post({"Chủ tịch UBND xã Hoà Uyên", "Chair of the people's committee"}, "example", "Nguyễn Ngọc Khuê", {})};
  return {"tiles", {"Chức danh chủ chốt ở cơ sở", "Key posts at the grassroots"}, unit_tiles(visit, {quiet, hard})};
}

}  // namespace

std::vector<Example> figure_examples(const Visit& visit) {
  std::vector<Example> out = charts(visit.language);
  for (Example& one : charts_of_many(visit.language)) out.push_back(std::move(one));
  for (Example& one : spines(visit)) out.push_back(std::move(one));
  out.push_back(tiles(visit));
  return out;
}

}  // namespace luan::web
