#include "app/papers.hpp"

#include <algorithm>

#include "app/paper_parts.hpp"
#include "base/text.hpp"
#include "store/event_queries.hpp"

namespace luan::app {
namespace {

constexpr std::array kinds{PaperKind::decision, PaperKind::state_decision, PaperKind::count, PaperKind::synthesis, PaperKind::evaluation, PaperKind::minutes};
constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t code_digits = 16;

PaperView view_of(const RotationParts& parts, const PaperSource& source) {
  PaperView view{source.key, label_of(source.key.kind), number_of(parts, source), {}, !source.row};
  const bool several = source.key.kind == PaperKind::count || source.key.kind == PaperKind::evaluation;
  if (several && source.step) view.label.vi += ": " + source.step->title.vi, view.label.en += ": " + source.step->title.en;
  if (source.row) view.on = parts.zone->date(source.row->event.time);
  return view;
}

paper::Document document_of(const RotationParts& parts, const PaperSource& source) {
  switch (source.key.kind) {
    case PaperKind::decision: return decision_paper(parts, source);
    case PaperKind::state_decision: return state_decision_paper(parts, source);
    case PaperKind::count: return count_paper(parts, source);
    case PaperKind::synthesis: return synthesis_paper(parts, source);
    case PaperKind::evaluation: return evaluation_paper(parts, source);
    case PaperKind::minutes: break;
  }
  throw std::logic_error("no paper of a rotation");
}

/// Who reads such a paper, for one who does not.
Refusal readers_of(PaperKind kind) {
  if (kind != PaperKind::evaluation) return readers_only();
  return {RefusalCode::forbidden, {{"needed", role_list({"party_committee", "organisation_board", "chair", "member", "auditor"})}}};
}

Refusal not_ready(PaperKind kind) {
  const Localized why = kind == PaperKind::count       ? Localized{"cuộc biểu quyết chưa kết thúc", "the ballot has not closed"}
                        : kind == PaperKind::synthesis ? Localized{"chưa đến bước tổng hợp ý kiến", "the opinions are not being synthesised yet"}
                                                       : Localized{"hồ sơ chưa có nội dung này", "the record does not hold it"};
  return {RefusalCode::paper_not_ready, {{"why", why}}};
}

struct Code {
  std::uint64_t seq = 0;
  std::string tag;
};
/// As people type it: in any case, with or without the hyphens behind the first, O for 0 and I or L for 1.
std::optional<Code> parse_code(std::string_view text) {
  const auto hyphen = text.find('-');
  if (text.size() > 64 || hyphen == text.npos) return {};
  const auto seq = whole_number<std::uint64_t>(text.substr(0, hyphen));
  if (!seq || std::to_string(*seq) != text.substr(0, hyphen)) return {};
  Code code{*seq, {}};
  for (char c : text.substr(hyphen + 1)) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    if (digits.find(c) == digits.npos) return {};
    code.tag += c;
  }
  if (code.tag.size() != code_digits) return {};
  return code;
}

std::string tag_of(PaperKind kind, std::string_view digest) {
  const Sha256 hash = sha256({"luan-paper/v1\n", to_text(kind), "\n", digest, "\n"});
  std::string out;
  for (std::size_t i = 0; i < code_digits; ++i) {
    const std::size_t bit = i * 5;
    const unsigned two = static_cast<unsigned>(hash[bit / 8] << 8) | hash[bit / 8 + 1];
    out += digits[(two >> (11 - bit % 8)) & 31];
  }
  return out;
}

/// Of a paper of a rotation, whose basis the event is.
std::optional<PaperVerdict> verdict_on(const RotationParts& parts, std::uint64_t seq, PaperKind kind) {
  for (const PaperSource& source : paper_sources(parts)) {
    if (source.key.kind != kind) continue;
    const auto on = std::ranges::find(source.basis, seq, [](const store::HistoryRow* row) { return row->event.seq; });
    if (on == source.basis.end()) continue;
    const paper::Document document = document_of(parts, source);
    PaperVerdict verdict{
        PaperVerdict::State::stands, kind, {}, number_of(parts, source), {}, {}, document.organ, parts.zone->date(source.row->event.time), 0, {}, false, 0, {}};
    if (!verdict.number.empty()) {
      verdict.reg = parts.definition_of(*source.numbered).reg(text_member(source.numbered->event.payload, "register")).title;
      verdict.period = text_or_empty(source.numbered->event.payload, "period");
    }
    if (*on != source.last()) verdict.state = PaperVerdict::State::corrected, verdict.later = source.last()->event.seq;
    if (source.replaced_by) verdict.state = PaperVerdict::State::replaced, verdict.later = source.replaced_by->event.seq;
    return verdict;
  }
  return {};
}

std::optional<PaperVerdict> verdict_on_minutes(const App::Impl& impl, const store::EventRow& event) {
  if (event.type != "meeting.held") return {};
  const DirectoryPtr directory = impl.directory();
  const auto id = MeetingId::parse(text_member(event.payload, "meeting"));
  const store::Meeting* meeting = id ? directory->meeting(*id) : nullptr;
  if (!meeting) return {};
  const CommitteeHead head = committee_head(impl, *directory, meeting->on);
  return PaperVerdict{PaperVerdict::State::stands, PaperKind::minutes, {}, {}, {}, {}, head.organ, meeting->on, 0, {}, false, 0, {}};
}

}  // namespace

