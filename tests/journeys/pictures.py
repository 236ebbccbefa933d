#!/usr/bin/python3
"""`waybill --pictures` draws every page to its end without anybody there to answer a question."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from support.journey import main
from support.processes import program


class Pictures(unittest.TestCase):

    def test_every_page_is_drawn(self):
        with tempfile.TemporaryDirectory(prefix="waybill-pictures-") as folder:
            environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYBILL_")}
            done = subprocess.run([program("waybill"), "--pictures", folder], stdin=subprocess.DEVNULL, timeout=500,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  env=environment | {"QT_QPA_PLATFORM": "offscreen", "HOME": folder})
            self.assertEqual(done.returncode, 0, done.stdout.decode(errors="replace")[-2000:])
            drawn = {path.name for path in Path(folder).rglob("*.png")}
            for page in ("messages", "push", "explore", "explore-question", "packages", "packages-inside",
                         "packages-compare", "dashboard", "check-token",
                         "check-authority", "sign-in-code", "production-confirm"):
                for appearance in ("light", "dark"):
                    self.assertTrue([name for name in drawn if name.startswith(f"{page}-{appearance}-")],
                                    f"no picture of {page}, {appearance}, among {sorted(drawn)}")


if __name__ == "__main__":
    main()
