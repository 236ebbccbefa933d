#!/usr/bin/python3
"""waybill-cli dequeue --all, killed with SIGKILL at many exact points of its way.

    kill_dequeue.py LIBRARY POINTS

Afterwards every message is either still the service's or safe here, never neither; a later drain brings all of them,
each once, and the service has acknowledgements of exactly those that are safe.
"""

import hashlib
import pathlib
import subprocess
import sys
import time

from support.exports import Exports
from support.journey import Journey, main
from support.processes import spawn

JOB = "Customers export"


class KilledDequeue(Journey):

    jobs = (JOB,)
    library = None
    points = 12

    def setUp(self):
        super().setUp()
        self.exports = Exports(self.practice)

    def new_profile(self, **options):
        cli = super().new_profile(**options)
        cli.run("environments", "edit", "practice", "--lease", 2)
        return cli

    def drain(self, **environment):
        """One drain under the library; gives its exit code (negative: the signal)."""
        process = spawn(self.cli.command("dequeue", "--job", JOB, "--all"),
                        env={**self.cli.environment, "LD_PRELOAD": str(self.library), **environment},
                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process.wait(60)

    def safe(self):
        """The correlation ids of what is safe here, by their rows; every such file is whole."""
        found = {}
        rows = self.cli.json("downloads")
        named = [row["correlationId"].lower() for row in rows if row["correlationId"]]
        self.assertEqual(len(named), len(set(named)), f"a message stands twice in the table: {rows}")
        for row in rows:
            if row["state"] not in ("Stored", "AckPending", "Acknowledged"):
                continue
            content = pathlib.Path(row["file"]).read_bytes()
            self.assertEqual(hashlib.sha256(content).hexdigest(), row["sha256"], row)
            found[row["correlationId"].lower()] = row["state"]
        return found

    def judge(self, made):
        """What holds at once after the kill; gives in which places the messages are."""
        safe = self.safe()
        places = []
        for each, export in self.exports.of(*made).items():
            if export["state"] == "Acked":
                self.assertIn(each, safe, "acknowledged, and not safe here")
            if each in safe and safe[each] == "Acknowledged":
                self.assertEqual(export["state"], "Acked", "said to be acknowledged, and it is not")
            places.append(f"{export['state']}/{safe.get(each, 'not here')}")
        return places

    def recover(self, made):
        """Later drains, once the leases are over, bring everything."""
        deadline = time.monotonic() + 60
        while True:
            self.exports.end_leases()
            outcome = self.cli.run("dequeue", "--job", JOB, "--all")
            if outcome.code == 0:
                break
            self.assertEqual(outcome.code, 4, str(outcome))  # only the lease of a lost answer holds it up
            self.assertLess(time.monotonic(), deadline, f"it never came to its end: {outcome}")
        self.assertEqual(set(self.safe().values()), {"Acknowledged"})
        self.assertEqual(set(self.safe()), {each.lower() for each in made})
        for export in self.exports.of(*made).values():
            self.assertEqual(export["state"], "Acked")
        parts = list((self.cli.profile / "downloads").rglob("*.part"))
        self.assertEqual(parts, [], "parts are left behind")
        packages = list((self.cli.profile / "downloads").rglob("*.zip"))
        self.assertEqual(len(packages), len(made), packages)

    def test_killed_at_many_points(self):
        log = self.cli.profile / "calls.txt"
        self.exports.make(JOB, count=2, rows=300)
        self.assertEqual(self.drain(KILLPOINT_LOG=str(log)), 0)
        total = len(log.read_text().splitlines())
        self.assertGreater(total, 60, "the library counted next to nothing: is it loaded?")
        points = sorted({1 + index * (total - 1) // max(1, self.points - 1) for index in range(self.points)})
        seen = {}
        for number, point in enumerate(points):
            with self.subTest(point=point, of=total):
                self.cli = self.new_profile()
                made = self.exports.make(JOB, count=2, rows=300, signed=number % 3 == 2)
                half = {"KILLPOINT_HALF": "1"} if number % 2 else {}
                code = self.drain(KILLPOINT_AT=str(point), **half)
                self.assertIn(code, (-9, 0))  # 0: this run made fewer calls than the counted one
                for place in self.judge(made):
                    seen[place] = seen.get(place, 0) + 1
                self.recover(made)
        print(f"{len(points)} points of {total}: {seen}", file=sys.stderr)
        self.assertIn("Acked/Acknowledged", seen)
        self.assertIn("Waiting/not here", seen)
        self.assertIn("Leased/not here", seen)


if __name__ == "__main__":
    KilledDequeue.library, KilledDequeue.points = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    del sys.argv[1:]
    main()
