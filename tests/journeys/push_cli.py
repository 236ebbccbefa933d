#!/usr/bin/python3
"""The main job on the command line: environment, job, push, follow, and why the failing sample failed."""

import os
import pathlib
import stat
import unittest

from support.cli import Cli
from support.desktop import Session
from support.journey import GUID, TIME, Journey, main
from support.practice import FAILING_SAMPLE, GOOD_SAMPLE

MESSAGE = {"key", "environment", "job", "file", "bytes", "sha256", "entity", "company", "messageId", "executionId",
           "state", "status", "final", "needsAttention", "handled", "createdUtc", "sentUtc", "changedUtc",
           "stagingRecords", "targetRecords", "attemptOf", "error", "reason"}
WHY = {"key", "messageId", "executionId", "executionStatus", "entities", "errors", "causes", "explanation",
       "nextSteps", "pageUrl"}
ENTITY = {"name", "stagingStatus", "targetStatus", "stagingRecords", "stagingErrors", "targetRecords", "targetErrors"}


class PushOnTheCommandLine(Journey):

    def test_push_wait_of_the_good_sample_ends_processed(self):
        outcome = self.expect(self.cli.run("--json", "push", GOOD_SAMPLE, "--job", "Customer groups", "--wait"), 0)
        self.assertIsInstance(outcome.json, list)
        message = outcome.json[0]
        self.assertEqual(len(outcome.json), 1)
        self.assertLessEqual(MESSAGE, set(message), f"missing: {MESSAGE - set(message)}")
        self.assertEqual((message["state"], message["status"], message["final"], message["needsAttention"]),
                         ("Succeeded", "Processed", True, False))
        self.assertEqual((message["file"], message["bytes"]), (GOOD_SAMPLE.name, GOOD_SAMPLE.stat().st_size))
        self.assertEqual((message["environment"], message["job"], message["entity"], message["company"]),
                         ("practice", "Customer groups", "Customer groups", "usmf"))
        self.assertRegex(message["messageId"], GUID)
        self.assertRegex(message["executionId"] or message["messageId"], GUID)
        for name in ("createdUtc", "sentUtc", "changedUtc"):
            self.assertRegex(message[name], TIME)
        self.assertEqual((message["error"], message["reason"], message["handled"], message["attemptOf"]), (None,) * 4)
        self.assertGreater(message["stagingRecords"], 0)
        self.assertEqual(message["stagingRecords"], message["targetRecords"])
        delivered = self.practice.deliveries(GOOD_SAMPLE.name)
        self.assertEqual([(one["sha256"], one["bytes"], one["complete"]) for one in delivered[-1:]],
                         [(message["sha256"], message["bytes"], True)])

        whole = self.cli.json("message", message["key"])
        self.assertEqual(whole, self.cli.json("message", message["messageId"]))
        self.assertLessEqual(MESSAGE | {"events"}, set(whole))
        for event in whole["events"]:
            self.assertLessEqual({"atUtc", "source", "what", "detail"}, set(event))
            self.assertRegex(event["atUtc"], TIME)
            self.assertIn(event["source"], ("local", "service"))
        words = [event["what"] for event in whole["events"]]
        self.assertEqual(words[:2], ["Queued", "Sending"])
        self.assertEqual(words[-1], "Processed")
        times = [event["atUtc"] for event in whole["events"]]
        self.assertEqual(times, sorted(times))

    def test_the_failing_sample_fails_and_says_which_rows(self):
        outcome = self.expect(self.cli.run("--json", "push", FAILING_SAMPLE, "--job", "Demand forecast", "--wait"), 1)
        message = outcome.json[0]
        self.assertEqual((message["state"], message["status"], message["needsAttention"]),
                         ("Failed", "ProcessedWithErrors", True))
        why = self.cli.json("why", message["key"])
        self.assertLessEqual(WHY, set(why), f"missing: {WHY - set(why)}")
        self.assertEqual((why["key"], why["messageId"]), (message["key"], message["messageId"]))
        self.assertRegex(why["executionId"], GUID)
        self.assertLessEqual(ENTITY, set(why["entities"][0]))
        self.assertEqual(len(why["errors"]), 37)
        lines = FAILING_SAMPLE.read_text("utf-8-sig").splitlines()
        for error in why["errors"]:
            self.assertLessEqual({"recordId", "field", "message", "line"}, set(error))
            self.assertIsInstance(error["line"], int, error)
            self.assertTrue(2 <= error["line"] <= len(lines), error)
        self.assertEqual(len({error["line"] for error in why["errors"]}), 37)
        self.assertEqual(sum(cause["count"] for cause in why["causes"]), 37)
        self.assertLessEqual(len(why["causes"]), 3, why["causes"])
        self.assertEqual(why["causes"][0]["count"], 31, why["causes"])
        for error in why["errors"]:  # the joined line is the line that the message speaks of
            quoted = [part for part in error["message"].split("'")[1::2] if part]
            self.assertTrue(any(value in lines[error["line"] - 1] for value in quoted), (error, lines[error["line"] - 1]))
        self.assertTrue(why["explanation"] and why["nextSteps"] and why["pageUrl"].startswith(self.practice.url))

        target = self.cli.profile / "failing.csv"
        self.expect(self.cli.run("failing-rows", message["key"], "--output", target), 0)
        raw = FAILING_SAMPLE.read_bytes().splitlines(keepends=True)
        wanted = [raw[0]] + [raw[line - 1] for line in sorted(error["line"] for error in why["errors"])]
        self.assertEqual(target.read_bytes(), b"".join(wanted))
        copy = self.cli.profile / "copy.csv"
        self.expect(self.cli.run("payload", message["key"], "--output", copy), 0)
        self.assertEqual(copy.read_bytes(), FAILING_SAMPLE.read_bytes())

    def test_follow_prints_a_line_for_each_change(self):
        pushed = self.expect(self.cli.run("--json", "push", self.groups("follow.csv"), "--job", "Customer groups"), 0)
        key = pushed.json[0]["key"]
        outcome = self.expect(self.cli.run("follow", "--until-final"), 0)
        lines = outcome.lines
        self.assertTrue(lines, str(outcome))
        for line in lines:
            self.assertEqual(set(line), {"atUtc", "key", "from", "to", "status"}, line)
            self.assertEqual(line["key"], key)
        self.assertEqual((lines[-1]["to"], lines[-1]["status"]), ("Succeeded", "Processed"))

    def test_a_second_push_of_the_same_content_is_sent_and_said(self):
        path = self.groups("twice.csv")
        self.expect(self.cli.run("push", path, "--job", "Customer groups"), 0)
        outcome = self.expect(self.cli.run("push", path, "--job", "Customer groups"), 0)
        self.assertTrue(outcome.err.strip(), "nothing was said about the same content")
        self.assertEqual(len(self.practice.deliveries("twice.csv")), 2)

    def test_lists_filters_and_marks(self):
        keys = [one["key"] for one in self.expect(self.cli.run(
            "--json", "push", self.groups("a.csv"), self.groups("b.csv"), "--job", "Customer groups", "--wait"),
            0).json]
        self.assertEqual(len(keys), 2)
        self.assertEqual({one["file"] for one in self.cli.messages()}, {"a.csv", "b.csv"})
        self.assertEqual(len(self.cli.messages("--limit", 1)), 1)
        self.assertEqual(self.cli.messages("--state", "Failed"), [])
        self.assertEqual(len(self.cli.messages("--state", "Succeeded", "--state", "Failed")), 2)
        self.assertEqual(len(self.cli.messages("--job", "Customer groups")), 2)
        self.assertEqual(self.cli.messages("--since", "2999-01-01T00:00:00Z"), [])
        self.expect(self.cli.run("handle", keys[0], "--note", "looked at"), 0)
        handled = self.cli.json("message", keys[0])["handled"]
        self.assertEqual(handled["note"], "looked at")
        self.assertRegex(handled["atUtc"], TIME)
        again = self.expect(self.cli.run("--json", "resend", keys[1]), 0).json
        again = again[0] if isinstance(again, list) else again
        self.assertEqual(again["attemptOf"], keys[1])
        old = self.cli.json("message", keys[1])
        self.assertEqual(old["state"], "Succeeded")
        self.assertIsNotNone(old["handled"])
        jobs = self.cli.json("jobs", "list")
        self.assertEqual({job["name"] for job in jobs}, set(self.jobs))
        for job in jobs:
            self.assertLessEqual({"name", "activityId", "direction", "entity", "company", "package"}, set(job))

    def test_names_that_are_not_ascii_travel_percent_encoded(self):
        path = self.groups("Łódź größer.csv")
        message = self.cli.json("push", path, "--job", "Customer groups")[0]
        self.assertEqual(message["file"], "Łódź größer.csv")
        sent = [one["externalIdentifier"] for one in self.practice.deliveries() if one["messageId"] == message["messageId"]]
        self.assertIn(sent, (["%C5%81%C3%B3d%C5%BA gr%C3%B6%C3%9Fer.csv"], ["Łódź größer.csv"],
                             ["%C5%81%C3%B3d%C5%BA%20gr%C3%B6%C3%9Fer.csv"]))


