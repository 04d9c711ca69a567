#include "base/person_name.hpp"

#include <catch2/catch.hpp>

using namespace luan;

TEST_CASE("Whole names stand by given name, then family name, then middle names, however they are encoded and spaced") {
  const std::vector<std::string> in_order{"Nguyễn Văn An",    "Trần Thị Ánh", "Lê Quang Bình", "Phạm Đức Bình", "Phạm Văn Bình", "Cao Dũng", "Bùi Đình Đạt",
                                          "Hồ Ngọc Minh Đức", "Uy",           "Đỗ Văn Yên",    "Bùi Yến"};
  std::vector<std::string> sorted(in_order.rbegin(), in_order.rend());
  sort_by_given_name(sorted, [](const std::string& name) { return name; });
  CHECK(sorted == in_order);
  CHECK(full_name_sort_key("Lê Quang Bình") == full_name_sort_key("Le\u0302 Quang Bi\u0300nh"));
  CHECK(full_name_sort_key("  Lê Bình ") == full_name_sort_key("Lê Bình"));
  CHECK(full_name_sort_key("").empty());
  CHECK(full_name_sort_key("   ").empty());
}
