// How it is called what became of something between two moments, on the page and in its table. Private to this folder.
#pragma once
#include "app/moments.hpp"

namespace luan::web {

inline Localized compared_change(app::ComparedLine::Change change) {
  using Change = app::ComparedLine::Change;
  switch (change) {
    case Change::same: return {"Giữ nguyên", "The same"};
    case Change::changed: return {"Đã thay đổi", "Changed"};
    case Change::added: return {"Mới có", "New"};
    case Change::gone: return {"Không còn", "Gone"};
  }
  return {};
}

}  // namespace luan::web
