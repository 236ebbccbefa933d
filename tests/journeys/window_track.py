#!/usr/bin/python3
"""Track, pressed through the accessibility tree: an id from another program's log is pasted, followed, explained, and
its file attached."""

import subprocess

from support.desktop import Desktop
from support.journey import Journey, main
from support.practice import FAILING_SAMPLE
from support.processes import program, spawn, stop, wait_for
from support.window import Window


class WindowTrack(Journey):

    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        super().setUp()
        self.sender = self.cli
        self.cli = self.new_profile(session=self.desktop.environment)

    def open_window(self):
        process = spawn([program("waybill"), "--profile", self.cli.profile],
                        env={**self.cli.environment, **self.desktop.environment}, stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(stop, process)
        return Window(process)

    def field(self, window, name):
        return window.wait(name, ("text", "entry"))

    def choose(self, window, name, row):
        """Chooses an entry of a combo box by its keys."""
        box = window.wait(name, ("combo box",))
        box.querySelection().selectChild(row)

    def test_a_pasted_id_is_tracked_and_its_file_attached(self):
        theirs = self.sender.run("--json", "push", FAILING_SAMPLE, "--job", "Demand forecast", "--wait").json[0]
        window = self.open_window()
        search = self.field(window, "Search")
        window.set_text(search, theirs["messageId"])
        window.press("Track this message")
        wait_for(lambda: window.says("One message ID found"), "the dialog to find the id")
        self.choose(window, "Recurring data job", 1)
        window.press("Track")
        table = window.table("Messages")
        row = table.wait_row("Tracked message", "ProcessedWithErrors", seconds=60)
        table.select(row)
        window.wait("Why it failed")
        wait_for(lambda: window.says("37"), "the failing records to be told", 30)
        window.act(window.wait("File", ("page tab",)))
        window.press("Attach the file")
        window.file_dialog(FAILING_SAMPLE, "Open")
        wait_for(lambda: self.cli.messages()[0]["sha256"] == theirs["sha256"], "the file to be taken in")
        window.act(window.wait("Why it failed", ("page tab",)))
        failing = window.table("Failing rows", seconds=60)
        wait_for(lambda: failing.rows == 37, "37 failing rows", 30)


if __name__ == "__main__":
    main()
