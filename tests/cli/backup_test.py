"""luan backup and luan restore: database and files, without keys; a copy that does not hold is none."""
import shutil
import sqlite3
import sys

from program import FOLDER, SOURCE, Serving, check, expect, finish, sample

sys.path.append(str(SOURCE / "tests/api"))
import client

data, accounts = sample("district")


def attach(server):
    """An opinion that is asked for is given with a file, over the API."""
    for account in accounts:
        if account["role"] not in ("party_committee", "government"):
            continue
        session = client.Session(server, account)
        for task in session.get("/api/v1/tasks")["items"]:
            if task["step"] in ("party_opinion", "government_opinion"):
                text = b"%PDF-1.4\n%%EOF\n"
                upload = session.send("POST", "/api/v1/uploads", {"name": "Ý kiến.pdf", "size": len(text)}).json["id"]
                session.send("PATCH", f"/api/v1/uploads/{upload}", text, {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"})
                path = f"/api/v1/rotations/{task['rotation']}/steps/{task['step']}"
                schema = session.get(path)["schema"]
                check(schema["properties"]["form"]["properties"]["paper"]["items"]["enum"] == [upload], "the file is offered to the opinion")
                answer = session.send("POST", path + "/responses", client.first_choices(schema))
                check(answer.status == 201, f"the opinion is taken with its file: {answer.status} {answer.raw[:300]}")
                return
    check(False, "the sample asks somebody for an opinion")


with Serving(data) as server:
    attach(server)
check(not client.failures, f"the opinion with a file: {client.failures}")
signed_in = [token for (token,) in sqlite3.connect(data / "luan.db").execute("SELECT sha256 FROM sessions")]
check(signed_in, "who gave the opinion is signed in still")
before = expect(0, "audit", "verify", "--data", data, out=r"entries hold, root \S+").stdout
root = before.split("root ")[1].split()[0]
names = [name for (name,) in sqlite3.connect(data / "luan.db").execute("SELECT DISTINCT sha256 FROM attachments")]
check(names, "the log attaches a file")
check(all((data / "files" / name).is_file() for name in names), "the sample's files lie where the log says")

expect(0, "backup", "--data", data, "--to", FOLDER / "copy", out=rf"entries and their files hold, root {root.replace('+', '[+]')}")
check({path.name for path in (FOLDER / "copy").iterdir()} <= {"luan.db", "files"}, "nothing but database and files, and no key, is in a copy")
check({path.name for path in (FOLDER / "copy/files").iterdir()} == set(names), "every file that the log attaches, and no other")
check(sqlite3.connect(FOLDER / "copy/luan.db").execute("SELECT count(*) FROM sessions").fetchone() == (0,), "nobody is signed in, in a copy")
check(not any(token.encode() in (FOLDER / "copy/luan.db").read_bytes() for token in signed_in), "nor was, in its free pages")
expect(1, "backup", "--data", data, "--to", FOLDER / "copy", err="not empty")
expect(1, "backup", "--data", FOLDER / "none", "--to", FOLDER / "other", err="there is no")
check(not (FOLDER / "other").exists(), "what failed leaves nothing")
expect(2, "backup", "--data", data, err="--to")

# Beside a server that runs.
with Serving(data) as server:
    check("ok" in server.get("/healthz"), "it serves")
    expect(0, "backup", "--data", data, "--to", FOLDER / "beside", out="hold")
expect(0, "account", "add", "--data", data, "--username", "kiem.tra.2", "--name", "Lê Hạnh", "--role", "auditor", "--unit", next(one["unit"] for one in accounts if one["role"] == "auditor"))
expect(0, "backup", "--data", data, "--to", FOLDER / "after", out="hold")

# Put back: where there is a database nothing is overwritten; beside the keys the server goes on.
expect(1, "restore", "--from", FOLDER / "copy", "--data", data, err="is there already")
left = FOLDER / "left"
for name in ("luan.db-wal", "luan.db-shm", "files/" + names[0]):
    (left / name).parent.mkdir(parents=True, exist_ok=True)
    (left / name).write_bytes(b"of a database that was moved away")
    expect(1, "restore", "--from", FOLDER / "after", "--data", left, err="is there already")
    check((left / name).exists() and not (left / "luan.db").exists(), f"{name} is left as it lies, and nothing is put beside it")
    (left / name).unlink()
(left / "luan.db.part").write_bytes(b"of a restore that was cut short")
expect(0, "restore", "--from", FOLDER / "after", "--data", left, out="hold")
moved = FOLDER / "moved"
moved.mkdir()
shutil.copytree(data / "keys", moved / "keys")
expect(0, "restore", "--from", FOLDER / "after", "--data", moved, out="hold")
expect(0, "audit", "verify", "--data", moved, out="entries hold")
with Serving(moved) as server:
    check("ok" in server.get("/healthz"), "a server goes on from a copy")

# One that is older than what was signed since is told for what it is, until somebody answers for the loss.
older = FOLDER / "older"
older.mkdir()
shutil.copytree(data / "keys", older / "keys")
size = lambda copy: sqlite3.connect(FOLDER / copy / "luan.db").execute("SELECT count(*) FROM events").fetchone()[0]
check(size("beside") < size("after"), "between the two something was recorded")
expect(0, "restore", "--from", FOLDER / "beside", "--data", older, out="hold")
expect(1, "audit", "verify", "--data", older, out="the tail was cut off")
expect(0, "audit", "accept-loss", "--data", older, "--reason", "Máy chủ hỏng; đã khôi phục bản sao lưu", out="records the loss")
expect(0, "audit", "verify", "--data", older, out="entries hold")

# A copy that was touched is refused, and so is a directory whose file was.
damaged = FOLDER / "copy/files" / names[0]
damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
expect(1, "restore", "--from", FOLDER / "copy", "--data", FOLDER / "fresh", err="does not hold")
check(not (FOLDER / "fresh/luan.db").exists(), "a bad copy is not put anywhere")
original = data / "files" / names[0]
original.write_bytes(b"")
expect(1, "backup", "--data", data, "--to", FOLDER / "third", err="does not hold")
check(not (FOLDER / "third").exists(), "a copy that does not hold is none")
finish()
