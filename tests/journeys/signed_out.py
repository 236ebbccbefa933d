#!/usr/bin/python3
"""After signing out: the window's memory holds no refresh token that it ever had, neither the one that the person's
sign-in brought nor one that a renewal put in its place."""

import os
import re
import subprocess
import unittest

from support.browser import Browser
from support.cli import Cli
from support.desktop import Desktop
from support.journey import main
from support.practice import Practice
from support.processes import program, spawn, stop, wait_for
from support.traces import Traces
from support.window import Window

PERSON = "operator@practice.example"


class SignedOut(unittest.TestCase):

    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.practice = self.enterContext(Practice())
        self.opened = self.desktop.home / "opened.txt"
        folder = self.desktop.home / "bin"
        folder.mkdir()
        opener = folder / "xdg-open"
        opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self.opened}"\n')
        opener.chmod(0o755)
        self.desktop.environment.update(PATH=f"{folder}:{os.environ['PATH']}")
        self.tokens = {}

    def kept(self):
        """What the keychain holds of ours."""
        return self.desktop.secrets("server", "Waybill")

    def note_token(self):
        """Remembers the refresh token that is in the keychain; says whether there is one that was not known."""
        known = len(self.tokens)
        for token in re.findall(r'"refreshToken":"([^"]+)"', self.kept()):
            if token not in self.tokens.values():
                self.tokens[f"refresh token {known + 1}"] = token
        return len(self.tokens) > known

    def test_nothing_is_left_in_memory(self):
        info = self.practice.info
        people = next(one for one in info["applications"] if one["name"] == "Waybill for people")
        cli = self.enterContext(Cli(profile=self.desktop.home / "profile", session=self.desktop.environment))
        added = cli.run("environments", "add", "--name", "people", "--url", info["url"], "--tenant", info["tenant"],
                        "--client-id", people["clientId"], "--authority", info["authority"], "--kind", "practice",
                        "--grant", "interactive")
        self.assertEqual(added.code, 0, str(added))
        process = spawn([program("waybill"), "--profile", cli.profile], stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=cli.environment)
        self.addCleanup(stop, process)
        window = Window(process)

        window.until(lambda: window.says("Nobody is signed in to “people”."), "the notice to say so", 60)
        window.press("Sign in")
        page = wait_for(lambda: self.opened.exists() and self.opened.read_text().strip(), "the browser to be started")
        Browser().open(f"{page}&user={PERSON}")
        window.until(lambda: not window.says("Nobody is signed in to “people”."), "the notice to go")
        wait_for(self.note_token, "the sign-in to be kept")

        # A token of its own: the refresh token is used, and another takes its place.
        badge = window.wait("Environment", ("push button", "button"))
        window.act(badge)
        window.press("Check the connection")
        window.until(lambda: window.says("All is well: files can be pushed and followed."), "the check to end well", 60)
        window.press("Close")
        self.assertTrue(self.note_token(), "the check used no refresh token")

        window.act(badge)
        window.press("Manage environments")
        table = window.table("Environments")
        table.select(table.wait_row("people", f"Signed in as {PERSON}"))
        window.press("Sign out")
        wait_for(lambda: "sign-in to/people" not in self.kept(), "the keychain to forget who signed in")
        table.select(table.wait_row("people", "Not signed in"))
        traces = Traces(self.tokens)
        wait_for(lambda: not traces.in_memory(process.pid),
                 f"the window to let go of its tokens; it held {traces.in_memory(process.pid)}", 30)


if __name__ == "__main__":
    main()
