// What pages give away as tables: to whom they show themselves, and to nobody else.
#include "web/exports/exports.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "base/csv.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;
using test::wait_for;

namespace {

/// A page of each pattern that has something to take away.
std::map<std::string, std::string> addresses(District& district, const std::string& rotation) {
  const app::Caller board = district.caller("ban.to.chuc");
  const Date today = district.app->zone().date(district.clock->now());
  const auto plan = wait_for(district.app->change_plan(board, {app::PlanAct::Kind::adopt, "", ""},
                                                       json::object{{"form",
                                                                     {{"period", "2026"},
                                                                      {"paper", "12-KH/ĐU"},
                                                                      {"approved", "2026-02-20"},
                                                                      {"need", "=Đưa cán bộ trẻ về cơ sở"},
                                                                      {"manner", "Từ cấp trên về cơ sở"},
                                                                      {"area", "Các phường khó khăn"}}}}));
  REQUIRE(plan);
  const auto meeting = wait_for(district.app->change_meeting(
      board, {app::MeetingAct::Kind::call, ""},
      json::object{{"form", {{"on", to_text(add_days(today, 3))}, {"hour", 8}, {"minute", 0}, {"kind", "decision"}, {"place", "=Phòng họp"}}}}));
  REQUIRE(meeting);
  std::map<std::string, std::string> out;
  for (const web::Export& one : web::exports()) {
    std::string at = one.page;
    const std::string id = at.starts_with("/phien-hop")  ? *meeting
                           : at.starts_with("/ke-hoach") ? plan->plan
                           : at.starts_with("/can-bo")   ? district.binh.text()
                                                         : rotation;
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"{id}", id},
                                      {"{register}", "decision"},
                                      {"{period}", "2025-2030"},
                                      {"{name}", "rotation"},
                                      {"{ngay}", "qua-han"}})
      if (const auto place = at.find(name); place != at.npos) at.replace(place, name.size(), value);
    out[one.page] = at;
  }
  return out;
}

CsvTable table_of(const http::Reply& reply) {
  CHECK(Browser::header(reply, "Content-Type").starts_with("text/csv; charset=utf-8"));
  CHECK(Browser::header(reply, "Content-Disposition").starts_with("attachment; filename=\""));
  CHECK(Browser::header(reply, "X-Content-Type-Options") == "nosniff");
  CHECK(Browser::header(reply, "Cache-Control") == "no-store");
  auto table = read_csv(reply.bytes());
  REQUIRE(table);
  CHECK(table->faults.empty());
  return std::move(*table);
}

/// Addresses of links of that form on a page.
std::set<std::string> links(const http::Reply& reply, const std::string& form) {
  std::set<std::string> out;
  const std::string page(reply.bytes());
  for (auto at = page.find("<a href=\"?"); at != page.npos; at = page.find("<a href=\"?", at + 1)) {
    const auto from = at + 9;
    const std::string link = test::unescaped(page.substr(from, page.find('"', from) - from));
    if (link.ends_with("dang=" + form)) out.insert(link);
  }
  return out;
}

constexpr const char* everybody[] = {"ban.to.chuc", "noi.vu", "chu.tri", "uy.vien.1", "dang.uy", "uy.ban", "binh", "kiem.tra", "quan.tri"};

}  // namespace

