// Lists go through their pages: how many there are is said, what was searched for is kept, nothing is left out or shown twice.
#include <soci/soci.h>

#include <catch2/catch.hpp>
#include <set>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;
using test::unescaped;

namespace {

void register_official(District& district, const std::string& family, const std::string& middle, const std::string& given) {
  district.app->impl().writer->run([&](store::Transaction& t) {
    t.append("-", store::OfficialRegistered{t.ids().fresh<OfficialId>(), district.office, {}, {{"family", family}, {"middle", middle}, {"given", given}}});
  });
}

/// What stands between the two marks, each time.
std::vector<std::string> all_between(const http::Reply& reply, const std::string& before, const std::string& after) {
  std::vector<std::string> out;
  const std::string page(reply.bytes());
  for (auto at = page.find(before); at != page.npos; at = page.find(before, at)) {
    at += before.size();
    out.push_back(unescaped(page.substr(at, page.find(after, at) - at)));
  }
  return out;
}

/// The rows of all pages of this list, by following «Trang sau»; `rows` of them on each page but the last.
std::vector<std::string> followed(Browser& browser, std::string address, const std::string& row, std::size_t rows) {
  std::vector<std::string> out;
  for (int pages = 0; pages < 30; ++pages) {
    const http::Reply page = browser.get(address);
    REQUIRE(page.status == 200);
    const auto here = all_between(page, row, "\"");
    out.insert(out.end(), here.begin(), here.end());
    const auto next = all_between(page, "<nav class=\"pager\"", "</nav>");
    const auto at = next.empty() ? std::string::npos : next.front().find("rel=\"next\"");
    if (at == std::string::npos) return out;
    CHECK(here.size() == rows);
    const auto from = next.front().rfind("href=\"", at) + 6;
    address = next.front().substr(from, next.front().find('"', from) - from);
  }
  FAIL("the pages have no end");
  return out;
}

void holds_each_once(const std::vector<std::string>& rows, std::size_t count) {
  CHECK(rows.size() == count);
  CHECK(std::set(rows.begin(), rows.end()).size() == rows.size());
}

}  // namespace

TEST_CASE("Officials stand by given name in Vietnamese collation: a, ă, â are letters of their own, d comes before đ", "[lists]") {
  District district;
  for (const auto& [family, middle, given] : {std::tuple{"Vũ", "Thị", "Đào"},
                                              {"Lê", "Văn", "Ân"},
                                              {"Trần", "Thị", "Ánh"},
                                              {"Hoàng", "Minh", "Dũng"},
                                              {"Phạm", "Thị", "An"},
                                              {"Nguyễn", "Thị", "Ăn"},
                                              {"Ngô", "Văn", "Anh"},
                                              {"Bùi", "Thị", "An"}})
    register_official(district, family, middle, given);
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::vector<std::string> wanted{"Bùi Thị An", "Phạm Thị An", "Ngô Văn Anh",     "Trần Thị Ánh", "Nguyễn Thị Ăn",
                                        "Lê Văn Ân",  "Đỗ Văn Bình", "Hoàng Minh Dũng", "Vũ Thị Đào"};
  std::vector<std::string> shown;
  for (const std::string& row : all_between(browser.get("/can-bo"), "<th scope=\"row\"><a href=\"/can-bo/", "</a>"))
    shown.push_back(row.substr(row.find('>') + 1));
  CHECK(shown == wanted);
}

TEST_CASE("Officials go by pages of a hundred, and a search goes with them", "[lists]") {
  District district;
  for (int i = 0; i < 230; ++i) register_official(district, "Bùi", "Thị", "Số " + std::to_string(i));
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const std::string row = "<th scope=\"row\"><a href=\"/can-bo/";
  holds_each_once(followed(browser, "/can-bo", row, 100), 231);
  CHECK(says(browser.get("/can-bo"), "1–100 trong 231 cán bộ"));
  CHECK(says(browser.get("/can-bo", "en"), "1–100 of 231 officials"));
  CHECK(says(browser.get("/can-bo?trang=3"), "201–231 trong 231 cán bộ"));
  holds_each_once(followed(browser, "/can-bo?q=bui", row, 100), 230);
  CHECK(says(browser.get("/can-bo?q=bui&trang=2"), "href=\"/can-bo?q&#61;bui&amp;trang&#61;3\""));
  CHECK(says(browser.get("/can-bo?q=so+17"), "13 cán bộ"));
  for (const char* odd : {"0", "-3", "9999999999999999999999", "x", "2000000"}) CHECK(browser.get(std::string("/can-bo?trang=") + odd).status == 200);
  CHECK(says(browser.get("/can-bo?trang=7"), "Trang này không có dòng nào"));
  // What is narrowed by script is the whole list, never a page of it.
  CHECK_FALSE(says(browser.get("/can-bo"), "data-filter"));
  CHECK(says(browser.get("/can-bo?q=binh"), "data-filter"));
}

