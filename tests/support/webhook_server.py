"""An HTTPS receiver that verifies Standard Webhooks signatures by itself. Prints {"port": N}, then a JSON line for each
request. The path says what it does: /ok, /busy (503), /gone (410), /redirect (302 to /ok), /big (1 MB), /slow (never)."""
import base64
import hashlib
import hmac
import http.server
import json
import ssl
import sys
import threading
import time

certificate, key, *secrets = sys.argv[1:]
printing = threading.Lock()


def tell(**what):
    with printing:
        print(json.dumps(what, ensure_ascii=False), flush=True)


def verified(secret, headers, body):
    """As the specification's reference verifier does it: any one signature of version 1, and a time within five minutes."""
    if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
        return False
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    wanted = base64.b64encode(hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()).decode()
    given = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    return any(version == "v1" and hmac.compare_digest(wanted, signature) for version, signature in given)


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        tell(event="request", path=self.path, id=self.headers["webhook-id"], type=self.headers["Content-Type"], verified=[verified(secret, self.headers, body) for secret in secrets],
             signatures=len(self.headers["webhook-signature"].split(" ")), body=json.loads(body))
        if self.path == "/slow":
            self.rfile.read(1)  # until the other side gives up
            self.close_connection = True
            return
        self.send_response({"/busy": 503, "/gone": 410, "/redirect": 302}.get(self.path, 200))
        if self.path == "/redirect":
            self.send_header("Location", "/ok")
        answer = b"x" * 1_000_000 if self.path == "/big" else b"{}"
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass

    def get_request(self):
        connection, address = super().get_request()
        tell(event="connection")
        return connection, address

    def finish_request(self, request, client_address):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        super().finish_request(context.wrap_socket(request, server_side=True), client_address)


server = Server(("127.0.0.1", 0), Receiver)
tell(port=server.server_address[1])
server.serve_forever()
