#!/usr/bin/python3
"""waybill-cli push, killed with SIGKILL at many exact points of its way to the service.

    kill_push.py LIBRARY POINTS

Afterwards each file is in exactly one truthful state, nothing that runs later sends it by itself, and once the
operator has decided what only he can decide, the service has every file exactly once.
"""

import pathlib
import subprocess
import sys

from support.journey import Journey, main
from support.processes import spawn

NAMES = ("first.csv", "second.csv")


class KilledPush(Journey):

    library = None
    points = 20
    jobs = ("Customer groups",)

    def push(self, files, **environment):
        """One push under the library; gives its exit code (negative: the signal)."""
        process = spawn(self.cli.command("push", *files, "--job", "Customer groups", "--timeout", "30"),
                        env={**self.cli.environment, "LD_PRELOAD": str(self.library), **environment},
                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process.wait(60)

    def files(self, tag):
        """Two files whose content nobody else sends; the second is large enough to need several writes."""
        return [self.groups(f"{tag}-{NAMES[0]}"), self.groups(f"{tag}-{NAMES[1]}", rows=900)]

    def stored(self, name):
        """The ids under which the service holds that file."""
        return [one["messageId"] for one in self.practice.deliveries(name) if one["messageId"]]

    def test_killed_at_many_points(self):
        log = self.cli.profile / "calls.txt"
        self.assertEqual(self.push(self.files("whole"), KILLPOINT_LOG=str(log)), 0)
        total = len(log.read_text().splitlines())
        self.assertGreater(total, 60, "the library counted next to nothing: is it loaded?")
        points = sorted({1 + index * (total - 1) // (self.points - 1) for index in range(self.points)})
        seen = {}
        for number, point in enumerate(points):
            with self.subTest(point=point, of=total):
                self.cli = self.new_profile()
                files = self.files(f"k{point}")
                half = {"KILLPOINT_HALF": "1"} if number % 2 else {}
                code = self.push(files, KILLPOINT_AT=str(point), **half)
                self.assertIn(code, (-9, 0))
                for state in self.judge([path.name for path in files], code):
                    seen[state] = seen.get(state, 0) + 1
                self.recover([path.name for path in files])
        print(f"{len(points)} points of {total}: {seen}", file=sys.stderr)
        # The schedule reaches the three truths that matter: nothing sent, not known, sent.
        self.assertTrue({"Unconfirmed"} < set(seen), seen)
        self.assertTrue({"absent", "Held", "Queued"} & set(seen), seen)
        self.assertTrue({"InFlight", "Succeeded"} & set(seen), seen)

    def judge(self, names, code):
        """Every file's state against what the service really has; gives the states."""
        rows = self.cli.messages()
        states = []
        for name in names:
            mine = [row for row in rows if row["file"] == name]
            stored = self.stored(name)
            self.assertLessEqual(len(mine), 1, f"{name} stands in the journal more than once")
            self.assertLessEqual(len(stored), 1, f"{name} was delivered {len(stored)} times")
            state = mine[0]["state"] if mine else "absent"
            states.append(state)
            if state in ("absent", "Queued", "Held"):
                self.assertEqual(self.practice.deliveries(name), [], f"{name} is {state}, but bytes of it arrived")
            elif state in ("InFlight", "Succeeded"):
                self.assertEqual([mine[0]["messageId"]], stored)
            else:
                self.assertEqual(state, "Unconfirmed", mine)
                self.assertTrue(mine[0]["needsAttention"] and mine[0]["reason"], mine)
        self.assertEqual(len(rows), len({row["key"] for row in rows}))
        if code == 0:
            self.assertEqual({"InFlight", "Succeeded"} | set(states), {"InFlight", "Succeeded"})
        return states

    def recover(self, names):
        """What an operator does after a power cut: follow, decide, send; then all have arrived exactly once."""
        self.cli.run("follow", "--until-final", "--timeout", "30")
        before = {name: self.stored(name) for name in names}
        rows = {row["file"]: row for row in self.cli.messages()}
        for name in names:
            row = rows.get(name)
            if row is None:
                self.assertEqual(before[name], [])
                self.expect(self.cli.run("push", self.groups(name), "--job", "Customer groups"), 0)
                continue
            self.assertIn(row["state"], ("Held", "Unconfirmed", "InFlight", "Succeeded"), row)
            if row["state"] == "Held":
                self.assertEqual(before[name], [], "sent without being asked")
                self.expect(self.cli.run("send", row["key"]), 0)
            elif row["state"] == "Unconfirmed":
                words = ("--arrived", before[name][0]) if before[name] else ("--send-again",)
                self.expect(self.cli.run("decide", row["key"], *words), 0)
        outcome = self.cli.run("follow", "--until-final", "--timeout", "60")
        self.assertIn(outcome.code, (0, 1), str(outcome))
        for name in names:
            self.assertEqual(len(self.stored(name)), 1, f"{name} was delivered {len(self.stored(name))} times")


if __name__ == "__main__":
    KilledPush.library, KilledPush.points = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    del sys.argv[1:]
    main()
