#!/usr/bin/python3
"""waybill-cli dequeue, downloads, download and ack: each package either stays the service's or is safe here."""

import contextlib
import datetime
import hashlib
import os
import pathlib
import re
import sqlite3
import time
import zipfile

from support.exports import Exports
from support.journey import GUID, TIME, Journey, main
from support.processes import wait_for

JOB = "Customers export"
FIELDS = {"key", "environment", "job", "correlationId", "state", "file", "bytes", "sha256", "entries", "entities",
          "dequeuedUtc", "storedUtc", "ackedUtc", "leaseUntilUtc", "redelivered", "attempts", "error"}


class Dequeue(Journey):

    jobs = (JOB, "Customer groups")

    def setUp(self):
        super().setUp()
        self.exports = Exports(self.practice)
        self.exports.take_leftovers(self.cli, JOB)
        for row in self.cli.json("downloads"):
            self.assertEqual(row["state"], "Acknowledged", row)
        self.cli = self.new_profile()

    def dequeue(self, *words, code=0, cli=None):
        cli = cli or self.cli
        outcome = cli.run("--json", "dequeue", "--job", JOB, *words)
        self.expect(outcome, code)
        self.assertNotIn("sig=", outcome.out + outcome.err)
        self.assertNotIn("PopReceipt", outcome.out + outcome.err)
        return outcome

    def states(self, rows):
        return [row["state"] for row in rows]

    def leased(self, seconds):
        """From now on the environment is said to lease for so long."""
        self.cli.run("environments", "edit", "practice", "--lease", seconds)

    def assert_acknowledged(self, ids, exactly=True):
        acked = {one["correlationId"].lower() for one in self.exports.all() if one["state"] == "Acked"}
        for each in ids:
            (self.assertIn if exactly else self.assertNotIn)(each.lower(), acked)

    def assert_safe(self, row):
        """The file is here, whole, and what the row says."""
        path = pathlib.Path(row["file"])
        content = path.read_bytes()
        self.assertEqual(len(content), row["bytes"])
        self.assertEqual(hashlib.sha256(content).hexdigest(), row["sha256"])
        with zipfile.ZipFile(path) as package:
            self.assertIsNone(package.testzip())
            self.assertEqual(len(package.namelist()), row["entries"])

    def test_one_package(self):
        made = self.exports.make(JOB, count=2)
        [row] = self.dequeue().json
        self.assertLessEqual(FIELDS, set(row))
        self.assertEqual((row["state"], row["job"]), ("Acknowledged", JOB))
        self.assertEqual((row["redelivered"], row["error"]), (False, None))
        self.assertRegex(row["correlationId"].lower(), GUID)
        for field in ("dequeuedUtc", "storedUtc", "ackedUtc"):
            self.assertRegex(row[field], TIME)
        self.assertTrue(row["entities"])
        self.assertIsNone(row["leaseUntilUtc"])
        self.assert_safe(row)
        self.assertEqual(os.stat(row["file"]).st_mode & 0o077, 0, "somebody else may read it")
        self.assert_acknowledged([row["correlationId"]])
        rest = [each for each in made if each.lower() != row["correlationId"].lower()]
        self.assert_acknowledged(rest, exactly=False)
        self.assertEqual(self.cli.json("downloads"), [row])
        self.assertEqual(self.cli.json("downloads", "--state", "damaged"), [])
        self.expect_error(self.cli.run("--json", "downloads", "--state", "gone"), 2, "usage")

    def test_all_of_them(self):
        made = self.exports.make(JOB, count=3) + self.exports.make(JOB, count=2, signed=True)
        self.assertEqual(len(self.dequeue("--all", "--max", 2).json), 2)
        rows = self.dequeue("--all").json
        self.assertEqual(self.states(rows), ["Acknowledged"] * 3)
        for row in self.cli.json("downloads"):
            self.assert_safe(row)
        self.assert_acknowledged(made)
        ids = {each.lower() for each in made}
        for fetch in self.exports.fetches():
            if fetch["correlationId"].lower() in ids:
                self.assertEqual(fetch["hadToken"], not fetch["secondOrigin"], "the token goes to the own origin only")
        self.assertTrue(any(fetch["secondOrigin"] for fetch in self.exports.fetches()))

    def test_a_cap_alone(self):
        made = self.exports.make(JOB, count=3)
        self.assertEqual(self.states(self.dequeue("--max", 2).json), ["Acknowledged"] * 2)
        self.assertEqual(self.states(self.dequeue("--max", 2).json), ["Acknowledged"])
        self.assert_acknowledged(made)

    def test_nothing_waits(self):
        outcome = self.dequeue()
        self.assertEqual(outcome.json, [])
        self.assertIn("zero records", outcome.err)
        self.assertEqual(self.dequeue("--all").json, [])
        self.expect_error(self.cli.run("--json", "dequeue", "--job", "No such"), 2, "notFound")
        self.expect_error(self.cli.run("--json", "dequeue", "--job", JOB, "--max", "none"), 2, "usage")

    def test_a_look_takes_nothing_away(self):
        [made] = self.exports.make(JOB)
        outcome = self.dequeue("--no-ack")
        [row] = outcome.json
        self.assertEqual(row["state"], "Stored")
        self.assertRegex(row["leaseUntilUtc"], TIME)
        self.assertIn("hands it out again", outcome.err)
        self.assert_safe(row)
        self.assert_acknowledged([made], exactly=False)
        acked = self.cli.json("ack", row["key"])
        self.assertEqual(acked["state"], "Acknowledged")
        self.assert_acknowledged([made])
        self.expect_error(self.cli.run("--json", "ack", 999), 2, "notFound")

    def test_what_comes_again_is_known(self):
        [made] = self.exports.make(JOB)
        [first] = self.dequeue("--no-ack").json
        self.exports.end_leases()
        fetched = len(self.exports.fetches())
        [again] = self.dequeue().json
        self.assertEqual((again["key"], again["state"], again["redelivered"]), (first["key"], "Acknowledged", True))
        self.assertEqual(len(self.exports.fetches()), fetched, "it was fetched twice")
        self.assertEqual(len(self.cli.json("downloads")), 1)
        self.assert_acknowledged([made])

    def test_acknowledgements_that_fail(self):
        made = self.exports.make(JOB, count=2)
        self.practice.set_faults({"call": "ack", "fault": "status500", "times": 2})
        [row] = self.dequeue().json
        self.assertEqual((row["state"], row["attempts"]), ("Acknowledged", 3))
        self.practice.set_faults({"call": "ack", "fault": "status500"})
        [row] = self.dequeue("--all", code=4).json
        self.assertEqual((row["state"], row["attempts"]), ("AckPending", 5))
        self.assert_safe(row)
        self.assertEqual(self.dequeue("--all", code=4).json, [], "it took another one first")
        self.practice.clear_faults()
        [done] = self.cli.json("ack", "--pending")
        self.assertEqual((done["key"], done["state"]), (row["key"], "Acknowledged"))
        self.assertEqual(self.cli.json("ack", "--pending"), [])
        self.assert_acknowledged(made)

    def test_a_denied_acknowledgement_counts(self):
        [made] = self.exports.make(JOB)
        self.practice.set_faults({"call": "ack", "fault": "cutAfterBody", "times": 1})
        [row] = self.dequeue().json
        self.assertEqual((row["state"], row["attempts"]), ("Acknowledged", 2))
        self.assert_acknowledged([made])

    def test_the_newest_answer_acknowledges(self):
        [made] = self.exports.make(JOB)
        self.practice.set_faults({"call": "ack", "fault": "status500"})
        self.leased(1)
        [row] = self.dequeue(code=4).json
        self.assertEqual(row["state"], "AckPending")
        self.exports.end_leases()
        self.practice.clear_faults()
        self.dequeue("--no-ack", cli=self.new_profile())  # somebody else was handed it since
        self.exports.end_leases()
        [again] = self.dequeue("--all").json
        self.assertEqual((again["key"], again["state"], again["redelivered"]), (row["key"], "Acknowledged", True))
        self.assert_acknowledged([made])

    def test_an_acknowledgement_after_the_lease(self):
        [made] = self.exports.make(JOB)
        self.practice.set_faults({"call": "ack", "fault": "status500"})
        self.leased(1)
        [row] = self.dequeue(code=4).json
        self.practice.clear_faults()
        self.assertEqual(self.dequeue("--all").json, [])  # nobody else was handed it: the old answer does
        self.assertEqual(self.cli.json("downloads")[0]["state"], "Acknowledged")
        self.assertEqual(self.cli.json("downloads")[0]["key"], row["key"])
        self.assert_acknowledged([made])

    def kept_answers(self):
        """What is kept of the service's answers, by key."""
        with contextlib.closing(sqlite3.connect(self.cli.profile / "journal.sqlite")) as journal:
            return {key: bytes(kept) for key, kept in journal.execute("SELECT key, dequeue_json FROM downloads")}

    def test_secrets_that_are_over(self):
        self.leased(6)
        for words, code in ((("downloads",), 0), (("downloads", "last"), 0), (("ack", "last"), 0),
                            (("download", "last"), 2)):
            with self.subTest(words=words):
                self.exports.make(JOB, count=2, signed=True)
                rows = [self.dequeue("--no-ack").json[0] for _ in range(2)]
                keys = [row["key"] for row in rows]
                for key in keys:
                    self.assertIn(b"PopReceipt", self.kept_answers()[key])
                before = self.kept_answers()[keys[0]]
                end = datetime.datetime.fromisoformat(rows[-1]["leaseUntilUtc"].replace("Z", "+00:00"))
                wait_for(lambda: datetime.datetime.now(datetime.timezone.utc) > end, "the end of the lease")
                self.expect(self.cli.run(*(keys[-1] if word == "last" else word for word in words)), code)
                after = self.kept_answers()[keys[0]]
                self.assertNotEqual(after, before)
                signature = re.search(rb"sig=([^&\"]+)", before)[1]
                self.assertNotIn(signature, after)
                self.exports.end_leases()
                self.dequeue("--all")

    def test_answers_that_are_lost(self):
        for fault in ("cutAfterBody", "cutInHeaders", "cutInAnswer", "storedThen500", "html200", "cutJson"):
            with self.subTest(fault=fault):
                self.exports.end_leases()
                self.cli = self.new_profile()
                self.leased(60)
                made = self.exports.make(JOB)
                self.practice.set_faults({"call": "dequeue", "fault": fault, "times": 1})
                [row] = self.dequeue("--all", code=4).json
                self.assertEqual((row["state"], row["correlationId"], row["file"], row["sha256"]),
                                 ("Leased", None, None, None))
                self.assertEqual(self.exports.of(*made)[made[0].lower()]["dequeued"], 1)
                outcome = self.dequeue("--all", code=4)
                self.assertEqual(outcome.json, [])
                self.assertIn(row["leaseUntilUtc"][:16], outcome.err)
                self.exports.end_leases()
                [back] = self.dequeue("--all").json
                self.assertEqual((back["key"], back["state"], back["redelivered"]),
                                 (row["key"], "Acknowledged", True))
                self.assert_acknowledged(made)
                self.assertEqual(len(self.cli.json("downloads")), 1)

    def test_a_lost_answer_that_had_taken_nothing(self):
        self.leased(1)
        self.practice.set_faults({"call": "dequeue", "fault": "cutAfterBody", "times": 1})
        [row] = self.dequeue(code=4).json
        deadline = time.monotonic() + 30
        while self.cli.run("dequeue", "--job", JOB, "--all").code == 4:
            self.assertLess(time.monotonic(), deadline)
        [settled] = self.cli.json("downloads")
        self.assertEqual((settled["key"], settled["leaseUntilUtc"]), (row["key"], None))

    def test_downloads_that_break_off(self):
        for fault in ({"fault": "cutInAnswer", "bytes": 900, "times": 2}, {"fault": "status500", "times": 2},
                      {"fault": "chunked", "times": 1}, {"fault": "noLength", "times": 1},
                      {"fault": "slowAnswer", "bytesPerSecond": 60000, "times": 1}):
            for signed in (False, True):
                with self.subTest(signed=signed, **fault):
                    [made] = self.exports.make(JOB, signed=signed)
                    self.practice.set_faults({"call": "download", **fault})
                    [row] = self.dequeue().json
                    self.assertEqual(row["state"], "Acknowledged", row)
                    self.assert_safe(row)
                    self.assert_acknowledged([made])

    def test_a_part_goes_on(self):
        [made] = self.exports.make(JOB, rows=400)
        self.practice.set_faults({"call": "download", "fault": "cutInAnswer", "bytes": 2000, "times": 1})
        [row] = self.dequeue().json
        self.assert_safe(row)
        ranges = [fetch["range"] for fetch in self.exports.fetches() if fetch["correlationId"] == made]
        self.assertEqual(len(ranges), 2)
        self.assertTrue(ranges[1], "it began again instead of going on")

    def test_packages_that_are_bad(self):
        bad = ({"call": "download", "fault": "truncated"}, {"call": "download", "fault": "corrupt", "bytes": 64},
               {"call": "download", "fault": "html200"}, {"call": "download", "fault": "emptyBody"})
        for fault in bad:
            with self.subTest(**fault):
                self.cli = self.new_profile()
                made = self.exports.make(JOB, count=2)
                self.practice.set_faults({**fault, "match": made[0]})
                rows = self.dequeue("--all", code=1).json
                self.assertEqual(sorted(self.states(rows)), ["Acknowledged", "Damaged"])
                [damaged] = [row for row in rows if row["state"] == "Damaged"]
                self.assertTrue(damaged["error"]["message"])
                self.assertTrue(pathlib.Path(damaged["file"]).exists())
                self.assert_acknowledged([damaged["correlationId"]], exactly=False)
                self.practice.clear_faults()
                self.assertEqual(self.cli.json("download", damaged["key"])["state"], "Acknowledged")
                self.assert_acknowledged(made)

    def test_locations_that_are_odd(self):
        for shape, state in (("null", "Missing"), ("empty", "Missing"), ("notThere", "Missing"), ("missing", "Missing"),
                             ("otherHost", "Refused"), ("file", "Refused"), ("userInfo", "Refused"),
                             ("noAddress", "Refused")):
            with self.subTest(shape=shape):
                made = self.exports.make(JOB, count=2)
                self.practice.set_faults({"call": "dequeue", "fault": "oddLocation", "shape": shape, "times": 1,
                                          "location": "https://elsewhere.invalid/x.zip"})
                rows = self.dequeue("--all", code=1).json
                self.assertEqual(self.states(rows), [state, "Acknowledged"])
                self.assert_acknowledged([rows[0]["correlationId"]], exactly=False)
                self.exports.end_leases()
                [again] = self.dequeue("--all").json
                self.assertEqual((again["key"], again["state"]), (rows[0]["key"], "Acknowledged"))
                self.assert_acknowledged(made)

    def test_places_that_are_no_address(self):
        for shape, said in (("relative", "lies at /"), ("noAddress", "lies at an address that cannot be read")):
            with self.subTest(shape=shape):
                self.cli = self.new_profile()
                self.exports.end_leases()
                self.exports.make(JOB)
                self.practice.set_faults({"call": "dequeue", "fault": "oddLocation", "shape": shape, "times": 1})
                [row] = self.dequeue(code=1).json
                self.assertEqual(row["state"], "Refused")
                self.assertIn(said, row["error"]["message"])
                self.assertIn("no address of a file", row["error"]["message"])

    def test_a_signature_that_is_refused(self):
        self.exports.make(JOB, signed=True)
        self.practice.set_faults({"call": "dequeue", "fault": "oddLocation", "shape": "wrongSignature", "times": 1})
        [row] = self.dequeue(code=3).json
        self.assertEqual(row["state"], "Announced")
        self.assertTrue(row["error"]["message"])

    def test_a_service_that_cannot_be_reached(self):
        self.practice.set_faults({"call": "dequeue", "fault": "status403"})
        self.dequeue(code=3)
        self.practice.set_faults({"call": "dequeue", "fault": "throttle429", "retryAfter": 1, "times": 1})
        self.assertEqual(self.dequeue().json, [])
        self.practice.set_faults({"call": "token", "fault": "tokenError", "code": 7000215})
        self.assertEqual(self.new_profile().run("dequeue", "--job", JOB).code, 3)
        self.assertEqual(self.cli.json("downloads"), [])

    def test_guards(self):
        self.exports.make(JOB)
        self.expect(self.cli.run("environments", "edit", "practice", "--kind", "production"), 0)
        self.expect_error(self.cli.run("--json", "dequeue", "--job", JOB), 2, "usage")
        [row] = self.dequeue("--no-ack", "--confirm", "practice").json
        self.expect_error(self.cli.run("--json", "ack", row["key"]), 2, "usage")
        self.expect(self.cli.run("environments", "edit", "practice", "--read-only"), 0)
        for words in (("dequeue", "--job", JOB, "--confirm", "practice"), ("ack", row["key"], "--confirm", "practice"),
                      ("download", row["key"], "--confirm", "practice")):
            self.expect_error(self.cli.run("--json", *words), 2, "conflict")
        self.expect(self.cli.run("environments", "edit", "practice", "--no-read-only", "--kind", "practice"), 0)
        self.assertEqual(self.cli.json("ack", row["key"])["state"], "Acknowledged")

    def test_the_lease_is_a_setting(self):
        self.expect(self.cli.run("environments", "edit", "practice", "--lease", 90), 0)
        self.assertEqual(self.cli.json("environments", "show", "practice")["lease"], 90)
        self.expect(self.cli.run("environments", "edit", "practice", "--lease", 0), 2)
        self.expect(self.cli.run("environments", "edit", "practice", "--lease", "long"), 2)

    def test_no_secret_stays(self):
        self.exports.make(JOB, signed=True)
        [row] = self.dequeue().json
        self.assertEqual(row["state"], "Acknowledged")
        for path in self.cli.profile.rglob("*"):
            if path.is_file() and "journal" not in path.name:
                self.assertNotIn(b"sig=", path.read_bytes()[:1 << 20], path)


if __name__ == "__main__":
    main()
