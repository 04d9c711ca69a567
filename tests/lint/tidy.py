"""clang-tidy over server/ and plugins/, on every core. A file that was clean is looked at again only when it, a header of
ours that it includes, or the checks have changed: the first run takes minutes, the next ones seconds."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD, OUT = ROOT / "build/release", ROOT / "build/lint"
TIDY = "clang-tidy-19"
# Of GCC alone, or about its precompiled headers; and warnings, which the build has told already.
STRANGE = re.compile(r"-W(?!no-).*|-Wno-.*|-Winvalid-pch|-fpch-preprocess|-Werror")


def for_clang(command):
    words, out = iter(shlex.split(command)), []
    for word in words:
        if word == "-include":
            next(words)  # the precompiled header: each source includes what it uses
        elif not STRANGE.fullmatch(word):
            out.append(word)
    # The compiler itself comes first, behind ccache and its settings.
    start = next(i for i, word in enumerate(out) if re.search(r"(^|/)(c\+\+|g\+\+|cc|gcc)(-\d+)?$", word))
    return ["clang++" if "++" in out[start] else "clang", *out[start + 1:], "-Wno-everything"]


def commands():
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(ROOT / "server") or file.is_relative_to(ROOT / "plugins"):
            yield {"directory": entry["directory"], "file": str(file), "arguments": for_clang(entry["command"])}


def headers():
    """Our own headers that each source includes, directly or not."""
    known, pending = {}, {}

    def of(path):
        if path not in pending:
            pending[path] = set()
            for name in re.findall(r'^#include "([^"]+)"', path.read_text(errors="replace"), re.M):
                for base in (ROOT / "server", ROOT / "plugins", ROOT / "plugins/sdk", path.parent):
                    if (base / name).is_file():
                        pending[path] |= {base / name} | of(base / name)
        return pending[path]

    return lambda path: known.setdefault(path, sorted(of(path)))


def key(path, headers_of, checks):
    digest = hashlib.sha256(checks)
    for one in [path, *headers_of(path)]:
        digest.update(one.read_bytes() + b"\0")
    return digest.hexdigest()


def look_at(path):
    done = subprocess.run([TIDY, "-p", str(OUT), "--quiet", str(path)], capture_output=True, text=True)
    told = [line for line in done.stdout.splitlines() if re.search(r": (warning|error): ", line)]
    found = [line for line in told if line.startswith(str(ROOT)) or ": error: " in line]  # not what it sees in Boost's headers
    if done.returncode != 0 and not found:
        found = [f"{path}: {TIDY} could not read it: {done.stderr[-500:]}"]
    return sorted({line.replace(str(ROOT) + "/", "") for line in found})


def main(only):
    OUT.mkdir(parents=True, exist_ok=True)
    entries = list(commands())
    (OUT / "compile_commands.json").write_text(json.dumps(entries))
    clean = OUT / "clean.json"
    known = set(json.loads(clean.read_text())) if clean.exists() else set()
    checks, headers_of = (ROOT / ".clang-tidy").read_bytes(), headers()
    paths = sorted({pathlib.Path(entry["file"]) for entry in entries if not only or any(part in entry["file"] for part in only)})
    keys = {path: key(path, headers_of, checks) for path in paths}
    stale = [path for path in paths if keys[path] not in known]
    print(f"clang-tidy: {len(stale)} of {len(paths)} files to look at")
    found = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, (path, lines) in enumerate(zip(stale, pool.map(look_at, stale)), 1):
            for line in set(lines) - found:
                print(line, flush=True)
            if lines:
                found |= set(lines)
            else:
                known.add(keys[path])
            clean.write_text(json.dumps(sorted(known)))
            if sys.stdout.isatty() or number % 25 == 0:
                print(f"  {number}/{len(stale)}", flush=True)
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
