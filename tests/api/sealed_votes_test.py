"""While a ballot is open nobody learns how another voted: every GET route and every page, as every role; afterwards the committee does."""
import json

from client import Server, Staff, check, finish

server = Server(seed=9)
server.start()
staff = Staff(server)
rotation = staff.nominate()
voters = staff.work_until(rotation, ["vote"])
check(len(voters) >= 3, f"a ballot of {len(voters)}")
(account, voter, path), rest = voters[0], voters[1:]
REMARK = "Chua-nam-vung-dia-ban"
sent = voter.send("POST", path + "/responses", {"outcome": "against", "form": {"remark": REMARK}})
check(sent.status == 201, f"the vote is taken: {sent.status} {sent.raw[:300]}")

description = staff.first("auditor").get("/api/openapi.json")
API = [route.replace("{id}", rotation).replace("{step}", "vote").replace("{name}", "rotation").replace("{action}", "withdraw")
       for route, methods in description["paths"].items()
       if "get" in methods and route not in ("/api/v1/session", "/api/v1/stream")]  # a stream has no end to wait for; live_test reads it
API = [route for route in API if "{" not in route]
PAGES = ["/", "/ho-so", f"/ho-so/{rotation}", f"/ho-so/{rotation}/buoc/vote", f"/truy-vet/{rotation}", f"/truy-vet/{rotation}/so-sanh", f"/ho-so/{rotation}/goi-chung-thuc", "/phien-hop", "/thong-ke"]
check(len(API) > 20, f"routes to ask: {len(API)}")


def told(session):
    """What the session is told of the rotation's votes: by the API, and by the pages."""
    out = ""
    for target in API + PAGES:
        answer = session.send("GET", target)
        check(answer.status in (200, 303, 400, 403, 404, 409, 422, 503), f"GET {target}: {answer.status}")
        out += answer.raw.decode(errors="replace")
    return out


def votes(session):
    events = session.send("GET", f"/api/v1/rotations/{rotation}/events")
    return [event for event in events.json["items"] if event["type"] == "response.recorded" and event["payload"].get("step") == "vote"] if events.status == 200 else []


seen = {}
for other, session in staff.people:
    if session is voter or other["role"] in seen and other["role"] != "member":
        continue
    seen[other["role"]] = other["username"]
    check(REMARK not in told(session), f"{other['username']} reads a remark of an open ballot")
    cast = votes(session)
    # Who reads every rotation is told that somebody has voted; without that there would be nothing to keep to oneself here.
    if other["role"] in ("organisation_board", "chair", "member", "auditor"):
        check(len(cast) == 1, f"{other['username']} is told of one vote: {len(cast)}")
    for event in cast:
        check("outcome" not in event["payload"] and not event.get("content"), f"{other['username']} is told how a vote went: {json.dumps(event, ensure_ascii=False)[:300]}")
check(len(seen) >= 8, f"roles that looked: {sorted(seen)}")
own = votes(voter)
check([event["payload"].get("outcome") for event in own] == ["against"], f"one's own vote is no secret to oneself: {own}")
check(REMARK in told(voter), "nor what one remarked")
turnout = [step for step in staff.first("chair").get(f"/api/v1/rotations/{rotation}")["open_steps"] if step["step"] == "vote"]
check(turnout and turnout[0]["answered"] == 1 and turnout[0]["asked"] == len(voters), f"the turnout is told: {turnout}")

for _, session, where in rest:
    check(session.send("POST", where + "/responses", {"outcome": "for", "form": {}}).status == 201, "the others vote")
named = sorted(event["payload"].get("outcome") for event in votes(staff.first("auditor")))
check(named == ["against"] + ["for"] * len(rest), f"once it has closed the auditor reads the named votes: {named}")
check(REMARK in told(staff.first("auditor")), "and the remark")
check(REMARK not in told(staff.first("party_committee")), "a ward never does")
server.close()
finish()
