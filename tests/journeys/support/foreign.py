"""A stranger's F&O: answers in the shapes that a journey gives it, and has no opinion of its own."""

import dataclasses
import http.server
import json
import socket
import ssl
import threading
import time
import urllib.parse

TENANT = "contoso.com"
CLIENT = "0a0b0c0d-1111-2222-3333-444455556666"
ACTIVITY = "8F3C0000-1111-2222-3333-444455556666"
SECRET = "stranger's secret"
MESSAGE = "5a1e6f0c-32b4-4a58-9d39-0c7d1f1f9a01"
EXECUTION = "CustomerGroups-2026-03-01T06:42:11-0BD7"
NO_GUID = "00000000-0000-0000-0000-000000000000"


@dataclasses.dataclass
class Answer:
    """One answer. `cut`: the connection ends after so many bytes of the body (-1: before the status line);
    `unread`: it ends before the request's body is read; `endless`: the body never ends; `delay`: seconds before it."""
    body: object = b""
    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    cut: int = None
    unread: bool = False
    endless: bool = False
    delay: float = 0

    def bytes(self):
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


def value(thing, **more):
    """The usual OData answer."""
    return Answer({"@odata.context": "x", "value": thing}, **more)


def html(status=200):
    return Answer("<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>Hello</body></html>",
                  status, {"Content-Type": "text/html"})


def call_of(path):
    """Which call a path makes."""
    if path.endswith("/token"):
        return "token"
    if path.endswith("/openid-configuration"):
        return "tenant"
    connector = path.removeprefix("/api/connector/")
    if connector != path:
        return connector.split("/")[0]
    return "data" if path == "/data" else path.split(".")[-1]


class Foreign:
    """`answers[call]` is an Answer or a list of them, the last of which stays; `seen` is every request as (call,
    path, headers, body). Calls: token, tenant, data, dequeue, jobstatus, enqueue, and the names of the actions. With
    `tls`, the paths of a certificate and its key, it speaks https."""

    def __init__(self, tls=None):
        self.tls = tls
        self.lock = threading.Lock()
        self.clear()

    def clear(self):
        """Back to a service where all goes well."""
        self.seen = []
        self.answers = {
            "token": Answer({"token_type": "Bearer", "expires_in": "3599", "access_token": "abc.def"}),
            "tenant": Answer({"issuer": "https://sts.example.invalid/", "token_endpoint": "https://example.invalid/"}),
            "data": [Answer("who are you?", 401), value([{"name": "CustomersV3"}])],
            "dequeue": Answer({"Message": "No such job."}, 500),
            "jobstatus": Answer({"Message": "The job ID was not found for this activity ID."}, 404),
            "enqueue": Answer('"' + MESSAGE + '"'),
            "GetMessageStatus": value("Processed"),
            "GetExecutionIdByMessageId": value(EXECUTION),
            "GetExecutionSummaryStatus": value("Succeeded"),
            "GetEntityExecutionSummaryStatusList": value([]),
            "GetExecutionErrors": value("[]"),
            "GetExecutionSummaryPageUrl": value("https://example.invalid/page"),
        }

    def next(self, call):
        with self.lock:
            answers = self.answers.get(call, Answer("no such call", 404))
            if isinstance(answers, Answer):
                return answers
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def count(self, call):
        return sum(1 for one in self.seen if one[0] == call)

    def bodies(self, call):
        return [one[3] for one in self.seen if one[0] == call]

    def __enter__(self):
        foreign = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def hang_up(self):
                self.close_connection = True
                try:
                    self.connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

            def do_POST(self):
                path = urllib.parse.urlsplit(self.path).path
                call = call_of(path)
                answer = foreign.next(call)
                if answer.unread:
                    foreign.seen.append((call, self.path, dict(self.headers), None))
                    return self.hang_up()
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                foreign.seen.append((call, self.path, dict(self.headers), body))
                time.sleep(answer.delay)
                if answer.cut == -1:
                    return self.hang_up()
                content = answer.bytes()
                self.send_response_only(answer.status)
                for name, text in {"Content-Type": "application/json; odata.metadata=minimal",
                                   "Date": self.date_time_string(), "ms-dyn-aid": "request-7",
                                   **answer.headers}.items():
                    self.send_header(name, text)
                if not answer.endless:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if answer.endless:
                    return self.flood(content or b"x" * 65536)
                self.wfile.write(content if answer.cut is None else content[:answer.cut])
                if answer.cut is not None:
                    self.wfile.flush()
                    self.hang_up()

            do_GET = do_POST

            def flood(self, piece):
                self.close_connection = True
                try:
                    while True:
                        self.wfile.write(piece)
                except OSError:
                    pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.tls)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.server.server_address[1]}"
        self.info = {"url": self.url, "authority": self.url, "tenant": TENANT, "clientId": CLIENT, "secret": SECRET}
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
