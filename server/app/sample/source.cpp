#include "app/sample/source.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <stdexcept>

namespace luan::app::sample {
namespace {

/// A node that knows its file, for errors.
class Sheet {
 public:
  Sheet(std::string file, YAML::Node node) : file_(std::move(file)), node_(std::move(node)) {}

  [[noreturn]] void fault(const std::string& what) const {
    throw std::runtime_error(fmt::format("{}:{}:{}: {}", file_, node_.Mark().line + 1, node_.Mark().column + 1, what));
  }
  [[nodiscard]] bool has(const std::string& key) const { return node_.IsMap() && node_[key]; }
  [[nodiscard]] Sheet at(const std::string& key) const {
    if (!has(key)) fault("«" + key + "» is missing here");
    return {file_, node_[key]};
  }
  [[nodiscard]] std::string text() const {
    if (!node_.IsScalar() || node_.Scalar().empty()) fault("a text is wanted here");
    return node_.Scalar();
  }
  [[nodiscard]] std::string text(const std::string& key) const { return at(key).text(); }
  [[nodiscard]] int number() const {
    int value = 0;
    if (!YAML::convert<int>::decode(node_, value) || value < 0) fault("a whole number, 0 or more, is wanted here");
    return value;
  }
  [[nodiscard]] Date date(const std::string& key) const {
    const auto read = parse_date(text(key));
    if (!read) at(key).fault("a day as 2025-07-01 is wanted here");
    return *read;
  }
  [[nodiscard]] Localized both() const { return {text("vi"), text("en")}; }
  [[nodiscard]] std::vector<Sheet> items() const {
    if (!node_.IsSequence() || node_.size() == 0) fault("a list is wanted here");
    std::vector<Sheet> out;
    for (const auto& item : node_) out.emplace_back(file_, item);
    return out;
  }
  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> out;
    for (const Sheet& item : items()) out.push_back(item.text());
    return out;
  }
  [[nodiscard]] std::vector<std::pair<std::string, Sheet>> members() const {
    if (!node_.IsMap()) fault("a map is wanted here");
    std::vector<std::pair<std::string, Sheet>> out;
    for (const auto& member : node_) out.emplace_back(member.first.Scalar(), Sheet(file_, member.second));
    return out;
  }
  [[nodiscard]] bool of_maps() const { return node_.IsSequence() && node_.size() > 0 && node_[0].IsMap(); }

