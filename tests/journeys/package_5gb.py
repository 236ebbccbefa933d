#!/usr/bin/python3
"""A package of 5 GB is fetched, checked and acknowledged in the memory that one of 5 MB needs: at most 32 MB more.

Needs 12 GB on the disk of the temporary folder for as long as it runs.
"""

import http.client
import json
import random
import shutil
import signal
import struct
import tempfile
import urllib.parse
import zlib

from support.exports import Exports
from support.journey import Journey, main

MEGABYTE = 1 << 20
JOB = "Customers export"
NEEDED = 12 << 30
LONGEST = 1100  # seconds; CTest waits longer, and would leave the gigabytes behind


def stored_zip(name, block, count):
    """The parts of a zip with one stored entry, `count` times `block`, and how many bytes they are."""
    crc = 0
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    size, wide = len(block) * count, 0xFFFFFFFF
    lengths = struct.pack("<HHQQ", 1, 16, size, size)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 45, 0, 0, 0x6000, 0x5821, crc, wide, wide, len(name),
                        len(lengths)) + name + lengths
    central = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 45, 45, 0, 0, 0x6000, 0x5821, crc, wide, wide, len(name),
                          len(lengths), 0, 0, 0, 0, 0) + name + lengths
    at = len(local) + size
    end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(central), at)
    end += struct.pack("<4sIQI", b"PK\6\7", 0, at + len(central), 1)
    end += struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(central), wide, 0)

    def parts():
        yield local
        for _ in range(count):
            yield block
        yield central + end

    return parts(), len(local) + size + len(central) + len(end)


def give_up(*_):
    raise AssertionError(f"not done within {LONGEST} s")


class LargePackage(Journey):

    jobs = (JOB,)

    def put(self, megabytes):
        """Has the job hand out a package of that size."""
        block = random.Random(megabytes).randbytes(MEGABYTE // 2).hex().encode()
        parts, size = stored_zip(b"Customers.txt", block, megabytes)
        address = urllib.parse.urlsplit(self.practice.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=300)
        connection.request("POST", "/practice/exports?" + urllib.parse.urlencode({"job": JOB}), parts,
                           {"Content-Length": str(size), "Content-Type": "application/zip"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        self.assertEqual(answer.status, 200, body)
        return json.loads(body)[0]["correlationId"], size

    def fetched(self, megabytes):
        made, size = self.put(megabytes)
        outcome = self.cli.measure("--json", "dequeue", "--job", JOB)
        self.expect(outcome, 0)
        [row] = outcome.json
        self.assertEqual((row["state"], row["bytes"], row["entries"]), ("Acknowledged", size, 1))
        export = Exports(self.practice).of(made)[made.lower()]
        self.assertEqual((export["state"], export["acks"]), ("Acked", 1))
        self.assertEqual(self.cli.json("package", "remove", row["key"])["bytes"], size)
        return outcome.peak_kib

    def test_five_gigabytes_need_no_more_memory_than_five_megabytes(self):
        signal.alarm(LONGEST)
        free = shutil.disk_usage(tempfile.gettempdir()).free
        self.assertGreater(free, NEEDED, "the disk has no room for this journey")
        small = self.fetched(5)
        large = self.fetched(5 * 1024)
        print(f"peak memory: 5 MB {small} KiB, 5 GB {large} KiB, {large - small} KiB more")
        self.assertLessEqual(large - small, 32 * 1024)


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, give_up)
    main()
