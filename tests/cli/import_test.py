"""luan import: the examples of the page into an empty directory, again, and what is wrong with a bad table."""
from program import FOLDER, SOURCE, check, expect, file, finish, luan

UNITS, OFFICIALS, PLANS = (SOURCE / "docs/formats/import" / name for name in ("units.csv", "officials.csv", "plans.csv"))
DATA = FOLDER / "data"

for arguments, told in [
    ((), "luan import units . officials . plans FILE --data DIR"),
    (("units",), "luan import units . officials . plans FILE"),
    (("people", UNITS, "--data", DATA), "luan import units . officials . plans FILE"),
    (("units", UNITS), "--data is needed"),
]:
    expect(2, "import", *arguments, err=told)
expect(1, "import", "units", "nowhere.csv", "--data", DATA, err="nowhere.csv")

# From nothing: units with their posts, then people; then accounts have units to be at.
expect(0, "import", "units", UNITS, "--data", DATA, "--dry-run", out="3 rows new, 3 changed, 0 recorded already, 0 faults: a dry run")
expect(1, "import", "officials", OFFICIALS, "--data", DATA, err=r"officials.csv:2:9: There is no unit «Phòng Nội vụ» today")
expect(0, "import", "units", UNITS, "--data", DATA, out="3 rows new, 3 changed, 0 recorded already, 0 faults: recorded")
expect(0, "import", "officials", OFFICIALS, "--data", DATA, out="2 rows new, 0 changed, 0 recorded already, 0 faults: recorded")
expect(0, "import", "officials", OFFICIALS, "--data", DATA, out="0 rows new, 0 changed, 2 recorded already, 0 faults: nothing to record")
expect(0, "import", "units", UNITS, "--data", DATA, "--language", "vi", out="0 dòng mới, 0 dòng thay đổi, 6 dòng đã có như vậy, 0 lỗi: không có gì để ghi")
expect(0, "import", "plans", PLANS, "--data", DATA, out="3 rows new, 0 changed, 0 recorded already, 0 faults: recorded")
expect(0, "import", "plans", PLANS, "--data", DATA, out="0 rows new, 0 changed, 3 recorded already, 0 faults: nothing to record")
expect(0, "account", "add", "--data", DATA, "--username", "ban.to.chuc", "--name", "Lê Hạnh", "--role", "organisation_board", "--unit", "Đảng uỷ Thạnh Giang")

# One bad row: its place, and nothing of the file.
bad = file("bad.csv", "identity_number;family;given;born;gender;unit\n031000000001;Lê;An;1990-02-30;male;Phòng Nội vụ\n031000000002;Lê;Bé;1990-02-03;male;Phòng Nội vụ\n")
done = expect(1, "import", "officials", bad, "--data", DATA, err=r"bad.csv:2:4: ", out="1 rows new.*nothing was recorded")
check(done.stderr.count("\n") == 1, f"one fault, one line: {done.stderr!r}")
expect(1, "import", "officials", bad, "--data", DATA, "--language", "vi", err=r"bad.csv:2:4: Đề nghị điền một ngày", out="không ghi gì")
expect(0, "import", "officials", bad, "--data", DATA, "--good-rows", err=r"bad.csv:2:4: ", out="1 rows new.*: recorded")
expect(1, "import", "officials", bad, "--data", DATA, out="0 rows new, 0 changed, 1 recorded already, 1 faults: nothing was recorded")
bad = file("bad-plans.csv", PLANS.read_text().replace("Phòng Nội vụ,Phó Trưởng phòng", "Phòng Ngoại vụ,Phó Trưởng phòng").replace("01/06/2026", "01/07/2026"))
expect(1, "import", "plans", bad, "--data", DATA, err=r"bad-plans.csv:4:8: There is no unit «Phòng Ngoại vụ» today", out="1 rows new, 0 changed, 1 recorded already, 1 faults: nothing")
expect(0, "audit", "verify", "--data", DATA, out="entries hold")
check("differed" in luan("rebuild", "--data", DATA).stdout, "a rebuild goes through")

finish()
