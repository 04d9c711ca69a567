#include "base/icalendar.hpp"

#include <catch2/catch.hpp>

#include "support/ical.hpp"

using namespace luan;

TEST_CASE("A line is folded at 75 octets, and never within a character") {
  const std::string line = "SUMMARY:" + std::string(66, 'a') + "uỷ ban nhân dân phường Bến Đá, uỷ ban nhân dân phường Bến Đá, uỷ ban";
  const std::string folded = folded_line(line);
  std::string again;
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = folded.find("\r\n", at);
    REQUIRE(end != folded.npos);
    CHECK(end - at <= 75);
    CHECK((static_cast<unsigned char>(folded[at]) & 0xC0) != 0x80);
    again += folded.substr(at == 0 ? 0 : at + 1, end - at - (at == 0 ? 0 : 1));
    at = end + 2;
  }
  CHECK(again == line);
  CHECK(folded_line("A:" + std::string(73, 'b')) == "A:" + std::string(73, 'b') + "\r\n");
  CHECK(folded_line("A:" + std::string(74, 'b')) == "A:" + std::string(73, 'b') + "\r\n b\r\n");
}

TEST_CASE("Texts are escaped, and what is no text is left out") {
  CHECK(calendar_text("a;b,c\\d\ne\r\x07") == "a\\;b\\,c\\\\d\\ne");
  CHECK(calendar_text("Đồng chí: uỷ viên") == "Đồng chí: uỷ viên");
}

TEST_CASE("A calendar is read by a strict reader, days as days and hours in UTC") {
  CalendarEvent task{"step-1@luan", 7, *parse_date("2026-12-03")};
  task.summary = "Cho ý kiến của cấp uỷ nơi đến; gấp, quan trọng (LC-2026-017)", task.description = "Việc của đồng chí, đ/c Phan Văn Minh\nhai dòng";
  task.url = "https://luan.example/ho-so/1/buoc/party_opinion", task.alarm = *parse_instant("2026-12-02T01:00:00.000Z");
  CalendarEvent meeting{"meeting-1@luan", 1, *parse_date("2026-12-04")};
  meeting.at = *parse_instant("2026-12-04T01:30:00.000Z"), meeting.summary = "Phiên họp", meeting.location = "Phòng họp số 1", meeting.cancelled = true;
  std::string fault;
  const auto read = test::read_ical(to_icalendar({"Luân: lịch của tôi", Language::vi, *parse_instant("2026-11-24T07:00:00.000Z"), {task, meeting}}), fault);
  INFO(fault);
  REQUIRE(read);
  REQUIRE(read->events.size() == 2);
  const auto& one = read->events[0];
  CHECK(one.value("DTSTART;VALUE=DATE") == "20261203");
  CHECK(one.value("DTSTAMP") == "20261124T070000Z");
  CHECK(one.value("SEQUENCE") == "7");
  CHECK(one.text("SUMMARY") == task.summary);
  CHECK(one.text("DESCRIPTION") == task.description);
  CHECK(one.value("TRIGGER;VALUE=DATE-TIME") == "20261202T010000Z");
  const auto& other = read->events[1];
  CHECK(other.value("DTSTART") == "20261204T013000Z");
  CHECK(other.value("STATUS") == "CANCELLED");
  CHECK(other.value("TRIGGER;VALUE=DATE-TIME").empty());
}
