#include "web/form_view.hpp"

#include <algorithm>

#include "base/file_kind.hpp"
#include "base/one_of.hpp"
#include "workflow/form_terms.hpp"

namespace luan::web {
namespace {

using workflow::Field;
using workflow::FieldKind;

constexpr std::size_t ticks_most = 12;  // one choice of more stands in a list that folds

struct Option {
  std::string id, value, label, hint;
  bool chosen = false, withheld = false;
  static constexpr auto fields =
      std::tuple{html::Field("id", &Option::id),     html::Field("value", &Option::value),   html::Field("label", &Option::label),
                 html::Field("hint", &Option::hint), html::Field("chosen", &Option::chosen), html::Field("withheld", &Option::withheld)};
};
struct Control {
  std::string id, name, label, hint, error, value, described, limit, tick, accept;
  bool line = false, brief = false, digits = false, area = false, select = false, optional = false;  // else, where `tick` is said, a list of them
  bool file = false, several = false, all = false;
  std::vector<Option> options;  // of a file: those sent already
  static constexpr auto fields = std::tuple{html::Field("id", &Control::id),           html::Field("accept", &Control::accept),
                                            html::Field("file", &Control::file),       html::Field("several", &Control::several),
                                            html::Field("name", &Control::name),       html::Field("label", &Control::label),
                                            html::Field("hint", &Control::hint),       html::Field("error", &Control::error),
                                            html::Field("value", &Control::value),     html::Field("described", &Control::described),
                                            html::Field("limit", &Control::limit),     html::Field("line", &Control::line),
                                            html::Field("brief", &Control::brief),     html::Field("digits", &Control::digits),
                                            html::Field("area", &Control::area),       html::Field("select", &Control::select),
                                            html::Field("tick", &Control::tick),       html::Field("optional", &Control::optional),
                                            html::Field("options", &Control::options), html::Field("all", &Control::all)};
};
struct Line {
  int number = 0;
  std::string of;  // what the row is about, where that is given
  std::vector<Control> cells;
  static constexpr auto fields = std::tuple{html::Field("number", &Line::number), html::Field("of", &Line::of), html::Field("cells", &Line::cells)};
};
struct FieldView {
  bool rows = false, begins = false, ends = false;  // of a run of figures, which stand side by side
  std::string id, label, hint, error;
  std::vector<Line> lines;
  Control control;
  bool fixed = false;  // neither more nor fewer rows
  static constexpr auto fields =
      std::tuple{html::Field("rows", &FieldView::rows),   html::Field("begins", &FieldView::begins), html::Field("ends", &FieldView::ends),
                 html::Field("id", &FieldView::id),       html::Field("label", &FieldView::label),   html::Field("hint", &FieldView::hint),
                 html::Field("error", &FieldView::error), html::Field("lines", &FieldView::lines),   html::Field("control", &FieldView::control),
                 html::Field("fixed", &FieldView::fixed)};
};
struct FormView {
  std::vector<FieldView> list;
  static constexpr auto fields = std::tuple{html::Field("list", &FormView::list)};
};

constexpr std::array<html::Partial, 1> partials{
    {{"control",
      R"({{#tick}}<fieldset id="{{id}}"{{#all}} data-select{{/all}}{{#error}} class="wrong"{{/error}} aria-describedby="{{described}}"><legend>{{label}}{{#optional}} <small class="soft">{{=(không bắt buộc)|(optional)}}</small>{{/optional}}</legend>{{#hint}}<p class="hint" id="{{id}}-hint">{{hint}}</p>{{/hint}}{{#error}}<p class="error" id="{{id}}-error">{{error}}</p>{{/error}}
{{#all}}<p data-needs-script hidden><label class="pick"><input type="checkbox" data-all> <span>{{=Chọn tất cả|All of them}}</span></label></p>
{{/all}}{{#options}}<div class="pick"><input type="{{tick}}" name="{{name}}" id="{{id}}" value="{{value}}"{{#chosen}} checked{{/chosen}}{{#withheld}} disabled{{/withheld}}{{#hint}} aria-describedby="{{id}}-hint"{{/hint}}><label for="{{id}}">{{label}}</label>{{#hint}}<p class="hint" id="{{id}}-hint">{{hint}}</p>{{/hint}}</div>
{{/options}}</fieldset>
{{/tick}}{{^tick}}<div class="field{{#error}} wrong{{/error}}"><label for="{{id}}">{{label}}{{#optional}} <small class="soft">{{=(không bắt buộc)|(optional)}}</small>{{/optional}}</label>{{#hint}}<p class="hint" id="{{id}}-hint">{{hint}}</p>{{/hint}}{{#error}}<p class="error" id="{{id}}-error">{{error}}</p>{{/error}}
{{#line}}<input type="text" id="{{id}}" name="{{name}}" value="{{value}}"{{#brief}} class="short"{{/brief}}{{#digits}} inputmode="numeric"{{/digits}}{{#error}} aria-invalid="true"{{/error}} aria-describedby="{{described}}">{{/line}}{{#area}}<textarea id="{{id}}" name="{{name}}" data-limit="{{limit}}"{{#error}} aria-invalid="true"{{/error}} aria-describedby="{{described}}">
{{value}}</textarea><p class="saved" id="{{id}}-left" role="status"></p>{{/area}}{{#select}}<select id="{{id}}" name="{{name}}"{{#error}} aria-invalid="true"{{/error}} aria-describedby="{{described}}"><option value="">{{=Chọn…|Choose…}}</option>{{#options}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/options}}</select>{{/select}}{{#file}}{{#options}}<div class="pick"><input type="checkbox" name="{{name}}" id="{{id}}" value="{{value}}" checked><label for="{{id}}">{{label}}</label></div>{{/options}}<input type="file" id="{{id}}" name="{{name}}.file" accept="{{accept}}"{{#several}} multiple{{/several}}{{#error}} aria-invalid="true"{{/error}} aria-describedby="{{described}}" data-upload="{{name}}">{{/file}}</div>
{{/tick}})"}}};

constexpr auto fields_template = html::compile_page<FormView, partials>([] {
  return R"({{#list}}{{#begins}}<div class="trio">{{/begins}}{{^rows}}{{#control}}{{>control}}{{/control}}{{/rows}}{{#ends}}</div>{{/ends}}{{#rows}}<fieldset id="{{id}}" tabindex="-1"{{#error}} class="wrong"{{/error}}><legend>{{label}}</legend>{{#hint}}<p class="hint">{{hint}}</p>{{/hint}}{{#error}}<p class="error">{{error}}</p>{{/error}}
<ol class="rows">{{#lines}}<li>{{#of}}<p class="user"><b>{{of}}</b></p>{{/of}}{{#cells}}{{>control}}{{/cells}}</li>
{{/lines}}</ol>
{{^fixed}}<p><button class="btn plain" type="submit" name="go" value="more" formnovalidate>{{=Thêm dòng|Add a row}}</button></p>{{/fixed}}</fieldset>
{{/rows}}{{/list}})";
});

struct Drawer {
  const workflow::Form& form;
  const workflow::FormWorld& world;
  const FormState& state;
  Language language;

  [[nodiscard]] std::string error_of(const std::string& id) const {
    for (const FieldError& error : state.errors)
      if (error.field == id) return error.text.in(language);
    return {};
  }

  /// When a field is asked for only with some answers, say with which.
  [[nodiscard]] std::string hint_of(const Field& field) const {
    std::string hint = field.help.in(language);
    const auto& with = !field.only_if.empty() ? field.only_if : field.required_if;
    const std::string said = workflow::said_words(form, !field.only_where.empty() ? field.only_where : field.required_where).in(language);
    if (!hint.empty() || (with.empty() && said.empty())) return hint;
    if (with.empty()) return (language == Language::vi ? "Cần khi " : "Needed where ") + said + ".";
    std::vector<Localized> labels;
    for (const std::string& id : with)
      if (const workflow::Answer* answer = form.answer(id)) labels.push_back(answer->label);
    return (language == Language::vi ? "Cần khi chọn " : "Needed with ") + one_of(labels).in(language) +
           (said.empty() ? "" : (language == Language::vi ? " và " : ", and ") + said) + ".";
  }

  [[nodiscard]] Control control(const Field& field, const std::string& id, const json::value* typed) const {
    Control out;
    out.id = out.name = state.prefix + id;
    out.label = field.label.in(language);
    if (field.kind == FieldKind::duration) out.label += " (" + workflow::unit_words(field.counted_in).in(language) + ")";
    out.hint = hint_of(field);
    out.error = error_of(id);
    out.optional = !field.required && field.required_if.empty() && field.only_if.empty() && field.required_where.empty() && field.only_where.empty();
    out.value = text_of(field, typed);
    set_kind(field, typed, out);
    for (const auto& [there, suffix] : {std::pair{!out.hint.empty(), "-hint"}, {!out.error.empty(), "-error"}, {out.area, "-left"}})
      if (there) out.described += (out.described.empty() ? "" : " ") + out.id + suffix;
    return out;
  }

  template <class Chosen>
  void add_choices(const Field& field, Control& out, Chosen chosen_now) const {
    for (const workflow::Choice& choice : field.choices)
      out.options.push_back({out.id + "-" + choice.id, choice.id, choice.label.in(language), choice.hint.in(language), chosen_now(choice.id)});
  }

  /// «Chọn từ 2 đến 3 mục.»; nothing where as many as one likes may be chosen.
  [[nodiscard]] std::string how_many(const Field& field) const {
    const std::int64_t all = static_cast<std::int64_t>(field.choices.size()), least = field.min.value_or(0), most = field.max.value_or(all);
    const bool vi = language == Language::vi;
    if (most < all && least == most) return (vi ? "Chọn đúng " : "Choose exactly ") + std::to_string(most) + (vi ? " mục." : ".");
    if (most < all && least > 1)
      return (vi ? "Chọn từ " : "Choose ") + std::to_string(least) + (vi ? " đến " : " to ") + std::to_string(most) + (vi ? " mục." : ".");
    if (most < all) return (vi ? "Chọn tối đa " : "Choose ") + std::to_string(most) + (vi ? " mục." : " at most.");
    if (least > 1) return (vi ? "Chọn ít nhất " : "Choose ") + std::to_string(least) + (vi ? " mục." : " at least.");
    return vi ? "Có thể chọn nhiều mục." : "You can choose several.";
  }

  static bool chosen(const json::value* typed, const std::string& id) {
    return typed && typed->is_array() && std::ranges::find(typed->as_array(), json::value(id)) != typed->as_array().end();
  }

  void set_kind(const Field& field, const json::value* typed, Control& out) const {
    switch (field.kind) {
      case FieldKind::text: out.line = true; break;
      case FieldKind::number:
      case FieldKind::months:
      case FieldKind::duration: out.line = out.brief = out.digits = true; break;
      case FieldKind::date:
        out.line = out.brief = true;
        if (out.hint.empty())
          out.hint = language == Language::vi ? "Ngày/tháng/năm, ví dụ " + to_page_text(world.today) : "Day/month/year, like " + to_page_text(world.today);
        break;
      case FieldKind::long_text:
        out.area = true;
        out.limit = std::to_string(field.length_max);
        break;
      case FieldKind::choice:
        if (field.choices.size() > ticks_most)
          out.select = true;
        else
          out.tick = "radio";
        add_choices(field, out, [&](const std::string& id) { return id == out.value; });
        break;
      case FieldKind::choices:
        out.tick = "checkbox", out.all = state.choose_all && field.choices.size() > 1;
        if (out.hint.empty()) out.hint = how_many(field);
        add_choices(field, out, [&](const std::string& id) { return chosen(typed, id); });
        break;
      case FieldKind::person:
      case FieldKind::unit:
      case FieldKind::position:
      case FieldKind::plan_line:
        out.select = true;
        for (const auto& item : world.items(field)) out.options.push_back({"", item.id, item.label, "", item.id == out.value});
        break;
      case FieldKind::attachment: set_files(field, typed, out); break;
      case FieldKind::rows: break;
    }
  }

  /// What was sent with an earlier try stays, unless its tick is taken away.
  void set_files(const Field& field, const json::value* typed, Control& out) const {
    out.file = true;
    out.several = field.max.value_or(0) != 1;
    for (const FileKind& kind : file_kinds())
      if (workflow::takes_kind(field, kind.id)) out.accept += (out.accept.empty() ? "." : ",.") + std::string(kind.id);
    for (const workflow::FormWorld::File& file : world.files)
      if (chosen(typed, file.id))
        out.options.push_back({out.id + "-" + file.id, file.id, file.name + " (" + size_words(file.size).in(language) + ")", "", true});
    if (out.hint.empty()) out.hint = (language == Language::vi ? "Tệp " : "Files: ") + accepted(field) + ".";
    if (world.file_bytes_most > 0)
      out.hint += (language == Language::vi ? " Mỗi tệp không quá " : " Each of ") + size_words(world.file_bytes_most).in(language) +
                  (language == Language::vi ? "." : " at most.");
  }

  [[nodiscard]] static std::string accepted(const Field& field) {
    std::string all;
    for (const FileKind& kind : file_kinds())
      if (workflow::takes_kind(field, kind.id)) all += (all.empty() ? "" : ", ") + std::string(kind.id);
    return all;
  }

  /// As a person types it: dates day first.
  static std::string text_of(const Field& field, const json::value* typed) {
    if (!typed) return {};
    if (typed->is_int64()) return std::to_string(typed->as_int64());
    if (!typed->is_string()) return {};
    const std::string text(typed->as_string());
    const auto date = field.kind == FieldKind::date ? parse_date(text) : std::nullopt;
    return date ? to_page_text(*date) : text;
  }

  [[nodiscard]] FieldView rows(const Field& field, const json::value* typed) const {
    FieldView view{true, false, false, state.prefix + field.id, field.label.in(language), hint_of(field), error_of(field.id), {}, {}};
    const json::array none;
    const json::array& filled = typed && typed->is_array() ? typed->as_array() : none;
    const std::size_t most = static_cast<std::size_t>(field.max.value_or(20));
    view.fixed = !field.each_of.empty();
    const std::size_t count =
        view.fixed ? world.assigned.size()
                   : std::min(std::max<std::size_t>(filled.size() + static_cast<std::size_t>(state.extra_rows), 1), std::max(most, filled.size()));
    for (std::size_t i = 0; i < count; ++i) {
      Line line{static_cast<int>(i + 1), view.fixed ? world.assigned[i] : "", {}};
      for (const Field& column : field.columns) {
        const json::value* cell = i < filled.size() && filled[i].is_object() ? filled[i].as_object().if_contains(column.id) : nullptr;
        line.cells.push_back(control(column, field.id + "." + std::to_string(i) + "." + column.id, cell));
      }
      view.lines.push_back(std::move(line));
    }
    return view;
  }
};

const json::object& values_of(const FormState& state) {
  static const json::object none;
  const json::value* form = state.body.if_contains("form");
  return form && form->is_object() ? form->as_object() : none;
}

/// Marks where runs of two and more figures begin and end: summoned, present, in favour are read together.
void group_figures(std::vector<FieldView>& list) {
  for (std::size_t from = 0; from < list.size();) {
    std::size_t end = from;
    while (end < list.size() && list[end].control.digits) ++end;
    if (end - from >= 2) list[from].begins = list[end - 1].ends = true;
    from = std::max(end, from + 1);
  }
}

std::string text_or_nothing(const json::object& body, const char* name) {
  const json::value* value = body.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

}  // namespace

std::string form_fields(const workflow::Form& whole, const workflow::FormWorld& world, const FormState& state, Language language) {
  const workflow::Form form = workflow::fitted(whole, world);
  const Drawer drawer{form, world, state, language};
  FormView view;
  if (!form.answers.empty()) {
    FieldView answer;
    Control& control = answer.control;
    control.id = control.name = state.prefix + "outcome";
    control.label = language == Language::vi ? "Kết luận" : "Conclusion";
    control.error = drawer.error_of("outcome");
    if (!control.error.empty()) control.described = control.id + "-error";
    control.tick = "radio";
    const std::string given = text_or_nothing(state.body, "outcome");
    for (const workflow::Answer& one : form.answers) {
      const auto withheld = world.withheld.find(one.id);
      const bool not_now = withheld != world.withheld.end();
      control.options.push_back({control.id + "-" + one.id, one.id, one.label.in(language), not_now ? withheld->second.in(language) : one.hint.in(language),
                                 one.id == given && !not_now, not_now});
    }
    view.list.push_back(std::move(answer));
  }
  const json::object& values = values_of(state);
  for (const Field& field : form.fields) {
    if (field.kind == FieldKind::rows) {
      view.list.push_back(drawer.rows(field, values.if_contains(field.id)));
      continue;
    }
    FieldView one;
    one.control = drawer.control(field, field.id, values.if_contains(field.id));
    view.list.push_back(std::move(one));
  }
  group_figures(view.list);
  return fields_template.render(view, language);
}

namespace {

struct Hidden {
  std::string name, value;
  static constexpr auto fields = std::tuple{html::Field("name", &Hidden::name), html::Field("value", &Hidden::value)};
};
struct HiddenList {
  std::vector<Hidden> list;
  static constexpr auto fields = std::tuple{html::Field("list", &HiddenList::list)};
};
constexpr auto hidden_template = html::compile<HiddenList>([] { return R"({{#list}}<input type="hidden" name="{{name}}" value="{{value}}">{{/list}})"; });

/// Several choices or files stand under one name, as the ticks do.
void hide(HiddenList& view, const Field& field, const std::string& name, const json::value& value) {
  if (field.kind != FieldKind::choices && field.kind != FieldKind::attachment) return view.list.push_back({name, Drawer::text_of(field, &value)});
  if (!value.is_array()) return;
  for (const json::value& one : value.as_array())
    if (one.is_string()) view.list.push_back({name, std::string(one.as_string())});
}

}  // namespace

bool asks_for_files(const workflow::Form& form) {
  return std::ranges::any_of(form.fields, [](const Field& field) { return field.kind == FieldKind::attachment; });
}

std::string hidden_fields(const workflow::Form& form, const FormState& state) {
  HiddenList view;
  if (!form.answers.empty()) view.list.push_back({state.prefix + "outcome", text_or_nothing(state.body, "outcome")});
  const json::object& values = values_of(state);
  for (const Field& field : form.fields) {
    const json::value* value = values.if_contains(field.id);
    if (!value) continue;
    if (field.kind != FieldKind::rows) {
      hide(view, field, state.prefix + field.id, *value);
      continue;
    }
    std::size_t row = 0;
    for (const json::value& line : value->as_array()) {
      for (const Field& column : field.columns)
        if (const json::value* cell = line.as_object().if_contains(column.id))
          hide(view, column, state.prefix + field.id + "." + std::to_string(row) + "." + column.id, *cell);
      ++row;
    }
  }
  std::string out;
  hidden_template.render(out, view);
  return out;
}

std::string hidden_field(const std::string& name, const std::string& value) {
  std::string out;
  hidden_template.render(out, {{{name, value}}});
  return out;
}

namespace {

/// A control's value as people read it: the label of what was chosen.
std::string read_aloud(const Control& control) {
  std::string all;
  for (const Option& option : control.options)
    if (option.chosen) all += (all.empty() ? "" : "; ") + option.label;
  return all.empty() ? control.value : all;
}

}  // namespace

std::vector<app::ValueView> typed_values(const workflow::Form& form, const workflow::FormWorld& world, const FormState& state, Language language) {
  const FormState plain{state.body, {}, 0};
  const Drawer drawer{form, world, plain, language};
  std::vector<app::ValueView> values;
  const auto add = [&](const std::string& id, const std::string& label, std::string text) {
    if (!text.empty()) values.push_back({id, {label, label}, std::move(text), {}, {}});
  };
  if (const workflow::Answer* answer = form.answer(text_or_nothing(state.body, "outcome")))
    add("outcome", language == Language::vi ? "Kết luận" : "Conclusion", answer->label.in(language));
  const json::object& typed = values_of(state);
  for (const Field& field : form.fields) {
    if (field.kind != FieldKind::rows) {
      add(field.id, field.label.in(language), read_aloud(drawer.control(field, field.id, typed.if_contains(field.id))));
      continue;
    }
    app::ValueView table{field.id, field.label, {}, {}, {}};
    for (const Field& column : field.columns) table.columns.push_back(column.label);
    for (const Line& line : drawer.rows(field, typed.if_contains(field.id)).lines) {
      std::vector<std::string> cells;
      for (const Control& cell : line.cells) cells.push_back(read_aloud(cell));
      if (std::ranges::any_of(cells, [](const std::string& cell) { return !cell.empty(); })) table.rows.push_back(std::move(cells));
    }
    if (!table.rows.empty()) values.push_back(std::move(table));
  }
  return values;
}

}  // namespace luan::web
