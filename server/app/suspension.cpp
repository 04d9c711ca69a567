// Work on rotations stops in the whole organisation, as when all were frozen until a reorganisation was over (domain.md §3.3), goes
// on by exception with its basis and authoriser, and goes on again. The rotations follow by themselves (background.cpp); from the
// moment it is recorded nothing more can be done on those that stand still.
#include <algorithm>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr std::size_t reason_most = 2'000, basis_most = 300, name_most = 200;
constexpr int every_rotation = 1'000'000;
using Faults = std::vector<FieldError>;

std::string checked(const std::string& text, const char* field, std::size_t most, Localized wanted, Faults& faults) {
  const auto clean = clean_text(text, true);
  if (!clean)
    faults.push_back({field, clean.error()});
  else if (clean->empty() || length(*clean) > most)
    faults.push_back({field, std::move(wanted)});
  else
    return *clean;
  return {};
}
std::string checked_reason(const std::string& text, Faults& faults) {
  return checked(text, "reason", reason_most, {"Nêu lý do, không quá 2.000 ký tự", "Give the reason, 2,000 characters at most"}, faults);
}
std::string checked_basis(const std::string& text, Faults& faults) {
  return checked(text, "basis", basis_most,
                 {"Ghi số, ký hiệu văn bản làm căn cứ, không quá 300 ký tự", "Enter the number of the paper it rests on, 300 characters at most"}, faults);
}

std::unexpected<Refusal> refuse_standing(const store::Suspension& suspension) {
  return refuse(RefusalCode::suspended_already, {{"at", to_page_text(suspension.on)}});
}

std::vector<PersonRef> standing_still(const App::Impl& impl, const store::Directory& directory, const store::Suspension& suspension) {
  std::vector<std::pair<std::string, PersonRef>> found;
  const store::Reader reader = impl.database->reader();
  for (const char* status : {"open", "suspended"}) {
    store::RotationQuery query;
    query.status = status, query.limit = every_rotation;
    for (const auto& row : store::rotations(reader.session(), query)) {
      const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(row.id));
      const store::Official* official = directory.official(rotation->facts.official);
      if (official && suspension.stops(official->id, rotation->decision.has_value()))
        found.emplace_back(person_sort_key(official->family, official->middle, official->given), official_ref(directory, official->id));
    }
  }
  std::ranges::stable_sort(found, {}, &std::pair<std::string, PersonRef>::first);
  std::vector<PersonRef> out;
  for (auto& [key, person] : found) out.push_back(std::move(person));
  return out;
}

/// The rotations follow at once.
Awaitable<Result<void>> record(App::Impl& impl, const Caller& caller, std::function<Result<bool>(store::Transaction&)> job) {
  const auto done = co_await on_writer<bool>(*impl.writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  impl.poke();
  co_return Result<void>();
}

}  // namespace

Result<void> App::may_suspend(const Caller& caller) const { return needs_one_of(caller, {"chair", "organisation_board"}); }

std::optional<SuspensionView> App::suspension(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  const auto& suspension = directory->suspension();
  if (!suspension) return {};
  SuspensionView view{suspension->spares_posted, suspension->on, suspension->reason, suspension->basis};
  if (caller.reads_all())
    for (const store::OrganisationExempted& one : suspension->exceptions)
      view.exceptions.push_back({official_ref(*directory, one.official), one.on, one.reason, one.basis, one.authoriser});
  if (may_suspend(caller)) view.standing = standing_still(*impl_, *directory, *suspension);
  return view;
}

std::optional<Date> App::suspended_since() const {
  const DirectoryPtr directory = impl_->directory();
  return directory->suspension() ? std::optional(directory->suspension()->on) : std::nullopt;
}

Awaitable<Result<void>> App::suspend_organisation(Caller caller, NewSuspension wanted) {
  if (auto may = may_suspend(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    if (const auto& now = transaction.directory()->suspension()) return refuse_standing(*now);
    Faults faults;
    store::OrganisationSuspended event{wanted.spares_posted, impl_->zone.date(transaction.now()), checked_reason(wanted.reason, faults),
                                       checked_basis(wanted.basis, faults)};
    if (!faults.empty()) return refuse_fields(std::move(faults));
    transaction.append(actor_text(caller), event);
    return true;
  };
  auto done = co_await record(*impl_, caller, std::move(job));
  co_return done;
}

Awaitable<Result<void>> App::except_from_suspension(Caller caller, NewException wanted) {
  if (auto may = may_suspend(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const auto& now = transaction.directory()->suspension();
    if (!now) return refuse(RefusalCode::not_suspended);
    Faults faults;
    const auto id = OfficialId::parse(wanted.official);
    const bool known = id && transaction.directory()->official(*id);
    if (!known)
      faults.push_back({"official", {"Chọn cán bộ trong danh sách", "Choose the official from the list"}});
    else if (std::ranges::find(now->exceptions, *id, &store::OrganisationExempted::official) != now->exceptions.end())
      faults.push_back({"official", {"Cán bộ này đã được ghi ngoại lệ", "This official is excepted already"}});
    store::OrganisationExempted event{known ? *id : OfficialId(), impl_->zone.date(transaction.now()), checked_reason(wanted.reason, faults),
                                      checked_basis(wanted.basis, faults),
                                      checked(wanted.authoriser, "authoriser", name_most,
                                              {"Ghi người hoặc cấp cho phép, không quá 200 ký tự", "Enter who authorised it, 200 characters at most"}, faults)};
    if (!faults.empty()) return refuse_fields(std::move(faults));
    transaction.append(actor_text(caller), event);
    return true;
  };
  auto done = co_await record(*impl_, caller, std::move(job));
  co_return done;
}

Awaitable<Result<void>> App::resume_organisation(Caller caller, std::string reason, std::string basis) {
  if (auto may = may_suspend(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    if (!transaction.directory()->suspension()) return refuse(RefusalCode::not_suspended);
    Faults faults;
    store::OrganisationResumed event{impl_->zone.date(transaction.now()), checked_reason(reason, faults), checked_basis(basis, faults)};
    if (!faults.empty()) return refuse_fields(std::move(faults));
    transaction.append(actor_text(caller), event);
    return true;
  };
  auto done = co_await record(*impl_, caller, std::move(job));
  co_return done;
}

}  // namespace luan::app
