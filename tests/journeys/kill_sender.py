#!/usr/bin/python3
"""The sender, killed with SIGKILL at many exact points while another program has handed its file over.

    kill_sender.py LIBRARY POINTS

Whatever the point: the other program takes over at once, tells the truth about its own file, and no file is delivered
twice or stays behind without somebody who knows of it.
"""

import pathlib
import subprocess
import sys

from support.aftermath import Aftermath
from support.journey import main
from support.processes import spawn, stop, wait_for

JOB = ("--job", "Customer groups")


class KilledSender(Aftermath):

    library = None
    points = 12

    def follower(self, **environment):
        """A follower under the library, armed when the file `armed` is made."""
        process = spawn(self.cli.command("follow"),
                        env={**self.cli.environment, "LD_PRELOAD": str(self.library),
                             "KILLPOINT_ARMED": str(self.cli.profile / "armed"), **environment},
                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(stop, process)
        wait_for(lambda: (self.cli.profile / "sender.lock").exists(), "the follower to take the place")
        return process

    def hand_over(self, files, **environment):
        """Pushes beside an armed follower; gives the push's outcome, whether the follower was killed, and its log of
        calls up to then: what it does when it is stopped, and the looks after, are no part of its sending."""
        follower = self.follower(**environment)
        (self.cli.profile / "armed").touch()
        outcome = self.cli.run("--json", "push", *files, *JOB, "--timeout", 60)
        killed = follower.poll() == -9
        log = environment.get("KILLPOINT_LOG")
        lines = pathlib.Path(log).read_text().splitlines() if log else []
        stop(follower)
        return outcome, killed, lines

    def test_killed_at_many_points(self):
        files = [self.groups("whole-1.csv"), self.groups("whole-2.csv", rows=900)]
        outcome, killed, lines = self.hand_over(files, KILLPOINT_LOG=str(self.cli.profile / "calls.txt"))
        self.expect(outcome, 0)
        self.assertFalse(killed)
        # An answer's head is read byte by byte: no points of their own.
        calls = [line.split()[:2] for line in lines if not line.endswith("read 1")]
        self.assertGreater(len(calls), 60, "the library counted next to nothing: is it loaded?")
        seen, deaths = {}, 0
        for number, index in enumerate(self.spread(len(calls), self.points)):
            point, what = calls[index - 1]
            with self.subTest(point=point, what=what):
                self.cli = self.new_profile()
                files = [self.groups(f"h{point}-1.csv"), self.groups(f"h{point}-2.csv", rows=900)]
                half = {"KILLPOINT_HALF": "1"} if number % 2 else {}
                outcome, killed, _ = self.hand_over(files, KILLPOINT_AT=str(point), **half)
                deaths += killed
                states = self.judge([path.name for path in files])
                # Nothing waits for a program that is gone: each file was sent, or its sending cannot be known.
                self.assertTrue(set(states) <= {"InFlight", "Succeeded", "Unconfirmed"}, states)
                self.expect(outcome, 4 if "Unconfirmed" in states else 0)
                self.assertEqual([row["file"] for row in outcome.json], [path.name for path in files])
                for state in states:
                    seen[state] = seen.get(state, 0) + 1
                self.recover(files)
        print(f"{self.points} points of {len(calls)}, {deaths} deaths: {seen}", file=sys.stderr)
        # How often the service is looked at until the files are through differs: the last points may come too late.
        self.assertGreater(deaths, self.points // 3)
        self.assertIn("Unconfirmed", seen)


if __name__ == "__main__":
    KilledSender.library, KilledSender.points = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    del sys.argv[1:]
    main()
