#!/usr/bin/python3
"""A file of 1 GB is pushed in the memory that 1 MB needs: at most 16 MB more."""

import hashlib

from support.journey import Journey, main

MEGABYTE = 1 << 20


class LargeFile(Journey):

    def sized(self, name, megabytes):
        """A CSV of that size, and its SHA-256; the last line is cut to fit."""
        line = b"J000,A group with a description that makes the line sixty-four b\r\n"
        block = (line * (MEGABYTE // len(line) + 1))[:MEGABYTE - 2] + b"\r\n"
        path = self.write(name, "")
        digest = hashlib.sha256()
        with open(path, "wb") as target:
            for number in range(megabytes):
                part = block if number else (b"CUSTOMERGROUPID,DESCRIPTION\r\n" + block)[:MEGABYTE - 2] + b"\r\n"
                target.write(part)
                digest.update(part)
        return path, digest.hexdigest()

    def pushed(self, name, megabytes):
        path, digest = self.sized(name, megabytes)
        outcome = self.cli.measure("--json", "push", path, "--job", "Customer groups")
        self.expect(outcome, 0)
        path.unlink()
        self.assertEqual(outcome.json[0]["bytes"], megabytes * MEGABYTE)
        self.assertEqual(outcome.json[0]["sha256"], digest)
        delivered = self.practice.deliveries(name)
        self.assertEqual([(one["sha256"], one["bytes"], one["complete"]) for one in delivered],
                         [(digest, megabytes * MEGABYTE, True)])
        return outcome.peak_kib

    def test_a_gigabyte_needs_no_more_memory_than_a_megabyte(self):
        small = self.pushed("one-megabyte.csv", 1)
        large = self.pushed("one-gigabyte.csv", 1024)
        print(f"peak memory: 1 MB {small} KiB, 1 GB {large} KiB, {large - small} KiB more")
        self.assertLessEqual(large - small, 16 * 1024)


if __name__ == "__main__":
    main()
