"""What a browser is told with each kind of answer (hardening.md §4), by the running server: policy, cache, cookies, where
a redirect may lead, and what a form from elsewhere gets."""
import re
import urllib.parse

from client import Server, Session, check, finish

server = Server(seed=2)
server.start()
account = next(one for one in server.accounts if one["role"] == "chair")
chair, stranger = Session(server, account), Session(server)

page, sign_in, data = chair.send("GET", "/"), stranger.send("GET", "/dang-nhap"), chair.send("GET", "/api/v1/tasks")
assets = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js|svg|woff2)[^"]*)"', page.raw.decode())
check(len(assets) >= 2, f"the page names its assets: {assets}")
missing, problem = chair.send("GET", "/nothing"), chair.send("GET", "/api/v1/nothing")
answers = [("a page", page), ("the sign-in page", sign_in), ("JSON", data), ("a page that is not there", missing), ("a problem", problem)]
answers += [(path, stranger.send("GET", path)) for path in assets[:4]]
for what, answer in answers:
    policy = answer.headers["Content-Security-Policy"] or ""
    check("default-src 'none'" in policy and "script-src 'self'" in policy and "frame-ancestors 'none'" in policy, f"{what}: policy {policy!r}")
    check("unsafe" not in policy and "*" not in policy, f"{what}: the policy has no hole")
    for name, value in [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin")]:
        check(answer.headers[name] == value, f"{what}: {name} is {answer.headers[name]!r}")
    check("Access-Control-Allow-Origin" not in answer.headers, f"{what}: no other origin is let in")
    check("Server" not in answer.headers, f"{what}: does not tell what serves it")
for what, answer, wanted in [("a page", page, "private, no-cache"), ("the sign-in page", sign_in, "no-store"), ("JSON", data, "no-store"), ("a problem", problem, "no-store"),
                             *[(path, answer, "public, max-age=31536000, immutable") for path, answer in answers[5:]]]:
    check(answer.headers["Cache-Control"] == wanted, f"{what}: Cache-Control is {answer.headers['Cache-Control']!r}, not {wanted!r}")
text = page.raw.decode() + sign_in.raw.decode()
check(not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:|<style|\sstyle=", text), "no script or style stands in a page")

# Two pages, two tokens: compression cannot guess what is never the same.
tokens = {re.search(r'name="csrf" value="([^"]+)"', chair.send("GET", "/").raw.decode()).group(1) for _ in range(5)}
check(len(tokens) == 5, f"each page has another token: {len(tokens)}")


def form(path, fields, headers=None, session=stranger):
    body = urllib.parse.urlencode(fields).encode()
    return session.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})


def cookies(answer):
    return {value.split("=")[0]: value for value in answer.headers.get_all("Set-Cookie") or []}


def signing_in(fields, headers=None):
    opened = stranger.send("GET", "/dang-nhap")
    token = re.search(r'name="csrf" value="([^"]+)"', opened.raw.decode()).group(1)
    own = {"Cookie": cookies(opened)["__Host-luan-form"].split(";")[0]}
    return form("/dang-nhap", {"csrf": token, "username": account["username"], "password": account["password"], **fields}, {**own, **(headers or {})})


for place, wanted in [("/ho-so?trang=2", "/ho-so?trang=2"), ("", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"), ("javascript:alert(1)", "/"), ("/a\r\nSet-Cookie: x=y", "/")]:
    answer = signing_in({"ve": place})
    check(answer.status == 303 and answer.headers["Location"] == wanted, f"back to {place!r}: {answer.status} {answer.headers['Location']!r}")
    given = cookies(answer)
    check(set(given) == {"__Host-luan", "__Host-luan-browser"}, f"a sign-in sets {sorted(given)}")
    check(all("; Path=/; Secure; HttpOnly; SameSite=Lax" in value for value in given.values()), f"with every safeguard: {given}")
for what, answer in [
    ("a token made up", signing_in({"csrf": "x"})),
    ("no token", signing_in({"csrf": ""})),
    ("another site's form", signing_in({}, {"Origin": "https://evil.example"})),
    ("a cross-site form", signing_in({}, {"Sec-Fetch-Site": "cross-site"})),
    ("the cookie of another form", signing_in({}, {"Cookie": "__Host-luan-form=" + "A" * 22})),
    ("no cookie", signing_in({}, {"Cookie": "a=b"})),
]:
    check(answer.status == 403 and "__Host-luan" not in cookies(answer), f"{what}: {answer.status} {sorted(cookies(answer))}")

# Guessing by the form: a fresh form a try gives no tries of its own.
statuses = [signing_in({"password": "sai-mat-khau-roi"}).status for _ in range(7)]
check(statuses == [401] * 5 + [429] * 2, f"five free tries, whatever forms they come from: {statuses}")
known = cookies(signing_in({}))
check(not known.get("__Host-luan"), "strangers wait now, with the right password too")

check(chair.send("GET", "/api/v1/session").status == 401, "seven sign-ins later the first session has given way: five at once")
member = Session(server, next(one for one in server.accounts if one["role"] == "member"))
token = re.search(r'name="csrf" value="([^"]+)"', member.send("GET", "/").raw.decode()).group(1)
out = form("/dang-xuat", {"csrf": token}, session=member)
check(out.status == 303 and out.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"', f"signing out clears the browser: {out.status} {out.headers['Clear-Site-Data']}")
check("Max-Age=0" in cookies(out)["__Host-luan"], "and takes the cookie away")
check(member.send("GET", "/api/v1/session").status == 401, "the session is over on the server too")
server.close()
finish()
