"""Signs in as each sample account in turn, fills each task's schema with its first choices, moves the clock on: a
nominated rotation closes. Then what is refused, and how."""
from client import Server, Session, check, finish, first_choices

server = Server()
server.start()
roles = {}
for account in server.accounts:
    roles.setdefault(account["role"], []).append(account)


def one(role):
    return Session(server, roles[role][0])


def problem(answer, status, code, what):
    check(answer.status == status, f"{what}: {answer.status}, not {status}: {answer.raw[:200]}")
    check("application/problem+json" in answer.headers.get("Content-Type", ""), f"{what}: is problem+json")
    if answer.json and code:
        check(answer.json["code"] == code, f"{what}: code {answer.json['code']}, not {code}")
    return answer.json


def work(rotation, accounts):
    """Everything these accounts are asked in this rotation; who was asked."""
    asked = []
    for account in accounts:
        session = Session(server, account)
        mine = False
        for task in session.get("/api/v1/tasks")["items"]:
            if task["rotation"] != rotation:
                continue
            path = f"/api/v1/rotations/{rotation}/steps/{task['step']}"
            step = session.get(path)
            answer = session.send("POST", path + "/responses", first_choices(step["schema"]) | {"shown": step["shown"]})
            if answer.status == 412:  # a plugin's result came in between: what was shown is no more what stands there
                seen, step = step["shown"], session.get(path)
                check(step["shown"] != seen, f"{task['step']}: refused as changed, yet the same is shown")
                answer = session.send("POST", path + "/responses", first_choices(step["schema"]) | {"shown": step["shown"]})
            check(answer.status == 201, f"{account['username']} answers {task['step']}: {answer.status} {answer.raw}")
            mine = True
        if mine:
            asked.append(account)
    return asked


def refusals(rotation):
    nobody = Session(server)
    problem(nobody.send("GET", "/api/v1/tasks"), 401, "sign_in_required", "without a session")
    problem(nobody.send("POST", "/api/v1/session", {"username": "x", "password": "y"}), 401, "wrong_credentials", "a wrong pair")
    problem(nobody.send("POST", "/api/v1/session", b"username=x", {"Content-Type": "text/plain"}), 415, "unsupported_media_type", "another media type")
    board, administrator, auditor = one("organisation_board"), one("administrator"), one("auditor")
    path = f"/api/v1/rotations/{rotation}"
    problem(board.send("GET", "/api/v1/rotations/" + "0" * 32), 404, "not_found", "an unknown id")
    problem(board.send("GET", "/api/v1/rotations/khong-phai-ma"), 404, "not_found", "no id at all")
    problem(board.send("GET", "/api/v1/nothing"), 404, "not_found", "an unknown path")
    wrong = board.send("DELETE", path)
    problem(wrong, 405, "method_not_allowed", "an unknown method")
    check("GET" in wrong.headers.get("Allow", ""), "405 says what is allowed")
    problem(board.send("POST", path + "/actions/withdraw", {"reason": "x"}, {"X-CSRF-Token": "sai"}), 403, "csrf", "a forged token")
    problem(board.send("POST", path + "/actions/withdraw", {"reason": "x"}, {"Origin": "http://example.org"}), 403, "csrf", "another origin")
    problem(board.send("POST", path + "/actions/withdraw", {"reason": "x"}, origin=False), 403, "csrf", "no origin")
    problem(board.send("POST", "/api/v1/rotations", b"{\"a\":1,\"a\":2}"), 400, "bad_request", "doubled keys")
    problem(board.send("POST", "/api/v1/rotations", b"{" * 100), 400, "bad_request", "no JSON")
    problem(board.send("POST", "/api/v1/rotations", {"workflow": "rotation", "form": {"official": 5}}), 422, "invalid", "bad fields")
    problem(board.send("POST", path + "/actions/withdraw", b"x" * (2 << 20)), 413, "too_large", "a body over the limit")
    board.connection = None
    problem(administrator.send("GET", path), 404, "not_found", "the administrator and a case")
    problem(auditor.send("POST", path + "/actions/withdraw", {"reason": "x"}), 403, "forbidden", "an auditor who acts")
    problem(auditor.send("POST", "/api/v1/rotations", {"workflow": "rotation", "form": {}}), 403, "forbidden", "an auditor who nominates")
    problem(board.send("POST", path + "/actions/withdraw", {"reason": "x"}, {"If-Match": "\"1\""}), 412, "stale", "a stale version")
    named = problem(board.send("POST", path + "/actions/withdraw", {}), 422, "invalid", "an action without a reason")
    check(named and named["errors"][0]["field"] == "reason", "the field is named")


