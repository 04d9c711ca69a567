#include "web/html/html.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace luan::test {
namespace {
using namespace std::literals;

struct Person {
  std::string name, role;
  static constexpr auto fields = std::tuple{html::Field("name", &Person::name), html::Field("role", &Person::role)};
};
struct Page {
  std::string title, link;
  bool open = false;
  long count = 0;
  html::Raw chart;
  std::vector<Person> people;
  std::optional<Person> chair;
  Person me;
  static constexpr auto fields = std::tuple{html::Field("title", &Page::title), html::Field("link", &Page::link),   html::Field("open", &Page::open),
                                            html::Field("count", &Page::count), html::Field("chart", &Page::chart), html::Field("people", &Page::people),
                                            html::Field("chair", &Page::chair), html::Field("me", &Page::me)};
};

constexpr std::array<html::Partial, 1> parts{{{"row", "<li>{{name}} ({{role}})</li>"}}};
constexpr auto in_text = html::compile<Page>([] { return "<p>{{title}}</p>"; });
constexpr auto in_attribute = html::compile<Page>([] { return "<p title=\"{{title}}\" class='{{title}}'>x</p>"; });
constexpr auto in_address = html::compile<Page>([] { return "<a href=\"{{link}}\">x</a>"; });
constexpr auto in_path = html::compile<Page>([] { return "<a href=\"/tim?q={{link}}&amp;n={{count}}\">x</a>"; });
constexpr auto in_list = html::compile<Page, parts>(
    [] { return "{{! the people }}<ul{{#open}} class=\"open\"{{/open}}>{{#people}}{{>row}}{{/people}}{{^people}}<li>{{title}}</li>{{/people}}</ul>"; });
constexpr auto in_scopes = html::compile<Page>([] {
  return "{{#me}}{{name}}{{/me}}|{{#chair}}{{name}} {{title}}{{/chair}}{{^chair}}-{{/chair}}|{{#people}}{{name}}:{{title}};{{/people}}|"
         "{{#title}}T{{/title}}|{{#count}}N{{/count}}{{chart}}";
});

template <class Template>
std::string rendered(const Template& page, const Page& view) {
  std::string out;
  page.render(out, view);
  return out;
}

}  // namespace

TEST_CASE("template values are escaped in text and attributes", "[html]") {
  Page page;
  page.title = "<script>alert(\"1\")</script>'&`=\0\x1b"s;
  CHECK(rendered(in_text, page) == "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;&#96;&#61;\xEF\xBF\xBD\xEF\xBF\xBD</p>");
  page.title = "\" onmouseover=alert(1) x='";
  CHECK(rendered(in_attribute, page) == "<p title=\"&quot; onmouseover&#61;alert(1) x&#61;&#39;\" class='&quot; onmouseover&#61;alert(1) x&#61;&#39;'>x</p>");
  page.title = "Uỷ ban nhân dân phường Hoà Khê: đủ dấu ẵ ỹ\nvà xuống dòng";
  CHECK(rendered(in_text, page) == "<p>Uỷ ban nhân dân phường Hoà Khê: đủ dấu ẵ ỹ\nvà xuống dòng</p>");
}

TEST_CASE("template addresses keep to safe schemes", "[html]") {
  Page page;
  for (const char* hostile : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "\njavascript:alert(1)",
                              "\x01javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "//evil.example/", "\\\\evil.example", "/\\evil.example"}) {
    page.link = hostile;
    CHECK(rendered(in_address, page) == "<a href=\"#\">x</a>");
  }
  for (const auto& [address, written] : {std::pair{"/ho-so/LC-2026-017?a=1&b=2#y", "/ho-so/LC-2026-017?a&#61;1&amp;b&#61;2#y"},
                                         {"https://a.vn/\"><b>", "https://a.vn/%22%3E%3Cb%3E"},
                                         {"mailto:a@b.vn", "mailto:a@b.vn"},
                                         {"trang.html", "trang.html"},
                                         {"/a'b`c d", "/a%27b%60c%20d"},
                                         {"/uỷ", "/u%E1%BB%B7"}}) {
    page.link = address;
    CHECK(rendered(in_address, page) == "<a href=\""s + written + "\">x</a>");
  }
  page.link = "javascript:\"&'<x> uỷ/?#\0"s;
  page.count = -42;
  CHECK(rendered(in_path, page) == "<a href=\"/tim?q=javascript%3A%22%26%27%3Cx%3E%20u%E1%BB%B7%2F%3F%23%00&amp;n=-42\">x</a>");
}

