// HTML templates checked while compiling: names, sections, partials and the place of every value in the markup.
//
//   struct Task { std::string what; bool late; static constexpr auto fields = std::tuple{html::Field("what", &Task::what), …}; };
//   constexpr auto page = html::compile<Task>([] { return "<h3{{#late}} class=\"late\"{{/late}}>{{what}}</h3>"; });
//   std::string out;
//   page.render(out, task);
//
// {{name}} value, escaped for where it stands; {{#name}}…{{/name}} once for true / non-empty text / a number that is not 0,
// once for each item of a list, or with a member struct or a std::optional of one as scope; {{^name}}…{{/name}} the opposite;
// {{>name}} a partial; {{!…}} a comment. A name is looked up in the innermost scope first, then outwards.
//
// What does not compile: an unknown name; a section left open or crossing markup; a value in a tag or attribute name, an
// unquoted value, a comment, <script>, <style>, or an attribute that runs code (on…, style, srcdoc, srcset); an address glued
// together before its first / ? or #; html::Raw anywhere but in text; a partial that contains itself.
#pragma once
#include "web/html/escape.hpp"    // IWYU pragma: export
#include "web/html/template.hpp"  // IWYU pragma: export
#include "web/html/type.hpp"      // IWYU pragma: export
