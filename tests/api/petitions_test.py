"""Petitions, over the API and on the pages: from the sample's own to one that is answered, given back and closed."""
from client import Server, Session, by_role, check, finish, page
from forms import recorded_form, refused_form

server = Server(seed=7)
server.start()
roles = by_role(server)
board = Session(server, roles["organisation_board"][0])
auditor = Session(server, roles["auditor"][0])
administrator = Session(server, roles["administrator"][0])


def petitions(session, query=""):
    return session.get("/api/v1/petitions" + query)["items"]


def owner_of(petition):
    for role in ("sending_unit", "party_committee", "government"):
        for account in roles[role]:
            session = Session(server, account)
            if any(grant["unit"] == petition["owner"]["id"] for grant in session.get("/api/v1/session")["account"]["roles"]):
                return session
    check(False, f"nobody speaks for {petition['owner']}")
    return None


def sample():
    """One of each state, the most pressing first."""
    for state in ("open", "answered", "closed"):
        found = petitions(board, "?state=" + state)
        check(found and all(one["state"] == state for one in found), f"the sample has petitions that are {state}: {len(found)}")
    overdue = petitions(board, "?overdue=true")
    check(overdue and all(one["overdue"] and one["state"] == "open" for one in overdue), "and one that is overdue")
    states = [one["state"] for one in petitions(board)]
    check(states == sorted(states, key=["open", "answered", "closed"].index), f"what is to be done comes first: {states}")
    check(board.send("GET", "/api/v1/petitions?state=lost").status == 422, "an unknown state is refused")
    check(administrator.send("GET", "/api/v1/petitions").status == 403, "an administrator is refused, as with rotations")
    check("quá hạn trả lời" in page(board, "/"), "the board is told of what is overdue")


def life():
    """Answered on the page, given back and answered again over the API, closed by the board."""
    petition = petitions(board, "?state=open")[0]
    path = f"/api/v1/rotations/{petition['rotation']}/petitions/{petition['number']}"
    here = f"/kien-nghi/{petition['rotation']}/{petition['number']}"
    owner = owner_of(petition)
    check(owner.get(path)["may_answer"] and not board.get(path)["may_answer"], "the owner answers, nobody else")
    early = board.send("POST", path + "/close", {})
    check(early.status == 409 and early.json["code"] == "petition_unanswered", f"never closed without an answer: {early.status}")
    history = f"/api/v1/rotations/{petition['rotation']}/events"
    told = lambda: [event for event in board.get(history)["items"] if event["type"].startswith("petition.")]
    act = lambda name: [("act", name)]
    refused_form(owner, here, [("answer", " ")], "answer", act("answer"))
    recorded_form(owner, here, [("answer", "Đã bố trí nhà <b>công vụ</b>")], ["Đã bố trí nhà <b>công vụ</b>"], told, act("answer"))
    shown = page(board, here)
    check("nhà &lt;b&gt;công vụ" in shown and "Đóng kiến nghị" in shown, "the board reads the answer, as text")
    check("Đóng kiến nghị" not in page(auditor, here), "an auditor only reads")
    refused_form(board, here, [("reason", "Chưa xong"), ("due", "31/02/2027")], "due", act("return"))
    check(board.send("POST", path + "/return", {"reason": "Chưa xong", "due": "2036-12-31"}).status == 201, "given back")
    again = owner.get(path)
    check((again["state"], again["due"], again["returned"]) == ("open", "2036-12-31", "Chưa xong"), f"{again}")
    check(owner.send("POST", path + "/answer", {"answer": "Xong"}).status == 201, "answered again")
    check(owner.send("POST", path + "/close", {}).status == 403, "the owner does not close it himself")
    recorded_form(board, here, [], ["Xong", "Đóng kiến nghị: đã giải quyết xong"], told, act("close"))
    check(board.get(path)["state"] == "closed", "and stays so")
    late = owner.send("POST", path + "/answer", {"answer": "Thêm"})
    check(late.status == 409 and late.json["code"] == "petition_closed", f"nothing follows: {late.status}")
    types = [event["type"] for event in told()]
    for event in ("petition.raised", "petition.answered", "petition.returned", "petition.closed"):
        check(event in types, f"{event} stands in the history")


def own():
    """The official reads his own, and no other's."""
    seen = False
    for account in roles["official"]:
        official = Session(server, account)
        me = official.get("/api/v1/session")["account"]["official"]
        for petition in petitions(official):
            seen = True
            check(petition["official"]["id"] == me, "his own only")
            page(official, f"/kien-nghi/{petition['rotation']}/{petition['number']}")
        page(official, "/kien-nghi")
    check(seen, "an official of the sample has raised one")
    other = petitions(board)[0]
    stranger = next(session for session in (Session(server, account) for account in roles["official"]) if not petitions(session))
    check(stranger.send("GET", f"/api/v1/rotations/{other['rotation']}/petitions/{other['number']}").status == 404, "others' are hidden")
    page(stranger, f"/kien-nghi/{other['rotation']}/{other['number']}", 404)


sample()
life()
own()
server.close()
finish()
