// A district whose official has raised petitions.
#pragma once
#include <catch2/catch.hpp>

#include "app/support/district.hpp"

namespace luan::test {

/// A district whose official has raised two petitions: one for the office, one for the ward.
struct Raised : District {
  std::string id;

  /// `more`: of the ward, beyond the two.
  explicit Raised(int more = 0) {
    id = nominate();
    until_open(id, "meeting");
    const auto step = app->step(caller("ban.to.chuc"), id, "meeting");
    REQUIRE(step);
    const std::string today = to_text(app->impl().today());
    json::array rows{json::object{{"content", "Bố trí nhà công vụ"}, {"solution", "Giao Phòng Nội vụ"}, {"owner", office.text()}, {"due", due(20)}},
                     json::object{{"content", "Sửa trụ sở"}, {"solution", "Phường lập dự toán"}, {"owner", ward.text()}, {"due", due(40)}}};
    for (int i = 0; i < more; ++i)
      rows.push_back(json::object{{"content", "Việc thứ " + std::to_string(i + 3)}, {"solution", "Phường"}, {"owner", ward.text()}, {"due", due(50 + i)}});
    const auto done = respond(
        "ban.to.chuc", id, "meeting",
        json::object{{"outcome", "raised"}, {"form", json::object{{"held_on", today}, {"difficulties", "Chưa có chỗ ở"}, {"petitions", std::move(rows)}}}});
    REQUIRE(done);
  }
  [[nodiscard]] std::string due(int later) const { return to_text(add_days(app->impl().today(), later)); }
  [[nodiscard]] Result<app::Recorded> settle(const std::string& who, int number, workflow::SettlePetition::Kind kind, const std::string& text = "",
                                             const std::string& until = "", app::RequestMeta meta = {}) const {
    return wait_for(app->settle_petition(caller(who), id, number, {kind, text, until}, std::move(meta)));
  }
  [[nodiscard]] app::PetitionView one(int number, const std::string& who = "ban.to.chuc") const {
    const auto found = app->petition(caller(who), id, number);
    REQUIRE(found);
    return *found;
  }
  [[nodiscard]] int seen_by(const std::string& who) const {
    const auto found = app->petitions(caller(who), {});
    REQUIRE(found);
    return static_cast<int>(found->items.size());
  }
};

}  // namespace luan::test
