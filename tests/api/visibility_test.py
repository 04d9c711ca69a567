"""Who sees which case, on every GET route there is: a ward its own, an official his own, the administrator none."""
import json

from client import Server, Session, check, finish

server = Server(seed=9)
server.start()
accounts = {}
for account in server.accounts:
    accounts.setdefault(account["role"], []).append(account)
auditor = Session(server, accounts["auditor"][0])
description = auditor.get("/api/openapi.json")


def every_rotation(session):
    out, cursor = [], ""
    while True:
        page = session.get("/api/v1/rotations?limit=200&after=" + cursor.replace("|", "%7C").replace(":", "%3A"))
        out += page["items"]
        if not page["next"]:
            return out
        cursor = page["next"]


ALL = every_rotation(auditor)
OPEN = [row for row in ALL if row["status"] == "open"]
ROTATION_ROUTES = [path for path, methods in description["paths"].items() if path.startswith("/api/v1/rotations/{id}") and "get" in methods]
check(len(ROTATION_ROUTES) >= 5, f"routes of a rotation: {ROTATION_ROUTES}")


def texts(value, found):
    """Every text of an answer that is long enough to tell something."""
    if isinstance(value, str) and len(value) > 12:
        found.add(value)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        texts(part, found)
    return found


def routes_of(row):
    for path in ROTATION_ROUTES:
        steps = [step["step"] for step in row["open_steps"]] + ["proposal", "vote"]
        for step in dict.fromkeys(steps if "{step}" in path else [""]):
            for action in ["withdraw", "end_early"] if "{action}" in path else [""]:
                yield path.replace("{id}", row["id"]).replace("{step}", step).replace("{action}", action)


GRANTS = {account["username"]: account["grants"] for account in Session(server, accounts["administrator"][0]).get("/api/v1/accounts")["items"]}


BEFORE = {unit["id"]: {before["id"] for before in unit["predecessors"]} for unit in auditor.get("/api/v1/units")["items"]}


def handed_over(unit, row):
    """Open when one of its units merged into this one: passed on, which its history says."""
    if not BEFORE.get(unit, set()) & {row["sending"]["id"], row["receiving"]["id"]}:
        return False
    return any(event["type"] == "party.passed" and event["payload"]["to"] == unit for event in auditor.get(f"/api/v1/rotations/{row['id']}/events")["items"])


def own(account, row):
    """What a sender sends, and what a body receives or sends; an office that receives people too has both roles."""
    return any(handed_over(grant["unit"]["id"], row) or grant["unit"]["id"] in ([row["sending"]["id"]] if grant["role"] == "sending_unit" else [row["sending"]["id"], row["receiving"]["id"]]) for grant in GRANTS[account["username"]])


# The list holds exactly one's own, and every route of another's rotation answers as if it did not exist.
for role in ("party_committee", "government", "sending_unit"):
    for account in accounts[role][:3]:
        session = Session(server, account)
        mine = {row["id"] for row in ALL if own(account, row)}
        seen = {row["id"] for row in every_rotation(session)}
        check(seen == mine, f"{account['username']}: {len(seen)} in the list, {len(mine)} are its own, {len(seen - mine)} of others")
        for row in [row for row in OPEN if row["id"] not in mine][:6]:
            for target in routes_of(auditor.get("/api/v1/rotations/" + row["id"])):
                answer = session.send("GET", target)
                check(answer.status == 404 and answer.json["code"] == "not_found", f"{account['username']} GET {target}: {answer.status}")
        for target in [f"/api/v1/rotations?text={row['code']}" for row in OPEN if row["id"] not in mine][:3]:
            check(session.get(target)["items"] == [], f"{account['username']}: search finds nothing of others: {target}")
        for task in session.get("/api/v1/tasks")["items"]:
            check(task["rotation"] in mine, f"{account['username']}: a task of another's rotation")

for account in accounts["official"][:4]:
    session = Session(server, account)
    seen = every_rotation(session)
    people = {row["official"]["id"] for row in seen}
    check(len(people) <= 1, f"{account['username']} sees rotations of {len(people)} officials")
    for row in [row for row in OPEN if row["official"]["id"] not in people][:6]:
        for target in routes_of(auditor.get("/api/v1/rotations/" + row["id"])):
            answer = session.send("GET", target)
            check(answer.status == 404, f"{account['username']} GET {target}: {answer.status}")

