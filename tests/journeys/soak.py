#!/usr/bin/python3
"""A simulated day: files are pushed in batches while the service misbehaves, and window, command line and service are
killed at random moments. At the end every file and every byte is accounted for, and memory has stayed flat.

    soak.py MESSAGES [SEED]

The seed is printed; the same one makes the same plan. The machine's own pace decides where exactly a kill strikes.
"""

import collections
import hashlib
import random
import subprocess
import sys

from support.journey import Journey, main
from support.processes import program, spawn

BATCH = 10  # the files of one job go one after the other, a quarter of a second apart
MEGABYTE_KIB = 1024
DISK_LEFT = 24  # KiB to which a file may still grow on a full disk
WORDS = ("status404", "status408", "status413", "status500", "status503", "storedThen500", "storedThen504", "html200",
         "emptyBody", "cutAfterBody", "cutInHeaders", "cutInBody", "busyJob", "redirect302")
ASKING = ("status500", "status503", "html200", "cutJson", "emptyBody", "cutInAnswer", "unknownWord")


class Soak(Journey):

    jobs = ("Customer groups",)
    requests_per_second = 1000  # the day is short
    messages = 400
    seed = 1

    def setUp(self):
        super().setUp()
        self.chance = random.Random(self.seed)
        self.files = {}  # name → (path, SHA-256, bytes), of every file that a push was asked for
        self.seen = collections.Counter()

    # The trouble of one round; each leaves the world running.

    def new_trouble(self):
        """A faults document for the next round."""
        faults = [{"call": "enqueue", "fault": self.chance.choice(WORDS), "rate": self.chance.choice((0.02, 0.1))}]
        if self.chance.random() < 0.3:
            faults.append({"call": "enqueue", "fault": "throttle429", "retryAfter": 1, "times": 2})
        if self.chance.random() < 0.5:
            faults.append({"call": "any", "fault": self.chance.choice(ASKING), "rate": 0.05, "skip": 20})
        self.practice.set_faults(*faults, clockSkewSeconds=self.chance.choice((0, 0, -3600, 3600)))

    def push_command(self, batch):
        return ("push", *(path for path, _, _ in batch), "--job", "Customer groups", "--timeout", "8")

    def batch(self, size):
        made = []
        for _ in range(size):
            number = len(self.files)
            name = f"day-{self.seed}-{number:05}.csv"
            path = self.groups(name, rows=self.chance.randint(1, 8))
            content = path.read_bytes()
            self.files[name] = (path, hashlib.sha256(content).hexdigest(), len(content))
            made.append(self.files[name])
        return made

    def push(self, batch):
        outcome = self.cli.run(*self.push_command(batch), seconds=300)
        self.assertIn(outcome.code, (0, 1, 3, 4), str(outcome))
        return outcome

    def killed_command_line(self, batch):
        process = self.cli.start(*self.push_command(batch), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(self.chance.uniform(0.02, 1.5))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait(60)
        self.assertIn(process.returncode, (-9, 0, 1, 3, 4))

    def killed_service(self, batch):
        process = self.cli.start(*self.push_command(batch), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(self.chance.uniform(0.05, 1.0))
        except subprocess.TimeoutExpired:
            pass
        self.practice.process.kill()
        self.practice.process.wait()
        self.practice.stop()
        self.practice.start()
        self.assertIn(process.wait(300), (0, 1, 3, 4))

    def killed_window(self, batch):
        """A window holds the sender's place while the batch is pushed beside it, and dies."""
        window = spawn([program("waybill"), "--profile", self.cli.profile], env=self.cli.environment,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process = self.cli.start(*self.push_command(batch), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(self.chance.uniform(0.2, 2.5))
        except subprocess.TimeoutExpired:
            pass
        self.assertIn(window.poll(), (None,), "the window ended by itself")
        window.kill()
        window.wait()
        self.assertIn(process.wait(300), (0, 1, 3, 4))

    def full_disk(self, batch):
        """No file may grow beyond what is left: what does not fit is refused or held in words, and no byte of it sent."""
        large = self.write(f"large-{len(self.files)}.csv", "CUSTOMERGROUPID,DESCRIPTION\r\n" + "J1,x\r\n" * 20_000)
        limited = f"trap '' XFSZ; ulimit -f {DISK_LEFT}; exec \"$@\""
        command = self.cli.command("--json", "push", large, "--job", "Customer groups", "--timeout", "8")
        process = spawn(["bash", "-c", limited, "--", *command], env=self.cli.environment, stdin=subprocess.DEVNULL,
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, err = process.communicate(timeout=300)
        self.assertIn(process.returncode, (2, 3), out + err)
        self.assertTrue(err.strip())
        self.assertEqual(self.practice.deliveries(large.name), [])
        self.push(batch)

    def clock_jump(self, batch):
        self.practice.advance(self.chance.choice((60, 3600, 7200)))
        self.push(batch)

    # What an operator does in the evening.

    def settle(self):
        """Follows, decides by what the service really has, and sends what is held, until nothing is open."""
        for _ in range(6):
            self.cli.run("follow", "--until-final", "--timeout", "60", seconds=200)
            rows = [row for row in self.cli.messages() if not row["handled"]]
            held = [row["key"] for row in rows if row["state"] in ("Held", "Queued")]
            unconfirmed = [row for row in rows if row["state"] in ("Unconfirmed", "Sending")]
            taken = self.taken()
            for row in unconfirmed:
                ids = taken.get(row["file"], [])
                words = ("--arrived", ids[0]) if ids else ("--send-again",)
                self.seen["arrived" if ids else "sent again"] += 1
                self.expect(self.cli.run("decide", row["key"], *words, seconds=200), 0)
            for start in range(0, len(held), BATCH):
                self.cli.run("send", *held[start:start + BATCH], seconds=300)
            if not held and not unconfirmed and all(row["final"] for row in rows):
                return
        self.fail(f"still open: {[row for row in rows if not row['final']][:3]}")

    def taken(self):
        """Of each file, the ids under which the service holds it."""
        taken = collections.defaultdict(list)
        for one in self.practice.deliveries():
            if one["messageId"]:
                taken[one["externalIdentifier"]].append(one["messageId"])
        return taken

    def account(self):
        """Every file the journal knows arrived exactly once, byte for byte; every other one not at all."""
        rows = collections.defaultdict(list)
        for row in self.cli.messages():
            rows[row["file"]].append(row)
        delivered = {one["messageId"]: one for one in self.practice.deliveries() if one["messageId"]}
        taken = self.taken()
        status = {one["messageId"]: one["status"] for one in self.practice.messages()}
        missing = bytes_here = bytes_there = 0
        for name, (_, digest, size) in self.files.items():
            mine, ids = rows.get(name, []), taken.get(name, [])
            rejected = [row for row in mine if row["state"] == "Rejected"]
            if not mine or (rejected and len(rejected) == len(mine)):
                self.assertEqual(ids, [], f"{name} was stored, but the journal does not say so: {mine}")
                missing += not mine
                self.seen["refused"] += bool(mine)
                continue
            self.assertEqual(len(ids), 1, f"{name} was stored {len(ids)} times: {mine}")
            known = [row for row in mine if row["messageId"] == ids[0]]
            self.assertEqual(len(known), 1, f"{name}: {mine}")
            self.assertEqual((known[0]["sha256"], known[0]["bytes"]), (digest, size))
            one = delivered[ids[0]]
            self.assertEqual((one["sha256"], one["bytes"]), (digest, size), name)
            self.assertEqual(known[0]["status"], status[ids[0]], name)
            bytes_here += known[0]["bytes"]
            bytes_there += one["bytes"]
        self.assertEqual(bytes_here, bytes_there)
        self.assertLess(missing, len(self.files) // 2, "most files never came into the journal")
        print(f"{len(self.files)} files: {len(self.files) - missing - self.seen['refused']} arrived exactly once "
              f"({bytes_there} bytes), {self.seen['refused']} refused for good, {missing} never left; {dict(self.seen)}")

    def test_a_day_is_accounted_for(self):
        print(f"seed {self.seed}, {self.messages} messages", flush=True)
        events = (self.push, self.killed_command_line, self.killed_service, self.killed_window, self.full_disk,
                  self.clock_jump)
        self.expect(self.cli.run(*self.push_command(self.batch(BATCH)), seconds=300), 0)
        first = self.cli.measure("follow", "--until-final", "--timeout", "60").peak_kib
        deck = []
        while len(self.files) < self.messages:
            self.new_trouble()
            if not deck:
                deck = self.chance.sample(events, len(events))
            event = deck.pop()
            self.seen[event.__name__] += 1
            event(self.batch(BATCH))
        self.practice.clear_faults()
        self.settle()
        last = self.cli.measure("follow", "--until-final", "--timeout", "60").peak_kib
        self.account()
        print(f"memory of following: {first} KiB in the morning, {last} KiB in the evening")
        self.assertLessEqual(last - first, 16 * MEGABYTE_KIB)


if __name__ == "__main__":
    Soak.messages = int(sys.argv[1])
    Soak.seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1, 1_000_000)
    del sys.argv[1:]
    main()
