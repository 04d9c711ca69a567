"""Who takes part, as a program and a browser without script see it: conflicts of interest, substitutes, units that change."""
import datetime
import re
import urllib.parse

from client import Server, Session, check, finish

server = Server(seed=5)
server.start()
by_role = {}
for account in server.accounts:
    by_role.setdefault(account["role"], []).append(account)


def sessions(role):
    return [Session(server, account) for account in by_role[role]]


def refused(answer, status, code, what):
    check(answer.status == status and answer.json["code"] == code, f"{what}: {answer.status} {answer.raw[:200]}")
    return [error["field"] for error in answer.json.get("errors", [])]


def page(session, path, status=200):
    answer = session.send("GET", path)
    check(answer.status == status, f"GET {path}: {answer.status}")
    return answer.raw.decode()


def post_form(session, path, fields):
    token = re.search(r'name="csrf" value="([^"]+)"', page(session, path.rsplit("/", 1)[0] if path.count("/") > 1 and "/buoc/" not in path else path)).group(1)
    body = urllib.parse.urlencode([("csrf", token), *fields]).encode()
    return session.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})


def today(days=0):
    return (datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date() + datetime.timedelta(days=days)).isoformat()


def day_first(days=0):
    year, month, day = today(days).split("-")
    return f"{day}/{month}/{year}"


def me(session):
    return session.get("/api/v1/session")["account"]


def conflicts():
    """A member takes no part in a vote, told on a form as on the page and by the API."""
    for member in sessions("member"):
        votes = [task for task in member.get("/api/v1/tasks")["items"] if task["step"] in ("vote", "resolution")]
        if len(votes) < 2:
            continue
        first, second = votes[:2]
        path = f"/api/v1/rotations/{first['rotation']}/steps/{first['step']}"
        check(member.get(path)["may_recuse"], "a conflict can be declared")
        check(refused(member.send("POST", path + "/recusals", {}), 422, "invalid", "without a reason") == ["reason"], "the reason is asked for")
        answer = member.send("POST", path + "/recusals", {"reason": "Là em ruột của cán bộ"}, {"Idempotency-Key": "k1"})
        check(answer.status == 201, f"declared: {answer.status} {answer.raw}")
        again = member.send("POST", path + "/recusals", {"reason": "Là em ruột của cán bộ"}, {"Idempotency-Key": "k1"})
        check(again.status == 201 and again.json["repeated"], "the same again is the same")
        refused(member.send("POST", path + "/responses", {"outcome": "for", "form": {}}), 409, "recused", "a vote after it")
        check(all(task["rotation"] != first["rotation"] or task["step"] != first["step"] for task in member.get("/api/v1/tasks")["items"]), "no task any more")

        place = f"/ho-so/{second['rotation']}/buoc/{second['step']}"
        check(place + "/xung-dot" in page(member, place), "the vote's page leads to it")
        checked = post_form(member, place + "/xung-dot", [("reason", "Bạn học cùng lớp"), ("go", "check")])
        check(checked.status == 200 and "Bạn học cùng lớp" in checked.raw.decode(), "checked before it is sent")
        sent = post_form(member, place + "/xung-dot", [("reason", "Bạn học cùng lớp"), ("go", "send")])
        check(sent.status == 303 and "/da-gui/" in sent.headers["Location"], f"sent: {sent.status}")
        check("không tham gia" in page(member, sent.headers["Location"]), "confirmed in words")
        return
    check(False, "a member of the sample has two votes to give")


