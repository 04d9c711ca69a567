"""embed.py OUT.cpp FILE…: writes luan::web::assets() (server/web/assets/assets.hpp) over the files, sorted by name."""
import pathlib
import sys

MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
LONGEST = 65535  # of a string literal, by the standard's own minimum


def literal(data):
    """Every escape has its three octal digits, so no character after it can join it."""
    plain = set(range(32, 127)) - set(b'"\\?')
    lines = (data[at:at + 64] for at in range(0, len(data), 64))
    return "\n".join('    "' + "".join(chr(c) if c in plain else f"\\{c:03o}" for c in line) + '"' for line in lines) or '    ""'


def main(out, files):
    entries = []
    for path in sorted(map(pathlib.Path, files), key=lambda p: p.name):
        data = path.read_bytes()
        if len(data) > LONGEST:
            sys.exit(f"{path}: {len(data)} bytes; a literal holds {LONGEST}")
        entries.append(f'    {{"{path.name}", "{MEDIA[path.suffix]}", std::string_view(\n{literal(data)}, {len(data)})}},')
    pathlib.Path(out).write_text(
        '// Written by cmake/embed.py.\n#include "web/assets/assets.hpp"\n\nnamespace luan::web {\nnamespace {\n'
        "constexpr Asset all[] = {\n" + "\n".join(entries) + "\n};\n}  // namespace\n\n"
        "std::span<const Asset> assets() { return all; }\n}  // namespace luan::web\n")


main(sys.argv[1], sys.argv[2:])
