"""House rules as a test: folder arrows, words in both languages, walls around heavy headers. What is a matter of taste
(long files, long functions, many includes) is printed for a person to judge and fails nothing."""
import pathlib
import re
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = ROOT / "server"

# ARCHITECTURE.md: what a folder may include besides itself.
ARROWS = {
    "base": set(),
    "table": {"base"},
    "paper": {"base"},
    "workflow": {"base"},
    "audit": {"base"},
    "asio": set(),
    "http": {"base"},
    "identity": {"base"},
    "plugin": {"base"},
    "store": {"base", "audit", "workflow"},
    "app": {"base", "paper", "audit", "workflow", "store", "identity", "plugin"},
    "access": {"base", "app", "http"},
    "api": {"base", "workflow", "identity", "app", "http", "access"},
    "web": {"base", "table", "paper", "workflow", "identity", "app", "http", "access"},
    "cli": {"base", "audit", "workflow", "store", "identity", "plugin", "app", "http", "access", "api", "web"},
}
# The server's own socket: two headers and two sources of http see it, and nobody else (checked below).
SOCKET_HEADER = "http/wire.hpp"
WALLS = {"xlsxwriter": ("table",), "boost/beast": ("http", "asio"), "soci/": ("store",), "sqlite3.h": ("store",), "catch2/": ()}

faults = []


def fault(path, line, text):
    faults.append(f"{path.relative_to(ROOT)}:{line}: {text}")


def sources(*suffixes):
    for path in sorted(SERVER.rglob("*")):
        if path.suffix in suffixes:
            yield path


includes_per_file = []
for path in sources(".hpp", ".cpp"):
    folder = path.relative_to(SERVER).parts[0]
    count = 0
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'#include ["<]([^">]+)[">]', line)
        if not found:
            if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                fault(path, number, "a note instead of the thing")
            continue
        count += 1
        target = found.group(1)
        first = target.split("/")[0]
        if first in ARROWS and first != folder and first not in ARROWS[folder]:
            fault(path, number, f"{folder} may not include {first} (ARCHITECTURE.md, arrows)")
        for header, folders in WALLS.items():
            if target.startswith(header) and (folder not in folders or path.suffix == ".hpp"):
                fault(path, number, f"{header} stays in {'/'.join(folders) or 'tests'}/*.cpp")
        if target == SOCKET_HEADER and folder != "http":
            fault(path, number, f"{SOCKET_HEADER} is http's own")
        if path.suffix == ".hpp" and not path.match(SOCKET_HEADER) and target.startswith("boost/asio") and target not in (
            "boost/asio/awaitable.hpp", "boost/asio/any_io_executor.hpp"):
            fault(path, number, "of Asio, headers show awaitable and any_io_executor only")
    includes_per_file.append(count)
    if path.suffix == ".hpp" and "#pragma once" not in path.read_text():
        fault(path, 1, "a header without #pragma once")

refusals = (SERVER / "base/refusals.def").read_text()
for number, line in enumerate(refusals.splitlines(), 1):
    if line.startswith("REFUSAL") and not re.fullmatch(r'REFUSAL\(([a-z_]+), (\d{3}), "([^"]+)", "([^"]+)"\)', line):
        fault(SERVER / "base/refusals.def", number, "a refusal is REFUSAL(code, status, \"vi\", \"en\") on one line")

# A committee's name and kind come from its configuration: no screen says «quận» by itself.
for path in [*sources(".hpp", ".cpp", ".def"), *(ROOT / "workflows").glob("*.yaml")]:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if re.search(r"\bquận\b", line, re.I) and not line.lstrip().startswith("//"):
            fault(path, number, "a kind of committee in the program's own words")

# Both languages: a pair of words in braces has two sides, and so has a marker of a template.
for path in sources(".hpp", ".cpp"):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for marker in re.findall(r"\{\{=([^}]*)\}\}", line):
            if marker.count("|") != 1 or not all(part.strip() for part in marker.split("|")):
                fault(path, number, f"«{marker}» stands in one language only")

for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *sources(".hpp", ".cpp", ".yaml")]:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if re.search(r"(^|[\s\"'(])/(work|home|root)/", line):
            fault(path, number, "a path of somebody's machine")

lengths = sorted(((len(p.read_text().splitlines()), p) for p in sources(".hpp", ".cpp")), reverse=True)
functions = []
for path in sources(".cpp"):
    start = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if start is None and re.match(r"^[A-Za-z].*\{$", line) and not re.match(r"^(namespace|struct|class|enum|union)\b", line):
            start = number
        elif start is not None and line.startswith("}"):
            functions.append((number - start + 1, path, start))
            start = None
functions.sort(reverse=True, key=lambda f: f[0])
print(f"files: median {statistics.median([n for n, _ in lengths])} lines, longest: " +
      ", ".join(f"{p.relative_to(ROOT)} {n}" for n, p in lengths[:10]))
if functions:
    print(f"functions: median {statistics.median([f[0] for f in functions])} lines, longest: " +
          ", ".join(f"{p.relative_to(ROOT)}:{at} {n}" for n, p, at in functions[:10]))
print(f"includes: median {statistics.median(includes_per_file)}, most {max(includes_per_file)}")
for line in faults:
    print("FAULT", line)
print(f"house rules: {len(faults)} faults")
sys.exit(1 if faults else 0)
