#!/usr/bin/python3
"""A profile of an older version, and a program that is just bringing it forward: the window stands meanwhile and says
so, goes on when it is done, and can be closed with nothing changed; a command says in one line why it takes long."""

import fcntl
import os
import pathlib
import pty
import sqlite3
import subprocess

from support.beside import BesideWindow
from support.journey import main
from support.processes import program, spawn, stop

VERSIONS = pathlib.Path(__file__).parent.parent / "app" / "journal" / "versions"


class WindowOpening(BesideWindow):

    jobs = ()

    def setUp(self):
        super().setUp()
        self.journal = self.cli.profile / "journal.sqlite"
        for old in self.cli.profile.glob("journal.sqlite*"):
            old.unlink()
        connection = sqlite3.connect(self.journal)
        connection.executescript((VERSIONS / "2.sql").read_text(encoding="utf-8"))
        connection.close()
        # The other program, as far as anybody can tell.
        self.lock = open(self.cli.profile / "migration.lock", "w")
        self.addCleanup(self.lock.close)
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def version(self):
        connection = sqlite3.connect(self.journal)
        try:
            return connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()

    def test_the_window_waits_says_so_and_goes_on(self):
        process, window = self.open_window()
        window.until(lambda: window.says("Bringing your history forward…"), "the page that says what is done")
        self.assertTrue(window.says("Another Waybill program on this profile is at it."))
        window.wait("Cancel and close", ("push button", "button"))
        self.assertIsNone(window.find("Push", ("list item",)))
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        window.wait("Push", ("list item",))
        self.assertFalse(window.says("Bringing your history forward…"))
        self.assertGreater(self.version(), 2)
        self.assertTrue((self.cli.profile / f"journal-before-{self.version()}.sqlite").exists())
        self.assertIsNone(process.poll())

    def test_cancelled_it_ends_with_nothing_changed(self):
        process, window = self.open_window()
        window.press("Cancel and close")
        self.assertEqual(process.wait(30), 0)
        self.assertEqual(self.version(), 2)
        self.assertEqual(list(self.cli.profile.glob("journal-before-*")), [])

    def test_what_cannot_be_opened_is_said_and_not_covered(self):
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        (self.cli.profile / "environments.json").write_text("no list of environments")
        process, window = self.open_window()
        window.until(lambda: window.says("environments.json"), "the sentence that says why there is no window")
        self.assertFalse(window.says("Opening your history…"))
        window.press("OK")
        self.assertEqual(process.wait(30), 3)

    def terminal(self, *words):
        """A command on a terminal of its own, and what it says there."""
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        process = spawn([program("waybill-cli"), "--profile", self.cli.profile, *words], env=self.cli.environment,
                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs)
        os.close(theirs)
        self.addCleanup(stop, process)
        return process, ours

    def test_a_command_says_what_it_waits_for_and_can_be_interrupted(self):
        process, terminal = self.terminal("history", "check")
        self.assertIn("Another program is bringing the journal to this version", os.read(terminal, 4096).decode())
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        self.assertIn(b"The journal is sound.", process.communicate(timeout=60)[0])
        self.assertEqual(process.returncode, 0)

        # One that needs nothing brought forward says nothing.
        outcome = self.cli.run("history", "check")
        self.assertEqual((outcome.code, outcome.err), (0, ""))

    def test_a_command_ends_its_waiting_at_an_interruption_and_at_its_time_out(self):
        process, terminal = self.terminal("history", "check")
        os.read(terminal, 4096)
        process.terminate()
        self.assertEqual(process.wait(30), 4)
        outcome = self.cli.run("--json", "history", "check", "--timeout", 1)
        self.assertEqual(self.expect_error(outcome, 3)["kind"], "busy")
        self.assertEqual(self.version(), 2)


if __name__ == "__main__":
    main()
