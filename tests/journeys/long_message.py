#!/usr/bin/python3
"""One message with a million events: the window shows the newest of them and says so, and the command line gives all,
neither with all of them in memory."""

import sqlite3

from support.beside import BesideWindow
from support.journey import main

EVENTS = 1_000_000


class LongMessage(BesideWindow):

    jobs = ("Customer groups",)

    def test_a_million_events(self):
        key = self.cli.json("push", self.groups("long.csv"), "--job", "Customer groups", "--wait")[0]["key"]
        usual = self.cli.json("message", key)
        with sqlite3.connect(self.cli.profile / "journal.sqlite") as database:
            database.execute("INSERT INTO events (message, at, service, what, detail) WITH RECURSIVE n(i) AS (SELECT 1 "
                             "UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT ?, 1767225600000 + i, 1, "
                             "'Processed', 'number ' || i FROM n", (EVENTS, key))
        database.close()

        outcome = self.expect(self.cli.measure("--json", "message", key), 0)
        self.assertLess(outcome.peak_kib, 150 * 1024, "the events were kept in memory")
        self.assertEqual(outcome.out.count('"atUtc": "'), len(usual["events"]) + EVENTS)
        self.assertTrue(outcome.out.rstrip().endswith("}"))
        self.assertIn(f'"detail": "number {EVENTS}"', outcome.out)

        text = self.expect(self.cli.run("message", key), 0).out
        self.assertIn("The newest 1000 of more than 100000 events", text)
        self.assertLess(len(text.splitlines()), 1100)

        _, window = self.open_window()
        window.press("All")
        messages = window.table("Messages")
        messages.select(messages.wait_row("long.csv", "Processed"))
        window.click(window.wait("History", ("page tab",)))
        window.until(lambda: window.says("Showing the newest 1,000 of more than 100,000"), "how much is shown")
        self.assertEqual(window.table("Events").rows, 1000)
        self.assertIn(f"number {EVENTS}", " ".join(window.table("Events").row_text(0)))


if __name__ == "__main__":
    main()
