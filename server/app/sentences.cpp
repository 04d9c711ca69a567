// The history in words, both languages.
#include "app/impl.hpp"

namespace luan::app {
namespace {

struct Teller {
  const store::Directory& directory;
  const workflow::Definition& definition;
  const workflow::Rotation& rotation;
  const std::string& to;
  bool names_votes;
  Date day;

  [[nodiscard]] Localized step_title(const std::string& step) const {
    const workflow::Step* found = definition.find_step(step).second;
    return found ? found->title : Localized{step, step};
  }
  [[nodiscard]] Localized place() const {
    if (const workflow::Stage* stage = definition.stage(to)) return stage->title;
    if (const workflow::End* end = definition.end(to)) return end->title;
    return {to, to};
  }
  [[nodiscard]] Localized outcome(const std::string& step, const std::string& outcome) const {
    if (outcome == "lapsed") return {"không thực hiện khi giai đoạn kết thúc", "lapsed when the stage was left"};
    const workflow::Step* found = definition.find_step(step).second;
    return found ? workflow::outcome_label(definition, *found, outcome) : Localized{outcome, outcome};
  }

  /// The body, or the person where the caller may know how persons answered.
  [[nodiscard]] Localized who_sits(const workflow::Seat& seat) const {
    if (seat.account.none()) return body_name(directory, seat.role, seat.unit, day);
    if (!names_votes && seat.role != "official") return {"Một uỷ viên", "A member"};
    return {account_name(directory, seat.account), account_name(directory, seat.account)};
  }
  [[nodiscard]] Localized change(const std::string& by) const {
    if (by == "correction") return {"một nội dung liên quan được đính chính", "something it rested on was corrected"};
    if (by == "succession") return {"đơn vị liên quan đã sáp nhập hoặc chia tách", "a unit of the rotation has merged or split"};
    if (by == "dossier") return {"hồ sơ nhân sự đã thay đổi", "the dossier has changed"};
    return {"bước «" + step_title(by).vi + "» có kết quả sau đó", "the step “" + step_title(by).en + "” came out after it"};
  }

