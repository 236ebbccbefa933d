"""A server of other people under node, running."""

import json
import pathlib
import subprocess
import tempfile

from support.processes import NeverHappened, spawn, stop


class NodeServer:
    """`folder` is what packaging/foreign-servers.sh made: server.mjs and `package` beside it. `ready` is the one line of
    JSON that the server prints when it takes requests."""

    def __init__(self, folder, package, *words):
        self.folder = pathlib.Path(folder)
        self.package, self.words = package, words
        self.process = None

    def __enter__(self):
        if not (self.folder / "node_modules" / self.package).is_dir():
            raise NeverHappened(f"{self.folder} holds no {self.package}; `bash packaging/foreign-servers.sh` installs it")
        self._log = tempfile.TemporaryFile()
        self.process = spawn(["node", self.folder / "server.mjs", *self.words], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=self._log)
        for line in self.process.stdout:
            if line.startswith(b"{"):
                self.ready = json.loads(line)
                return self
        self._log.seek(0)
        raise NeverHappened("the server ended before it was ready: " + self._log.read().decode())

    def __exit__(self, *_):
        stop(self.process)
        self._log.close()
