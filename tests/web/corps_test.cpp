#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

TEST_CASE("The corps stands on a page of its own, against the target that is asked for, and can be taken away") {
  District district;
  district.app->impl().writer->run([&](store::Transaction& t) {
    t.append("-", store::OfficialRegistered{district.binh,
                                            district.ward,
                                            district.secretary,
                                            {{"family", "Đỗ"},
                                             {"middle", "Văn"},
                                             {"given", "Bình"},
                                             {"born", "1985-05-12"},
                                             {"gender", "male"},
                                             {"home_unit", "elsewhere"},
                                             {"leads_as", "head"},
                                             {"terms_in_post", 3},
                                             {"leads_since", "2012-04-01"}}});
  });
  Browser browser(district);
  browser.sign_in("chu.tri");
  const http::Reply shown = browser.get("/thong-ke/doi-ngu");
  CHECK(shown.status == 200);
  CHECK(says(shown, "1 / 1"));
  CHECK(says(shown, "Đạt 100%"));
  CHECK(says(shown, "Người đứng đầu quá hai nhiệm kỳ liên tiếp"));
  CHECK(says(shown, "01/04/2012"));
  CHECK(says(browser.get("/thong-ke/doi-ngu?chi-tieu=30"), "Đạt 30%"));
  CHECK(says(browser.get("/thong-ke/doi-ngu?chi-tieu=nhiều"), "Nhập số nguyên từ 1 đến 100"));
  CHECK(says(browser.get("/thong-ke"), "href=\"/thong-ke/doi-ngu\""));
  CHECK(says(browser.get("/thong-ke/doi-ngu?dang=csv"), "Đỗ Văn Bình"));
  CHECK(says(browser.get("/thong-ke/doi-ngu?dang=csv&bang=co-cau"), "Người đứng đầu phường không phải người địa phương"));
  browser.sign_in("noi.vu");
  CHECK(browser.get("/thong-ke/doi-ngu").status == 403);
}
