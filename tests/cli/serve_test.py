"""luan serve: one line once it answers, a second start that keeps the data, the tester's clock, signals, and who is refused."""
import http.client
import json
import signal
import socket
import sys
import time

from program import FOLDER, SOURCE, Serving, check, expect, file, finish, sample

sys.path.append(str(SOURCE / "tests/api"))
from client import first_choices  # noqa: E402: the path is known from the arguments

data, accounts = sample("data")


def account(role):
    return next(one for one in accounts if one["role"] == role)


class Browser:
    def __init__(self, server, role):
        self.server, self.connection = server, http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        answer, body = self.send("POST", "/api/v1/session", {key: account(role)[key] for key in ("username", "password")})
        check(answer.status == 200, f"{role} signs in: {answer.status} {body}")
        self.cookie, self.token = answer.headers["Set-Cookie"].split(";")[0], json.loads(body)["csrf_token"]

    cookie = token = None

    def send(self, method, path, value=None):
        headers = {"Origin": self.server.address}
        if self.cookie:
            headers |= {"Cookie": self.cookie, "X-CSRF-Token": self.token}
        if value is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, None if value is None else json.dumps(value).encode(), headers)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()


def entries():
    return int(expect(0, "audit", "verify", "--data", data, out="hold").stdout.split()[0])


# It answers as soon as it has said where; a second start is quick and keeps what was.
with Serving(data) as server:
    check(server.get("/healthz") == "ok\n" and server.get("/readyz") == "ready\n", "it answers when it has said where")
    browser = Browser(server, "organisation_board")
    answer, body = browser.send("GET", "/api/v1/rotations?limit=200")
    rotations = json.loads(body)["items"]
    check(rotations, "it has rotations")
    expect(1, "serve", "--data", data, "--listen", "127.0.0.1:0", err="another|in use|locked")
    for other in (["rebuild"], ["account", "reset", "--username", "x"]):
        expect(1, *other, "--data", data, err="another|in use|locked")
    expect(1, "serve", "--data", FOLDER / "second", "--listen", f"127.0.0.1:{server.port}", err="(?i)address already in use|in use")
started = time.monotonic()
with Serving(data) as server:
    took = time.monotonic() - started
    check(took < 5, f"a second start takes {took:.1f} s, which is not under 5")
    answer, body = Browser(server, "organisation_board").send("GET", "/api/v1/rotations?limit=200")
    check([one["id"] for one in json.loads(body)["items"]] == [one["id"] for one in rotations], "and keeps the data")
    check(browser.cookie, "a session outlives a restart")
    browser.server, browser.connection = server, http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    answer, body = browser.send("GET", "/api/v1/session")
    check(answer.status == 200, f"a session outlives a restart: {answer.status}")

# A tester's clock: forward only, kept, on every page, of a sample only.
PAGES = {"organisation_board": ["/", "/ho-so", "/thong-ke", "/quy-trinh", "/ho-so/" + rotations[0]["id"]], "administrator": ["/"]}
with Serving(data, "--clock-offset", "40") as server:
    check("40 ngày" in server.get("/dang-nhap"), "the sign-in page says that the clock is ahead")
    for role, pages in PAGES.items():
        visitor = Browser(server, role)
        for page in pages:
            answer, body = visitor.send("GET", page)
            if answer.status == 200:
                check("40 ngày" in body, f"{page} says that the clock is ahead")
            check(answer.status in (200, 303), f"{page}: {answer.status}")
expect(1, "serve", "--data", data, "--listen", "127.0.0.1:0", "--clock-offset", "39", err="40 days ahead and may only go forward")
with Serving(data) as server:
    check("40 ngày" in server.get("/dang-nhap"), "the offset is kept")
expect(1, "serve", "--data", FOLDER / "real", "--listen", "127.0.0.1:0", "--clock-offset", "1", err="only a sample directory")
with Serving(FOLDER / "real") as server:
    check("ngày so với" not in server.get("/dang-nhap"), "another directory's clock is right")

# SIGTERM: what was accepted is finished, and stays.
for round_ in range(3):
    before = entries()
    with Serving(data) as server:
        visitor = Browser(server, "organisation_board")
        answer, body = visitor.send("GET", "/api/v1/workflows/rotation")
        content = json.dumps(first_choices(json.loads(body)["start_schema"])).encode()
        head = (f"POST /api/v1/rotations HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.address}\r\nCookie: {visitor.cookie}\r\nX-CSRF-Token: {visitor.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n").encode()
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
            raw.sendall(head + content[:-1])
            # The request is under way: its head was read, and the last byte of its body comes after the signal.
            visitor.send("GET", "/healthz")
            server.process.send_signal(signal.SIGTERM)
            raw.sendall(content[-1:])
            raw.settimeout(20)
            said = b""
            while True:
                try:
                    piece = raw.recv(65536)
                except ConnectionResetError:  # closed before the head was read: not accepted
                    break
                if not piece:
                    break
                said += piece
        status = server.process.wait(timeout=20)
        check(status == 0, f"it ends with 0, not {status}")
        refused = not said or b" 503 " in said.split(b"\r\n")[0]
        check(refused or b" 201 " in said.split(b"\r\n")[0], f"what was accepted is answered: {said[:200]}")
        server.process.send_signal = lambda *_: None
    grown = entries() > before
    check(grown == (not refused), f"an answer of success is on disk, none is not: {said[:60]}, grown {grown}")

# Off loopback plain HTTP is refused, unless a proxy that ends TLS is named.
for place in ("0.0.0.0:0", "192.0.2.1:80", "[::]:0"):
    expect(1, "serve", "--data", data, "--listen", place, err="off the loopback range plain HTTP")
proxied = file("proxied.yaml", "listen: 0.0.0.0:0\nproxies: [127.0.0.1]\n")
expect(0, "config", "check", "--config", proxied, out="holds")
HEADERS = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7", "X-Forwarded-Proto": "https"}


def ask(server, path, headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer


with Serving(data, "--config", proxied) as server:
    check(ask(server, "/metrics", {}).status == 200, "metrics are for the machine itself")
    check(ask(server, "/metrics", HEADERS).status == 404, "and for nobody behind the proxy")
    check(ask(server, "/dang-nhap", HEADERS).headers["Strict-Transport-Security"], "over TLS at the proxy, the browser is told to stay there")
    check(not ask(server, "/dang-nhap", {}).headers["Strict-Transport-Security"], "and not otherwise")
    wrong = {"username": account("chair")["username"], "password": "sai-mat-khau-roi"}

    def sign_in(client, password=None):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        body = {**wrong, **({"password": password} if password else {})}
        connection.request("POST", "/api/v1/session", json.dumps(body), {"Content-Type": "application/json", "X-Forwarded-For": client})
        return connection.getresponse().status

    check([sign_in("1.2.3.4, 203.0.113.9") for _ in range(6)] == [401] * 5 + [429], "guesses are counted by the client that the proxy names")
    check(sign_in("9.9.9.9, 203.0.113.9") == 429, "not by what the client wrote before it")
    check(sign_in("198.51.100.9", account("chair")["password"]) == 200, "and other clients are not slowed")
with Serving(data) as server:
    check(ask(server, "/metrics", HEADERS).status == 404, "what passed through some proxy is not of this machine, whoever says so")
    check(not ask(server, "/dang-nhap", HEADERS).headers["Strict-Transport-Security"], "and no unknown proxy is believed about TLS")
finish()
