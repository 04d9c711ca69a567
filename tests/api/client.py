"""A program that knows the contract (DESIGN §9) and nothing of the implementation: sessions, JSON, first choices."""
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

LUAN = os.path.abspath(sys.argv[1])


class Server:
    """`luan serve` on a sample district in a temporary directory, by a configuration where one is given."""

    def __init__(self, seed=7, configuration=None):
        self.configuration = configuration
        self.data = tempfile.mkdtemp(prefix="luan_api_")
        made = subprocess.run([LUAN, "demo", "--data", self.data, "--seed", str(seed), "--json"], capture_output=True, text=True)
        if made.returncode != 0:
            raise SystemExit("luan demo: " + made.stderr)
        self.accounts = json.loads(made.stdout)["accounts"]
        self.process = None
        self.offset = 0

    def start(self, offset=None):
        command = [LUAN, "serve", "--data", self.data, "--listen", "127.0.0.1:0"]
        if self.configuration:
            command += ["--config", str(self.configuration)]
        if offset is not None:
            self.offset = offset
            command += ["--clock-offset", str(offset)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=open(os.path.join(self.data, "serve.log"), "a"), text=True)
        line = self.process.stdout.readline()
        if "http://" not in line:
            raise SystemExit("luan serve did not start: " + open(os.path.join(self.data, "serve.log")).read())
        self.host, port = line.split("http://")[1].strip().rsplit(":", 1)
        self.port = int(port)

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            status = self.process.wait(timeout=20)
            self.process = None
            check(status == 0, f"the server ends with 0 on SIGTERM, not {status}")

    def restart(self, offset):
        self.stop()
        self.start(offset)

    def close(self):
        self.stop()
        shutil.rmtree(self.data)


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.raw = response.status, response.headers, body
        kind = response.headers.get("Content-Type", "")
        self.json = json.loads(body) if body and "json" in kind else None


class Session:
    def __init__(self, server, account=None):
        self.server, self.cookie, self.token, self.connection = server, None, None, None
        if account:
            answer = self.send("POST", "/api/v1/session", {"username": account["username"], "password": account["password"]}, origin=False)
            check(answer.status == 200, f"{account['username']} signs in: {answer.status} {answer.raw}")
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
            self.token = answer.json["csrf_token"]

    def send(self, method, path, body=None, headers=None, origin=True):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
        sent = dict(headers or {})
        if self.cookie:
            sent["Cookie"] = self.cookie
        if self.token and method not in ("GET", "HEAD"):
            sent.setdefault("X-CSRF-Token", self.token)
        if origin and method not in ("GET", "HEAD"):
            sent.setdefault("Origin", f"http://{self.server.host}:{self.server.port}")
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        self.connection.request(method, path, data, sent)
        response = self.connection.getresponse()
        return Answer(response, response.read())

    def get(self, path):
        answer = self.send("GET", path)
        check(answer.status == 200, f"GET {path}: {answer.status} {answer.raw[:300]}")
        return answer.json


class Staff:
    """Everybody of the sample, signed in: takes a rotation of its own as far as a test needs it."""

    def __init__(self, server):
        self.people = [(account, Session(server, account)) for account in server.accounts]

    def first(self, role):
        return next(session for account, session in self.people if account["role"] == role)

    def nominate(self, workflow="rotation"):
        board = self.first("organisation_board")
        nominated = board.send("POST", "/api/v1/rotations", first_choices(board.get("/api/v1/workflows/" + workflow)["start_schema"]))
        check(nominated.status == 201, f"{workflow} is nominated: {nominated.status} {nominated.raw[:300]}")
        return nominated.json["id"]

    def asked(self, rotation, steps):
        """Who has one of these steps to answer: (account, session, path of the step)."""
        for account, session in self.people:
            for task in session.get("/api/v1/tasks")["items"]:
                if task["rotation"] == rotation and task["step"] in steps:
                    yield account, session, f"/api/v1/rotations/{rotation}/steps/{task['step']}"

    def work_until(self, rotation, steps, seconds=60):
        """First choices for whatever is asked, until one of `steps` is open; those are left alone."""
        deadline = time.monotonic() + seconds
        while not (found := list(self.asked(rotation, steps))):
            if time.monotonic() > deadline:
                raise SystemExit(f"{steps} does not open within {seconds} s")
            for _, session in self.people:
                for task in session.get("/api/v1/tasks")["items"]:
                    if task["rotation"] == rotation and task["step"] not in steps:
                        path = f"/api/v1/rotations/{rotation}/steps/{task['step']}"
                        answer = session.send("POST", path + "/responses", first_choices(session.get(path)["schema"]))
                        check(answer.status in (201, 409), f"{path}: {answer.status} {answer.raw[:300]}")  # 409: another was first
        return found


def by_role(server):
    """The sample accounts: role -> accounts."""
    roles = {}
    for account in server.accounts:
        roles.setdefault(account["role"], []).append(account)
    return roles


def page(session, path, status=200):
    """A page's HTML; its status is checked."""
    answer = session.send("GET", path)
    check(answer.status == status, f"GET {path}: {answer.status}")
    return answer.raw.decode()


failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def finish():
    print("failed:" if failures else "all held", len(failures) or "")
    sys.exit(1 if failures else 0)


def first_choices(schema):
    """A value the schema allows, knowing nothing else: const, the first of enum, default, else the least."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "default" in schema:
        return schema["default"]
    kind = schema["type"]
    if kind == "integer":
        return schema.get("minimum", 1)
    if kind == "string":
        return time.strftime("%Y-%m-%d") if schema.get("format") == "date" else "Nội dung"
    if kind == "array":
        count = max(schema.get("minItems", 0), min(1, schema.get("maxItems", 1)))
        if schema.get("uniqueItems") and "enum" in schema["items"]:
            return schema["items"]["enum"][:count]
        return [first_choices(schema["items"]) for _ in range(count)]
    return {name: first_choices(part) for name, part in schema["properties"].items()}
