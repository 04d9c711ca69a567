// Votes of the standing committee, given over HTTP: what an approval is to every section that measures one.
#pragma once
#include <string>
#include <vector>

#include "district.hpp"
#include "server_process.hpp"

namespace luan::bench {

inline constexpr const char* vote_body = R"({"outcome":"for","form":{"remark":"Tán thành tờ trình; đề nghị bố trí nơi ở cho cán bộ."}})";

/// Rotations whose votes are taken from the front.
class Votes {
 public:
  Votes(std::vector<std::string> rotations, std::vector<Session> sessions) : rotations_(std::move(rotations)), sessions_(std::move(sessions)) {}

  [[nodiscard]] std::vector<std::string> requests(std::size_t count, bool keyed);
  [[nodiscard]] std::size_t given() const { return next_; }

 private:
  std::vector<std::string> rotations_;
  std::vector<Session> sessions_;
  std::size_t next_ = 0;
};

/// Everybody who votes, signed in, and the server acquainted with the rotations, as one that has run for a while is.
[[nodiscard]] Votes sit_down(unsigned short port, const std::vector<Voter>& voters, std::vector<std::string> rotations);
/// Gives the next so many votes; approvals a second. Throws where one is not taken.
double approve(unsigned short port, std::size_t connections, Votes& votes, std::size_t count, bool keyed);

}  // namespace luan::bench
