#!/usr/bin/python3
"""Several Waybills on one export job: each package is taken once and acknowledged once; and clocks that jump while a
package is leased.

Usage: two_fetchers.py CLOCKJUMP, the library of clockjump.c.
"""

import json
import pathlib
import struct
import sys
import threading

from support.exports import Exports
from support.journey import Journey, main

CLOCKJUMP = None
JOB = "Customers export"
HOURS = 3600


class TwoFetchers(Journey):
    jobs = (JOB,)
    requests_per_second = 50

    def setUp(self):
        super().setUp()
        self.exports = Exports(self.practice)
        self.exports.take_leftovers(self.cli, JOB)
        self.cli = self.new_profile()

    def drain_with(self, *programs):
        """Each of the programs fetches a few at a time until nothing waits; what they were told by way of errors."""
        said, wrong = [], []

        def drain(cli):
            while True:
                outcome = cli.run("--json", "dequeue", "--job", JOB, "--max", 2)
                if outcome.code == 0 and not outcome.json:
                    return
                if outcome.code != 0 and "error" in outcome.json:
                    said.append((outcome.code, outcome.json["error"]["kind"]))
                elif outcome.code != 0:
                    return wrong.append(str(outcome))

        threads = [threading.Thread(target=drain, args=(cli,)) for cli in programs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        return said

    def assert_once(self, made, *profiles):
        """Every message was handed out and acknowledged once, and stands in one row of one of the profiles."""
        for export in self.exports.of(*made).values():
            self.assertEqual((export["state"], export["dequeued"], export["acks"]), ("Acked", 1, 1), export)
        rows = [row for cli in profiles for row in cli.json("downloads")]
        self.assertEqual(sorted(row["correlationId"].lower() for row in rows), sorted(one.lower() for one in made))
        self.assertEqual({row["state"] for row in rows}, {"Acknowledged"})
        files = {row["file"] for row in rows}
        self.assertEqual(len(files), len(made))
        self.assertTrue(all(pathlib.Path(file).exists() for file in files))

    def test_two_programs_on_one_profile(self):
        made = self.exports.make(JOB, count=12)
        said = self.drain_with(self.cli, self.cli)
        self.assertLessEqual(set(said), {(3, "busy")})
        self.assert_once(made, self.cli)

    def test_two_profiles(self):
        made = self.exports.make(JOB, count=12)
        other = self.new_profile()
        self.assertEqual(self.drain_with(self.cli, other), [])
        self.assert_once(made, self.cli, other)

    def jump(self, seconds):
        """From now on the clocks of this profile's programs are off by so much."""
        clock = self.cli.profile / "clock-of-the-journey"
        clock.write_bytes(struct.pack("=q", seconds))
        self.cli.environment.update(CLOCKJUMP_FILE=str(clock), LD_PRELOAD=CLOCKJUMP)

    def look(self):
        [row] = self.cli.json("dequeue", "--job", JOB, "--no-ack")
        self.assertEqual(row["state"], "Stored")
        return row

    def assert_fetched(self, row, made):
        """However it went, the next drain after the lease ends with the one row acknowledged."""
        self.exports.end_leases()
        self.cli.json("dequeue", "--job", JOB, "--all")
        [only] = self.cli.json("downloads")
        self.assertEqual((only["key"], only["state"], only["sha256"]), (row["key"], "Acknowledged", row["sha256"]))
        self.assertEqual(self.exports.of(made)[made.lower()]["state"], "Acked")

    def test_a_clock_that_jumps_ahead(self):
        [made] = self.exports.make(JOB)
        row = self.look()
        self.jump(3 * HOURS)
        self.cli.json("downloads")  # to this clock the lease is over
        refused = self.cli.run("--json", "ack", row["key"])
        self.expect_error(refused, 2, "conflict")
        self.assertIn("lease is over", refused.err)
        self.assertNotEqual(self.exports.of(made)[made.lower()]["state"], "Acked")
        self.assert_fetched(row, made)

    def test_a_clock_that_jumps_back(self):
        [made] = self.exports.make(JOB)
        self.jump(3 * HOURS)
        row = self.look()
        self.jump(-3 * HOURS)
        self.assertEqual(self.cli.json("ack", row["key"])["state"], "Acknowledged")
        self.assert_fetched(row, made)

    def test_a_lost_answer_and_a_clock_that_jumps_ahead(self):
        [made] = self.exports.make(JOB)
        self.practice.set_faults({"call": "dequeue", "fault": "cutAfterBody", "times": 1})
        outcome = self.cli.run("--json", "dequeue", "--job", JOB, "--all")
        self.expect(outcome, 4)
        [lost] = json.loads(outcome.out)
        self.jump(3 * HOURS)
        self.cli.json("dequeue", "--job", JOB, "--all")  # its lease seems over, and nothing came
        self.exports.end_leases()
        [back] = self.cli.json("dequeue", "--job", JOB, "--all")
        self.assertEqual(back["state"], "Acknowledged")
        rows = {row["key"]: row for row in self.cli.json("downloads")}
        self.assertEqual([row["correlationId"].lower() for row in rows.values() if row["correlationId"]],
                         [made.lower()])
        self.assertEqual(self.exports.of(made)[made.lower()]["acks"], 1)
        self.assertLessEqual(set(rows), {lost["key"], back["key"]})


if __name__ == "__main__":
    CLOCKJUMP = sys.argv.pop(1)
    main()
