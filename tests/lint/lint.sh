#!/usr/bin/env bash
# clang-format, the house rules, headers that compile alone, clang-tidy. --quick leaves out the two slow ones. clang-tidy looks at
# what has changed since it was clean: minutes the first time, seconds after that.
set -euo pipefail
cd "$(dirname "$0")/../.."
quick=${1:-}
failed=0
step() { printf '\033[1m==> %s\033[0m\n' "$*"; }

step "format (clang-format-19)"
mapfile -t sources < <(git ls-files 'server/**.[ch]pp' 'plugins/**.[ch]pp' 'plugins/**.h' 'tests/**.[ch]pp')
clang-format-19 --dry-run --Werror "${sources[@]}" 2>&1 | grep -E 'error:' | head -20 && { echo "mend with: clang-format-19 -i FILE"; failed=1; }

step "house rules"
python3 tests/lint/house_rules.py || failed=1

step "words"
python3 tests/lint/words.py || failed=1

if [ "$quick" != --quick ]; then
  [ -f build/release/compile_commands.json ] || ./dev build
  step "headers compile alone"
  flags=(-std=c++23 -fsyntax-only -Iserver -Iplugins/sdk -I. -DBOOST_ASIO_SEPARATE_COMPILATION -DBOOST_BEAST_SEPARATE_COMPILATION)
  git ls-files 'server/**.hpp' 'plugins/sdk/*.hpp' 'plugins/sdk/*.h' | xargs -P "$(nproc)" -I{} sh -c 'printf "#include \"%s\"\n" "{}" | g++ '"${flags[*]}"' -x c++ - || echo "does not compile alone: {}"' 2>&1 |
    grep 'does not compile alone' && failed=1
  step "clang-tidy-19"
  python3 tests/lint/tidy.py || failed=1
fi
[ "$failed" -eq 0 ] && echo "lint: nothing found"
exit "$failed"
