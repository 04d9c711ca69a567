#include "workflow/support/workflow_text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.hpp"

namespace luan::test {

const std::string small_workflow = R"(workflow: small
version: 1
title: { vi: Quy trình nhỏ, en: A small workflow }
start: { who: organisation_board at deciding, form: nomination }
stages:
  review:
    title: { vi: Đánh giá, en: Review }
    steps:
      score:
        title: { vi: Điểm, en: Score }
        plugin: score_weighted
        with: { weight: 20, share: 0.4, code: "007", on: true }
        bands:
          high: { from: 69.5, label: { vi: Cao, en: High } }
          low: { from: 0, label: { vi: Thấp, en: Low } }
      vote:
        title: { vi: Biểu quyết, en: Vote }
        task: { vi: Biểu quyết nhân sự, en: Vote on the person }
        who: [chair at deciding, member at deciding]
        form: ballot
        rule: { ballot: { quorum: at least 2/3 of summoned, pass: more than 1/2 of valid, tie: chair } }
        due: 3 working days
      decision:
        title: { vi: Quyết định, en: Decision }
        after: [vote]
        opens_if: { vote: passed }
        who: chair at deciding
        form: decision
        effect: post
        effect_with: [issue]
        rule: first
    next:
      - { when: { decision: issue }, go: term }
      - { when: { decision: wait }, go: review }
      - { when: { vote: [failed, too_few] }, go: dropped }
  term:
    title: { vi: Nhiệm kỳ, en: Term }
    steps:
      yearly:
        title: { vi: Nhận xét năm, en: Yearly review }
        repeat: yearly on 12-01
        who: official
        form: report
        rule: first
      reply:
        title: { vi: Trả lời, en: Reply }
        after: [yearly]
        who: party_committee at receiving
        form: report
        rule: first
      last:
        title: { vi: Nhận xét cuối, en: Last review }
        opens: 60 days before term end
        who: party_committee at receiving
        form: placement
        effect: place
        rule: first
      opinions:
        like: last
        title: { vi: Ý kiến, en: Opinions }
        opens: 30 days before term end
        who: [party_committee at receiving, government at receiving]
        form: opinion
        effect_with: [agree]
    next:
      - { when: { last: extend, opinions: disagree }, go: term, extends_term: true }
      - { when: { opinions: agree }, go: closed, label: { vi: Xong, en: Done } }
      - { when: { opinions: disagree }, go: dropped }
ends:
  closed: { vi: Đã kết thúc, en: Closed }
  dropped: { vi: Dừng, en: Dropped }
actions:
  withdraw: { title: { vi: Rút, en: Withdraw }, who: chair at deciding, stages: [review], go: dropped }
  suspend: { title: { vi: Tạm dừng, en: Suspend }, who: chair at deciding, suspends: true }
  resume: { title: { vi: Tiếp tục, en: Resume }, who: chair at deciding, resumes: true }
forms:
  nomination:
    title: { vi: Đề cử, en: Nomination }
    fields:
      official: { kind: person, required: true, label: { vi: Cán bộ, en: Official } }
      position: { kind: position, required: true, label: { vi: Chức danh, en: Post } }
  ballot:
    title: { vi: Phiếu, en: Ballot }
    answers:
      for: { label: { vi: Tán thành, en: For } }
      against: { label: { vi: Không, en: Against }, agrees: false }
      abstain: { label: { vi: Không ý kiến, en: Abstain }, agrees: false }
    fields: {}
  decision:
    title: { vi: Quyết định, en: Decision }
    answers:
      issue: { label: { vi: Ban hành, en: Issue } }
      wait: { label: { vi: Chờ, en: Wait } }
    fields:
      effective: { kind: date, only_if: issue, required_if: issue, label: { vi: Hiệu lực, en: Effective } }
      term_months: { kind: months, only_if: issue, required_if: issue, min: 36, max: 60, label: { vi: Tháng, en: Months } }
  report:
    title: { vi: Báo cáo, en: Report }
    fields:
      text: { kind: long_text, required: true, label: { vi: Nội dung, en: Text } }
  placement:
    title: { vi: Bố trí, en: Placement }
    answers:
      leave: { label: { vi: Thôi, en: Leave } }
      extend: { label: { vi: Gia hạn, en: Extend } }
    fields:
      placement_position: { kind: position, label: { vi: Chức danh, en: Post } }
      extension_months: { kind: months, only_if: extend, required_if: extend, label: { vi: Tháng, en: Months } }
  opinion:
    title: { vi: Ý kiến, en: Opinion }
    answers:
      agree: { label: { vi: Đồng ý, en: Agree } }
      disagree: { label: { vi: Không đồng ý, en: Disagree }, agrees: false }
    fields:
      placement_position: { kind: position, label: { vi: Chức danh, en: Post } }
      present: { kind: number, at_most: summoned, label: { vi: Có mặt, en: Present } }
      summoned: { kind: number, label: { vi: Triệu tập, en: Summoned } }
)";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  INFO("looking for: " << from);
  REQUIRE(at != text.npos);
  REQUIRE(text.find(from, at + 1) == text.npos);
  return text.replace(at, from.size(), to);
}

workflow::Mark mark_of(const std::string& text, const std::string& needle) {
  const auto at = text.find(needle);
  INFO("looking for: " << needle);
  REQUIRE(at != text.npos);
  const auto line_start = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  const std::size_t begin = line_start == std::string::npos ? 0 : line_start + 1;
  return {static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1,
          static_cast<int>(length(text.substr(begin, at - begin))) + 1};
}

}  // namespace luan::test
