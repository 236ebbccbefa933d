#!/usr/bin/python3
"""A new user's first minutes, pressed through the accessibility tree: the sample turns *Processed*, the failing
sample fails, and the window says which rows, why, and what to do."""

from support.fresh_window import FreshWindow
from support.journey import main
from support.practice import FAILING_SAMPLE, GOOD_SAMPLE
from support.processes import wait_for


class FirstMinutes(FreshWindow):

    def page(self, name):
        """Goes to a page by its list item."""
        self.window.click(self.window.wait(name, ("list item", "tree item", "page tab")))

    def rows(self, table):
        found = self.window.table(table)
        return [found.row_text(row) for row in range(found.rows)]

    def test_the_sample_is_processed_and_the_failing_sample_explained(self):
        window = self.window
        self.page("Push")
        window.press("Push the sample", 60)
        self.page("Messages")
        window.press("All")
        table = window.table("Messages")
        table.wait_row(GOOD_SAMPLE.name, seconds=20)
        row = table.wait_row(GOOD_SAMPLE.name, "Processed", seconds=60)
        table.select(row)
        window.wait("Lifecycle")
        wait_for(lambda: window.says("Processed"), "the lifecycle to tell the end")

        self.page("Push")
        window.press("Push the failing sample")
        self.page("Messages")
        row = table.wait_row(FAILING_SAMPLE.name, "ProcessedWithErrors", seconds=90)
        table.select(row)
        window.wait("Why it failed")
        failing = window.table("Failing rows", seconds=60)
        wait_for(lambda: failing.rows == 37, "37 failing rows", 30)
        self.assertTrue(window.says("not found"), window.tree())

        # The dashboard counts both, and its figure opens the one that needs somebody.
        self.page("Dashboard")
        window.until(lambda: window.says("2 messages in the last 7 days: 50 % processed, 1 failed"),
                     "the dashboard's first line")
        window.press("Needs attention")
        table = window.table("Messages")
        window.until(lambda: table.rows == 1 and table.find_row(FAILING_SAMPLE.name) == 0,
                     "only the failing sample in the table")

        # What was seen stands in the journal, and a second start shows it again.
        self.process.terminate()
        self.process.wait(20)
        self.start()
        self.page("Messages")
        self.window.press("All")
        self.window.table("Messages").wait_row(FAILING_SAMPLE.name, "ProcessedWithErrors", seconds=30)


if __name__ == "__main__":
    main()
