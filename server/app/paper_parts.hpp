// What the papers are put together from. Private to this folder.
#pragma once
#include "app/papers.hpp"
#include "app/rotation_parts.hpp"

namespace luan::app {

/// A paper that a rotation holds or drafts.
struct PaperSource {
  PaperKey key;
  const store::HistoryRow* row = nullptr;          // the event by which it came; null: a draft
  std::vector<int> shows{};                        // sequences of the responses whose content stands in it
  std::vector<const store::HistoryRow*> basis{};   // `row`, then corrections of what it shows, oldest first
  const store::HistoryRow* replaced_by = nullptr;  // the same asked again later
  const store::HistoryRow* numbered = nullptr;     // the event by which its number was drawn; null: it bears none
  const workflow::Step* step = nullptr;            // whose paper it is; lives as long as the parts
  const workflow::Definition* definition = nullptr;
  int run = 1;  // of the step

  [[nodiscard]] const store::HistoryRow* last() const { return basis.empty() ? nullptr : basis.back(); }
};
/// Whatever there is, for whomever; a synthesis that is being written among it.
[[nodiscard]] std::vector<PaperSource> paper_sources(const RotationParts& parts);
[[nodiscard]] bool may_read_paper(const RotationParts& parts, const PaperSource& source, const Caller& caller);
/// Those that the caller may read, as they are listed.
[[nodiscard]] std::vector<PaperView> printable_papers(const RotationParts& parts, const Caller& caller);
/// The self-review handed in last before the response of that sequence, by which the run evaluates, and for the same period; its sequence.
[[nodiscard]] std::optional<int> self_review_of(const RotationParts& parts, const workflow::StepRun& evaluation, int sequence);
/// The row of that sequence, or null.
[[nodiscard]] const store::HistoryRow* row_at(const RotationParts& parts, int sequence);
/// The response whose event stands there. Throws where it is none.
[[nodiscard]] workflow::ResponseRecorded response_at(const store::HistoryRow& row);
/// What a response says as it was corrected last, in Vietnamese.
[[nodiscard]] std::vector<ValueView> values_at(const RotationParts& parts, const store::HistoryRow& row);
/// The answer given, as it was corrected last; empty where the form has none.
[[nodiscard]] Localized answer_at(const RotationParts& parts, const store::HistoryRow& row);

/// «Số 7-BB/ĐU» as the register of that time says; empty where it bears none.
[[nodiscard]] std::string number_of(const RotationParts& parts, const PaperSource& source);

// -- the papers themselves
[[nodiscard]] paper::Document decision_paper(const RotationParts& parts, const PaperSource& source);
[[nodiscard]] paper::Document state_decision_paper(const RotationParts& parts, const PaperSource& source);
[[nodiscard]] paper::Document count_paper(const RotationParts& parts, const PaperSource& source);
[[nodiscard]] paper::Document synthesis_paper(const RotationParts& parts, const PaperSource& source);
[[nodiscard]] paper::Document evaluation_paper(const RotationParts& parts, const PaperSource& source);
[[nodiscard]] paper::Document minutes_paper(const App::Impl& impl, const MeetingView& meeting);

// -- words (paper_words.cpp)
/// «Ban Thường vụ Đảng uỷ Thạnh Giang» issues as «Đảng uỷ Thạnh Giang».
[[nodiscard]] std::string issuing_organ(const std::string& name);
/// What an organ or unit is called after: «Thạnh Giang», «Bến Đá»; empty where its name does not say.
[[nodiscard]] std::string territory_of(const std::string& name);
/// «ngày 05 tháng 3 năm 2026»: days below ten and the first two months with a nought (domain.md §9).
[[nodiscard]] std::string day_words(Date day);
[[nodiscard]] std::string place_and_date(const std::string& place, std::optional<Date> day);
/// «BÍ THƯ» of «Bí thư Đảng uỷ»; an empty title stays empty.
[[nodiscard]] std::string signing_title(const std::string& title);
/// «72,7%»; integers only.
[[nodiscard]] std::string percent_words(int part, int whole);
[[nodiscard]] std::string or_dotted(const std::string& text, int dots = 30);

[[nodiscard]] paper::Paragraph text_block(std::string text);
[[nodiscard]] paper::Paragraph heading_block(std::string text);
[[nodiscard]] paper::Paragraph centred_block(std::string text);
[[nodiscard]] paper::Paragraph quote_block(std::string text);
/// «Label: text», the label in bold.
[[nodiscard]] paper::Paragraph labelled_block(std::string label, std::string text);
/// Every value with its label: long text as a quotation, rows as a table.
void add_values(std::vector<paper::Block>& body, const std::vector<ValueView>& values);

/// The committee as its papers are headed.
struct CommitteeHead {
  std::string name, organ, place, superior, sign;  // sign: «ĐU»
};
[[nodiscard]] CommitteeHead committee_head(const App::Impl& impl, const store::Directory& directory, std::optional<Date> day);
/// Fills in code and lines, by the last event that the paper shows; nothing for a draft.
void put_verification(paper::Document& document, PaperKind kind, std::uint64_t log_index, const std::string& digest, const std::string& address);
/// «T/M BAN THƯỜNG VỤ», title, name of who signed; where he acted for another, «K/T» and that one's title.
[[nodiscard]] paper::Signature signed_by(const store::Directory& directory, std::string authority, const AccountId& actor, const AccountId& principal);
/// «đồng chí Đỗ Văn Bình».
[[nodiscard]] std::string comrade(const std::string& name);

}  // namespace luan::app
