"""A mail server with TLS and faults, for tests. Prints {"port": N}, then a JSON line for each thing that happens. What it
does is asked for by the recipient's name: busy (451), gone (550), busy-once, drop-rcpt, drop-data (closes instead of
answering), refuse-data (554), slow (never answers)."""
import base64
import email
import email.policy
import json
import socket
import ssl
import sys
import threading

mode, certificate, key = sys.argv[1:4]  # mode: starttls, tls, plain (no TLS offered)
user, password = (sys.argv[4:6] + ["", ""])[:2]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
printing = threading.Lock()
busy_once = set()


def tell(**what):
    with printing:
        print(json.dumps(what, ensure_ascii=False), flush=True)


def described(raw):
    """The message as Python's email package reads it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [{"type": part.get_content_type(), "filename": part.get_filename(), "language": part.get("Content-Language"), "text": part.get_content() if part.get_content_maintype() == "text" else ""}
             for part in message.walk() if not part.is_multipart()]
    shape = [part.get_content_type() for part in message.walk()]
    defects = [str(defect) for part in message.walk() for defect in part.defects] + [str(defect) for value in message.values() for defect in getattr(value, "defects", ())]
    head = raw.split(b"\r\n\r\n", 1)[0]
    return {"subject": str(message["Subject"]), "from": str(message["From"]), "to": str(message["To"]), "id": str(message["Message-ID"]), "date": message["Date"].datetime.isoformat(),
            "parts": parts, "shape": shape, "defects": defects, "ascii": raw.isascii(), "bare_lf": raw.replace(b"\r\n", b"").count(b"\n"),
            "longest_line": max(len(line) for line in head.split(b"\r\n"))}


class Client:
    def __init__(self, connection, number):
        self.connection, self.number, self.secure = connection, number, mode == "tls"
        self.lines = connection.makefile("rb")

    def say(self, text):
        self.connection.sendall(text.encode() + b"\r\n")

    def hello(self):
        offers = ["luan.test", "8BITMIME"]
        if mode == "starttls" and not self.secure:
            offers.append("STARTTLS")
        if user and self.secure:
            offers.append("AUTH PLAIN")
        self.say("\r\n".join(f"250{'-' if i < len(offers) - 1 else ' '}{offer}" for i, offer in enumerate(offers)))

    def wait_for_the_other(self):
        while self.lines.readline():
            pass

    def recipient(self, address):
        name = address.split("@")[0]
        if name == "slow":
            tell(event="slow")
            self.wait_for_the_other()
            return False
        if name == "drop-rcpt":
            return False
        if name == "busy" or (name == "busy-once" and address not in busy_once):
            busy_once.add(address)
            self.say("451 4.3.0 mailbox busy")
        elif name == "gone":
            self.say("550 5.1.1 no such mailbox")
        else:
            self.to.append(address)
            self.say("250 fine")
        return True

    def data(self):
        self.say("354 go on")
        raw = b""
        while (line := self.lines.readline()) != b".\r\n":
            if not line:
                return False
            raw += line[1:] if line.startswith(b".") else line
        names = [address.split("@")[0] for address in self.to]
        tell(event="message", connection=self.number, secure=self.secure, signed_in=self.signed_in, to=self.to, sender=self.sender, message=described(raw))
        if "drop-data" in names:
            return False
        self.say("554 5.7.1 not wanted" if "refuse-data" in names else "250 taken")
        return True

    def serve(self):
        self.say("220 luan.test")
        self.to, self.sender, self.signed_in = [], "", False
        while line := self.lines.readline():
            word, _, rest = line.decode().strip().partition(" ")
            word = word.upper()
            if word in ("EHLO", "HELO"):
                self.hello()
            elif word == "STARTTLS":
                self.say("220 begin")
                self.connection = context.wrap_socket(self.connection, server_side=True)
                self.lines, self.secure = self.connection.makefile("rb"), True
            elif word == "AUTH":
                given = rest.split(" ", 1)[1] if " " in rest else ""
                if not given:
                    self.say("334 ")
                    given = self.lines.readline().decode().strip()
                self.signed_in = base64.b64decode(given).decode() == f"\0{user}\0{password}"
                self.say("235 welcome" if self.signed_in else "535 5.7.8 wrong")
            elif word == "MAIL":
                self.to, self.sender = [], rest.split("<")[1].split(">")[0]
                self.say("250 fine" if self.signed_in or not user else "530 5.7.0 sign in first")
            elif word == "RCPT":
                if not self.recipient(rest.split("<")[1].split(">")[0]):
                    return
            elif word == "DATA":
                if not self.data():
                    return
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")


def run(connection, number):
    try:
        if mode == "tls":
            connection = context.wrap_socket(connection, server_side=True)
        client = Client(connection, number)
        client.serve()
        client.lines.close()
        client.connection.close()
    except (OSError, ssl.SSLError) as error:
        tell(event="broken", error=str(error))
    finally:
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
tell(port=listener.getsockname()[1])
number = 0
while True:
    connection, _ = listener.accept()
    number += 1
    tell(event="connection", connection=number)
    threading.Thread(target=run, args=(connection, number), daemon=True).start()
