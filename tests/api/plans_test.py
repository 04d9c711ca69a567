"""Plans, and meetings that handle many rotations, over the API: by a program that knows only the schemas it is given."""
from client import Server, Session, by_role, check, finish, first_choices as first, page

server = Server(seed=7)
server.start()
roles = by_role(server)
board = Session(server, roles["organisation_board"][0])
auditor = Session(server, roles["auditor"][0])
members = [Session(server, account) for account in roles["chair"] + roles["member"]]
ward = Session(server, roles["government"][0])


def plans():
    body = first(board.get("/api/v1/plans/schema"))
    made = board.send("POST", "/api/v1/plans", body)
    check(made.status == 201, f"a plan is made: {made.status} {made.raw[:200]}")
    path = f"/api/v1/plans/{made.json['id']}"
    check(board.send("POST", "/api/v1/plans", body).status == 422, "no two plans bear one number")
    line = first(board.get(path + "/lines/schema"))
    added = board.send("POST", path + "/lines", line)
    check(added.status == 201 and len(added.json["lines"]) == 1, f"a line is added: {added.status}")
    one = added.json["lines"][0]
    line["form"].update(why="Thêm lượt", count=2)
    changed = board.send("PUT", f"{path}/lines/{one['id']}", line)
    check(changed.status == 200 and changed.json["lines"][0]["count"] == 2, f"it is changed: {changed.status} {changed.raw[:200]}")
    for session in (auditor, members[0], ward):
        check(session.send("POST", path + "/lines", line).status == 403, "others do not write")
    check(auditor.get(path)["lines"][0]["why"] == "Thêm lượt", "the auditor reads why")
    withdrawn = board.send("POST", f"{path}/lines/{one['id']}/withdrawal", {"form": {"why": "Thôi"}})
    check(withdrawn.json["lines"][0]["state"] == "withdrawn", "it is withdrawn")
    check(board.send("POST", path + "/closure", {"form": {"why": "Xong"}}).json["closed"], "the plan is closed")
    check(board.send("POST", path + "/lines", line).json["code"] == "plan_closed", "nothing is added to it then")
    yearly = [plan for plan in board.get("/api/v1/plans")["items"] if not plan["closed"]]
    check(any(rotation for plan in yearly for one in plan["lines"] for rotation in one["rotations"]), "the sample's rotations are by its plans")
    check(page(board, "/ke-hoach").count("/ke-hoach/") >= 3, "they stand on the page")


def nomination_by_a_line():
    schema = board.get("/api/v1/workflows/rotation")["start_schema"]
    usable = [one for plan in board.get("/api/v1/plans")["items"] for one in plan["lines"] if one["usable"]]
    check(usable, "some lines of the sample are open")
    body = first(schema)
    body["form"]["position"], body["form"]["plan_line"] = usable[0]["position"]["id"], usable[0]["id"]
    made = board.send("POST", "/api/v1/rotations", {**body, "workflow": "rotation"})
    check(made.status == 201, f"nominated by it: {made.status} {made.raw[:300]}")
    again = first(board.get("/api/v1/workflows/rotation")["start_schema"])
    again["form"]["position"], again["form"]["plan_line"] = usable[0]["position"]["id"], usable[0]["id"]
    refused = board.send("POST", "/api/v1/rotations", {**again, "workflow": "rotation"})
    check(refused.status == 409 and refused.json["code"] == "plan_line_used", f"not beyond its count: {refused.status} {refused.raw[:200]}")


def meetings():
    body = first(board.get("/api/v1/meetings/schema"))
    body["form"].update(hour=8, minute=30, kind="decision")
    made = board.send("POST", "/api/v1/meetings", body)
    check(made.status == 201, f"a meeting is called: {made.status} {made.raw[:200]}")
    path = f"/api/v1/meetings/{made.json['id']}"
    check(ward.send("GET", path).status == 403, "a ward reads of none")
    coming = [one for one in board.get("/api/v1/meetings")["items"] if one["state"] == "coming" and one["items"]]
    check(coming, "the sample has one to come")
    freed = coming[0]["items"]
    emptied = board.send("PUT", f"/api/v1/meetings/{coming[0]['id']}/agenda", {"items": []})
    check(emptied.status == 200 and not emptied.json["items"], "its agenda is emptied")
    wanted = [{"rotation": one["rotation"], "step": one["step"]} for one in freed]
    composed = board.send("PUT", path + "/agenda", {"items": wanted})
    check(composed.status == 200 and len(composed.json["items"]) == len(wanted), "and composed anew here")
    answered = 0
    for member in members:
        mine = [item for item in member.get(path)["items"] if item["mine"] and not item["alone"]]
        responses = []
        for item in mine:
            step = member.get(f"/api/v1/rotations/{item['rotation']}/steps/{item['step']}")
            responses.append({"rotation": item["rotation"], "step": item["step"], **first(step["schema"])})
        sent = member.send("POST", path + "/responses", {"responses": [*responses, {"rotation": "0" * 32, "step": "vote", "form": {}}]},
                           {"Idempotency-Key": "phien-hop-1"})
        check(sent.status == 200, f"sent together: {sent.status} {sent.raw[:200]}")
        outcomes = sent.json["items"]
        check(all(one["recorded"] for one in outcomes[:-1]), f"each recorded: {[one['problem'] for one in outcomes if one['problem']][:1]}")
        check(outcomes[-1]["problem"]["code"] == "not_on_agenda", "what is not on the agenda is refused by itself")
        answered += len(responses)
        again = member.send("POST", path + "/responses", {"responses": responses}, {"Idempotency-Key": "phien-hop-1"})
        check(all(one["recorded"]["repeated"] for one in again.json["items"]), "sent again, nothing is recorded twice")
    check(answered > len(members), f"{answered} answers")
    minutes = auditor.get(path)
    check(any(item["state"] == "closed" and item["outcome"] for item in minutes["items"]), "the minutes know outcomes")
    check(all(not item["remarks"] and not item["tally"] for item in minutes["items"] if item["state"] == "open"), "and nothing of what is open")
    held = first(board.get(path + "/attendance/schema"))
    check(board.send("POST", path + "/attendance", held).json["state"] == "held", "it is held")


plans()
nomination_by_a_line()
meetings()
server.close()
finish()
