// Tables of units and officials: the page that describes them, its examples, and what is wrong with bad ones.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/official_form.hpp"
#include "app/support/imports.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::check_counts;
using test::described;
using test::District;
using test::known;
using test::page_file;
using test::told;
using test::wait_for;

namespace {

app::ImportReport take_in(District& district, bool units, const std::string& bytes, app::ImportOptions options = {}) {
  const app::Caller board = district.caller("ban.to.chuc");
  auto report = wait_for(units ? district.app->import_units(board, bytes, options) : district.app->import_officials(board, bytes, options));
  REQUIRE(report);
  return std::move(*report);
}
const store::Official* called(const store::Directory& directory, const std::string& name) {
  for (const store::Official* official : directory.officials())
    if (official->name() == name) return official;
  return nullptr;
}

}  // namespace

TEST_CASE("The page of imports describes exactly the columns that the program knows", "[import]") {
  CHECK(described("Units and their posts") == known(app::unit_columns()));
  CHECK(described("Officials") == known(app::official_columns()));
}

TEST_CASE("The page's examples are taken in as they stand, and a second time change nothing", "[import]") {
  District district;
  district.days(300);  // the page's papers are signed by then
  const std::string units = page_file("import/units.csv"), officials = page_file("import/officials.csv");
  const std::uint64_t before = district.app->log_size();
  // Committee, office and ward are there already, and two of the posts.
  check_counts(take_in(district, true, units, {.dry_run = true}), 0, 3, 3, false);
  CHECK(district.app->log_size() == before);
  check_counts(take_in(district, true, units), 0, 3, 3, true);
  const std::uint64_t size = district.app->log_size();
  check_counts(take_in(district, true, units), 0, 0, 6, false);
  CHECK(district.app->log_size() == size);

  check_counts(take_in(district, false, officials), 2, 0, 0, true);
  check_counts(take_in(district, false, officials), 0, 0, 2, false);
  const auto directory = district.app->impl().directory();
  const store::Official* lan = called(*directory, "Trần Thị Ngọc Lan");
  REQUIRE(lan);
  CHECK(directory->position(lan->position)->title.vi == "Chuyên viên cải cách hành chính");
  CHECK(text_member(lan->person, "home_unit") == district.ward.text());
  CHECK(lan->person.at("ratings") == json::array{"good", "completed"});
  CHECK(lan->person.at("rating") == "completed");
  CHECK(lan->person.at("in_planning") == false);
  CHECK_FALSE(lan->person.contains("health_certificate"));

  CHECK(store::verify_log(district.folder.path()).findings.empty());
  district.app->impl().writer->stop();
  const auto rebuilt = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  CHECK(rebuilt.differences.empty());
}

TEST_CASE("An official who is there is updated by what the row says; the rest of what is recorded stays", "[import]") {
  District district;
  const std::string id = district.binh.text();
  check_counts(
      take_in(district, false, "id;identity_number;gender;rating_2024;rating 2025;discipline\n" + id + ";031085001234;nam;good;excellent;khiển trách\n"), 0, 1,
      0, true);
  const store::Official before = *district.app->impl().directory()->official(district.binh);
  CHECK(before.person.at("ratings") == json::array{"good", "excellent"});
  CHECK(before.person.at("political_level") == "advanced");
  CHECK(before.person.at("discipline") == "reprimand");
  // By his number now; an empty cell says nothing.
  check_counts(take_in(district, false, "Số định danh,Xếp loại 2023,Kỷ luật còn hiệu lực\n031085001234,Hoàn thành nhiệm vụ,\n"), 0, 1, 0, true);
  const store::Official after = *district.app->impl().directory()->official(district.binh);
  CHECK(after.person.at("ratings") == json::array{"completed", "good", "excellent"});
  CHECK(after.person.at("discipline") == "reprimand");
  CHECK(after.position == before.position);
  // To another unit: he leaves his post behind.
  check_counts(take_in(district, false, "identity_number,unit\n031085001234,phuong ben da\n"), 0, 1, 0, true);
  const store::Official moved = *district.app->impl().directory()->official(district.binh);
  CHECK(moved.unit == district.ward);
  CHECK(moved.position.none());
  CHECK(moved.person.at("ratings") == after.person.at("ratings"));
}

