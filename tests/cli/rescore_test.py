"""luan rescore: every score of the log, computed again from its recorded inputs by a real plugin; what agrees, what differs,
what could not be run, each with its exit status. It only reads, beside a running server too."""
import json
import pathlib
import shutil
import sqlite3

from program import FOLDER, LUAN, Serving, check, expect, file, finish, sample

data, _ = sample("district", "--seed", "7")
recorded = sqlite3.connect(data / "luan.db").execute("SELECT seq, rotation FROM events WHERE type = 'score.recorded' ORDER BY seq").fetchall()
check(len(recorded) > 20, f"the sample holds scores: {len(recorded)}")


def root(of):
    return expect(0, "audit", "verify", "--data", of, out="entries hold").stdout


def scores(status, of, *arguments):
    return json.loads(expect(status, "rescore", "--data", of, "--json", *arguments).stdout)


expect(0, "rescore", "--data", data, out=rf"^{len(recorded)} scores: {len(recorded)} agree, 0 differ, 0 could not be computed again\n$")
with Serving(data):
    told = scores(0, data)
before = root(data)  # the server that ran has sent its reminders
check(told["agree"] and [one["log_index"] for one in told["scores"]] == [seq for seq, _ in recorded], "each score of the log once, in its order")
check(all(one["verdict"] == "agrees" and one["digest_used"] == one["digest"] and one["points"] == one["points_now"] for one in told["scores"]), "all agree, by the recorded build")
_, rotation = recorded[0]
of_one = scores(0, data, "--rotation", rotation)["scores"]
check(of_one and {one["rotation"] for one in of_one} == {rotation}, f"of one rotation only: {of_one}")
expect(0, "rescore", "--data", data, "--rotation", rotation, out=r"^entry \d+: LC-\S+ \S+ run 1 by score_\w+ \S+: \S+ \w+, agrees\n")
check(root(data) == before, "nothing was written")

# Another build that says the same: said to be another, agrees all the same.
bundled = pathlib.Path(LUAN).parent / "plugins"
folder = FOLDER / "plugins"
shutil.copytree(bundled, folder, ignore=shutil.ignore_patterns("CMakeFiles", "*.cmake"))
library = folder / "score_weighted/score_weighted.so"
library.write_bytes(library.read_bytes() + b"another build")
other = file("other.yaml", f"plugin_folder: {folder}\n")
told = scores(0, data, "--config", other)["scores"]
weighted = [one for one in told if one["plugin"] == "score_weighted"]
check(weighted and all(one["verdict"] == "agrees" and one["digest_used"] != one["digest"] for one in weighted), "another build is told by its digest")
expect(0, "rescore", "--data", data, "--config", other, out="another build than recorded ran")

# No plugin, and one that no longer loads.
library.write_bytes(b"no library")
told = scores(1, data, "--config", other)["scores"]
check(all((one["verdict"] == "not_run") == (one["plugin"] == "score_weighted") for one in told), "a file that is no plugin stops its own scores and nothing else")
expect(1, "rescore", "--data", data, "--config", other, out="not computed again: ")
nothing = file("nothing.yaml", f"plugin_folder: {FOLDER / 'nowhere'}\n")
told = scores(1, data, "--config", nothing)
check(not told["agree"] and all(one["verdict"] == "not_run" and one["why"] for one in told["scores"]), "without plugins none could be run, each with its reason")

# What stands in the log is not what the plugin says: one number, one sentence, one score without its inputs.
forged = FOLDER / "forged"
shutil.copytree(data, forged)
database = sqlite3.connect(forged / "luan.db")
database.execute("DROP TRIGGER contents_no_update")
weighted = [one["log_index"] for one in weighted][:3]


def forge(seq, change):
    (text,) = database.execute("SELECT bytes FROM contents WHERE seq = ? AND name = 'score'", (seq,)).fetchone()
    content = json.loads(text)
    change(content)
    database.execute("UPDATE contents SET bytes = ? WHERE seq = ? AND name = 'score'", (json.dumps(content, ensure_ascii=False, separators=(",", ":")), seq))


forge(weighted[0], lambda content: content.update(points="12.5"))
forge(weighted[1], lambda content: content["explanation"][0]["why"].update(vi="Khác."))
database.execute("DELETE FROM contents WHERE seq = ? AND name = 'score'", (weighted[2],))
database.commit()
database.close()
told = {one["log_index"]: one for one in scores(1, forged)["scores"]}
verdicts = [(told[seq]["verdict"], told[seq]["why"]) for seq in weighted]
check(verdicts == [("differs", "the points"), ("differs", "the explanation"), ("not_run", "its inputs are not there any more (erased)")], f"{verdicts}")
check(sum(one["verdict"] != "agrees" for one in told.values()) == 3, "and nothing else")
expect(1, "rescore", "--data", forged, out=r"12\.5 \w+ was recorded, \S+ \w+ comes out now; the points differ")

expect(2, "rescore", err="--data is needed")
expect(2, "rescore", "--data", data, "--rotation", "LC-2026-001", err="32 hex digits")
expect(2, "rescore", "--data", data, "--deep", err="unknown option")
expect(1, "rescore", "--data", FOLDER / "nowhere", err="holds no data")
expect(1, "rescore", "--data", data, "--rotation", "0" * 32, err="there is no rotation")
finish()
