// Who stands in for whom: granted with dates, scope and reason, over by itself on its last day.
#include <algorithm>
#include <ranges>

#include "app/impl.hpp"
#include "base/person_name.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr int days_most = 366;
constexpr std::size_t reason_most = 1'000;

/// Looks after those who are absent.
bool looks_after_others(const Caller& caller) { return caller.has(identity::Role::organisation_board) || caller.has(identity::Role::administrator); }

bool held(const store::Account& account, std::string_view role, const UnitId& unit) {
  return std::ranges::any_of(account.grants, [&](const auto& grant) { return grant.first == role && grant.second == unit; });
}
bool delegates_something(const store::Account& account) {
  return !account.disabled && std::ranges::any_of(account.grants, [](const auto& grant) { return may_be_delegated(grant.first); });
}

/// Steps of people that the newest definitions let somebody else answer. Where two are called the same, their workflows are named too.
std::vector<std::pair<std::string, Localized>> delegable_steps(const App::Impl& impl) {
  std::vector<std::pair<std::string, Localized>> out;
  std::vector<Localized> workflows;
  for (const workflow::DefinitionPtr& definition : impl.definitions.newest())
    for (const workflow::Stage& stage : definition->stages)
      for (const workflow::Step& step : stage.steps) {
        const bool official = std::ranges::any_of(step.who, [](const workflow::Who& who) { return who.role == "official"; });
        if (!step.plugin && step.delegable && !official && std::ranges::find(out, step.id, &std::pair<std::string, Localized>::first) == out.end())
          out.emplace_back(step.id, step.title), workflows.push_back(definition->title);
      }
  std::vector<std::string> titles;
  for (const auto& [id, title] : out) titles.push_back(title.vi), titles.push_back(title.en);
  for (std::size_t i = 0; i < out.size(); ++i) {
    Localized& title = out[i].second;
    if (std::ranges::count(titles, title.vi) > 1) title.vi += " (" + workflows[i].vi + ")";
    if (std::ranges::count(titles, title.en) > 1) title.en += " (" + workflows[i].en + ")";
  }
  return out;
}

SubstitutionView view_of(const App::Impl& impl, const store::Directory& directory, const store::Substitution& found, const Caller& caller) {
  const Date today = impl.today();
  SubstitutionView view;
  view.id = found.substitution.text();
  view.principal = {found.principal.text(), account_name(directory, found.principal)};
  view.substitute = {found.substitute.text(), account_name(directory, found.substitute)};
  view.role = found.role;
  if (!found.role.empty()) view.role_label = role_name(found.role), view.unit = unit_ref(directory, found.unit);
  const auto titles = delegable_steps(impl);
  for (const std::string& step : found.steps) {
    const auto title = std::ranges::find(titles, step, &std::pair<std::string, Localized>::first);
    view.steps.emplace_back(step, title == titles.end() ? Localized{step, step} : title->second);
  }
  view.from = found.from, view.until = found.until, view.reason = found.reason;
  view.state = found.ended ? "ended" : today < found.from ? "coming" : today > found.until ? "over" : "active";
  view.may_end = !found.ended && today <= found.until && (found.principal == caller.account() || looks_after_others(caller));
  return view;
}

struct Checked {
  store::SubstitutionGranted granted;
  std::vector<FieldError> faults;
};

void check_people(const store::Directory& directory, const Caller& caller, const NewSubstitution& wanted, Checked& out) {
  const auto principal = AccountId::parse(wanted.principal), substitute = AccountId::parse(wanted.substitute);
  const store::Account* absent = principal ? directory.account(*principal) : nullptr;
  const store::Account* instead = substitute ? directory.account(*substitute) : nullptr;
  if (!absent || !delegates_something(*absent))
    out.faults.push_back({"principal", {"Chọn người có việc để uỷ quyền", "Choose somebody who has work to delegate"}});
  if (!instead || instead->disabled)
    out.faults.push_back({"substitute", {"Chọn người làm thay trong danh sách", "Choose the substitute from the list"}});
  else if (principal && *substitute == *principal)
    out.faults.push_back({"substitute", {"Không tự làm thay mình; chọn người khác", "Nobody stands in for himself; choose somebody else"}});
  else if (principal && *principal != caller.account() && *substitute == caller.account())
    out.faults.push_back(
        {"substitute",
         {"Không tự giao cho mình việc của người khác; chọn người thứ ba", "You cannot give somebody else's work to yourself; choose a third person"}});
  if (!out.faults.empty()) return;
  out.granted.principal = *principal, out.granted.substitute = *substitute;
  if (wanted.role.empty()) return;
  const auto unit = UnitId::parse(wanted.unit);
  if (!unit || !may_be_delegated(wanted.role) || !held(*absent, wanted.role, *unit))
    out.faults.push_back({"role", {"Chọn một vai trò mà người được làm thay đang giữ", "Choose a role that the principal holds now"}});
  else
    out.granted.role = wanted.role, out.granted.unit = *unit;
}

