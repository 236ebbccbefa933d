"""The OpenID provider of foreign-sign-in/, running: an authority that is not ours, at Entra's paths."""

import json
import pathlib
import subprocess
import tempfile

from support.foreign import TENANT
from support.processes import NeverHappened, spawn, stop


class OpenIdProvider:
    """`folder` holds server.mjs and what `npm ci` installed beside it. `resource` is the environment that its tokens
    are for; `clients` as the provider describes them. `authority` when it runs."""

    def __init__(self, folder, resource, clients):
        self.folder = pathlib.Path(folder)
        self.settings = {"tenant": TENANT, "resource": resource, "clients": clients}
        self.process = None

    def __enter__(self):
        if not (self.folder / "node_modules" / "oidc-provider").is_dir():
            raise NeverHappened(f"{self.folder} holds no provider; `bash packaging/foreign-sign-in.sh` installs it")
        self._own = tempfile.TemporaryDirectory(prefix="waybill-openid-")
        settings = pathlib.Path(self._own.name) / "settings.json"
        settings.write_text(json.dumps(self.settings))
        self._log = open(settings.with_name("stderr.txt"), "w+b")
        self.process = spawn(["node", self.folder / "server.mjs", settings], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=self._log)
        line = self.process.stdout.readline()
        if not line:
            self._log.seek(0)
            raise NeverHappened("the provider ended before it was ready: " + self._log.read().decode())
        self.authority = json.loads(line)["authority"]
        return self

    def __exit__(self, *_):
        stop(self.process)
        self._log.close()
        self._own.cleanup()