# The administrator: no route, of a case or not, says anything of a case.
administrator = Session(server, accounts["administrator"][0])
content, names = set(), set()
for row in OPEN[:20]:
    for event in auditor.get(f"/api/v1/rotations/{row['id']}/events")["items"]:
        texts(event.get("content"), content)
    names.add(row["official"]["name"])
    content.add(row["code"])
# What stands in the lists of units, posts and roles is no case content: the administrator grants roles by them.
known = set()
for path in ("/api/v1/units", "/api/v1/positions", "/api/v1/workflows/rotation"):
    texts(auditor.get(path), known)
texts(administrator.get("/api/v1/accounts"), known)  # whose own an account is, he says himself
content = {text for text in content if text not in known}
check(len(content) > 40, f"the sample has case content to look for: {len(content)}")
asked = 0
for path, methods in description["paths"].items():
    if "get" not in methods or "text/event-stream" in methods["get"]["responses"].get("200", {}).get("content", {}):
        continue  # a stream has no end to wait for; who hears what of it is the live test's
    targets = [path.replace("{name}", "rotation")]
    if path.startswith("/api/v1/rotations/{id}"):
        targets = [target for row in OPEN[:6] for target in routes_of(auditor.get("/api/v1/rotations/" + row["id"]))]
    elif "/officials/{id}" in path:
        targets = [path.replace("{id}", row["official"]["id"]) for row in OPEN[:6]]
    for target in targets:
        answer = administrator.send("GET", target)
        asked += 1
        check(answer.status in (200, 403, 404), f"administrator GET {target}: {answer.status}")
        if path.startswith("/api/v1/rotations") or "officials" in path or "statistics" in path:
            check(answer.status in (403, 404), f"administrator GET {target}: {answer.status}, not refused")
        said = json.dumps(answer.json, ensure_ascii=False) if answer.json is not None else answer.raw.decode()
        for text in content:
            check(text not in said, f"administrator GET {target} says {text!r}")
check(asked > 20, f"{asked} routes asked as the administrator")
for page in ["/", "/ho-so", "/ho-so/" + OPEN[0]["id"], "/thong-ke", "/tra-cuu", "/can-bo"]:
    answer = administrator.send("GET", page)
    said = answer.raw.decode()
    check(not any(text in said for text in content), f"the page {page} tells the administrator of a case")
    check(not any(name in said for name in names), f"the page {page} names an official to the administrator")

# An auditor reads everything and changes nothing.
GOOD = {"form": {}, "reason": "Thử", "workflow": "rotation", "username": "abc", "name": "Abc", "password": "mua-thu-la-vang-9", "disabled": True, "role": "auditor", "unit": "x", "granted": True, "enabled": True, "digest": "0" * 64,
        "kind": "ward", "traits": "normal", "level": 2, "name_vi": "Phường Thử", "name_en": "Trial ward", "on": "2026-07-01", "from": "2026-07-01", "to": 5, "first": 1, "last": 2, "answer": "Thử", "until": "2026-07-02", "into": "x", "principal": "x", "substitute": "x"}
for path, methods in description["paths"].items():
    for method in ("post", "put", "delete"):
        if method not in methods or path == "/api/v1/session":
            continue
        target = path.replace("{id}", OPEN[0]["id"]).replace("{step}", "proposal").replace("{action}", "withdraw")
        body = None
        if "requestBody" in methods[method]:
            asked_for = methods[method]["requestBody"]["content"]["application/json"]["schema"]["properties"]
            body = {name: [GOOD[name]] if asked_for[name].get("type") == "array" else GOOD[name] for name in asked_for if name in GOOD}
        answer = auditor.send(method.upper(), target, body)
        check(answer.status in (403, 404, 409, 422), f"auditor {method} {target}: {answer.status}")
        own = path == "/api/v1/preferences"  # how one is told: everybody's own business
        if answer.status == 403 and body is not None and not path.startswith(("/api/v1/rotations", "/api/v1/substitutions", "/api/v1/petitions")):
            # Who may not is told so whatever the body lacks.
            bare = auditor.send(method.upper(), target, {})
            check(bare.status == 403, f"auditor {method} {target} with an empty body: {bare.status}")
        check(answer.status != 422 or own or path == "/api/v1/rotations/{id}/actions/{action}", f"auditor {method} {target}: {answer.raw}")
server.close()
finish()
