#include "support/pdf_text.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace luan::test {
namespace {

bool installed(const std::string& program) { return std::filesystem::exists("/usr/bin/" + program); }

/// A file that goes with the object.
struct Temporary {
  std::string path = (std::filesystem::temp_directory_path() / "luan-paper-XXXXXX").string();
  explicit Temporary(const std::string& bytes) {
    const int file = mkstemp(path.data());
    if (file < 0 || write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) throw std::runtime_error("no temporary file");
    close(file);
  }
  ~Temporary() { std::remove(path.c_str()); }
  Temporary(const Temporary&) = delete;
};

std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) throw std::runtime_error(command);
  std::string out;
  char part[4096];
  for (std::size_t got; (got = fread(part, 1, sizeof part, pipe)) > 0;) out.append(part, got);
  if (pclose(pipe) != 0) throw std::runtime_error(command + " did not take the file");
  return out;
}

}  // namespace

std::optional<std::string> pdf_told(const std::string& program, const std::string& pdf) {
  if (!installed(program)) return {};
  const Temporary file(pdf);
  return output_of("/usr/bin/" + program + " " + file.path + " 2>&1");
}

std::optional<std::string> pdf_text(const std::string& pdf) {
  if (!installed("pdftotext")) return {};
  const Temporary file(pdf);
  return output_of("/usr/bin/pdftotext -raw -enc UTF-8 " + file.path + " -");
}

std::optional<std::string> pdf_words(const std::string& pdf) {
  const auto text = pdf_text(pdf);
  if (!text) return {};
  std::string out;
  for (const char c : *text) {
    const bool space = c == ' ' || c == '\n' || c == '\f' || c == '\t' || c == '\r';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

int pdf_pages(const std::string& pdf) {
  const auto at = pdf.find("/Count ");
  return at == pdf.npos ? 0 : std::stoi(pdf.substr(at + 7));
}

}  // namespace luan::test
