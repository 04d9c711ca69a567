#include "app/sample/sample.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/sample/simulation.hpp"

namespace luan::app {
namespace {

constexpr const char* accounts_file = "sample-accounts.json";

/// Passwords stand in it: nobody but the owner reads it, from its first moment on.
void write_accounts(const std::filesystem::path& file, const std::vector<SampleAccount>& accounts) {
  json::array list;
  for (const SampleAccount& account : accounts)
    list.push_back(json::object{{"username", account.username}, {"password", account.password}, {"role", account.role}, {"unit", account.unit}});
  const std::string bytes = json::serialize(list) + "\n";
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written = descriptor >= 0 && ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  if (descriptor >= 0) ::close(descriptor);
  if (!written) throw std::runtime_error(file.string() + ": the accounts cannot be written");
}

std::vector<SampleAccount> make(const Configuration& configuration, const std::filesystem::path& data, Date today, unsigned seed) {
  const sample::Source source = sample::read_source(sample::source_folder(configuration));
  const TimeZone zone(configuration.time_zone);
  // The server is installed before the first thing happens: the log begins there.
  const Date first(std::chrono::year(2011), std::chrono::January, std::chrono::day(1));
  auto clock = std::make_shared<ManualClock>(zone.start_of(first));
  App app(configuration, data, clock, std::make_shared<SeededIds>(fmt::format("sample district {}", seed)));
  app.impl().quiet = true;
  sample::Simulation simulation(app.impl(), clock, source, seed, today);
  simulation.run();
  std::vector<SampleAccount> accounts;
  for (const sample::Login& login : simulation.logins()) accounts.push_back(login.shown);
  return accounts;
}

/// A half-made district is of no use, and would be refused at the next try.
void clear(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) std::filesystem::remove_all(entry.path(), ignored);
}

}  // namespace

std::vector<SampleAccount> load_sample(const Configuration& configuration, const std::filesystem::path& data, Date today, unsigned seed) {
  if (std::filesystem::exists(data) && !std::filesystem::is_empty(data))
    throw std::runtime_error(data.string() + ": the sample is loaded into an empty data directory only. Name another one, or remove this one.");
  try {
    auto accounts = make(configuration, data, today, seed);
    write_accounts(data / accounts_file, accounts);
    return accounts;
  } catch (...) {
    clear(data);
    throw;
  }
}

std::vector<SampleAccount> sample_accounts(const std::filesystem::path& data) {
  const auto file = data / accounts_file;
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file.string() + ": the file cannot be read");
  std::stringstream bytes;
  bytes << in.rdbuf();
  const auto read = parse_json(bytes.str());
  if (!read || !read->is_array()) throw std::runtime_error(file.string() + ": is not as it was written");
  std::vector<SampleAccount> accounts;
  for (const json::value& value : read->as_array()) {
    const json::object& account = value.as_object();
    accounts.push_back({text_member(account, "username"), text_member(account, "password"), text_member(account, "role"), text_member(account, "unit")});
  }
  return accounts;
}

}  // namespace luan::app
