"""The stream of news over real sockets: who hears what, resuming, the last word, limits, the server's stop and its return."""
import http.client
import json
import queue
import socket
import threading
import time

from client import Server, Session, Staff, check, finish, first_choices

server = Server(seed=11)
server.start()
staff = Staff(server)


class Stream:
    """GET /api/v1/stream of a session, read on a thread of its own: events as they come, None when the server has ended it."""

    def __init__(self, session, after=None, header=None):
        self.events, self.lines = queue.Queue(), []
        self.connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
        sent = {"Accept": "text/event-stream"}
        if session.cookie:
            sent["Cookie"] = session.cookie
        if header is not None:
            sent["Last-Event-ID"] = str(header)
        self.connection.request("GET", "/api/v1/stream" + (f"?after={after}" if after is not None else ""), headers=sent)
        self.socket = self.connection.sock  # the connection lets go of it: it is not kept alive
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        if self.status == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        event = {}
        try:
            for raw in self.answer:
                line = raw.decode().rstrip("\n")
                self.lines.append(line)
                if not line:
                    if "data" in event:
                        self.events.put({**event, "data": json.loads(event["data"])})
                    event = {}
                elif not line.startswith(":"):
                    name, value = line.split(": ", 1)
                    event[name] = value
        except OSError:
            pass
        self.events.put(None)

    def next(self, seconds=10):
        """The next event, None where the stream ends; "nothing" where neither comes."""
        try:
            return self.events.get(timeout=seconds)
        except queue.Empty:
            return "nothing"

    def until_about(self, rotation, seconds=20):
        """The events up to the first about this rotation."""
        heard, deadline = [], time.monotonic() + seconds
        while time.monotonic() < deadline:
            event = self.next(1)
            if event is None:
                return heard, None
            if event == "nothing":
                continue
            heard.append(event)
            if rotation in event["data"]["about"]:
                return heard, event
        return heard, None

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)


def head():
    stream = Stream(Session(server))
    check(stream.status == 401, f"nobody is signed in: {stream.status}")
    member = staff.first("member")
    bad = member.send("GET", "/api/v1/stream?after=hom-qua")
    check(bad.status == 400, f"after is a number: {bad.status}")
    asked = member.send("HEAD", "/api/v1/stream")
    check(asked.status == 200 and asked.headers["Content-Type"] == "text/event-stream", f"HEAD says what would come: {asked.status}")
    stream = Stream(member)
    check(stream.answer.headers["Content-Type"] == "text/event-stream", "an event stream")
    check(stream.answer.headers["Cache-Control"] == "no-store", "kept nowhere")
    check(stream.answer.headers["X-Accel-Buffering"] == "no", "held up by no proxy")
    check(stream.answer.headers["X-Content-Type-Options"] == "nosniff", "with the fields of every answer")
    first = stream.next()
    check(first["event"] == "news" and first["data"]["about"] == [], f"begins with how things stand: {first}")
    check(first["data"]["counts"]["tasks"] == len(member.get("/api/v1/tasks")["items"]), f"so many tasks: {first}")
    check(int(first["id"]) == first["data"]["at"], f"the id is the index: {first}")
    stream.close()
    return first["data"]["at"]


def vote():
    """Turnout while a vote is open: the same for everybody who may see it, and nothing of how anybody voted."""
    rotation = staff.nominate()
    voters = staff.work_until(rotation, ("vote",))
    auditor = staff.first("auditor")
    # Sessions of their own: they are signed out in the end.
    administrator = Session(server, next(account for account in server.accounts if account["role"] == "administrator"))
    officials = [Session(server, account) for account in server.accounts if account["role"] == "official"]
    official = next((one for one in officials if one.send("GET", f"/api/v1/rotations/{rotation}").status == 404), None)
    if official is None:
        raise SystemExit("the sample has an official to whom another's rotation is closed")
    streams = {"auditor": Stream(auditor), "member": Stream(voters[0][1])}
    hidden = {"administrator": Stream(administrator), "official": Stream(official)}
    for stream in [*streams.values(), *hidden.values()]:
        stream.next()
    for number, (account, session, path) in enumerate(voters[:2], 1):
        schema = session.get(path)["schema"]
        body = first_choices(schema)
        body["outcome"] = schema["properties"]["outcome"]["enum"][number % 2]
        answer = session.send("POST", path + "/responses", body)
        check(answer.status == 201, f"{account['username']} votes: {answer.status} {answer.raw}")
        for who, stream in streams.items():
            heard, event = stream.until_about(rotation)
            check(event is not None, f"the {who} hears of vote {number}: {heard}")
            if event is None:
                continue
            check(set(event["data"]) == {"at", "about", "counts"}, f"ids and counts only: {event}")
            turnout = {name: count for name, count in event["data"]["counts"].items() if name.startswith("turnout-")}
            check(turnout == {f"turnout-{rotation}-vote-1": number}, f"{who}: turnout {number}: {turnout}")
            text = json.dumps(event, ensure_ascii=False)
            for word in schema["properties"]["outcome"]["enum"]:
                check(f'"{word}"' not in text, f"no answer in {text}")
            name = session.get("/api/v1/session")["account"]["name"]
            check(name and account["username"] not in text and name not in text, f"nobody is named: {text}")
    # Those who hear of no case hear nothing before the last word.
    for who, session in (("administrator", administrator), ("official", official)):
        check(session.send("DELETE", "/api/v1/session").status == 204, f"the {who} signs out")
        event = hidden[who].next()
        check(isinstance(event, dict) and event["event"] == "bye", f"the {who} hears nothing of a rotation that is closed to him: {event}")
    for stream in streams.values():
        stream.close()
    return rotation


