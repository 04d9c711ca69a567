// What a view struct offers to a template, with its types erased, so that parsing and rendering are plain functions.
//
//   struct Task {
//     std::string what;
//     bool late = false;
//     static constexpr auto fields = std::tuple{html::Field("what", &Task::what), html::Field("late", &Task::late)};
//   };
#pragma once
#include <array>
#include <cstddef>
#include <ranges>
#include <tuple>
#include <type_traits>

#include "web/html/escape.hpp"

namespace luan::html {

template <class Owner, class Value>
struct Field {
  std::string_view name;
  Value Owner::* member;
  constexpr Field(std::string_view field_name, Value Owner::* pointer) : name(field_name), member(pointer) {}
};

struct Type;
struct Member {
  std::string_view name{};
  bool is_value = false;        // may stand as {{name}}
  bool is_raw = false;          // is Raw
  bool enters = false;          // {{#name}} makes its items the innermost scope
  const Type* scope = nullptr;  // of the items; only where it enters
  void (*write)(const void* object, std::string& out, Place place) = nullptr;
  std::size_t (*count)(const void* object) = nullptr;  // how often {{#name}} runs
  const void* (*item)(const void* object, std::size_t index) = nullptr;
};
struct Type {
  const Member* members;
  std::size_t size;
};

template <class Value>
concept Struct = requires { Value::fields; };
template <class Value>
concept List = std::ranges::random_access_range<Value> && Struct<std::ranges::range_value_t<Value>>;
template <class Value>
concept Maybe = requires(const Value& value) { value.has_value(); } && Struct<typename Value::value_type>;
template <class Value>
concept Text = std::convertible_to<const Value&, std::string_view>;
template <class Value>
concept Number = std::integral<Value> && !std::same_as<Value, bool>;

template <class Owner>
struct Members;
template <class Owner>
inline constexpr Type type_of{Members<Owner>::all.data(), Members<Owner>::all.size()};

template <class Owner>
struct Members {
  static constexpr std::size_t size = std::tuple_size_v<std::remove_cvref_t<decltype(Owner::fields)>>;

  template <std::size_t I>
  static constexpr const auto& get(const void* object) {
    return static_cast<const Owner*>(object)->*std::get<I>(Owner::fields).member;
  }

  template <std::size_t I, class Value>
  static constexpr void describe_scope(Member& member) {
    if constexpr (List<Value>) {
      member.scope = &type_of<std::ranges::range_value_t<Value>>;
      member.count = [](const void* object) -> std::size_t { return get<I>(object).size(); };
      member.item = [](const void* object, std::size_t index) -> const void* { return &get<I>(object)[index]; };
    } else if constexpr (Maybe<Value>) {
      member.scope = &type_of<typename Value::value_type>;
      member.count = [](const void* object) -> std::size_t { return get<I>(object).has_value(); };
      member.item = [](const void* object, std::size_t) -> const void* { return &*get<I>(object); };
    } else {
      member.scope = &type_of<Value>;
      member.count = [](const void*) -> std::size_t { return 1; };
      member.item = [](const void* object, std::size_t) -> const void* { return &get<I>(object); };
    }
  }

  template <std::size_t I, class Value>
  static constexpr void describe_value(Member& member) {
    if constexpr (Text<Value>) {
      member.write = [](const void* object, std::string& out, Place place) { html::write(out, std::string_view(get<I>(object)), place); };
      member.count = [](const void* object) -> std::size_t { return !std::string_view(get<I>(object)).empty(); };
    } else if constexpr (std::same_as<Value, Raw>) {
      member.write = [](const void* object, std::string& out, Place place) { html::write(out, get<I>(object), place); };
      member.count = [](const void* object) -> std::size_t { return !get<I>(object).text.empty(); };
    } else {
      if constexpr (Number<Value>) member.write = [](const void* object, std::string& out, Place place) { html::write(out, get<I>(object), place); };
      member.count = [](const void* object) -> std::size_t { return get<I>(object) != 0; };
    }
  }

  template <std::size_t I>
  static constexpr Member describe() {
    using Value = std::remove_cvref_t<decltype(get<I>(nullptr))>;
    constexpr bool enters = List<Value> || Maybe<Value> || Struct<Value>;
    static_assert(enters || Text<Value> || std::integral<Value> || std::same_as<Value, Raw>,
                  "format other types (dates, decimals) before they reach a template");
    Member member;
    member.name = std::get<I>(Owner::fields).name;
    member.is_value = Text<Value> || Number<Value> || std::same_as<Value, Raw>;
    member.is_raw = std::same_as<Value, Raw>;
    member.enters = enters;
    if constexpr (enters)
      describe_scope<I, Value>(member);
    else
      describe_value<I, Value>(member);
    return member;
  }

  static constexpr auto all = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<Member, sizeof...(I)>{describe<I>()...};
  }(std::make_index_sequence<size>{});
};

}  // namespace luan::html
