#!/usr/bin/python3
"""Several programs on one profile: one sends, the others wait, read, and never send twice."""

import signal

from support.journey import Journey, main
from support.processes import wait_for


class TwoPrograms(Journey):

    def test_ten_pushes_at_once_send_each_file_once(self):
        names = [f"crowd-{number}.csv" for number in range(10)]
        running = [self.cli.start("--json", "push", self.groups(name), "--job", "Customer groups", "--wait")
                   for name in names]
        for process in running:
            out, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, out + err)
        for name in names:
            self.assertEqual(len(self.practice.deliveries(name)), 1, name)
        rows = self.cli.messages()
        self.assertEqual(sorted(row["file"] for row in rows), sorted(names))
        self.assertEqual({row["state"] for row in rows}, {"Succeeded"})

    def test_readers_work_beside_a_sender_and_see_a_dead_one_as_unconfirmed(self):
        self.practice.set_faults({"call": "enqueue", "fault": "noAnswer", "match": "stuck.csv"})
        sender = self.cli.start("push", self.groups("stuck.csv"), "--job", "Customer groups")
        wait_for(lambda: any(row["state"] == "Sending" for row in self.cli.messages()), "the upload to begin")
        wait_for(lambda: self.practice.deliveries("stuck.csv"), "the file to arrive")
        self.assertEqual(self.only_message()["state"], "Sending")
        sender.send_signal(signal.SIGKILL)
        sender.communicate()
        row = next(row for row in self.cli.messages() if row["file"] == "stuck.csv")
        self.assertEqual((row["state"], row["needsAttention"]), ("Unconfirmed", True))
        self.practice.clear_faults()
        self.expect(self.cli.run("push", self.groups("after.csv"), "--job", "Customer groups"), 0)
        self.assertEqual(len(self.practice.deliveries("stuck.csv")), 1)

    def test_following_goes_on_where_a_killed_follower_stopped(self):
        self.practice.set_faults(lifecycles=[{"match": "slow-*.csv", "stickAt": "Processing"}])
        self.expect(self.cli.run("push", self.groups("slow-1.csv"), "--job", "Customer groups"), 0)
        follower = self.cli.start("follow", "--until-final")
        wait_for(lambda: self.only_message()["status"] == "Processing", "the follower to see Processing")
        follower.send_signal(signal.SIGKILL)
        follower.communicate()
        self.practice.clear_faults()
        self.expect(self.cli.run("follow", "--until-final"), 0)
        self.assertEqual(self.only_message()["status"], "Processed")

    def test_the_practice_environment_keeps_its_data_across_a_restart(self):
        key = self.cli.json("push", self.groups("kept.csv"), "--job", "Customer groups")[0]["key"]
        before = self.practice.info
        self.practice.stop()
        self.practice.start()
        self.assertEqual({name: before[name] for name in ("tenant", "clientId", "secret", "jobs")},
                         {name: self.practice.info[name] for name in ("tenant", "clientId", "secret", "jobs")})
        self.expect(self.cli.run("follow", "--until-final"), 0)
        self.assertEqual(self.cli.json("message", key)["status"], "Processed")


if __name__ == "__main__":
    main()
