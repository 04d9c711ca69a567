// What a notice says, when it may go out, and how long a failed delivery rests: the pure parts.
#include "app/letter.hpp"

#include <catch2/catch.hpp>

#include "app/quiet_hours.hpp"
#include "app/retry.hpp"

using namespace luan;
using namespace luan::app;
using namespace std::chrono_literals;

namespace {

LetterItem item(About about, int left = 2) {
  return {about,
          "LC-2026-017",
          "Phan Văn Minh",
          {"Bí thư Đảng uỷ phường Bến Đá", "Secretary, Bến Đá ward"},
          {"Cho ý kiến của cấp uỷ nơi đến", "Give the party committee's opinion"},
          parse_date("2026-11-24"),
          left,
          "https://luan.example/ho-so/7f3c/buoc/party_opinion?a=1&b=2"};
}

}  // namespace

TEST_CASE("A letter says whose rotation, what to do and until when, in the language of its reader") {
  const LetterItem task = item(About::task);
  const Letter vi = compose("Đặng Thị Mỹ", {&task, 1}, Language::vi);
  CHECK(vi.subject == "LC-2026-017: Cho ý kiến của cấp uỷ nơi đến, hạn 24/11/2026");
  CHECK(vi.text ==
        "Kính gửi đồng chí Đặng Thị Mỹ,\n\n"
        "Hồ sơ luân chuyển LC-2026-017, đồng chí Phan Văn Minh, dự kiến Bí thư Đảng uỷ phường Bến Đá. Việc của đồng chí: Cho ý kiến của cấp uỷ nơi đến, hạn "
        "24/11/2026.\n"
        "https://luan.example/ho-so/7f3c/buoc/party_opinion?a=1&b=2\n\n"
        "Đề nghị mở «Việc của tôi» trên hệ thống để thực hiện. Thư này không nhận trả lời; cách nhận thư đổi được ở trang «Thông báo».\n");
  CHECK_THAT(vi.html, Catch::Contains("<a href=\"https://luan.example/ho-so/7f3c/buoc/party_opinion?a=1&amp;b=2\">Mở việc này</a>"));
  const Letter en = compose("Đặng Thị Mỹ", {&task, 1}, Language::en);
  CHECK(en.subject == "LC-2026-017: Give the party committee's opinion, due 24/11/2026");
  CHECK_THAT(en.text, Catch::StartsWith("Dear Đặng Thị Mỹ,\n\nRotation LC-2026-017, Phan Văn Minh, expected post: Secretary, Bến Đá ward."));
}

TEST_CASE("A letter about a meeting says which one, when and where, and names no rotation") {
  LetterItem meeting{About::meeting, {}, {}, {}, {"Xem xét, quyết định điều động", "Decisions on postings"}, parse_date("2026-12-03")};
  meeting.due_minute = 8 * 60, meeting.place = "Phòng họp số 1";
  const Letter vi = compose("Phạm Thu Hà", {&meeting, 1}, Language::vi);
  CHECK(vi.subject == "Phiên họp 03/12/2026, 08:00: Xem xét, quyết định điều động");
  CHECK_THAT(vi.text, Catch::Contains("tại Phòng họp số 1"));
  CHECK(compose("Phạm Thu Hà", {&meeting, 1}, Language::en).subject == "Meeting 03/12/2026, 08:00: Decisions on postings");
}

TEST_CASE("The subject of a reminder says how much time is left, or since when there is none") {
  struct Case {
    LetterItem item;
    const char* vi;
    const char* en;
  };
  const std::vector<Case> cases{
      {item(About::due_soon, 2), "LC-2026-017: còn 2 ngày làm việc – Cho ý kiến của cấp uỷ nơi đến",
       "LC-2026-017: 2 working days left – Give the party committee's opinion"},
      {item(About::due_soon, 1), "LC-2026-017: còn 1 ngày làm việc – Cho ý kiến của cấp uỷ nơi đến",
       "LC-2026-017: 1 working day left – Give the party committee's opinion"},
      {item(About::due_soon, 0), "LC-2026-017: hạn cuối hôm nay – Cho ý kiến của cấp uỷ nơi đến",
       "LC-2026-017: the last day is today – Give the party committee's opinion"},
      {item(About::escalated, 0), "LC-2026-017: chưa xong, hạn 24/11/2026 – Cho ý kiến của cấp uỷ nơi đến",
       "LC-2026-017: not done, due 24/11/2026 – Give the party committee's opinion"},
      {item(About::overdue, 0), "LC-2026-017: quá hạn 24/11/2026 – Cho ý kiến của cấp uỷ nơi đến",
       "LC-2026-017: overdue since 24/11/2026 – Give the party committee's opinion"},
  };
  for (const Case& one : cases) {
    CHECK(compose("A", {&one.item, 1}, Language::vi).subject == one.vi);
    CHECK(compose("A", {&one.item, 1}, Language::en).subject == one.en);
  }
}

