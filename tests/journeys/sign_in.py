#!/usr/bin/python3
"""Signing in on the command line with every grant: browser, device code, certificate; and signing out again."""

import json
import pathlib
import re
import socket
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request

from support.desktop import Session
from support.journey import TIME, Journey, main
from support.proxy import Proxy

PERSON = "operator@practice.example"
browser = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def visit(address, **fields):
    """Opens a page as a browser does, redirects and all; with fields it sends a form. Gives status and page."""
    body = urllib.parse.urlencode(fields).encode() if fields else None
    try:
        with browser.open(address, data=body, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class SignIn(Journey):
    jobs = ()
    practice_options = ("--client-certificate", "--device-interval", "1")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls.enterClassContext(Session())

    def setUp(self):
        self.practice.clear_faults()
        self.cli = self.new_profile(session=self.session.environment)

    def add(self, name, grant, *options, stdin=None, application="Waybill for people"):
        """An environment of that grant."""
        info = self.practice.info
        client = next(one for one in info["applications"] if one["name"] == application)
        self.expect(self.cli.run("environments", "add", "--name", name, "--url", info["url"], "--tenant",
                                 info["tenant"], "--client-id", client["clientId"], "--authority", info["authority"],
                                 "--kind", "practice", "--grant", grant, *options, stdin=stdin), 0)

    def begin(self, name, *words):
        """Starts to sign in; gives the process, its first event and what it said on stderr."""
        process = self.cli.start("--json", "environments", "sign-in", name, *words)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        said = process.stderr.readline()
        return process, json.loads(process.stdout.readline()), said

    def finish(self, process, code=0):
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, code, out + err)
        return [json.loads(line) for line in out.splitlines()] if code == 0 else err

    def assert_works(self, name):
        """A call of F&O is answered, and the check finds nothing."""
        report = self.cli.json("environments", "check", name)
        states = {step["id"]: (step["state"], step["meaning"]) for step in report["steps"]}
        self.assertEqual(states["token"][0], "passed", states)
        self.assertEqual(states["claims"][0], "passed", states)
        self.assertEqual(states["application"][0], "passed", states)
        return report

    def assert_not_signed_in(self, name):
        report = self.cli.json("environments", "check", name, code=1)
        token = next(step for step in report["steps"] if step["id"] == "token")
        self.assertEqual(token["state"], "failed", report)
        self.assertIn("sign-in", token["fix"])

    def nothing_leaked(self, *secrets):
        """No file of the profile holds any of these."""
        for path in self.cli.profile.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                for secret in secrets:
                    self.assertNotIn(secret.encode(), content, path)

    def test_interactive(self):
        self.add("people", "interactive")
        self.assert_not_signed_in("people")
        process, event, said = self.begin("people", "--no-browser")
        self.assertEqual(event["event"], "open")
        self.assertIn(event["url"], said)
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(event["url"]).query))
        self.assertRegex(query["redirect_uri"], r"^http://localhost:\d+$")
        self.assertEqual(query["code_challenge_method"], "S256")
        port = urllib.parse.urlsplit(query["redirect_uri"]).port
        self.assertEqual(visit(f"http://localhost:{port}/favicon.ico")[0], 404)

        status, page = visit(event["url"] + "&user=" + PERSON)
        self.assertEqual(status, 200, page)
        self.assertIn("You may close this", page)
        last = self.finish(process)[-1]
        self.assertEqual((last["event"], last["as"]), ("signed-in", PERSON))
        self.assertRegex(last["untilUtc"], TIME)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=5)

        for _ in range(2):  # a refresh token is good for once: each command keeps the next
            report = self.assert_works("people")
        claims = next(step for step in report["steps"] if step["id"] == "claims")
        self.assertIn(PERSON, claims["seen"])
        listed = {one["name"]: one["hasSecret"] for one in self.cli.json("environments", "list")}
        self.assertTrue(listed["people"], listed)

        self.assertTrue(self.cli.json("environments", "sign-out", "people")["wasSignedIn"])
        self.assert_not_signed_in("people")
        self.assertFalse(self.cli.json("environments", "sign-out", "people")["wasSignedIn"])

    def test_a_wrong_state_ends_it(self):
        self.add("strange", "interactive")
        for comes_from_the_authority in (True, False):
            self.practice.set_faults({"call": "authorize", "fault": "wrongState"},
                                     {"call": "token", "fault": "status503", "skip": 1000})  # counts the requests
            process, event, _ = self.begin("strange", "--no-browser")
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(event["url"]).query))
            status, page = visit(event["url"] + "&user=" + PERSON) if comes_from_the_authority else \
                visit(query["redirect_uri"] + "/?code=abc&state=another")
            self.assertEqual(status, 400, page)
            self.assertIn("You may close this", page)
            self.assertIn("state", self.finish(process, 3))
            faults = json.loads(self.practice.request("GET", "/practice/faults"))["faults"]
            self.assertEqual(next(one["seen"] for one in faults if one["call"] == "token"), 0, faults)

    def test_declined_in_the_browser(self):
        self.add("shy", "interactive")
        process, event, _ = self.begin("shy", "--no-browser")
        visit(event["url"] + "&cancel=1")
        self.assertTrue(self.finish(process, 3).strip())
        self.assert_not_signed_in("shy")

    def test_device_code(self):
        self.add("device", "device-code")
        process, event, said = self.begin("device")
        self.assertEqual(event["event"], "device")
        self.assertLessEqual({"userCode", "verificationUri", "expiresIn"}, set(event))
        self.assertIn(event["userCode"], said)
        self.assertIn(event["verificationUri"], said)
        status, page = visit(event["verificationUri"], user_code=event["userCode"], user=PERSON)
        self.assertEqual(status, 200, page)
        last = self.finish(process)[-1]
        self.assertEqual((last["event"], last["as"]), ("signed-in", PERSON))
        self.assert_works("device")
        self.cli.json("environments", "sign-out", "device")
        self.assert_not_signed_in("device")

    def test_an_interrupted_sign_in_ends_with_4(self):
        self.add("late", "device-code")
        process, _, _ = self.begin("late")
        process.terminate()
        self.finish(process, 4)

    def test_without_a_keychain_it_holds_for_the_process_only(self):
        self.cli = self.new_profile()
        self.add("bare", "interactive")
        process, event, _ = self.begin("bare", "--no-browser")
        visit(event["url"] + "&user=" + PERSON)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, out + err)
        self.assertIn("session only", err)
        self.assertIn("this process only", err)
        self.assert_not_signed_in("bare")

    def test_certificate(self):
        made = self.practice.info["clientCertificate"]
        self.add("pem", "certificate", "--certificate", made["pemFile"], application="Waybill")
        self.assert_works("pem")
        self.add("pfx", "certificate", "--certificate", made["pfxFile"], "--passphrase-stdin",
                 stdin=made["passphrase"] + "\n", application="Waybill")
        self.assert_works("pfx")
        self.expect(self.cli.run("environments", "sign-in", "pem"), 2)
        self.add("locked", "certificate", "--certificate", made["pfxFile"], application="Waybill")
        report = self.cli.json("environments", "check", "locked", code=1)
        token = next(step for step in report["steps"] if step["id"] == "token")
        self.assertRegex(token["meaning"] + token["seen"], re.compile("passphrase", re.I))

    def test_a_secret_longer_than_one_entry_of_a_keychain(self):
        self.add("long", "client-secret", "--secret-stdin", stdin="s" * 5000 + "\n", application="Waybill")
        report = self.cli.json("environments", "check", "long", code=1)
        token = next(step for step in report["steps"] if step["id"] == "token")
        self.assertIn("AADSTS7000215", token["seen"])  # it was found, and sent
        self.cli.json("environments", "remove", "long")
        self.assertNotIn("environment/long", self.session.secrets("service", "Waybill"))

    def test_everything_is_forgotten(self):
        self.add("one", "client-secret", "--secret-stdin", stdin="secret one\n", application="Waybill")
        self.add("people", "interactive")
        process, event, _ = self.begin("people", "--no-browser")
        visit(event["url"] + "&user=" + PERSON)
        self.finish(process)
        kept = {one["name"]: one["hasSecret"] for one in self.cli.json("environments", "list")}
        self.assertTrue(kept["one"] and kept["people"], kept)
        named = self.cli.json("environments", "forget-secrets")["environments"]
        self.assertLessEqual({"one", "people"}, set(named))
        kept = {one["name"]: one["hasSecret"] for one in self.cli.json("environments", "list")}
        self.assertFalse(kept["one"] or kept["people"], kept)

    def test_through_a_proxy_that_wants_a_sign_in(self):
        made = self.practice.info["clientCertificate"]
        with Proxy("ann", "open sesame") as proxy:
            address = f"http://ann@127.0.0.1:{proxy.port}"
            for name, password, code in (("office", "open sesame", 0), ("wrong", "close sesame", 1)):
                self.add(name, "certificate", "--certificate", made["pemFile"], "--proxy", address,
                         "--proxy-password-stdin", stdin=password + "\n", application="Waybill")
                report = self.cli.json("environments", "check", name, code=code)
                step = next(step for step in report["steps"] if step["id"] == "proxy")
                self.assertEqual(step["state"], "failed" if code else "passed", report)
                self.assertIn(str(proxy.port), step["seen"])
                self.assertNotIn("sesame", json.dumps(report))
            self.assertTrue(any(line.startswith("POST http://") and line.split()[1].endswith("/oauth2/v2.0/token")
                                for line in proxy.seen), proxy.seen)
            self.assertTrue(any(line.startswith("CONNECT ") for line in proxy.seen), proxy.seen)
        self.nothing_leaked("open sesame", "close sesame")

    def test_a_copied_profile_says_that_nobody_is_signed_in_here(self):
        self.add("people", "interactive")
        process, event, _ = self.begin("people", "--no-browser")
        visit(event["url"] + "&user=" + PERSON)
        self.finish(process)
        copy = pathlib.Path(self.session.home) / "copied-profile"
        subprocess.run(["cp", "-r", str(self.cli.profile), str(copy)], check=True)
        self.cli.profile = copy
        self.assert_not_signed_in("people")


if __name__ == "__main__":
    unittest.defaultTestLoader.sortTestMethodsUsing = None
    main()