void check_scope(const App::Impl& impl, const NewSubstitution& wanted, Checked& out) {
  if (wanted.role.empty() == wanted.steps.empty())
    out.faults.push_back({"role", {"Chọn một vai trò, hoặc các bước cụ thể: đúng một trong hai", "Choose a role, or named steps: exactly one of the two"}});
  const auto known = delegable_steps(impl);
  for (const std::string& step : wanted.steps)
    if (std::ranges::find(known, step, &std::pair<std::string, Localized>::first) == known.end())
      out.faults.push_back(
          {"steps", {"Bước «" + step + "» không có hoặc không được uỷ quyền", "The step «" + step + "» is not there, or may not be delegated"}});
  out.granted.steps = wanted.steps;
}

void check_dates(const NewSubstitution& wanted, Date today, Checked& out) {
  const auto from = parse_date(wanted.from), until = parse_date(wanted.until);
  if (!from || *from < today) out.faults.push_back({"from", {"Nhập ngày từ hôm nay trở đi", "Enter a day from today on"}});
  if (!until || (from && *until < *from))
    out.faults.push_back({"until", {"Nhập ngày không trước ngày bắt đầu", "Enter a day not before the first one"}});
  else if (from && *until > add_days(*from, days_most))
    out.faults.push_back({"until", {"Không quá một năm; hết hạn thì giao lại", "A year at most; grant it again when it is over"}});
  if (from && until) out.granted.from = *from, out.granted.until = *until;
}

std::optional<std::string> checked_reason(const std::string& text, std::vector<FieldError>& faults) {
  const auto clean = clean_text(text, true);
  if (!clean)
    faults.push_back({"reason", clean.error()});
  else if (clean->empty() || length(*clean) > reason_most)
    faults.push_back({"reason", {"Nhập lý do, không quá 1.000 ký tự", "Enter the reason, 1,000 characters at most"}});
  else
    return *clean;
  return {};
}

}  // namespace

Result<std::vector<SubstitutionView>> App::substitutions(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  std::vector<SubstitutionView> out;
  for (const store::Substitution& found : std::views::reverse(directory->substitutions()))
    if (found.principal == caller.account() || found.substitute == caller.account() || looks_after_others(caller))
      out.push_back(view_of(*impl_, *directory, found, caller));
  return out;
}

Result<SubstitutionChoices> App::substitution_choices(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  SubstitutionChoices out;
  for (const store::Account* account : directory->accounts()) {
    if (account->disabled) continue;
    SubstitutionChoices::Person person{account->id.text(), account->name, account->title, {}};
    if (person.title.vi.empty() && !account->grants.empty())
      person.title = body_name(*directory, account->grants.front().first, account->grants.front().second);
    for (const auto& [role, unit] : account->grants)
      if (may_be_delegated(role)) person.grants.emplace_back(role, unit_ref(*directory, unit));
    // Who has work of the kind can do it for another: officials, auditors and administrators are not asked to.
    if (person.grants.empty()) continue;
    if (account->id == caller.account() || looks_after_others(caller)) out.principals.push_back(person);
    if (account->id != caller.account()) out.substitutes.push_back(std::move(person));
  }
  for (auto* people : {&out.principals, &out.substitutes}) sort_by_given_name(*people, [](const SubstitutionChoices::Person& person) { return person.name; });
  out.steps = delegable_steps(*impl_);
  if (out.principals.empty())
    return refuse(RefusalCode::forbidden,
                  {{"needed", role_list({"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "administrator"})}});
  return out;
}

Awaitable<Result<SubstitutionView>> App::grant_substitution(Caller caller, NewSubstitution wanted) {
  if (wanted.principal != caller.account().text() && !looks_after_others(caller))
    co_return refuse(RefusalCode::forbidden, {{"needed", role_list({"organisation_board", "administrator"})}});
  std::function<Result<SubstitutionView>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<SubstitutionView> {
    Checked checked;
    check_people(*transaction.directory(), caller, wanted, checked);
    check_scope(*impl_, wanted, checked);
    check_dates(wanted, impl_->zone.date(transaction.now()), checked);
    if (const auto reason = checked_reason(wanted.reason, checked.faults)) checked.granted.reason = *reason;
    if (!checked.faults.empty()) return refuse_fields(std::move(checked.faults));
    checked.granted.substitution = transaction.ids().fresh<SubstitutionId>();
    transaction.append(actor_text(caller), checked.granted);
    return view_of(*impl_, *transaction.directory(), transaction.directory()->substitutions().back(), caller);
  };
  auto answer = co_await on_writer<SubstitutionView>(*impl_->writer, caller, std::move(job));
  co_return answer;
}

Awaitable<Result<void>> App::end_substitution(Caller caller, std::string id, std::string reason) {
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const auto& all = transaction.directory()->substitutions();
    const auto found = std::ranges::find_if(all, [&](const store::Substitution& one) { return one.substitution.text() == id; });
    if (found == all.end()) return refuse(RefusalCode::not_found);
    const SubstitutionView view = view_of(*impl_, *transaction.directory(), *found, caller);
    if (found->principal != caller.account() && found->substitute != caller.account() && !looks_after_others(caller)) return refuse(RefusalCode::not_found);
    if (view.state == "ended" || view.state == "over") return true;
    if (!view.may_end) return refuse(RefusalCode::forbidden, {{"needed", role_list({"organisation_board", "administrator"})}});
    std::vector<FieldError> faults;
    const auto clean = checked_reason(reason, faults);
    if (!clean) return refuse_fields(std::move(faults));
    transaction.append(actor_text(caller), store::SubstitutionEnded{found->substitution, *clean});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

}  // namespace luan::app
