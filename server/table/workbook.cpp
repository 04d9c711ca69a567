#include "table/workbook.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.hpp"

namespace luan::table {
namespace {

constexpr std::size_t units_most = 32'767;  // of UTF-16 in one cell: Excel specifications and limits
constexpr std::size_t sheet_name_most = 31;
constexpr int width_least = 9, width_most = 60, margin = 2;  // in characters
constexpr std::size_t measured_rows = 1'000;                 // for the widths

/// What XML 1.0 cannot hold becomes a space; what a cell cannot hold is cut.
std::string fitting(const std::string& text) {
  std::string out;
  std::size_t units = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    units += bytes == 4 ? 2 : 1;
    if (units >= units_most) return out + "…";
    const bool unfit = (lead < 0x20 && lead != '\t' && lead != '\n') || text.compare(i, 3, "\xEF\xBF\xBE") == 0 || text.compare(i, 3, "\xEF\xBF\xBF") == 0;
    out += unfit ? " " : text.substr(i, bytes);
    i += bytes;
  }
  return out;
}

/// The title as the name of a sheet: 31 characters, none of those that Excel takes for something else.
std::string sheet_name(const std::string& title) {
  std::string out;
  std::size_t count = 0;
  for (const char c : title) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++count > sheet_name_most) break;
    out += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  }
  return out;
}

/// A file in the folder that nobody else can have, and that goes with the object.
class Scratch {
 public:
  explicit Scratch(const std::filesystem::path& folder) : name_((folder / "table-XXXXXX").string()) {
    const int file = ::mkstemp(name_.data());
    if (file < 0) throw std::runtime_error("no file can be made in " + folder.string());
    ::close(file);
  }
  ~Scratch() { ::unlink(name_.c_str()); }
  Scratch(const Scratch&) = delete;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
};

class Sheet {
 public:
  Sheet(lxw_workbook* book, const Table& table, Language language) : table_(table), language_(language), sheet_(nullptr) {
    sheet_ = workbook_add_worksheet(book, sheet_name(table.title.in(language)).c_str());
    if (!sheet_) throw std::runtime_error("the workbook takes no sheet");
    heading_ = workbook_add_format(book), number_heading_ = workbook_add_format(book), text_ = workbook_add_format(book), plain_ = workbook_add_format(book),
    day_ = workbook_add_format(book), moment_ = workbook_add_format(book);
    for (lxw_format* one : {heading_, number_heading_}) format_set_bold(one), format_set_text_wrap(one), format_set_bottom(one, LXW_BORDER_THIN);
    format_set_text_wrap(text_), format_set_align(number_heading_, LXW_ALIGN_RIGHT);  // a heading stands over its numbers
    for (lxw_format* one : {heading_, number_heading_, text_, plain_, day_, moment_}) format_set_align(one, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(day_, "dd/mm/yyyy"), format_set_num_format(moment_, "dd/mm/yyyy hh:mm");
  }

  void write() {
    set_up();
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      put_text(0, i, table_.columns[i].heading.in(language_), table_.columns[i].kind == Kind::number ? number_heading_ : heading_);
    // Row by row: in constant memory what is behind cannot be gone back to.
    for (std::size_t r = 0; r < table_.rows.size(); ++r)
      for (std::size_t c = 0; c < table_.rows[r].size(); ++c) put(r + 1, c, table_.rows[r][c]);
  }

 private:
  void set_up() {
    const auto last = static_cast<lxw_col_t>(table_.columns.size() - 1);
    worksheet_set_landscape(sheet_), worksheet_set_paper(sheet_, 9), worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_freeze_panes(sheet_, 1, 0), worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(table_.rows.size()), last);
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), width_of(i), nullptr);
  }
  /// Of what stands in the first rows; what is longer is wrapped.
  [[nodiscard]] int width_of(std::size_t column) const {
    std::size_t most = length(table_.columns[column].heading.in(language_));
    for (std::size_t r = 0; r < std::min(table_.rows.size(), measured_rows); ++r)
      if (column < table_.rows[r].size()) most = std::max(most, length(cell_text(table_.rows[r][column])));
    return std::clamp(static_cast<int>(std::min<std::size_t>(most, 1'000)) + margin, width_least, width_most);
  }

  void put_text(std::size_t row, std::size_t column, const std::string& text, lxw_format* format) {
    // As a string always: never worksheet_write_formula or _url, whatever it begins with.
    if (!text.empty()) check(worksheet_write_string(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), fitting(text).c_str(), format));
  }
  void put(std::size_t row, std::size_t column, const Cell& cell) {
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    const auto dated = [&](Date date, int minute, lxw_format* format) {
      lxw_datetime when{static_cast<int>(date.year()),
                        static_cast<int>(static_cast<unsigned>(date.month())),
                        static_cast<int>(static_cast<unsigned>(date.day())),
                        minute / 60,
                        minute % 60,
                        0};
      check(worksheet_write_datetime(sheet_, r, c, &when, format));
    };
    if (const auto* text = std::get_if<std::string>(&cell)) put_text(row, column, *text, text_);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) check(worksheet_write_number(sheet_, r, c, static_cast<double>(*whole), plain_));
    if (const auto* decimal = std::get_if<Decimal>(&cell)) {
      double number = 0;
      const char* end = decimal->digits.data() + decimal->digits.size();
      if (std::from_chars(decimal->digits.data(), end, number).ptr == end)
        check(worksheet_write_number(sheet_, r, c, number, plain_));
      else
        put_text(row, column, decimal->digits, text_);
    }
    if (const auto* date = std::get_if<Date>(&cell)) dated(*date, 0, day_);
    if (const auto* moment = std::get_if<Moment>(&cell)) dated(moment->day, moment->minute, moment_);
  }
  static void check(lxw_error error) {
    if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("a cell of the workbook was not written: ") + lxw_strerror(error));
  }

  const Table& table_;
  Language language_;
  lxw_worksheet* sheet_;
  lxw_format *heading_, *number_heading_, *text_, *plain_, *day_, *moment_;
};

void set_origin(lxw_workbook* book, const Table& table, Language language, Origin origin) {
  std::string title = table.title.in(language);
  lxw_doc_properties properties{};
  properties.title = title.data(), properties.author = origin.author.data(), properties.company = origin.company.data(),
  properties.comments = origin.remark.data();
  properties.created = std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(origin.at));
  workbook_set_properties(book, &properties);
}

}  // namespace

std::shared_ptr<const MappedFile> workbook(const Table& table, Language language, const Origin& origin, const std::filesystem::path& folder) {
  const Scratch file(folder);
  std::string scratch = folder.string();
  lxw_workbook_options options{};
  options.constant_memory = 1, options.tmpdir = scratch.data();
  lxw_workbook* book = workbook_new_opt(file.name().c_str(), &options);
  if (!book) throw std::runtime_error("no workbook can be made in " + folder.string());
  try {
    set_origin(book, table, language, origin);
    Sheet(book, table, language).write();
  } catch (...) {
    workbook_close(book);  // what frees it
    throw;
  }
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
    throw std::runtime_error("the workbook was not written in " + folder.string() + ": " + lxw_strerror(error));
  return std::make_shared<const MappedFile>(file.name());
}

}  // namespace luan::table
