#!/usr/bin/python3
"""Every grant against an OpenID provider that is not ours.

Usage: foreign_sign_in.py FOLDER, what packaging/foreign-servers.sh made.
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support.browser import Browser
from support.cli import Cli
from support.desktop import Session
from support.foreign import TENANT, Answer, Foreign, value
from support.journey import main
from support.openid import OpenIdProvider
from support.processes import stop

SECRET = "a secret of the provider's"
PUBLIC, WITH_SECRET, WITH_KEY = "public-client", "secret-client", "key-client"
PROVIDER = None


def openssl(*words, stdin=None):
    return subprocess.run(["openssl", *words], input=stdin, check=True, capture_output=True).stdout


def number(text):
    return base64.urlsafe_b64encode(bytes.fromhex(text)).decode().rstrip("=")


class ForeignSignIn(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="waybill-keys-")))
        cls.key, certificate = cls.folder / "app.pem", cls.folder / "certificate.pem"
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Waybill test", "-days", "90",
                "-keyout", cls.key, "-out", certificate)
        modulus = openssl("x509", "-in", certificate, "-noout", "-modulus").decode().strip().split("=")[1]
        with open(cls.key, "ab") as both:
            both.write(certificate.read_bytes())
        cls.service = cls.enterClassContext(Foreign())
        personal = {"grant_types": ["authorization_code", "refresh_token",
                                    "urn:ietf:params:oauth:grant-type:device_code"],
                    "redirect_uris": ["http://localhost"], "response_types": ["code"]}
        machine = {"grant_types": ["client_credentials"], "redirect_uris": [], "response_types": []}
        cls.provider = cls.enterClassContext(OpenIdProvider(PROVIDER, cls.service.url, [
            {"client_id": PUBLIC, "token_endpoint_auth_method": "none", "application_type": "native", **personal},
            {"client_id": WITH_SECRET, "client_secret": SECRET, "token_endpoint_auth_method": "client_secret_post",
             **machine},
            {"client_id": WITH_KEY, "token_endpoint_auth_method": "private_key_jwt", **machine,
             "jwks": {"keys": [{"kty": "RSA", "e": number("010001"), "n": number(modulus)}]}}]))
        cls.session = cls.enterClassContext(Session())

    def setUp(self):
        self.service.clear()
        self.service.answers["data"] = value([{"name": "CustomersV3"}])
        self.cli = self.enterContext(Cli(session=self.session.environment))

    def add(self, grant, client, *options, stdin=None):
        added = self.cli.run("environments", "add", "--name", "stranger", "--url", self.service.url, "--tenant", TENANT,
                             "--client-id", client, "--authority", self.provider.authority, "--kind", "test",
                             "--grant", grant, *options, stdin=stdin)
        self.assertEqual(added.code, 0, str(added))

    def steps(self):
        """Exit code and steps of a connection check, these by their id."""
        self.service.answers["data"] = [Answer("who are you?", 401), value([{"name": "CustomersV3"}])]
        outcome = self.cli.run("--json", "environments", "check", "stranger")
        return outcome.code, {step["id"]: step for step in outcome.json["steps"]}

    def check(self):
        """The token must have come and fit."""
        code, steps = self.steps()
        self.assertEqual(code, 0, json.dumps(steps, indent=1))
        for name in ("token", "claims", "application", "odata"):
            self.assertIn(steps[name]["state"], ("passed", "warning"), steps[name])

    def tokens_shown(self):
        return {headers["Authorization"] for _, _, headers, _ in self.service.seen if "Authorization" in headers}

    def sign_in(self, person, *options):
        """Starts a sign-in, does what `person` does with its first event, and gives the last one."""
        process = self.cli.start("--json", "environments", "sign-in", "stranger", "--no-browser", *options)
        self.addCleanup(stop, process)
        person(json.loads(process.stdout.readline()))
        last = json.loads(process.stdout.readline())
        self.assertEqual((process.wait(60), last["event"]), (0, "signed-in"), last)
        self.assertEqual(set(last), {"event", "as", "untilUtc"})
        return last

    def test_the_client_secret(self):
        self.add("client-secret", WITH_SECRET, "--secret-stdin", stdin=SECRET + "\n")
        self.check()

    def test_the_certificate(self):
        self.add("certificate", WITH_KEY, "--certificate", self.key)
        self.check()

    def test_the_browser_and_the_renewal(self):
        self.add("interactive", PUBLIC)
        browser = Browser(login="anna", password="anything")

        def person(event):
            self.assertEqual(event["event"], "open")
            address, page = browser.go(event["url"])
            self.assertTrue(address.startswith("http://localhost:"), address)
            self.assertIn("close", page)

        self.assertIn("anna", self.sign_in(person)["as"])
        self.renews()

    def test_the_device_code_and_the_renewal(self):
        self.add("device-code", PUBLIC)

        def person(event):
            self.assertEqual(event["event"], "device")
            Browser(login="bob", password="anything", user_code=event["userCode"]).go(event["verificationUri"])

        self.assertIn("bob", self.sign_in(person)["as"])
        self.renews()

    def renews(self):
        """Three commands later the refresh token has been turned over three times, and serves still."""
        for _ in range(3):
            self.check()
        self.assertEqual(len(self.tokens_shown()), 3)
        self.assertEqual(self.cli.run("environments", "sign-out", "stranger").code, 0)
        code, steps = self.steps()
        self.assertEqual((code, steps["token"]["state"]), (1, "failed"), steps["token"])


if __name__ == "__main__":
    PROVIDER = sys.argv.pop(1)
    main()
