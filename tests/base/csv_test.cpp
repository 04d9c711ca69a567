#include "base/csv.hpp"

#include <catch2/catch.hpp>

using namespace luan;

namespace {

/// «a|b» for each row, behind the line it begins in.
std::vector<std::string> rows_of(const CsvTable& table) {
  std::vector<std::string> out;
  for (const CsvRow& row : table.rows) {
    std::string line = std::to_string(row.line) + ":";
    for (const std::string& cell : row.cells) line += (line.back() == ':' ? "" : "|") + cell;
    out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("Rows of a table are read as spreadsheets write them", "[csv]") {
  struct Case {
    const char* what;
    std::string bytes;
    std::vector<std::string> rows;
  };
  const Case cases[]{
      {"commas", "ten,tuoi\nBình,44\nLan,39\n", {"2:Bình|44", "3:Lan|39"}},
      {"semicolons", "ten;tuoi\nBình;44\n", {"2:Bình|44"}},
      {"a comma is text where semicolons separate", "ten;que\nBình;Hải Phòng, Việt Nam\n", {"2:Bình|Hải Phòng, Việt Nam"}},
      {"a byte order mark", "\xEF\xBB\xBFten,tuoi\nBình,44\n", {"2:Bình|44"}},
      {"lines of Windows", "ten,tuoi\r\nBình,44\r\n", {"2:Bình|44"}},
      {"no end of the last line", "ten,tuoi\nBình,44", {"2:Bình|44"}},
      {"quotation marks", "ten,que\n\"Đỗ, Bình\",\"phường \"\"Bến Đá\"\"\"\n", {"2:Đỗ, Bình|phường \"Bến Đá\""}},
      {"a line break inside a field moves the lines below", "ten,que\n\"một\nhai\",x\nLan,y\n", {"2:một\nhai|x", "4:Lan|y"}},
      {"white space around a field goes", "ten , tuoi\n  Bình , \" 44 \" \n", {"2:Bình|44"}},
      {"lines with nothing in them are none", "ten,tuoi\n\n,\nBình,44\n\n", {"4:Bình|44"}},
      {"empty columns that a spreadsheet left over", "ten,tuoi,,\nBình,44,,\n", {"2:Bình|44"}},
      {"an empty field", "ten,tuoi\nBình,\n", {"2:Bình|"}},
      {"a table of one column", "ten\nBình\n", {"2:Bình"}},
      {"columns alone", "ten,tuoi\n", {}},
  };
  for (const auto& [what, bytes, rows] : cases) {
    INFO(what);
    const auto table = read_csv(bytes);
    REQUIRE(table);
    CHECK(table->faults.empty());
    CHECK(rows_of(*table) == rows);
  }
}

TEST_CASE("A row that cannot be read is told with its place and hides none of the others", "[csv]") {
  const auto table = read_csv("ten,tuoi\nBình,44,thừa\nLan\nMai \"Hoa\",3\n\"Tú\" x,5\nĐỗ,40\n");
  REQUIRE(table);
  CHECK(rows_of(*table) == std::vector<std::string>{"6:Đỗ|40"});
  std::vector<std::string> told;
  for (const CsvFault& fault : table->faults) told.push_back(to_text(fault, "a.csv", Language::en));
  CHECK(told == std::vector<std::string>{"a.csv:2: This row has 3 fields, the header has 2", "a.csv:3: This row has 1 fields, the header has 2",
                                         "a.csv:4:1: A quotation mark stands inside a field; quote the whole field and double the mark",
                                         "a.csv:5:1: Text stands after the closing quotation mark"});
}

TEST_CASE("What makes a whole table unreadable is told with its place", "[csv]") {
  struct Case {
    const char* what;
    std::string bytes;
    std::size_t line, column;
  };
  const Case cases[]{
      {"nothing", "", 1, 0},
      {"no names of columns", ",,\nBình,44\n", 1, 0},
      {"a column without a name", "ten,,tuoi\n", 1, 2},
      {"a column named twice", "ten,tuoi,ten\n", 1, 3},
      {"bytes of another encoding", "ten\nB\xECnh\n", 2, 0},
      {"a zero", std::string("ten\nB\0nh\n", 9), 2, 0},
      {"a quotation mark that nothing closes", "ten,que\nLan,x\nBình,\"Bến Đá\nLan,y\n", 3, 2},
  };
  for (const auto& [what, bytes, line, column] : cases) {
    INFO(what);
    const auto table = read_csv(bytes);
    REQUIRE_FALSE(table);
    CHECK(table.error().line == line);
    CHECK(table.error().column == column);
    CHECK_FALSE(table.error().text.vi.empty());
    CHECK_FALSE(table.error().text.en.empty());
  }
  CHECK_FALSE(read_csv("ten\nmột\nhai\nba\n", {1'000, 2}));
  CHECK(read_csv("ten\nmột\nhai\n", {1'000, 2}));
  CHECK_FALSE(read_csv("ten\nmột\n", {8, 2}));
}

TEST_CASE("Columns that are missing or unknown are told, each once", "[csv]") {
  const auto table = read_csv("ten,chuc_vu,que\n");
  REQUIRE(table);
  const auto faults = column_faults(*table, {"ten", "sinh"}, {"que"});
  REQUIRE(faults.size() == 2);
  CHECK(to_text(faults[0], "a.csv", Language::vi) == "a.csv:1:2: Không có cột nào tên «chuc_vu»");
  CHECK(to_text(faults[1], "a.csv", Language::vi) == "a.csv:1: Thiếu cột «sinh»");
  CHECK(table->place("que") == 2);
  CHECK(table->cell({2, {"a", "b", "c"}}, "que") == "c");
  CHECK(table->cell({2, {"a", "b", "c"}}, "khac").empty());
}
