"""luan account add and reset: a password is printed once, and it signs in."""
import json
import urllib.error
import urllib.request

from program import FOLDER, Serving, check, expect, finish, sample

data, accounts = sample("data")
unit = next(one["unit"] for one in accounts if one["role"] == "auditor")


def password(done, username):
    words = done.stdout.split()
    check(len(words) == 2 and words[0] == username and len(words[1]) >= 16, f"name and password stand on one line: {done.stdout!r}")
    return words[1]


def sign_in(server, username, word):
    request = urllib.request.Request(server.address + "/api/v1/session", json.dumps({"username": username, "password": word}).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


add = ["account", "add", "--data", data, "--username", "kiem.tra.2", "--name", "Mai Thị Lan", "--role", "auditor", "--unit"]
first = password(expect(0, *add, unit), "kiem.tra.2")
expect(1, *add, unit, err="The account kiem.tra.2 exists")
expect(1, *add, "Nowhere", err="there is no unit «Nowhere»")
expect(1, "account", "add", "--data", data, "--username", "x", "--name", "X", "--role", "king", "--unit", unit, err="username: .*role: Choose a role")
with Serving(data) as server:
    check(sign_in(server, "kiem.tra.2", first) == 200, "the printed password signs in")
    expect(1, "account", "reset", "--data", data, "--username", "kiem.tra.2", err=".")  # the server has the directory
second = password(expect(0, "account", "reset", "--data", data, "--username", "kiem.tra.2"), "kiem.tra.2")
check(first != second, "a reset gives another password")
expect(1, "account", "reset", "--data", data, "--username", "nobody", err="there is no account «nobody»")
with Serving(data) as server:
    check(sign_in(server, "kiem.tra.2", first) == 401, "the old password is no longer taken")
    check(sign_in(server, "kiem.tra.2", second) == 200, "the new one is")
finish()
