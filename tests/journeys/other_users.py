#!/usr/bin/python3
"""A profile that belongs to somebody else, or that nobody may write to: what can be read is read, nothing is changed,
and whatever cannot be done is said in a sentence that names the place.

The other user is *nobody* where the journey runs as root; elsewhere the owner takes his own rights away."""

import os
import subprocess

from support.journey import Journey, main
from support.processes import program

NOBODY = 65534


def become_other():
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


class OtherUsers(Journey):

    jobs = ("Customer groups",)

    def setUp(self):
        super().setUp()
        self.key = self.cli.json("push", self.groups("mine.csv"), "--job", "Customer groups", "--wait")[0]["key"]
        self.before = self.names()

    def tearDown(self):
        self.allow(0o700, 0o600)

    def names(self):
        return sorted(str(path) for path in self.cli.profile.rglob("*"))

    def allow(self, folders, files):
        """The rights of everything in the profile; the lowest folders first, or nobody gets at them."""
        for path in sorted(self.cli.profile.rglob("*"), key=lambda path: -len(path.parts)):
            path.chmod(folders if path.is_dir() else files)
        self.cli.profile.chmod(folders)

    def other(self, name, *words):
        outcome = subprocess.run([program(name), "--profile", str(self.cli.profile), *map(str, words)],
                                 env={**self.cli.environment, "HOME": "/nonexistent", "QT_QPA_PLATFORM": "offscreen"},
                                 stdin=subprocess.DEVNULL, capture_output=True, text=True, preexec_fn=become_other,
                                 timeout=60)
        return outcome

    def refused(self, outcome, code, *said):
        self.assertEqual(outcome.returncode, code, outcome.stdout + outcome.stderr)
        for words in said:
            self.assertIn(words, outcome.stderr)
        self.assertLess(len(outcome.stderr), 600)
        said = [line for line in outcome.stderr.splitlines() if not line.startswith("QStandardPaths:")]  # Qt's own
        self.assertEqual(len(said), 1, outcome.stderr)

    def test_a_profile_without_any_right_names_the_place(self):
        outside = self.cli.profile.parent / (self.cli.profile.name + ".csv")
        outside.write_text("CUSTOMERGROUPID\r\n1\r\n")
        self.addCleanup(outside.unlink)
        outside.chmod(0o644)
        self.allow(0o000, 0o000)
        place = str(self.cli.profile)
        self.refused(self.other("waybill-cli", "messages"), 2, place)
        self.refused(self.other("waybill-cli", "message", self.key), 2, place)
        self.refused(self.other("waybill-cli", "push", outside, "--job", "Customer groups"), 2, place)
        self.refused(self.other("waybill-cli", "history", "check"), 2, place)
        self.refused(self.other("waybill"), 3, place)
        self.allow(0o700, 0o600)
        self.assertEqual(self.names(), self.before)
        self.assertEqual(len(self.cli.messages()), 1)

    def test_of_a_profile_that_may_only_be_read_everything_is_read(self):
        outside = self.cli.profile.parent / (self.cli.profile.name + ".csv")
        outside.write_text("CUSTOMERGROUPID\r\n1\r\n")
        self.addCleanup(outside.unlink)
        outside.chmod(0o644)
        self.allow(0o555, 0o444)
        place = str(self.cli.profile)
        shown = self.other("waybill-cli", "--json", "message", self.key)
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        self.assertIn('"Succeeded"', shown.stdout)
        for words in (("messages",), ("environments", "list"), ("jobs", "list")):
            outcome = self.other("waybill-cli", *words)
            self.assertEqual((outcome.returncode, outcome.stderr), (0, ""), words)
        for words in (("push", outside, "--job", "Customer groups"), ("handle", self.key, "--note", "x"), ("why", self.key), ("history", "check"),
                      ("history", "backup"), ("follow", "--until-final")):
            with self.subTest(words):
                self.refused(self.other("waybill-cli", *words), 2, place)
        self.refused(self.other("waybill"), 3, place)
        self.allow(0o700, 0o600)
        self.assertEqual(self.names(), self.before, "something was left behind")
        self.assertEqual(len(self.cli.messages()), 1)


if __name__ == "__main__":
    main()
