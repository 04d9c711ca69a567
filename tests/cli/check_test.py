"""luan config check, luan workflow check, luan plugin list, and how wrong usage is told."""
import json
import re

from program import FOLDER, SOURCE, check, expect, file, finish, luan

ROTATION = SOURCE / "workflows/rotation.yaml"

# Wrong usage: 2, with what is wrong and how it is said right.
USAGE = [
    ([], "a subcommand is needed"),
    (["fly"], "unknown subcommand «fly»"),
    (["serve"], "--data is needed"),
    (["serve", "--data"], "--data needs a value"),
    (["serve", "--data", "x", "--data", "y"], "--data stands twice"),
    (["serve", "--data", "x", "--port", "80"], "unknown option --port"),
    (["serve", "--data", "x", "extra"], "unexpected «extra»"),
    (["serve", "--data", "x", "--listen", "8080"], "--listen takes"),
    (["serve", "--data", "x", "--listen", "127.0.0.1:99999"], "--listen takes"),
    (["serve", "--data", "x", "--listen", "somewhere:80"], "--listen takes"),
    (["serve", "--data", "x", "--clock-offset", "-1"], "--clock-offset takes"),
    (["serve", "--data", "x", "--clock-offset", "a year"], "--clock-offset takes"),
    (["serve", "--data", "x", "--clock-offset", ""], "--clock-offset takes"),
    (["demo"], "--data is needed"),
    (["demo", "--data", "x", "--seed", "-1"], "--seed is a whole number"),
    (["demo", "--data", "x", "--json=yes"], "unknown option --json=yes"),
    (["workflow"], "luan workflow check FILE"),
    (["workflow", "check"], "luan workflow check FILE"),
    (["workflow", "draw", "x"], "luan workflow check FILE"),
    (["workflow", "check", "x", "--language", "fr"], "--language takes vi or en"),
    (["workflow", "tell"], "luan workflow tell TRACE"),
    (["workflow", "diagram"], "luan workflow diagram FILE"),
    (["config", "check"], "--config is needed"),
    (["config"], "luan config check"),
    (["audit"], "luan audit verify"),
    (["audit", "verify"], "--data is needed"),
    (["account"], "luan account add"),
    (["account", "add", "--data", "x"], "--username is needed"),
    (["plugin", "fly"], "luan plugin list"),
    (["rebuild"], "--data is needed"),
]
for arguments, told in USAGE:
    done = expect(2, *arguments, err=told)
    check("Exit status" in done.stderr and not done.stdout, f"{arguments}: the usage stands on standard error")
check(not (FOLDER / "x").exists(), "wrong usage makes no data directory")
expect(0, "help", out="luan serve --data DIR")
expect(0, "--help", out="luan serve --data DIR")

