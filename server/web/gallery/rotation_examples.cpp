// What a rotation is told with: lines of tasks, opinions side by side, scores, filled forms, dossier, terms, history.
#include "web/form_view.hpp"
#include "web/gallery/examples.hpp"
#include "web/pages/alerts_part.hpp"
#include "web/pages/dossier_part.hpp"
#include "web/pages/ledger_part.hpp"
#include "web/pages/posting_part.hpp"
#include "web/pages/rotation_views.hpp"

namespace luan::web {
namespace {

Instant at_nine(Date day) { return std::chrono::sys_days(day) + std::chrono::hours(2); }  // in Vietnam

std::string ledger(const Visit& visit) {
  const auto line = [&](std::int64_t number, const char* vi, const char* en, int left) {
    LedgerLine out{number,
                   "#ledger",
                   visit.word(vi, en),
                   "Đặng Thị Uyên",
                   visit.word("Phó Bí thư Đảng uỷ phường Bến Đá", "Deputy secretary, ward Bến Đá"),
                   visit.word("Đồng chí là uỷ viên Ban Thường vụ.", "You are on the standing committee."),
                   "",
                   "",
                   "",
                   "",
                   "LC-2026-017",
                   visit.word("Đánh giá năng lực", "Capability review")};
    out.set_due({add_days(example_day, left), left == 0 ? std::optional(17 * 60) : std::nullopt, left, left < 0}, visit.language);
    return out;
  };
  std::vector<LedgerLine> lines{line(1, "Biểu quyết đánh giá năng lực", "Vote on the capability review", -3),
                                line(2, "Đánh giá năng lực bốn mặt", "Assess under four headings", 0),
                                line(3, "Kết luận phương án bố trí", "Conclude the placement", 12)};
  lines.front().kind = visit.word("Biểu quyết ghi tên", "Named vote");
  return ledger_part(std::move(lines), visit.language);
}

std::vector<app::ValueView> values() {
  return {{"number", {"Số, ký hiệu văn bản", "Number of the paper"}, "41-CV/ĐU", {}, {}},
          {"why", {"Ý kiến và lý do", "Opinion and reason"}, "Đang vào kỳ tổng kết.\nĐề nghị sau đại hội.", {}, {}},
          {"paper", {"Văn bản đã ký", "The signed paper"}, "", {}, {}, {{"0", "Công văn 41-CV-ĐU.pdf", "pdf", 482'113, "8c1f5a90b7d24e63"}}},
          {"assignments",
           {"Nhiệm vụ được giao", "Assignments"},
           "",
           {{"Đổi mới sinh hoạt chi bộ khu phố", "30/06/2027"}, {"Giải quyết dứt điểm đơn thư tồn đọng", "31/12/2027"}},
           {{"Nội dung", "Content"}, {"Thời hạn", "Deadline"}}}};
}

std::vector<app::OpinionView> opinions() {
  app::OpinionView party, government, silent;
  party.who = {"Đảng uỷ phường Bến Đá", "Party committee of ward Bến Đá"}, party.answer = {"Đồng ý", "Agree"}, party.tone = "ok";
  party.by = "Trần Ưng", party.at = at_nine(example_day), party.log_index = 5118;
  party.facts = {{"present", {"Có mặt", "Present"}, "14/15", {}, {}}};
  government.who = {"UBND phường Bến Đá", "Government of ward Bến Đá"}, government.answer = {"Không đồng ý", "Disagree"}, government.tone = "bad";
  government.text = "Đề nghị ưu tiên nguồn tại chỗ.\nPhường đã giới thiệu hai đồng chí trong quy hoạch.";
  government.by = "Nguyễn Ngọc Khuê", government.at = at_nine(example_day), government.log_index = 5121;
  government.correction = {"example", 12, 5130, at_nine(add_days(example_day, 1)), true};
  silent.who = {"Văn phòng Đảng uỷ", "Party office"}, silent.answer = {"Không trả lời", "No answer"}, silent.tone = "warn";
  return {party, government, silent};
}

app::ScoreView points() {
  app::ScoreView score;
  score.title = {"Chấm điểm tham khảo", "Advisory score"}, score.points = "74.5", score.band = {"Phù hợp", "Fit"}, score.tone = "ok";
  score.plugin = "score_weighted", score.version = "1.2.0", score.at = at_nine(example_day);
  score.criteria = {{{"Trình độ chuyên môn", "Professional level"}, "25", "0.8", "20.0", {"Thạc sĩ, đúng chuyên ngành", "Master's degree in the field"}},
                    {{"Đánh giá ba năm gần nhất", "Evaluations of three years"}, "35", "0.9", "31.5", {"Hai năm hoàn thành xuất sắc", "Two years excellent"}},
                    {{"Thời gian ở cơ sở", "Time at the grassroots"}, "40", "0.575", "23.0", {"23 tháng", "23 months"}}};
  return score;
}

app::ScoreView checks() {
  app::ScoreView score;
  score.title = {"Rà soát điều kiện", "Conditions"}, score.decides = true, score.points = "80", score.band = {"Cần xem xét", "To be considered"},
  score.tone = "warn";
  score.plugin = "score_eligibility", score.version = "1.0.3", score.at = at_nine(example_day);
  score.criteria = {{{"Kết luận", "Conclusion"}, "", "", "", {"Đạt 8 trên 10 điều kiện", "8 of 10 conditions are met"}},
                    {{"Tuổi", "Age"}, "", "", "", {"Đạt: còn 12 năm công tác", "Met: 12 years of service left"}},
                    {{"Quy hoạch", "Succession plan"}, "", "", "", {"Chưa đạt: chưa có trong quy hoạch chức danh", "Not met: not in the plan for this post"}}};
  return score;
}

app::DossierView dossier() {
  app::DossierLineView there, late, excepted, missing;
  there.item = "cv", there.title = {"Sơ yếu lý lịch", "Personal record"}, there.required = true, there.state = "present", there.signed_on = example_day;
  there.by = "Ban Tổ chức", there.at = at_nine(example_day), there.log_index = 5102;
  late.item = "health", late.title = {"Giấy khám sức khoẻ", "Health certificate"}, late.validity = {"6 tháng", "6 months"}, late.required = true,
  late.state = "expired";
  late.signed_on = add_days(example_day, -400), late.expires = add_days(example_day, -217), late.by = "Ban Tổ chức";
  excepted.item = "assets", excepted.title = {"Bản kê khai tài sản", "Declaration of assets"}, excepted.required = true, excepted.state = "excepted",
  excepted.by = "Trần Ưng";
  missing.item = "photo", missing.title = {"Ảnh", "Photograph"}, missing.hint = {"4 × 6 cm, chụp trong 6 tháng", "4 × 6 cm, of the last 6 months"},
  missing.state = "missing";
  return {{there, late, excepted, missing}, 67, 2, 1, true, true};
}

std::vector<app::HistoryEntry> history() {
  std::vector<app::HistoryEntry> out;
  const auto add = [&](int day, Localized what, const char* who, bool key) {
    app::HistoryEntry one;
    one.sequence = static_cast<int>(out.size()) + 1, one.log_index = 5140 - one.sequence, one.time = at_nine(add_days(example_day, -day));
    one.what = std::move(what), one.who = who, one.key = key;
    out.push_back(std::move(one));
  };
  add(0, {"Chuyển sang giai đoạn: Lấy ý kiến địa phương", "Stage entered: local consultation"}, "", true);
  add(0, {"Đóng bước «Biểu quyết đánh giá năng lực»: thông qua", "Step closed: passed"}, "", false);
  out.back().values = values();
  add(2, {"Biểu quyết: tán thành", "Voted: for"}, "Trần Ưng, Uỷ viên Ban Thường vụ", false);
  add(9, {"Mở hồ sơ LC-2026-017", "Rotation LC-2026-017 opened"}, "Nguyễn Ngọc Khuê, Ban Tổ chức", true);
  return out;
}

app::ResponseSummary response() {
  app::ResponseSummary out;
  out.title = {"Nhận xét cán bộ hằng năm", "Yearly evaluation"}, out.answer = {"Hoàn thành tốt", "Well done"},
  out.by = "Trần Ưng, Bí thư Đảng uỷ phường Bến Đá";
  out.at = at_nine(example_day), out.log_index = 5088, out.values = values();
  return out;
}

app::PostingPreview posting() {
  app::PostingPreview out;
  out.effective = example_day, out.months = 36, out.ends = Date{std::chrono::year(2029), std::chrono::March, std::chrono::day(4)};
  out.convention = {"Ngày cuối là ngày liền trước ngày tương ứng của tháng kết thúc.", "The last day is the one before the same day of the last month."};
  out.numbers = {{"decision", {"Quyết định của Đảng uỷ", "Decision of the party committee"}, "12-QĐ/ĐU", false},
                 {"state", {"Quyết định của UBND", "Decision of the government"}, "15/QĐ-UBND", true}};
  return out;
}

}  // namespace

std::vector<Example> rotation_examples(const Visit& visit) {
  const Language language = visit.language;
  const TimeZone& zone = visit.app().zone();
  std::vector<Example> out{
      {"ledger", {"Danh sách việc", "A list of tasks"}, ledger(visit)},
      {"opinions", {"Các ý kiến đặt cạnh nhau", "Opinions side by side"}, opinions_part(opinions(), zone, language)},
      {"score-points", {"Điểm có trọng số", "A score by weights"}, score_part(points(), zone, language)},
      {"score-checks", {"Kết quả rà soát", "A score of conditions"}, score_part(checks(), zone, language)},
      {"values", {"Nội dung đã ghi", "What was recorded"}, value_list(values(), language)},
      {"response", {"Một văn bản đã gửi", "A response"}, responses_part({response()}, zone, language)},
      {"dossier", {"Hồ sơ nhân sự", "A dossier"}, dossier_part(dossier(), "example", language)},
      {"posting",
       {"Thời hạn và số văn bản dự kiến", "Term and numbers expected"},
       posting_part(posting(), visit.word("Thời hạn và số văn bản", "Term and numbers"), language)},
      {"history", {"Lịch sử hồ sơ", "History"}, history_part(history(), 3, zone, language)},
  };
  if (std::string alerts = alerts_part(visit); !alerts.empty()) out.push_back({"alerts", {"Việc cần chú ý", "What must not be left lying"}, std::move(alerts)});
  return out;
}

}  // namespace luan::web
