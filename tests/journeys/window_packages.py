#!/usr/bin/python3
"""A package's whole way, pressed through the accessibility tree: it is exported, appears, is fetched, looked into,
compared with the one before, unpacked, and acknowledged."""

import json

from support.beside import BesideWindow
from support.journey import main
from support.processes import wait_for

JOB = "Customers export"


class WindowPackages(BesideWindow):

    jobs = (JOB,)

    def export(self, **what):
        """Has the practice environment's job export something."""
        self.practice.request("POST", "/practice/exports", {"job": JOB, "rows": 40, **what})

    def exports(self):
        return json.loads(self.practice.request("GET", "/practice/exports"))

    def states(self):
        return sorted(export["state"] for export in self.exports())

    def page(self, window):
        window.click(window.wait("Packages", ("list item", "tree item", "page tab"), 60))
        window.wait("Packages page", visible=True)

    def test_from_the_export_to_the_acknowledgement(self):
        before = len(self.exports())
        process, window = self.open_window()
        self.page(window)
        window.until(lambda: window.says("No package was fetched here yet"), "the empty page")

        # Nothing waits: it is said, with reasons.
        window.press("Fetch one")
        window.until(lambda: window.says("Nothing waited"), "why nothing came", 60)

        # It appears, is fetched, made safe and acknowledged.
        self.export()
        window.press("Fetch one")
        table = window.table("Packages")
        table.wait_row("Acknowledged", "Customers V3", seconds=60)
        wait_for(lambda: self.states()[before:] and all(state == "Acked" for state in self.states()),
                 "the service to know it", 30)

        # The next one is looked at without acknowledging; its lease counts down.
        self.export(changed=3, missing=1, run=2)
        window.press("Look without acknowledging")
        row = table.wait_row("Stored, not acked", seconds=60)
        table.select(row)
        window.until(lambda: window.says("Leased until"), "the lease")
        self.assertIn("Leased", self.states())
        window.until(lambda: window.says("Customers V3"), "the manifest's entity")

        # Inside: its rows, and a search.
        window.press("Look inside")
        window.until(lambda: window.says("40 rows") or window.says("39 rows"), "the rows of the data file", 30)
        window.press("Close the viewer")

        # What changed since the one before.
        window.press("Compare")
        window.until(lambda: window.says("1 file differs"), "the comparison", 60)
        window.press("Close the comparison")

        # Unpacked where somebody says.
        target = self.cli.profile / "unpacked"
        window.press("Unpack")
        field = window.wait("Folder", ("text", "entry"))
        window.set_text(field, str(target))
        window.press("Begin to unpack")
        window.until(lambda: window.says("files,"), "what was unpacked", 30)
        self.assertTrue((target / "Manifest.xml").is_file())
        window.press("Close")

        # Acknowledged by hand.
        window.press("Acknowledge")
        window.until(lambda: window.says("does not hand it out again"), "the acknowledgement", 60)
        wait_for(lambda: all(state == "Acked" for state in self.states()), "the service to know both", 30)

        # What was seen stands in the journal, and a second start shows it again.
        process.terminate()
        process.wait(20)
        _, window = self.open_window()
        self.page(window)
        table = window.table("Packages")
        window.until(lambda: table.rows == 2, "both packages after a second start", 30)


if __name__ == "__main__":
    main()
