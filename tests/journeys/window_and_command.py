#!/usr/bin/python3
"""A window and a command fetch from one job at the same time: each package is taken once and acknowledged once, and
both say what came of it."""

import json
import threading
import time

from support.beside import BesideWindow
from support.exports import Exports
from support.journey import main
from support.processes import wait_for

JOB = "Customers export"
SAID = ("One package came", "Nothing waited", "Another program of Waybill is just fetching")


class WindowAndCommand(BesideWindow):

    jobs = (JOB,)
    requests_per_second = 50

    def setUp(self):
        super().setUp()
        self.exports = Exports(self.practice)

    def fetch_in_window(self, window):
        """Presses the button once the fetch before is over; what the window said then."""
        if window.find("Close this notice"):
            window.press("Close this notice")
            window.until(lambda: not window.find("Close this notice"), "the notice of the fetch before to be gone")
        window.press("Fetch one", 60)
        return window.until(lambda: next((words for words in SAID if window.says(words)), None), "what came of it", 60)

    def fetch_by_command(self, made, outcomes, ended):
        end = time.monotonic() + 90
        while not ended.is_set() and time.monotonic() < end and any(export["state"] != "Acked" for export in self.exports.of(*made).values()):
            outcomes.append(self.cli.run("--json", "dequeue", "--job", JOB, "--max", 1))

    def assert_once(self, made):
        for export in self.exports.of(*made).values():
            self.assertEqual((export["state"], export["dequeued"], export["acks"]), ("Acked", 1, 1), export)
        rows = self.cli.json("downloads")
        self.assertEqual(sorted(row["correlationId"].lower() for row in rows), sorted(one.lower() for one in made))
        self.assertEqual({row["state"] for row in rows}, {"Acknowledged"})
        self.assertEqual(len({row["file"] for row in rows}), len(made))

    def test_both_at_once(self):
        _, window = self.open_window()
        window.click(window.wait("Packages", ("list item", "tree item", "page tab"), 60))
        window.wait("Packages page", visible=True)
        made = self.exports.make(JOB, count=12)
        outcomes, said = [], []
        ended = threading.Event()
        command = threading.Thread(target=self.fetch_by_command, args=(made, outcomes, ended))
        command.start()
        try:
            while any(export["state"] != "Acked" for export in self.exports.of(*made).values()):
                said.append(self.fetch_in_window(window))
        finally:
            ended.set()
            command.join()
        self.assertTrue(outcomes and said)
        for outcome in outcomes:
            if outcome.code != 0:
                self.expect_error(outcome, 3, "busy")
        self.assert_once(made)

        # Each shows what the other fetched.
        table = window.table("Packages")
        window.until(lambda: table.rows == len(made), "all packages in the window", 30)
        made += self.exports.make(JOB)
        [row] = json.loads(self.cli.run("--json", "dequeue", "--job", JOB).out)
        self.assertEqual(row["state"], "Acknowledged")
        window.until(lambda: table.rows == len(made), "the command's package in the window", 30)
        made += self.exports.make(JOB)
        self.assertEqual(self.fetch_in_window(window), SAID[0])
        wait_for(lambda: all(export["state"] == "Acked" for export in self.exports.of(*made).values()),
                 "the window's package to be acknowledged", 30)
        self.assert_once(made)


if __name__ == "__main__":
    main()
