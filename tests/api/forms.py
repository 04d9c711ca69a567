"""Forms of pages as a browser without script sends them: with every field of the form, and by the button pressed."""
import html
import html.parser
import re
import urllib.parse

from client import check, page


class _Forms(html.parser.HTMLParser):
    """The forms of a page: where each posts, and (name, value) of what it would send."""

    def __init__(self, text):
        super().__init__()
        self.found, self.fields, self.area, self.select = [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "form":
            self.fields = []
            self.found.append((given.get("action"), self.fields))
        elif self.fields is None:
            return
        elif tag == "input" and name and given.get("type") != "file":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.fields.append((name, value))
        elif tag == "textarea":
            self.area = (name, [])
        elif tag == "select":
            self.select = (name, "multiple" in given, [])
        elif tag == "option" and self.select:
            self.select[2].append((value, "selected" in given))

    def handle_data(self, data):
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.fields = None
        elif tag == "textarea" and self.area:
            self.fields.append((self.area[0], "".join(self.area[1]).removeprefix("\n")))
            self.area = None
        elif tag == "select" and self.select:
            name, several, options = self.select
            chosen = [value for value, selected in options if selected]
            if not chosen and not several and options:
                chosen = [options[0][0]]
            self.fields += [(name, value) for value in chosen]
            self.select = None


def words(text):
    """What a reader sees of a page: no markup, no hidden fields."""
    main = re.search(r"<main.*?</main>", text, re.S)
    plain = re.sub(r"<(script|style|textarea).*?</\1>", " ", main.group(0) if main else text, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", plain)))


class Form:
    """One form of a page that was read; it posts to `path`, and has the fields `having` where the page has several."""

    def __init__(self, session, text, path, having=()):
        forms = [fields for action, fields in _Forms(text).found if action == path and set(having) <= set(fields)]
        if not forms:
            raise SystemExit(f"no form for {path} {dict(having)} in: {words(text)[:600]}")
        self.session, self.path, self.fields = session, path, forms[0]
        check(any(name == "csrf" and value for name, value in self.fields), f"{path} has its token")

    def press(self, go, typed=()):
        """The answer to the form with `typed` in the place of what stood in those fields, by the button `go`."""
        fields = [(name, value) for name, value in self.fields if name not in dict(typed)]
        body = urllib.parse.urlencode([*fields, *typed, ("go", go)]).encode()
        return self.session.send("POST", self.path, body, {"Content-Type": "application/x-www-form-urlencoded"})


def open_form(session, path, having=()):
    return Form(session, page(session, path), path, having)


def refused_form(session, path, typed, field, having=()):
    """Not to be recorded: the form comes back with its fault named and all that was typed. Returns that page."""
    answer = open_form(session, path, having).press("check", typed)
    text = answer.raw.decode()
    check(answer.status == 422 and f'href="#{field}' in text, f"{path}: the fault is named at {field}: {answer.status} {words(text)[:300]}")
    back = Form(session, text, path, having)
    for one in typed:
        check(one in back.fields or not one[1].strip(), f"{path}: {one} stays as it was typed: {back.fields}")
    return text


def recorded_form(session, path, typed, shows, told, having=()):
    """Typed, checked in words, sent: and recorded once, by the last alone. `shows`: texts of the check page; `told()`: what is
    recorded, as a program reads it. Returns the address of the confirmation."""
    before = told()
    checked = open_form(session, path, having).press("check", typed)
    text = checked.raw.decode()
    check(checked.status == 200 and "Xem lại trước khi gửi" in words(text), f"{path} is checked first: {checked.status} {words(text)[:400]}")
    for one in shows:
        check(one in words(text), f"{path}: the check page says «{one}»: {words(text)[:600]}")
    check(told() == before, f"{path}: to check records nothing")
    last = Form(session, text, path, having)
    for one in typed:
        check(one in last.fields, f"{path}: the check page carries {one}: {last.fields}")
    edited = last.press("edit")
    back = Form(session, edited.raw.decode(), path, having) if edited.status == 200 and len(typed) else None
    for one in typed:
        check(back and one in back.fields, f"{path}: gone back to, {one} stands in its field: {edited.status}")
    check(told() == before, f"{path}: to go back records nothing")
    sent = last.press("send")
    check(sent.status == 303, f"{path} is recorded: {sent.status} {words(sent.raw.decode())[:400]}")
    after = told()
    check(after != before, f"{path}: what was sent is recorded")
    again = last.press("send")
    check(again.status == 303 and again.headers["Location"] == sent.headers["Location"], f"{path}: sent twice it is answered as once: {again.status}")
    check(told() == after, f"{path}: and recorded once: {after} {told()}")
    return sent.headers["Location"]
