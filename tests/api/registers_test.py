"""Registers of papers and the preview of a posting, over the API and on the pages."""
import re

from client import Server, Session, by_role, check, finish, page
from forms import open_form, recorded_form, refused_form

server = Server(seed=7)
server.start()
roles = by_role(server)
board = Session(server, roles["organisation_board"][0])
auditor = Session(server, roles["auditor"][0])
ward = Session(server, roles["government"][0])


def current(register):
    return next(one for one in board.get("/api/v1/registers")["items"] if one["register"] == register and one["current"])


def registers():
    decision, state = current("decision"), current("state_decision")
    check(decision["kind"] == "party" and state["kind"] == "state", "two kinds of paper")
    check(re.fullmatch(r"\d{4}", state["period"]) and re.fullmatch(r"\d{4}-\d{4}", decision["period"]), f"{state['period']}, {decision['period']}")
    check(decision["last"] > 0, "the sample has decisions")
    path = f"/api/v1/registers/decision/{decision['period']}"
    seen, before = [], None
    while True:
        part = board.get(path + (f"?before={before}" if before else ""))
        seen += [paper["ordinal"] for paper in part["documents"]]
        before = part["before"]
        if not before:
            break
    check(seen == sorted(set(seen), reverse=True), "every number once, the latest first")
    missing = [number for gap in decision["gaps"] for number in range(gap["first"], gap["last"] + 1)]
    check(sorted(seen + missing) == list(range(1, decision["last"] + 1)), "papers and gaps together are the whole register")
    check(board.send("GET", path + "?before=x").status == 422, "what is no number is refused")
    check(board.send("GET", "/api/v1/registers/decision/1900-1905").status == 404, "a period without papers is none")


def gaps():
    last = current("decision")["last"]
    period = current("decision")["period"]
    check(board.send("POST", "/api/v1/registers/decision/advance", {"to": last}).status == 422, "the register does not stand still")
    check(board.send("POST", "/api/v1/registers/decision/advance", {"to": last + 3}).status == 204, "three numbers were used outside")
    check(current("decision")["next_number"].startswith(f"{last + 4}-"), "the next paper gets the one after")
    check(board.send("POST", f"/api/v1/registers/decision/{period}/gaps", {"first": last + 1, "last": last + 2, "reason": "Công tác khác"}).status == 204, "explained")
    check({"first": last + 1, "last": last + 2, "reason": "Công tác khác"} in current("decision")["gaps"], "the explanation stands")
    for session in (auditor, ward):
        refused = session.send("POST", "/api/v1/registers/decision/advance", {"to": last + 9})
        check(refused.status == 403, f"others do not keep the book: {refused.status}")
    check(ward.send("GET", "/api/v1/registers").status == 403, "a ward does not read it")


def pages():
    shown = page(board, "/so-van-ban")
    check("Chưa giải trình" in shown and "Công tác khác" in shown, "gaps stand on the page")
    at = f"/so-van-ban/decision/{current('decision')['period']}"
    kept = lambda: current("decision")
    refused_form(board, at + "/den-so", [("to", "1")], "to")
    last = str(kept()["last"] + 1)
    recorded_form(board, at + "/den-so", [("to", last)], [last], kept)
    recorded_form(board, at + "/giai-trinh", [("first", last), ("last", last), ("reason", "Huỷ do in hỏng")], [last, "Huỷ do in hỏng"], kept)
    check("Huỷ do in hỏng" in page(auditor, at), "the auditor reads why")
    check("giai-trinh" not in page(auditor, at), "but is asked nothing")
    page(ward, "/so-van-ban", 403)


def preview():
    for account in roles["chair"]:
        chair = Session(server, account)
        for task in chair.get("/api/v1/tasks")["items"]:
            if task["step"] != "decision":
                continue
            path = f"/api/v1/rotations/{task['rotation']}/steps/decision"
            shown = chair.get(path + "?effective=2027-08-31&months=42")["preview"]
            check((shown["effective"], shown["months"], shown["ends"]) == ("2027-08-31", 42, "2031-02-27"), f"{shown}")
            check(shown["numbers"][0]["register"] == "decision", "the party's decision comes first")
            check(chair.send("GET", path + "?effective=31/08/2027&months=0").status == 422, "terms that cannot be read are refused")
            form = f"/ho-so/{task['rotation']}/buoc/decision"
            check("Số tiếp theo" not in page(chair, form) and "Ngày cuối" in page(chair, form), "the form shows the arithmetic")
            checked = open_form(chair, form).press("check", [("outcome", "issue"), ("effective", "01/04/2027"), ("term_months", "36")])
            text = checked.raw.decode()
            check("31/03/2030" in text, f"the check page says when the term ends: {checked.status}")
            return
    check(False, "no decision waits in the sample")


registers()
gaps()
pages()
preview()
server.close()
finish()
