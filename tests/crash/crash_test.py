"""kill -9 of a real server under load. After every restart: what was acknowledged stands in the log once, what was not
stands there once at most and can be sent again, the log verifies, the projections are as a rebuild makes them.
LUAN_SEED=N replays the moments of the kills; LUAN_ALL=1 kills a hundred times."""
import http.client
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
from client import LUAN, Server, Session, check, failures, finish, first_choices  # noqa: E402

ROUNDS = 100 if os.environ.get("LUAN_ALL") else 10
SEED = int(os.environ.get("LUAN_SEED", random.randrange(1 << 30)))
WORKERS = 4
MARK = "crash-"


class Sent:
    """One command: its key and body never change, however often it is sent."""

    def __init__(self, name, path, body):
        self.name, self.path, self.body, self.answer = name, path, body, None


class Worker(threading.Thread):
    """Nominates and withdraws officials of its own, one command after another, until the server is gone."""

    def __init__(self, ledger, number, account, server, counted):
        super().__init__()
        self.ledger, self.number, self.account, self.server, self.counted = ledger, number, account, server, counted

    def run(self):
        try:
            session = Session(self.server, self.account)
            for sent in self.ledger.unanswered(self.number):
                self.send(session, sent)
            while True:
                self.send(session, self.ledger.next(self.number))
        except (OSError, http.client.HTTPException) as gone:  # the connection broke: the server was killed
            if not self.server.killed.wait(timeout=5):
                check(False, f"worker {self.number} lost a server that lives: {gone!r}")

    def send(self, session, sent):
        answer = session.send("POST", sent.path, sent.body, {"Idempotency-Key": sent.name})
        if answer.status == 503:
            return
        sent.answer = answer
        self.counted.release()


class Ledger:
    """Everything that was ever sent, by worker."""

    def __init__(self, officials, positions, schema):
        self.schema = schema
        self.sent = [[] for _ in range(WORKERS)]
        self.positions = positions
        self.officials = [[[official, 0] for official in officials[n::WORKERS]] for n in range(WORKERS)]

    def unanswered(self, worker):
        return [sent for sent in self.sent[worker] if sent.answer is None]

    def next(self, worker):
        last = self.sent[worker][-1] if self.sent[worker] else None
        name = f"{MARK}{worker}-{len(self.sent[worker])}."
        if last and last.path.endswith("/rotations") and last.answer.status == 201:
            sent = Sent(name, f"/api/v1/rotations/{last.answer.json['id']}/actions/withdraw", {"reason": name})
        else:
            if last and last.answer.status == 422:
                self.learn(worker, last.answer.json["errors"][0]["field"])
            sent = self.nomination(worker, name)
        self.sent[worker].append(sent)
        return sent

    def learn(self, worker, field):
        """A post at the official's own unit, or an official who is under way already."""
        mine = self.officials[worker]
        if field == "position" and mine[0][1] + 1 < len(self.positions):
            mine[0][1] += 1
        else:
            mine.pop(0)

    def nomination(self, worker, name):
        mine = self.officials[worker]
        body = first_choices(self.schema)
        body["form"].update({"official": mine[0][0], "position": self.positions[mine[0][1]], "reason": name})
        return Sent(name, "/api/v1/rotations", body)

    def all(self):
        return [sent for mine in self.sent for sent in mine]


def recorded(data):
    """By name of the command: at which places of the log it was recorded."""
    found = {}
    with sqlite3.connect(f"file:{data}/luan.db?mode=ro", uri=True) as database:
        for seq, text in database.execute("SELECT seq, bytes FROM contents WHERE bytes LIKE ?", (f"%{MARK}%",)):
            start = text.index(MARK)
            found.setdefault(text[start:text.index(".", start) + 1], []).append(seq)
    return found


