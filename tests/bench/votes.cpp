#include "votes.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "load.hpp"
#include "section.hpp"

namespace luan::bench {

std::vector<std::string> Votes::requests(std::size_t count, bool keyed) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i, ++next_)
    out.push_back(sessions_[next_ % sessions_.size()].post("/api/v1/rotations/" + rotations_.at(next_ / sessions_.size()) + "/steps/vote/responses", vote_body,
                                                           keyed ? fmt::format("vote-{}", next_) : ""));
  return out;
}

Votes sit_down(unsigned short port, const std::vector<Voter>& voters, std::vector<std::string> rotations) {
  std::vector<Session> sessions;
  for (const Voter& voter : voters) sessions.emplace_back(port, voter.username, voter.password);
  std::vector<std::string> reads;
  for (const std::string& rotation : rotations) reads.push_back(sessions.front().get("/api/v1/rotations/" + rotation));
  run_load(port, 16, reads, [](const Answer& answer) { expect(answer.status == 200, "the rotation is there"); });
  return {std::move(rotations), std::move(sessions)};
}

double approve(unsigned short port, std::size_t connections, Votes& votes, std::size_t count, bool keyed) {
  return run_load(port, connections, votes.requests(count, keyed),
                  [](const Answer& answer) {
                    if (answer.status != 201) throw std::runtime_error(fmt::format("a vote was answered {}: {}", answer.status, answer.body));
                  })
      .per_second();
}

}  // namespace luan::bench
