#include "workflow/dossier.hpp"

#include <algorithm>

#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

bool required_of(const DossierItem& item, const RotationNominated& facts) {
  if (item.required) return true;
  const bool asked = !item.kinds.empty() || !item.directions.empty();
  return asked && (item.kinds.empty() || contains(item.kinds, facts.kind)) && (item.directions.empty() || contains(item.directions, facts.direction));
}

DossierLine::State state_of(const DossierPaper* paper, Date on) {
  if (!paper) return DossierLine::State::missing;
  const bool valid = paper->there && (!paper->recorded.expires || on <= *paper->recorded.expires);
  if (valid) return DossierLine::State::present;
  if (paper->excepted) return DossierLine::State::excepted;
  return paper->there ? DossierLine::State::expired : DossierLine::State::missing;
}

struct Located {
  const DossierItem* item = nullptr;
  Acting acting{};
};

/// The item, and in which role the actor keeps it; or why he does not.
Result<Located> locate(const Definition& definition, const Rotation& rotation, const KeepDossier& command, const Context& context) {
  const auto item = std::ranges::find(definition.dossier.items, command.item, &DossierItem::id);
  if (item == definition.dossier.items.end()) return refuse(RefusalCode::not_found);
  const auto& who = command.kind == KeepDossier::Kind::except ? definition.dossier.excepted_by : definition.dossier.who;
  const auto acts = acting(*context.actor, who, rotation);
  if (!acts) return refuse(RefusalCode::forbidden, {{"needed", needed(who, rotation.parties, context)}});
  if (auto may = refuse_if_concerned(rotation, *acts, context); !may) return std::unexpected(std::move(may.error()));
  if (auto open = refuse_unless_open(rotation, context); !open) return std::unexpected(std::move(open.error()));
  const DossierPaper* paper = rotation.paper(command.item);
  if (command.kind == KeepDossier::Kind::withdraw && !(paper && paper->there)) return refuse(RefusalCode::dossier_item_absent, {{"item", item->title}});
  return Located{&*item, *acts};
}

/// What the item's validity asks of what is recorded.
std::expected<std::optional<Date>, Refusal> expiry_of(const DossierItem& item, const KeepDossier& command, Date today) {
  std::vector<FieldError> faults;
  const bool dated = item.valid == DossierItem::Valid::months, stated = item.valid == DossierItem::Valid::stated;
  if (dated && !command.signed_on)
    faults.push_back({"signed_on", {"Cần điền «Ngày ký»: thời hạn tính từ ngày này.", "Fill in «Signed on»: its validity counts from that day."}});
  if (command.signed_on && *command.signed_on > today) faults.push_back({"signed_on", {"Ngày ký không thể sau hôm nay.", "It cannot be signed after today."}});
  if (stated && !command.expires) faults.push_back({"expires", {"Cần điền ngày hết hạn ghi trên giấy.", "Fill in the day that the paper says it ends."}});
  if (!faults.empty()) return refuse_fields(std::move(faults));
  const auto expires = dated ? runs_out(item, *command.signed_on) : stated ? command.expires : std::nullopt;
  if (expires && *expires < today)
    return refuse_fields({{dated ? "signed_on" : "expires",
                           {"Giấy này đã hết hạn ngày " + to_page_text(*expires) + ". Đề nghị nộp bản còn hạn.",
                            "This paper ran out on " + to_page_text(*expires) + ". Hand in one that is valid."}}});
  return expires;
}

}  // namespace

std::string_view to_text(DossierLine::State state) {
  switch (state) {
    case DossierLine::State::present: return "present";
    case DossierLine::State::expired: return "expired";
    case DossierLine::State::excepted: return "excepted";
    case DossierLine::State::missing: return "missing";
  }
  return "missing";
}

std::vector<DossierLine> dossier_of(const Definition& definition, const Rotation& rotation, Date on) {
  std::vector<DossierLine> lines;
  for (const DossierItem& item : definition.dossier.items) {
    const DossierPaper* paper = rotation.paper(item.id);
    lines.push_back({&item, paper, required_of(item, rotation.facts), state_of(paper, on)});
  }
  return lines;
}

int percent_complete(const std::vector<DossierLine>& lines) {
  const auto required = std::ranges::count_if(lines, &DossierLine::required), lacking = std::ranges::count_if(lines, &DossierLine::lacking);
  return required == 0 ? 100 : static_cast<int>((required - lacking) * 100 / required);
}

std::optional<Date> runs_out(const DossierItem& item, Date signed_on) {
  if (item.valid != DossierItem::Valid::months) return {};
  return add_months(signed_on, item.months);
}

std::optional<Localized> dossier_lacks(const Definition& definition, const Rotation& rotation, const Step& step, std::string_view answer, Date on) {
  if (!contains(step.needs_dossier, answer)) return {};
  Localized names;
  for (const DossierLine& line : dossier_of(definition, rotation, on))
    if (line.lacking()) names.vi += (names.vi.empty() ? "" : "; ") + line.item->title.vi, names.en += (names.en.empty() ? "" : "; ") + line.item->title.en;
  return names.vi.empty() ? std::nullopt : std::optional(std::move(names));
}

void except_what_lacks(Unfolding& unfolding, const Step& step, const Standing& standing, const Filled& form) {
  if (!contains(step.excepts_dossier, form.answer)) return;
  const json::object grounds{{"authoriser", text_or_empty(form.values, "authoriser")}, {"basis", text_or_empty(form.values, "basis")}};
  const Seat& seat = *standing.seat;
  const std::string actor = unfolding.context().actor->account.text();
  for (const DossierLine& line : dossier_of(unfolding.definition(), unfolding.state(), unfolding.today()))
    if (line.lacking()) unfolding.emit(DossierItemExcepted{line.item->id, seat.role, seat.unit, standing.principal}, {{"exception", grounds}}, actor);
}

std::expected<void, Refusal> may_keep_dossier(const Definition& definition, const Rotation& rotation, const KeepDossier& command, const Context& context) {
  auto located = locate(definition, rotation, command, context);
  if (!located) return std::unexpected(std::move(located.error()));
  return {};
}

Result<Decided> keep_dossier(Unfolding& unfolding, const KeepDossier& command) {
  const auto located = locate(unfolding.definition(), unfolding.state(), command, unfolding.context());
  if (!located) return std::unexpected(located.error());
  const std::string actor = unfolding.context().actor->account.text();
  const Acting& as = located->acting;
  switch (command.kind) {
    case KeepDossier::Kind::record: {
      const auto expires = expiry_of(*located->item, command, unfolding.today());
      if (!expires) return std::unexpected(expires.error());
      const std::string file = command.attachments.empty() ? "" : command.attachments.front().file;
      unfolding.emit(DossierItemRecorded{command.item, as.role, as.unit, command.signed_on, *expires, file, as.principal}, {{"item", command.content}}, actor,
                     command.attachments);
      break;
    }
    case KeepDossier::Kind::withdraw:
      unfolding.emit(DossierItemWithdrawn{command.item, as.role, as.unit, as.principal}, {{"reason", command.content}}, actor);
      break;
    case KeepDossier::Kind::except:
      unfolding.emit(DossierItemExcepted{command.item, as.role, as.unit, as.principal}, {{"exception", command.content}}, actor);
      break;
  }
  if (auto settled = unfolding.settle(); !settled) return std::unexpected(std::move(settled.error()));  // what it voids is asked again
  return unfolding.take();
}

}  // namespace luan::workflow
