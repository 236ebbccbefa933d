#!/usr/bin/python3
"""waybill-cli dequeue --unpack: each package in a folder of its own, once."""

import pathlib

from support.exports import Exports
from support.journey import Journey, main

JOB = "Customers export"


class DequeueUnpack(Journey):

    jobs = (JOB,)

    def setUp(self):
        super().setUp()
        self.exports = Exports(self.practice)
        self.exports.take_leftovers(self.cli, JOB)
        self.cli = self.new_profile()
        self.folder = self.cli.profile / "unpacked"

    def dequeue(self, *words, code=0):
        return self.expect(self.cli.run("--json", "dequeue", "--job", JOB, *words), code)

    def named(self, template):
        """From now on packages are called so in the store."""
        self.expect(self.cli.run("environments", "edit", "practice", "--package-name", template), 0)

    def test_unpacked_on_the_way(self):
        self.exports.make(JOB, count=2)
        rows = self.dequeue("--all", "--unpack", self.folder).json
        names = sorted(pathlib.Path(row["file"]).stem for row in rows)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), names)
        for path in self.folder.iterdir():
            self.assertTrue((path / "Manifest.xml").exists())
        self.exports.make(JOB)
        self.practice.set_faults({"call": "download", "fault": "leavingZip"})
        [row] = self.dequeue("--unpack", self.folder, code=1).json
        self.assertEqual(row["state"], "Acknowledged")
        self.assertEqual(len(list(self.folder.iterdir())), 2)

    def test_nowhere_to_unpack(self):
        made = self.exports.make(JOB)
        file = self.cli.profile / "a file"
        file.write_text("mine")
        for place in ("", file, file / "folder" / "in it"):
            with self.subTest(place=place):
                outcome = self.dequeue("--unpack", place, code=2)
                self.assertIn("--unpack", outcome.err)
                self.assertEqual(self.exports.of(*made)[made[0].lower()]["dequeued"], 0)
                self.assertEqual(self.cli.json("downloads"), [])
        self.assertEqual(file.read_text(), "mine")

    def test_what_is_unpacked_already(self):
        self.exports.make(JOB)
        [first] = self.dequeue("--no-ack", "--unpack", self.folder).json
        self.exports.end_leases()
        outcome = self.dequeue("--unpack", self.folder)
        self.assertEqual((outcome.json[0]["key"], outcome.json[0]["state"]), (first["key"], "Acknowledged"))
        self.assertIn("unpacked already", outcome.err)
        self.assertEqual([path.name for path in self.folder.iterdir()], [pathlib.Path(first["file"]).stem])

    def test_a_namesake_is_not_unpacked_already(self):
        self.named("a/same")
        self.exports.make(JOB)
        self.dequeue("--unpack", self.folder)
        for template in ("b/same", "c/same (2)"):  # the second's folder is called as the third package is
            with self.subTest(template=template):
                self.named(template)
                self.exports.make(JOB)
                self.dequeue("--no-ack")
                self.exports.end_leases()
                self.assertNotIn("unpacked already", self.dequeue("--unpack", self.folder).err)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["same", "same (2)", "same (2) (2)"])


if __name__ == "__main__":
    main()
