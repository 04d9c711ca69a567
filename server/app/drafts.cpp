// Drafts: saved while one types, shown again when the form is opened, gone with the event that records it (`once`).
#include <algorithm>
#include <array>

#include "app/draft_keeping.hpp"
#include "app/draft_views.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

using Kind = DraftOf::Kind;
constexpr std::array<std::pair<Kind, std::string_view>, 8> kinds{{{Kind::step, "step"},
                                                                  {Kind::recusal, "recusal"},
                                                                  {Kind::action, "action"},
                                                                  {Kind::nomination, "nomination"},
                                                                  {Kind::petition, "petition"},
                                                                  {Kind::correction, "correction"},
                                                                  {Kind::dossier, "dossier"},
                                                                  {Kind::form, "form"}}};

Result<ActionFormView> dossier_form_of(const App& app, const Caller& caller, const DraftOf& of) {
  const std::string_view name = of.name;
  const auto dot = name.find('.');
  const auto kind = dot == name.npos ? std::nullopt : parse_dossier_act(name.substr(dot + 1));
  if (!kind) return refuse(RefusalCode::not_found);
  return app.dossier_item(caller, of.rotation, name.substr(0, dot), *kind);
}

/// Is there such a form, as far as this caller may know? Whether he may send it is judged when he does.
Result<void> known(const App& app, const Caller& caller, const DraftOf& of) {
  if (of.kind == Kind::form) return {};  // the pages have judged that: addresses are theirs
  if (of.kind == Kind::nomination) {
    const auto start = app.start(caller, of.name);
    return start ? Result<void>() : std::unexpected(start.error());
  }
  if (of.kind == Kind::petition) {
    const auto petition = app.petition(caller, of.rotation, whole_number(of.name).value_or(0));
    return petition ? Result<void>() : std::unexpected(petition.error());
  }
  if (of.kind == Kind::correction) {
    const auto correction = app.correction(caller, of.rotation, whole_number(of.name).value_or(0));
    return correction ? Result<void>() : std::unexpected(correction.error());
  }
  if (of.kind == Kind::dossier) {
    const auto asked = dossier_form_of(app, caller, of);
    return asked ? Result<void>() : std::unexpected(asked.error());
  }
  const auto visible = app.impl().visible(caller, of.rotation);
  if (!visible) return std::unexpected(visible.error());
  const workflow::DefinitionPtr definition = app.impl().definition_ptr(**visible);
  const bool there = of.kind == Kind::action ? definition->action(of.name) != nullptr : definition->find_step(of.name).second != nullptr;
  if (!there) return refuse(RefusalCode::not_found);
  return {};
}