std::string_view to_text(PaperKind kind) {
  switch (kind) {
    case PaperKind::decision: return "decision";
    case PaperKind::state_decision: return "state_decision";
    case PaperKind::count: return "count";
    case PaperKind::synthesis: return "synthesis";
    case PaperKind::evaluation: return "evaluation";
    case PaperKind::minutes: break;
  }
  return "minutes";
}

Localized label_of(PaperKind kind) {
  switch (kind) {
    case PaperKind::decision: return {"Quyết định của cấp uỷ", "Decision of the committee"};
    case PaperKind::state_decision: return {"Quyết định của Uỷ ban nhân dân", "Decision of the People's Committee"};
    case PaperKind::count: return {"Biên bản kiểm phiếu", "Minutes of the count"};
    case PaperKind::synthesis: return {"Báo cáo tổng hợp ý kiến", "Synthesis of opinions"};
    case PaperKind::evaluation: return {"Bản nhận xét, đánh giá", "Evaluation"};
    case PaperKind::minutes: break;
  }
  return {"Biên bản phiên họp", "Minutes of the meeting"};
}

std::vector<PaperView> printable_papers(const RotationParts& parts, const Caller& caller) {
  std::vector<PaperView> out;
  for (const PaperSource& source : paper_sources(parts))
    if (may_read_paper(parts, source, caller)) out.push_back(view_of(parts, source));
  return out;
}

Result<paper::Document> paper_of(const App& app, const Caller& caller, std::string_view rotation, const PaperKey& key, const std::string& address) {
  const auto visible = app.impl().visible(caller, rotation);
  if (!visible) return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(app.impl(), *visible);
  for (const PaperSource& source : paper_sources(parts)) {
    if (source.key != key) continue;
    if (!may_read_paper(parts, source, caller)) return std::unexpected(readers_of(key.kind));
    paper::Document document = document_of(parts, source);
    const store::HistoryRow* last = source.last();
    document.made = (last ? *last : parts.history.back()).event.time;
    if (last) put_verification(document, key.kind, last->event.seq, last->event.payload_digest, address);
    return document;
  }
  // Whether there is one is told to whom it would be shown.
  const bool open_to_all = key.kind == PaperKind::decision || key.kind == PaperKind::state_decision;
  if (!caller.reads_all() && !open_to_all) return std::unexpected(readers_of(key.kind));
  return std::unexpected(not_ready(key.kind));
}

Result<paper::Document> meeting_paper(const App& app, const Caller& caller, std::string_view id, const std::string& address) {
  Caller reader_of_papers = caller;
  reader_of_papers.language = Language::vi;  // as every paper is
  const auto meeting = app.meeting(reader_of_papers, id, true);
  if (!meeting) return std::unexpected(meeting.error());
  if (meeting->state == "cancelled") return refuse(RefusalCode::paper_not_ready, {{"why", Localized{"phiên họp đã huỷ", "the meeting was cancelled"}}});
  paper::Document document = minutes_paper(app.impl(), *meeting);
  const store::Reader reader = app.impl().database->reader();
  const auto held = store::last_of_meeting(reader.session(), meeting->id, "meeting.held");
  const auto last = held ? held : store::last_of_meeting(reader.session(), meeting->id, "meeting.called");
  if (last) document.made = last->time;
  if (held && document.draft.empty()) put_verification(document, PaperKind::minutes, held->seq, held->payload_digest, address);
  return document;
}

std::string paper_code(PaperKind kind, std::uint64_t log_index, std::string_view digest) {
  const std::string tag = tag_of(kind, digest);
  std::string out = std::to_string(log_index);
  for (std::size_t i = 0; i < tag.size(); i += 4) out += "-" + tag.substr(i, 4);
  return out;
}

std::optional<PaperVerdict> verify_paper(const App& app, std::string_view text) {
  const auto code = parse_code(text);
  if (!code) return {};
  const App::Impl& impl = app.impl();
  std::optional<store::EventRow> event;
  bool fits = false;
  {
    const store::Reader reader = impl.database->reader();
    event = store::event_at(reader.session(), code->seq);
    fits = event && store::event_fits(reader.session(), code->seq);
  }
  if (!event) return {};
  const auto found = std::ranges::find_if(kinds, [&](PaperKind one) { return tag_of(one, event->payload_digest) == code->tag; });
  if (found == kinds.end()) return {};
  const PaperKind kind = *found;
  std::optional<PaperVerdict> verdict;
  if (kind == PaperKind::minutes) {
    verdict = verdict_on_minutes(impl, *event);
  } else if (const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(event->rotation))) {
    verdict = verdict_on(rotation_parts(impl, rotation), code->seq, kind);
  }
  if (!verdict) return {};
  verdict->code = paper_code(kind, code->seq, event->payload_digest);
  verdict->log_index = code->seq, verdict->digest = event->payload_digest, verdict->fits = fits, verdict->log_size = app.log_size();
  return verdict;
}

}  // namespace luan::app
