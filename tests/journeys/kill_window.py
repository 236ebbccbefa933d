#!/usr/bin/python3
"""The window, killed with SIGKILL at many exact points after *Push the sample* was pressed.

    kill_window.py LIBRARY POINTS
"""

import pathlib
import subprocess
import sys

from support.aftermath import Aftermath
from support.desktop import Desktop
from support.journey import main
from support.practice import GOOD_SAMPLE
from support.processes import NeverHappened, program, spawn, stop, wait_for
from support.window import Window


class KilledWindow(Aftermath):

    library = None
    points = 20

    @classmethod
    def setUpClass(cls):
        cls.desktop = cls.enterClassContext(Desktop())
        super().setUpClass()

    def setUp(self):
        self.practice.clear_faults()
        self.cli = self.new_window_profile()

    def new_window_profile(self):
        """A profile whose secret lies in the session's keychain, so that window and command line find it."""
        return self.new_profile(session=self.desktop.environment)

    def press_and_wait(self, **environment):
        """Opens a window, presses *Push the sample*, and waits for the window's death or the message's id. True: it
        was killed."""
        armed = self.cli.profile / "armed"
        process = spawn([program("waybill"), "--profile", self.cli.profile],
                        env={**self.cli.environment, **self.desktop.environment, "LD_PRELOAD": str(self.library),
                             "KILLPOINT_ARMED": str(armed), **environment},
                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            window = Window(process)
            window.click(window.wait("Push", ("list item",)))
            button = window.wait("Push the sample", ("push button", "button"))
            wait_for(lambda: window.enabled(button), "the sample's button")
            armed.touch()
            try:
                window.act(button)
            except Exception:  # the window may die before it answers the press
                pass
            try:
                wait_for(lambda: process.poll() is not None or any(row["messageId"] for row in self.cli.messages()),
                         "the window's death or the message's id", 30)
            except NeverHappened:
                self.fail(f"neither killed nor sent: {self.cli.messages()}\n{window.tree()}")
            return process.poll() is not None
        finally:
            stop(process)

    def test_killed_at_many_points(self):
        log = self.cli.profile / "calls.txt"
        self.assertFalse(self.press_and_wait(KILLPOINT_LOG=str(log)), "the window died by itself")
        total = len(log.read_text().splitlines())
        self.assertGreater(total, 30, "the library counted next to nothing: is it loaded?")
        seen = {}
        for number, point in enumerate(self.spread(total, self.points)):
            with self.subTest(point=point, of=total):
                self.cli = self.new_window_profile()
                before = len(self.practice.deliveries())
                self.press_and_wait(KILLPOINT_AT=str(point), **({"KILLPOINT_HALF": "1"} if number % 2 else {}))
                self.assertLessEqual(len(self.practice.deliveries()) - before, 1, "delivered more than once")
                rows = self.cli.messages()
                self.assertLessEqual(len(rows), 1)
                state = rows[0]["state"] if rows else "absent"
                seen[state] = seen.get(state, 0) + 1
                arrived = self.practice.deliveries()[before:]
                if state in ("absent", "Queued", "Held"):
                    self.assertEqual(arrived, [])
                elif state in ("InFlight", "Succeeded"):
                    self.assertEqual([one["messageId"] for one in arrived], [rows[0]["messageId"]])
                else:
                    self.assertEqual(state, "Unconfirmed")
                self.reopen_and_expect_no_second(before, len(arrived))
        print(f"{self.points} points of {total}: {seen}", file=sys.stderr)
        self.assertIn("Unconfirmed", seen)
        self.assertIn(GOOD_SAMPLE.name, {one["externalIdentifier"] for one in self.practice.deliveries()})

    def reopen_and_expect_no_second(self, before, arrived):
        """The command line takes over, follows, and sends nothing by itself."""
        self.cli.run("follow", "--until-final", "--timeout", "20")
        self.assertEqual(len(self.practice.deliveries()) - before, arrived)


if __name__ == "__main__":
    KilledWindow.library, KilledWindow.points = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    del sys.argv[1:]
    main()
