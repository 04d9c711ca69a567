"""Files over the API: begun, sent in parts, resumed, attached by the form that offers them, and read again."""
from client import Server, Session, Staff, check, finish, first_choices

server = Server(seed=5)
server.start()
staff = Staff(server)
board = staff.first("organisation_board")
PDF = b"%PDF-1.4\n" + b"% " + b"x" * 1_500_000 + b"\n%%EOF\n"
PART = 1 << 20


def begin(session, name="Nhận xét.pdf", size=len(PDF), **more):
    return session.send("POST", "/api/v1/uploads", {"name": name, "size": size, **more})


def part(session, upload, offset, data):
    return session.send("PATCH", "/api/v1/uploads/" + upload, data, {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"})


begun = begin(board, type="application/pdf")
check(begun.status == 201 and begun.headers["Location"].startswith("/api/v1/uploads/"), f"a file is begun: {begun.status} {begun.raw}")
upload = begun.json["id"]
first = part(board, upload, 0, PDF[:PART])
check(first.status == 200 and first.headers["Upload-Offset"] == str(PART), f"its first part is taken: {first.status} {first.raw}")
late = part(board, upload, 7, PDF[PART:])
check(late.status == 409 and late.json["code"] == "upload_offset" and late.headers["Upload-Offset"] == str(PART), f"another offset is refused with the right one: {late.status}")
check(part(board, upload, 0, b"x" * (PART + 1)).status == 413, "a part has 1 MB at most")
asked = board.send("HEAD", "/api/v1/uploads/" + upload)
check(asked.status == 200 and asked.headers["Upload-Offset"] == str(PART), "HEAD says where to go on")
check(board.send("PATCH", "/api/v1/uploads/" + upload, PDF[PART:]).status == 400, "a part says where it begins")
whole = part(board, upload, PART, PDF[PART:])
check(whole.status == 200 and whole.json["complete"] and len(whole.json["sha256"]) == 64, f"the last part makes it whole: {whole.status} {whole.raw}")
stranger = staff.first("auditor")
check(stranger.send("GET", "/api/v1/uploads/" + upload).status == 404, "nobody else knows of it")
check(Session(server).send("POST", "/api/v1/uploads", {"name": "a.pdf", "size": 1}).status == 401, "a stranger hands nothing in")

for name, size in (("a.exe", 10), ("a.pdf", 0), ("a.pdf", (20 << 20) + 1)):
    check(begin(board, name, size).status == 422, f"{name} of {size} bytes is refused")
page = begin(board, "a.pdf", 6)
refused = part(board, page.json["id"], 0, b"<html>")
check(refused.status == 422 and refused.json["code"] == "file_refused", f"what is no PDF is refused: {refused.status} {refused.raw}")
check(board.send("GET", "/api/v1/uploads/" + page.json["id"]).status == 404, "and nothing of it stays")
dropped = begin(board, "a.pdf", 6).json["id"]
check(board.send("DELETE", "/api/v1/uploads/" + dropped).status == 204, "one's own can be dropped")
check(board.send("DELETE", "/api/v1/uploads/" + upload).status == 204, "a whole one too")

# An opinion that is open somewhere, and somebody who is asked for it.
opinions = [(session, task) for account, session in staff.people if account["role"] in ("party_committee", "government")
            for task in session.get("/api/v1/tasks")["items"] if task["step"] in ("party_opinion", "government_opinion")]
check(opinions, "the sample has an opinion that is asked for")
session, task = opinions[0]
path = f"/api/v1/rotations/{task['rotation']}"
form = session.get(f"{path}/steps/{task['step']}")["schema"]["properties"]["form"]
check("paper" not in form["properties"], "where nothing was handed in, no file is asked for")
mine = begin(session, "Ý kiến.pdf").json["id"]
for offset in range(0, len(PDF), PART):
    part(session, mine, offset, PDF[offset:offset + PART])
schema = session.get(f"{path}/steps/{task['step']}")["schema"]
check(schema["properties"]["form"]["properties"]["paper"]["items"]["enum"] == [mine], "what was handed in is offered")
sent = session.send("POST", f"{path}/steps/{task['step']}/responses", first_choices(schema))
check(sent.status == 201, f"the opinion is recorded with it: {sent.status} {sent.raw}")
listed = board.get(path + "/attachments")["items"]
check([one["name"] for one in listed if one["file"] == mine] == ["Ý kiến.pdf"], f"it is listed: {listed}")
read = board.send("GET", f"{path}/attachments/{mine}")
check(read.raw == PDF and read.headers["Content-Type"] == "application/pdf", "and read again")
check(read.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%9D%20ki%E1%BA%BFn.pdf", read.headers["Content-Disposition"])
check(read.headers["Content-Security-Policy"] == "sandbox; default-src 'none'" and read.headers["X-Content-Type-Options"] == "nosniff", "as nothing but a file")
check(staff.first("administrator").send("GET", f"{path}/attachments/{mine}").status == 404, "not by an administrator")
server.close()
finish()
