// Lines of the register book: what, for whom, why, and by when. Private to this folder.
#pragma once
#include <string>
#include <vector>

#include "web/site.hpp"

namespace luan::web {

struct LedgerLine {
  std::int64_t number = 0;  // beside the double rule
  std::string href, title, official, position, why;
  std::string kind;             // a tag; may be empty
  std::string due, left, tone;  // by set_due; empty where there is no day
  std::string code, stage;
  static constexpr auto fields =
      std::tuple{html::Field("number", &LedgerLine::number),     html::Field("href", &LedgerLine::href),         html::Field("title", &LedgerLine::title),
                 html::Field("official", &LedgerLine::official), html::Field("position", &LedgerLine::position), html::Field("why", &LedgerLine::why),
                 html::Field("kind", &LedgerLine::kind),         html::Field("due", &LedgerLine::due),           html::Field("left", &LedgerLine::left),
                 html::Field("tone", &LedgerLine::tone),         html::Field("code", &LedgerLine::code),         html::Field("stage", &LedgerLine::stage)};

  void set_due(const app::DueView& day, Language language);
};
[[nodiscard]] std::string ledger_part(std::vector<LedgerLine> lines, Language language);

}  // namespace luan::web