def lists(rotation):
    board = one("organisation_board")
    row = board.get("/api/v1/rotations/" + rotation)
    for member in ("id", "code", "status", "stage", "open_steps", "official", "sending", "receiving"):
        check(member in row, f"a rotation has {member}")
    found = board.get("/api/v1/rotations?text=" + row["code"])
    check([one["id"] for one in found["items"]] == [rotation], "search by code finds it")
    seen, cursor = [], ""
    while True:
        page = board.get("/api/v1/rotations?limit=40&after=" + cursor.replace("|", "%7C").replace(":", "%3A"))
        seen += [one["id"] for one in page["items"]]
        if not page["next"]:
            break
        cursor = page["next"]
    check(len(seen) == len(set(seen)) and rotation in seen, "pages by cursor hold everything once")
    events = board.get(f"/api/v1/rotations/{rotation}/events")["items"]
    check([event["sequence"] for event in events] == list(range(1, len(events) + 1)), "history is in order, without gaps")
    check(events[0]["type"] == "rotation.nominated", "it begins with the nomination")


def same_key_twice():
    board = one("organisation_board")
    schema = board.get("/api/v1/workflows/rotation")["start_schema"]
    body = first_choices(schema)
    first = board.send("POST", "/api/v1/rotations", body, {"Idempotency-Key": "mot-lan"})
    again = board.send("POST", "/api/v1/rotations", body, {"Idempotency-Key": "mot-lan"})
    check(first.status == 201 and again.status == 201, f"nominated: {first.status} {first.raw} {again.status}")
    check(first.json["id"] == again.json["id"], "the same key gives the first answer")
    body["form"]["reason"] = "Khác"
    problem(board.send("POST", "/api/v1/rotations", body, {"Idempotency-Key": "mot-lan"}), 422, "idempotency_mismatch", "the same key, other content")
    return first.json["id"]


rotation = same_key_twice()
refusals(rotation)
lists(rotation)
status, active, days = "open", server.accounts, 0
while status != "closed" and days < 2400:
    everybody = days % 180 == 0
    for _ in range(12):
        asked = work(rotation, server.accounts if everybody or not active else active)
        active = active if active is not server.accounts else []
        active += [account for account in asked if account not in active]
        if not asked:
            break
        everybody = True if days == 0 else everybody
    status = one("auditor").get("/api/v1/rotations/" + rotation)["status"]
    if status != "closed":
        days += 30
        server.restart(days)
check(status == "closed", f"the rotation closed within {days} days")
check(one("auditor").get("/api/v1/rotations/" + rotation)["stage"] == "closed", "and it went all the way")
lists(rotation)
auditor = one("auditor")
trace = auditor.get(f"/api/v1/rotations/{rotation}/trace")
check(all(link["verified"] for link in trace["chain"]), "every link of the trace fits the log")
turns = auditor.get("/api/v1/statistics/turns?from=2015-01-01&to=2017-12-31&by=kind")
counted = {item["kind"]: item["turns"] for item in turns["items"]}
check(counted == {"key": 43, "civil_servant": 13}, f"turns of 2015 to 2017: {counted}")
server.close()
finish()
