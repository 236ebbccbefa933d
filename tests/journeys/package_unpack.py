#!/usr/bin/python3
"""Packages that somebody else made, checked and unpacked on the command line: hostile ones leave nothing behind and
nothing outside of the folder, strange ones become what was promised."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import unittest
import zipfile
import zlib

from support.cli import Cli
from support.hostile_archives import cases, good
from support.journey import main
from support.small_disk import SmallDisk, enter_own_mounts
from support.zip_records import Zip, deflated, unix

MB = 1 << 20


class PackageUnpack(unittest.TestCase):

    maxDiff = None

    def setUp(self):
        self.cli = self.enterContext(Cli())
        self.root = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="waybill-packages-")))
        self.file = self.root / "packages" / "package.zip"
        self.file.parent.mkdir()
        self.target = self.root / "some" / "where" / "target"
        self.outside = self.root / "outside.csv"

    def there(self):
        """Everything below the root but the package: paths, and what files hold."""
        return {str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None
                for path in self.root.rglob("*") if path != self.file and path != self.file.parent}

    def unpack(self, *options):
        return self.cli.run("--json", "package", "unpack", self.file, "--output", self.target, *options)

    def check(self, *options):
        return self.cli.run("--json", "package", "check", self.file, *options)

    def assert_said(self, text, case):
        """At most two lines that name the entry and the reason, and steer no terminal."""
        self.assertLessEqual(len(text.strip().splitlines()), 2, text)
        self.assertLess(len(text), 500, text)
        self.assertRegex(text, case.refused)
        self.assertIn(case.entry[:100], text)
        self.assertIsNone(re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text), repr(text))

    def refused(self, case):
        outcome = self.check(*case.options)
        self.assertEqual(outcome.code, 1, str(outcome))
        self.assertEqual(outcome.json["sound"], False)
        self.assertEqual(outcome.json["bytes"] is not None, case.only_unpacking, str(outcome))
        self.assert_said(outcome.json["trouble"], case)
        for is_there in (False, True):
            if is_there:
                self.target.mkdir(parents=True)
                (self.target / "mine.csv").write_text("mine")
            before = self.there()
            outcome = self.unpack(*case.options)
            self.assertEqual(outcome.code, 2, str(outcome))
            self.assertEqual(outcome.json["error"]["kind"], "badInput", str(outcome))
            self.assert_said(outcome.err, case)
            self.assertEqual(self.there(), before)

    def unpacked(self, case):
        outcome = self.check(*case.options)
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertEqual((outcome.json["sound"], outcome.json["trouble"]), (True, None))
        outcome = self.unpack(*case.options)
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertEqual(outcome.json["files"], len(case.files))
        self.assertEqual(outcome.json["bytes"], sum(len(content) for content in case.files.values()))
        self.assertEqual({one["from"]: one["to"] for one in outcome.json["renamed"]}, case.renamed)
        found = {path: content for path, content in self.there().items() if content is not None}
        self.assertEqual(found, {f"some/where/target/{path}": content for path, content in case.files.items()})
        for path in self.target.rglob("*"):
            self.assertFalse(path.is_symlink())
            self.assertEqual(path.stat().st_mode & 0o7022, 0, f"{path} may do more than it should")

    def test_each_ends_as_promised(self):
        os.umask(0o022)
        count = 0
        for case in cases():
            with self.subTest(case.name):
                self.file.write_bytes(case.bytes(str(self.outside)))
                (self.refused if case.refused else self.unpacked)(case)
            for path in sorted(self.root.glob("some/**/*"), reverse=True):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
            if self.target.parent.parent.exists():
                self.target.parent.parent.rmdir()
            count += 1
        self.assertGreaterEqual(count, 60)

    def test_a_list_names_what_is_inside(self):
        archive = Zip().add("a/", b"").add("a/b.csv", b"x" * 500).add("it", b"to", attributes=unix(0o120777))
        self.file.write_bytes(archive.end())
        listed = self.cli.json("package", "list", self.file)
        self.assertEqual([(one["name"], one["kind"], one["bytes"]) for one in listed],
                         [("a/", "folder", 0), ("a/b.csv", "file", 500), ("it", "link", 2)])
        self.assertEqual(listed[1]["method"], "deflated")
        self.assertEqual(listed[1]["modified"], "2024-01-01T12:00:00")
        outcome = self.cli.run("package", "list", self.file)
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertIn("a/b.csv", outcome.out)

    def test_words_for_people(self):
        self.file.write_bytes(Zip().add("con\x1b[2J.csv").add("b.csv").end())
        outcome = self.cli.run("package", "check", self.file)
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertEqual(outcome.out.strip(), "The package is sound: 2 entries, 18 bytes unpacked.")
        outcome = self.cli.run("package", "unpack", self.file, "--output", self.target)
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertIn("2 files, 18 bytes", outcome.out)
        self.assertIn("con␛[2J.csv", outcome.out)
        self.assertIn("con_[2J.csv", outcome.out)
        self.assertNotIn("\x1b", outcome.out)
        self.file.write_bytes(Zip().add("../b.csv").end())
        outcome = self.cli.run("package", "check", self.file)
        self.assertEqual(outcome.code, 1, str(outcome))
        self.assertIn("leads out of the folder", outcome.out)

    def test_nothing_is_overwritten_and_no_link_followed(self):
        self.file.write_bytes(good().add("sub/x.csv").end())
        self.target.mkdir(parents=True)
        for prepare in ("file", "link to a folder", "link to nothing", "pipe"):
            with self.subTest(prepare):
                place = self.target / ("sub" if prepare == "link to a folder" else "Customers.csv")
                if prepare == "file":
                    place.write_text("mine")
                elif prepare == "link to a folder":
                    (self.root / "elsewhere").mkdir()
                    place.symlink_to(self.root / "elsewhere")
                elif prepare == "link to nothing":
                    place.symlink_to(self.outside)
                else:
                    os.mkfifo(place)
                before = self.there()
                outcome = self.unpack()
                self.assertEqual(outcome.code, 2, str(outcome))
                self.assertEqual(outcome.json["error"]["kind"], "conflict")
                self.assertIn(place.name, outcome.err)
                self.assertEqual(self.there(), before)
                place.unlink()
        self.assertEqual(self.unpack().code, 0)
        again = self.unpack()
        self.assertEqual(again.code, 2, str(again))

    def test_wrong_use(self):
        self.file.write_bytes(good().end())
        for words, kind in ((["--limit", "speed=5"], "usage"), (["--limit", "ratio=fast"], "usage")):
            outcome = self.unpack(*words)
            self.assertEqual((outcome.code, outcome.json["error"]["kind"]), (2, kind), str(outcome))
        for file, kind in ((self.root / "none.zip", "storage"), (self.root, "storage")):
            outcome = self.cli.run("--json", "package", "check", file)
            self.assertEqual((outcome.code, outcome.json["error"]["kind"]), (2, kind), str(outcome))
        self.assertFalse(self.target.exists())
        self.target.parent.mkdir(parents=True)
        self.target.write_text("a file where the folder should be")
        outcome = self.unpack()
        self.assertEqual((outcome.code, outcome.json["error"]["kind"]), (2, "storage"), str(outcome))
        self.assertTrue(self.target.is_file())

    def test_a_full_disk_leaves_nothing(self):
        self.file.write_bytes(Zip().add("small.csv").add("large.csv", bytes(range(256)) * 80_000).end())
        disk = self.enterContext(SmallDisk(self.root / "disk", megabytes=8))
        if not disk.is_real:
            disk.full([])
        target = disk.folder / "target"
        command = self.cli.command("package", "unpack", self.file, "--output", target)
        ended = subprocess.run(disk.wrapped(command), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                               env=self.cli.environment, timeout=60)
        self.assertEqual(ended.returncode, 2, ended)
        self.assertIn("no room to unpack “large.csv”", ended.stderr)
        self.assertFalse(target.exists())

    def test_an_interruption_leaves_nothing(self):
        zeros = deflated(bytes(200 * MB), 1)
        archive = Zip()
        for number in range(20):
            archive.add(f"{number}.csv", bytes(200 * MB), packed=zeros)
        self.file.write_bytes(archive.end())
        process = self.cli.start("package", "unpack", self.file, "--output", self.target, "--limit", "ratio=2000")
        while not self.target.exists() or not list(self.target.iterdir()):
            self.assertIsNone(process.poll(), "it ended before anything was there")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 4, err)
        self.assertFalse(self.target.exists())
        self.assertTrue(err.strip())

    def test_memory_does_not_grow_with_the_files(self):
        self.file.write_bytes(good().end())
        idle = self.cli.measure("package", "unpack", self.file, "--output", self.root / "small").peak_kib
        # What this script holds when it starts a program counts as that program's.
        rows = b"100001,US-001,a customer,USD,Yes\r\n" * 30_000
        packer, packed, crc, times = zlib.compressobj(1, zlib.DEFLATED, -15), b"", 0, 300
        for _ in range(times):
            packed += packer.compress(rows)
            crc = zlib.crc32(rows, crc)
        archive = Zip().add("one.csv", b"", packed=packed + packer.flush(), size=len(rows) * times, crc=crc)
        for number in range(50):
            archive.add(f"{number}.csv", rows)
        self.file.write_bytes(archive.end())
        for words in (("check", self.file), ("unpack", self.file, "--output", self.target)):
            outcome = self.cli.measure("package", *words, "--limit", "ratio=2000")
            self.assertEqual(outcome.code, 0, str(outcome))
            self.assertLess(outcome.peak_kib - idle, 32 << 10, f"{words[0]} kept the files in memory")

    def test_other_programs_agree(self):
        with zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(200):
                archive.writestr(f"folder {number % 7}/Łódź {number}.csv", f"A,B\r\n{number},x\r\n" * number)
            archive.mkdir("empty") if hasattr(archive, "mkdir") else archive.writestr("empty/", "")
        outcome = self.unpack()
        self.assertEqual(outcome.code, 0, str(outcome))
        with zipfile.ZipFile(self.file) as archive:
            for info in archive.infolist():
                path = self.target / info.filename
                self.assertTrue(path.is_dir() if info.is_dir() else path.read_bytes() == archive.read(info), path)


if __name__ == "__main__":
    enter_own_mounts()
    main()
