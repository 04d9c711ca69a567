#include <catch2/catch.hpp>

#include "app/support/plans.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::Planned;
using test::says;
using Kind = app::PlanAct::Kind;

TEST_CASE("A plan is made and its line added on pages: form, check, send") {
  test::District district;
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const http::Reply empty = browser.get("/ke-hoach");
  CHECK(says(empty, "Chưa có kế hoạch nào"));
  const http::Reply form = browser.get("/ke-hoach/lap-moi");
  CHECK(says(form, "Số, ký hiệu kế hoạch"));
  const std::string token = "csrf=" + http::percent_encode(Browser::token(form));
  const std::string filled = token + "&key=k1&period=2026&paper=12-KH&approved=20%2F02%2F2026&need=Nhu+c%E1%BA%A7u&manner=H&area=%C4%90";
  CHECK(says(browser.post("/ke-hoach/lap-moi", token + "&period=2026&go=check"), "cần sửa 5 chỗ"));
  CHECK(says(browser.post("/ke-hoach/lap-moi", filled + "&go=check"), "Xem lại trước khi gửi"));
  const http::Reply made = browser.post("/ke-hoach/lap-moi", filled + "&go=send");
  REQUIRE(made.status == 303);
  std::string address;
  for (const auto& [name, value] : made.headers)
    if (name == "Location") address = value;
  CHECK(says(browser.get(address), "Đã lập kế hoạch, ghi vào nhật ký. Tiếp theo:"));
  address = address.substr(0, address.find('?'));
  CHECK(says(browser.get(address), "Kế hoạch chưa có dòng nào"));

  const std::string line = token + "&key=k2&position=" + district.secretary.text() +
                           "&direction=down&count=1&months=36&starts=01%2F06%2F2026&reason=C%E1%BA%A7n&placement=B%E1%BB%91+tr%C3%AD&go=send";
  CHECK(browser.post(address + "/dong", line).status == 303);
  const http::Reply plan = browser.get(address);
  CHECK(says(plan, "Bí thư Đảng uỷ phường Bến Đá"));
  CHECK(says(plan, "Đề cử theo dòng này"));
  CHECK(says(plan, "0/1 lượt"));
  CHECK(says(browser.get(address, "en"), "Nominate by this line"));
  CHECK(says(browser.get("/ke-hoach"), "12-KH"));
}

TEST_CASE("From a line the nomination form opens filled in; the rotation names its line, and the line the rotation") {
  Planned district;
  const std::string line = district.add_line();
  Browser browser(district);
  browser.sign_in("ban.to.chuc");
  const http::Reply form = browser.get("/de-cu?dong=" + line);
  CHECK(says(form, "<option value=\"" + line + "\" selected>12-KH/ĐU, dòng 1"));
  CHECK(says(form, "<option value=\"" + district.secretary.text() + "\" selected>"));
  CHECK(says(form, "Phường cần cán bộ</textarea>"));
  const auto recorded = district.nominate_by(line);
  REQUIRE(recorded);
  CHECK(says(browser.get("/ho-so/" + recorded->rotation), "12-KH/ĐU, dòng 1: Bí thư Đảng uỷ phường Bến Đá"));
  const http::Reply plan = browser.get("/ke-hoach/" + district.plan);
  CHECK(says(plan, recorded->code));
  CHECK(says(plan, "Đã đề cử"));
  CHECK(!says(plan, "Đề cử theo dòng này"));
}

TEST_CASE("Who may not write a plan finds no way to, and who may not know of it does not find it") {
  Planned district;
  const std::string line = district.add_line();
  Browser browser(district);
  for (const auto& [who, status] : {std::pair{"chu.tri", 200}, {"dang.uy", 200}, {"binh", 404}}) {
    INFO(who);
    browser.sign_in(who);
    const http::Reply plan = browser.get("/ke-hoach/" + district.plan);
    CHECK(plan.status == status);
    CHECK(!says(plan, "Thêm dòng kế hoạch"));
    CHECK(browser.get("/ke-hoach/" + district.plan + "/dong/" + line).status == 403);
  }
}
