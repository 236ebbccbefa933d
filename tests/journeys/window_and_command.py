#!/usr/bin/python3
"""A window and a command fetch from one job at the same time: each package is taken once and acknowledged once, and
both say what came of it."""

import json
import threading

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
        window.press("Fetch one", 60)
        return window.until(lambda: next((words for words in SAID if window.says(words)), None), "what came of it", 60)

    def fetch_by_command(self, made, outcomes):
        while any(export["state"] != "Acked" for export in self.exports.of(*made).values()):
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
        command = threading.Thread(target=self.fetch_by_command, args=(made, outcomes))
        command.start()
        try:
            while any(export["state"] != "Acked" for export in self.exports.of(*made).values()):
                said.append(self.fetch_in_window(window))
        finally:
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
        window.press("Fetch one", 60)
        window.until(lambda: window.says("One package came"), "the window's package", 60)
        wait_for(lambda: len(self.cli.json("downloads")) == len(made), "the window's package in the journal", 30)
        self.assert_once(made)


if __name__ == "__main__":
    main()
