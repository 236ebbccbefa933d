"""A practice environment of one's own on a free port."""

import json
import os
import pathlib
import subprocess
import tempfile
import urllib.parse
import urllib.request

from support.processes import NeverHappened, program, spawn, stop

SOURCE = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = SOURCE / "resources" / "samples"
GOOD_SAMPLE = SAMPLES / "customer-groups.csv"
FAILING_SAMPLE = SAMPLES / "demand-forecast-W48.csv"

_no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Practice:
    """waybill-practice, running. `info` is the line it printed; use it in a `with`."""

    def __init__(self, speed=200, faults=None, profile=None, port=0, options=()):
        self._own = None
        if profile is None:
            self._own = tempfile.TemporaryDirectory(prefix="waybill-practice-")
            profile = self._own.name
        self.profile = pathlib.Path(profile)
        self.speed = speed
        self.port = port
        self.options = [str(option) for option in options]
        self.process = None
        self.info = None
        self._faults = faults

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self._own:
            self._own.cleanup()

    def start(self):
        """Starts it (again: on the same port and profile) and waits for its line."""
        command = [program("waybill-practice"), "--port", self.port, "--profile", self.profile, "--speed", self.speed,
                   "--parent-pipe", *self.options]
        if self._faults is not None:
            document = self.profile / "faults-of-the-journey.json"
            document.write_text(json.dumps(self._faults))
            command += ["--faults", document]
        self._log = open(self.profile / "stderr-of-the-journey.txt", "ab")
        self.process = spawn(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log)
        line = self.process.stdout.readline()
        if not line:
            raise NeverHappened("waybill-practice ended before it was ready: " + self.errors())
        self.info = json.loads(line)
        self.port = urllib.parse.urlsplit(self.info["url"]).port

    def stop(self):
        """Ends it as a closed parent does; the data stay."""
        if self.process is None:
            return
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            stop(self.process)
        self.process.stdout.close()
        self.process = None
        self._log.close()

    def errors(self):
        """What it said on stderr."""
        return (self.profile / "stderr-of-the-journey.txt").read_text(errors="replace")

    @property
    def url(self):
        return self.info["url"]

    def job(self, name):
        """The job of that name as the practice environment describes it."""
        return next(job for job in self.info["jobs"] if job["name"] == name)

    def request(self, method, path, document=None):
        """A control call or a plain page; gives the body's bytes."""
        body = None if document is None else json.dumps(document).encode()
        request = urllib.request.Request(self.url + path, data=body, method=method,
                                         headers={"Content-Type": "application/json"})
        with _no_proxy.open(request, timeout=20) as answer:
            return answer.read()

    def set_faults(self, *faults, lifecycles=(), **top):
        """Replaces the faults document."""
        self.request("PUT", "/practice/faults", {"faults": list(faults), "lifecycles": list(lifecycles), **top})

    def clear_faults(self):
        self.request("DELETE", "/practice/faults")

    def deliveries(self, name=None):
        """Every enqueue that reached the server, oldest first; only those of one external identifier if given."""
        found = json.loads(self.request("GET", "/practice/deliveries"))
        return [one for one in found if name is None or one["externalIdentifier"] == name]

    def stored(self, name):
        """The ids under which it holds files of that external identifier: what was taken, not only knocked."""
        return [one["messageId"] for one in self.deliveries(name) if one["messageId"]]

    def messages(self):
        return json.loads(self.request("GET", "/practice/messages"))

    def export(self, job, **wish):
        """Has a job export something; see app/practice/README.md for what may be wished. The newest export."""
        return json.loads(self.request("POST", "/practice/exports", {"job": job, **wish}))[-1]

    def put_export(self, job, content, signed=False):
        """Puts any bytes in a job's queue, as they are."""
        query = urllib.parse.urlencode({"job": job, "signed": int(signed)})
        request = urllib.request.Request(f"{self.url}/practice/exports?{query}", data=content, method="POST",
                                         headers={"Content-Type": "application/zip"})
        with _no_proxy.open(request, timeout=120) as answer:
            return json.loads(answer.read())[-1]

    def exports(self):
        """Every export with its present state, oldest first."""
        return json.loads(self.request("GET", "/practice/exports"))

    def fetches(self):
        """Every request for the file of an export, oldest first."""
        return json.loads(self.request("GET", "/practice/fetches"))

    def end_leases(self):
        """Whatever was handed out and not acknowledged can be had again."""
        self.request("POST", "/practice/exports/end-leases", {})

    def advance(self, seconds):
        """Moves the clock of lifecycles on."""
        self.request("POST", "/practice/clock", {"advanceSeconds": seconds})


def environment_without_secrets():
    """The environment of a child: nothing of the person's own profile, keychain or display leaks in."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("WAYBILL_SECRET", "WAYBILL_PROFILE")) and name.lower() not in
            ("http_proxy", "https_proxy", "all_proxy")}
    kept.update(LC_ALL="C.UTF-8", QT_QPA_PLATFORM="offscreen")
    return kept
