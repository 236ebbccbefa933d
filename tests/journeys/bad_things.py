#!/usr/bin/python3
"""What bad things get: for each an exit code, a sentence, and nothing in the journal that is not true."""

import os
import sqlite3

from support.exports import Exports
from support.journey import GUID, Journey, main


class BadInput(Journey):
    """Exit 2: nothing was sent and nothing was written down."""

    def push(self, *words):
        return self.cli.run("--json", "push", *words)

    def refused(self, outcome):
        self.expect_error(outcome, 2)
        self.assertEqual(self.cli.messages(), [])

    def test_files_that_cannot_be_sent(self):
        empty = self.write("empty.csv", "")
        folder = self.cli.profile / "a-folder.csv"
        folder.mkdir()
        self.refused(self.push(self.cli.profile / "not-there.csv", "--job", "Customer groups"))
        self.refused(self.push(empty, "--job", "Customer groups"))
        self.refused(self.push(folder, "--job", "Customer groups"))
        fifo = self.cli.profile / "a-pipe.csv"
        os.mkfifo(fifo)
        self.refused(self.push(fifo, "--job", "Customer groups"))
        if os.geteuid() != 0:  # root reads everything
            secret = self.groups("unreadable.csv")
            secret.chmod(0)
            self.refused(self.push(secret, "--job", "Customer groups"))

    def test_one_bad_file_among_good_ones_sends_none(self):
        before = len(self.practice.deliveries())
        self.refused(self.push(self.groups("good.csv"), self.cli.profile / "not-there.csv", "--job", "Customer groups"))
        self.assertEqual(len(self.practice.deliveries()), before)

    def test_unknown_names(self):
        good = self.groups("good.csv")
        for words in (("push", good, "--job", "No such job"),
                      ("push", good, "--job", "Customer groups", "--environment", "nowhere"),
                      ("push", good), ("push", "--job", "Customer groups"), ("message", 4711), ("why", 4711),
                      ("message", "11111111-2222-3333-4444-555555555555"), ("send", 4711), ("cancel", 4711),
                      ("resend", 4711), ("handle", 4711, "--note", "x"), ("payload", 4711, "--output", good),
                      ("decide", 4711, "--leave"), ("messages", "--state", "Sleeping"), ("jobs", "remove", "Nothing"),
                      ("environments", "show", "nowhere"), ("environments", "remove", "nowhere"),
                      ("no-such-verb",), ("messages", "--no-such-option"), ("messages", "--since", "yesterdayish")):
            with self.subTest(words):
                self.refused(self.cli.run("--json", *words))

    def test_environments_that_make_no_sense(self):
        good = dict(name="other", url=self.practice.url, tenant=self.practice.info["tenant"],
                    client=self.practice.info["clientId"], kind="test")

        def add(stdin="hush\n", **changes):
            words = {**good, **changes}
            return self.cli.run("--json", "environments", "add", "--name", words["name"], "--url", words["url"], "--tenant",
                                words["tenant"], "--client-id", words["client"], "--kind", words["kind"],
                                "--secret-stdin", stdin=stdin)
        for name, outcome in {
            "the name is there": add(name="practice"), "no secret": add(stdin=""), "an empty line": add(stdin="\n"),
            "http elsewhere": add(url="http://example.com"), "no URL": add(url="nonsense"),
            "ftp": add(url="ftp://127.0.0.1"), "unknown kind": add(kind="castle"), "no name": add(name=""),
        }.items():
            with self.subTest(name):
                self.expect_error(outcome, 2)
        self.assertEqual([one["name"] for one in self.cli.json("environments", "list")], ["practice"])

    def test_jobs_that_make_no_sense(self):
        for words in (("--name", "x", "--activity-id", "not-a-guid"), ("--name", "Customer groups", "--activity-id",
                      self.practice.job("Customer groups")["activityId"]), ("--name", "x"),
                      ("--name", "x", "--activity-id", self.practice.job("Customer groups")["activityId"],
                       "--direction", "sideways")):
            with self.subTest(words):
                self.expect_error(self.cli.run("--json", "jobs", "add", *words), 2)

    def test_outputs_that_cannot_be_written(self):
        key = self.cli.json("push", self.groups("fine.csv"), "--job", "Customer groups")[0]["key"]
        self.expect_error(self.cli.run("--json", "payload", key, "--output", "/no/such/folder/x.csv"), 2)

    def test_a_journal_of_a_newer_version_is_refused_and_left_alone(self):
        self.expect(self.cli.run("push", self.groups("fine.csv"), "--job", "Customer groups"), 0)
        journal = next(path for path in self.cli.profile.rglob("*") if path.is_file() and
                       path.read_bytes()[:15] == b"SQLite format 3")
        with sqlite3.connect(journal) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute(f"PRAGMA user_version = {version + 1000}")
        database.close()
        before = journal.read_bytes()
        self.assertNotEqual(self.cli.run("messages").code, 0)
        outcome = self.cli.run("--json", "push", self.groups("other.csv"), "--job", "Customer groups")
        self.assertNotEqual(outcome.code, 0, str(outcome))
        self.assert_sentence(outcome)
        self.assertIn("newer", outcome.err)
        self.assertEqual(journal.read_bytes(), before)
        self.assertEqual(self.practice.deliveries("other.csv"), [])


