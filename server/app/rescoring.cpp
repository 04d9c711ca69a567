#include "app/rescoring.hpp"

#include <map>
#include <stdexcept>

#include "app/impl.hpp"
#include "plugin/temporary_folder.hpp"

namespace luan::app {
namespace {

using Verdict = Rescored::Verdict;

/// What the plugin said, without what the server kept beside it.
json::object answer_in(json::object content) {
  content.erase("input");
  return content;
}

class Rescoring {
 public:
  Rescoring(const Configuration& configuration, const std::filesystem::path& data, const store::Database& database)
      : database_(database), registry_(options(configuration, data)) {
    definitions_.put_stored(database);
  }

  Rescored again(const store::HistoryRow& row) {
    const auto body = workflow::from_payload(row.event.type, row.event.payload);
    const auto& recorded = std::get<workflow::ScoreRecorded>(body);
    Rescored out;
    out.rotation = row.event.rotation, out.step = recorded.step, out.run = recorded.run, out.log_index = static_cast<std::int64_t>(row.event.seq);
    out.plugin = recorded.plugin, out.version = recorded.version, out.digest = recorded.digest, out.band = recorded.outcome;
    const Case& its = case_of(row.event.rotation);
    out.code = its.code;
    const workflow::DefinitionPtr definition = its.in_force.at(row.event.sequence);
    const workflow::Step* step = definition ? definition->find_step(recorded.step).second : nullptr;
    if (!step || !step->plugin) return not_run(std::move(out), "the workflow's step cannot be read");
    const json::object* content = row.contents.empty() ? nullptr : &row.contents.front().value;
    const json::value* input = content ? content->if_contains("input") : nullptr;
    if (!input || !input->is_object()) return not_run(std::move(out), "its inputs are not there any more (erased)");
    out.points = text_or_empty(*content, "points");
    return ask(std::move(out), *step->plugin, input->as_object(), answer_in(*content));
  }

 private:
  struct Case {
    std::string code;
    InForce in_force;
  };
  const Case& case_of(const std::string& rotation) {
    const auto [found, fresh] = cases_.try_emplace(rotation);
    if (fresh) {
      const store::Reader reader = database_.reader();
      found->second = {database_.rotation(RotationId::trusted(rotation))->facts.code, InForce(definitions_, store::history(reader.session(), rotation))};
    }
    return found->second;
  }

  static Rescored not_run(Rescored out, std::string why) {
    out.verdict = Verdict::not_run, out.why = std::move(why);
    return out;
  }

  plugin::RegistryOptions options(const Configuration& configuration, const std::filesystem::path& data) const {
    plugin::RegistryOptions options = registry_options(configuration, data);
    options.work_folder = scratch_.path();
    options.enabled.clear();  // each as it is met: what is not there stops only its own scores
    return options;
  }

  Rescored ask(Rescored out, const workflow::PluginCall& call, const json::object& input, const json::object& said) {
    if (!registry_.is_enabled(out.plugin))
      if (const auto enabled = registry_.enable(out.plugin, {}); !enabled) return not_run(std::move(out), enabled.error());
    plugin::Answered by;
    const auto answer = registry_.call(out.plugin, {{"call", "score"}, {"with", call.with}, {"input", input}}, &by);
    if (!answer) return not_run(std::move(out), answer.error().sentence().en);
    out.digest_used = by.digest;
    out.points_now = text_member(answer->as_object(), "points");
    if (const workflow::Band* band = workflow::band_of(call, out.points_now)) out.band_now = band->outcome;
    const auto differ = [&](bool does, const char* what) {
      if (does) out.why += (out.why.empty() ? "" : ", ") + std::string(what);
    };
    differ(out.points_now != out.points, "the points");
    differ(out.band_now != out.band, "the band");
    differ(out.points_now == out.points && json::serialize(*answer) != json::serialize(said), "the explanation");
    out.verdict = out.why.empty() ? Verdict::agrees : Verdict::differs;
    return out;
  }

  const store::Database& database_;
  Definitions definitions_;
  std::map<std::string, Case> cases_;
  plugin::TemporaryFolder scratch_{"luan_rescore"};
  plugin::Registry registry_;
};

}  // namespace

std::vector<Rescored> rescore(const Configuration& configuration, const std::filesystem::path& data, const std::string& rotation) {
  if (!std::filesystem::exists(data / "luan.db")) throw std::runtime_error(data.string() + " holds no data of a server. Name its data directory with --data.");
  store::Database::Options beside;
  beside.lock = false;
  beside.time_zone = configuration.time_zone;
  const store::Database database(data, beside);
  if (!rotation.empty() && !database.rotation(RotationId::trusted(rotation))) throw std::runtime_error("there is no rotation " + rotation);
  Rescoring rescoring(configuration, data, database);
  std::vector<Rescored> out;
  const store::Reader reader = database.reader();
  store::recorded_scores(reader.session(), rotation, [&](const store::HistoryRow& row) { out.push_back(rescoring.again(row)); });
  return out;
}

}  // namespace luan::app
