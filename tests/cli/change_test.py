"""luan workflow diff, migrate and replay: a new version under the open rotations of the sample district."""
import json

from program import FOLDER, SOURCE, check, expect, file, finish

OLD = SOURCE / "workflows/rotation.yaml"
text = OLD.read_text().replace("\nversion: 2\n", "\nversion: 3\n", 1)
NEW = file("rotation-2.yaml", text.replace("quorum: at least 2/3 of summoned", "quorum: at least 3/4 of summoned"))
data = FOLDER / "data"
expect(0, "demo", "--data", data, "--seed", "5")

# -- what changes
expect(0, "workflow", "diff", OLD, OLD, out="Both versions ask and decide the same.")
expect(0, "workflow", "diff", OLD, NEW, out=r"~ Step «Vote on the capability review»: its rule is another \(.*rotation-2.yaml:\d+\)")
expect(0, "workflow", "diff", OLD, NEW, "--language", "vi", out="quy tắc đã khác")
told = json.loads(expect(0, "workflow", "diff", OLD, NEW, "--json").stdout)
check({one["place"] for one in told["differences"]} == {"vote", "resolution"}, f"both votes: {told['differences']}")
expect(2, "workflow", "diff", OLD, err="luan workflow diff OLD NEW")

# -- where open rotations would go: nothing is changed by looking
before = expect(0, "audit", "verify", "--data", data).stdout
plan = json.loads(expect(0, "workflow", "migrate", "--data", data, "--to", NEW, "--dry-run", "--json").stdout)
check(plan["possible"] and len(plan["rotations"]) > 10, f"{len(plan['rotations'])} open rotations")
check(all(one["states"] > 20 and one["complete"] and not one["unplaced"] for one in plan["proved"]), f"proved over all states: {plan['proved']}")
asked = {step["en"] for one in plan["rotations"] for step in one["again"]}
check("Vote on the posting" in asked or "Vote on the capability review" in asked, f"open votes are asked again: {asked}")

# -- a version that has lost a stage takes nobody, and says what shows it
lost = text.replace("  closure:\n    title", "  settlement:\n    title").replace("}, go: closure", "}, go: settlement")
LOST = file("rotation-lost.yaml", lost)
expect(1, "workflow", "migrate", "--data", data, "--to", LOST, out="no place: The new version has no stage «Closure».")
MAP = file("map.yaml", "stages: { closure: settlement }\n")
expect(0, "workflow", "migrate", "--data", data, "--to", LOST, "--map", MAP, "--dry-run", out="open rotations under older versions")
expect(1, "workflow", "migrate", "--data", data, "--to", LOST, "--map", file("bad.yaml", "stages: { closure: nowhere }\n"), "--dry-run", err="The new version has no «nowhere»")
expect(1, "workflow", "migrate", "--data", data, "--to", file("broken.yaml", lost), "--dry-run", out="no place")

# -- all of history through a version
replayed = json.loads(expect(0, "workflow", "replay", "--data", data, OLD, "--json").stdout)
check(replayed["rotations"] > 50, f"{replayed['rotations']} rotations")
check(replayed["otherwise"] == 0, f"the same version decides nothing otherwise: {[one for one in replayed['items'] if not one['same']][:3]}")
HARD = file("rotation-hard.yaml", text.replace("suitable: { from: 70", "suitable: { from: 99"))
expect(0, "workflow", "replay", "--data", data, HARD, out=r"LC-\d+-\d+ \(\d+, \d\d/\d\d/\d{4}\): Recorded: «Fitness for the post» comes out as «Suitable»; by the other version")

# -- and they move
expect(0, "workflow", "migrate", "--data", data, "--to", NEW, out=rf"{len(plan['rotations'])} rotations moved")
after = json.loads(expect(0, "workflow", "migrate", "--data", data, "--to", NEW, "--dry-run", "--json").stdout)
check(after["rotations"] == [], "nothing is left under the old version")
expect(0, "audit", "verify", "--data", data)
expect(0, "rebuild", "--data", data)
check(expect(0, "audit", "verify", "--data", data).stdout != before, "the moves stand in the log")
finish()
