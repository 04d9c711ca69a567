#include "web/html/program.hpp"

namespace luan::html {

void run(std::string& out, const Op* ops, std::size_t from, std::size_t to, const void** scope) {
  for (std::size_t at = from; at < to; ++at) {
    const Op& op = ops[at];
    if (op.what == Do::text) {
      out += op.text;
      continue;
    }
    const void* object = *(scope - op.up);
    if (op.what == Do::value) {
      op.member->write(object, out, op.place);
      continue;
    }
    const std::size_t end = op.jump - 1;
    const std::size_t times = op.member->count(object);
    if (op.what == Do::unless) {
      if (times == 0) run(out, ops, at + 1, end, scope);
    } else {
      for (std::size_t index = 0; index < times; ++index) {
        if (op.member->enters) scope[1] = op.member->item(object, index);
        run(out, ops, at + 1, end, op.member->enters ? scope + 1 : scope);
      }
    }
    at = end;
  }
}

}  // namespace luan::html
