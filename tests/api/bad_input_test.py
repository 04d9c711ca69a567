"""Bad input: each fault is named where it is, the right status given, nothing recorded, and the connection stays sane."""
import json

from client import Server, Session, Staff, check, finish, first_choices

server = Server(seed=11)
server.start()
staff = Staff(server)
auditor, administrator, board = staff.first("auditor"), staff.first("administrator"), staff.first("organisation_board")


def entries():
    metrics = auditor.send("GET", "/metrics").raw.decode()
    return float(next(line.split()[1] for line in metrics.splitlines() if line.startswith("luan_log_entries ")))


def fields(answer):
    return {error["field"] for error in (answer.json or {}).get("errors", [])}


_, session, step = staff.work_until(staff.nominate(), ("party_opinion",))[0]
target = step + "/responses"
good = first_choices(session.get(step)["schema"])
check(set(good) >= {"outcome", "form"}, f"an opinion has an outcome and a form: {good}")
number = next(name for name, value in good["form"].items() if isinstance(value, int))
before = entries()


def form(**changes):
    return {**good, "form": {**good["form"], **changes}}


HOSTILE = ["<script>alert(1)</script>", "'; DROP TABLE events; --", "{{7*7}}", "../../etc/passwd", "%00", "\U0001F600" * 5, "a\tb"]
CASES = [
    ("no members", {}, {"outcome"}),
    ("an unknown outcome", {**good, "outcome": "veto"}, {"outcome"}),
    ("an outcome of another kind", {**good, "outcome": 5}, {"outcome"}),
    ("an unknown field", form(secret=1), {"secret"}),
    ("an unknown member beside the form", {**good, "more": 1}, {"more"}),
    ("a form that is none", {**good, "form": []}, {"form"}),
    ("a text for a number", form(**{number: "nine"}), {number}),
    ("a fraction for a number", form(**{number: 1.5}), {number}),
    ("a number below", form(**{number: -1}), {number}),
    ("a number past all", form(**{number: 10**18}), {number}),
    ("a number past 64 bits", form(**{number: 2**64 - 1}), {number}),
    ("null", form(**{number: None}), {number}),
    ("a list", form(**{number: [1]}), {number}),
    ("shown as a number", {**good, "shown": 5}, {"shown"}),
]
for what, body, wanted in CASES:
    answer = session.send("POST", target, body)
    check(answer.status == 422 and answer.json["code"] == "invalid", f"{what}: {answer.status} {answer.raw[:200]}")
    named = fields(answer)
    check(any(field in named or any(one.startswith(field) or one.endswith("." + field) for one in named) for field in wanted), f"{what}: names {named}, not {wanted}")
    check(all(error["detail"] for error in (answer.json or {}).get("errors", [])), f"{what}: each error has a sentence")
many = session.send("POST", target, {"outcome": "disagree", "form": {number: "x", "unknown_1": 1, "unknown_2": 2}})
check({"unknown_1", "unknown_2", number} <= fields(many), f"every fault is named at once: {fields(many)}")
check(f"{len(fields(many))}" in many.json["detail"], f"and counted: {many.json['detail']}")

LONG = {"outcome": "disagree", "form": {**good["form"], "reason": "ố" * 100_000}}
answer = session.send("POST", target, LONG)
check(answer.status == 422 and "reason" in fields(answer), f"an endless reason: {answer.status} {answer.raw[:200]}")
for text in ("a\u0000b", "a\u202eb", "\u001b[31m"):
    answer = session.send("POST", target, {"outcome": "disagree", "form": {**good["form"], "reason": text}})
    check(answer.status == 422 and "reason" in fields(answer), f"{text!r}: {answer.status} {answer.raw[:200]}")

# Bodies that are no JSON, or not the JSON of this contract.
BODIES = [
    (b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"5", 400), (b'{"form":{}} x', 400), (b'{"form":{},"form":{}}', 400), (b"\xff\xfe{}", 400),
    (b'{"a":' + b"[" * 100 + b"]" * 100 + b"}", 400), (b'{"form":"\xff"}', 400), (b"outcome=agree", 400),
]
for body, status in BODIES:
    answer = session.send("POST", target, body)
    check(answer.status == status, f"{body[:40]!r}: {answer.status}, not {status}")
for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ""):
    answer = session.send("POST", target, json.dumps(good).encode(), {"Content-Type": kind})
    check(answer.status == 415 and answer.json["code"] == "unsupported_media_type", f"{kind!r}: {answer.status}")
answer = session.send("POST", target, b"{" + b" " * (1 << 20) + b"}")
check(answer.status == 413, f"over the limit: {answer.status}")
session.connection = None
check(entries() == before, "nothing of all this was recorded")

