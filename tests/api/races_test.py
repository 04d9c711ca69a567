"""People who answer at once, and roles that change under an open step: each gets a true answer, nothing is recorded twice."""
import re
import threading

from client import Server, Session, Staff, check, finish, first_choices

server = Server(seed=5)
server.start()
staff = Staff(server)
administrator, auditor = staff.first("administrator"), staff.first("auditor")
units = {unit["name"]: unit["id"] for unit in auditor.get("/api/v1/units")["items"]}


OPINIONS = ("party_opinion", "government_opinion")


def colleague(account, number):
    """Another account in the same role at the same unit."""
    username, password = f"dong.nghiep.{number}", "mua-thu-la-vang-9"
    added = administrator.send("POST", "/api/v1/accounts", {"username": username, "name": "Đồng Nghiệp", "password": password,
                                                            "grants": [{"role": account["role"], "unit": units[account["unit"]]}]})
    check(added.status == 201, f"an account is added: {added.status} {added.raw}")
    return {"username": username, "password": password, "id": added.json["id"], **{key: account[key] for key in ("role", "unit")}}


def at_once(*calls):
    """Runs the calls on threads that begin together; their answers in order."""
    answers, ready = [None] * len(calls), threading.Barrier(len(calls))

    def run(place, call):
        ready.wait()
        answers[place] = call()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def recorded(rotation):
    return [event for event in auditor.get(f"/api/v1/rotations/{rotation}/events")["items"] if event["type"] == "response.recorded"]


def schema(session, path):
    return session.get(path)["schema"]


def same_seat(rotation):
    """Two who act for one body answer at once: one is recorded, the other is told by whom and when."""
    account, session, path = next(one for one in staff.work_until(rotation, OPINIONS) if one[2].endswith(OPINIONS[0]))
    other = colleague(account, 1)
    sessions = [session, Session(server, other)]
    body = first_choices(schema(session, path))
    before = len(recorded(rotation))
    answers = at_once(*[lambda one=one: one.send("POST", path + "/responses", body) for one in sessions])
    check(sorted(answer.status for answer in answers) == [201, 409], f"one seat, two answers: {[answer.status for answer in answers]}")
    check(len(recorded(rotation)) == before + 1, "one response stands in the history")
    names = {one["username"]: one["name"] for one in administrator.get("/api/v1/accounts")["items"]}
    winner, late = (account, answers[1]) if answers[0].status == 201 else (other, answers[0])
    check(late.json["code"] in ("already_answered", "step_closed"), f"the other is told why: {late.json}")
    check(names[winner["username"]] in late.json["detail"], f"by whom, {names[winner['username']]}: {late.json['detail']}")
    check(re.search(r"\d{2}/\d{2}/\d{4}", late.json["detail"]), f"and when: {late.json['detail']}")
    again = sessions[1].send("POST", path + "/responses", body)
    check(again.status == 409, f"later too: {again.status}")
    check("—" not in again.json["detail"], f"a closed step says when, how and by whom: {again.json['detail']}")


def two_seats(rotation):
    """Members of the committee vote at once: both votes are recorded."""
    voters = staff.work_until(rotation, ("vote",))[:2]
    check(len(voters) == 2, f"at least two have still to vote: {len(voters)}")
    before = len(recorded(rotation))
    body = first_choices(schema(voters[0][1], voters[0][2]))
    answers = at_once(*[lambda one=session, path=path: one.send("POST", path + "/responses", body) for _, session, path in voters])
    check([answer.status for answer in answers] == [201, 201], f"two seats, two answers: {[(answer.status, answer.raw) for answer in answers]}")
    check(len(recorded(rotation)) == before + 2, "both responses stand in the history")
    check(len({answer.json["sequence"] for answer in answers}) == 2, "each has a place of its own")


def same_key_at_once(rotation):
    """One form sent twice at the same moment, by a double click: one response, one answer."""
    account, session, path = next(one for one in staff.work_until(rotation, OPINIONS[1:]))
    sessions = [session, Session(server, account)]
    body = first_choices(schema(session, path))
    before = len(recorded(rotation))
    answers = at_once(*[lambda one=one: one.send("POST", path + "/responses", body, {"Idempotency-Key": "nhay-dup"}) for one in sessions])
    check([answer.status for answer in answers] == [201, 201], f"the same key twice: {[(answer.status, answer.raw) for answer in answers]}")
    check(answers[0].json["log_index"] == answers[1].json["log_index"], "gives one answer")
    check(len(recorded(rotation)) == before + 1, "and one response")


def role_lost(rotation):
    """A member who leaves the committee after the vote opened is on the roll and may not vote; back again, he may."""
    account, session, path = next(one for one in staff.work_until(rotation, ("vote",)) if one[0]["role"] == "member")
    body = first_choices(schema(session, path))
    ids = {one["username"]: one["id"] for one in administrator.get("/api/v1/accounts")["items"]}
    grant = {"role": "member", "unit": units[account["unit"]], "granted": False}
    taken = administrator.send("PUT", f"/api/v1/accounts/{ids[account['username']]}/grants", grant)
    check(taken.status == 204, f"the role is taken away: {taken.status} {taken.raw}")
    check(not any(one[0] is account for one in staff.asked(rotation, ("vote",))), "no task is left")
    late = session.send("POST", path + "/responses", body)
    check(late.status in (403, 404), f"who lost the role is refused: {late.status} {late.raw}")
    administrator.send("PUT", f"/api/v1/accounts/{ids[account['username']]}/grants", {**grant, "granted": True})
    back = session.send("POST", path + "/responses", body)
    check(back.status == 201, f"who has it back votes: {back.status} {back.raw}")


def role_gained(rotation):
    """A member who joins after the vote opened is not on the roll."""
    account, session, path = next(one for one in staff.work_until(rotation, ("vote",)) if one[0]["role"] == "member")
    late = Session(server, colleague(account, 2))
    answer = late.send("POST", path + "/responses", first_choices(schema(session, path)))
    check(answer.status == 403 and answer.json["code"] == "not_yours", f"who joined later does not vote: {answer.status} {answer.raw}")


first = staff.nominate()
two_seats(first)
role_lost(first)
role_gained(first)
same_seat(first)
same_key_at_once(first)
server.close()
finish()
