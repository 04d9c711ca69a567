"""The description at /api/openapi.json against the running server: every GET, as every role, answers what it says."""
import jsonschema
from client import Server, Session, check, finish

server = Server(seed=3)
server.start()
description = Session(server).get("/api/openapi.json")
check(description["openapi"].startswith("3.1"), "OpenAPI 3.1")
by_role = {}
for account in server.accounts:
    by_role.setdefault(account["role"], account)


def validate(answer, response, what):
    content = response.get("content")
    if not content:
        check(not answer.raw, f"{what}: has no content")
        return
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    check(kind in content, f"{what}: {kind} is not described")
    schema = {**content[kind]["schema"], "components": description["components"]}
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(answer.json))
    for error in errors[:3]:
        check(False, f"{what}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
    check(not errors, f"{what}: answers what is described")


def fillings(session, role):
    """Values for the names in paths, as this role knows them."""
    known = {"name": ["rotation", "khong-co"], "id": [], "step": ["vote"], "action": ["withdraw"]}
    answer = session.send("GET", "/api/v1/rotations?limit=3&status=open")
    if answer.status == 200:
        known["id"] += [row["id"] for row in answer.json["items"]]
    known["id"].append("0" * 32)
    return known


def paths(path, known, session):
    if "/officials/" in path:
        answer = session.send("GET", "/api/v1/officials")
        ids = [one["id"] for one in answer.json["items"][:3]] if answer.status == 200 else ["0" * 32]
        return [path.replace("{id}", one) for one in ids]
    out = [path]
    for name, values in known.items():
        if "{" + name + "}" in path:
            out = [one.replace("{" + name + "}", value) for one in out for value in values]
    if "{step}" in path:
        out += [f"/api/v1/rotations/{task['rotation']}/steps/{task['step']}" for task in (session.send("GET", "/api/v1/tasks").json or {"items": []})["items"][:4]] if path.endswith("{step}") else []
    return out


seen = 0
for role, account in by_role.items():
    session = Session(server, account)
    known = fillings(session, role)
    for path, methods in description["paths"].items():
        if "get" not in methods or path == "/api/v1/session" and False:
            continue
        if "text/event-stream" in methods["get"]["responses"].get("200", {}).get("content", {}):
            continue  # goes on for ever: live_test.py
        for target in paths(path, known, session):
            answer = session.send("GET", target)
            responses = methods["get"]["responses"]
            validate(answer, responses.get(str(answer.status), responses["default"]), f"{role} GET {target} {answer.status}")
            check(answer.status < 500, f"{role} GET {target}: {answer.status}")
            seen += 1
print(seen, "answers held against the description")

# Every route that is described exists, with the method described; and needs a token where it changes something.
stranger = Session(server)
for path, methods in description["paths"].items():
    for method, operation in methods.items():
        target = path.replace("{id}", "0" * 32).replace("{step}", "vote").replace("{action}", "withdraw").replace("{name}", "rotation")
        answer = stranger.send(method.upper(), target, {} if "requestBody" in operation else None)
        check(answer.status not in (404, 405, 500), f"{method} {path} exists: {answer.status}")
        if operation.get("security") != []:
            check(answer.status == 401, f"{method} {path} needs a session: {answer.status}")
server.close()
finish()
