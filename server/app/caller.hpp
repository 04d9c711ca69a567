// Who asks. Made from a session for each request; holds what permissions are judged on, as it is now.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/localized.hpp"
#include "identity/permission.hpp"
#include "workflow/engine.hpp"

namespace luan::app {

/// How a page's form comes whose command is of no rotation (those have a RequestMeta): kept by `on_writer` (impl.hpp).
struct Errand {
  bool rehearsal = false;                     // judged by the writer as it would be, then taken back: nothing is recorded
  std::string key{}, route{}, body_sha256{};  // sent a second time under the same key it is recorded once; empty: no key
  std::string draft{};                        // DraftOf::text of what was typed for it: gone with the commit
};

struct Caller {
  workflow::Actor actor;  // account, grants, official
  std::string username, name;
  Localized title;      // «Bí thư Đảng uỷ phường …», from the first grant where the account names none
  std::string session;  // its session id, for csrf
  Language language = Language::vi;
  Errand errand{};

  [[nodiscard]] const AccountId& account() const { return actor.account; }
  [[nodiscard]] bool has(identity::Role role) const;  // at any unit
  /// Chair, member, organisation board, or who stands in for one: see every rotation.
  [[nodiscard]] bool in_committee() const;
  /// Reads every rotation and its content: the committee and auditors.
  [[nodiscard]] bool reads_all() const;
  /// May open case content at all; the administrator may not.
  [[nodiscard]] bool administrator_only() const;
  /// Has work of his own in rotations; administrators and auditors have none.
  [[nodiscard]] bool takes_part() const;
};

/// Neither an auditor's nor an administrator's work is another's to do, nor an official's own.
[[nodiscard]] bool may_be_delegated(std::string_view role);

/// Does he hold the role at the unit, for himself or for somebody, or at the unit that has taken over its part in the rotation?
[[nodiscard]] bool holds_side(const Caller& caller, const workflow::Rotation& rotation, std::string_view role, const UnitId& unit);

/// Is it a rotation of his own?
[[nodiscard]] bool is_his_own(const Caller& caller, const workflow::Rotation& rotation);
/// May the caller know that this rotation exists? Wards see those they receive or send, an official his own.
[[nodiscard]] bool may_see(const Caller& caller, const workflow::Rotation& rotation);
/// Whose answer to what an event is about: one that was recorded, corrected or voided.
struct AboutResponse {  // members of the event
  const std::string& step;
  int run = 1;
  const workflow::Seat& seat;
};
[[nodiscard]] std::optional<AboutResponse> about_response(const workflow::EventBody& body);

/// A vote in a ballot that is still open, of somebody else: until it closes nobody learns how it went, only how many have voted.
/// One's own vote, and one cast for a principal, is no secret to who cast it.
[[nodiscard]] bool is_sealed(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition, const workflow::EventBody& body);

/// May the caller read what was written in this response? The committee and auditors all that is not sealed; others what their own
/// side wrote, and the papers that are addressed to everybody: decisions and assignments.
[[nodiscard]] bool may_read_content(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition,
                                    const workflow::EventBody& body);
/// May the caller see how persons on the standing committee voted by name?
[[nodiscard]] bool may_see_votes(const Caller& caller);

}  // namespace luan::app