TEST_CASE("Meetings, plans and the lines of one go by pages of fifty", "[lists]") {
  District district;
  const Date today = district.app->zone().date(district.clock->now());
  PlanId first;
  district.app->impl().writer->run([&](store::Transaction& t) {
    for (int i = 0; i < 120; ++i)
      t.append("-", store::MeetingCalled{t.ids().fresh<MeetingId>(), district.committee, add_days(today, i - 60), 480,
                                         i % 2 ? "review" : "with_rotated_officials", "Phòng họp"});
    for (int i = 0; i < 60; ++i) {
      const auto plan = t.ids().fresh<PlanId>();
      if (i == 0) first = plan;
      store::PlanAdopted adopted;
      adopted.plan = plan, adopted.unit = district.committee, adopted.period = std::to_string(2020 + i), adopted.paper = std::to_string(i) + "-KH/ĐU",
      adopted.approved = today;
      t.append("-", adopted);
    }
    store::PlanLineTerms terms;
    terms.position = district.secretary, terms.receiving = district.ward, terms.direction = "down", terms.count = 1, terms.months = 36, terms.starts = today;
    for (int i = 0; i < 110; ++i) t.append("-", store::PlanLineAdded{first, t.ids().fresh<PlanLineId>(), terms});
  });
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  holds_each_once(followed(browser, "/phien-hop", "<th scope=\"row\"><a href=\"/phien-hop/", 50), 120);
  CHECK(says(browser.get("/phien-hop"), "1–50 trong 120 phiên họp"));
  holds_each_once(followed(browser, "/ke-hoach", "<th scope=\"row\"><a href=\"/ke-hoach/", 50), 60);
  holds_each_once(followed(browser, "/ke-hoach/" + first.text(), "<li id=\"dong-", 50), 110);
  const http::Reply plan = browser.get("/ke-hoach/" + first.text() + "?trang=3");
  CHECK(says(plan, "101–110 trong 110 dòng"));
  CHECK(says(plan, "<b>110 lượt</b>"));  // what the plan foresees is told of all its lines
}

TEST_CASE("Deliveries and accounts go by pages, in the state or by the words asked for", "[lists]") {
  District district;
  {
    const auto session = district.app->database().open_session(true);
    for (int i = 0; i < 260; ++i)
      *session
          << "INSERT INTO outbox (delivery, plugin, lane, call, account, rotation, step, run, body, state, attempts, next_at, lease_token, error, created_at, "
             "settled_at, decided_by, reason) VALUES ('" +
                 std::string(32 - std::to_string(i).size(), '0') + std::to_string(i) + "', 'notify_mail', '', 'notify', '', '', '', 0, '{\"items\":[]}', '" +
                 (i < 240 ? "dead" : "dropped") + "', 1, '2026-01-01T00:00:00.000Z', '', '', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '', '')";
  }
  Browser browser(district);
  browser.sign_in("quan.tri");
  const std::string row = "<th scope=\"row\"><a href=\"/quan-tri/thu-bao/";
  holds_each_once(followed(browser, "/quan-tri/thu-bao", row, 50), 240);
  holds_each_once(followed(browser, "/quan-tri/thu-bao?tinh-trang=dropped", row, 50), 20);
  const http::Reply taken = browser.get("/quan-tri/thu-bao?dang=csv");
  CHECK(std::ranges::count(taken.bytes(), '\n') == 241);

  district.app->impl().writer->run([&](store::Transaction& t) {
    for (int i = 0; i < 60; ++i)
      t.append("-", store::AccountCreated{t.ids().fresh<AccountId>(), {}, "them." + std::to_string(i), "Bùi Thị Thêm " + std::to_string(i), {"", ""}});
  });
  holds_each_once(followed(browser, "/quan-tri", "<a href=\"/quan-tri/tai-khoan/", 25), 72);
  holds_each_once(followed(browser, "/quan-tri?q=them", "<a href=\"/quan-tri/tai-khoan/", 25), 60);
  CHECK(says(browser.get("/quan-tri?q=dang+uy+ben+da"), "1 tài khoản"));  // by role and unit
  CHECK(says(browser.get("/quan-tri?q=khong+co+ai"), "Không có tài khoản nào phù hợp"));
}

