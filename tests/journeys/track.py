#!/usr/bin/python3
"""Track: what another program sent is followed, explained and, once its file is at hand, joined to its rows."""

from support.journey import Journey, main
from support.practice import FAILING_SAMPLE

FORECAST = ("--job", "Demand forecast")


class Track(Journey):

    def setUp(self):
        super().setUp()
        self.sender = self.cli  # a program that knows nothing of ours: another profile
        self.cli = self.new_profile()

    def sent(self, *paths, job="Demand forecast"):
        """What the other program pushed, to its end."""
        outcome = self.sender.run("--json", "push", *paths, "--job", job, "--wait")
        return outcome.json

    def failing(self, key):
        """The row, the line and the reason of each error."""
        return [(error["recordId"], error["line"]) for error in self.cli.json("why", key)["errors"]]

    def test_a_message_is_followed_explained_and_joined_to_its_file(self):
        theirs = self.sent(FAILING_SAMPLE)[0]
        row = self.cli.json("track", theirs["messageId"].upper(), *FORECAST)
        self.assertEqual([row[name] for name in ("file", "bytes", "sha256")], [None] * 3)
        self.assertEqual((row["state"], row["messageId"]), ("InFlight", theirs["messageId"]))
        self.expect(self.cli.run("follow", "--until-final"), 1)
        errors = self.failing(row["key"])
        self.assertEqual(len(errors), 37)
        self.assertEqual({line for _, line in errors}, {None})
        self.expect_error(self.cli.run("--json", "failing-rows", row["key"], "--output",
                                       self.cli.profile / "x.csv"), 2, "notFound")

        attached = self.cli.json("attach", row["key"], FAILING_SAMPLE)
        self.assertEqual([attached[name] for name in ("file", "bytes", "sha256")],
                         [theirs[name] for name in ("file", "bytes", "sha256")])
        right = [(error["recordId"], error["line"]) for error in self.sender.json("why", theirs["key"])["errors"]]
        self.assertEqual(self.failing(row["key"]), right)
        ours, right = self.cli.profile / "ours.csv", self.cli.profile / "right.csv"
        self.expect(self.cli.run("failing-rows", row["key"], "--output", ours), 0)
        self.expect(self.sender.run("failing-rows", theirs["key"], "--output", right), 0)
        self.assertEqual(ours.read_bytes(), right.read_bytes())
        self.expect_error(self.cli.run("--json", "attach", row["key"], FAILING_SAMPLE), 2, "conflict")

    def test_an_execution_is_followed_without_its_message(self):
        theirs = self.sent(FAILING_SAMPLE)[0]
        execution = self.sender.json("why", theirs["key"]) and self.sender.json("message", theirs["key"])["executionId"]
        row = self.cli.json("track", execution, "--execution")
        self.assertEqual((row["executionId"], row["messageId"], row["job"]), (execution, None, None))
        self.expect(self.cli.run("follow", "--until-final"), 1)
        ended = self.cli.json("message", row["key"])
        self.assertEqual((ended["state"], ended["status"]), ("Failed", "PartiallySucceeded"))
        self.assertEqual(len(self.failing(row["key"])), 37)
        self.expect(self.cli.run("attach", row["key"], FAILING_SAMPLE), 0)
        self.assertNotIn(None, [line for _, line in self.failing(row["key"])])

        good = self.sent(self.groups("good.csv"), job="Customer groups")[0]
        ok = self.cli.json("track", good["executionId"], "--execution", "--job", "Customer groups")
        self.expect(self.cli.run("follow", "--until-final"), 0)
        ended = self.cli.json("message", ok["key"])
        self.assertEqual((ended["state"], ended["status"], ended["targetRecords"], ended["entity"]),
                         ("Succeeded", "Succeeded", 3, "Customer groups"))

    def test_a_list_of_executions_is_taken_whole(self):
        theirs = self.sent(self.groups("one.csv"), self.groups("two.csv"), job="Customer groups")
        ids = [row["executionId"] for row in theirs]
        first = self.cli.json("track", ids[1], "--execution")
        outcome = self.expect(self.cli.run("--json", "track", "--execution", "--from", "-",
                                           stdin="\r\n".join([*ids, "", *ids])), 0)
        self.assertEqual([row["executionId"] for row in outcome.json], ids)
        self.assertEqual(outcome.json[1]["key"], first["key"])
        self.assertIn(f"{ids[1]} is here already", outcome.err)
        self.expect(self.cli.run("follow", "--until-final"), 0)
        self.assertEqual({row["state"] for row in self.cli.messages()}, {"Succeeded"})

    def test_a_log_of_another_program_is_taken_whole(self):
        theirs = self.sent(*(self.groups(f"bulk-{number}.csv") for number in range(5)), job="Customer groups")
        ids = [row["messageId"] for row in theirs]
        first = self.cli.json("track", ids[0], "--job", "Customer groups")
        activity = self.practice.job("Customer groups")["activityId"]
        log = "".join(f"06:0{number} POST /api/connector/enqueue/{activity} 200 \"{one.upper()}\"\n"
                      for number, one in enumerate(ids + ids[:2]))
        outcome = self.expect(self.cli.run("--json", "track", "--from", self.write("sender.log", log), "--job",
                                           "Customer groups"), 0)
        self.assertEqual([row["messageId"] for row in outcome.json], ids)
        self.assertEqual(outcome.json[0]["key"], first["key"])
        self.assertIn(f"{ids[0]} is here already", outcome.err)
        again = self.expect(self.cli.run("--json", "track", "--from", "-", "--job", "Customer groups",
                                         stdin="\n".join(ids)), 0)
        self.assertEqual([row["key"] for row in again.json], [row["key"] for row in outcome.json])
        self.expect(self.cli.run("follow", "--until-final"), 0)
        self.assertEqual({row["state"] for row in self.cli.messages()}, {"Succeeded"})
        self.assertEqual(len(self.cli.messages()), 5)

    def test_bad_words_are_refused_in_a_sentence(self):
        some = "8f3c0000-1111-2222-3333-444455556666"
        empty = self.write("no-ids.txt", "nothing here\n")
        for words, kind in (((some,), "usage"), (("--from", empty), "usage"),
                            (("--from", empty, *FORECAST), "badInput"),
                            (("--from", self.cli.profile / "missing.log", *FORECAST), "badInput"),
                            (("--from", empty, some, *FORECAST), "usage"), ((*FORECAST,), "usage"),
                            (("--from", self.write("empty.txt", "\n \n"), "--execution"), "badInput"),
                            (("x", *FORECAST), "badInput"),
                            (("", "--execution"), "badInput"), ((some, "--job", "Nowhere"), "notFound")):
            with self.subTest(words=words):
                self.expect_error(self.cli.run("--json", "track", *words), 2, kind)
        self.expect_error(self.cli.run("--json", "attach", "77", empty), 2, "notFound")
        self.assertEqual(self.cli.messages(), [])


if __name__ == "__main__":
    main()
