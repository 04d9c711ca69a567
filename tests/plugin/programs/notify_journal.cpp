// A notifier that writes a line for every call into FOLDER/journal, and does what lies in FOLDER: `later` puts off, `refuse`
// refuses, `wait` holds the call until it is gone.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "luan_plugin.hpp"

struct Journal : luan::Notifier {
  void configure(const luan::Json& configuration) override { folder = std::string(configuration.at("folder").as_string()); }

  std::string notify(const luan::Delivery& delivery) override {
    const boost::json::object& message = delivery.message.as_object();
    std::ofstream(folder / "journal", std::ios::app) << delivery.id << "\t" << std::string(message.at("to").as_array()[0].at("address").as_string()) << "\t"
                                                     << std::string(message.at("subject").as_string()) << "\t" << message.at("items").as_array().size()
                                                     << std::endl;
    if (std::filesystem::exists(folder / "later")) throw luan::Later("not now");
    if (std::filesystem::exists(folder / "refuse")) throw luan::Refused("", "never");
    while (std::filesystem::exists(folder / "wait") && !cancelled()) ::usleep(1000);
    return "written";
  }

  std::filesystem::path folder;
};
LUAN_PLUGIN(Journal, "notify_journal", "1.0.0")
