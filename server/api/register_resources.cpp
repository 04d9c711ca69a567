#include "api/resources.hpp"

namespace luan::api {

json::object to_json(const app::PostingPreview& preview, Language language) {
  json::array numbers;
  for (const app::ExpectedNumber& one : preview.numbers)
    numbers.push_back(json::object{{"register", one.reg}, {"title", one.title.in(language)}, {"number", one.number}});
  return {{"effective", to_text(preview.effective)},
          {"months", preview.months},
          {"ends", preview.months > 0 ? json::value(to_text(preview.ends)) : json::value(nullptr)},
          {"convention", preview.convention.in(language)},
          {"numbers", std::move(numbers)}};
}

json::object to_json(const app::RegisterView& view, Language language) {
  json::array gaps;
  for (const app::GapView& gap : view.gaps) gaps.push_back(json::object{{"first", gap.from}, {"last", gap.to}, {"reason", text_or_null(gap.reason)}});
  return {{"register", view.id},
          {"period", view.period},
          {"title", view.title.in(language)},
          {"kind", view.state ? "state" : "party"},
          {"current", view.current},
          {"last", view.last},
          {"next_number", text_or_null(view.next_number)},
          {"gaps", std::move(gaps)},
          {"unexplained", view.unexplained}};
}

json::object to_json(const app::RegisterPage& page, Language language) {
  json::object out = to_json(page.reg, language);
  json::array documents;
  for (const app::DocumentView& one : page.documents)
    documents.push_back(json::object{
        {"ordinal", one.ordinal}, {"number", one.number}, {"rotation", one.rotation}, {"code", one.code}, {"official", one.official}, {"at", to_text(one.at)}});
  out["documents"] = std::move(documents);
  out["before"] = page.before > 0 ? json::value(page.before) : json::value(nullptr);
  return out;
}

}  // namespace luan::api
