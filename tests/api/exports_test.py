"""Tables taken away as an office would: workbooks read by zip and XML alone, ten thousand rows, the same refusals as the pages;
and the calendar of a person, fetched by a program that has no session."""
import csv
import io
import os
import re
import subprocess
import tempfile
import urllib.parse
import xml.etree.ElementTree as xml
import zipfile

from client import LUAN, Server, Session, by_role, check, finish, page

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MANY = 10_000

server = Server(seed=7)


def many_officials():
    """Ten thousand more, of the first unit."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, encoding="utf-8") as table:
        table.write("identity_number,family,middle,given,born,gender,unit\n")
        for number in range(MANY):
            table.write(f"{990_000_000_000 + number},Trần,Thị,An {number},05/03/1985,female,{UNIT}\n")
    done = subprocess.run([LUAN, "import", "officials", table.name, "--data", server.data], capture_output=True, text=True)
    os.unlink(table.name)
    check(done.returncode == 0, f"the officials are taken in: {done.returncode} {done.stdout[:300]} {done.stderr[:300]}")


def sheet_of(answer):
    """Rows of the one sheet, with the parts of the workbook."""
    check(answer.status == 200, f"the workbook is answered: {answer.status}")
    book = zipfile.ZipFile(io.BytesIO(answer.raw))
    check(book.testzip() is None, "every part of the workbook is whole")
    parts = {name: book.read(name) for name in book.namelist()}
    sheet = xml.fromstring(parts["xl/worksheets/sheet1.xml"])
    strings = []
    if "xl/sharedStrings.xml" in parts:
        strings = ["".join(text.itertext()) for text in xml.fromstring(parts["xl/sharedStrings.xml"]).findall(SHEET + "si")]
    rows = []
    for row in sheet.iter(SHEET + "row"):
        cells = []
        for cell in row.findall(SHEET + "c"):
            kind, value = cell.get("t", "n"), cell.find(SHEET + "v")
            if kind == "inlineStr":
                cells.append("".join(cell.find(SHEET + "is").itertext()))
            elif kind == "s":
                cells.append(strings[int(value.text)])
            elif value is not None:
                cells.append(float(value.text))
        rows.append(cells)
    return rows, sheet, parts


def rows_of(answer):
    check(answer.raw.startswith(b"\xef\xbb\xbf"), "Excel knows the encoding by the byte order mark")
    text = answer.raw.decode("utf-8-sig")
    check(text.count("\r\n") >= 1 and text.endswith("\r\n"), "lines end in CR LF")
    return list(csv.reader(io.StringIO(text, newline="")))


def workbook(board):
    answer = board.send("GET", "/ho-so?dang=xlsx")
    rows, sheet, parts = sheet_of(answer)
    check(answer.headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.headers["Content-Type"])
    check(re.fullmatch(r'attachment; filename="ho-so-luan-chuyen-\d{4}-\d\d-\d\d\.xlsx"', answer.headers["Content-Disposition"]), answer.headers["Content-Disposition"])
    check(answer.headers["X-Content-Type-Options"] == "nosniff", "nosniff")
    check(rows[0][:2] == ["Mã hồ sơ", "Cán bộ"] and len(rows) > 50, f"{len(rows)} rows under {rows[0][:2]}")
    check(not list(sheet.iter(SHEET + "f")), "no formula")
    check(not list(sheet.iter(SHEET + "hyperlink")), "no link")
    pane = next(sheet.iter(SHEET + "pane"))
    check(pane.get("state") == "frozen" and pane.get("ySplit") == "1", "the heading stays in sight")
    check(list(sheet.iter(SHEET + "col")), "columns have widths")
    check(b"<b/>" in parts["xl/styles.xml"], "the heading is bold")
    check("dd/mm/yyyy" in parts["xl/styles.xml"].decode(), "days are shown day first")
    first = rows[1]
    days = [cell for cell in first if isinstance(cell, float) and 40_000 < cell < 60_000]
    check(days, f"days are numbers that Excel counts with: {first}")
    core = parts["docProps/core.xml"].decode()
    check("Hồ sơ luân chuyển" in core and "Xuất từ Luân lúc" in core, "the workbook says what it is and when it was taken")
    table = rows_of(board.send("GET", "/ho-so?dang=csv"))
    check(len(table) == len(rows), f"CSV and XLSX have the same rows: {len(table)}, {len(rows)}")
    check(re.fullmatch(r"\d\d/\d\d/\d{4}", table[1][10]), f"a day in CSV: {table[1][10]}")


def all_pages(board):
    """The list goes by pages of fifty; what is taken away is all of them, in the list's order."""
    for order in ("", "&sap-xep=official", "&sap-xep=due"):
        shown, address = [], f"/ho-so?q={order}"
        while address:
            text = page(board, address)
            shown += re.findall(r'<small class="soft">(LC-[\d-]+)</small>', text)
            more = re.search(r'<a href="([^"]+)" rel="next">', text)
            address = more.group(1).replace("&amp;", "&").replace("&#61;", "=") if more else None
        taken = [row[0] for row in rows_of(board.send("GET", f"/ho-so?dang=csv{order}"))[1:]]
        check(taken == shown and len(taken) > 50, f"«{order}»: {len(taken)} taken, {len(shown)} shown")


