#!/usr/bin/python3
"""A data package that fails in part: what is known of it down to the line inside the zip, and the rows to mend."""

import io
import zipfile

from support.journey import Journey, main
from support.practice import SAMPLES

PACKAGE = SAMPLES / "customers-package.zip"
CUSTOMERS = "Customers V3.csv"


class Package(Journey):

    jobs = ("Customer groups", "Master data package")

    def test_a_failing_package_is_explained_down_to_its_lines(self):
        outcome = self.expect(self.cli.run("--json", "push", PACKAGE, "--job", "Master data package", "--wait"), 1)
        message = outcome.json[0]
        self.assertEqual((message["state"], message["status"]), ("Failed", "ProcessedWithErrors"))

        files = self.cli.profile / "error-files"
        files.mkdir()
        why = self.cli.json("why", message["key"], "--error-files", files)
        results = {entity["name"]: entity for entity in why["entities"]}
        self.assertEqual(set(results), {"Customer groups", "Customers V3"})
        self.assertEqual(results["Customer groups"]["targetRecords"], 10)
        self.assertEqual(results["Customers V3"]["targetRecords"], 53)
        self.assertTrue(why["complete"] and why["log"])
        self.assertTrue(why["errorFiles"])
        self.assertEqual([file["trouble"] for file in why["errorFiles"]], [None] * len(why["errorFiles"]))
        self.assertEqual(sorted(path.stat().st_size for path in files.iterdir()),
                         sorted(file["bytes"] for file in why["errorFiles"]))

        inside = zipfile.ZipFile(PACKAGE)
        lines = inside.read(CUSTOMERS).splitlines(keepends=True)
        self.assertEqual(len(why["errors"]), 7)
        for error in why["errors"]:
            self.assertEqual(error["entity"], "Customers V3")
            self.assertTrue(lines[error["line"] - 1].decode().startswith(error["recordId"].split(",")[0]), error)

        target = self.cli.profile / "failing.zip"
        self.expect(self.cli.run("failing-rows", message["key"], "--output", target), 0)
        rest = zipfile.ZipFile(io.BytesIO(target.read_bytes()))
        self.assertIsNone(rest.testzip())
        self.assertLessEqual({CUSTOMERS, "Manifest.xml", "PackageHeader.xml"}, set(rest.namelist()))
        failing = sorted({error["line"] for error in why["errors"]})
        self.assertEqual(rest.read(CUSTOMERS), b"".join([lines[0]] + [lines[line - 1] for line in failing]))

    def test_a_package_that_does_not_fit_its_job_is_said_before_it_is_sent(self):
        outcome = self.cli.run("push", PACKAGE, "--job", "Customer groups")
        self.expect(outcome, 0)
        self.assertIn("takes single files", outcome.err, str(outcome))


if __name__ == "__main__":
    main()
