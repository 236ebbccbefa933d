#!/usr/bin/python3
"""An open window and the command line on one profile: what is pushed beside the window, the window sends and shows."""

from support.beside import BesideWindow
from support.journey import main
from support.processes import stop, wait_for

JOB = ("--job", "Customer groups")


class WindowBeside(BesideWindow):

    jobs = ("Customer groups",)

    def state(self, name):
        return next((row["state"] for row in self.cli.messages() if row["file"] == name), None)

    def test_the_window_sends_pauses_and_its_death_is_no_loss(self):
        process, window = self.open_window()
        window.wait("Push", ("list item",))
        rows = self.cli.json("push", self.groups("beside.csv"), *JOB, "--wait")
        self.assertEqual((rows[0]["state"], rows[0]["targetRecords"]), ("Succeeded", 3))
        self.assertEqual(self.practice.stored("beside.csv"), [rows[0]["messageId"]])
        self.assertIsNone(process.poll())
        window.press("All")
        window.table("Messages").wait_row("beside.csv", "Processed")

        # What the window could not send yet is sent by its owner when the window dies.
        window.click(window.wait("Push", ("list item",)))
        self.practice.set_faults({"call": "enqueue", "fault": "throttle429", "retryAfter": 60, "times": 1})
        waiter = self.cli.start("--json", "push", self.groups("late.csv"), *JOB, "--timeout", 60)
        self.addCleanup(stop, waiter)
        window.table("Queue").wait_row("late.csv")
        wait_for(lambda: self.practice.deliveries("late.csv"), "the window to knock with it")
        # Killed before it has heard the answer, it would leave a file of which nobody knows whether it arrived.
        wait_for(lambda: self.state("late.csv") == "Queued", "the window to hear that it must wait")
        process.kill()
        process.wait()
        out, err = waiter.communicate(timeout=60)
        self.assertEqual(waiter.returncode, 0, out + err)
        self.assertEqual(len(self.practice.stored("late.csv")), 1)

    def test_a_window_beside_a_follower_hands_over_what_is_pressed(self):
        follower = self.cli.start("follow")
        self.addCleanup(stop, follower)
        wait_for(lambda: (self.cli.profile / "sender.lock").exists(), "the follower to take the place")
        held = self.groups("pressed.csv")
        self.practice.set_faults({"call": "enqueue", "fault": "redirect302"})
        self.expect(self.cli.run("push", held, *JOB), 3)
        self.practice.clear_faults()
        process, window = self.open_window()
        window.table("Messages").wait_row("pressed.csv")
        window.table("Messages").select(0)
        window.press("Send now")
        wait_for(lambda: self.practice.stored("pressed.csv"), "the follower to send it")
        window.press("All")
        # The service may have worked it off just after a look; the next one is up to a minute away.
        window.table("Messages").wait_row("pressed.csv", "Processed", seconds=90)
        self.assertIsNone(follower.poll())
        self.assertIsNone(process.poll())


if __name__ == "__main__":
    main()