def resume(rotation):
    """The server is restarted while somebody acts before and after: a stream goes on from the log, and tells nothing twice."""
    global staff
    board = Stream(staff.first("organisation_board"))
    last = int(board.next()["id"])
    account, session, path = next(staff.asked(rotation, ("vote",)))
    check(session.send("POST", path + "/responses", first_choices(session.get(path)["schema"])).status == 201, "somebody votes")
    heard, event = board.until_about(rotation)
    check(event is not None, f"the board hears of it: {heard}")
    last = int(event["id"])
    server.stop()  # within the time it waits for, though streams are open
    while (event := board.next()) not in (None, "nothing"):
        last = int(event["id"])
    check(event is None, "the stream ends with the server")
    server.start()
    staff = Staff(server)
    board_session = staff.first("organisation_board")
    account, session, path = next(staff.asked(rotation, ("vote",)))
    check(session.send("POST", path + "/responses", first_choices(session.get(path)["schema"])).status == 201, "somebody else votes")
    for how in ({"after": last}, {"header": last}, {"after": 1, "header": last}):
        resumed = Stream(board_session, **how)
        heard, event = resumed.until_about(rotation)
        check(event is not None and event["event"] == "news", f"goes on ({how}): {heard}")
        check(all(int(one["id"]) > last for one in heard), f"nothing twice ({how}): {last}, {heard}")
        resumed.close()
    missed = Stream(board_session, after=10 ** 9).next()
    check(missed["event"] == "reset", f"of another log: {missed}")


def bye():
    """Sign-out, a role taken away, an account disabled: the stream says so and ends."""
    administrator = staff.first("administrator")
    units = {unit["name"]: unit["id"] for unit in staff.first("auditor").get("/api/v1/units")["items"]}
    known = {one["username"]: one["id"] for one in administrator.get("/api/v1/accounts")["items"]}
    members = [account for account in server.accounts if account["role"] == "member"][:3]
    sessions = [Session(server, account) for account in members]
    streams = [Stream(session) for session in sessions]
    for stream in streams:
        check(stream.next()["event"] == "news", "begins")
    check(sessions[0].send("DELETE", "/api/v1/session").status == 204, "signs out")
    grant = {"role": "member", "unit": units[members[1]["unit"]], "granted": False}
    check(administrator.send("PUT", f"/api/v1/accounts/{known[members[1]['username']]}/grants", grant).status == 204, "loses the role")
    disabled = administrator.send("PUT", f"/api/v1/accounts/{known[members[2]['username']]}/disabled", {"disabled": True})
    check(disabled.status == 204, f"is disabled: {disabled.status} {disabled.raw}")
    for stream, why in zip(streams, ("signed out", "another role", "disabled")):
        event = stream.next()
        while isinstance(event, dict) and event["event"] == "news":
            event = stream.next()
        check(isinstance(event, dict) and event["event"] == "bye", f"{why}: {event}")
        check(stream.next() is None, f"{why}: the stream ends")
    check(Stream(sessions[0]).status == 401, "and does not begin again")


def many():
    """64 streams an account; who leaves makes room."""
    session = staff.first("party_committee")
    streams = [Stream(session) for _ in range(64)]
    check(all(stream.status == 200 for stream in streams), "64 at once")
    one_more = Stream(session)
    check(one_more.status == 503 and one_more.answer.headers["Retry-After"], f"no more: {one_more.status}")
    check(session.send("GET", "/api/v1/tasks").status == 200, "everything else goes on")
    for stream in streams:
        stream.close()
    deadline = time.monotonic() + 10
    while (status := Stream(session).status) != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    check(status == 200, "room again")


head()
resume(vote())
bye()
many()
server.close()
finish()
