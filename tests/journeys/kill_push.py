#!/usr/bin/python3
"""waybill-cli push, killed with SIGKILL at many exact points of its way to the service.

    kill_push.py LIBRARY POINTS

Afterwards each file is in exactly one truthful state, nothing that runs later sends it by itself, and once the
operator has decided what only he can decide, the service has every file exactly once.
"""

import pathlib
import subprocess
import sys

from support.aftermath import Aftermath
from support.journey import main
from support.processes import spawn


class KilledPush(Aftermath):

    library = None
    points = 20

    def push(self, files, **environment):
        """One push under the library; gives its exit code (negative: the signal)."""
        process = spawn(self.cli.command("push", *files, "--job", "Customer groups", "--timeout", "30"),
                        env={**self.cli.environment, "LD_PRELOAD": str(self.library), **environment},
                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process.wait(60)

    def files(self, tag):
        """Two files whose content nobody else sends; the second is large enough to need several writes."""
        return [self.groups(f"{tag}-first.csv"), self.groups(f"{tag}-second.csv", rows=900)]

    def test_killed_at_many_points(self):
        log = self.cli.profile / "calls.txt"
        self.assertEqual(self.push(self.files("whole"), KILLPOINT_LOG=str(log)), 0)
        total = len(log.read_text().splitlines())
        self.assertGreater(total, 60, "the library counted next to nothing: is it loaded?")
        points = self.spread(total, self.points)
        seen = {}
        for number, point in enumerate(points):
            with self.subTest(point=point, of=total):
                self.cli = self.new_profile()
                files = self.files(f"k{point}")
                half = {"KILLPOINT_HALF": "1"} if number % 2 else {}
                code = self.push(files, KILLPOINT_AT=str(point), **half)
                self.assertIn(code, (-9, 0))  # 0: this run made fewer calls than the counted one
                for state in self.judge([path.name for path in files]):
                    seen[state] = seen.get(state, 0) + 1
                self.recover(files)
        print(f"{len(points)} points of {total}: {seen}", file=sys.stderr)
        # The schedule reaches the three truths that matter: nothing sent, not known, sent.
        self.assertIn("Unconfirmed", seen)
        self.assertTrue({"absent", "Held", "Queued"} & set(seen), seen)
        self.assertTrue({"InFlight", "Succeeded"} & set(seen), seen)


if __name__ == "__main__":
    KilledPush.library, KilledPush.points = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    del sys.argv[1:]
    main()