# Unknown addresses, ids and methods.
rotation = step.split("/steps/")[0]
for method, path, status in [
    ("GET", "/api/v1/rotation", 404), ("GET", "/api/v2/rotations", 404), ("GET", "/api/v1/rotations/" + "f" * 32, 404), ("GET", "/api/v1/rotations/" + "F" * 32, 404),
    ("GET", "/api/v1/rotations/LC-2026-001", 404), ("GET", "/api/v1/rotations/" + "a" * 4000, 404), ("GET", rotation + "/steps/no_step", 404), ("GET", rotation + "/actions/no_action", 404),
    ("POST", rotation + "/steps/no_step/responses", 404), ("POST", rotation + "/actions/no_action", 404), ("GET", "/api/v1/rotations/%00", 400), ("GET", "/api/v1/rotations/%ff", 400),
    ("PUT", "/api/v1/rotations", 405), ("PATCH", rotation, 405), ("DELETE", "/api/v1/tasks", 405), ("GET", "/api/v1/rotations?limit=0", 422), ("GET", "/api/v1/rotations?limit=201", 422),
    ("GET", "/api/v1/rotations?limit=x", 422), ("GET", "/api/v1/statistics/turns?from=2026-02-30", 422), ("GET", "/api/v1/statistics/turns?by=colour", 422), ("GET", "/api/v1/officials/" + "0" * 32, 404),
    ("GET", "/api/v1/workflows/none", 404), ("GET", "/api/v1/rotations?after=nonsense", None), ("GET", "/api/v1/rotations?text=" + "%27%22%25_*" * 50, 200), ("GET", "/api/v1/rotations?stage=%27--", 200),
]:
    asker = auditor if method == "GET" else session
    answer = asker.send(method, path, {"form": {}, "reason": "Thử"} if method in ("POST", "PUT", "PATCH") else None)
    check(answer.status == status or (status is None and answer.status < 500), f"{method} {path[:80]}: {answer.status}, not {status} {answer.raw[:120]}")
    if answer.status >= 400:
        check(answer.json and answer.json["code"] and answer.json["status"] == answer.status, f"{method} {path[:80]}: is problem+json")
        asker.connection = None if answer.headers.get("Connection") == "close" else asker.connection

# Accounts: every member checked, unknown ones refused.
units = [unit["id"] for unit in auditor.get("/api/v1/units")["items"]]
account = {"username": "nguoi.moi", "name": "Người Mới", "password": "mua-thu-la-vang-9", "grants": [{"role": "member", "unit": units[0]}]}
before = entries()
for what, change, wanted in [
    ("no name", {"name": ""}, "name"), ("a name of 201", {"name": "a" * 201}, "name"), ("a name with a control character", {"name": "a\u0007"}, "name"), ("a name that is none", {"name": 5}, "name"),
    ("a capital in the username", {"username": "Nguoi"}, "username"), ("two letters", {"username": "ab"}, "username"), ("a username with a space", {"username": "a b c"}, "username"),
    ("a username of 65", {"username": "a" * 65}, "username"), ("an unknown role", {"grants": [{"role": "king", "unit": units[0]}]}, "role"), ("an unknown unit", {"grants": [{"role": "member", "unit": "0" * 32}]}, "unit"),
    ("grants that are none", {"grants": "all"}, "grants"), ("a grant that is none", {"grants": [5]}, "grants"), ("an unknown member", {"administrator": True}, "administrator"),
    ("a short password", {"password": "ngan"}, "password"), ("a common password", {"password": "matkhau123456"}, "password"),
]:
    answer = administrator.send("POST", "/api/v1/accounts", {**account, **change})
    check(answer.status == 422 and any(wanted in field for field in fields(answer)), f"{what}: {answer.status} {answer.raw[:200]}")
for target, body in [("password", {"password": 5}), ("disabled", {"disabled": "yes"}), ("grants", {"role": "member", "unit": units[0], "granted": 1})]:
    answer = administrator.send("PUT", f"/api/v1/accounts/{'0' * 32}/{target}", body)
    check(answer.status == 422, f"PUT {target} {body}: {answer.status}")
for target, body in [("password", {"password": "mua-thu-la-vang-9"}), ("disabled", {"disabled": True}), ("grants", {"role": "member", "unit": units[0], "granted": True})]:
    answer = administrator.send("PUT", f"/api/v1/accounts/{'0' * 32}/{target}", body)
    check(answer.status == 404, f"PUT {target} of nobody: {answer.status}")
check(entries() == before, "no account was made of these")
for body in ({"username": "x" * 500_000, "password": "y"}, {"username": "chu.tri\u0000", "password": "y" * 500_000}, {"username": 5, "password": []}, {}):
    answer = Session(server).send("POST", "/api/v1/session", body)
    check(answer.status in (401, 422, 429), f"a strange sign-in: {answer.status}")

# Hostile text that is allowed is kept as it is, and shown as text.
for text in HOSTILE:
    schema = session.get(step)["schema"]
    check(schema, "still open")
reason = " ".join(HOSTILE)
answer = session.send("POST", step + "/responses", {"outcome": "disagree", "form": {**good["form"], "reason": reason}})
check(answer.status == 201, f"a hostile reason is only text: {answer.status} {answer.raw[:300]}")
events = auditor.get(rotation + "/events")["items"]
check(any(reason in json.dumps(event, ensure_ascii=False).replace("\\t", "\t") for event in events), "it is kept word for word")
page = auditor.send("GET", rotation.replace("/api/v1/rotations", "/ho-so")).raw.decode()
check("<script>alert" not in page, "and is no markup on the page")

# A closed step says who and when; one's own seat twice too.
again = session.send("POST", step + "/responses", {"outcome": "agree", "form": good["form"]})
check(again.status == 409 and again.json["code"] in ("step_closed", "already_answered"), f"answered before: {again.status} {again.raw}")
check("—" not in again.json["detail"], f"with who and when: {again.json['detail']}")
check(board.send("POST", step + "/responses", good).status in (403, 409), "another's step")
server.close()
finish()
