"""A plugin that hangs or crashes delays its step and nothing else: others are answered meanwhile, the step says that it
waits, the administrator sees why, and the server still ends when it is told to."""
import json
import pathlib
import shutil
import sys
import tempfile
import time

from client import LUAN, Server, Staff, check, finish, first_choices

PROGRAMS, SOURCE = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
folder = pathlib.Path(tempfile.mkdtemp(prefix="luan_plugin_faults_"))
shutil.copytree(pathlib.Path(LUAN).parent / "plugins", folder / "plugins", ignore=shutil.ignore_patterns("CMakeFiles", "*.cmake"))
(folder / "plugins/bad_plugin").mkdir()
shutil.copy(PROGRAMS / "bad_plugin.so", folder / "plugins/bad_plugin")
(folder / "plugins/bad_plugin/bad_plugin.json").write_text(json.dumps({
    "id": "bad_plugin", "version": "1.0.0", "title": {"vi": "Thử", "en": "Test"}, "kinds": ["score"], "needs": {"network": False, "folders": []}, "configuration": {}}))

ROTATION = (SOURCE / "workflows/rotation.yaml").read_text()
FAULTS = {"hanging": "hang", "crashing": "segfault", "lying": "too_many_points"}
start = ROTATION.index("        plugin: score_weighted")
end = ROTATION.index("        bands:", start)
for name, what in FAULTS.items():
    text = ROTATION[:start] + f"        plugin: bad_plugin\n        with: {{ do: {what} }}\n" + ROTATION[end:]
    (folder / f"{name}.yaml").write_text(text.replace("workflow: rotation\n", f"workflow: {name}\n", 1))
(folder / "luan.yaml").write_text(
    f"plugin_folder: {folder}/plugins\nsandbox: optional\nworkflows: [{', '.join(str(folder / name) + '.yaml' for name in FAULTS)}]\n"
    "plugins: { score_eligibility: , score_weighted: , notify_mail: , bad_plugin: }\n")

server = Server(seed=13, configuration=folder / "luan.yaml")
server.start()
staff = Staff(server)
roles = {}
for account, person in staff.people:
    roles.setdefault(account["role"], []).append(person)
board, auditor, administrator = roles["organisation_board"][0], roles["auditor"][0], roles["administrator"][0]


def timed(session, method, path, body=None):
    began = time.monotonic()
    answer = session.send(method, path, body)
    took = time.monotonic() - began
    check(took < 2, f"{method} {path} takes {took:.1f} s while a plugin misbehaves")
    return answer


def answer_task(rotation, step, people):
    for session in people:
        for task in session.get("/api/v1/tasks")["items"]:
            if task["rotation"] == rotation and task["step"] == step:
                path = f"/api/v1/rotations/{rotation}/steps/{step}"
                answer = timed(session, "POST", path + "/responses", first_choices(session.get(path)["schema"]))
                check(answer.status == 201, f"{step} is answered: {answer.status} {answer.raw[:300]}")
                return True
    return False


def until(what, holds, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.05)
    check(False, f"within {seconds} s: {what}")


def score_step(rotation):
    steps = auditor.get("/api/v1/rotations/" + rotation)["open_steps"]
    return next((step for step in steps if step["step"] == "score"), None)


def in_review(workflow):
    """A rotation of that workflow, nominated and checked: its score is asked for now."""
    rotation = staff.nominate(workflow)
    check(answer_task(rotation, "proposal", roles["sending_unit"]), "the sending unit introduces")
    until("the conditions are reviewed", lambda: "check" in [step["step"] for step in auditor.get("/api/v1/rotations/" + rotation)["open_steps"]])
    check(answer_task(rotation, "check", roles["organisation_board"]), "the board checks")
    return rotation


rotations = {name: in_review(name) for name in FAULTS}
for name, rotation in rotations.items():
    # The plugin is at it now; people of the same rotation and of others go on.
    check(answer_task(rotation, "assessment", roles["chair"]), f"{name}: the chair assesses meanwhile")
    timed(auditor, "GET", f"/api/v1/rotations/{rotation}")
    timed(board, "GET", "/api/v1/tasks")
check(answer_task(in_review("lying"), "assessment", roles["member"]), "another rotation goes on")
for name, rotation in rotations.items():
    until(f"{name}: the step says that it waits", lambda: (score_step(rotation) or {}).get("waiting"))
    step = score_step(rotation)
    check(step is not None, f"{name}: the step is still open: {step}")
def faults():
    return [one for one in administrator.get("/api/v1/deliveries")["items"] if one["error"]]


until("the administrator sees each delivery that waits, with its cause", lambda: len(faults()) >= len(rotations))
check({one["plugin"] for one in faults()} == {"bad_plugin"}, f"and of no other plugin: {faults()}")
plugins = {one["id"]: one for one in administrator.get("/api/v1/plugins")["items"]}
check(plugins["bad_plugin"]["error"], f"the plugin is told to be at fault: {plugins['bad_plugin']}")
check(not plugins["score_weighted"]["error"], f"and no other is: {plugins['score_weighted']}")
for member in roles["member"]:
    answer_task(rotations["hanging"], "assessment", [member])
check(answer_task(rotations["hanging"], "vote", roles["chair"]), "the vote opens while the score waits")
server.close()  # it ends within the time that stop() waits, whatever a plugin does
shutil.rmtree(folder)
finish()