TEST_CASE("template sections, partials and scopes", "[html]") {
  Page page;
  page.title = "Không có ai";
  CHECK(rendered(in_list, page) == "<ul><li>Không có ai</li></ul>");
  page.open = true;
  page.people = {{"Lê <b>", "Bí thư"}, {"Trần", "Uỷ viên"}};
  CHECK(rendered(in_list, page) == "<ul class=\"open\"><li>Lê &lt;b&gt; (Bí thư)</li><li>Trần (Uỷ viên)</li></ul>");
  page.me.name = "Vân";
  page.chart.text = "<svg/>";
  CHECK(rendered(in_scopes, page) == "Vân|-|Lê &lt;b&gt;:Không có ai;Trần:Không có ai;|T|<svg/>");
  page.chair = Person{"Bách", ""};
  page.title.clear();
  page.count = 7;
  CHECK(rendered(in_scopes, page) == "Vân|Bách |Lê &lt;b&gt;:;Trần:;||N<svg/>");
}

TEST_CASE("no byte closes the place it stands in", "[html]") {
  const auto inner = [](const std::string& text, std::size_t from, std::string_view end) { return text.substr(from, text.rfind(end) - from); };
  Page page;
  for (int byte = 0; byte < 256; ++byte) {
    page.title = page.link = std::string(1, static_cast<char>(byte));
    const std::string attribute = rendered(in_attribute, page);
    for (const std::string& written :
         {inner(rendered(in_text, page), 3, "</p>"), inner(rendered(in_address, page), 9, "\">x"), attribute.substr(10, attribute.find("\" class") - 10)}) {
      INFO("byte " << byte);
      CHECK(written.find_first_of("<>\"'`=\0"sv) == written.npos);
    }
  }
}

namespace {

struct Faulty {
  std::string template_text, said;  // what the compiler's message holds; "" for one that compiles
};
const std::vector<Faulty> faulty{
    {"<p>{{title}}</p>", ""},
    {"\\n<p>{{titel}}</p>", "unknown name: titel, line 2"},
    {"{{#people}}<li>{{name}}", "section left open: people"},
    {"{{#people}}{{/chair}}", "closes another section than the open one: chair"},
    {"<p class={{title}}>", "after < or ="},
    {"<p onclick=\\\"go('{{title}}')\\\">", "no values in attributes that run code: onclick"},
    {"<p style=\\\"{{title}}\\\">", "no values in attributes that run code: style"},
    {"<script>let a = '{{title}}'</script>", "in text or in a quoted attribute only"},
    {"<!-- {{title}} -->", "or in a comment"},
    {"<p title=\\\"{{chart}}\\\">", "html::Raw in an attribute: chart"},
    {"<a {{#open}}href=\\\"{{/open}}x\\\">", "a section must end where it began"},
    {"{{>row}}", "a partial that contains itself?"},
    {"{{>wor}}", "unknown partial: wor"},
    {"{{open}}", "use {{# }}: open"},
    {"<a href=\\\"java{{link}}\\\">x</a>", "a literal path followed by values"},
    {"<{{title}}>", "after < or ="},
    {"<p {{title}}>", "in text or in a quoted attribute only"},
    {"<p", "the template ends inside a tag"},
    {"{{title", "{{ without }}"},
};

constexpr std::string_view program_head = R"(#include "web/html/html.hpp"
namespace html = luan::html;
struct Person { std::string name; static constexpr auto fields = std::tuple{html::Field("name", &Person::name)}; };
struct Page {
  std::string title, link; bool open; html::Raw chart; std::vector<Person> people; Person chair;
  static constexpr auto fields = std::tuple{html::Field("title", &Page::title), html::Field("link", &Page::link), html::Field("open", &Page::open),
    html::Field("chart", &Page::chart), html::Field("people", &Page::people), html::Field("chair", &Page::chair)};
};
constexpr std::array<html::Partial, 1> parts{{{"row", "<li>{{>row}}</li>"}}};
)";

/// GCC prints a fault's text as an array of characters where it does not print it as a string.
std::string characters_of(std::string_view text) {
  std::string list;
  for (const char each : text) list += (list.empty() ? "'" : ", '") + (each == '\'' ? "\\'"s : std::string(1, each)) + "'";
  return list;
}

}  // namespace

TEST_CASE("faults of a template do not compile, and say what and where", "[html][compiler]") {
  const auto folder = std::filesystem::temp_directory_path() / ("luan-html-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "head.hpp") << program_head;
  const std::string flags = "g++ -std=c++23 -I" LUAN_SOURCE_DIR "/server ";
  REQUIRE(std::system((flags + "-x c++-header " + (folder / "head.hpp").string() + " -o " + (folder / "head.hpp.gch").string()).c_str()) == 0);
  for (const auto& [text, said] : faulty) {
    INFO(text);
    std::ofstream(folder / "case.cpp") << "#include \"head.hpp\"\nconstexpr auto page = html::compile<Page, parts>([] { return \"" << text << "\"; });\n";
    const int status = std::system((flags + "-fsyntax-only " + (folder / "case.cpp").string() + " 2>" + (folder / "said").string()).c_str());
    CHECK((status == 0) == said.empty());
    std::ostringstream words;
    words << std::ifstream(folder / "said").rdbuf();
    INFO(words.str());
    if (!said.empty()) CHECK((words.str().find(said) != std::string::npos || words.str().find(characters_of(said)) != std::string::npos));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace luan::test