  Told operator()(const workflow::RotationNominated& e) const {
    const std::string who = official_ref(directory, e.official).name;
    const Localized post = position_ref(directory, e.position).title;
    return {{"Đề cử đ/c " + who + ", dự kiến " + post.vi, who + " nominated for " + post.en}, true};
  }
  Told operator()(const workflow::StageEntered&) const { return {{"Chuyển sang giai đoạn: " + place().vi, "Stage entered: " + place().en}, true}; }
  Told operator()(const workflow::StepOpened& e) const {
    const Localized title = step_title(e.step);
    const std::string due = e.due ? to_page_text(*e.due) + (e.due_minute ? ", " + clock_text(*e.due_minute) : "") : "";
    const std::string due_vi = e.due ? ", hạn " + due : "", due_en = e.due ? ", due " + due : "";
    return {{"Mở bước: " + title.vi + due_vi, "Step opened: " + title.en + due_en}, false};
  }
  Told operator()(const workflow::ResponseRecorded& e) const {
    const workflow::Step* step = definition.find_step(e.step).second;
    const Localized title = step_title(e.step);
    Localized who = who_sits(e.seat);
    const std::string principal = e.principal.none() || !(names_votes || e.seat.account.none()) ? "" : account_name(directory, e.principal);
    if (!principal.empty()) who = {who.vi + " (người được uỷ quyền làm thay đ/c " + principal + ")", who.en + " (a substitute acting for " + principal + ")"};
    const workflow::Answer* answer = step && !step->form.empty() ? definition.form(step->form).answer(e.outcome) : nullptr;
    const bool shown = answer && (names_votes || e.seat.account.none());
    return {{who.vi + (shown ? " trả lời «" + title.vi + "»: " + answer->label.vi : " đã gửi «" + title.vi + "»"),
             who.en + (shown ? " answered “" + title.en + "”: " + answer->label.en : " sent “" + title.en + "”")},
            e.seat.account.none()};
  }
  Told operator()(const workflow::ResponseCorrected& e) const {
    const Localized title = step_title(e.step), who = who_sits(e.seat);
    return {{who.vi + " đính chính nội dung «" + title.vi + "»", who.en + " corrected “" + title.en + "”"}, true};
  }
  Told operator()(const workflow::ResponseVoided& e) const {
    const Localized title = step_title(e.step), who = who_sits(e.seat), why = change(e.by);
    return {{"«" + title.vi + "» của " + who.vi + " phải làm lại vì " + why.vi, "“" + title.en + "” of " + who.en + " is asked again: " + why.en}, true};
  }
  Told operator()(const workflow::StepClosed& e) const {
    const Localized title = step_title(e.step), result = outcome(e.step, e.outcome);
    std::string count_vi, count_en;
    if (!e.tally.empty()) {
      const auto n = [&](std::string_view name) {
        for (const auto& [key, value] : e.tally)
          if (key == name) return std::to_string(value);
        return std::string("0");
      };
      count_vi = " (tán thành " + n("for") + ", không tán thành " + n("against") + ", không có ý kiến " + n("abstain") + "; có mặt " + n("present") + "/" +
                 n("summoned") + " được triệu tập" + (n("recused") == "0" ? "" : "; không tham gia vì xung đột lợi ích: " + n("recused")) + ")";
      count_en = " (for " + n("for") + ", against " + n("against") + ", abstained " + n("abstain") + "; " + n("present") + " of " + n("summoned") +
                 " summoned took part" + (n("recused") == "0" ? "" : "; recused: " + n("recused")) + ")";
    }
    return {{"Đóng bước «" + title.vi + "»: " + result.vi + count_vi, "“" + title.en + "” closed: " + result.en + count_en}, !e.tally.empty()};
  }
  Told operator()(const workflow::ScoreRecorded& e) const {
    const Localized band = outcome(e.step, e.outcome);
    return {{"Có điểm: " + band.vi + " (" + e.plugin + " " + e.version + ")", "Score recorded: " + band.en + " (" + e.plugin + " " + e.version + ")"}, false};
  }
  Told operator()(const workflow::DecisionIssued& e) const {
    return {{"Ban hành Quyết định số " + e.number + ", hiệu lực từ " + to_page_text(e.effective) + ", thời hạn " + std::to_string(e.months) +
                 " tháng, đến hết ngày " + to_page_text(e.ends),
             "Decision " + e.number + " issued, in effect from " + to_page_text(e.effective) + " for " + std::to_string(e.months) + " months, until " +
                 to_page_text(e.ends)},
            true};
  }
  [[nodiscard]] static Localized petition(int number) { return {"kiến nghị " + std::to_string(number), "petition " + std::to_string(number)}; }
  Told operator()(const workflow::PetitionRaised& e) const {
    const Localized owner = unit_name(directory, e.owner.none() ? rotation.parties.deciding : e.owner, day), one = petition(e.number);
    const std::string due = e.due ? to_page_text(*e.due) : "";
    return {{"Ghi nhận " + one.vi + ", " + owner.vi + " giải quyết" + (due.empty() ? "" : " trước hết ngày " + due),
             "Raised " + one.en + ", to be settled by " + owner.en + (due.empty() ? "" : " until " + due)},
            true};
  }
  Told operator()(const workflow::PetitionAnswered& e) const {
    const Localized who = body_name(directory, e.role, e.unit, day), one = petition(e.number);
    return {{who.vi + " trả lời " + one.vi, who.en + " answered " + one.en}, false};
  }
  Told operator()(const workflow::PetitionReturned& e) const {
    const Localized one = petition(e.number);
    return {{"Trả lại " + one.vi + " để giải quyết tiếp", "Gave " + one.en + " back to be settled further"}, false};
  }
  Told operator()(const workflow::PetitionClosed& e) const {
    const Localized one = petition(e.number);
    return {{"Đóng " + one.vi, "Closed " + one.en}, false};
  }
  [[nodiscard]] Localized dossier_item(const std::string& id) const {
    for (const workflow::DossierItem& item : definition.dossier.items)
      if (item.id == id) return item.title;
    return {id, id};
  }
  Told operator()(const workflow::DossierItemRecorded& e) const {
    const Localized who = body_for(e.role, e.unit, e.principal), item = dossier_item(e.item);
    const std::string until = e.expires ? to_page_text(*e.expires) : "";
    return {{who.vi + " ghi vào hồ sơ: " + item.vi + (until.empty() ? "" : ", có giá trị đến hết ngày " + until),
             who.en + " recorded in the dossier: " + item.en + (until.empty() ? "" : ", valid until " + until)},
            false};
  }
  /// The body, and for whom its member acted.
  [[nodiscard]] Localized body_for(const std::string& role, const UnitId& unit, const AccountId& principal) const {
    const Localized body = body_name(directory, role, unit, day);
    if (principal.none()) return body;
    const std::string name = account_name(directory, principal);
    return {body.vi + " (thay đ/c " + name + ")", body.en + " (for " + name + ")"};
  }
  Told operator()(const workflow::DossierItemWithdrawn& e) const {
    const Localized who = body_for(e.role, e.unit, e.principal), item = dossier_item(e.item);
    return {{who.vi + " rút khỏi hồ sơ: " + item.vi, who.en + " withdrew from the dossier: " + item.en}, false};
  }
  Told operator()(const workflow::DossierItemExcepted& e) const {
    const Localized who = body_for(e.role, e.unit, e.principal), item = dossier_item(e.item);
    return {{who.vi + " ghi ngoại lệ về hồ sơ: " + item.vi, who.en + " recorded an exception from the dossier: " + item.en}, true};
  }
  Told operator()(const workflow::DocumentNumbered& e) const {
    const workflow::Register& reg = definition.reg(e.reg);
    const std::string number = headed_number(e.number, reg.per == workflow::Register::Per::year);
    return {{"Vào sổ kèm theo: " + number + " (" + reg.title.vi + ")", "Entered beside it: " + number + " (" + reg.title.en + ")"}, true};
  }
  Told operator()(const workflow::PaperNumbered& e) const {
    const workflow::Register& reg = definition.reg(e.reg);
    const workflow::Action* action = definition.action(e.action);
    const Localized of = e.action.empty() ? step_title(e.step) : action ? action->title : Localized{e.action, e.action};
    const std::string number = headed_number(e.number, reg.per == workflow::Register::Per::year);
    return {{"Vào sổ văn bản của «" + of.vi + "»: " + number + " (" + reg.title.vi + ")",
             "Paper of “" + of.en + "” entered: " + number + " (" + reg.title.en + ")"},
            true};
  }
  Told operator()(const workflow::TermExtended& e) const {
    return {{"Gia hạn " + std::to_string(e.months) + " tháng, đến hết ngày " + to_page_text(e.ends),
             "Extended by " + std::to_string(e.months) + " months, until " + to_page_text(e.ends)},
            true};
  }
  Told operator()(const workflow::EvaluationConcluded& e) const {
    const Localized level = level_label(e.level);
    return {{"Kết luận đánh giá: " + level.vi, "Evaluation concluded: " + level.en}, true};
  }
  Told operator()(const workflow::PetitionsRaised& e) const {
    return {{"Ghi nhận " + std::to_string(e.count) + " kiến nghị", std::to_string(e.count) + (e.count == 1 ? " petition raised" : " petitions raised")}, true};
  }
  Told operator()(const workflow::PlacementDecided& e) const {
    const Localized unit = unit_name(directory, e.unit, day), post = e.position.none() ? Localized{} : position_ref(directory, e.position).title;
    const std::string vi = post.vi.empty() ? unit.vi : post.vi, en = post.en.empty() ? unit.en : post.en;
    if (e.kind == "extend")
      return {{"Đề xuất gia hạn " + std::to_string(e.months) + " tháng", "An extension of " + std::to_string(e.months) + " months is proposed"}, false};
    if (e.leaves) return {{"Thôi phục vụ: nghỉ hưu, thôi việc hoặc từ trần; không bố trí chức danh", "Leaves the service; no post is given"}, true};
    return {{"Phương án bố trí: " + vi, "Placement: " + en}, true};
  }
  Told operator()(const workflow::ActionTaken& e) const {
    const workflow::Action* action = definition.action(e.action);
    const Localized who = body_name(directory, e.role, e.unit, day), title = action ? action->title : Localized{e.action, e.action};
    const std::string principal = e.principal.none() ? "" : account_name(directory, e.principal);
    return {{who.vi + ": " + title.vi + (principal.empty() ? "" : " (thay đ/c " + principal + ")"),
             who.en + ": " + title.en + (principal.empty() ? "" : " (for " + principal + ")")},
            true};
  }
  Told operator()(const workflow::ParticipantRecused& e) const {
    const Localized title = step_title(e.step);
    Localized who{account_name(directory, e.account), account_name(directory, e.account)};
    if (e.seat.account.none()) {
      const Localized body = body_name(directory, e.seat.role, e.seat.unit, day);
      who = {who.vi + " (" + body.vi + ")", who.en + " (" + body.en + ")"};
    } else if (!names_votes) {
      who = {"Một người được hỏi", "Somebody asked"};
    }
    if (e.conflict == "official")
      return {{who.vi + " không tham gia «" + title.vi + "»: không ai xem xét hồ sơ của chính mình",
               who.en + " takes no part in “" + title.en + "”: nobody judges his own rotation"},
              false};
    if (e.conflict == "earlier")
      return {{who.vi + " không tham gia «" + title.vi + "»: đã khai báo xung đột lợi ích ở bước khác",
               who.en + " takes no part in “" + title.en + "”: a conflict of interest was declared at another step"},
              false};
    return {{who.vi + " không tham gia «" + title.vi + "»: khai báo xung đột lợi ích",
             who.en + " takes no part in “" + title.en + "”: a conflict of interest is declared"},
            true};
  }
  Told operator()(const workflow::ParticipantReplaced& e) const {
    const Localized title = step_title(e.step);
    if (!names_votes) return {{"Một người được hỏi ở «" + title.vi + "» được thay", "Somebody asked in “" + title.en + "” is replaced"}, false};
    const std::string was = account_name(directory, e.seat.account), now = account_name(directory, e.replacement);
    return {{"Ở «" + title.vi + "», " + now + " được hỏi thay " + was, "In “" + title.en + "”, " + now + " is asked instead of " + was}, true};
  }
  Told operator()(const workflow::PartyPassed& e) const {
    const Localized from = unit_name(directory, e.from, day), into = unit_name(directory, e.to, day);
    const Localized part = e.party == "sending"    ? Localized{"nơi đi", "the sending unit"}
                           : e.party == "deciding" ? Localized{"cấp quyết định", "the deciding unit"}
                                                   : Localized{"nơi đến", "the receiving unit"};
    return {{into.vi + " kế thừa " + from.vi + " làm " + part.vi, into.en + " takes over from " + from.en + " as " + part.en}, true};
  }
  Told operator()(const workflow::StepPassed& e) const {
    const Localized title = step_title(e.step), from = unit_name(directory, e.from, day), into = unit_name(directory, e.to, day);
    return {{"Bước «" + title.vi + "» chuyển từ " + from.vi + " sang " + into.vi, "“" + title.en + "” passes from " + from.en + " to " + into.en}, true};
  }
  Told operator()(const workflow::StepReminded& e) const {
    const Localized title = step_title(e.step);
    return {{"Nhắc việc «" + title.vi + "»", "Reminded of “" + title.en + "”"}, false};
  }
  Told operator()(const workflow::StepEscalated& e) const {
    const Localized title = step_title(e.step);
    Localized whom;
    for (const workflow::Seat& seat : e.to) {
      const Localized body = body_name(directory, seat.role, seat.unit, day);
      whom.vi += (whom.vi.empty() ? "" : ", ") + body.vi, whom.en += (whom.en.empty() ? "" : ", ") + body.en;
    }
    return {{"Việc «" + title.vi + "» chậm, đã báo cáo " + whom.vi + (e.may_answer ? ", nơi này cũng trả lời được" : ""),
             "“" + title.en + "” is late; " + whom.en + (e.may_answer ? " was told and may answer too" : " was told")},
            true};
  }
  Told operator()(const workflow::StepRescheduled& e) const {
    const Localized title = step_title(e.step);
    return {{"Hạn của «" + title.vi + "» chuyển sang " + to_page_text(e.due), "“" + title.en + "” is now due " + to_page_text(e.due)}, false};
  }
  Told operator()(const workflow::PetitionOverdue& e) const {
    const std::string number = std::to_string(e.number);
    const Localized owner = unit_name(directory, e.unit, day);
    return {{"Kiến nghị số " + number + " quá hạn trả lời, đã báo " + owner.vi + " và Ban Tổ chức",
             "Petition " + number + " is overdue; " + owner.en + " and the organisation board were told"},
            true};
  }
  Told operator()(const workflow::RotationSuspended& e) const {
    if (e.organisation) return {{"Hồ sơ tạm dừng cùng toàn tổ chức", "Rotation suspended with the whole organisation"}, true};
    if (!e.until) return {{"Hồ sơ tạm dừng", "Rotation suspended"}, true};
    return {{"Hồ sơ hoãn, tự tiếp tục từ ngày " + to_page_text(*e.until), "Rotation deferred until " + to_page_text(*e.until)}, true};
  }
  Told operator()(const workflow::RotationResumed&) const { return {{"Hồ sơ được tiếp tục", "Rotation resumed"}, true}; }
  Told operator()(const workflow::RotationMigrated& e) const {
    const std::string number = std::to_string(e.version), again = std::to_string(e.again.size());
    Localized what{"Chuyển sang quy trình bản " + number + ", giai đoạn: " + place().vi,
                   "Moved to version " + number + " of the workflow, stage: " + place().en};
    if (!e.again.empty()) what.vi += "; " + again + " bước không giữ kết quả cũ", what.en += "; " + again + " steps do not keep what they had";
    return {what, true};
  }
  Told operator()(const workflow::RotationEnded&) const { return {{"Hồ sơ kết thúc: " + place().vi, "Rotation ended: " + place().en}, true}; }
};

}  // namespace

Localized level_label(std::string_view level) {
  if (level == "excellent") return {"Hoàn thành xuất sắc nhiệm vụ", "Excellent"};
  if (level == "good") return {"Hoàn thành tốt nhiệm vụ", "Good"};
  if (level == "completed") return {"Hoàn thành nhiệm vụ", "Completed"};
  if (level == "not_completed") return {"Không hoàn thành nhiệm vụ", "Not completed"};
  if (level == "ended_early") return {"Kết thúc sớm", "Ended early"};
  if (level == "open") return {"Chưa có đánh giá", "Not yet evaluated"};
  return {std::string(level), std::string(level)};
}

std::string tone_of(const workflow::Form& form, std::string_view answer) {
  const workflow::Answer* found = form.answer(answer);
  return !found ? "" : found->agrees ? "ok" : "bad";
}

Told tell(const store::Directory& directory, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::EventBody& body,
          const std::string& to, bool names_votes, Date day) {
  return std::visit(Teller{directory, definition, rotation, to, names_votes, day}, body);
}

}  // namespace luan::app