# A broken configuration stops check and start alike: 1, with file, line, column and cause.
BROKEN_FLOW = ROTATION.read_text().replace("go: posting", "go: nowhere", 1)
file("broken_flow.yaml", BROKEN_FLOW)
line = next(i for i, text in enumerate(BROKEN_FLOW.splitlines(), 1) if "go: nowhere" in text)
file("flow.yaml", ROTATION.read_text())
file("other_flow.yaml", ROTATION.read_text().replace("workflow: rotation\n", "workflow: transfer\n", 1).replace("{n}-NX/LC", "{n}-NX/DD", 1))
CONFIGURATIONS = [
    ("help: x\nlissten: 127.0.0.1:80\n", "broken.yaml:2:1: there is no option «lissten»"),
    ("io_threads: many\n", "broken.yaml:1:13: «io_threads» takes a whole number from 1 to 64"),
    ("io_threads: 0\n", "broken.yaml:1:13: «io_threads» takes a whole number"),
    ("help: [a, b]\n", "broken.yaml:1:7: «help» takes a single value"),
    ("hosts: luan.example\n", "broken.yaml:1:8: «hosts» takes a list"),
    ("metrics_public: yes\n", "broken.yaml:1:17: «metrics_public» takes true or false"),
    ("log_level: loud\n", "broken.yaml:1:12: «log_level» takes debug"),
    ("time_zone: Asia/Atlantis\n", "broken.yaml:1:12: «Asia/Atlantis» is no time zone"),
    ("listen: 127.0.0.1\n", "broken.yaml:1:9: «listen» takes ADDRESS:PORT"),
    ("listen: 127.0.0.1:99999\n", "broken.yaml:1:9: «listen» takes ADDRESS:PORT"),
    ("sandbox: maybe\n", "broken.yaml:1:10: «sandbox» takes required or optional"),
    ("proxies: [proxy.example]\n", r"broken.yaml:1:11: «proxy.example» is no address of a proxy"),
    ("help: a\nhelp: b\n", "broken.yaml:2:1: the option «help» stands twice"),
    ("- listen\n", "broken.yaml:1:1: the configuration is a map"),
    ("log_level: info\nhelp: \"x\nlisten: 127.0.0.1:80\n", "broken.yaml:2:7: a quote is opened here and never closed"),
    ("help: 'x\nlisten: 127.0.0.1:80\n", "broken.yaml:1:7: a quote is opened here and never closed"),
    ("help: [x\nlisten: 127.0.0.1:80\n", r"broken.yaml:2:\d+: "),
    ("help: x\n  listen: 127.0.0.1:80\n", r"broken.yaml:2:\d+: "),
    ("help: x\n\tlisten: y\n", r"broken.yaml:2:\d+: "),
    ("workflows: [nowhere.yaml]\n", "broken.yaml:1:13: the workflow file «nowhere.yaml» cannot be read"),
    ("workflows: [flow.yaml, other_flow.yaml]\n", r"flow.yaml:\d+:3: Register «evaluation» .*Name this one otherwise"),
    ("workflows: [broken_flow.yaml]\n", rf"broken_flow.yaml:{line}:\d+: .*nowhere"),
    ("plugins: [score_weighted]\n", "broken.yaml:1:10: «plugins» takes a map"),
    ("plugins: {score_weighted: 5}\n", "broken.yaml:1:27: a plugin's configuration is a map"),
    ("plugins:\n  notify_mail:\n    smtp:\n      host: mail.example\n      port: [25]\n", r"broken.yaml:5:7: plugins.notify_mail.smtp.port: Value type not permitted"),
    ("plugins:\n  notify_mail: {smtp: {hots: x, host: mail.example}}\n", r"broken.yaml:2:24: plugins.notify_mail.smtp.hots: Object contains a property"),
    ("plugins:\n  notify_mail: {smtp: {host: x, password: {secret_file: /nowhere}}}\n", r"broken.yaml:2:33: plugins.notify_mail.smtp.password: /nowhere: the file cannot be read"),
    ("plugins:\n  score_weighted:\n  notify_webhook:\n", r"broken.yaml:3:3: plugins.notify_webhook: Missing required property"),
    ("plugins: {fortune_teller: {}}\n", "plugin fortune_teller: is enabled, but .* does not exist"),
]
for text, told in CONFIGURATIONS:
    broken = file("broken.yaml", text)
    expect(1, "config", "check", "--config", broken, err=told)
    expect(1, "serve", "--data", FOLDER / "data", "--listen", "127.0.0.1:0", "--config", broken, err=told)
expect(1, "config", "check", "--config", file("broken.yaml", "plugins:\n  notify_webhook: {url: 5}\n"), "--language", "vi",
       err=r"broken.yaml:2:20: plugins.notify_webhook.url: Giá trị không đúng kiểu|broken.yaml:2:3: plugins.notify_webhook: Thiếu mục «secrets»")
expect(1, "config", "check", "--config", "nowhere.yaml", err="nowhere.yaml: the file cannot be read")
expect(0, "config", "check", "--config", SOURCE / "config/luan.yaml", out="the configuration holds")
expect(0, "config", "check", "--config", file("empty.yaml", ""), out="the configuration holds")
listed = (SOURCE / "config/luan.yaml").read_text()
uncommented = re.sub(r"^#(?=[a-z]|  +[a-z-])", "", listed, flags=re.M)  # options, not the sentences about them
for name, secret in (("smtp.password", "bí mật"), ("webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")):
    file(name, secret).chmod(0o600)
full = uncommented.replace("/etc/luan", str(FOLDER)).replace("workflows/", f"{ROTATION.parent}/").replace("plugin_folder: plugins\n", "").replace("plugin_folder: plugins", "")
expect(0, "config", "check", "--config", file("full.yaml", full), out="the configuration holds")

# Workflows: the good one holds; what does not is told with its place, and as the shortest story.
expect(0, "workflow", "check", ROTATION, out=r"rotation version \d+ holds: 6 stages")
expect(1, "workflow", "check", "nowhere.yaml", out="nowhere.yaml: the file cannot be read")
expect(1, "workflow", "check", "broken_flow.yaml", out=rf"broken_flow.yaml:{line}:\d+: .*nowhere")
both = expect(1, "workflow", "check", ROTATION, "broken_flow.yaml", out="holds.*nowhere")
# What compares nominees is looked for like what answers a step: it is there, and it compares.
TOPSIS = "compare:\n  plugin: score_topsis"
check(TOPSIS in ROTATION.read_text(), "the rotation has its nominees compared")
for plugin, told in (("fortune_teller", "«compare»: There is no plugin «fortune_teller»"), ("score_weighted", "«compare»: .*so it cannot compare"),
                     ("notify_mail", "«compare»: Plugin «notify_mail» gives no score")):
    text = ROTATION.read_text().replace(TOPSIS, f"compare:\n  plugin: {plugin}")
    expect(1, "workflow", "check", file("compare.yaml", text), "--language", "en", out=r"compare.yaml:\d+:\d+: .*" + told)
