"""luan demo: into an empty directory, the same for the same seed on the same day; luan audit verify and luan rebuild on it."""
import datetime
import json
import stat

from program import FOLDER, SOURCE, check, expect, finish, luan, sample

ROLES = {"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "official", "auditor", "administrator"}


def today():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()


def root(data):
    return expect(0, "audit", "verify", "--data", data, out=r"^\d+ entries hold, root \S+\n$").stdout


def pair():
    """Two districts of one seed, loaded on one day."""
    while True:
        day = today()
        first, second = sample(f"a{day}", "--seed", "7"), sample(f"b{day}", "--seed", "7")
        if today() == day:
            return first, second


(first, accounts), (second, again) = pair()
check(root(first) == root(second), "the same seed on the same day gives the same log, to the last byte")
check([one["username"] for one in accounts] == [one["username"] for one in again], "and the same accounts")
other, others = sample("other", "--seed", "8")
check(root(first) != root(other), "another seed gives another district")
check({one["role"] for one in accounts} == ROLES, f"an account for each role: {sorted({one['role'] for one in accounts})}")
for account in accounts:
    check(set(account) == {"username", "password", "role", "unit"} and all(account.values()), f"an account as the contract has it: {account}")
printed = expect(0, "demo", "--data", first, "--accounts", "--json")
check(json.loads(printed.stdout)["accounts"] == accounts, "--accounts prints them again")
table = expect(0, "demo", "--data", first, "--accounts", out="^account +password +role +at\n")
check(len(table.stdout.splitlines()) == len(accounts) + 1, "as a table, one a line")

# The sample committee has somebody for every step of the shipped workflow, at every unit.
expect(0, "workflow", "check", SOURCE / "workflows/rotation.yaml", "--data", first, out="holds")

before = root(first)
expect(1, "demo", "--data", first, "--seed", "7", err="empty data directory only")
check(root(first) == before, "a second demo leaves the first as it was")
taken = FOLDER / "taken"
taken.mkdir()
(taken / "letter.txt").write_text("keep me")
expect(1, "demo", "--data", taken, err="empty data directory only")
check([path.name for path in taken.iterdir()] == ["letter.txt"], "a folder with other things in it is left alone")
expect(1, "demo", "--data", taken, "--accounts", err="sample-accounts.json: the file cannot be read")
check(stat.S_IMODE((first / "keys").stat().st_mode) == 0o700, "keys are the owner's alone")

expect(0, "rebuild", "--data", first, out=r"^\d+ events; 0 rows differed\n$")
check(root(first) == before, "a rebuild changes no event")
expect(1, "audit", "verify", "--data", FOLDER / "nowhere", err=".")
database = first / "luan.db"
bytes_ = database.read_bytes()
at = bytes_.find(b"type rotation.nominated")
check(at > 0, "entries stand in the file as text")
database.write_bytes(bytes_[:at] + b"type rotation.nominatec"[:23] + bytes_[at + 23:])
expect(1, "audit", "verify", "--data", first, out=r"entry \d+: .*the log does not hold")
finish()
