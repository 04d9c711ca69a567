// Each message becomes a file in a folder. Change notify() to bring it where your people look; the rest stays.
#include <luan_plugin.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

std::string text_of(const luan::Json& from, const char* name) {
  const luan::Json* value = from.as_object().if_contains(name);
  if (!value || !value->is_string() || value->as_string().empty()) throw luan::Refused(name, "must be a text that is not empty");
  return std::string(value->as_string());
}

class Folder : public luan::Notifier {
 public:
  void configure(const luan::Json& configuration) override {
    folder_ = text_of(configuration, "folder");
    std::error_code error;
    if (!std::filesystem::is_directory(folder_, error)) throw luan::Refused("folder", "must be a folder that is there");
  }

  std::string notify(const luan::Delivery& delivery) override {
    const std::string subject = text_of(delivery.message, "subject"), text = text_of(delivery.message, "text");
    // The same delivery may come twice: its id makes the name, so the second time writes the same file.
    if (delivery.id.size() > 100 || delivery.id.find_first_not_of(letters) != delivery.id.npos)
      throw luan::Refused("delivery_id", "must be a word of a-z, 0-9 and -");
    const std::string name = delivery.id + ".txt";
    std::ofstream file(folder_ / name, std::ios::binary);
    file << subject << "\n\n" << text << "\n";
    if (!file.flush()) throw luan::Later("the file cannot be written");  // a full disk passes
    return name;
  }

 private:
  static constexpr const char* letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  std::filesystem::path folder_;
};

}  // namespace

LUAN_PLUGIN(Folder, "@NAME@", "1.0.0")
