// What the committee works with beside rotations: petitions, plans and their lines, meetings and their agendas, registers.
#include "app/directions.hpp"
#include "web/exports/exports.hpp"
#include "web/pages/meeting_views.hpp"
#include "web/pages/petition_words.hpp"
#include "web/pages/plan_words.hpp"

namespace luan::web {
namespace {

using table::Kind;

Result<std::string> petitions(const Visit& visit, const std::string& cursor, Taken& into) {
  app::PetitionFilter filter;
  filter.state = visit.query("tinh-trang"), filter.overdue = !visit.query("qua-han").empty(), filter.owner = visit.query("don-vi");
  filter.cursor = cursor, filter.limit = 200;
  const auto found = visit.app().petitions(visit.caller, filter);
  if (!found) return std::unexpected(found.error());
  const TimeZone& zone = visit.app().zone();
  const auto at = [&](const std::optional<Instant>& instant) { return instant ? table::Cell(zone.date(*instant)) : table::Cell(); };
  for (const app::PetitionView& one : found->items)
    into.table.rows.push_back({one.code, std::int64_t{one.number}, one.official.name, visit.in(one.position), one.content, one.plan, visit.in(one.owner.name),
                               zone.date(one.raised), one.due ? table::Cell(one.due->date) : table::Cell(), visit.in(petition_state(one.state)), one.answer,
                               one.answered_by, at(one.answered_at), at(one.closed_at)});
  return found->next;
}

Result<void> plans(const Visit& visit, Taken& into) {
  const auto found = visit.app().plans(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const app::PlanView& plan : *found)
    into.table.rows.push_back({plan.period, plan.paper, plan.approved, visit.in(plan.unit.name), static_cast<std::int64_t>(plan.line_count),
                               std::int64_t{plan.wanted}, std::int64_t{plan.turns}, std::int64_t{plan.persons}, visit.in(plan_state(plan.closed))});
  return {};
}

Result<void> plan_lines(const Visit& visit, Taken& into) {
  const auto plan = visit.app().plan(visit.caller, visit.param("id"));
  if (!plan) return std::unexpected(plan.error());
  into.subject = plan->period;
  for (const app::PlanLineView& line : plan->lines) {
    std::string rotations;
    for (const app::PlanRotation& one : line.rotations) rotations += (rotations.empty() ? "" : ", ") + one.code + " (" + one.official.name + ")";
    into.table.rows.push_back({std::int64_t{line.number}, visit.in(line.position.title), visit.in(line.receiving.name), line.expected.name,
                               visit.in(app::direction_label(line.direction)), std::int64_t{line.months}, line.starts, std::int64_t{line.count},
                               std::int64_t{line.used}, line.reason, line.placement, visit.in(plan_line_state(line.state)), rotations});
  }
  return {};
}

Result<void> meetings(const Visit& visit, Taken& into) {
  const auto found = visit.app().meetings(visit.caller);
  if (!found) return std::unexpected(found.error());
  for (const app::MeetingView& meeting : *found)
    into.table.rows.push_back({table::Moment{meeting.on, meeting.minute}, visit.in(meeting.kind_label), meeting.place,
                               static_cast<std::int64_t>(meeting.items.size()), visit.in(meeting_state(meeting.state))});
  return {};
}

Result<void> agenda(const Visit& visit, Taken& into) {
  const auto meeting = visit.app().meeting(visit.caller, visit.param("id"));
  if (!meeting) return std::unexpected(meeting.error());
  into.subject = to_text(meeting->on);
  for (const app::MeetingItemView& item : meeting->items)
    into.table.rows.push_back({item.code, item.parties.official.name, visit.in(item.parties.position.title), visit.in(item.stage), visit.in(item.title),
                               item.due ? table::Cell(item.due->date) : table::Cell(), std::int64_t{item.answered}, std::int64_t{item.asked},
                               item.alone ? visit.word("Bàn riêng", "Separately") : std::string(), visit.in(item.outcome),
                               tally_words(item.tally, visit.language)});
  return {};
}

/// The register and period of the address; without them the first, as its page shows it.
Result<app::RegisterPage> shown_register(const Visit& visit, int before) {
  std::string id = visit.param("register"), period = visit.param("period");
  if (id.empty()) {
    const auto all = visit.app().registers(visit.caller);
    if (!all) return std::unexpected(all.error());
    if (all->empty()) return refuse(RefusalCode::not_found);
    id = all->front().id, period = all->front().period;
  }
  return visit.app().register_page(visit.caller, id, period, before);
}

Result<std::string> papers(const Visit& visit, const std::string& cursor, Taken& into) {
  const auto found = shown_register(visit, cursor.empty() ? 0 : std::stoi(cursor));
  if (!found) return std::unexpected(found.error());
  into.subject = found->reg.id + "-" + found->reg.period;
  for (const app::DocumentView& paper : found->documents)
    into.table.rows.push_back({visit.in(found->reg.title), found->reg.period, std::int64_t{paper.ordinal}, app::headed_number(paper.number, found->reg.state),
                               visit.app().zone().date(paper.at), paper.code, paper.official});
  return found->before > 0 ? std::to_string(found->before) : std::string();
}

Result<void> gaps(const Visit& visit, Taken& into) {
  const auto found = shown_register(visit, 0);
  if (!found) return std::unexpected(found.error());
  into.subject = found->reg.id + "-" + found->reg.period;
  for (const app::GapView& gap : found->reg.gaps)
    into.table.rows.push_back({visit.in(found->reg.title), found->reg.period, std::int64_t{gap.from}, std::int64_t{gap.to},
                               gap.reason.empty() ? visit.word("Chưa giải trình", "Not explained") : gap.reason});
  return {};
}

std::vector<Export> register_exports(const char* page) {
  return {{page,
           "",
           {"Văn bản trong sổ", "Papers of the register"},
           "so-van-ban",
           {{{"Sổ", "Register"}},
            {{"Kỳ", "Period"}},
            {{"Thứ tự", "Ordinal"}, Kind::number},
            {{"Số, ký hiệu", "Number"}},
            {{"Ngày vào sổ", "Entered"}, Kind::date},
            {{"Mã hồ sơ", "Rotation"}},
            {{"Cán bộ", "Official"}}},
           papers},
          {page,
           "so-trong",
           {"Số không có văn bản và giải trình", "Numbers without a paper, and why"},
           "so-trong",
           {{{"Sổ", "Register"}}, {{"Kỳ", "Period"}}, {{"Từ số", "From"}, Kind::number}, {{"Đến số", "To"}, Kind::number}, {{"Giải trình", "Explanation"}}},
           at_once(gaps)}};
}

std::vector<Export> meeting_exports() {
  return {
      {"/phien-hop",
       "",
       {"Phiên họp", "Meetings"},
       "phien-hop",
       {{{"Thời gian", "Time"}, Kind::date}, {{"Loại", "Kind"}}, {{"Địa điểm", "Place"}}, {{"Số nội dung", "Items"}, Kind::number}, {{"Tình trạng", "State"}}},
       at_once(meetings)},
      {"/phien-hop/{id}",
       "",
       {"Chương trình họp", "Agenda"},
       "chuong-trinh-hop",
       {{{"Mã hồ sơ", "Code"}},
        {{"Cán bộ", "Official"}},
        {{"Chức danh", "Post"}},
        {{"Giai đoạn", "Stage"}},
        {{"Bước", "Step"}},
        {{"Hạn", "Due"}, Kind::date},
        {{"Đã gửi", "Sent"}, Kind::number},
        {{"Được hỏi", "Asked"}, Kind::number},
        {{"Cách bàn", "Discussed"}},
        {{"Kết quả", "Outcome"}},
        {{"Kiểm phiếu", "Tally"}}},
       at_once(agenda)}};
}

std::vector<Export> plan_exports() {
  return {{"/ke-hoach",
           "",
           {"Kế hoạch luân chuyển", "Plans of rotations"},
           "ke-hoach",
           {{{"Kỳ", "Period"}},
            {{"Văn bản", "Paper"}},
            {{"Phê duyệt", "Approved"}, Kind::date},
            {{"Đơn vị quyết định", "Decided by"}},
            {{"Số dòng", "Lines"}, Kind::number},
            {{"Lượt dự kiến", "Turns foreseen"}, Kind::number},
            {{"Lượt đã điều động", "Turns posted"}, Kind::number},
            {{"Người đã điều động", "Persons posted"}, Kind::number},
            {{"Tình trạng", "State"}}},
           at_once(plans)},
          {"/ke-hoach/{id}",
           "",
           {"Các dòng kế hoạch", "Lines of the plan"},
           "ke-hoach",
           {{{"Dòng", "Line"}, Kind::number},
            {{"Chức danh", "Post"}},
            {{"Nơi đến", "To"}},
            {{"Dự kiến", "Expected"}},
            {{"Hướng", "Direction"}},
            {{"Số tháng", "Months"}, Kind::number},
            {{"Bắt đầu", "Starts"}, Kind::date},
            {{"Số lượt", "Turns"}, Kind::number},
            {{"Đã dùng", "Used"}, Kind::number},
            {{"Lý do", "Reason"}},
            {{"Dự kiến bố trí sau luân chuyển", "Expected placement afterwards"}},
            {{"Tình trạng", "State"}},
            {{"Hồ sơ", "Rotations"}}},
           at_once(plan_lines)}};
}

}  // namespace

std::vector<Export> committee_exports() {
  std::vector<Export> out{{"/kien-nghi",
                           "",
                           {"Kiến nghị", "Petitions"},
                           "kien-nghi",
                           {{{"Mã hồ sơ", "Code"}},
                            {{"Số", "Number"}, Kind::number},
                            {{"Cán bộ", "Official"}},
                            {{"Chức danh", "Post"}},
                            {{"Nội dung", "What is asked"}},
                            {{"Phương án của buổi gặp gỡ", "How the meeting meant to settle it"}},
                            {{"Đơn vị giải quyết", "Responsible unit"}},
                            {{"Ngày nêu", "Raised"}, Kind::date},
                            {{"Hạn", "Due"}, Kind::date},
                            {{"Tình trạng", "State"}},
                            {{"Trả lời", "Answer"}},
                            {{"Người trả lời", "Answered by"}},
                            {{"Ngày trả lời", "Answered on"}, Kind::date},
                            {{"Ngày đóng", "Closed on"}, Kind::date}},
                           petitions}};
  for (const auto& more : {plan_exports(), meeting_exports(), register_exports("/so-van-ban"), register_exports("/so-van-ban/{register}/{period}")})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace luan::web