missing = ROTATION.read_text()
rows = [text for text in missing.splitlines(True) if "go: dropped" in text]
check(rows, "the rotation has a row that drops it")
told = expect(1, "workflow", "check", file("missing_row.yaml", missing.replace(rows[0], "", 1)), out=r"missing_row.yaml:\d+:\d+: ")
check("  1. " in told.stdout, f"an outcome without a row is told as a story: {told.stdout}")

# The story is written as a trace, and the engine plays it to where it has no answer.
told = expect(1, "workflow", "check", "missing_row.yaml", "--traces", "traces", "--language", "vi", out="luan workflow tell traces/rotation-1.trace.json")
told = expect(0, "workflow", "tell", "traces/rotation-1.trace.json", "--svg", "path.svg", out="What it shows: .*Here it stops: No row of the table")
check("<style>" in (FOLDER / "path.svg").read_text(), "the path is drawn with its colours")
expect(0, "workflow", "tell", "traces/rotation-1.trace.json", "--language", "vi", out="Dừng ở đây: Không dòng nào")
expect(1, "workflow", "tell", "traces/rotation-1.trace.json", "--workflow", "nowhere.yaml", err="nowhere.yaml: the file cannot be read")
expect(1, "workflow", "tell", file("no.trace.json", "{}"), err="no.trace.json: ")
# Played on the sound workflow the same acts lead on, and the file is said to be another.
expect(0, "workflow", "tell", "traces/rotation-1.trace.json", "--workflow", ROTATION, out="is not the one this story was found in.*The rotation stands in «Dropped»")
found = json.loads(expect(1, "workflow", "check", "missing_row.yaml", "--json").stdout)["files"][0]
check(found["findings"][0]["kind"] == "missing_row" and found["findings"][0]["trace"]["acts"], f"programs read the same: {found}")
check(json.loads(expect(0, "workflow", "check", ROTATION, "--json").stdout)["files"][0]["holds"], "and what holds")
# People: the sample committee has somebody for everything; a small one of a file has not.
few = file("few.yaml", "deciding: {organisation_board: 1, chair: 1, member: 4}\nsending: {sending_unit: 1}\nreceiving: {party_committee: 1}\nadministrators: 1\n")
expect(1, "workflow", "check", ROTATION, "--roster", few, out="government_opinion|nobody holds government at «receiving»")
expect(1, "workflow", "check", ROTATION, "--roster", few, "--language", "vi", out="không ai giữ government tại «receiving»")
enough = file("enough.yaml", few.read_text().replace("party_committee: 1", "party_committee: 1, government: 1"))
expect(0, "workflow", "check", ROTATION, "--roster", enough, out="holds")
expect(1, "workflow", "check", ROTATION, "--roster", file("wrong.yaml", "deciding: {chairman: 1}\n"), err="There is no role «chairman»")
expect(1, "workflow", "check", ROTATION, "--data", "nowhere", err="there is no such data directory")
expect(2, "workflow", "check", ROTATION, "--data", "x", "--roster", few, err="give one of them")
# Plugins: one that is not there, one that scores nothing, a configuration it does not take.
for wrong, told in [("plugin: score_weightless", "There is no plugin «score_weightless»"), ("plugin: notify_mail", "gives no score")]:
    expect(1, "workflow", "check", file("plugin.yaml", ROTATION.read_text().replace("plugin: score_weighted", wrong)), out=told)
expect(1, "workflow", "check", file("plugin.yaml", ROTATION.read_text().replace("weight: 20", "weight: heavy", 1)), out="does not take this configuration")
expect(1, "workflow", "check", ROTATION, "--config", file("off.yaml", "plugins: {}\n"), out="is not enabled in the configuration")
# What a workflow promises of itself is proved, and the way that breaks it is told.
broken = file("broken_word.yaml", ROTATION.read_text().replace("  - closed reachable\n", "  - closed reachable\n  - government_opinion=all_agree before posting\n"))
expect(1, "workflow", "check", broken, "--traces", "words", out="«always: government_opinion=all_agree before posting» does not hold.*luan workflow tell words/rotation-1")
expect(0, "workflow", "tell", "words/rotation-1.trace.json", out="The rotation stands in «Posting»")

expect(0, "workflow", "diagram", ROTATION, out="<svg xmlns=.*</svg>")
expect(0, "workflow", "diagram", ROTATION, "--dot", out="digraph")
expect(1, "workflow", "diagram", "broken_flow.yaml", err="nowhere")

# Plugins: what lies there, and whether it is enabled.
plugins = expect(0, "plugin", "list", out="score_weighted +\\S+ +enabled")
check("notify_mail" in plugins.stdout, "both bundled plugins are listed")
expect(0, "plugin", "list", "--config", file("none.yaml", "plugins: {}\n"), out="score_weighted +\\S+ +disabled")
# What a subcommand takes stands in the help as in its own words.
for option in ("call score|notify", "delivery ID", "network"):
    expect(0, "help", out=re.escape(f"[--{option}]"))

finish()
