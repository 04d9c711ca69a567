// What is recorded of officials: the organisation board registers it, everything that was recorded before is kept in the log.
#include <algorithm>
#include <set>

#include "app/impl.hpp"
#include "app/official_form.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

std::string mark_of(const json::object& values) { return to_hex(sha256(json::serialize(values))).substr(0, 16); }

std::vector<FieldError> identity_faults(const store::Directory& directory, const store::Official* known, const json::object& values) {
  const std::string number = text_or_empty(values, "identity_number");
  if (number.empty()) return {};
  if (!is_identity_number(number)) return {{"identity_number", {"Số định danh gồm 12 chữ số", "An identity number has 12 digits"}}};
  for (const store::Official* other : directory.officials())
    if (other != known && text_or_empty(other->person, "identity_number") == number)
      return {{"identity_number", {"Số định danh này là của đ/c " + other->name(), "This identity number is that of " + other->name()}}};
  return {};
}

Result<const store::Official*> known_official(const store::Directory& directory, std::string_view id) {
  const auto parsed = OfficialId::parse(id);
  const store::Official* known = parsed ? directory.official(*parsed) : nullptr;
  if (!known) return refuse(RefusalCode::not_found);
  return known;
}

/// What of the form changed with these facts. `hides`: fields that the reader is not shown.
void tell_changed(FactsChange& change, const store::Directory& directory, const json::object& changed, bool hides) {
  json::object there;
  std::set<std::string> fields;
  for (const auto& [name, value] : changed) {
    if (const std::string field = field_of_fact(name); !field.empty() && !(hides && is_private(field))) fields.insert(field);
    if (!value.is_null()) there[name] = value;
  }
  const json::object values = values_of_official(directory, store::Official{{}, {}, {}, "", "", "", there}, Date{});
  for (const workflow::Field& field : official_form().fields) {
    if (!fields.contains(field.id)) continue;
    if (const json::value* value = values.if_contains(field.id))
      change.now[field.id] = *value;
    else
      change.gone.push_back(field.id);
  }
}

}  // namespace

Result<void> App::may_keep_officials(const Caller& caller) const { return needs_one_of(caller, {"organisation_board"}); }

Result<OfficialFormView> App::official_form(const Caller& caller, std::string_view id) const {
  if (auto may = may_keep_officials(caller); !may) return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  OfficialFormView view{&app::official_form(), impl_->form_world(directory, nullptr, "", nullptr), "", {}, ""};
  if (id.empty()) return view;
  const auto known = known_official(*directory, id);
  if (!known) return std::unexpected(known.error());
  view.name = (*known)->name();
  view.values = values_of_official(*directory, **known, impl_->today());
  view.seen = mark_of(view.values);
  return view;
}

Awaitable<Result<OfficialKept>> App::keep_official(Caller caller, std::string id, json::value body, FactsMeta meta) {
  if (auto may = may_keep_officials(caller); !may) co_return std::unexpected(std::move(may.error()));
  const auto basis = clean_text(meta.basis, false);
  if (!basis || length(*basis) > 200) {
    // What is wrong beside it is told at once.
    std::vector<FieldError> faults;
    if (const auto filled = workflow::check_form(app::official_form(), body, impl_->form_world(impl_->directory(), nullptr, "", nullptr)); !filled)
      faults = filled.error().fields;
    faults.push_back({"basis", basis ? Localized{"Không quá 200 ký tự", "200 characters at most"} : basis.error()});
    co_return refuse_fields(std::move(faults));
  }
  std::function<Result<OfficialKept>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<OfficialKept> {
    const DirectoryPtr directory = store::as_of(transaction.directory(), impl_->today());
    const store::Official* known = nullptr;
    if (!id.empty()) {
      const auto found = known_official(*directory, id);
      if (!found) return std::unexpected(found.error());
      known = *found;
    }
    const workflow::FormWorld world = impl_->form_world(directory, nullptr, "", nullptr);
    const auto filled = workflow::check_form(app::official_form(), body, world);
    if (!filled) return std::unexpected(filled.error());
    if (auto faults = identity_faults(*directory, known, filled->values); !faults.empty()) return refuse_fields(std::move(faults));
    const OfficialId whose = known ? known->id : transaction.ids().fresh<OfficialId>();
    const auto event = official_event(known, whose, filled->values, *basis);
    if (!event) return OfficialKept{whose.text(), false};
    // Said after «nothing changes»: sending the same a second time is no conflict.
    if (const std::string now = known ? mark_of(values_of_official(*directory, *known, impl_->today())) : ""; !meta.seen.empty() && meta.seen != now)
      return refuse(RefusalCode::stale, {{"version", now}});
    transaction.append(actor_text(caller), *event);
    return OfficialKept{whose.text(), true};
  };
  auto answer = co_await on_writer<OfficialKept>(*impl_->writer, caller, std::move(job));
  co_return answer;
}

Result<std::vector<FactsChange>> App::facts_history(const Caller& caller, std::string_view id) const {
  const DirectoryPtr directory = impl_->directory();
  const auto known = known_official(*directory, id);
  if (!known || !(caller.reads_all() || caller.actor.official == (*known)->id)) return refuse(RefusalCode::not_found);
  const store::Reader reader = impl_->database->reader();
  std::vector<FactsChange> out;
  for (const store::HistoryRow& row : store::history_of_official(reader.session(), (*known)->id.text())) {
    FactsChange change;
    change.by = row.event.actor == "-" ? "luan" : account_name(*directory, AccountId::trusted(row.event.actor));
    change.at = row.event.time;
    change.registered = row.event.type == "official.registered";
    for (const store::ContentRow& content : row.contents) {
      if (content.name != "facts") continue;
      change.basis = text_or_empty(content.value, "basis");
      const bool hides = !caller.has(identity::Role::organisation_board) && caller.actor.official != (*known)->id;
      tell_changed(change, *directory, content.value.at("changed").as_object(), hides);
    }
    out.push_back(std::move(change));
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace luan::app
