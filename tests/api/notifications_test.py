"""Pages and API of what is sent out, side by side: everybody's «Thông báo», the administrator's deliveries and letters."""
import re
import urllib.parse

from client import Server, Session, check, finish, page

server = Server(seed=5)
server.start()
by_role = {}
for account in server.accounts:
    by_role.setdefault(account["role"], account)
admin, chair = Session(server, by_role["administrator"]), Session(server, by_role["chair"])


def post(session, path, fields):
    token = re.search(r'name="csrf" value="([^"]+)"', page(session, "/thong-bao")).group(1)
    body = urllib.parse.urlencode({"csrf": token, **fields}).encode()
    return session.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})


# -- everybody: how I am told
for role, account in by_role.items():
    check("<h1>Thông báo</h1>" in page(Session(server, account), "/thong-bao"), f"{role} has the page")
mine = chair.get("/api/v1/preferences")
check(mine["channel"] == "" and mine["channels"][0]["id"] == "notify_mail" and mine["language"] == "vi", f"defaults: {mine}")
wanted = {"channel": "notify_mail", "address": "duc@quan.example", "daily": True, "quiet_from": "22:00", "quiet_to": "06:00", "language": "en"}
check(chair.send("PUT", "/api/v1/preferences", wanted).status == 204, "the API keeps preferences")
shown = page(chair, "/thong-bao")
check('value="duc@quan.example"' in shown and 'value="22:00"' in shown and re.search(r'value="yes" checked', shown), "the page shows what the API kept")
refused = chair.send("PUT", "/api/v1/preferences", {**wanted, "address": "không phải", "quiet_to": ""})
check(refused.status == 422 and {one["field"] for one in refused.json["errors"]} == {"address", "quiet_to"}, f"faults by field: {refused.raw}")
fields = {"channel": "none", "address": "x y", "daily": "no", "quiet_from": "", "quiet_to": "", "language": "vi"}
answer = post(chair, "/thong-bao", fields)
check(answer.status == 422 and 'href="#address"' in answer.raw.decode() and 'value="x y"' in answer.raw.decode(), "the page leads to the field and keeps what was typed")
answer = post(chair, "/thong-bao", {**fields, "address": ""})
check(answer.status == 303, f"the page keeps preferences: {answer.status}")
check(chair.get("/api/v1/preferences")["channel"] == "none", "the API shows what the page kept")
check(admin.get("/api/v1/preferences")["channel"] == "", "another's preferences are another's")

# -- the administrator: deliveries and letters
check(chair.send("GET", "/api/v1/deliveries").status == 403, "the chair sees no deliveries")
page(chair, "/quan-tri/thu-bao", 403)
page(chair, "/quan-tri/mau-thu", 403)
letters = admin.get("/api/v1/letters")["items"]
text = page(admin, "/quan-tri/mau-thu")
check(len(letters) == 14 and {one["language"] for one in letters} == {"vi", "en"}, "every letter in both languages")
check(all(one["html"] in text for one in letters), "the page shows the letters as they are sent")
items = admin.get("/api/v1/deliveries")["items"]
check("Thư báo và việc gửi đi" in page(admin, "/quan-tri/thu-bao"), "the page of deliveries")
for one in admin.get("/api/v1/deliveries?state=delivered")["items"][:3]:
    check(admin.get(f"/api/v1/deliveries/{one['id']}")["state"] == "delivered", "one delivery")
    check(one["id"] in page(admin, f"/quan-tri/thu-bao/{one['id']}"), "one delivery's page")
    refused = admin.send("POST", f"/api/v1/deliveries/{one['id']}/drop", {"reason": "thử"})
    check(refused.status == 409 and refused.json["code"] == "delivery_not_dead", "what was delivered is not dropped")
check(admin.send("GET", "/api/v1/deliveries?state=khac").status == 422, "an unknown state")
check(admin.send("GET", "/api/v1/deliveries/" + "0" * 32).status == 404, "an unknown delivery")
server.close()
finish()
