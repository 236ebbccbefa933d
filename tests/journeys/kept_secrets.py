#!/usr/bin/python3
"""Where secrets are not: the product is used once with secrets like no other text, and they are looked for in every
file, in all that was printed, in what the window shows and the outside of the programs, and in the window's memory
once the environment is gone."""

import json
import secrets
import subprocess
import unittest

from support.cli import Cli
from support.desktop import Desktop
from support.foreign import ACTIVITY, Answer, Foreign
from support.journey import main
from support.processes import program, spawn, stop, wait_for
from support.traces import Traces
from support.window import Window


def unlike_any_other():
    return "w" + secrets.token_hex(20)


class KeptSecrets(unittest.TestCase):

    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.secrets = {what: unlike_any_other() for what in (
            "client secret", "second client secret", "passphrase", "proxy password", "secret of Postman",
            "access token")}
        self.traces = Traces(self.secrets)
        self.service = self.enterContext(Foreign())
        self.service.answers["token"] = Answer({"token_type": "Bearer", "expires_in": 3599,
                                                "access_token": self.secrets["access token"]})
        self.cli = self.enterContext(Cli(profile=self.desktop.home / "profile", session=self.desktop.environment))
        self.said = []
        self.ours = set()  # files that this journey wrote secrets into

    def run_cli(self, *words, code=0, stdin=None):
        outcome = self.cli.run(*words, stdin=stdin)
        self.said.append(outcome)
        self.assertEqual(outcome.code, code, str(outcome))
        return outcome

    def add(self, name, secret, *options, more=()):
        self.run_cli("environments", "add", "--name", name, "--url", self.service.url, "--authority",
                     self.service.url, "--tenant", "contoso.com", "--client-id", "app", "--kind", "test",
                     "--secret-stdin", *options, stdin="\n".join([self.secrets[secret], *more]) + "\n")
        self.run_cli("--environment", name, "jobs", "add", "--name", "Groups", "--activity-id", ACTIVITY,
                     "--entity", "Customer groups")

    def file(self, name, content="CUSTOMERGROUPID\r\n1\r\n"):
        path = self.desktop.home / name
        path.write_text(content)
        return path

    def use_the_command_line(self):
        """Adds, checks, pushes, fails, explains, exports."""
        certificate = self.file("client.pem", "no certificate, but a name")
        self.add("Used", "client secret", "--certificate", certificate, "--passphrase-stdin",
                 "--proxy-password-stdin", more=(self.secrets["passphrase"], self.secrets["proxy password"]))
        self.run_cli("environments", "edit", "Used", "--name", "Renamed")
        self.run_cli("environments", "edit", "Renamed", "--name", "Used")
        self.run_cli("environments", "list")
        self.run_cli("environments", "show", "Used", "--json")
        self.cli.run("environments", "check", "Used", "--json")
        self.run_cli("push", self.file("good.csv"), "--job", "Groups", "--json")
        self.run_cli("follow", "--until-final", "--timeout", "60")

        # A service and an authority that say again what they were sent.
        self.service.answers["enqueue"] = Answer({"Message": "Not with " + self.secrets["access token"]}, 400)
        self.run_cli("push", self.file("refused.csv"), "--job", "Groups", code=3)
        good = self.service.answers["token"]
        self.service.answers["token"] = Answer({"error": "invalid_client", "error_description":
                                                "AADSTS7000215: not " + self.secrets["client secret"]}, 401)
        self.run_cli("push", self.file("unsigned.csv"), "--job", "Groups", "--timeout", 20, code=3)
        self.said.append(self.cli.run("environments", "check", "Used"))
        self.service.answers.update(token=good, enqueue=Answer('"5a1e6f0c-32b4-4a58-9d39-0c7d1f1f9a02"'))

        for key in ("1", "2", "3"):
            self.run_cli("message", key, "--json")
            self.said.append(self.cli.run("why", key, "--json"))
        self.run_cli("history", "export", self.desktop.home / "history.jsonl")
        self.run_cli("history", "backup")
        self.run_cli("environments", "export", self.desktop.home / "shared.json")

        postman = self.file("postman.json", json.dumps({"name": "From Postman", "values": [
            {"key": "url", "value": "https://contoso.sandbox.operations.dynamics.com"},
            {"key": "tenant_id", "value": "contoso.com"}, {"key": "client_id", "value": "app"},
            {"key": "client_secret", "value": self.secrets["secret of Postman"], "type": "secret"}]}))
        self.ours.add(postman)
        imported = self.run_cli("environments", "import", postman, "--json").json
        self.assertTrue(imported["added"][0]["hasSecret"], imported)

    def open_window(self):
        log = open(self.desktop.home / "window-says.txt", "wb")
        self.addCleanup(log.close)
        process = spawn([program("waybill"), "--profile", self.cli.profile], stdin=subprocess.DEVNULL, stdout=log,
                        stderr=log, env=self.cli.environment)
        self.addCleanup(stop, process)
        return process, Window(process)

    def look_at(self, window):
        """What accessibility tools read: the pages, the log of calls and each call in it."""
        for page in ("Push", "Dashboard", "Messages"):
            window.click(window.wait(page, ("list item", "tree item", "page tab")))
            self.assertEqual(self.traces.in_text(window.tree()), [], page)
        window.press("HTTP log")
        log = window.table("HTTP log")
        window.until(lambda: log.rows >= 2, "the calls of the hand-over in the log")
        for row in range(log.rows):
            log.select(row)
            self.assertEqual(self.traces.in_text(" ".join(log.row_text(row)) + window.tree()), [])

    def test_secrets_are_in_the_keychain_and_in_memory_only(self):
        self.use_the_command_line()
        process, window = self.open_window()
        self.add("Of the window", "second client secret")
        # The window is the sender: it signs in, for a file that the command line hands over to it.
        self.run_cli("--environment", "Of the window", "push", self.file("handed-over.csv"), "--job", "Groups")
        holds = wait_for(lambda: self.traces.in_memory(process.pid), "the window to hold a token")
        self.assertIn("access token", holds, "a look that finds nothing proves nothing")
        self.look_at(window)
        self.assertEqual(self.traces.outside(process.pid), [])

        follow = self.cli.start("follow", "--json")
        self.addCleanup(stop, follow)
        self.assertEqual(self.traces.outside(follow.pid), [])
        stop(follow)

        kept = self.traces.in_text(self.desktop.secrets("server", "Waybill"))
        self.assertEqual(kept, sorted(set(self.secrets) - {"access token"}))

        # Removed by another program while it runs: nothing in the window holds its secrets any more.
        for name in ("Used", "Of the window", "From Postman"):
            self.run_cli("environments", "remove", name)
        wait_for(lambda: not self.traces.in_memory(process.pid),
                 f"the window to let go of all secrets; it held {holds}", 30)
        self.assertEqual(self.traces.in_text(self.desktop.secrets("server", "Waybill")), [])

        stop(process)
        for outcome in self.said:
            self.assertEqual(self.traces.in_text(" ".join(outcome.command) + outcome.out + outcome.err), [])
        found, seen = self.traces.in_files(self.desktop.home, self.ours)
        self.assertEqual(found, [])
        self.assertGreater(seen, 10, "hardly any file was looked at")


if __name__ == "__main__":
    main()
