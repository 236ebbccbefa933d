#!/usr/bin/python3
"""Hand-over: what one program pushes beside another that sends is sent by that one, once, and told by both."""

import fcntl
import signal

from support.journey import Journey, main
from support.processes import stop, wait_for

JOB = ("--job", "Customer groups")


class HandOver(Journey):

    def start(self, *words):
        process = self.cli.start(*words)
        self.addCleanup(stop, process)
        return process

    def sender_is_there(self):
        """Whether some program holds the sender's place."""
        try:
            with open(self.cli.profile / "sender.lock") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def follower(self):
        """A program that only follows, and so holds the place of the sender."""
        process = self.start("follow")
        wait_for(self.sender_is_there, "the follower to take the place")
        return process

    def stuck_sender(self, name="stuck.csv"):
        """A push that holds the place, its own file stored and without an answer."""
        self.practice.set_faults({"call": "enqueue", "fault": "noAnswer", "match": name})
        before = len(self.practice.deliveries(name))
        process = self.start("--json", "push", self.groups(name), *JOB)
        wait_for(lambda: len(self.practice.deliveries(name)) > before, "the file to arrive")
        return process

    def row(self, name):
        return next((row for row in self.cli.messages() if row["file"] == name), None)

    def state(self, name):
        row = self.row(name)
        return row and row["state"]

    def ended(self, process, code, seconds=60):
        out, err = process.communicate(timeout=seconds)
        self.assertEqual(process.returncode, code, out + err)
        return out, err

    def test_a_follower_sends_what_is_pushed_beside_it(self):
        alone = self.cli.json("push", self.groups("alone.csv"), *JOB, "--wait")[0]
        follower = self.follower()
        beside = self.cli.json("push", self.groups("beside.csv"), self.groups("beside-2.csv"), *JOB, "--wait")
        self.assertIsNone(follower.poll())
        self.assertEqual([row["file"] for row in beside], ["beside.csv", "beside-2.csv"])
        for row in beside:
            self.assertEqual(row.keys(), alone.keys())
            self.assertEqual((row["state"], row["targetRecords"], row["error"]), ("Succeeded", 3, None))
            self.assertEqual(self.practice.stored(row["file"]), [row["messageId"]])
        events = [[event["what"] for event in self.cli.json("message", row["key"])["events"]][:3]
                  for row in (alone, beside[0])]
        self.assertEqual(events[0], events[1])
        self.assertFalse(list((self.cli.profile / "hand-over").glob("*")), "notes are left behind")
        self.expect(self.cli.run("resend", beside[0]["key"]), 0)
        self.assertEqual(len(self.practice.stored("beside.csv")), 2)
        follower.send_signal(signal.SIGINT)
        self.ended(follower, 0)

    def test_an_environment_that_was_added_beside_the_sender_is_known_to_it(self):
        self.cli.environment["WAYBILL_SECRET_SECOND"] = self.practice.info["secret"]
        self.follower()
        self.cli.add_environment(self.practice, "second")
        job = self.practice.job("Customer groups")
        self.expect(self.cli.run("--environment", "second", "jobs", "add", "--name", "Groups", "--activity-id",
                                 job["activityId"], "--entity", job["entity"]), 0)
        self.expect(self.cli.run("--environment", "second", "push", self.groups("new.csv"), "--job", "Groups"), 0)
        self.assertEqual(self.row("new.csv")["environment"], "second")

    def test_exit_codes_are_those_of_a_sender(self):
        self.follower()
        self.practice.set_faults({"call": "enqueue", "fault": "cutAfterBody", "match": "lost.csv"},
                                 {"call": "enqueue", "fault": "status400", "match": "refused.csv"},
                                 {"call": "enqueue", "fault": "redirect302", "match": "held.csv"})
        for name, code, state in (("lost.csv", 4, "Unconfirmed"), ("refused.csv", 3, "Rejected"),
                                  ("held.csv", 3, "Held")):
            with self.subTest(name):
                outcome = self.expect(self.cli.run("--json", "push", self.groups(name), *JOB), code)
                self.assertEqual(outcome.json[0]["state"], state)
                self.assertIn(outcome.json[0]["reason"], outcome.err)
        self.practice.clear_faults()
        self.expect(self.cli.run("send", self.row("held.csv")["key"]), 0)
        again = self.cli.json("decide", self.row("lost.csv")["key"], "--send-again")
        self.assertIn(again["state"], ("InFlight", "Succeeded"))  # the service may be done with it already
        self.assertEqual(again["attemptOf"], self.row("lost.csv")["attemptOf"] or again["attemptOf"])
        self.assertEqual(len(self.practice.deliveries("lost.csv")), 2)
        self.assertEqual(len(self.practice.stored("held.csv")), 1)

    def test_what_could_not_be_sent_in_time_is_held_with_the_senders_reason(self):
        self.follower()
        self.practice.set_faults({"call": "enqueue", "fault": "throttle429", "retryAfter": 300})
        outcome = self.cli.run("--json", "push", self.groups("throttled.csv"), *JOB, "--timeout", 20)
        row = self.expect(outcome, 3).json[0]
        self.assertEqual((row["state"], row["error"]["kind"]), ("Held", "throttled"), row)
        self.assertEqual(self.practice.stored("throttled.csv"), [])

    def test_the_next_takes_over_when_the_sender_is_killed(self):
        sender = self.stuck_sender("theirs.csv")
        waiter = self.start("--json", "push", self.groups("ours.csv"), *JOB, "--wait")
        wait_for(lambda: self.state("ours.csv") == "Queued", "the second file to wait")
        sender.send_signal(signal.SIGKILL)
        self.ended(waiter, 0)
        self.assertEqual((self.state("theirs.csv"), self.state("ours.csv")), ("Unconfirmed", "Succeeded"))
        self.assertEqual([len(self.practice.deliveries(name)) for name in ("theirs.csv", "ours.csv")], [1, 1])

    def test_what_a_killed_sender_was_sending_for_another_is_unconfirmed(self):
        follower = self.follower()
        self.practice.set_faults({"call": "enqueue", "fault": "noAnswer", "match": "first.csv"})
        waiter = self.start("--json", "push", self.groups("first.csv"), self.groups("second.csv"), *JOB)
        wait_for(lambda: self.practice.deliveries("first.csv"), "the file to arrive")
        self.assertEqual((self.state("first.csv"), self.state("second.csv")), ("Sending", "Queued"))
        follower.send_signal(signal.SIGKILL)
        self.ended(waiter, 4)
        self.assertEqual((self.state("first.csv"), self.state("second.csv")), ("Unconfirmed", "InFlight"))
        self.assertEqual([len(self.practice.deliveries(name)) for name in ("first.csv", "second.csv")], [1, 1])

    def test_a_sender_that_ends_leaves_the_rest_to_its_owner_and_cuts_nothing(self):
        follower = self.follower()
        self.practice.set_faults({"call": "enqueue", "fault": "delay", "seconds": 2, "match": "slow.csv"})
        waiter = self.start("--json", "push", self.groups("slow.csv"), self.groups("rest.csv"), *JOB)
        wait_for(lambda: self.practice.deliveries("slow.csv"), "the file to arrive")
        follower.send_signal(signal.SIGINT)
        self.ended(follower, 0)
        self.ended(waiter, 0)
        for name in ("slow.csv", "rest.csv"):
            self.assertEqual(self.state(name), "InFlight")
            self.assertEqual(len(self.practice.deliveries(name)), 1)

    def test_an_interrupted_program_takes_back_what_was_not_begun(self):
        sender = self.stuck_sender()
        waiter = self.start("--json", "push", self.groups("back-1.csv"), self.groups("back-2.csv"), *JOB)
        wait_for(lambda: self.state("back-2.csv") == "Queued", "the files to wait")
        waiter.send_signal(signal.SIGINT)
        self.ended(waiter, 4)
        self.assertEqual([self.state("back-1.csv"), self.state("back-2.csv")], ["Held", "Held"])
        sender.send_signal(signal.SIGINT)
        self.ended(sender, 4)
        self.assertEqual(self.practice.deliveries("back-1.csv") + self.practice.deliveries("back-2.csv"), [])

    def test_what_a_killed_program_left_waiting_is_held_and_never_sent(self):
        sender = self.stuck_sender()
        waiter = self.start("push", self.groups("orphan.csv"), *JOB)
        wait_for(lambda: self.state("orphan.csv") == "Queued", "the file to wait")
        waiter.send_signal(signal.SIGKILL)
        waiter.communicate()
        wait_for(lambda: self.state("orphan.csv") == "Held", "the sender to see that its owner is gone")
        sender.send_signal(signal.SIGINT)
        self.ended(sender, 4)
        self.assertEqual(self.practice.deliveries("orphan.csv"), [])

    def test_a_file_that_waits_elsewhere_can_be_cancelled_but_not_one_that_is_being_sent(self):
        sender = self.stuck_sender()
        waiter = self.start("--json", "push", self.groups("unwanted.csv"), *JOB)
        wait_for(lambda: self.state("unwanted.csv") == "Queued", "the file to wait")
        self.expect_error(self.cli.run("--json", "cancel", self.row("stuck.csv")["key"]), 2, "conflict")
        self.expect_error(self.cli.run("--json", "resend", self.row("stuck.csv")["key"]), 2, "conflict")
        self.expect_error(self.cli.run("--json", "send", self.row("stuck.csv")["key"]), 2, "conflict")
        self.expect(self.cli.run("cancel", self.row("unwanted.csv")["key"]), 0)
        self.ended(waiter, 1)
        sender.send_signal(signal.SIGINT)
        self.ended(sender, 4)
        self.assertEqual(self.practice.deliveries("unwanted.csv"), [])


if __name__ == "__main__":
    main()