TEST_CASE("Every page with a list links to its tables in both languages, and the links answer") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const auto pages = addresses(district, id);
  std::set<std::string> seen;
  for (const char* who : {"ban.to.chuc", "kiem.tra", "quan.tri"}) {
    Browser browser(district);
    browser.sign_in(who);
    for (const auto& [pattern, address] : pages)
      for (const char* language : {"vi", "en"}) {
        const http::Reply page = browser.get(address, language);
        if (page.status != 200) continue;
        INFO(who << " " << address << " " << language);
        const auto csv = links(page, "csv");
        CHECK(csv.size() == links(page, "xlsx").size());
        for (const web::Export& one : web::exports()) {
          if (one.page != pattern) continue;
          const std::string link = "?" + (one.part.empty() ? "" : "bang=" + one.part + "&") + "dang=";
          if (!csv.contains(link + "csv")) continue;
          seen.insert(one.page + " " + one.part);
          const http::Reply taken = browser.get(address + link + "csv", language);
          REQUIRE(taken.status == 200);
          const CsvTable table = table_of(taken);
          for (std::size_t i = 0; i < one.columns.size(); ++i)
            CHECK(table.columns.at(i) == one.columns[i].heading.in(language[0] == 'v' ? Language::vi : Language::en));
          const http::Reply book = browser.get(address + link + "xlsx", language);
          CHECK(book.status == 200);
          CHECK(book.bytes().starts_with("PK"));
          CHECK(Browser::header(book, "Content-Disposition").ends_with(".xlsx\""));
        }
      }
  }
  for (const web::Export& one : web::exports()) {
    INFO(one.page << " " << one.part);
    CHECK(seen.contains(one.page + " " + one.part));
  }
}

TEST_CASE("Who may not open a page gets the same refusal for its tables") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const auto pages = addresses(district, id);
  int refused = 0;
  for (const char* who : everybody) {
    Browser browser(district);
    browser.sign_in(who);
    for (const web::Export& one : web::exports()) {
      const std::string address = pages.at(one.page);
      const int page = browser.get(address).status;
      const int taken = browser.get(address + "?bang=" + one.part + "&dang=csv").status;
      INFO(who << " " << address << " " << one.part);
      // An auditor and an administrator begin elsewhere than with tasks.
      if (page == 303)
        CHECK(one.page == "/");
      else
        CHECK(taken == page);
      refused += taken == 403 || taken == 404;
    }
  }
  CHECK(refused > 50);
  Browser nobody(district);
  CHECK(nobody.get("/ho-so?dang=csv").status == 303);
}

TEST_CASE("A table holds all pages of the filter, with what was typed made harmless") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const CsvTable all = table_of(browser.get("/ho-so?dang=csv"));
  REQUIRE(all.rows.size() == 1);
  CHECK(all.cell(all.rows[0], "Cán bộ") == "Đỗ Văn Bình");
  CHECK(all.cell(all.rows[0], "Giai đoạn") == "Lấy ý kiến địa phương");
  CHECK(table_of(browser.get("/ho-so?q=khong-co-ai&dang=csv")).rows.empty());
  CHECK(table_of(browser.get("/ho-so?q=binh&giai-doan=consultation&dang=csv")).rows.size() == 1);
  CHECK(links(browser.get("/ho-so?q=binh&sap-xep=due&lang=vi"), "xlsx") == std::set<std::string>{"?q=binh&sap-xep=due&dang=xlsx"});

  const auto pages = addresses(district, id);
  const http::Reply agenda = browser.get("/phien-hop?dang=csv");
  CHECK(says(agenda, "\"'=Phòng họp\""));
}

TEST_CASE("A table that is none, and a form of file that is none, are not found") {
  District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  CHECK(browser.get("/ho-so?dang=pdf").status == 404);
  CHECK(browser.get("/ho-so?dang=csv&bang=gi-do").status == 404);
  CHECK(browser.get("/nhap?dang=csv").status == 404);
  CHECK(browser.get("/thong-bao?dang=csv").status == 404);
}

TEST_CASE("The history of a rotation is taken away by what of it the caller may read") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  REQUIRE(district.respond("dang.uy", id, "party_opinion",
                           json::object{{"outcome", "disagree"}, {"form", {{"reason", "=Chưa phù hợp"}, {"summoned", 9}, {"present", 9}, {"in_favour", 2}}}}));
  Browser board(district), government(district);
  board.sign_in("ban.to.chuc");
  government.sign_in("uy.ban");
  const std::string address = "/ho-so/" + id + "?dang=csv";
  CHECK(says(board.get(address), "=Chưa phù hợp"));
  CHECK_FALSE(says(government.get(address), "=Chưa phù hợp"));
  CHECK(table_of(government.get(address)).rows.size() == table_of(board.get(address)).rows.size());
}
