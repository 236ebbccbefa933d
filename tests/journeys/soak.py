#!/usr/bin/python3
"""A simulated day: companies push through many jobs at once while their service has a bad day, and window, command
line and service are killed at random moments, the disk is full for a minute and the clock jumps. At the end every file
and every byte is accounted for, and the window that lived through all of it has not grown.

    soak.py CLOCKJUMP [--messages N] [--minutes M] [--sites S] [--seed X]

CLOCKJUMP is the library of clockjump.c. Files go for at most M minutes, even if they are fewer than N then; the whole
day is --messages 20000 without --minutes. The seed is printed; the same one makes the same plan. The machine's own pace
decides where exactly a kill strikes.
"""

import argparse
import collections
import concurrent.futures
import faulthandler
import random
import sys
import tempfile
import time
import unittest

from support import evening
from support.journey import main
from support.site import Site
from support.small_disk import SmallDisk, enter_own_mounts

LARGE_DAY = 1000  # messages from which on it is one
MEBIBYTE = 1024   # in KiB
MOST_MEMORY = 128 * MEBIBYTE  # of any window
MOST_GROWTH = 24 * MEBIBYTE   # of one that lived for long, after its warm-up
SHORTEST_CURVE = 120          # samples that say something about growth
STUCK = 1800                  # seconds after which a day that goes on says where it stands


class Soak(unittest.TestCase):

    options = None

    def setUp(self):
        given = self.options
        large = given.messages >= LARGE_DAY
        self.full_for = 60 if large else 5
        self.began = time.monotonic()
        print(f"seed {given.seed}, {given.messages} messages at {given.sites} sites", flush=True)
        disk = self.enterContext(SmallDisk(self.enterContext(tempfile.TemporaryDirectory(prefix="waybill-disk-")),
                                           1024 if large else 128))
        self.sites = []
        for number in range(given.sites):
            chance = random.Random(given.seed * 100 + number)
            share = given.messages // given.sites + (number < given.messages % given.sites)
            site = Site(f"site{number}", chance, share, (10, 40) if large else (2, 6), 12 if large else 4,
                        troubles=(1, 10) if large else (0.5, 2), clockjump=given.clockjump,
                        disk=disk if number == 0 else None,
                        window_dies=number < given.sites - 1 or given.sites == 1)
            self.addCleanup(site.close)
            self.sites.append(site)

    def test_a_day_is_accounted_for(self):
        self.live_the_day()
        pushed = time.monotonic() - self.began
        with concurrent.futures.ThreadPoolExecutor(len(self.sites)) as operators:
            list(operators.map(self.evening, self.sites))
        self.print_account(pushed)
        self.check_memory()

    def live_the_day(self):
        end = self.began + 60 * self.options.minutes if self.options.minutes else float("inf")
        first = self.sites[0]
        was_full = False
        said = self.began
        while not (was_full and all(site.is_done for site in self.sites)):
            late = time.monotonic() > end
            for site in self.sites:
                if late:
                    site.wanted = len(site.files)
                site.step()
            part = (time.monotonic() - self.began) / (end - self.began)
            if not was_full and first.is_whole and max(part, len(first.files) / first.wanted) >= 0.4:
                first.fill_disk(self.full_for)
                was_full = True
            if time.monotonic() > said + 30:
                said = time.monotonic()
                print(f"  {said - self.began:.0f} s: {[len(site.files) for site in self.sites]} files", flush=True)
            time.sleep(0.01)

    @staticmethod
    def evening(site):
        """The bad day goes on meanwhile; only nobody kills any more, and the clock is right."""
        site.jump_to(0)
        for part in (evening.settle, evening.all_news_came, evening.a_week_passes):
            part(site)
            print(f"  {part.__name__} at {site.name}", flush=True)
        site.ends, site.bytes = evening.account(site)
        site.assert_no_bad_words()

    def print_account(self, pushed):
        ends, seen = collections.Counter(), collections.Counter()
        for site in self.sites:
            ends += site.ends
            seen += site.seen
        files = sum(len(site.files) for site in self.sites)
        self.assertEqual(sum(ends.values()), files)
        peaks = [curve.peak for site in self.sites for curve in site.curves]
        print(f"{files} files pushed in {pushed:.0f} s, everything settled after {time.monotonic() - self.began:.0f} s")
        print("  by end: " + ", ".join(f"{count} {state}" for state, count in ends.most_common()))
        print(f"  sent twice 0, lost 0, {sum(site.bytes for site in self.sites)} bytes arrived as they were sent")
        for what, count in sorted(seen.items()):
            print(f"  {what}: {count}")
        print(f"  windows: {len(peaks)}, at most {max(peaks) // MEBIBYTE} MiB")

    def check_memory(self):
        for site in self.sites:
            for curve in site.curves:
                self.assertLessEqual(curve.peak, MOST_MEMORY, f"a window of {site.name}")
                if len(curve.samples) < SHORTEST_CURVE:
                    continue
                print(f"  a window of {site.name} over {curve.samples[-1][0]:.0f} s: {curve.samples[0][1]} KiB at "
                      f"first, {curve.peak} KiB at most; after its warm-up {curve.growth():+} KiB, "
                      f"{curve.slope():+} KiB an hour")
                self.assertLessEqual(curve.growth(), MOST_GROWTH, f"the window of {site.name} grows")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clockjump")
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--sites", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1_000_000))
    enter_own_mounts()
    faulthandler.dump_traceback_later(STUCK)
    Soak.options = parser.parse_args()
    del sys.argv[1:]
    main()
