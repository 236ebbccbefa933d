"""A proxy of an office: lets pass whom it knows, or drops everybody."""

import base64
import http.client
import http.server
import select
import socket
import threading
import urllib.parse


class Proxy:
    """An HTTP proxy on loopback that wants `user` and `password` (None: nobody has to sign in). `seen` are the request
    lines that it let pass, `refused` counts those it did not. Use it in a `with`."""

    def __init__(self, user=None, password=None):
        self.seen, self.refused = [], 0
        proxy = self
        wanted = None if user is None else "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def let_in(self):
                if wanted is None or self.headers.get("Proxy-Authorization") == wanted:
                    proxy.seen.append(self.requestline)
                    return True
                proxy.refused += 1
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(407)
                self.send_header("Proxy-Authenticate", 'Basic realm="office"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return False

            def do_CONNECT(self):
                if not self.let_in():
                    return
                host, port = self.path.rsplit(":", 1)
                with socket.create_connection((host, int(port)), timeout=30) as there:
                    self.send_response(200, "Connection established")
                    self.end_headers()
                    ends = [self.connection, there]
                    while True:
                        for one in select.select(ends, [], [])[0]:
                            data = one.recv(65536)
                            if not data:
                                self.close_connection = True
                                return
                            (there if one is self.connection else self.connection).sendall(data)

            def relay(self):
                if not self.let_in():
                    return
                target = urllib.parse.urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name: value for name, value in self.headers.items()
                           if not name.lower().startswith("proxy-") and name.lower() != "connection"}
                there = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
                there.request(self.command, target._replace(scheme="", netloc="").geturl(), body, headers)
                answer = there.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                there.close()

            do_GET = do_POST = relay

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