TEST_CASE("Every bad row of officials is told with its line and column, and nothing is recorded unless the good ones are asked for", "[import]") {
  District district;
  const std::string file =
      "identity_number,family,given,born,gender,unit,position,discipline,rating_2025\n"
      "031000000001,Lê,An,1990-02-30,male,Phòng Nội vụ,,,\n"
      "031000000002,Lê,Bé,1/2/1990,x,Phòng Nội vụ,,,\n"
      "12,Lê,Ca,1/2/1990,nữ,Phòng Nội vụ,,,\n"
      "031000000004,Lê,Dư,1/2/1990,nữ,Phòng Ngoại vụ,,,\n"
      "031000000005,Lê,Em,1/2/1990,nữ,Phòng Nội vụ,Bí thư,,\n"
      "031000000006,,Gia,1/2/1990,nữ,Phòng Nội vụ,,,tuyệt vời\n"
      "031000000007,Lê,Hà,1/2/1990,nữ,Phòng Nội vụ,,,good\n"
      "031000000007,Lê,Hà,1/2/1990,nữ,Phòng Nội vụ,,,good\n"
      "031000000009,Lê,\n"
      ",Lê,Kim,1/2/1990,nữ,Phòng Nội vụ,,,\n";
  const std::uint64_t size = district.app->log_size();
  const auto report = take_in(district, false, file);
  CHECK(district.app->log_size() == size);
  check_counts(report, 1, 0, 0, false);
  std::vector<std::string> places;
  for (const CsvFault& fault : report.faults) {
    places.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column));
    CHECK_FALSE(fault.text.vi.empty());
    CHECK_FALSE(fault.text.en.empty());
  }
  CHECK(places == std::vector<std::string>{"2:4", "3:5", "4:1", "5:6", "6:7", "7:2", "7:9", "9:1", "10:0", "11:1"});
  CHECK_THAT(told(report, Language::vi),
             Catch::Contains("x.csv:5:6: Không có đơn vị «Phòng Ngoại vụ» đang hoạt động") && Catch::Contains("x.csv:9:1: Cán bộ này đã có ở dòng 8"));

  check_counts(take_in(district, false, file, {.good_rows = true, .dry_run = true}), 1, 0, 0, false);
  CHECK(district.app->log_size() == size);
  check_counts(take_in(district, false, file, {.good_rows = true}), 1, 0, 0, true);
  CHECK(district.app->log_size() == size + 1);
  CHECK(called(*district.app->impl().directory(), "Lê Hà"));
}

TEST_CASE("Columns that nobody knows, or that stand twice, are told before any row", "[import]") {
  District district;
  CHECK(told(take_in(district, false, "identity_number,Họ,family,tuoi\n031000000001,a,b,3\n")) ==
        "x.csv:1:3: The column «family» stands twice\nx.csv:1:4: There is no column called «tuoi»\n");
  CHECK(told(take_in(district, false, "family\nLê\n")) == "x.csv:1: The column «identity_number» or «id» is missing\n");
  CHECK(told(take_in(district, true, "kind\nward\n")) == "x.csv:1: The column «name» is missing\n");
  CHECK(told(take_in(district, true, "\xff\n")) == "x.csv:1: The file is not UTF-8; save it as “CSV UTF-8”\n");
}

TEST_CASE("Bad rows of units are told, and bring neither a unit nor a post", "[import]") {
  District district;
  const std::string file =
      "name,kind,level,position,block,key\n"
      "Phường Mới,,,,,\n"                                           // no kind
      "Phường Bến Đá,office,,,,\n"                                  // recorded as a ward
      "Phường Lạ,ward,3,,,\n"                                       // no such level
      "Phường Khác,ward,2,Bí thư Đảng uỷ phường Khác,,yes\n"        // a post without a block
      "Phường Bến Đá,,,Bí thư Đảng uỷ phường Bến Đá,government,\n"  // recorded as a party post
      "Phường Tốt,ward,2,Bí thư Đảng uỷ phường Tốt,party,yes\n";
  const auto report = take_in(district, true, file);
  std::vector<std::size_t> lines;
  for (const CsvFault& fault : report.faults) lines.push_back(fault.line);
  CHECK(lines == std::vector<std::size_t>{2, 3, 4, 5, 6});
  CHECK_FALSE(report.written);
  check_counts(take_in(district, true, file, {.good_rows = true}), 1, 0, 0, true);
  const auto names = [&] {
    std::vector<std::string> out;
    const auto directory = district.app->impl().directory();
    for (const store::Unit* unit : directory->units()) out.push_back(unit->name.vi);
    return out;
  }();
  CHECK(std::ranges::count(names, "Phường Tốt") == 1);
  CHECK(std::ranges::count(names, "Phường Khác") == 0);
}

TEST_CASE("Tables are taken in by the organisation board and at the machine, by nobody else", "[import]") {
  District district;
  for (const char* username : {"chu.tri", "noi.vu", "dang.uy", "binh", "kiem.tra"}) {
    INFO(username);
    CHECK(wait_for(district.app->import_units(district.caller(username), "name\nx\n", {})).error().code == RefusalCode::forbidden);
    CHECK(wait_for(district.app->import_officials(district.caller(username), "id\nx\n", {})).error().code == RefusalCode::forbidden);
  }
  CHECK(wait_for(district.app->import_units(district.app->machine_operator(), "name,kind\nPhường Mới,ward\n", {})));
}
