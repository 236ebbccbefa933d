"""A window and the command line on one profile."""

import subprocess

from support.desktop import Desktop
from support.journey import Journey
from support.processes import program, spawn, stop
from support.window import Window


class BesideWindow(Journey):
    """A Journey on a private desktop, where a window finds the secret in the session's keychain as the command line
    does."""

    @classmethod
    def setUpClass(cls):
        cls.desktop = cls.enterClassContext(Desktop())
        super().setUpClass()

    def setUp(self):
        self.practice.clear_faults()
        self.cli = self.new_profile(session=self.desktop.environment)

    def open_window(self):
        """A window on the profile: the process, and what it shows."""
        process = spawn([program("waybill"), "--profile", self.cli.profile],
                        env={**self.cli.environment, **self.desktop.environment}, stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(stop, process)
        return process, Window(process)
