"""Who takes part, as a program and a browser without script see it: conflicts of interest, substitutes, units that change."""
import datetime

from client import Server, Session, check, finish, page
from forms import recorded_form, refused_form

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
        votes_left = lambda: [(task["rotation"], task["step"]) for task in member.get("/api/v1/tasks")["items"]]
        sent = recorded_form(member, place + "/xung-dot", [("reason", "Bạn học cùng lớp")], ["Bạn học cùng lớp"], votes_left)
        check("/da-gui/" in sent, f"sent: {sent}")
        check("không tham gia" in page(member, sent), "confirmed in words")
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

        scope = f"{me(ward)['id']}.{role['role']}.{role['unit']}"
        here = lambda *days_and_why: [("scope", scope), ("substitute", me(instead)["id"]), *zip(("from", "until", "reason"), days_and_why)]
        refused_form(ward, "/uy-quyen/moi", here("mai", day_first(3), "x"), "from")
        refused_form(ward, "/uy-quyen/moi", here(day_first(), day_first(-1), "x"), "until")
        done = recorded_form(ward, "/uy-quyen/moi", here(day_first(), day_first(3), "Nghỉ phép"),
                             [me(ward)["name"], me(instead)["name"], day_first(), day_first(3), "Nghỉ phép"], lambda: ward.get("/api/v1/substitutions")["items"])
        check("Đã giao làm thay" in page(ward, done), "granted on the page")
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
    names = lambda: [(unit["id"], unit["names"]) for unit in administrator.get("/api/v1/units")["items"]]
    named = [("unit", added[1]), ("name_vi", "Phường Nhì"), ("name_en", "Second"), ("on", day_first())]
    done = recorded_form(administrator, "/don-vi/doi-ten", named, ["Phường Hai", "Phường Nhì", "Second", day_first()], names)
    check("Đã đổi tên đơn vị" in page(administrator, done) and "Phường Nhì" in page(administrator, "/don-vi"), "renamed on the page")
    refused_form(administrator, "/don-vi/doi-ten", [("unit", added[1]), ("name_vi", ""), ("name_en", ""), ("on", "")], "name_vi")



conflicts()
substitutes()
units()
for role in by_role:
    page(sessions(role)[0], "/uy-quyen")
server.close()
finish()
