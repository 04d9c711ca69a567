// One rotation as the log tells it, and its trace.
#include "web/exports/exports.hpp"

namespace luan::web {
namespace {

using table::Kind;

/// «Ý kiến: Đồng ý; Số người có mặt: 9»: what of the content the caller may see.
std::string values_text(const Visit& visit, const std::vector<app::ValueView>& values) {
  std::string out;
  const auto add = [&](const std::string& label, const std::string& text) {
    if (!text.empty()) out += (out.empty() ? "" : "\n") + label + ": " + text;
  };
  for (const app::ValueView& value : values) {
    add(visit.in(value.label), value.text);
    for (const auto& row : value.rows) {
      std::string line;
      for (const std::string& cell : row) line += (line.empty() ? "" : " | ") + cell;
      add(visit.in(value.label), line);
    }
    for (const app::FileView& file : value.files) add(visit.in(value.label), file.name + " (SHA-256 " + file.sha256 + ")");
  }
  return out;
}

std::vector<table::Cell> entry_cells(const Visit& visit, const app::HistoryEntry& entry) {
  return {std::int64_t{entry.sequence},
          table::moment(visit.app().zone(), entry.time),
          visit.in(entry.what),
          entry.who,
          values_text(visit, entry.values),
          entry.log_index,
          entry.digest};
}

std::vector<table::Column> entry_columns() {
  return {{{"Thứ tự", "Sequence"}, Kind::number}, {{"Thời điểm", "Time"}, Kind::date}, {{"Nội dung", "What"}},
          {{"Người thực hiện", "Who"}},           {{"Chi tiết", "Details"}},           {{"Số trong nhật ký", "Log number"}, Kind::number},
          {{"Mã băm SHA-256", "SHA-256 digest"}}};
}

Result<void> history(const Visit& visit, Taken& into) {
  const std::string id = visit.param("id");
  const auto entries = visit.app().history(visit.caller, id);
  if (!entries) return std::unexpected(entries.error());
  if (const auto rotation = visit.app().rotation(visit.caller, id)) into.subject = rotation->row.code;
  for (const app::HistoryEntry& entry : *entries) into.table.rows.push_back(entry_cells(visit, entry));
  return {};
}

/// What the page of the rotation shows the caller beside its history.
Result<void> of_rotation(const Visit& visit, Taken& into, void (*add)(const Visit&, const app::RotationView&, Taken&)) {
  const auto found = visit.app().rotation(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->row.code;
  add(visit, *found, into);
  return {};
}

table::Cell when(const Visit& visit, const std::optional<Instant>& at) { return at ? table::moment(visit.app().zone(), *at) : table::Cell(); }
Result<void> opinions(const Visit& visit, Taken& into) {
  return of_rotation(visit, into, [](const Visit& here, const app::RotationView& rotation, Taken& out) {
    for (const app::OpinionView& one : rotation.opinions)
      out.table.rows.push_back({here.in(one.who), here.in(one.answer), one.text, values_text(here, one.facts), one.by, when(here, one.at),
                                one.log_index < 0 ? table::Cell() : table::Cell(one.log_index)});
  });
}

Result<void> scores(const Visit& visit, Taken& into) {
  return of_rotation(visit, into, [](const Visit& here, const app::RotationView& rotation, Taken& out) {
    for (const app::ScoreView& score : rotation.scores)
      for (const app::ScoreCriterion& one : score.criteria)
        out.table.rows.push_back({here.in(score.title), decimal_cell(score.points), here.in(score.band), here.in(one.label), decimal_cell(one.weight),
                                  one.level, decimal_cell(one.points), here.in(one.why), score.plugin + " " + score.version, when(here, score.at),
                                  score.log_index});
  });
}

Result<void> dossier(const Visit& visit, Taken& into) {
  return of_rotation(visit, into, [](const Visit& here, const app::RotationView& rotation, Taken& out) {
    if (!rotation.dossier) return;
    for (const app::DossierLineView& line : rotation.dossier->lines)
      out.table.rows.push_back({here.in(line.title), line.required ? here.word("Có", "Yes") : here.word("Không", "No"),
                                line.state == "present"    ? here.word("Đã có", "There")
                                : line.state == "expired"  ? here.word("Hết giá trị", "Expired")
                                : line.state == "excepted" ? here.word("Ngoại lệ", "Excepted")
                                                           : here.word("Còn thiếu", "Missing"),
                                table::day(line.signed_on), table::day(line.expires), line.by, when(here, line.at), values_text(here, line.values)});
  });
}

std::string checked_words(const Visit& visit, bool verified) { return verified ? visit.word("Khớp", "Matches") : visit.word("Không khớp", "Does not match"); }

Result<void> trace(const Visit& visit, Taken& into) {
  const auto found = visit.app().trace(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->row.code;
  for (const app::TraceLink& link : found->chain) {
    auto cells = entry_cells(visit, link.entry);
    cells.emplace_back(checked_words(visit, link.verified));
    into.table.rows.push_back(std::move(cells));
  }
  return {};
}

Result<void> traced_papers(const Visit& visit, Taken& into) {
  const auto found = visit.app().trace(visit.caller, visit.param("id"));
  if (!found) return std::unexpected(found.error());
  into.subject = found->row.code;
  for (const app::TracedPaper& one : found->papers)
    into.table.rows.push_back(
        {one.paper.number, visit.in(one.paper.of), visit.in(one.paper.reg), one.paper.on, one.log_index, checked_words(visit, one.verified)});
  return {};
}

std::vector<table::Column> trace_columns() {
  auto out = entry_columns();
  out.push_back({{"Kiểm lại", "Checked"}});
  return out;
}

}  // namespace

std::vector<Export> history_exports() {
  return {{"/ho-so/{id}", "", {"Lịch sử hồ sơ", "History of the rotation"}, "lich-su", entry_columns(), at_once(history)},
          {"/ho-so/{id}",
           "y-kien",
           {"Ý kiến nơi đến", "Opinions of the receiving side"},
           "y-kien",
           {{{"Nơi cho ý kiến", "Who"}},
            {{"Kết luận", "Conclusion"}},
            {{"Nội dung", "In words"}},
            {{"Chi tiết", "Details"}},
            {{"Người gửi", "Sent by"}},
            {{"Thời điểm", "Time"}, Kind::date},
            {{"Số trong nhật ký", "Log number"}, Kind::number}},
           at_once(opinions)},
          {"/ho-so/{id}",
           "diem",
           {"Điểm theo tiêu chí", "Scores by criterion"},
           "diem",
           {{{"Bước", "Step"}},
            {{"Tổng điểm", "Points"}, Kind::number},
            {{"Mức", "Band"}},
            {{"Tiêu chí", "Criterion"}},
            {{"Trọng số", "Weight"}, Kind::number},
            {{"Mức của tiêu chí", "Level"}},
            {{"Điểm", "Its points"}, Kind::number},
            {{"Cách tính", "Why"}},
            {{"Tiện ích", "Plugin"}},
            {{"Thời điểm", "Time"}, Kind::date},
            {{"Số trong nhật ký", "Log number"}, Kind::number}},
           at_once(scores)},
          {"/ho-so/{id}",
           "ho-so-nhan-su",
           {"Hồ sơ nhân sự", "Dossier"},
           "ho-so-nhan-su",
           {{{"Tài liệu", "Paper"}},
            {{"Bắt buộc", "Required"}},
            {{"Tình trạng", "State"}},
            {{"Ngày ký", "Signed"}, Kind::date},
            {{"Có giá trị đến", "Valid until"}, Kind::date},
            {{"Người ghi", "Recorded by"}},
            {{"Ghi lúc", "Recorded"}, Kind::date},
            {{"Chi tiết", "Details"}}},
           at_once(dossier)},
          {"/truy-vet/{id}", "", {"Truy vết", "Trace"}, "truy-vet", trace_columns(), at_once(trace)},
          {"/truy-vet/{id}",
           "van-ban",
           {"Văn bản đã vào sổ", "Papers entered in registers"},
           "van-ban",
           {{{"Số văn bản", "Number"}},
            {{"Văn bản của", "Paper of"}},
            {{"Sổ", "Register"}},
            {{"Ngày", "Day"}, Kind::date},
            {{"Số trong nhật ký", "Log number"}, Kind::number},
            {{"Kiểm lại", "Checked"}}},
           at_once(traced_papers)}};
}

}  // namespace luan::web