def hold_against_log(ledger, data, when):
    found = recorded(data)
    for sent in ledger.all():
        places = found.pop(sent.name, [])
        if sent.answer is None:
            check(len(places) <= 1, f"{when}: {sent.name} was not acknowledged and stands {len(places)} times in the log")
        elif sent.answer.status == 201:
            check(len(places) == 1, f"{when}: {sent.name} was acknowledged and stands {len(places)} times in the log")
        else:
            check(not places, f"{when}: {sent.name} was refused ({sent.answer.status}) and stands in the log")
    check(not found, f"{when}: the log holds what nobody sent: {sorted(found)}")


def run(*arguments):
    done = subprocess.run([LUAN, *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def verify(data, when):
    status, output = run("audit", "verify", "--data", data)
    check(status == 0, f"{when}: the log verifies: {output}")


def rebuild(data, when):
    status, output = run("rebuild", "--data", data)
    check(status == 0 and "; 0 rows differed" in output, f"{when}: projections are as a rebuild makes them: {output[-2000:]}")


def start(server):
    server.killed = threading.Event()
    began = time.monotonic()
    server.start()
    took = time.monotonic() - began
    check(took < 30, f"ready after {took:.1f} s")
    return took


def checkpoint_is_signed(server):
    answer = Session(server).send("GET", "/log/checkpoint")
    check(answer.status == 200 and answer.headers["Content-Type"] == "text/plain; charset=utf-8", f"GET /log/checkpoint: {answer.status}")
    key = run("audit", "key", "--data", server.data)[1]
    lines = answer.raw.decode().split("\n")
    check(lines[0] == key.split("+")[0], f"the checkpoint names the log's key: {lines[0]} and {key}")
    with sqlite3.connect(f"file:{server.data}/luan.db?mode=ro", uri=True) as database:
        check(0 < int(lines[1]) <= database.execute("SELECT count(*) FROM events").fetchone()[0], f"it signs what is committed: {lines[1]}")


def crash(server, ledger, board, acknowledged):
    counted = threading.Semaphore(0)
    workers = [Worker(ledger, number, board, server, counted) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for _ in range(acknowledged):
        if not counted.acquire(timeout=30):
            check(False, "the server answers under load")
            break
    server.process.kill()
    server.killed.set()
    server.process.wait()
    for worker in workers:
        worker.join()
    server.process.stdout.close()
    server.process = None


def main():
    print(f"LUAN_SEED={SEED}: {ROUNDS} kills", flush=True)
    dice = random.Random(SEED)
    server = Server()
    start(server)
    board = next(account for account in server.accounts if account["role"] == "organisation_board")
    session = Session(server, board)
    schema = session.get("/api/v1/workflows/rotation")["start_schema"]
    fields = schema["properties"]["form"]["properties"]
    ledger = Ledger(fields["official"]["enum"], fields["position"]["enum"], schema)
    slowest = 0
    for number in range(1, ROUNDS + 1):
        if failures:
            break
        when = f"kill {number}"
        crash(server, ledger, board, dice.randrange(1, 60))
        if number % 2:  # what is left is read before, or only after, a server has recovered it
            verify(server.data, when)
            rebuild(server.data, when)
            hold_against_log(ledger, server.data, when)
        slowest = max(slowest, start(server))
        hold_against_log(ledger, server.data, when)
        verify(server.data, when)
        checkpoint_is_signed(server)
    sender = Session(server, board)
    for sent in [sent for sent in ledger.all() if sent.answer is None]:
        sent.answer = sender.send("POST", sent.path, sent.body, {"Idempotency-Key": sent.name})
    hold_against_log(ledger, server.data, "in the end")
    answered = [sent for sent in ledger.all() if sent.answer.status == 201]
    check(len(answered) >= ROUNDS, f"there was load: {len(answered)} commands recorded")
    server.stop()
    verify(server.data, "in the end")
    rebuild(server.data, "in the end")
    print(f"{len(answered)} commands recorded, slowest restart {slowest:.1f} s", flush=True)
    server.close()
    finish()


main()
