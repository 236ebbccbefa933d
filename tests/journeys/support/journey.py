"""The common start of a journey: a practice environment for all its cases, a profile for each."""

import sys
import unittest

from support.cli import Cli
from support.practice import Practice

GUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"
ENDED = ("Succeeded", "Failed", "Rejected", "Cancelled")


class Journey(unittest.TestCase):
    """Cases share one practice environment; faults are cleared between them. Each has `self.cli`, a profile with the
    environment and the jobs in it."""

    speed = 200
    practice_options = ()
    requests_per_second = 10
    jobs = ("Customer groups", "Demand forecast")
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.practice = cls.enterClassContext(Practice(cls.speed, options=cls.practice_options))

    def setUp(self):
        self.practice.clear_faults()
        self.cli = self.new_profile()

    def new_profile(self, **options):
        """A fresh profile with the environment and the jobs."""
        cli = self.enterContext(Cli(**options))
        cli.add_environment(self.practice, keychain="session" in options,
                            requests_per_second=self.requests_per_second)
        for name in self.jobs:
            cli.add_job(self.practice.job(name))
        return cli

    def write(self, name, content):
        """A file of the journey's own, deleted with the profile."""
        path = self.cli.profile / "files-of-the-journey" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def groups(self, name, rows=3):
        """A small good file of customer groups, unlike any other (its name is in it)."""
        lines = ["CUSTOMERGROUPID,DESCRIPTION"] + [f"J{row:03},Group {row} of {name}" for row in range(rows)]
        return self.write(name, "\r\n".join(lines) + "\r\n")

    def expect(self, outcome, code):
        """Insists on the exit code of a command."""
        self.assertEqual(outcome.code, code, str(outcome))
        return outcome

    def expect_error(self, outcome, code, kind=None):
        """A failed command of --json: exit code, the error object on stdout, one or two sentences on stderr."""
        self.expect(outcome, code)
        error = outcome.json
        error = error[0] if isinstance(error, list) else error
        error = error["error"]
        self.assertEqual(set(error), {"kind", "message", "detail", "httpStatus", "serviceCode"}, str(outcome))
        self.assertTrue(error["message"].strip(), str(outcome))
        self.assert_sentence(outcome)
        if kind:
            self.assertEqual(error["kind"], kind, str(outcome))
        return error

    def assert_sentence(self, outcome):
        """stderr holds something a person can read: no more than two sentences' worth, no code, no secret."""
        said = outcome.err.strip()
        self.assertTrue(said, f"nothing was said: {outcome}")
        self.assertLess(len(said), 600, str(outcome))
        self.assertNotIn(self.practice.info["secret"], outcome.out + outcome.err)
        for word in ("terminate called", "what():", "QObject::", "ASSERT", "nullptr"):
            self.assertNotIn(word, said)

    def only_message(self, *words):
        """The one message of the journal."""
        found = self.cli.messages(*words)
        self.assertEqual(len(found), 1, found)
        return found[0]


def main():
    """Runs the cases of the script that calls it; prints what is slow."""
    unittest.main(module=sys.modules["__main__"], verbosity=2, catchbreak=True)
