#include "table/table.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>

#include "base/csv.hpp"
#include "table/workbook.hpp"

using namespace luan;
using namespace luan::table;

namespace {

Table one_cell(Cell cell) { return {{"Bảng", "Table"}, {{{"Cột", "Column"}}}, {{std::move(cell)}}}; }

/// The one cell of the one row, with its quotes.
std::string written(Cell cell) {
  const std::string csv = to_csv(one_cell(std::move(cell)), Language::vi);
  const std::string head = "\xEF\xBB\xBF\"Cột\"\r\n";
  REQUIRE(csv.starts_with(head));
  REQUIRE(csv.ends_with("\r\n"));
  return csv.substr(head.size(), csv.size() - head.size() - 2);
}

}  // namespace

TEST_CASE("No cell of a table begins as a formula would, whatever somebody typed") {
  for (const auto& [typed, cell] : {std::pair<const char*, const char*>{"=1+1", "'=1+1"},
                                    {"=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"\"http://x\"\")"},
                                    {"+84 912", "'+84 912"},
                                    {"-5", "'-5"},
                                    {"@SUM(A1)", "'@SUM(A1)"},
                                    {"\t=1", "'\t=1"},
                                    {"\r=1", "'\n=1"},
                                    {"\n=1", "'\n=1"},
                                    {"  =1", "'  =1"},
                                    {"＝1", "'＝1"},
                                    {"＋1", "'＋1"},
                                    {"－1", "'－1"},
                                    {"＠x", "'＠x"},
                                    {"'=1", "'=1"},
                                    {"a=1", "a=1"},
                                    {"Đồng ý", "Đồng ý"},
                                    {"một\r\nhai", "một\nhai"},
                                    {"«a\";b,c»", "«a\"\";b,c»"},
                                    {"", ""}}) {
    INFO(typed);
    CHECK(written(std::string(typed)) == "\"" + std::string(cell) + "\"");
  }
  CHECK(to_csv({{"B", "B"}, {{{"=x", "=x"}}}}, Language::vi) == "\xEF\xBB\xBF\"'=x\"\r\n");
}

TEST_CASE("Numbers and days are written as an office in Vietnam reads them") {
  CHECK(written(std::int64_t{1842}) == "\"1842\"");
  CHECK(written(std::int64_t{-3}) == "\"-3\"");
  CHECK(written(Decimal{"84.6"}) == "\"84,6\"");
  CHECK(written(*parse_date("2026-03-05")) == "\"05/03/2026\"");
  CHECK(written(Moment{*parse_date("2026-11-24"), 14 * 60 + 6}) == "\"24/11/2026 14:06\"");
  CHECK(written({}) == "\"\"");
}

TEST_CASE("What is written as CSV is read again as it was") {
  Table table{{"Bảng", "Table"}, {{{"Họ và tên", "Name"}}, {{"Số", "Number"}, Kind::number}}};
  table.rows = {{std::string("Phan \"Minh\", phường\nBến Đá"), std::int64_t{7}}, {std::string("Uỷ ban; hoà"), Cell()}};
  const auto read = read_csv(to_csv(table, Language::vi));
  REQUIRE(read);
  CHECK(read->faults.empty());
  CHECK(read->columns == std::vector<std::string>{"Họ và tên", "Số"});
  REQUIRE(read->rows.size() == 2);
  CHECK(read->rows[0].cells == std::vector<std::string>{"Phan \"Minh\", phường\nBến Đá", "7"});
  CHECK(read->rows[1].cells == std::vector<std::string>{"Uỷ ban; hoà", ""});
}

TEST_CASE("A workbook of ten thousand rows is a whole zip, and leaves nothing in its folder") {
  const auto folder = std::filesystem::temp_directory_path() / ("luan_table_" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  Table table{{"Hồ sơ: luân chuyển/2026 [dài hơn ba mươi mốt chữ]", "Rotations"},
              {{{"Cán bộ", "Official"}}, {{"Số", "Number"}, Kind::number}, {{"Ngày", "Day"}, Kind::date}}};
  for (int i = 0; i < 10'000; ++i) table.rows.push_back({"=Cán bộ " + std::to_string(i), std::int64_t{i}, add_days(*parse_date("2000-01-01"), i)});
  table.rows.push_back({std::string(40'000, 'x') + "\x01\xEF\xBF\xBF", Decimal{"84.6"}, Moment{*parse_date("2026-11-24"), 60}});
  {
    const auto book = workbook(table, Language::vi, {"Lê Thị Hạnh", "Đảng uỷ", "Xuất từ Luân", Instant{}}, folder);
    CHECK(book->bytes().starts_with("PK"));
    CHECK(book->bytes().size() > 100'000);
    CHECK(std::filesystem::is_empty(folder));
  }
  std::filesystem::remove(folder);
  CHECK_THROWS_AS(workbook(table, Language::vi, {}, folder), std::runtime_error);
}
