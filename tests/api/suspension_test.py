"""The suspension of the whole organisation and the correction of what was sent, over the API and on the pages."""
import copy
import re

from client import Server, Session, by_role, check, finish, page
from forms import recorded_form, refused_form

server = Server(seed=7)
server.start()
roles = by_role(server)
chair = Session(server, roles["chair"][0])
board = Session(server, roles["organisation_board"][0])
auditor = Session(server, roles["auditor"][0])


def told_of():
    """What is recorded; who stands still by it follows a moment later."""
    return {name: value for name, value in board.get("/api/v1/suspension").items() if name != "standing"}


def suspension():
    check(board.get("/api/v1/suspension") == {"suspended": False}, "nothing is suspended")
    check(auditor.send("POST", "/api/v1/suspension", {"spares_posted": True, "reason": "x", "basis": "y"}).status == 403, "an auditor suspends nothing")
    check('href="/tam-dung/toan-to-chuc"' in page(chair, "/tam-dung"), "the page leads to the form")
    form = "/tam-dung/toan-to-chuc"
    wrong = refused_form(chair, form, [("scope", "everything"), ("reason", "Sắp xếp <b>bộ máy</b>"), ("basis", "")], "basis")
    check("Sắp xếp &lt;b&gt;bộ máy" in wrong and "số, ký hiệu văn bản" in wrong, "what was typed stays as text, the fault is named")
    done = recorded_form(chair, form, [("scope", "unposted"), ("reason", "Sắp xếp bộ máy"), ("basis", "128-KL/TW")],
                         ["Đề cử mới và hồ sơ chưa có quyết định", "Sắp xếp bộ máy", "128-KL/TW"], told_of)
    check("Đã tạm dừng trong toàn tổ chức" in page(chair, done), "confirmed in words")
    told = board.get("/api/v1/suspension")
    check(told["suspended"] and told["spares_posted"] and told["basis"] == "128-KL/TW" and told["standing"], f"{told}")
    check("đang tạm dừng trong toàn tổ chức" in page(auditor, "/truy-vet"), "every page says so")
    again = chair.send("POST", "/api/v1/suspension", {"spares_posted": True, "reason": "Nữa", "basis": "1"})
    check(again.status == 409 and again.json["code"] == "suspended_already", "not twice")


def exception():
    official = board.get("/api/v1/suspension")["standing"][0]
    check(official["name"] in page(chair, "/tam-dung/ngoai-le"), "who stands still may be chosen")
    check("Ghi ngoại lệ" in page(chair, f"/can-bo/{official['id']}"), "the official's page leads there")
    wrong = chair.send("POST", "/api/v1/suspension/exceptions", {"official": "nobody", "reason": "Nơi đến khuyết", "basis": "15-TB", "authoriser": "Thành uỷ"})
    check(wrong.status == 422 and wrong.json["errors"][0]["field"] == "official", "somebody who is there")
    done = recorded_form(chair, f"/tam-dung/ngoai-le/{official['id']}",
                         [("reason", "Nơi đến khuyết Bí thư"), ("basis", "15-TB/ĐU"), ("authoriser", "Ban Thường vụ Thành uỷ")],
                         [official["name"], "Nơi đến khuyết Bí thư", "15-TB/ĐU", "Ban Thường vụ Thành uỷ"], told_of)
    check("Đã ghi ngoại lệ" in page(chair, done), "the exception is recorded")
    told = auditor.get("/api/v1/suspension")
    check([one["authoriser"] for one in told["exceptions"]] == ["Ban Thường vụ Thành uỷ"], "auditors read who authorised it")
    check(official["id"] not in [one["id"] for one in board.get("/api/v1/suspension")["standing"]], "his rotation goes on")
    recorded_form(chair, "/tam-dung/tiep-tuc", [("reason", "Đã sắp xếp xong"), ("basis", "16-TB/ĐU")], ["Đã sắp xếp xong", "16-TB/ĐU"], told_of)
    check(told_of() == {"suspended": False}, "everything goes on")


def corrections():
    """What may be put right in open rotations, by who sent it: (session, rotation, its number there)."""
    for role in ("organisation_board", "party_committee", "government"):
        session = Session(server, roles[role][0])
        for rotation in session.get("/api/v1/rotations?status=open")["items"]:
            text = page(session, f"/ho-so/{rotation['id']}")
            for sequence in re.findall(rf'/ho-so/{rotation["id"]}/dinh-chinh/(\d+)"', text):
                yield session, rotation["id"], sequence


def texts_of(schema):
    """Fields of a form's schema that take any text."""
    return [name for name, part in schema.items() if name != "correction_reason" and part.get("type") == "string" and "enum" not in part and "format" not in part]


def rewritten(asked):
    """The form as it was sent with one text changed: in a field of its own, or in the first of its rows. None where it has no text."""
    form, schema = copy.deepcopy(asked["filled"]["form"]), asked["schema"]["properties"]["form"]["properties"]
    if texts_of(schema):
        form[texts_of(schema)[0]] = NEW
        return "field", form
    for name, part in schema.items():
        columns = texts_of(part["items"].get("properties", {})) if part.get("type") == "array" else []
        if columns and form.get(name):
            form[name][0][columns[-1]] = NEW
            return "rows", form
    return None, form


def put_right(session, rotation, sequence, form, asked):
    path = f"/api/v1/rotations/{rotation}/responses/{sequence}/correction"
    check("correction_reason" in asked["schema"]["properties"]["form"]["required"], "a reason is required")
    check(auditor.send("GET", path).status == 403, "an auditor corrects nothing")
    check(session.send("GET", f"/api/v1/rotations/{rotation}/responses/x/correction").status == 404, "what is no number is nothing")
    check("Lý do đính chính" in page(session, f"/ho-so/{rotation}/dinh-chinh/{sequence}"), "the page asks why")
    why = {"correction_reason": "Gõ nhầm so với biên bản giấy"}
    same = session.send("POST", path, {**asked["filled"], "form": {**asked["filled"]["form"], **why}})
    check(same.status == 422 and same.json["code"] == "nothing_corrected", f"nothing is corrected by the same: {same.raw}")
    done = session.send("POST", path, {**asked["filled"], "form": {**form, **why}})
    check(done.status == 201, f"corrected: {done.raw}")
    shown = page(session, f"/ho-so/{rotation}")
    check(NEW in shown and "Đã đính chính" in shown, "the page shows what stands now")
    types = [event["type"] for event in auditor.get(f"/api/v1/rotations/{rotation}/events")["items"]]
    check("response.corrected" in types and "response.recorded" in types, "both stand in the log")


def correction():
    """A text of its own field, and one in a row, each in an open rotation of its own."""
    done, rotations = set(), set()
    for session, rotation, sequence in corrections():
        if rotation in rotations:
            continue
        asked = session.get(f"/api/v1/rotations/{rotation}/responses/{sequence}/correction")
        where, form = rewritten(asked)
        if where and where not in done:
            done.add(where)
            rotations.add(rotation)
            put_right(session, rotation, sequence, form, asked)
        if len(done) == 2:
            return
    check(False, f"the sample has a text in a field and one in a row to put right, not only {done}")


NEW = "Nội dung đã sửa cho đúng biên bản"
suspension()
exception()
correction()
server.close()
finish()
