"""A wire to another server that breaks: TCP on loopback, cut in the middle of an answer."""

import socket
import threading


class CuttingRelay:
    """Passes connections on to `port` of this computer. Of the next answers, the first `cuts` end after `length` bytes
    of theirs. `port` is where it listens; use it in a `with`."""

    def __init__(self, port):
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._cuts, self._length = 0, 0

    def cut(self, cuts, length):
        with self._lock:
            self._cuts, self._length = cuts, length

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _left(self):
        """How much of this answer may pass; None for all of it."""
        with self._lock:
            if self._cuts == 0:
                return None
            self._cuts -= 1
            return self._length

    def _serve(self, near):
        with near, socket.create_connection(("127.0.0.1", self._target)) as far:
            threading.Thread(target=self._ask, args=(near, far), daemon=True).start()
            left = self._left()
            try:
                while data := far.recv(65536 if left is None else min(left, 65536) or 1):
                    if left == 0:
                        break
                    near.sendall(data)
                    left = None if left is None else left - len(data)
            except OSError:
                pass
            for end in (near, far):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # it is gone already

    @staticmethod
    def _ask(near, far):
        try:
            while data := near.recv(65536):
                far.sendall(data)
        except OSError:
            pass
