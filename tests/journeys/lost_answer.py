#!/usr/bin/python3
"""A lost answer is never a second send: the operator decides, and what he decides is followed to the end."""

import urllib.parse

from support.journey import Journey, main

# Where the connection ends: nothing of the answer has come, or not all of it.
LOST = {
    "cutAfterBody": {}, "cutInStatusLine": {}, "cutInHeaders": {}, "cutInAnswer": {}, "storedThen500": {},
    "storedThen504": {}, "storedThen408": {}, "emptyBody": {}, "html200": {}, "cutJson": {},
}


class LostAnswer(Journey):

    def lose(self, name="lost.csv", fault="cutAfterBody", **parameters):
        """Pushes a file whose answer is lost; gives the message."""
        self.practice.set_faults({"call": "enqueue", "fault": fault, "match": name, **parameters})
        outcome = self.expect(self.cli.run("--json", "push", self.groups(name), "--job", "Customer groups"), 4)
        message = outcome.json[0]
        self.assertEqual((message["state"], message["final"], message["needsAttention"]), ("Unconfirmed", False, True))
        self.assertIsNone(message["messageId"])
        self.assertTrue(message["error"]["message"] and message["reason"])
        return message

    def test_every_way_to_lose_an_answer_leaves_one_delivery_and_a_question(self):
        for fault, parameters in LOST.items():
            with self.subTest(fault):
                self.cli = self.new_profile()
                name = f"{fault}.csv"
                self.lose(name, fault, **parameters)
                self.assertEqual(len(self.practice.deliveries(name)), 1)
                self.practice.clear_faults()
                # Nothing that runs afterwards sends it again by itself.
                self.expect(self.cli.run("follow", "--until-final", "--timeout", 20), 4)
                self.expect(self.cli.run("push", self.groups("next-" + name), "--job", "Customer groups"), 0)
                self.assertEqual(len(self.practice.deliveries(name)), 1)
                self.assertEqual(self.cli.messages("--state", "Unconfirmed")[0]["file"], name)

    def test_an_answer_that_never_comes_is_undecided_too(self):
        self.practice.set_faults({"call": "enqueue", "fault": "noAnswer", "match": "silent.csv"})
        outcome = self.cli.run("--json", "push", self.groups("silent.csv"), "--job", "Customer groups", "--timeout", 15)
        self.expect(outcome, 4)
        self.assertEqual(self.only_message()["state"], "Unconfirmed")
        self.assertEqual(len(self.practice.deliveries("silent.csv")), 1)

    def test_cut_within_the_body_is_undecided_and_nothing_was_stored(self):
        path = self.write("half.csv", "CUSTOMERGROUPID,DESCRIPTION\r\n" + "".join(
            f"H{row:05},Half of a group {row}\r\n" for row in range(30000)))
        self.practice.set_faults({"call": "enqueue", "fault": "cutInBody", "match": "half.csv"})
        self.expect(self.cli.run("push", path, "--job", "Customer groups"), 4)
        self.assertEqual(self.practice.stored("half.csv"), [])
        self.assertEqual(self.only_message()["state"], "Unconfirmed")

    def test_it_arrived_is_followed_to_the_end(self):
        message = self.lose()
        self.practice.clear_faults()
        page = self.practice.request("GET", "/manage-messages?activityId=" + urllib.parse.quote(
            self.practice.job("Customer groups")["activityId"])).decode()
        message_id = self.practice.deliveries("lost.csv")[0]["messageId"]
        self.assertIn("lost.csv", page)
        self.assertIn(message_id.lower(), page.lower())
        decided = self.cli.json("decide", message["key"], "--arrived", message_id)
        self.assertEqual((decided["state"], decided["messageId"]), ("InFlight", message_id))
        self.expect(self.cli.run("follow", "--until-final"), 0)
        end = self.only_message()
        self.assertEqual((end["state"], end["status"]), ("Succeeded", "Processed"))
        self.assertEqual(len(self.practice.deliveries("lost.csv")), 1)
        words = [event["what"] for event in self.cli.json("message", message["key"])["events"]]
        self.assertEqual(words[:3], ["Queued", "Sending", "Unconfirmed"])

    def test_send_again_makes_a_linked_attempt(self):
        message = self.lose("again.csv")
        self.practice.clear_faults()
        outcome = self.expect(self.cli.run("--json", "decide", message["key"], "--send-again"), 0)
        attempt = outcome.json[0] if isinstance(outcome.json, list) else outcome.json
        self.assertEqual(attempt["attemptOf"], message["key"])
        self.assertNotEqual(attempt["key"], message["key"])
        old = self.cli.json("message", message["key"])
        self.assertEqual(old["state"], "Unconfirmed")
        self.assertIsNotNone(old["handled"])
        self.assertEqual(len(self.practice.deliveries("again.csv")), 2)
        self.expect(self.cli.run("follow", "--until-final"), 0)

    def test_leave_it_marks_it_handled_and_sends_nothing(self):
        message = self.lose("left.csv")
        self.expect(self.cli.run("decide", message["key"], "--leave"), 0)
        old = self.cli.json("message", message["key"])
        self.assertEqual((old["state"], old["needsAttention"]), ("Unconfirmed", False))
        self.assertEqual(len(self.practice.deliveries("left.csv")), 1)

    def test_decide_is_only_for_what_is_unconfirmed(self):
        key = self.cli.json("push", self.groups("fine.csv"), "--job", "Customer groups")[0]["key"]
        self.expect_error(self.cli.run("--json", "decide", key, "--send-again"), 2)
        self.expect_error(self.cli.run("--json", "decide", key, "--leave"), 2)
        message = self.lose("odd.csv")
        self.expect_error(self.cli.run("--json", "decide", message["key"], "--arrived", "not-a-guid"), 2)
        self.expect_error(self.cli.run("--json", "resend", message["key"]), 2)
        self.assertEqual(len(self.practice.deliveries("fine.csv")), 1)


if __name__ == "__main__":
    main()
