"""waybill-cli on a profile of its own."""

import dataclasses
import json
import os
import pathlib
import re
import subprocess
import tempfile

from support.practice import environment_without_secrets
from support.processes import program, spawn


@dataclasses.dataclass
class Outcome:
    """What one command gave back."""
    command: list
    code: int
    out: str
    err: str
    peak_kib: int = 0

    @property
    def json(self):
        try:
            return json.loads(self.out)
        except ValueError as error:
            raise AssertionError(f"not JSON on stdout ({error}): {self}") from None

    @property
    def lines(self):
        """One JSON value a line, as follow prints them."""
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]

    def __str__(self):
        return (f"`{' '.join(self.command)}` ended with {self.code}\n--- stdout\n{self.out[-3000:]}\n"
                f"--- stderr\n{self.err[-3000:]}")


class Cli:
    """Commands on one profile. `session` is the environment of a private desktop session (see desktop.py); without
    one there is no keychain, and the secret comes from WAYBILL_SECRET_<NAME>."""

    def __init__(self, profile=None, session=None):
        self._own = None
        if profile is None:
            self._own = tempfile.TemporaryDirectory(prefix="waybill-profile-")
            profile = self._own.name
        self.profile = pathlib.Path(profile)
        self.environment = environment_without_secrets()
        if session:
            self.environment.update(session)
        else:
            self.environment.update(DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", HOME=str(self.profile))
            self.environment.pop("XDG_RUNTIME_DIR", None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._own:
            self._own.cleanup()

    def command(self, *words):
        return [program("waybill-cli"), "--profile", str(self.profile), *(str(word) for word in words)]

    def start(self, *words, **options):
        """Starts a command and does not wait for it; stdout and stderr are pipes unless told otherwise."""
        settings = dict(stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                        env=self.environment)
        settings.update(options)
        return spawn(self.command(*words), **settings)

    def run(self, *words, stdin=None, seconds=150, env=None):
        """Runs a command to its end."""
        command = self.command(*words)
        environment = dict(self.environment, **(env or {}))
        process = spawn(command, stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        try:
            out, err = process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"`{' '.join(command)}` did not end within {seconds} s\n{out}\n{err}") from None
        return Outcome(command[1:], process.returncode, out, err)

    def measure(self, *words, seconds=600):
        """Runs a command to its end and tells the most memory it held."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = spawn(self.command(*words), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                            env=self.environment)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0), err.seek(0)
            return Outcome(self.command(*words)[1:], process.returncode, out.read().decode(), err.read().decode(),
                           usage.ru_maxrss)

    def json(self, *words, code=0, stdin=None, seconds=150):
        """Runs a command with --json, insists on its exit code and gives its value."""
        outcome = self.run("--json", *words, stdin=stdin, seconds=seconds)
        if outcome.code != code:
            raise AssertionError(f"expected exit code {code}: {outcome}")
        return outcome.json

    def add_environment(self, practice, name="practice", keychain=False, requests_per_second=10, options=(), **changes):
        """Adds the practice environment; the secret goes to the keychain, or to the commands' environment."""
        info = dict(practice.info, **changes)
        outcome = self.run("environments", "add", "--name", name, "--url", info["url"], "--tenant", info["tenant"],
                           "--client-id", info["clientId"], "--authority", info["authority"], "--kind", "practice",
                           "--requests-per-second", requests_per_second, "--secret-stdin", *options,
                           stdin=info["secret"] + "\n")
        if outcome.code != 0:
            raise AssertionError(f"the environment could not be added: {outcome}")
        if not keychain:
            variable = "WAYBILL_SECRET_" + re.sub(r"[^A-Z0-9]", "_", name.upper())
            self.environment[variable] = info["secret"]
        return outcome

    def add_job(self, job, name=None):
        """Adds a job that the practice environment described."""
        words = ["jobs", "add", "--name", name or job["name"], "--activity-id", job["activityId"], "--direction",
                 job["direction"]]
        if job.get("entity"):
            words += ["--entity", job["entity"]]
        if job.get("company"):
            words += ["--company", job["company"]]
        if job.get("package"):
            words += ["--package"]
        outcome = self.run(*words)
        if outcome.code != 0:
            raise AssertionError(f"the job could not be added: {outcome}")
        return outcome

    def messages(self, *words):
        return self.json("messages", *words)
