#!/usr/bin/python3
"""Packages behind signed addresses of a blob storage that is not ours: Azurite, with signatures made by the rules of
Azure Storage.

Usage: foreign_storage.py FOLDER, what packaging/foreign-servers.sh made.
"""

import base64
import datetime
import hashlib
import hmac
import os
import pathlib
import re
import sys
import tempfile
import urllib.parse
import urllib.request
import uuid

from support.cli import Cli
from support.cutting_relay import CuttingRelay
from support.exports import Exports
from support.journey import Journey, main
from support.node import NodeServer

SERVER = None
JOB = "Customers export"
VERSION = "2021-12-02"
# The account that every Azurite has; it is in Microsoft's documentation and opens nothing else.
ACCOUNT = "devstoreaccount1"
KEY = base64.b64decode("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")


def signature(*parts, key=KEY):
    return base64.b64encode(hmac.digest(key, "\n".join(parts).encode(), "sha256")).decode()


def time_in(minutes):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class ForeignStorage(Journey):
    speed = 50
    jobs = (JOB,)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.log = pathlib.Path(folder) / "requests.log"
        cls.server = cls.enterClassContext(NodeServer(SERVER, "azurite", str(cls.log)))
        cls.url = f"{cls.server.ready['url']}/{ACCOUNT}"
        cls.relay = cls.enterClassContext(CuttingRelay(urllib.parse.urlsplit(cls.url).port))
        cls.as_owner("PUT", "/packages?restype=container")
        cls.package = cls.made_package()

    @classmethod
    def made_package(cls):
        """A real data package of some size."""
        with Cli() as cli:
            cli.add_environment(cls.practice)
            return pathlib.Path(cli.json("export", "--data-project", JOB)["file"]).read_bytes()

    @classmethod
    def as_owner(cls, method, path, body=None, headers=()):
        """A call with a signature for the whole account."""
        end = time_in(10)
        signed = signature(ACCOUNT, "rwc", "b", "sco", "", end, "", "", VERSION, "", "")
        query = urllib.parse.urlencode({"sv": VERSION, "ss": "b", "srt": "sco", "sp": "rwc", "se": end, "sig": signed})
        address = f"{cls.url}{path}{'&' if '?' in path else '?'}{query}"
        request = urllib.request.Request(address, data=body, method=method, headers=dict(headers))
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def store(self, content):
        """Puts a blob there and gives its name."""
        name = f"export {uuid.uuid4()}.zip"
        self.as_owner("PUT", f"/packages/{urllib.parse.quote(name)}", content,
                      {"x-ms-blob-type": "BlockBlob", "Content-Type": "application/zip"})
        return name

    def signed(self, name, minutes=10, key=KEY, origin=None):
        """The blob's address with a signature that lets it be read for so long."""
        end = time_in(minutes)
        signed = signature("r", "", end, f"/blob/{ACCOUNT}/packages/{name}", "", "", "", VERSION, "b", "", "", "", "",
                           "", "", "", key=key)
        query = urllib.parse.urlencode({"sv": VERSION, "se": end, "sr": "b", "sp": "r", "sig": signed})
        return f"{origin or self.url}/packages/{urllib.parse.quote(name)}?{query}"

    def requests_for(self, name):
        """What Azurite wrote down of the requests for a blob: of each its headers, in its own spelling."""
        quoted = urllib.parse.quote(name)
        return [line for line in self.log.read_text().splitlines() if quoted in line and "RequestMethod=GET" in line]

    def handed_out(self, address, call="dequeue"):
        """From now on the service says that its packages lie there."""
        self.practice.set_faults({"call": call, "fault": "oddLocation", "shape": "otherHost", "location": address})

    def dequeue(self, code=0):
        outcome = self.cli.run("--json", "dequeue", "--job", JOB)
        self.expect(outcome, code)
        for secret in ("sig=", "sig%3D"):
            self.assertNotIn(secret, outcome.out + outcome.err)
        [row] = outcome.json
        return row

    def assert_is(self, row, content):
        self.assertEqual(pathlib.Path(row["file"]).read_bytes(), content)
        self.assertEqual((row["bytes"], row["sha256"]), (len(content), hashlib.sha256(content).hexdigest()))

    def setUp(self):
        super().setUp()
        self.exports = Exports(self.practice)
        self.exports.take_leftovers(self.cli, JOB)
        self.cli = self.new_profile()
        self.blob = self.store(self.package)

    def test_the_signatures_are_right(self):
        with urllib.request.urlopen(self.signed(self.blob)) as answer:
            self.assertEqual(answer.read(), self.package)

    def test_a_dequeued_package(self):
        [made] = self.exports.make(JOB)
        self.handed_out(self.signed(self.blob))
        row = self.dequeue()
        self.assertEqual(row["state"], "Acknowledged", row)
        self.assert_is(row, self.package)
        self.assertEqual(self.exports.of(made)[made.lower()]["state"], "Acked")
        [request] = self.requests_for(self.blob)
        self.assertIn("user-agent", request.lower(), "Azurite writes no headers down, so they tell nothing")
        self.assertNotRegex(request, re.compile("authorization", re.IGNORECASE))

    def test_an_exported_package(self):
        self.handed_out(self.signed(self.blob), "packageUrl")
        target = self.cli.profile / "exported.zip"
        row = self.cli.json("export", "--data-project", JOB, "--output", target)
        self.assertEqual(row["state"], "Stored", row)
        self.assert_is(row, self.package)
        self.assertEqual(target.read_bytes(), self.package)
        self.assertEqual(len(self.requests_for(self.blob)), 1)

    def test_a_wire_that_breaks(self):
        self.assertGreater(len(self.package), 4000, "too short for two breaks")
        self.exports.make(JOB)
        self.relay.cut(2, 1800)
        self.handed_out(self.signed(self.blob, origin=f"http://127.0.0.1:{self.relay.port}/{ACCOUNT}"))
        row = self.dequeue()
        self.assertEqual(row["state"], "Acknowledged", row)
        self.assert_is(row, self.package)
        requests = self.requests_for(self.blob)
        self.assertEqual(len(requests), 3)
        ranges = [re.search(r'"range":\s*"bytes=(\d+)-"', one) for one in requests]
        self.assertIsNone(ranges[0])
        self.assertTrue(0 < int(ranges[1][1]) < int(ranges[2][1]) < len(self.package), requests)

    def test_what_azurite_refuses(self):
        for address in (self.signed(self.blob, key=os.urandom(64)), self.signed(self.blob, minutes=-5)):
            with self.subTest(address=address):
                [made] = self.exports.make(JOB)
                self.handed_out(address)
                row = self.dequeue(code=3)
                self.assertEqual((row["state"], row["error"]["httpStatus"]), ("Announced", 403), row)
                self.assertRegex(row["error"]["message"], "did not accept the signed address.*expired")
                self.assertNotEqual(self.exports.of(made)[made.lower()]["state"], "Acked")
                self.handed_out(self.signed(self.blob))
                self.exports.end_leases()
                again = self.dequeue()
                self.assertEqual((again["key"], again["state"]), (row["key"], "Acknowledged"))
                self.assert_is(again, self.package)

    def test_a_blob_that_is_gone(self):
        [made] = self.exports.make(JOB)
        self.handed_out(self.signed("never-there.zip"))
        row = self.dequeue(code=1)
        self.assertEqual((row["state"], row["error"]["httpStatus"]), ("Missing", 404), row)
        self.assertNotEqual(self.exports.of(made)[made.lower()]["state"], "Acked")


if __name__ == "__main__":
    SERVER = sys.argv.pop(1)
    main()
