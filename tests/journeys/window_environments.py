#!/usr/bin/python3
"""Connecting one's own environment, pressed through the accessibility tree: add it from the first-run page in three
actions after pasting a page's link, check it, find it in the list, remove it; its secret goes to the keychain and out of
it again. And one where a person signs in with the browser of this computer."""

import json
import os
import subprocess
import unittest

from support.browser import Browser
from support.desktop import Desktop
from support.journey import main
from support.practice import Practice
from support.processes import program, stop, wait_for
from support.window import Window

PERSON = "operator@practice.example"


class OwnEnvironment(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.desktop = cls.enterClassContext(Desktop())
        cls.opened = cls.desktop.home / "opened.txt"
        cls.stand_in_for_the_browser()

    def setUp(self):
        self.practice = self.enterContext(Practice())
        self.profile = self.desktop.home / self._testMethodName
        self.process = self.desktop.spawn([program("waybill"), "--profile", self.profile], stdin=subprocess.DEVNULL,
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.window = Window(self.process)
        self.addCleanup(stop, self.process)

    @classmethod
    def stand_in_for_the_browser(cls):
        """What the desktop opens pages with writes their address to a file instead."""
        folder = cls.desktop.home / "bin"
        folder.mkdir()
        opener = folder / "xdg-open"
        opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{cls.opened}"\n')
        opener.chmod(0o755)
        cls.desktop.environment["PATH"] = f"{folder}:{os.environ['PATH']}"

    def choose(self, present, item):
        """Takes another entry of a list that drops down, which Qt names after the present one."""
        self.window.act(self.window.wait(present, ("combo box",)))
        self.window.click(self.window.wait(item, ("list item",)))

    def field(self, name):
        return self.window.wait(name, ("text", "entry", "password text"))

    def saved(self):
        """The names in environments.json."""
        file = self.profile / "environments.json"
        return [one["name"] for one in json.loads(file.read_text())["environments"]] if file.exists() else []

    def kept(self):
        """What the keychain holds of ours."""
        return self.desktop.secrets("server", "Waybill")

    def holds_secret(self):
        return self.practice.info["secret"] in self.kept()

    def test_add_check_and_remove(self):
        window, info = self.window, self.practice.info
        window.press("Connect my environment", 60)
        address = self.field("Address")
        window.set_text(address, f"{self.practice.url}/?cmp=usmf&mi=DataManagementWorkspace")
        window.until(lambda: window.text(self.field("Tenant")) == info["tenant"], "the tenant to be found")
        self.assertEqual(window.text(self.field("Address")), self.practice.url)
        self.assertEqual(window.text(self.field("Legal entity")), "usmf")
        name = window.text(self.field("Name"))

        # Three actions from here.
        window.set_text(self.field("Client ID"), info["clientId"])
        window.set_text(self.field("Client secret"), info["secret"])
        window.press("Save and check")
        window.until(lambda: window.says("All is well: files can be pushed and followed."), "the check to end well", 60)
        window.press("Close")
        self.assertEqual(self.saved(), [name])
        self.assertNotIn(info["secret"], (self.profile / "environments.json").read_text())
        self.assertTrue(self.holds_secret(), "the secret is not in the keychain")
        self.assertNotIn(info["secret"], window.tree())

        window.act(window.wait("Environment", ("push button", "button")))
        window.press("Manage environments")
        table = window.table("Environments")
        table.select(table.wait_row(name, "Practice", "Secret in the keychain"))
        window.press("Remove")
        window.until(lambda: window.says("Its secrets are removed from the keychain"), "the question to say so")
        window.press("Remove the environment")
        wait_for(lambda: self.saved() == [], "the file to forget it")
        wait_for(lambda: not self.holds_secret(), "the keychain to forget it")
        window.until(lambda: table.find_row(name) is None, "the list to forget it")

    def test_add_sign_in_check_and_remove(self):
        window, info = self.window, self.practice.info
        people = next(one for one in info["applications"] if one["name"] == "Waybill for people")
        window.press("Connect my environment", 60)
        window.set_text(self.field("Address"), self.practice.url)
        window.until(lambda: window.text(self.field("Tenant")) == info["tenant"], "the tenant to be found")
        name = window.text(self.field("Name"))
        self.choose("Client secret", "Browser (a person signs in)")
        window.set_text(self.field("Client ID"), people["clientId"])
        window.press("Save")
        wait_for(lambda: self.saved() == [name], "the file to hold it")

        window.until(lambda: window.says(f"Nobody is signed in to “{name}”."), "the notice to say so")
        window.press("Sign in")
        page = wait_for(lambda: self.opened.exists() and self.opened.read_text().strip(), "the browser to be started")
        _, told = Browser().open(f"{page}&user={PERSON}")
        self.assertIn("You may close this", told)
        window.until(lambda: not window.says(f"Nobody is signed in to “{name}”."), "the notice to go")
        self.assertIn(f"sign-in to/{name}", self.kept())

        badge = window.wait("Environment", ("push button", "button"))
        window.act(badge)
        window.press("Check the connection")
        window.until(lambda: window.says("All is well: files can be pushed and followed."), "the check to end well", 60)
        window.press("Close")
        window.act(badge)
        window.press("Manage environments")
        table = window.table("Environments")
        table.select(table.wait_row(name, f"Signed in as {PERSON}"))
        window.press("Remove")
        window.press("Remove the environment")
        wait_for(lambda: self.saved() == [], "the file to forget it")
        wait_for(lambda: f"sign-in to/{name}" not in self.kept(), "the keychain to forget who signed in")


if __name__ == "__main__":
    main()