def ten_thousand(board):
    table = rows_of(board.send("GET", "/can-bo?dang=csv"))
    check(len(table) > MANY, f"{len(table)} rows")
    rows, _, _ = sheet_of(board.send("GET", "/can-bo?dang=xlsx"))
    check(len(rows) == len(table), f"{len(rows)} rows in the workbook")
    check([row[0] for row in rows[1:]] == [row[0] for row in table[1:]], "the same names in the same order")
    one = rows_of(board.send("GET", "/can-bo?dang=csv&q=" + urllib.parse.quote("an 9999")))
    check([row[0] for row in one[1:]] == ["Trần Thị An 9999"], f"the filter holds: {one[1:]}")


def refusals():
    lists = ["/ho-so", "/can-bo", "/don-vi", "/thong-ke", "/thong-ke/luot", "/thong-ke/kien-nghi", "/thong-ke/doi-ngu", "/kien-nghi", "/so-van-ban", "/ke-hoach",
             "/phien-hop", "/thong-ke/giai-doan", "/thong-ke/thoi-gian", "/tam-dung", "/tra-cuu", "/quan-tri", "/quan-tri/thu-bao", "/uy-quyen", "/lich-lam-viec", "/lich", "/quy-trinh", "/truy-vet"]
    for role, accounts in by_role(server).items():
        session = Session(server, accounts[0])
        for path in lists:
            shown = session.send("GET", path).status
            for form in ("csv", "xlsx"):
                taken = session.send("GET", f"{path}?dang={form}").status
                check(taken == shown, f"{role} {path}: page {shown}, {form} {taken}")
            if shown == 200:
                check(f'dang=csv"' in page(session, path).replace("&#61;", "="), f"{role} {path} has its link")
        session.connection.close()


# Pages with a table or a figure and nothing to take away, and why.
NOTHING_TO_TAKE = {
    "/ho-so/{id}/buoc/{step}": "what is asked now, with the figures of the rotation's own page beside it",
}


def pattern_of(address):
    """The kind of page: ids and names left out."""
    path = re.sub(r"[0-9a-f]{32}", "{id}", address.split("?")[0])
    path = re.sub(r"^/quy-trinh/[^/]+", "/quy-trinh/{name}", path)
    path = re.sub(r"^/so-van-ban/[^/]+/[^/]+", "/so-van-ban/{register}/{period}", path)
    return re.sub(r"(/buoc|/thao-tac|/de-cu|/xac-minh)/[^/]+", lambda found: found.group(1) + "/{step}", path)