TEST_CASE("My tasks go by pages of a hundred; the count in the navigation is that of all", "[lists]") {
  District district;
  std::vector<std::string> officials;
  district.app->impl().writer->run([&](store::Transaction& t) {
    for (int i = 0; i < 130; ++i) {
      const auto fresh = t.ids().fresh<OfficialId>();
      officials.push_back(fresh.text());
      t.append("-", store::OfficialRegistered{fresh, district.office, {}, {{"family", "Bùi"}, {"middle", "Thị"}, {"given", "Số " + std::to_string(i)}}});
    }
  });
  for (const std::string& official : officials) {
    json::object form{{"official", official}, {"position", district.secretary.text()}, {"object", "planned"}, {"expected_months", 36}, {"reason", "Cần"}};
    REQUIRE(test::wait_for(district.app->nominate(district.caller("ban.to.chuc"), "rotation", json::object{{"form", std::move(form)}}, {})));
  }
  Browser browser(district);
  browser.sign_in("noi.vu");
  const http::Reply first = browser.get("/");
  CHECK(says(first, "<b>130 việc</b>"));
  CHECK(says(first, "1–100 trong 130 việc"));
  CHECK(all_between(first, "/buoc/proposal\"", ">").size() == 100);
  const http::Reply second = browser.get("/?trang=2");
  CHECK(says(second, "<b>130 việc</b>"));
  CHECK(all_between(second, "/buoc/proposal\"", ">").size() == 30);
  CHECK(says(second, ">101<"));  // numbered on
  browser.sign_in("ban.to.chuc");
  CHECK(says(browser.get("/"), "Xem 118 hồ sơ khác đang mở"));
}

TEST_CASE("Results stand as a table beside their picture, with persons, each number leading to its list", "[lists]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "self_review");  // posted, and evaluated as excellent before
  Browser browser(district);
  browser.sign_in("chu.tri");
  const std::string period = "?tu=01/01/2000&den=31/12/2099";
  const http::Reply page = browser.get("/thong-ke" + period);
  CHECK(says(page, "Bảng kết quả các lượt"));
  const std::string whole(page.bytes()), table = whole.substr(whole.find("Số lượt theo kết quả"));
  const std::string rows = unescaped(table.substr(0, table.find("</table>")));
  CHECK(rows.find("<th scope=\"row\">Tốt trở lên</th><td class=\"num\"><a "
                  "href=\"/thong-ke/luot?tu=01%2F01%2F2000&den=31%2F12%2F2099&ket-qua=excellent%2Cgood\">1</a></td><td class=\"num\">1</td>") != rows.npos);
  CHECK(rows.find("<th scope=\"row\">Chưa đánh giá</th><td class=\"num\">0</td><td class=\"num\">0</td>") != rows.npos);
  CHECK(rows.find("<th scope=\"row\">Cộng</th>") != rows.npos);
}

TEST_CASE("Figures are taken away as the page divides them", "[lists]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "self_review");  // posted, and evaluated as excellent before
  Browser browser(district);
  browser.sign_in("chu.tri");
  const std::string period = "/thong-ke?tu=01/01/2000&den=31/12/2099";
  CHECK(says(browser.get(period + "&chia-theo=ket-qua&dang=csv"), "\"Năm\",\"Lượt\",\"Người\",\"Tốt trở lên\",\"Hoàn thành nhiệm vụ\""));
  CHECK(says(browser.get(period + "&dang=csv"), "\"Năm\",\"Lượt\",\"Người\",\"Cấp trên về cơ sở\""));
  CHECK(says(browser.get(period + "&chia-theo=loai&bang=don-vi&dang=csv"), "\"Nơi đến\",\"Lượt\",\"Người\",\"Cán bộ chủ chốt\""));
  CHECK(says(browser.get(period + "&bang=ket-qua&dang=csv"), "\"Tốt trở lên\",\"1\",\"1\""));
}