TEST_CASE("A daily letter lists all that waited, and nothing typed by people becomes markup") {
  std::vector<LetterItem> items{item(About::task), item(About::overdue)};
  items[1].official = "<b>Nguyễn & Trần</b>";
  items[1].link.clear();
  const Letter letter = compose("\"Hạnh\"", items, Language::vi);
  CHECK(letter.subject == "2 việc đang chờ đồng chí");
  CHECK(std::count(letter.html.begin(), letter.html.end(), '<') == 13);
  CHECK_THAT(letter.html, Catch::StartsWith("<p>Kính gửi đồng chí &quot;Hạnh&quot;,</p>\n<ul>\n<li>") &&
                              Catch::Contains("&lt;b&gt;Nguyễn &amp; Trần&lt;/b&gt;") && Catch::Contains("</ul>\n<p>"));
  CHECK_THAT(letter.text, Catch::Contains("\n- Hồ sơ luân chuyển LC-2026-017, đồng chí <b>Nguyễn & Trần</b>,"));
}

TEST_CASE("Quiet hours and daily letters wait for their time, by the local clock") {
  const TimeZone zone;  // UTC+7
  const WorkingDays calendar;
  const auto local = [&](const char* day, int hour, int minute) {
    return zone.start_of(*parse_date(day)) + std::chrono::hours(hour) + std::chrono::minutes(minute);
  };
  struct Case {
    bool daily;
    const char* from;
    const char* to;
    Instant now, wanted;
  };
  const std::vector<Case> cases{
      {false, "", "", local("2026-11-24", 23, 0), local("2026-11-24", 23, 0)},
      {false, "22:00", "06:00", local("2026-11-24", 21, 59), local("2026-11-24", 21, 59)},
      {false, "22:00", "06:00", local("2026-11-24", 22, 0), local("2026-11-25", 6, 0)},
      {false, "22:00", "06:00", local("2026-11-25", 5, 59), local("2026-11-25", 6, 0)},
      {false, "22:00", "06:00", local("2026-11-25", 6, 0), local("2026-11-25", 6, 0)},
      {false, "12:00", "13:30", local("2026-11-24", 12, 10), local("2026-11-24", 13, 30)},
      {false, "12:00", "13:30", local("2026-11-24", 11, 59), local("2026-11-24", 11, 59)},
      {true, "", "", local("2026-11-24", 6, 59), local("2026-11-24", 7, 0)},
      {true, "", "", local("2026-11-24", 7, 0), local("2026-11-25", 7, 0)},
      {true, "", "", local("2026-11-27", 9, 0), local("2026-11-30", 7, 0)},  // Friday to Monday
      {true, "20:00", "08:30", local("2026-11-24", 9, 0), local("2026-11-25", 8, 30)},
  };
  for (const Case& one : cases) {
    store::Preferences preferences;
    preferences.daily = one.daily, preferences.quiet_from = one.from, preferences.quiet_to = one.to;
    INFO(one.daily << " " << one.from << " " << to_text(one.now));
    CHECK(to_text(release_at(preferences, one.now, zone, calendar)) == to_text(one.wanted));
  }
  for (const char* wrong : {"", "24:00", "7:00", "07:60", "07-00", "ab:cd"}) CHECK_FALSE(parse_clock(wrong));
}

TEST_CASE("A failed delivery rests longer each time, never beyond a day, and never quite as long as another") {
  constexpr std::uint32_t most = 0xffffffff;
  std::vector<std::int64_t> seconds;
  for (int failed = 1; failed < notify_retry.attempts_most; ++failed)
    seconds.push_back(std::chrono::floor<std::chrono::seconds>(pause_after(notify_retry, failed, 0)).count());
  CHECK(seconds == std::vector<std::int64_t>{5, 20, 80, 320, 1280, 5120, 20480, 81920, 86400, 86400});
  CHECK(pause_after(notify_retry, 1, most) > 3750ms - 2ms);
  CHECK(pause_after(notify_retry, 1, most) < 3760ms);
  CHECK(pause_after(notify_retry, 50, most) > 17h);
  CHECK(pause_after(score_retry, 100, 0) == 1h);
}