class BadService(Journey):
    """Exit 3: refused or not reached, said, and never sent again by itself."""

    def push(self, name, *words):
        return self.cli.run("--json", "push", self.groups(name), "--job", "Customer groups", *words)

    def held(self, outcome, name, words=()):
        self.expect(outcome, 3)
        message = outcome.json[0]
        self.assertEqual((message["state"], message["needsAttention"]), ("Held", True), str(outcome))
        self.assertTrue(message["reason"])
        for word in words:
            self.assertIn(word.lower(), (message["reason"] + str(message["error"])).lower())
        self.assertEqual(self.practice.stored(name), [])
        self.assert_sentence(outcome)
        return message

    def rejected(self, outcome, *words):
        self.expect(outcome, 3)
        message = outcome.json[0]
        self.assertEqual((message["state"], message["final"], message["needsAttention"]), ("Rejected", True, True))
        for word in words:
            self.assertIn(word.lower(), (message["reason"] + str(message["error"])).lower())
        return message

    def add(self, name, **changes):
        info = {**self.practice.info, **changes}
        self.expect(self.cli.run("environments", "add", "--name", name, "--url", info["url"], "--tenant", info["tenant"],
                                 "--client-id", info["clientId"], "--authority", info["authority"], "--kind", "practice",
                                 "--secret-stdin", stdin=info["secret"] + "\n"), 0)
        self.cli.environment["WAYBILL_SECRET_" + name.upper()] = info["secret"]
        job = self.practice.job("Customer groups")
        self.expect(self.cli.run("--environment", name, "jobs", "add", "--name", "Customer groups", "--activity-id",
                                 job["activityId"], "--entity", job["entity"], "--company", job["company"]), 0)

    def test_who_may_not_sign_in_is_held_with_the_number_to_search_for(self):
        nobody = "99999999-8888-7777-6666-555555555555"
        for name, changes, number in (("wrongsecret", {"secret": "wrong"}, "AADSTS7000215"),
                                      ("wrongclient", {"clientId": nobody}, "AADSTS700016"),
                                      ("wrongtenant", {"tenant": nobody}, "AADSTS90002")):
            with self.subTest(name):
                self.add(name, **changes)
                file = name + ".csv"
                outcome = self.push(file, "--environment", name, "--timeout", 20)
                message = self.held(outcome, file, (number,))
                self.assertEqual(message["error"]["serviceCode"], number)

    def test_what_the_service_does_not_know_is_rejected_with_its_words(self):
        job = self.practice.job("Customer groups")
        self.expect(self.cli.run("jobs", "add", "--name", "gone", "--activity-id",
                                 "99999999-8888-7777-6666-555555555555", "--entity", job["entity"], "--company",
                                 job["company"]), 0)
        self.rejected(self.cli.run("--json", "push", self.groups("gone.csv"), "--job", "gone"))
        self.rejected(self.push("entity.csv", "--entity", "No such entity"), "No such entity")
        self.rejected(self.push("company.csv", "--company", "zzzz"), "zzzz")
        export = next(job for job in self.practice.info["jobs"] if job["direction"] == "export")
        self.expect(self.cli.run("jobs", "add", "--name", "exports", "--activity-id", export["activityId"]), 0)
        self.rejected(self.cli.run("--json", "push", self.groups("export.csv"), "--job", "exports"))

    def test_answers_that_prove_it_was_not_taken_are_held_at_once(self):
        for fault in ("redirect302", "status401"):
            with self.subTest(fault):
                self.practice.set_faults({"call": "enqueue", "fault": fault})
                self.cli = self.new_profile()
                self.held(self.push(fault + ".csv", "--timeout", 20), fault + ".csv")
        self.practice.set_faults({"call": "token", "fault": "html200"})
        self.cli = self.new_profile()
        self.held(self.push("token.csv", "--timeout", 20), "token.csv")

    def test_refusals_are_final(self):
        for fault in ("status400", "status403", "status404", "status413"):
            with self.subTest(fault):
                self.practice.set_faults({"call": "enqueue", "fault": fault})
                message = self.rejected(self.push(fault + ".csv"))
                self.assertEqual(message["error"]["httpStatus"], int(fault[-3:]))

    def test_one_expired_token_is_renewed_silently(self):
        self.practice.set_faults({"call": "enqueue", "fault": "status401", "times": 1})
        self.expect(self.push("renewed.csv"), 0)
        self.assertEqual(len(self.practice.stored("renewed.csv")), 1)

    def test_throttling_is_waited_for(self):
        for shape in (1, "date:+2", None):
            with self.subTest(shape):
                self.practice.set_faults({"call": "enqueue", "fault": "throttle429", "times": 1, "retryAfter": shape})
                name = f"throttled-{str(shape).replace(':', '')}.csv"
                self.expect(self.push(name), 0)
                self.assertEqual(len(self.practice.stored(name)), 1)

    def test_a_service_that_is_down_holds_the_file_and_send_sends_it(self):
        self.practice.stop()
        try:
            outcome = self.push("down.csv", "--timeout", 4)
        finally:
            self.practice.start()
        self.expect(outcome, 3)
        message = outcome.json[0]
        self.assertEqual(message["state"], "Held")
        self.assertEqual(self.practice.deliveries("down.csv"), [])
        self.expect(self.cli.run("follow", "--until-final", "--timeout", 20), 4)
        self.assertEqual(self.practice.deliveries("down.csv"), [], "sent unasked")
        self.expect(self.cli.run("send", message["key"]), 0)
        self.assertEqual(len(self.practice.deliveries("down.csv")), 1)

    def test_held_can_be_cancelled(self):
        self.practice.set_faults({"call": "enqueue", "fault": "redirect302"})
        key = self.push("cancelled.csv", "--timeout", 20).json[0]["key"]
        self.practice.clear_faults()
        self.expect(self.cli.run("cancel", key), 0)
        self.assertEqual(self.cli.json("message", key)["state"], "Cancelled")
        self.expect_error(self.cli.run("--json", "send", key), 2)
        self.assertEqual(self.practice.stored("cancelled.csv"), [])


