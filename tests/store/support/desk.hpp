// A data directory with its writer, and a committee small enough to be written by hand: the world of the store's tests.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "store/database.hpp"
#include "store/rebuild.hpp"
#include "store/writer.hpp"

namespace luan::test {

/// A folder that goes when the test ends.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] workflow::DefinitionPtr definition_of(const std::string& yaml);
/// workflows/rotation.yaml as it is shipped.
[[nodiscard]] workflow::DefinitionPtr shipped_definition();

class Desk {
 public:
  explicit Desk(store::Database::Options options = {});

  /// Closes the directory and opens it again.
  void reopen(store::Database::Options options = {});
  void close();

  // -- inside a job
  RotationId nominate(store::Transaction& transaction) const;
  /// Carries the command out and appends what follows; fails the test where it is refused.
  void carry_out(store::Transaction& transaction, const RotationId& id, const workflow::Command& command, const workflow::Actor* actor) const;
  void introduce(store::Transaction& transaction, const RotationId& id) const;  // the first step, which opens the second

  // -- a job of its own
  RotationId nominate();
  /// From nomination to the posting decision and its first year, so that every projection has rows.
  RotationId posted();
  [[nodiscard]] store::RebuildReport rebuild();
  /// One value of one row, as text; "" where there is none.
  [[nodiscard]] std::string value(const std::string& sql) const;
  /// As somebody would who has the file and no server.
  void execute(const std::string& sql) const;

  Folder folder;
  std::shared_ptr<ManualClock> clock;
  std::shared_ptr<IdSource> ids;
  workflow::DefinitionPtr definition;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::Writer> writer;

  UnitId committee, office, ward;
  PositionId post;
  OfficialId official;
  workflow::Actor board, chair, sending, ward_party, ward_government;

 private:
  void directory();
  [[nodiscard]] workflow::Actor account(store::Transaction& transaction, const std::string& username, const std::string& role, const UnitId& unit) const;
};

}  // namespace luan::test
