#!/usr/bin/python3
"""Track, pressed through the accessibility tree: an id from another program's log is pasted, followed, explained, and
its file attached."""

from support.beside import BesideWindow
from support.journey import main
from support.practice import FAILING_SAMPLE
from support.processes import wait_for


class WindowTrack(BesideWindow):

    jobs = ("Demand forecast",)

    def test_a_pasted_id_is_tracked_and_its_file_attached(self):
        sender = self.new_profile()  # a program that knows nothing of ours
        theirs = sender.run("--json", "push", FAILING_SAMPLE, "--job", "Demand forecast", "--wait").json[0]
        _, window = self.open_window()
        window.set_text(window.wait("Search", ("text", "entry")), theirs["messageId"])
        window.press("Track this message")
        wait_for(lambda: window.says("One message ID found"), "the dialog to find the id")
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
