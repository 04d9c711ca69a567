"""The suspension of the whole organisation and the correction of what was sent, over the API and on the pages."""
import re
import urllib.parse

from client import Server, Session, by_role, check, finish, page

server = Server(seed=7)
server.start()
roles = by_role(server)
chair = Session(server, roles["chair"][0])
board = Session(server, roles["organisation_board"][0])
auditor = Session(server, roles["auditor"][0])


def post_form(session, form_page, path, fields):
    token = re.search(r'name="csrf" value="([^"]+)"', page(session, form_page)).group(1)
    body = urllib.parse.urlencode([("csrf", token), *fields]).encode()
    return session.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})


def suspension():
    check(board.get("/api/v1/suspension") == {"suspended": False}, "nothing is suspended")
    check(auditor.send("POST", "/api/v1/suspension", {"spares_posted": True, "reason": "x", "basis": "y"}).status == 403, "an auditor suspends nothing")
    check("Tạm dừng trong toàn tổ chức" in page(chair, "/tam-dung"), "the page asks for it")
    wrong = post_form(chair, "/tam-dung", "/tam-dung", [("scope", "everything"), ("reason", "Sắp xếp <b>bộ máy</b>"), ("basis", "")])
    check(wrong.status == 422 and "Sắp xếp &lt;b&gt;bộ máy" in wrong.raw.decode() and "số, ký hiệu văn bản" in wrong.raw.decode(), "what was typed stays, the fault is named")
    check(re.search(r'value="everything" checked', wrong.raw.decode()) is not None, "the choice stays")
    done = post_form(chair, "/tam-dung", "/tam-dung", [("scope", "unposted"), ("reason", "Sắp xếp bộ máy"), ("basis", "128-KL/TW")])
    check(done.status == 303, f"recorded: {done.status}")
    told = board.get("/api/v1/suspension")
    check(told["suspended"] and told["spares_posted"] and told["basis"] == "128-KL/TW" and told["standing"], f"{told}")
    check("đang tạm dừng trong toàn tổ chức" in page(auditor, "/truy-vet"), "every page says so")
    again = chair.send("POST", "/api/v1/suspension", {"spares_posted": True, "reason": "Nữa", "basis": "1"})
    check(again.status == 409 and again.json["code"] == "suspended_already", "not twice")


def exception():
    official = board.get("/api/v1/suspension")["standing"][0]
    check(official["name"] in page(chair, "/tam-dung"), "who stands still may be chosen")
    check("Ghi ngoại lệ" in page(chair, f"/can-bo/{official['id']}"), "the official's page leads there")
    wrong = chair.send("POST", "/api/v1/suspension/exceptions", {"official": "nobody", "reason": "Nơi đến khuyết", "basis": "15-TB", "authoriser": "Thành uỷ"})
    check(wrong.status == 422 and wrong.json["errors"][0]["field"] == "official", "somebody who is there")
    done = post_form(chair, "/tam-dung", "/tam-dung/ngoai-le",
                     [("official", official["id"]), ("reason", "Nơi đến khuyết Bí thư"), ("basis", "15-TB/ĐU"), ("authoriser", "Ban Thường vụ Thành uỷ")])
    check(done.status == 303, "the exception is recorded")
    told = auditor.get("/api/v1/suspension")
    check([one["authoriser"] for one in told["exceptions"]] == ["Ban Thường vụ Thành uỷ"], "auditors read who authorised it")
    check(official["id"] not in [one["id"] for one in board.get("/api/v1/suspension")["standing"]], "his rotation goes on")
    done = post_form(chair, "/tam-dung", "/tam-dung/tiep-tuc", [("reason", "Đã sắp xếp xong"), ("basis", "16-TB/ĐU")])
    check(done.status == 303 and board.get("/api/v1/suspension") == {"suspended": False}, "everything goes on")


def correction():
    """Somebody who has sent something in an open rotation puts it right, on the page and over the API."""
    for role in ("organisation_board", "party_committee", "government"):
        session = Session(server, roles[role][0])
        for rotation in session.get("/api/v1/rotations?status=open")["items"]:
            text = page(session, f"/ho-so/{rotation['id']}")
            found = re.search(rf'/ho-so/{rotation["id"]}/dinh-chinh/(\d+)"', text)
            if found:
                return session, rotation["id"], found.group(1)
    check(False, "nobody in the sample may correct anything")


def put_right():
    session, rotation, sequence = correction()
    path = f"/api/v1/rotations/{rotation}/responses/{sequence}/correction"
    asked = session.get(path)
    form = asked["filled"]["form"]
    check("correction_reason" in asked["schema"]["properties"]["form"]["required"], "a reason is required")
    check(auditor.send("GET", path).status == 403, "an auditor corrects nothing")
    check(session.send("GET", f"/api/v1/rotations/{rotation}/responses/x/correction").status == 404, "what is no number is nothing")
    schema = asked["schema"]["properties"]["form"]["properties"]
    field = next((name for name in schema if name != "correction_reason" and schema[name].get("type") == "string" and "enum" not in schema[name]
                  and "format" not in schema[name]), None)
    check(field is not None, f"there is something to write in {sorted(schema)}")
    text = page(session, f"/ho-so/{rotation}/dinh-chinh/{sequence}")
    check("Lý do đính chính" in text, "the page asks why")
    body = dict(asked["filled"])
    body["form"] = {**form, field: "Nội dung đã sửa cho đúng biên bản", "correction_reason": "Gõ nhầm so với biên bản giấy"}
    same = session.send("POST", path, {**asked["filled"], "form": {**form, "correction_reason": "Gõ nhầm so với biên bản giấy"}})
    check(same.status == 422 and same.json["code"] == "nothing_corrected", f"nothing is corrected by the same: {same.raw}")
    done = session.send("POST", path, body)
    check(done.status == 201, f"corrected: {done.raw}")
    shown = page(session, f"/ho-so/{rotation}")
    check("Nội dung đã sửa cho đúng biên bản" in shown and "Đã đính chính" in shown, "the page shows what stands now")
    types = [event["type"] for event in auditor.get(f"/api/v1/rotations/{rotation}/events")["items"]]
    check("response.corrected" in types and "response.recorded" in types, "both stand in the log")


suspension()
exception()
put_right()
server.close()
finish()
