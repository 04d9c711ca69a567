"""What is recorded of officials, over JSON and by the pages without script; accounts that are tied; what must not be left lying."""
import html

from client import Server, Session, by_role, check, finish, first_choices, page
from forms import recorded_form, refused_form

server = Server(seed=9)
server.start()
roles = by_role(server)
board, chair, admin, auditor = (Session(server, roles[role][0]) for role in ("organisation_board", "chair", "administrator", "auditor"))
ward = Session(server, roles["party_committee"][0])


def refused(answer, status, code, what):
    check(answer.status == status and answer.json["code"] == code, f"{what}: {answer.status} {answer.raw[:200]}")
    return [error["field"] for error in answer.json.get("errors", [])]


def recorded_over_json():
    someone = board.get("/api/v1/officials")["items"][0]["id"]
    path = f"/api/v1/officials/{someone}"
    form = board.get(path + "/form")
    check("professional_level" in form["schema"]["properties"]["form"]["properties"], "the schema names the facts")
    values = dict(form["values"], health_certificate="2026-01-15", ratings=[{"year": 2024, "level": "good"}, {"year": 2025, "level": "excellent"}])
    for other in (chair, admin, auditor, ward):
        refused(other.send("PUT", path, {"form": values}), 403, "forbidden", "facts by somebody else")
    check(refused(board.send("PUT", path, {"form": dict(values, gender="x"), "sex": 1}), 422, "invalid", "a strange member") == ["sex"], "it is named")
    check(refused(board.send("PUT", path, {"form": dict(values, gender="x")}), 422, "invalid", "a strange choice") == ["gender"], "it is named")
    answer = board.send("PUT", path, {"form": values, "basis": "Công văn 12-CV/BTC", "seen": form["seen"]})
    check(answer.status == 200 and answer.json == {"id": someone, "changed": True}, f"recorded: {answer.status} {answer.raw[:200]}")
    check(board.send("PUT", path, {"form": values}).json["changed"] is False, "again changes nothing")
    refused(board.send("PUT", path, {"form": dict(values, terms_in_post=9), "seen": form["seen"]}), 412, "stale", "what was seen is old")
    check(auditor.get(path)["values"]["ratings"][1] == {"year": 2025, "level": "excellent"}, "read by who reads every rotation")
    change = board.get(path + "/facts")["items"][0]
    check(change["basis"] == "Công văn 12-CV/BTC" and set(change["now"]) == {"health_certificate", "ratings"}, f"the history says so: {change}")
    check(ward.send("GET", path + "/facts").status == 404, "a ward does not read the history")

    fresh = board.get("/api/v1/officials/form")
    body = {"form": {**{name: first_choices(fresh["schema"]["properties"]["form"]["properties"][name]) for name in ("unit", "gender")},
                     "family": "Lê", "given": "Thử Nghiệm", "born": "1990-02-03", "identity_number": "031090004321"}}
    made = board.send("POST", "/api/v1/officials", body)
    check(made.status == 201 and made.headers["Location"] == "/api/v1/officials/" + made.json["id"], f"registered: {made.status} {made.raw[:200]}")
    check(refused(board.send("POST", "/api/v1/officials", body), 422, "invalid", "the same number again") == ["identity_number"], "it is named")
    check(board.get("/api/v1/officials?text=thu%20nghiem")["items"][0]["name"] == "Lê Thử Nghiệm", "found by name")
    return made.json["id"]


def recorded_by_a_page(official):
    path = f"/can-bo/{official}/thong-tin"
    page(ward, path, 403)
    wrong = refused_form(board, path, [("born", "31/02/1990"), ("basis", "Lý lịch")], "born")
    check("31/02/1990" in wrong and 'value="Lý lịch"' in wrong, "typed text stays")
    facts = lambda: (board.get(f"/api/v1/officials/{official}")["values"], board.get(f"/api/v1/officials/{official}/facts")["items"])
    done = recorded_form(board, path, [("born", "03/02/1991"), ("basis", "Lý lịch")], ["03/02/1991", "Lý lịch"], facts)
    check(done == f"/can-bo/{official}?xong=1", f"recorded by the page: {done}")
    shown = page(board, done)
    check("Đã ghi thông tin." in shown and "03/02/1991" in shown and "Lý lịch" in shown, "the page says so, with the basis")


def tied(official):
    account = next(one for one in admin.get("/api/v1/accounts")["items"] if one["official"] is None)
    path = f"/api/v1/accounts/{account['id']}/official"
    refused(board.send("PUT", path, {"official": official}), 403, "forbidden", "tied by somebody else")
    check(refused(admin.send("PUT", path, {"official": "x"}), 422, "invalid", "tied to nobody known") == ["official"], "it is named")
    check(admin.send("PUT", path, {"official": official}).status == 204, "tied")
    address = f"/quan-tri/tai-khoan/{account['id']}"
    check("Lê Thử Nghiệm" in page(admin, address), "the page shows whose it is")
    check(f'<option value="{official}" selected' in page(admin, address + "/can-bo"), "and so does the form")
    whose = lambda: next(one for one in admin.get("/api/v1/accounts")["items"] if one["id"] == account["id"])["official"]
    done = recorded_form(admin, address + "/can-bo", [("official", "none")], ["Không gắn với ai"], whose)
    check(done == address + "?xong=can-bo" and whose() is None, f"untied by the page, and it is nobody's: {done}")


def left_lying():
    alerts = auditor.get("/api/v1/alerts")["items"]
    check(any(one["kind"] == "placement_late" for one in alerts), f"the sample has a placement that is dragged out: {alerts}")
    one = next(one for one in alerts if one["kind"] == "placement_late")
    refused(ward.send("GET", "/api/v1/alerts"), 403, "forbidden", "alerts for a ward")
    for session, path in ((chair, "/thong-ke"), (chair, f"/ho-so/{one['rotation']}")):
        check(html.escape(one["text"]) in page(session, path) or one["text"] in html.unescape(page(session, path)), f"{path} says so")
    check("/thong-ke#can-chu-y" in page(chair, "/"), "the tasks page leads there")


official = recorded_over_json()
recorded_by_a_page(official)
tied(official)
left_lying()
server.close()
finish()