class BadAnswers(Journey):
    """Odd answers are understood or bounded; what cannot be read is undecided, never sent twice."""

    def test_ids_in_odd_shapes_are_read(self):
        for shape in ("json", "plain", "braces", "value", "upper"):
            with self.subTest(shape):
                self.practice.set_faults({"call": "enqueue", "fault": "oddGuid", "shape": shape})
                outcome = self.expect(self.cli.run("--json", "push", self.groups(shape + ".csv"), "--job",
                                                   "Customer groups", "--wait"), 0)
                self.assertRegex(outcome.json[0]["messageId"].lower(), GUID)

    def test_two_gigabytes_where_an_id_belongs_are_bounded(self):
        self.practice.set_faults({"call": "enqueue", "fault": "hugeBody", "bytes": 2 << 30})
        outcome = self.cli.measure("--json", "push", self.groups("huge.csv"), "--job", "Customer groups", "--timeout", 60)
        self.expect(outcome, 4)
        self.assertLess(outcome.peak_kib, 300 * 1024, "the answer was kept in memory")
        self.assertEqual(self.only_message()["state"], "Unconfirmed")
        self.assertEqual(len(self.practice.deliveries("huge.csv")), 1)

    def test_status_that_cannot_be_read_is_asked_again(self):
        for fault in ("html200", "cutJson", "status500", "status503", "emptyBody", "cutInAnswer", "cutInHeaders",
                      "cutBeforeBody", "garble"):
            with self.subTest(fault):
                self.practice.set_faults({"call": "status", "fault": fault, "times": 2})
                self.expect(self.cli.run("push", self.groups(f"status-{fault}.csv"), "--job", "Customer groups",
                                         "--wait"), 0)

    def test_statuses_that_stick_or_go_back_or_are_unknown_are_shown_as_they_come(self):
        script = [{"status": word, "seconds": 2} for word in ("Enqueued", "Processing", "Dequeued", "Pondering")]
        self.practice.set_faults(lifecycles=[{"match": "stick-*.csv", "statuses": script, "stickAt": "Pondering"}])
        outcome = self.cli.run("--json", "push", self.groups("stick-1.csv"), "--job", "Customer groups", "--wait",
                               "--timeout", 8)
        self.expect(outcome, 4)
        message = self.only_message()
        self.assertEqual((message["state"], message["status"], message["final"]), ("InFlight", "Pondering", False))

    def test_an_id_that_the_service_does_not_know_is_no_final_word(self):
        self.practice.set_faults({"call": "enqueue", "fault": "cutAfterBody", "match": "guess.csv"})
        key = self.cli.run("--json", "push", self.groups("guess.csv"), "--job", "Customer groups").json[0]["key"]
        self.practice.clear_faults()
        self.expect(self.cli.run("decide", key, "--arrived", "11111111-2222-3333-4444-555555555555"), 0)
        self.expect(self.cli.run("follow", "--until-final", "--timeout", 5), 4)
        self.assertEqual(self.only_message()["state"], "InFlight")

    def test_a_broken_error_list_is_read_all_the_same(self):
        from support.practice import FAILING_SAMPLE
        self.practice.set_faults({"call": "errors", "fault": "brokenInner"})
        key = self.cli.json("push", FAILING_SAMPLE, "--job", "Demand forecast", "--wait", code=1)[0]["key"]
        self.assertEqual(len(self.cli.json("why", key)["errors"]), 37)

    def test_interrupting_a_command_ends_it_with_4(self):
        import signal
        self.practice.set_faults(lifecycles=[{"match": "wait-*.csv", "stickAt": "Processing",
                                              "statuses": [{"status": "Processing", "seconds": 1}]}])
        process = self.cli.start("--json", "push", self.groups("wait-1.csv"), "--job", "Customer groups", "--wait")
        from support.processes import wait_for
        wait_for(lambda: any(one["status"] == "Processing" for one in self.cli.messages()), "the message to be followed")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 4, out + err)


