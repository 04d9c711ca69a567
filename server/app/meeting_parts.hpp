// Meetings, as their pages and commands share them. Private to this folder.
#pragma once
#include "app/impl.hpp"

namespace luan::app {

[[nodiscard]] Localized meeting_kind(std::string_view kind);
/// Who is called: the chair and the members of the committee, each once.
[[nodiscard]] std::vector<AccountId> called(const store::Directory& directory, const store::Meeting& meeting);
/// Is this step for that kind of meeting: the committee's own, or the talk with an official in his post?
[[nodiscard]] bool is_for(std::string_view kind, const store::Meeting& meeting, const workflow::Step& step, const workflow::StepRun& run);
/// Is the account still called to a meeting that is still to come?
[[nodiscard]] bool still_called(const store::Directory& directory, const MeetingId& meeting, const AccountId& account);

[[nodiscard]] workflow::Form meeting_form(const store::Directory& directory, const MeetingAct& act, const store::Meeting* meeting);
/// The meeting, where it is still to come or at least was not cancelled.
[[nodiscard]] Result<const store::Meeting*> open_meeting(const store::Directory& directory, std::string_view id);
/// The committee and auditors read of meetings.
[[nodiscard]] Result<void> reads_meetings(const Caller& caller);

/// On which coming meeting's agenda each run stands: by "rotation step run".
[[nodiscard]] std::map<std::string, const store::Meeting*> coming_agendas(const store::Directory& directory);
[[nodiscard]] std::string agenda_key(const store::MeetingItem& item);

}  // namespace luan::app