def substitutes():
    for ward in sessions("party_committee"):
        tasks = ward.get("/api/v1/tasks")["items"]
        if not tasks:
            continue
        instead = next(s for s in sessions("government") if me(s)["id"] != me(ward)["id"])
        role = next(grant for grant in me(ward)["roles"] if grant["role"] == "party_committee")
        wanted = {"principal": me(ward)["id"], "substitute": me(instead)["id"], "role": role["role"], "unit": role["unit"], "from": today(), "until": today(10), "reason": "Đi học tập trung"}
        refused(instead.send("POST", "/api/v1/substitutions", wanted), 403, "forbidden", "for a stranger")
        check(refused(ward.send("POST", "/api/v1/substitutions", {**wanted, "until": today(-1)}), 422, "invalid", "over before it begins") == ["until"], "the day is named")
        granted = ward.send("POST", "/api/v1/substitutions", wanted)
        check(granted.status == 201 and granted.json["state"] == "active", f"granted: {granted.status} {granted.raw}")
        mine = [task for task in instead.get("/api/v1/tasks")["items"] if task["rotation"] == tasks[0]["rotation"] and task["step"] == tasks[0]["step"]]
        check(len(mine) == 1 and me(ward)["name"] in mine[0]["why"], f"the task says for whom: {mine}")
        step = instead.get(f"/api/v1/rotations/{tasks[0]['rotation']}/steps/{tasks[0]['step']}")
        check(step["instead_of"] == me(ward)["name"] and step["mine"], "so does the step")
        check(me(ward)["name"] in page(instead, f"/ho-so/{tasks[0]['rotation']}/buoc/{tasks[0]['step']}"), "and its page")
        check(ward.send("POST", f"/api/v1/substitutions/{granted.json['id']}/end", {"reason": "Đã về"}).status == 204, "ended")
        check(all(task["rotation"] != tasks[0]["rotation"] or task["step"] != tasks[0]["step"] for task in instead.get("/api/v1/tasks")["items"]), "no task any more")

        scope = f"{me(ward)['id']}|{role['role']}|{role['unit']}"
        wrong = post_form(ward, "/uy-quyen", [("scope", scope), ("substitute", me(instead)["id"]), ("from", "mai"), ("until", ""), ("reason", "x")])
        check(wrong.status == 422 and 'href="#from"' in wrong.raw.decode(), f"a day that is none is named: {wrong.status}")
        made = post_form(ward, "/uy-quyen", [("scope", scope), ("substitute", me(instead)["id"]), ("from", day_first()), ("until", day_first(3)), ("reason", "Nghỉ phép")])
        check(made.status == 303, f"granted on the page: {made.status}")
        listed = page(ward, "/uy-quyen")
        check("Nghỉ phép" in listed and me(instead)["name"] in listed, "and listed there")
        return
    check(False, "a ward of the sample has something to do")


def units():
    administrator, auditor = sessions("administrator")[0], sessions("auditor")[0]
    fresh = {"kind": "ward", "traits": "normal", "level": 2, "name_vi": "Phường Thử Nghiệm", "name_en": "Trial ward", "from": today()}
    refused(auditor.send("POST", "/api/v1/units", fresh), 403, "forbidden", "an auditor adds a unit")
    check(set(refused(administrator.send("POST", "/api/v1/units", {**fresh, "kind": "x", "from": "mai"}), 422, "invalid", "a unit that is none")) == {"kind", "from"}, "both are named")
    added = [administrator.send("POST", "/api/v1/units", {**fresh, "name_vi": name}).json["id"] for name in ("Phường Một", "Phường Hai", "Phường Ba")]
    check(administrator.send("PUT", f"/api/v1/units/{added[0]}/name", {"name_vi": "Phường Nhất", "name_en": "First ward", "on": today()}).status == 204, "renamed")
    check(administrator.send("POST", f"/api/v1/units/{added[1]}/merger", {"from": [added[0]], "on": today(2)}).status == 204, "merged")
    refused(administrator.send("POST", f"/api/v1/units/{added[1]}/merger", {"from": [added[0]], "on": today(2)}), 422, "invalid", "merged twice")
    check(administrator.send("POST", f"/api/v1/units/{added[2]}/split", {"into": [added[1]], "on": today()}).status == 422, "into one part only")
    shown = {unit["id"]: unit for unit in administrator.get("/api/v1/units")["items"]}
    check([name["name"] for name in shown[added[0]]["names"]] == ["Phường Một", "Phường Nhất"] and shown[added[0]]["name"] == "Phường Nhất", f"its names: {shown[added[0]]}")
    check(shown[added[0]]["to"] == today(1) and shown[added[0]]["successors"][0]["id"] == added[1], "its end and its successor")
    check(shown[added[1]]["predecessors"][0]["id"] == added[0], "and back")
    listed = page(administrator, "/don-vi")
    check("trước " in listed and "Phường Một" in listed, "the page tells the lineage")
    check("/don-vi/sap-nhap" not in page(auditor, "/don-vi"), "who may not change them is offered nothing")
    done = post_form(administrator, "/don-vi/doi-ten", [("unit", added[1]), ("name_vi", "Phường Nhì"), ("name_en", "Second"), ("on", day_first())])
    check(done.status == 303 and "Phường Nhì" in page(administrator, "/don-vi"), f"renamed on the page: {done.status}")
    check(post_form(administrator, "/don-vi/doi-ten", [("unit", added[1]), ("name_vi", ""), ("name_en", ""), ("on", "")]).status == 422, "an empty form is sent back")


conflicts()
substitutes()
units()
for role in by_role:
    page(sessions(role)[0], "/uy-quyen")
server.close()
finish()
