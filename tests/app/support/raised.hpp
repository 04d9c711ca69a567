// Petitions of a rotated official, raised at a meeting.
#pragma once
#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "base/files.hpp"

namespace luan::test {

/// The rotation comes to its yearly meeting, where the official raises two petitions: one for the office, due in 20 days, one
/// for the ward, due in 40; and `more` for the ward.
inline void raise_petitions(District& district, const std::string& id, int more = 0) {
  district.until_open(id, "meeting");
  const auto due = [&](int later) { return to_text(add_days(district.app->impl().today(), later)); };
  const std::string office = district.office.text(), ward = district.ward.text();
  json::array rows{json::object{{"content", "Bố trí nhà công vụ"}, {"solution", "Giao Phòng Nội vụ"}, {"owner", office}, {"due", due(20)}},
                   json::object{{"content", "Sửa trụ sở"}, {"solution", "Phường lập dự toán"}, {"owner", ward}, {"due", due(40)}}};
  for (int i = 0; i < more; ++i)
    rows.push_back(json::object{{"content", "Việc thứ " + std::to_string(i + 3)}, {"solution", "Phường"}, {"owner", ward}, {"due", due(50 + i)}});
  const auto done = district.respond(
      "ban.to.chuc", id, "meeting",
      json::object{{"outcome", "raised"}, {"form", json::object{{"held_on", due(0)}, {"difficulties", "Chưa có chỗ ở"}, {"petitions", std::move(rows)}}}});
  REQUIRE(done);
}

/// With meetings of which more petitions come than the shipped workflow takes.
inline app::Configuration of_many() {
  static const Folder folder;
  app::Configuration configuration = test_configuration();
  std::string text = read_file(configuration.workflows.front());
  const auto at = text.find("max: 10\n        label: { vi: Kiến nghị, en: Petitions }");
  REQUIRE(at != text.npos);
  configuration.workflows = {folder.path() / "rotation.yaml"};
  replace_file(configuration.workflows.front(), text.replace(at, 7, "max: 100"));
  return configuration;
}

/// A district whose official has raised petitions.
struct Raised : District {
  std::string id = nominate();

  explicit Raised(int more = 0) : District(more > 0 ? of_many() : test_configuration()) { raise_petitions(*this, id, more); }
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