def crawled(session):
    """Every kind of page that is reached by links from where the account begins, three of each, with what they say: (pattern, address, page)."""
    waiting, known, looked = ["/"], set(), {}
    while waiting:
        address = waiting.pop(0)
        pattern = pattern_of(address)
        if looked.get(pattern, 0) >= 3:
            continue
        answer = session.send("GET", address)
        for _ in range(3):
            if answer.status == 303:
                answer = session.send("GET", answer.headers["Location"])
        if answer.status != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        looked[pattern] = looked.get(pattern, 0) + 1
        text = answer.raw.decode()
        yield pattern, address, text
        for link in re.findall(r'<a [^>]*href="(/[^"]*)"', text):
            link = link.replace("&amp;", "&").replace("&#61;", "=").split("#")[0]
            if link not in known and "dang=" not in link and "lang=" not in link:
                known.add(link)
                waiting.append(link)


def every_page():
    """What is a table or a figure can be taken away, wherever it stands: found by walking the site, not by what says it can be."""
    seen, excepted = set(), set()
    for role, accounts in by_role(server).items():
        session = Session(server, accounts[0])
        for pattern, address, text in crawled(session):
            main = text[text.index("<main"):text.index("</main>")]
            if "<table" not in main and 'role="img"' not in main:
                continue
            seen.add(pattern)
            if "dang=csv" in text.replace("&#61;", "="):
                check("dang=xlsx" in text.replace("&#61;", "="), f"{role} {address} has a workbook as well")
            elif pattern in NOTHING_TO_TAKE:
                excepted.add(pattern)
            else:
                check(False, f"{role} {address} ({pattern}) has a table or a figure and nothing to take away")
        session.connection.close()
    for pattern in ["/", "/ho-so", "/ho-so/{id}", "/can-bo", "/can-bo/{id}", "/don-vi", "/thong-ke", "/thong-ke/luot", "/thong-ke/giai-doan",
                    "/thong-ke/giai-doan/ho-so", "/thong-ke/thoi-gian", "/thong-ke/kien-nghi", "/thong-ke/doi-ngu", "/kien-nghi", "/so-van-ban/{register}/{period}",
                    "/ke-hoach", "/phien-hop", "/truy-vet", "/truy-vet/{id}", "/truy-vet/{id}/so-sanh", "/quan-tri"]:
        check(pattern in seen, f"the walk came by {pattern}: {sorted(seen)}")
    check(excepted == set(NOTHING_TO_TAKE), f"exceptions that nothing needs: {set(NOTHING_TO_TAKE) - excepted}")


def calendar(ward):
    token = re.search(r'name="csrf" value="([^"]+)"', page(ward, "/lich-rieng/dia-chi")).group(1)
    body = urllib.parse.urlencode([("csrf", token), ("go", "send")]).encode()
    made = ward.send("POST", "/lich-rieng/dia-chi", body, {"Content-Type": "application/x-www-form-urlencoded"})
    check(made.status == 303, f"the address is made: {made.status}")
    address = re.search(r'id="dia-chi" value="http://[^/]+(/lich-rieng/[^"]+)"', page(ward, "/lich"))
    check(address, "the page shows the address")
    read = Session(server).send("GET", address.group(1))
    check(read.status == 200 and read.headers["Content-Type"] == "text/calendar; charset=utf-8", f"{read.status} {read.headers['Content-Type']}")
    check(read.headers["Cache-Control"].startswith("private"), read.headers["Cache-Control"])
    check(read.raw.startswith(b"BEGIN:VCALENDAR\r\n") and read.raw.endswith(b"END:VCALENDAR\r\n"), "a calendar")
    check(all(len(line) <= 75 for line in read.raw.split(b"\r\n")), "lines of 75 octets at most")
    check(Session(server).send("GET", address.group(1)[:-12] + "x/luan.ics").status == 404, "another address is none")


server.start()
board = Session(server, by_role(server)["organisation_board"][0])
UNIT = next(row[0] for row in rows_of(board.send("GET", "/don-vi?dang=csv")) if row[1] == "Cơ quan" and not row[4])
workbook(board)
all_pages(board)
refusals()
every_page()
calendar(Session(server, by_role(server)["government"][0]))
server.stop()
many_officials()
server.start()
ten_thousand(Session(server, by_role(server)["organisation_board"][0]))
server.close()
finish()
