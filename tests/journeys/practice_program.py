#!/usr/bin/python3
"""The practice environment as a program: its line, its ends, its refusals, and the pace of the first sample."""

import json
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from support.journey import GUID, main
from support.practice import GOOD_SAMPLE, Practice
from support.processes import program, spawn, stop, wait_for

LINE = {"url", "authority", "tenant", "clientId", "secret", "jobs"}
JOB = {"name", "activityId", "direction", "entity", "company"}


class Client:
    """The few calls that a sender makes, written here a third time, with Python's own HTTP."""

    def __init__(self, practice):
        self.info = practice.info
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        fields = dict(grant_type="client_credentials", client_id=self.info["clientId"],
                      client_secret=self.info["secret"], scope=self.info["url"] + "/.default")
        address = f"{self.info['authority']}/{self.info['tenant']}/oauth2/v2.0/token"
        answer = json.load(self.opener.open(address, urllib.parse.urlencode(fields).encode(), 20))
        self.headers = {"Authorization": f"{answer['token_type']} {answer['access_token']}"}

    def enqueue(self, job, path):
        """Sends a file; gives the message id, whatever shape the answer has."""
        query = urllib.parse.urlencode({"entity": job["entity"], "company": job["company"]})
        request = urllib.request.Request(f"{self.info['url']}/api/connector/enqueue/{job['activityId']}?{query}",
                                         data=path.read_bytes(), headers=self.headers)
        text = self.opener.open(request, timeout=20).read().decode()
        return text.strip().removeprefix('{"value":').strip('"{}')

    def status(self, message_id):
        request = urllib.request.Request(
            f"{self.info['url']}/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.GetMessageStatus",
            data=json.dumps({"messageId": message_id}).encode(),
            headers={**self.headers, "Content-Type": "application/json"})
        return json.load(self.opener.open(request, timeout=20))["value"]


class PracticeProgram(unittest.TestCase):

    def refused(self, *words):
        """Exit code 2 and one sentence, nothing on stdout."""
        done = subprocess.run([program("waybill-practice"), *map(str, words)], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=20)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertTrue(5 < len(done.stderr.strip()) < 400 and done.stderr.strip().endswith("."), done.stderr)

    def test_its_line_says_all_that_a_client_needs(self):
        with Practice() as practice:
            self.assertLessEqual(LINE, set(practice.info))
            self.assertEqual(practice.info["url"], f"http://127.0.0.1:{practice.port}")
            self.assertRegex(practice.info["tenant"], GUID)
            self.assertRegex(practice.info["clientId"], GUID)
            self.assertGreater(len(practice.info["secret"]), 20)
            for job in practice.info["jobs"]:
                self.assertLessEqual(JOB, set(job))
                self.assertRegex(job["activityId"], GUID)
            self.assertEqual({job["direction"] for job in practice.info["jobs"]}, {"import", "export"})

    def test_wrong_use_is_refused_in_a_sentence(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        broken = pathlib.Path(folder) / "faults.json"
        broken.write_text('{"faults":[{"call":"enqueue","fault":"earthquake"}]}')
        file = pathlib.Path(folder) / "a-file"
        file.write_text("x")
        profile = ("--profile", pathlib.Path(folder) / "profile")
        self.refused("--speed", "fast", *profile)
        self.refused("--port", "99999", *profile)
        self.refused("--no-such-option", *profile)
        self.refused("--faults", pathlib.Path(folder) / "not-there.json", *profile)
        self.refused("--faults", broken, *profile)
        self.refused("--profile", file)
        with Practice() as practice:
            self.refused("--port", practice.port, *profile)

    def test_it_ends_with_its_parent_and_on_request(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        for end in ("pipe", signal.SIGTERM, signal.SIGINT):
            with self.subTest(end):
                process = spawn([program("waybill-practice"), "--profile", folder, "--parent-pipe"],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                self.assertTrue(process.stdout.readline())
                if end == "pipe":
                    process.stdin.close()
                else:
                    process.send_signal(end)
                self.assertEqual(process.wait(10), 0)
                stop(process)

    def test_the_first_sample_is_processed_in_15_to_30_seconds_over_four_statuses(self):
        with Practice(speed=1) as practice:
            client = Client(practice)
            began = time.monotonic()
            message_id = client.enqueue(practice.job("Customer groups"), GOOD_SAMPLE)
            seen = []

            def ended():
                word = client.status(message_id)
                if word not in seen:
                    seen.append(word)
                return word == "Processed"
            wait_for(ended, "Processed", 40, 0.4)
            took = time.monotonic() - began
        self.assertGreaterEqual(len(seen), 4, seen)
        self.assertTrue(15 <= took <= 30.5, f"{took:.1f} s")

    def test_a_restart_keeps_everything(self):
        with Practice() as practice:
            before = dict(practice.info)
            client = Client(practice)
            message_id = client.enqueue(practice.job("Customer groups"), GOOD_SAMPLE)
            stored = practice.messages()
            practice.stop()
            practice.start()
            self.assertEqual(practice.info, before)
            self.assertEqual([one["messageId"] for one in practice.messages()], [one["messageId"] for one in stored])
            client = Client(practice)
            wait_for(lambda: client.status(message_id) == "Processed", "Processed after the restart", 20)
            with self.assertRaises(urllib.error.HTTPError):
                client.status("11111111-2222-3333-4444-555555555555")

    def test_the_secret_is_for_its_owner_only(self):
        with Practice() as practice:
            secret = practice.info["secret"].encode()
            holding = [path for path in practice.profile.rglob("*") if path.is_file() and secret in path.read_bytes()]
            self.assertTrue(holding)
            for path in holding:
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)


if __name__ == "__main__":
    main()