 private:
  std::string file_;
  YAML::Node node_;
};

Sheet open(const std::filesystem::path& file) {
  try {
    return {file.string(), YAML::LoadFile(file.string())};
  } catch (const YAML::ParserException& error) {
    throw std::runtime_error(fmt::format("{}:{}:{}: {}", file.string(), error.mark.line + 1, error.mark.column + 1, error.msg));
  } catch (const YAML::BadFile&) {
    throw std::runtime_error(file.string() + ": the file cannot be read");
  }
}

std::vector<Post> posts(const Sheet& list) {
  std::vector<Post> out;
  for (const Sheet& item : list.items()) out.push_back({item.both(), item.text("kind")});
  return out;
}

Counts counts(const Sheet& pair) {
  const auto two = pair.items();
  if (two.size() != 2) pair.fault("two numbers are wanted here: key officials, civil servants");
  return {two[0].number(), two[1].number()};
}
Year year(const Sheet& sheet) { return {counts(sheet.at("focus")), counts(sheet.at("elsewhere"))}; }

void read_committee(const Sheet& root, Source& out) {
  const Sheet committee = root.at("committee");
  out.committee_kind = committee.text("kind");
  out.committee = committee.at("name").both();
  out.organ = committee.text("organ");
  for (const Sheet& term : committee.at("terms").items()) out.terms.push_back({term.text("name"), term.date("from")});
  for (const Sheet& title : root.at("standing_committee").items()) out.standing.push_back(title.both());
}

void read_places(const Sheet& root, Source& out) {
  for (const Sheet& office : root.at("offices").items())
    out.offices.push_back({office.at("name").both(), office.text("user"), posts(office.at("key")), posts(office.at("civil"))});
  for (const Sheet& ward : root.at("wards").items()) {
    const std::string traits = ward.text("traits");
    if (traits != "normal" && traits != "difficult" && traits != "complex") ward.at("traits").fault("normal, difficult or complex is wanted here");
    out.wards.push_back({ward.text("name"), ward.text("user"), traits});
  }
  out.ward_key = posts(root.at("ward_posts").at("key"));
  out.ward_civil = posts(root.at("ward_posts").at("civil"));
  const auto known = [&](const Sheet& name) {
    if (std::ranges::find(out.wards, name.text(), &Ward::name) == out.wards.end()) name.fault("«" + name.text() + "» is no ward of this file");
    return name.text();
  };
  const Sheet merge = root.at("merge");
  out.merge = {known(merge.at("from")), known(merge.at("into")), merge.date("on")};
  const Sheet history = root.at("history");
  out.focus = known(history.at("focus"));
  for (const auto& [name, sheet] : history.at("years").members()) {
    int number = 0;
    if (!YAML::convert<int>::decode(YAML::Node(name), number)) sheet.fault("«" + name + "» is no year");
    out.years[number] = year(sheet);
  }
  out.later = year(history.at("later"));
}

void read_names(const Sheet& root, Source& out) {
  out.names = {root.at("family").texts(), root.at("men").at("middle").texts(), root.at("men").at("given").texts(), root.at("women").at("middle").texts(),
               root.at("women").at("given").texts()};
}

void read_texts(const Sheet& root, Source& out) {
  for (const auto& [kind, list] : root.members()) {
    if (!list.of_maps()) {
      out.texts[kind] = list.texts();
      continue;
    }
    for (const Sheet& item : list.items())
      out.pairs[kind].emplace_back(item.text("content"), item.has("product") ? item.text("product") : item.text("solution"));
  }
}

void read_calendar(const Sheet& root, Source& out) {
  out.calendar.version = root.at("version").number();
  for (const Sheet& day : root.at("days").items())
    out.calendar.days.push_back({day.date("date"), day.has("works") && day.text("works") == "true", day.text("name")});
  const Sheet years = root.at("years");
  std::set<Date> listed;
  for (const auto& day : out.calendar.days) listed.insert(day.date);
  for (int number = years.at("from").number(); number <= years.at("to").number(); ++number) {
    out.calendar.years.insert(number);
    for (const Sheet& day : root.at("every_year").items())
      if (const auto date = parse_date(std::to_string(number) + "-" + day.text("day")); !date)
        day.fault("a day that every year has is wanted here");
      else if (listed.insert(*date).second)
        out.calendar.days.push_back({*date, false, day.text("name")});
  }
}

}  // namespace

const std::vector<std::string>& Source::text(std::string_view kind) const {
  const auto found = texts.find(kind);
  if (found == texts.end()) throw std::runtime_error("config/sample/texts.yaml: the list «" + std::string(kind) + "» is missing");
  return found->second;
}

std::filesystem::path source_folder(const Configuration& configuration) {
  const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  std::vector<std::filesystem::path> places{"config/sample", program / "../../config/sample", program / "../share/luan/sample"};
  for (const auto& file : configuration.workflows) places.push_back(file.parent_path() / "../config/sample");
  for (const auto& folder : places)
    if (std::filesystem::exists(folder / "district.yaml")) return folder;
  throw std::runtime_error("config/sample/district.yaml: not found in the working directory nor beside the program");
}

Source read_source(const std::filesystem::path& folder) {
  Source out;
  const Sheet district = open(folder / "district.yaml");
  read_committee(district, out);
  read_places(district, out);
  read_names(open(folder / "names.yaml"), out);
  read_texts(open(folder / "texts.yaml"), out);
  read_calendar(open(folder / "calendar.yaml"), out);
  return out;
}

}  // namespace luan::app::sample
