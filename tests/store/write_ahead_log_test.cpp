#include <stdlib.h>

#include <catch2/catch.hpp>

#include <filesystem>

#include "store/database.hpp"
#include "store/writer.hpp"

using namespace luan;

TEST_CASE("The write-ahead log is taken up from its start again and again, also after the writer has read") {
  std::string folder = (std::filesystem::temp_directory_path() / "luan_store_XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()));
  {
    store::Database database(folder);
    store::Writer writer(database, std::make_shared<SystemClock>(), std::make_shared<SeededIds>("log"));
    const std::string page(4'000, 'x');
    std::uintmax_t largest = 0;
    for (int commit = 0; commit < 60; ++commit) {
      writer.run([&](store::Transaction& transaction) {
        REQUIRE(transaction.next_number("rotation", std::to_string(2'000 + commit)) == 1);
        REQUIRE(!transaction.find_request(AccountId::trusted("0"), "key", "route"));
        transaction.keep_request(AccountId::trusted("0"), "key " + std::to_string(commit), "route", {"", 200, ""});
        REQUIRE(transaction.find_request(AccountId::trusted("0"), "key " + std::to_string(commit), "route"));
        for (int i = 0; i < 100; ++i) transaction.put_meta("page " + std::to_string(i), page);
      });
      largest = std::max(largest, std::filesystem::file_size(folder + "/luan.db-wal"));
    }
    // 60 commits of some 200 pages are 50 MB; SQLite takes the log up anew after 1,000 pages.
    CHECK(largest < 10'000'000);
  }
  std::filesystem::remove_all(folder);
}
