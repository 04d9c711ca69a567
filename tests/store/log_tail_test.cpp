#include "store/log_tail.hpp"

#include <catch2/catch.hpp>

#include "store/support/desk.hpp"

using namespace luan;
using Of = store::LogChange::Of;
using test::Desk;

TEST_CASE("The end of the log says what changed, entry by entry, between two indices") {
  Desk desk;
  const auto begin = static_cast<std::int64_t>(desk.database->log_frontier().size);
  const RotationId rotation = desk.nominate();
  const auto after_rotation = static_cast<std::int64_t>(desk.database->log_frontier().size);
  PlanId plan;
  MeetingId meeting;
  desk.writer->run([&](store::Transaction& t) {
    plan = t.ids().fresh<PlanId>(), meeting = t.ids().fresh<MeetingId>();
    const Date day = *parse_date("2026-01-05");
    t.append("-", store::PlanAdopted{plan, desk.committee, "2026", "12-KH/ĐU", day, "Nhu cầu", "Hình thức", "Địa bàn", "Chế độ"});
    t.append("-", store::MeetingCalled{meeting, desk.committee, day, 8 * 60, "review", "Phòng họp"});
    t.append("-", store::UnitRenamed{desk.ward, day, {"Phường Mới", "New ward"}});
  });
  const auto end = static_cast<std::int64_t>(desk.database->log_frontier().size);
  REQUIRE(end == after_rotation + 3);
  const store::Reader reader = desk.database->reader();

  const auto all = store::log_changes(reader.session(), begin, end);
  REQUIRE(static_cast<std::int64_t>(all.size()) == end - begin);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].seq == begin + static_cast<std::int64_t>(i));
  for (std::int64_t i = begin; i < after_rotation; ++i) {
    CHECK(all[static_cast<std::size_t>(i - begin)].of == Of::rotation);
    CHECK(all[static_cast<std::size_t>(i - begin)].id == rotation.text());
  }
  const auto directory = store::log_changes(reader.session(), after_rotation, end);
  REQUIRE(directory.size() == 3);
  CHECK((directory[0].of == Of::plan && directory[0].id == plan.text()));
  CHECK((directory[1].of == Of::meeting && directory[1].id == meeting.text()));
  CHECK((directory[2].of == Of::other && directory[2].id.empty()));

  CHECK(store::log_changes(reader.session(), after_rotation, after_rotation + 1).size() == 1);
  CHECK(store::log_changes(reader.session(), end, end + 100).empty());
}