class Keychain(unittest.TestCase):
    """The secret goes to the keychain of the session, and nowhere else."""

    def test_the_secret_lives_in_the_keychain_only(self):
        from support.practice import Practice
        practice = self.enterContext(Practice())
        session = self.enterContext(Session())
        cli = self.enterContext(Cli(session=session.environment))
        cli.add_environment(practice, keychain=True)
        cli.add_job(practice.job("Customer groups"))
        shown = cli.json("environments", "list")
        self.assertEqual(shown[0]["hasSecret"], True)
        self.assertLessEqual({"name", "url", "tenant", "clientId", "authority", "kind", "requestsPerSecond",
                              "hasSecret"}, set(shown[0]))
        self.assertEqual(shown[0]["requestsPerSecond"], 10)
        outcome = cli.run("--json", "push", GOOD_SAMPLE, "--job", "Customer groups", "--wait")
        self.assertEqual(outcome.code, 0, str(outcome))

        secret = practice.info["secret"].encode()
        for folder in (cli.profile, session.home):
            for path in pathlib.Path(folder).rglob("*"):
                if path.is_file() and not stat.S_ISSOCK(path.stat().st_mode):
                    self.assertNotIn(secret, path.read_bytes(), f"the secret stands in {path}")
        mode = os.stat(cli.profile / "environments.json").st_mode
        self.assertEqual(mode & 0o022, 0, "others may write environments.json")

        outcome = cli.run("environments", "remove", "practice")
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertEqual(cli.json("environments", "list"), [])
        outcome = cli.run("--json", "push", GOOD_SAMPLE, "--job", "Customer groups")
        self.assertEqual(outcome.code, 2, str(outcome))
        cli.add_environment(practice, keychain=True)

    def test_without_a_keychain_it_says_so_and_refuses_without_a_terminal(self):
        from support.practice import Practice
        practice = self.enterContext(Practice())
        cli = self.enterContext(Cli())
        said = cli.add_environment(practice, keychain=True)  # no variable is set, and there is no keychain
        self.assertIn("keychain", said.err.lower())
        self.assertEqual(cli.json("environments", "list")[0]["hasSecret"], False)
        cli.add_job(practice.job("Customer groups"))
        outcome = cli.run("--json", "push", GOOD_SAMPLE, "--job", "Customer groups", "--timeout", 20)
        self.assertEqual(outcome.code, 3, str(outcome))
        self.assertEqual(practice.deliveries(), [])
        outcome = cli.run("--json", "push", GOOD_SAMPLE, "--job", "Customer groups",
                          env={"WAYBILL_SECRET_PRACTICE": practice.info["secret"]})
        self.assertEqual(outcome.code, 0, str(outcome))


if __name__ == "__main__":
    main()
