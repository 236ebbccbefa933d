"""The OpenID provider of foreign-sign-in/, running: an authority that is not ours, at Entra's paths."""

import json
import tempfile

from support.foreign import TENANT
from support.node import NodeServer


class OpenIdProvider(NodeServer):
    """`resource` is the environment that its tokens are for; `clients` as the provider describes them. `authority`
    when it runs."""

    def __init__(self, folder, resource, clients):
        self._settings = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump({"tenant": TENANT, "resource": resource, "clients": clients}, self._settings)
        self._settings.flush()
        super().__init__(folder, "oidc-provider", self._settings.name)

    def __enter__(self):
        super().__enter__()
        self.authority = self.ready["authority"]
        return self

    def __exit__(self, *_):
        super().__exit__()
        self._settings.close()
