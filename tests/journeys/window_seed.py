#!/usr/bin/python3
"""The case this project began with, through the window: *Sent, no answer* is found, decided, explained and mended.

A demand forecast of 100,000 records loses its answer after the last byte. The window shows it first; the operator
reads its id on *Manage messages*, presses *It arrived*, sees 37 failing rows with line and reason, saves them, mends
them, and pushes them as a new file, which is *Processed*.
"""

import pathlib
import subprocess

import seed_case
from support.desktop import Desktop
from support.journey import Journey, main
from support.processes import program, spawn, stop, wait_for
from support.window import Window

FILE = seed_case.FILE


class SeedCaseInTheWindow(Journey):

    speed = 40
    jobs = ("Demand forecast",)
    read_manage_messages = seed_case.SeedCase.read_manage_messages

    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.cli = self.new_profile(session=self.desktop.environment)

    def open_window(self):
        process = spawn([program("waybill"), "--profile", self.cli.profile], stdin=subprocess.DEVNULL,
                        env={**self.cli.environment, **self.desktop.environment}, stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
        self.addCleanup(stop, process)
        self.window = Window(process)

    @staticmethod
    def shown_lines(table):
        """The numbers in the first column, as people's digits without their separators."""
        cells = (table.cell(row, 0) for row in range(table.rows))
        return [int("".join(filter(str.isdigit, cell.name)) or 0) for cell in cells if cell]

    def page(self, name):
        self.window.click(self.window.wait(name, ("list item",)))

    def test_decided_explained_and_mended_in_the_window(self):
        path = self.write(FILE, "")
        maker = pathlib.Path(__file__).with_name("make-demand-forecast.py")
        subprocess.run(["/usr/bin/python3", maker, str(seed_case.ROWS), str(seed_case.BAD), str(path)], check=True)
        raw = path.read_bytes().splitlines(keepends=True)
        self.practice.set_faults({"call": "enqueue", "fault": "cutAfterBody", "match": FILE})
        key = self.cli.json("push", path, "--job", "Demand forecast", code=4)[0]["key"]
        self.practice.clear_faults()

        self.open_window()
        window = self.window
        self.page("Messages")
        table = window.table("Messages")
        table.select(table.wait_row(FILE, "Sent, no answer"))
        window.press("It arrived")
        window.set_text(window.wait("Message ID", ("text",)), self.read_manage_messages())
        window.press("Follow it")
        table.select(table.wait_row(FILE, "ProcessedWithErrors", seconds=90))

        failing = window.table("Failing rows", seconds=60)
        wait_for(lambda: failing.rows == seed_case.BAD, "37 failing rows", 60)
        why = self.cli.json("why", key)
        numbers = sorted(error["line"] for error in why["errors"])
        # First the service's words; then, once the stored file was read, its own rows beside them.
        wait_for(lambda: self.shown_lines(failing) == numbers, "the lines of the failing rows", 60, 0.5)
        self.assertTrue(window.says("not found"), window.tree())

        rows = self.cli.profile / "failing.csv"
        window.press("Save failing rows")
        window.file_dialog(rows, "Save")
        wait_for(rows.exists, "the file of failing rows")
        wanted = b"".join([raw[0]] + [raw[number - 1] for number in numbers])
        wait_for(lambda: rows.read_bytes() == wanted, "the whole file of failing rows")
        seed_case.SeedCase.mend(rows, why, raw, numbers)

        self.page("Push")
        window.press("Choose files")
        window.file_dialog(rows, "Open")
        window.press("Send")
        self.page("Messages")
        window.press("All")
        table.wait_row(rows.name, "Processed", seconds=60)
        self.assertEqual(len(self.practice.deliveries(FILE)), 1)
        self.assertEqual(len(self.practice.deliveries(rows.name)), 1)
        self.assertEqual({row["state"] for row in self.cli.messages()}, {"Failed", "Succeeded"})


if __name__ == "__main__":
    main()
