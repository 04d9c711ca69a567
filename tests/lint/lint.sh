#!/usr/bin/env bash
# clang-format, the house rules, headers that compile alone, clang-tidy. --quick leaves out the two slow ones.
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

if [ "$quick" != --quick ]; then
  [ -f build/release/compile_commands.json ] || ./dev build
  step "headers compile alone"
  flags=(-std=c++23 -fsyntax-only -Iserver -Iplugins/sdk -I. -DBOOST_ASIO_SEPARATE_COMPILATION -DBOOST_BEAST_SEPARATE_COMPILATION)
  git ls-files 'server/**.hpp' 'plugins/sdk/*.hpp' | xargs -P 2 -I{} sh -c 'printf "#include \"%s\"\n" "{}" | g++ '"${flags[*]}"' -x c++ - || echo "does not compile alone: {}"' 2>&1 |
    grep 'does not compile alone' && failed=1
  step "clang-tidy-19"
  git ls-files 'server/**.cpp' | xargs -P 2 -n 4 clang-tidy-19 -p build/release --quiet 2>/dev/null | grep -E '(warning|error):' | sort -u | head -40 && failed=1
fi
[ "$failed" -eq 0 ] && echo "lint: nothing found"
exit "$failed"