Result<std::string> stored_fields(const json::object& fields) {
  for (const auto& [name, value] : fields)
    if (!is_utf8(name) || !value.is_string() || !is_utf8(value.as_string()))
      return refuse(RefusalCode::bad_request, {{"detail", "a draft is text by name, in UTF-8"}});
  std::string text = json::serialize(fields);
  if (text.size() > draft_bytes_most) return refuse(RefusalCode::too_large, {{"limit", std::to_string(draft_bytes_most / 1'000) + " KB"}});
  return text;
}

DraftView view_of(DraftOf of, const store::Draft& row) { return {std::move(of), json::parse(row.fields).as_object(), row.seen, row.updated}; }

/// What it is called in a list.
void entitle(const App& app, const Caller& caller, DraftView& view) {
  const DraftOf& of = view.of;
  if (of.kind == Kind::form) return;  // the pages know what they call it
  if (of.kind == Kind::nomination) {
    if (const auto start = app.start(caller, of.name)) view.title = start->form->title;
    return;
  }
  if (of.kind == Kind::petition) {
    const auto petition = app.petition(caller, of.rotation, whole_number(of.name).value_or(0));
    if (!petition) return;
    view.title = {"Kiến nghị " + of.name, "Petition " + of.name}, view.code = petition->code, view.official = petition->official.name;
    return;
  }
  if (of.kind == Kind::correction) {
    const auto correction = app.correction(caller, of.rotation, whole_number(of.name).value_or(0));
    if (!correction) return;
    view.title = {"Đính chính: " + correction->title.vi, "Correction: " + correction->title.en};
    view.code = correction->code, view.official = correction->parties.official.name;
    return;
  }
  if (of.kind == Kind::dossier) {
    const auto asked = dossier_form_of(app, caller, of);
    if (!asked) return;
    view.title = {"Hồ sơ nhân sự: " + asked->title.vi, "Dossier: " + asked->title.en};
    view.code = asked->code, view.official = asked->parties.official.name;
    return;
  }
  const auto visible = app.impl().visible(caller, of.rotation);
  if (!visible) return;
  const workflow::Rotation& rotation = **visible;
  const workflow::DefinitionPtr definition = app.impl().definition_ptr(rotation);
  view.code = rotation.facts.code, view.official = official_ref(*app.impl().directory(), rotation.facts.official).name;
  const workflow::Action* action = of.kind == Kind::action ? definition->action(of.name) : nullptr;
  const workflow::Step* step = of.kind != Kind::action ? definition->find_step(of.name).second : nullptr;
  if (action) view.title = action->title;
  if (step) view.title = step->title;
  if (step && of.kind == Kind::recusal) view.title = {"Xung đột lợi ích: " + step->title.vi, "Conflict of interest: " + step->title.en};
}

}  // namespace

namespace {

/// An address of this server, without its first slash: nothing that leads elsewhere or into another line of a header.
bool is_address(std::string_view name) {
  return !name.starts_with('/') && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

}  // namespace

std::string DraftOf::text() const {
  const auto found = std::ranges::find(kinds, kind, &std::pair<Kind, std::string_view>::first);
  return std::string(found->second) + "/" + rotation + "/" + name;
}

std::optional<DraftOf> DraftOf::parse(std::string_view text) {
  const auto first = text.find('/');
  const auto last = text.starts_with("form/-/") ? std::string_view("form/-").size() : text.rfind('/');
  if (first == text.npos || first == last || text.size() > 200) return {};
  const auto found = std::ranges::find(kinds, text.substr(0, first), &std::pair<Kind, std::string_view>::second);
  DraftOf of{Kind::step, std::string(text.substr(first + 1, last - first - 1)), std::string(text.substr(last + 1))};
  if (found == kinds.end() || of.name.empty() || (found->first == Kind::nomination || found->first == Kind::form) != (of.rotation == "-")) return {};
  if (found->first == Kind::form && !is_address(of.name)) return {};
  of.kind = found->first;
  return of;
}

Awaitable<Result<Instant>> App::save_draft(Caller caller, DraftOf of, json::object fields, int seen, RequestMeta meta) {
  if (auto there = known(*this, caller, of); !there) co_return std::unexpected(std::move(there.error()));
  auto text = stored_fields(fields);
  if (!text) co_return std::unexpected(std::move(text.error()));
  store::Draft row = locked(*impl_, caller.account(), {of.text(), seen, std::move(*text), {}});
  std::function<Result<Instant>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Instant> {
    // What was on its way when the form was recorded is no draft any more.
    if (!meta.key.empty() && transaction.find_request(caller.account(), meta.key, meta.route)) return transaction.now();
    row.updated = transaction.now();
    if (!transaction.put_draft(caller.account(), row, drafts_most)) return refuse(RefusalCode::too_many_drafts, {{"limit", std::to_string(drafts_most)}});
    return transaction.now();
  };
  auto saved = co_await on_writer<Instant>(*impl_->writer, std::move(job));
  co_return saved;
}

Awaitable<Result<void>> App::discard_draft(Caller caller, std::string of) {
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    transaction.drop_draft(caller.account(), of);
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

std::optional<DraftView> App::draft(const Caller& caller, const DraftOf& of) const {
  const store::Reader reader = impl_->database->reader();
  auto row = store::draft(reader.session(), caller.account(), of.text());
  if (row) row = opened(*impl_, caller.account(), std::move(*row));
  if (!row) return {};
  return view_of(of, *row);
}

int App::draft_count(const Caller& caller) const {
  const store::Reader reader = impl_->database->reader();
  return static_cast<int>(store::drafts(reader.session(), caller.account()).size());
}

std::vector<DraftView> App::drafts(const Caller& caller) const {
  std::vector<store::Draft> rows;
  {
    const store::Reader reader = impl_->database->reader();
    rows = store::drafts(reader.session(), caller.account());
  }
  std::vector<DraftView> out;
  for (const store::Draft& row : rows) {
    auto of = DraftOf::parse(row.form);
    const auto typed = of ? opened(*impl_, caller.account(), row) : std::nullopt;
    if (!typed) continue;
    out.push_back(view_of(std::move(*of), *typed));
    entitle(*this, caller, out.back());
  }
  return out;
}

}  // namespace luan::app
