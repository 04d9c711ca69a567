"""Runs `luan` in a temporary folder, and says what did not hold."""
import atexit
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

LUAN, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="luan_cli_"))
atexit.register(shutil.rmtree, FOLDER, True)
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def finish():
    print(f"failed: {len(failures)}" if failures else "all held")
    sys.exit(1 if failures else 0)


def luan(*arguments):
    """What it said and its exit status; one that serves where it should have refused is stopped, and its status is None."""
    process = subprocess.Popen([LUAN, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=FOLDER)
    try:
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)
    except subprocess.TimeoutExpired:
        process.kill()
        return subprocess.CompletedProcess(arguments, None, *process.communicate())


def expect(status, *arguments, out="", err=""):
    """The exit status, and what stands in the output (a regular expression each)."""
    done = luan(*arguments)
    what = "luan " + " ".join(map(str, arguments))
    check(done.returncode == status, f"{what}: exit status {done.returncode}, not {status}: {done.stdout[-300:]}{done.stderr[-300:]}")
    for wanted, said, name in ((out, done.stdout, "says"), (err, done.stderr, "tells as fault")):
        check(re.search(wanted, said, re.S), f"{what} {name} {wanted!r}, but: {said[-500:]!r}")
    return done


def file(name, text):
    path = FOLDER / name
    path.write_text(text)
    return path


class Serving:
    """`luan serve`, until the block ends; it must have said its address in one line, and ends with 0 on SIGTERM."""

    def __init__(self, data, *arguments):
        self.log = open(FOLDER / "serve.log", "w+")
        self.process = subprocess.Popen([LUAN, "serve", "--data", str(data), "--listen", "127.0.0.1:0", *map(str, arguments)], stdout=subprocess.PIPE, stderr=self.log, text=True, cwd=FOLDER)

    def __enter__(self):
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Luân: (http://127\.0\.0\.1:(\d+))\n", line)
        if not found:
            raise SystemExit(f"serve said {line!r}: {open(self.log.name).read()}")
        self.address, self.host, self.port = found.group(1), "127.0.0.1", int(found.group(2))
        return self

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=20) as answer:
            return answer.read().decode()

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        check(status == 0, f"serve ends with 0 on SIGTERM, not {status}")
        rest = self.process.stdout.read()
        check(rest == "", f"serve says one line only, but then {rest!r}")


def sample(name, *arguments):
    """A sample district and its accounts."""
    done = luan("demo", "--data", FOLDER / name, "--json", *arguments)
    if done.returncode != 0:
        raise SystemExit("luan demo: " + done.stderr)
    return FOLDER / name, json.loads(done.stdout)["accounts"]
