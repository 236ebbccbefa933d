"""The window as it opens for somebody who has never opened it: with a practice environment of its own."""

import subprocess
import unittest

from .desktop import Desktop
from .processes import program, stop
from .window import Window


class FreshWindow(unittest.TestCase):
    """`window` on a new `profile`, on a desktop of its own; start() opens another one on the same profile."""

    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.profile = self.desktop.home / "profile"
        self.log = open(self.desktop.home / "waybill-says.txt", "wb")
        self.addCleanup(self.log.close)
        self.start()

    def start(self):
        self.process = self.desktop.spawn([program("waybill"), "--profile", self.profile], stdin=subprocess.DEVNULL,
                                          stdout=self.log, stderr=self.log)
        self.window = Window(self.process)
        self.addCleanup(stop, self.process)