class BadOutput(Journey):
    """Exit 3 and a sentence where the output takes nothing; whoever reads no further wants no more."""

    jobs = ("Customer groups", "Customers export")

    def run_into(self, output, *words):
        """Runs a command with that standard output; its exit code and what it said."""
        process = self.cli.start(*words, stdout=output)
        _, err = process.communicate(timeout=60)
        return process.returncode, err

    def assert_said(self, *words):
        with open("/dev/full", "w") as full:
            code, err = self.run_into(full, *words)
        self.assertEqual(code, 3, err)
        self.assertIn("The output cannot be written: No space left on device.", err)

    def test_a_standard_output_that_takes_nothing(self):
        self.expect(self.cli.run("push", self.groups("unheard.csv"), "--job", "Customer groups"), 0)
        for words in (("follow",), ("messages",), ("--json", "messages"), ("environments", "list"), ("--help",)):
            with self.subTest(words):
                self.assert_said(*words)

    def test_packages_that_are_fetched_all_the_same(self):
        Exports(self.practice).make("Customers export")
        self.assert_said("--json", "dequeue", "--job", "Customers export", "--all")
        self.assertEqual({row["state"] for row in self.cli.json("downloads")}, {"Acknowledged"})

    def test_nobody_reads(self):
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "w") as unread:
            for words in (("messages",), ("--json", "messages")):
                with self.subTest(words):
                    code, err = self.run_into(unread, *words)
                    self.assertEqual(code, 0, err)
                    self.assertNotIn("cannot be written", err)


if __name__ == "__main__":
    main()
