#!/usr/bin/python3
"""`export` on the command line: a data project exported, followed, fetched and kept; and what goes wrong on the way."""

import pathlib
import zipfile

from support import journey
from support.journey import GUID, TIME, Journey

PROJECT = "Customers export"
FIELDS = {"key", "environment", "job", "correlationId", "state", "file", "bytes", "sha256", "entries", "entities",
          "dequeuedUtc", "storedUtc", "ackedUtc", "leaseUntilUtc", "redelivered", "attempts", "error", "executionId"}


class ExportOnTheCommandLine(Journey):
    speed = 50
    jobs = ()

    def export(self, *words, code=0, project=PROJECT):
        return self.cli.json("export", "--data-project", project, *words, code=code)

    def executions(self):
        """The exports that the service holds for no queue: those that were ordered."""
        return [one for one in self.practice.exports() if one["job"] is None]

    def test_an_export_is_fetched_and_kept(self):
        download = self.export("--company", "usmf")
        self.assertLessEqual(FIELDS, set(download))
        self.assertEqual(download["state"], "Stored")
        self.assertEqual(download["entities"], ["Customers V3"])
        self.assertRegex(download["executionId"], GUID)
        self.assertRegex(download["storedUtc"], TIME)
        for nothing in ("dequeuedUtc", "ackedUtc", "leaseUntilUtc", "error"):
            self.assertIsNone(download[nothing])
        made = self.executions()[-1]
        self.assertEqual((download["executionId"], download["sha256"], download["bytes"]),
                         (made["executionId"], made["sha256"], made["bytes"]))
        with zipfile.ZipFile(download["file"]) as package:
            self.assertIn("Manifest.xml", package.namelist())
        fetch = self.practice.fetches()[-1]
        self.assertTrue(fetch["secondOrigin"])
        self.assertFalse(fetch["hadToken"], "the token went to the second origin")

    def test_output_is_a_copy(self):
        target = self.cli.profile / "customers.zip"
        download = self.export("--output", target)
        self.assertEqual(target.read_bytes(), pathlib.Path(download["file"]).read_bytes())
        before = len(self.executions())
        self.assertEqual(self.cli.run("export", "--data-project", PROJECT, "--output",
                                      self.cli.profile / "nowhere" / "x.zip").code, 2)
        self.assertEqual(len(self.executions()), before)

    def test_a_lost_answer_is_never_repeated(self):
        before = len(self.executions())
        for fault in ("cutAfterBody", "storedThen504", "html200"):
            self.practice.set_faults({"call": "exportToPackage", "fault": fault})
            download = self.export(code=4)
            self.assertEqual(download["state"], "Unconfirmed")
            self.assertIsNone(download["executionId"])
            self.assertIn("Job history", download["error"]["message"])
            before += 1
            self.assertEqual(len(self.executions()), before, fault)

    def test_what_was_not_taken_goes_again_or_ends(self):
        before = len(self.executions())
        self.practice.set_faults({"call": "exportToPackage", "fault": "throttle429", "retryAfter": 1, "times": 1})
        self.assertEqual(self.export()["state"], "Stored")
        self.assertEqual(len(self.executions()), before + 1)
        refused = self.export(code=3, project="Nobody's")
        self.assertEqual(refused["state"], "ExportFailed")
        self.assertIn("data project", refused["error"]["message"])

    def test_a_failed_execution_says_why(self):
        self.practice.set_faults({"call": "exportToPackage", "fault": "exportEnds", "word": "Failed"})
        download = self.export(code=1)
        self.assertEqual(download["state"], "ExportFailed")
        self.assertIn("could not read its entity's view", download["error"]["message"])
        self.practice.set_faults({"call": "exportToPackage", "fault": "exportEnds", "word": "PartiallySucceeded"})
        self.assertEqual(self.export()["state"], "Stored")

    def test_a_download_that_breaks_goes_on(self):
        self.practice.set_faults({"call": "download", "fault": "cutInAnswer", "times": 1, "bytes": 2000})
        self.assertEqual(self.export()["state"], "Stored")
        self.assertEqual(self.practice.fetches()[-1]["range"], "bytes=2000-")

    def test_what_was_left_behind_goes_on(self):
        self.practice.set_faults({"call": "packageUrl", "fault": "status403"})
        left = self.export(code=4)
        self.assertEqual(left["state"], "Exporting")
        before = len(self.executions())
        self.practice.clear_faults()
        done = self.cli.json("download", left["key"])
        self.assertEqual((done["key"], done["state"]), (left["key"], "Stored"))
        self.assertEqual(len(self.executions()), before, "it was exported again")
        self.expect(self.cli.run("download", left["key"]), 2)

    def test_what_is_no_package_is_kept_and_said(self):
        for fault in ("truncated", "corrupt", "html200"):
            self.practice.set_faults({"call": "download", "fault": fault})
            download = self.export(code=1)
            self.assertEqual(download["state"], "Damaged", fault)
            self.assertNotIn("acknowledged", download["error"]["message"])

    def test_questions_that_fail_are_asked_again(self):
        self.practice.set_faults({"call": "executionSummary", "fault": "status500", "times": 2},
                                 {"call": "packageUrl", "fault": "status503", "times": 1})
        self.assertEqual(self.export()["state"], "Stored")

    def test_no_signature_is_shown_or_kept(self):
        outcome = self.expect(self.cli.run("export", "--data-project", PROJECT), 0)
        self.assertNotIn("sig=", outcome.out + outcome.err)
        self.practice.set_faults({"call": "download", "fault": "status403"})
        outcome = self.cli.run("--json", "export", "--data-project", PROJECT)
        self.assertNotIn("sig=", outcome.out + outcome.err)
        for path in self.cli.profile.rglob("*"):
            if path.is_file() and path.suffix != ".zip":
                self.assertNotRegex(path.read_bytes(), rb"sp=r&sig=(?!\(hidden\))")

    def test_wrong_use(self):
        self.expect(self.cli.run("export"), 2)
        self.expect(self.cli.run("export", "--data-project", "  "), 2)
        self.cli.run("environments", "edit", "practice", "--read-only")
        before = len(self.executions())
        self.expect(self.cli.run("export", "--data-project", PROJECT), 2)
        self.assertEqual(len(self.executions()), before)


if __name__ == "__main__":
    journey.main()
