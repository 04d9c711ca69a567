#include "base/file_kind.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/bytes.hpp"
#include "support/small_files.hpp"

using namespace luan;
using namespace luan::test;

namespace {

FileFault judged(const std::string& kind, const std::string& bytes) {
  const auto file = std::filesystem::temp_directory_path() / ("luan_kind_" + to_base64url(random_bytes(9)));
  std::ofstream(file, std::ios::binary) << bytes;
  const FileFault fault = inspect_file(file, *file_kind(kind));
  std::filesystem::remove(file);
  return fault;
}

std::string without_end(const std::string& bytes) { return bytes.substr(0, bytes.size() - 8); }

}  // namespace

TEST_CASE("A file is what its name says, to its end, or it is told what is wrong") {
  const struct {
    std::string kind, bytes;
    FileFault fault;
  } cases[] = {
      {"pdf", small_pdf("Nhận xét"), FileFault::none},
      {"pdf", "<html>", FileFault::other},
      {"pdf", without_end(small_pdf("")), FileFault::cut_off},
      {"pdf", "", FileFault::cut_off},
      {"png", small_png(), FileFault::none},
      {"png", small_jpg(), FileFault::other},
      {"png", without_end(small_png()), FileFault::cut_off},
      {"jpg", small_jpg(), FileFault::none},
      {"jpg", small_pdf(""), FileFault::other},
      {"docx", small_docx(), FileFault::none},
      {"docx", small_odt(), FileFault::other},
      {"docx", small_pdf(""), FileFault::other},
      {"docx", without_end(small_docx()), FileFault::cut_off},
      {"xlsx", small_zip({{"[Content_Types].xml", ""}, {"xl/workbook.xml", ""}}), FileFault::none},
      {"odt", small_odt(), FileFault::none},
      {"ods", small_odt(), FileFault::other},
      {"docx", small_zip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}, {"word/vbaProject.bin", "x"}}), FileFault::unsafe},
      {"docx", small_zip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}, {"../../etc/passwd", "x"}}), FileFault::unsafe},
      {"docx", small_zip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}}, 150U << 20), FileFault::unsafe},
      {"odt", small_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", ""}, {"Basic/script-lc.xml", ""}}), FileFault::unsafe},
      {"docx", small_zip(std::vector<std::pair<std::string, std::string>>(1'001, {"a", ""})), FileFault::cut_off},
  };
  int number = 0;
  for (const auto& one : cases) {
    INFO(number++ << " " << one.kind);
    CHECK(judged(one.kind, one.bytes) == one.fault);
  }
}

TEST_CASE("A file's kind is by its extension, its name without a path, its size in words") {
  CHECK(file_kind_of_name("Nhận xét.PDF")->id == "pdf");
  CHECK(file_kind_of_name("anh.jpeg")->id == "jpg");
  CHECK(file_kind_of_name("macro.docm") == nullptr);
  CHECK(file_kind_of_name(".pdf") == nullptr);
  CHECK(clean_file_name("C:\\Temp\\Nhận xe\u0301t.pdf") == "Nhận xét.pdf");
  CHECK(clean_file_name("../../a.pdf") == "a.pdf");
  CHECK_FALSE(clean_file_name("a\u202efdp.exe"));
  CHECK_FALSE(clean_file_name("thư mục/"));
  CHECK_FALSE(clean_file_name(std::string(201, 'x')));
  CHECK(size_words(830).vi == "830 byte");
  CHECK(size_words(1'468'006).vi == "1,4 MB");
  CHECK(size_words(20 << 20).en == "20 MB");
}
