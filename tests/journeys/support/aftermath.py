"""What must be true after a program was killed while it sent, and what an operator then does."""

from support.journey import Journey


class Aftermath(Journey):
    """A Journey that compares the journal with what the service really has."""

    jobs = ("Customer groups",)

    def judge(self, names):
        """Checks every file's state against what the service has; gives the states."""
        rows = self.cli.messages()
        self.assertEqual(len(rows), len({row["key"] for row in rows}))
        states = []
        for name in names:
            mine = [row for row in rows if row["file"] == name]
            stored = self.practice.stored(name)
            self.assertLessEqual(len(mine), 1, f"{name} stands in the journal more than once")
            self.assertLessEqual(len(stored), 1, f"{name} was delivered {len(stored)} times")
            state = mine[0]["state"] if mine else "absent"
            states.append(state)
            if state in ("absent", "Queued", "Held"):
                self.assertEqual(self.practice.deliveries(name), [], f"{name} is {state}, but bytes of it arrived")
            elif state in ("InFlight", "Succeeded"):
                self.assertEqual([mine[0]["messageId"]], stored)
            else:
                self.assertEqual(state, "Unconfirmed", mine)
                self.assertTrue(mine[0]["needsAttention"] and mine[0]["reason"], mine)
        return states

    def recover(self, files):
        """What an operator does after a power cut: follow, decide, send; then all have arrived exactly once."""
        self.cli.run("follow", "--until-final", "--timeout", "30")
        before = {path.name: self.practice.stored(path.name) for path in files}
        rows = {row["file"]: row for row in self.cli.messages()}
        for path in files:
            row = rows.get(path.name)
            if row is None:
                self.assertEqual(before[path.name], [])
                self.expect(self.cli.run("push", path, "--job", "Customer groups"), 0)
                continue
            self.assertIn(row["state"], ("Held", "Unconfirmed", "InFlight", "Succeeded"), row)
            if row["state"] == "Held":
                self.assertEqual(before[path.name], [], "sent without being asked")
                self.expect(self.cli.run("send", row["key"]), 0)
            elif row["state"] == "Unconfirmed":
                stored = before[path.name]
                words = ("--arrived", stored[0]) if stored else ("--send-again",)
                self.expect(self.cli.run("decide", row["key"], *words), 0)
        self.expect(self.cli.run("follow", "--until-final", "--timeout", "60"), 0)
        for path in files:
            self.assertEqual(len(self.practice.stored(path.name)), 1, f"{path.name} was not delivered exactly once")

    def spread(self, total, points):
        """That many points between the first and the last of `total`, evenly."""
        return sorted({1 + index * (total - 1) // max(1, points - 1) for index in range(points)})
