"""The words of the product as a test: what is shown is there in both languages, placeholders are the same in both, tone marks are of the
old type (uỷ, hoà), nobody is called «bạn» and nobody is shouted at. Each rule first finds what it is for in a bad example."""
import re
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LETTER = f"a-z{VIETNAMESE}"
NEW_TONE = re.compile(rf"[òóỏõọ][ae](?![{LETTER}])|[òóỏõọ]a(?=[ycimnptu]\b)|(?<!q)[ùúủũụ]y(?![{LETTER}])", re.I)
SHOUT = re.compile(rf"[{LETTER}»”)]!(?=[\s\"'<»”]|$)", re.I)
FAMILIAR = re.compile(r"\bbạn\b", re.I)
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
faults, looked = [], {"sentences": 0, "markers": 0, "pairs": 0, "words of workflows": 0}


def fault(path, number, text):
    faults.append(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{number}: {text}")


def has_vietnamese(text):
    return any(c in VIETNAMESE for c in text.lower())


def manners(text):
    """What is wrong with Vietnamese or English words that a person reads."""
    if has_vietnamese(text) and (found := NEW_TONE.search(text)):
        yield f"a tone mark of the new type in «{text[max(0, found.start() - 12):found.end() + 4].strip()}»"
    if SHOUT.search(text):
        yield f"an exclamation mark in «{text[:60]}»"
    if FAMILIAR.search(text):
        yield f"«bạn» in «{text[:60]}»; the form of address is «đồng chí»"


def pair(path, number, vi, en):
    """Two texts that say the same."""
    if bool(vi.strip()) != bool(en.strip()):
        fault(path, number, f"«{(vi or en)[:60]}» stands in one language only")
    if sorted(set(PLACEHOLDER.findall(vi))) != sorted(set(PLACEHOLDER.findall(en))):
        fault(path, number, f"«{vi[:60]}» and its English have different placeholders")
    if len(set(en) & set(VIETNAMESE)) > 3 and vi == en:
        fault(path, number, f"«{vi[:60]}» is its own English")


def literals(line):
    """String literals of a line of C++, but of a comment."""
    return [m.group(1) for m in re.finditer(r'"((?:[^"\\]|\\.)*)"', re.sub(r"(^|\s)//.*$", "", line))]


def look_at_cpp(path):
    raw = False  # inside a template's text
    for number, line in enumerate(path.read_text().splitlines(), 1):
        raw_here = raw or 'R"(' in line
        texts = [line] if raw_here else literals(line)
        raw = (raw or 'R"(' in line) and not re.search(r'\)"', line.split('R"(')[-1] if 'R"(' in line else line)
        for marker in re.findall(r"\{\{=([^}]*)\}\}", line):
            looked["markers"] += 1
            pair(path, number, *(marker.split("|") + [""])[:2])
        for vi, en in re.findall(r'\bword\("((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\)', line):
            looked["pairs"] += 1
            pair(path, number, vi, en)
        for vi, en in re.findall(r'\{"((?:[^"\\]|\\.)+)",\s*"((?:[^"\\]|\\.)*)"\}', line):
            if has_vietnamese(vi):
                looked["pairs"] += 1
                pair(path, number, vi, en)
        for text in texts:
            if has_vietnamese(text) or raw_here:
                for wrong in manners(text):
                    fault(path, number, wrong)


def look_at_refusals(path):
    used = "\n".join(p.read_text() for p in [*(ROOT / "server").rglob("*.cpp"), *(ROOT / "server").rglob("*.hpp")])
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.fullmatch(r'REFUSAL\(([a-z_]+), \d{3}, "([^"]*)", "([^"]*)"\)', line)
        if not found:
            continue
        looked["sentences"] += 1
        code, vi, en = found.groups()
        pair(path, number, vi, en)
        for text in (vi, en):
            for wrong in manners(text):
                fault(path, number, wrong)
        if not re.search(rf"\bRefusalCode::{code}\b|\b{code}\b(?=[,}}])", used):
            fault(path, number, f"nothing refuses with {code}")


def look_at_words(path, node, where=""):
    """A mapping with `vi` has `en`, in every file that says things in both languages."""
    if isinstance(node, list):
        for index, one in enumerate(node):
            look_at_words(path, one, f"{where}[{index}]")
    if not isinstance(node, dict):
        return
    if "vi" in node or "en" in node:
        looked["words of workflows"] += 1
        vi, en = str(node.get("vi") or ""), str(node.get("en") or "")
        pair(path, 1, vi, en)
        if not vi or not en:
            fault(path, 1, f"{where} stands in one language only")
        for text in (vi, en):
            for wrong in manners(text):
                fault(path, 1, f"{where}: {wrong}")
    for name, one in node.items():
        look_at_words(path, one, f"{where}.{name}")


def prove_the_rules():
    """A rule that finds nothing in what it is for is no rule."""
    for bad in ("hòa bình", "ủy ban", "thủy lợi", "xóa", "khỏe mạnh", "tòa án", "hóa đơn", "lũy kế"):
        assert list(manners(bad)), bad
    for good in ("hoà bình", "uỷ ban", "thuỷ lợi", "xoá", "khoẻ mạnh", "toà án", "hoá đơn", "luỹ kế", "quý", "quỹ", "toàn", "hoàn", "loại", "khoảng", "tuý", "của", "múa"):
        assert not list(manners(good)), (good, list(manners(good)))
    assert list(manners("Đã lưu!")) and list(manners("Bạn chưa gửi")) and not list(manners("a != b"))
    begun = before = len(faults)
    pair(ROOT / "x", 1, "Xin chào", "")
    pair(ROOT / "x", 1, "Còn {n} ngày", "Days left")
    look_at_words(ROOT / "x", {"title": {"vi": "Đề cử"}})
    assert len(faults) >= before + 3
    with tempfile.NamedTemporaryFile("w", suffix=".def", encoding="utf-8") as table:
        table.write('REFUSAL(not_found, 404, "Không tìm thấy.", "Not found.")\nREFUSAL(said_by_nobody, 400, "Không ai nói.", "Said by nobody.")\n')
        table.write('REFUSAL(forbidden, 403, "Không có quyền.", "")\n')
        table.flush()
        before = len(faults)
        look_at_refusals(Path(table.name))
        told = "\n".join(faults[before:])
        assert "nothing refuses with said_by_nobody" in told and "one language only" in told and "not_found" not in told, told
    del faults[begun:]
    for name in looked:
        looked[name] = 0


prove_the_rules()
for source in sorted([*(ROOT / "server").rglob("*.cpp"), *(ROOT / "server").rglob("*.hpp"), *(ROOT / "plugins").rglob("*.cpp")]):
    look_at_cpp(source)
look_at_refusals(ROOT / "server/base/refusals.def")
for file in sorted([*(ROOT / "workflows").glob("*.yaml"), *(ROOT / "config").rglob("*.yaml"), *(ROOT / "plugins").rglob("*.yaml")]):
    look_at_words(file, yaml.safe_load(file.read_text()))
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if has_vietnamese(line) and (found := NEW_TONE.search(line)):
            fault(file, number, f"a tone mark of the new type: «{line.strip()[:70]}»")
for line in faults:
    print("FAULT", line)
print("words: " + ", ".join(f"{count} {name}" for name, count in looked.items()) + f"; {len(faults)} faults")
if min(looked.values()) < 20:
    print("FAULT too little was looked at: the rules no longer find their texts")
    sys.exit(1)
sys.exit(1 if faults else 0)
