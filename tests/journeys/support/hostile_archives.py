"""Zips that no honest program writes, and some that look strange and are sound; each with what must become of it.

As a script it writes them all into a folder, for other programs to be tried on: hostile_archives.py FOLDER
"""

import pathlib
import stat
import struct
import sys
import zlib

if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from support.hostile_case import CONTENT, Case
from support.hostile_names import in_the_way, leaving, renamed, two_names
from support.zip_records import DEFLATED, STORED, UTF8, Zip, deflated, extra, unix, wide

MB = 1 << 20


def good():
    return Zip().add("Manifest.xml", b"<m/>").add("PackageHeader.xml", b"<h/>").add("Customers.csv", b"A,B\r\n1,2\r\n")


def broken_files():
    whole = good().end()
    yield Case("empty file", b"", "empty")
    yield Case("text", b"just some text that somebody called a zip\r\n" * 20, "no zip")
    yield Case("sign-in page", b"\r\n<!DOCTYPE html><html><title>Sign in</title></html>" * 9, "web page")
    yield Case("sign-in page with a mark of UTF-8", b"\xef\xbb\xbf<html><title>Sign in</title></html>", "web page")
    yield Case("zeros", bytes(5000), "no zip")
    yield Case("local header alone", good().body, "cut short")
    yield Case("cut in the middle", whole[:len(whole) // 2], "cut short")
    yield Case("cut in the directory", whole[:-40], "cut short")
    yield Case("cut by a byte", whole[:-1], "cut short")
    yield Case("bytes added", whole + b"\n", "end of the file")
    yield Case("page added", whole + b"<html>error</html>", "end of the file")
    yield Case("first byte lost", whole[1:], "not where its end record says|damaged|belong")
    yield Case("byte lost inside", whole[:60] + whole[61:], "not where its end record says")


def ends():
    entry = good()
    yield Case("too many counted", good().end(count=4), "as many")
    yield Case("too few counted", good().end(count=2), "as many")
    yield Case("none counted", good().end(count=0), "as many")
    yield Case("directory elsewhere", good().end(offset=3), "not where")
    yield Case("directory too long", good().end(size=5000), "not where")
    yield Case("directory too short", good().end(size=50), "not where")
    yield Case("directory behind the end", good().end(offset=0x7fffffff), "not where")
    yield Case("directory garbled", good().end().replace(b"PK\1\2", b"PK\1\3"), "damaged")
    yield Case("second end in the comment", good().end(comment=Zip().end()), "more than one end")
    yield Case("whole zip in the comment", good().end(comment=Zip().add("other.csv").end()), "more than one end")
    other = Zip().add("other.csv")
    within = Zip().add("other.csv")
    for name, length, tail in (("too long", 200, b"zz"), ("too short", 1, b"zzz"), ("of none", 0, b"z"),
                               ("cut off", 0, None)):
        inner = within.body + b"".join(within.central) + struct.pack(
            "<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(b"".join(within.central)), len(within.body), length)
        yield Case(f"second end in the comment, its comment {name}",
                   good().end(comment=inner[:-10] if tail is None else inner + tail), "more than one end")
    yield Case("zip behind a zip", good().end() + other.end(), "not where|belong")
    yield Case("zip behind a zip, places right",
               good().end() + other.end(offset=len(good().end()) + len(other.body)), "two different")
    first = good()
    yield Case("two directories", first.end(before_end=b"".join(first.central)), "not where")
    yield Case("part of several", good().end(disk=1), "several")
    yield Case("part whose number stands in no zip64 record", good().end(disk=0xffff), "several")
    yield Case("part whose number stands in the zip64 record",
               good().end64(narrow=dict(disk=0xffff, count=0xffff, size=0xffffffff, offset=0xffffffff)), files=GOOD)
    yield Case("entry in a part that is not said", Zip().add("a.csv", disk=0xffff).end(), "damaged", "a.csv")
    yield Case("entry in another part by zip64", Zip().add("a.csv", disk=0xffff, central_extra=extra(
        1, struct.pack("<I", 7))).end(), "another part", "a.csv")
    yield Case("entry in this part by zip64", Zip().add("a.csv", disk=0xffff, central_extra=extra(
        1, struct.pack("<I", 0))).end(), files={"a.csv": CONTENT})
    yield Case("entry in this part by zip64, its place too", Zip().add(
        "a.csv", disk=0xffff, offset=0xffffffff, central_extra=extra(1, struct.pack("<QI", 0, 0))).end(),
               files={"a.csv": CONTENT})
    yield Case("entry in another part", Zip().add("a.csv", disk=3).end(), "another part", "a.csv")
    yield Case("zip64 and end disagree in count", good().end64(narrow=dict(count=2)), "disagree")
    yield Case("zip64 and end disagree in place", good().end64(narrow=dict(offset=5)), "disagree")
    yield Case("zip64 says more entries", good().end64(count=4), "as many")
    yield Case("zip64 says other place", good().end64(offset=7), "not where")
    yield Case("zip64 record elsewhere", good().end64(locator=3), "disagree")
    yield Case("zip64 record behind", good().end64(locator=1 << 40), "disagree")
    yield Case("zip64 record too long", good().end64(length=60), "disagree")
    yield Case("zip64 record with room behind it", good().end64(more=b"made on a Tuesday"), "disagree")
    second = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 0, 0, 0, 0)
    yield Case("zip64 record in a zip64 record", good().end64(more=second), "disagree")
    yield Case("zip64 record behind a zip64 record", good().end64(length=44, more=second), "disagree")
    yield Case("zip64 record missing", good().end(offset=0xffffffff), "missing")
    yield Case("zip64 counts for ever", good().end64(count=(1 << 64) - 1), "limit|entries")
    yield Case("comment", entry.end(comment=b"made on a Tuesday"), files=GOOD)
    yield Case("comment of other records", entry.end(comment=other.body + b"".join(other.central)), files=GOOD)
    yield Case("zip64 end", good().end64(), files=GOOD)
    yield Case("zip64 end that nobody needs", good().end64(narrow={}), files=GOOD)
    yield Case("nothing inside", Zip().end(), files={})


def headers():
    yield Case("local name differs", Zip().add("a.csv", local_name=b"../b").end(), "two different|damaged", "a.csv")
    yield Case("local method differs", Zip().add("a.csv", local_method=STORED).end(), "two different", "a.csv")
    yield Case("local length differs", Zip().add("a.csv", local_size=5).end(), "two different", "a.csv")
    yield Case("local packed length differs", Zip().add("a.csv", local_packed=5).end(), "two different", "a.csv")
    yield Case("local CRC differs", Zip().add("a.csv", local_crc=1).end(), "two different", "a.csv")
    yield Case("local name is UTF-8, the other not",
               Zip().add("ä.csv", local_flags=0).end(), "two different", "ä.csv")
    yield Case("encrypted in one place only", Zip().add("a.csv", local_flags=1).end(), "two different", "a.csv")
    yield Case("local header garbled", Zip().add("a.csv").end().replace(b"PK\3\4", b"PK\3\5"), "damaged", "a.csv")
    yield Case("no local header", Zip().add("a.csv").add("b.csv", offset=3).end(), "overlap")
    yield Case("entry behind the end", Zip().add("a.csv", offset=0x7ffffff0).end(), "begin|damaged", "a.csv")
    yield Case("extra field too long", Zip().add("a.csv", central_extra=b"\1\0\xff\0ab").end(), "damaged", "a.csv")
    yield Case("zip64 field twice", Zip().add("a.csv", central_size=0xffffffff,
                                              central_extra=wide(len(CONTENT)) + wide(5)).end(), "damaged", "a.csv")
    yield Case("zip64 field too short", Zip().add("a.csv", central_size=0xffffffff,
                                                  central_extra=extra(1, b"abc")).end(), "damaged", "a.csv")
    yield Case("longer than can be", Zip().add("a.csv", central_size=0xffffffff,
                                               central_extra=wide((1 << 64) - 1)).end(), "damaged", "a.csv")
    crc, packed, size = zlib.crc32(CONTENT), len(deflated(CONTENT)), len(CONTENT)
    for form, tail in (("short", struct.pack("<III", crc, packed, size)),
                       ("marked", b"PK\7\x08" + struct.pack("<III", crc, packed, size)),
                       ("wide", struct.pack("<IQQ", crc, packed, size)),
                       ("wide and marked", b"PK\7\x08" + struct.pack("<IQQ", crc, packed, size))):
        yield Case(f"descriptor, {form}", Zip().add("a.csv", descriptor=tail).add("b.csv").end(),
                   files={"a.csv": CONTENT, "b.csv": CONTENT})
    yield Case("descriptor lies", Zip().add("a.csv", descriptor=struct.pack("<III", crc, packed, size + 1)).end(),
               "two different", "a.csv")
    yield Case("descriptor missing", Zip().add("a.csv", descriptor=b"").add("b.csv").end(), "two different", "a.csv")
    yield Case("zip64 entry", Zip().add("a.csv", size=0xffffffff, local_packed=0xffffffff,
                                        central_packed=0xffffffff, local_extra=wide(size, packed),
                                        central_extra=wide(size, packed)).end(), files={"a.csv": CONTENT})


def places():
    yield Case("bytes before the first entry", Zip().raw(b"#!/bin/sh\n").add("a.csv").end(),
               "belong", "a.csv")
    hidden = Zip().add("hidden.csv")
    yield Case("hidden entry between two", Zip().add("a.csv").raw(hidden.body).add("b.csv").end(), "belong", "a.csv")
    yield Case("hidden entry at the end", Zip().add("a.csv").raw(hidden.body).end(), "belong", "a.csv")
    yield Case("hidden entry at the beginning", Zip().raw(hidden.body).add("a.csv").end(), "belong", "a.csv")
    twice = Zip().add("a.csv").add("b.csv", at=0)
    yield Case("two names for the same bytes", twice.end(), "overlap|two different", "a.csv")
    # Headers of later entries are quoted inside earlier ones, which share one kernel of bytes.
    kernel = deflated(bytes(MB), 9)
    inner = Zip().local(b"2.csv", kernel, DEFLATED, 0, zlib.crc32(bytes(MB)), len(kernel), MB)
    quoted = struct.pack("<BHH", 0, 35, 35 ^ 0xffff) + inner
    outer = Zip()
    outer.add("1.csv", packed=quoted, size=MB + 35)
    outer.add("2.csv", bytes(MB), packed=kernel, at=35 + 5)
    yield Case("overlapping bomb", outer.end(), "overlap", "1.csv")
    partly = Zip().add("a.csv", central_packed=30, local_packed=30)
    yield Case("reaches into the next", partly.add("b.csv").end(), "overlap", "a.csv")
    yield Case("reaches into the directory", Zip().add("a.csv", packed=b"", central_packed=60, local_packed=60).end(),
               "overlap", "a.csv")


def contents():
    yield Case("wrong CRC", Zip().add("a.csv", crc=0xdeadbeef).end(), "checksum", "a.csv")
    yield Case("wrong CRC of a stored one", Zip().add("a.csv", method=STORED, crc=5).end(), "checksum", "a.csv")
    yield Case("wrong CRC in the middle", Zip().add("a/1.csv").add("a/2.csv", crc=5).add("b/3.csv").end(), "checksum",
               "a/2.csv")
    yield Case("wrong CRC of a large one", Zip().add("a.csv", bytes(range(256)) * 40000, crc=5).end(), "checksum",
               "a.csv")
    yield Case("wrong CRC of an empty one", Zip().add("a.csv", b"", crc=5).end(), "checksum", "a.csv")
    yield Case("longer than it says", Zip().add("a.csv", b"x" * 9000, size=10).end(), "not as long", "a.csv")
    yield Case("much longer than it says", Zip().add("a.csv", bytes(60 * MB), size=10).end(), "not as long", "a.csv")
    yield Case("shorter than it says", Zip().add("a.csv", b"x" * 10, size=9000).end(), "not as long", "a.csv")
    yield Case("stored, lengths differ", Zip().add("a.csv", method=STORED, size=90).end(), "not as long", "a.csv")
    yield Case("says to be empty", Zip().add("a.csv", size=0, crc=0).end(), "not as long", "a.csv")
    yield Case("stream cut", Zip().add("a.csv", bytes(range(256)) * 9, packed=deflated(bytes(range(256)) * 9)[:-9])
               .end(), "damaged", "a.csv")
    yield Case("bytes behind the stream", Zip().add("a.csv", packed=deflated(CONTENT) + b"more").end(), "not as long",
               "a.csv")
    yield Case("stream garbled", Zip().add("a.csv", packed=b"\xff\xff\xff\xff\xff").end(), "damaged", "a.csv")
    yield Case("no stream", Zip().add("a.csv", packed=b"").end(), "damaged", "a.csv")
    yield Case("encrypted", Zip().add("a.csv", flags=1).end(), "encrypted", "a.csv")
    yield Case("strongly encrypted", Zip().add("a.csv", flags=0x41).end(), "encrypted", "a.csv")
    yield Case("encrypted with AES", Zip().add("a.csv", flags=1, method=99).end(), "encrypted", "a.csv")
    yield Case("headers masked", Zip().add("a.csv", flags=0x2000).end(), "encrypted", "a.csv")
    for method, name in ((1, "shrunk"), (6, "imploded"), (9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "zstd")):
        yield Case(f"packed by {name}", Zip().add("a.csv", method=method).end(), f"method {method}", "a.csv")
    yield Case("patch", Zip().add("a.csv", flags=0x20).end(), "packed in a way", "a.csv")


def limits():
    zeros = deflated(bytes(60 * MB), 9)
    yield Case("flat bomb", Zip().add("a.csv", bytes(60 * MB), packed=zeros).end(), "ratio", "a.csv")
    many = Zip()
    zeros = deflated(bytes(20 * MB), 9)
    for number in range(5):
        many.add(f"{number}.csv", bytes(20 * MB), packed=zeros)
    yield Case("bomb in pieces", many.end(), "ratio")
    zeros = deflated(bytes(40 * MB), 9)
    yield Case("packed well, not too well", Zip().add("a.csv", bytes(40 * MB), packed=zeros).end(),
               files={"a.csv": bytes(40 * MB)})
    yield Case("bomb that may", Zip().add("a.csv", bytes(60 * MB), packed=deflated(bytes(60 * MB), 9)).end(),
               files={"a.csv": bytes(60 * MB)}, options=("--limit", "ratio=2000"))
    huge = Zip()
    for number in range(3):
        huge.add(f"{number}.csv", packed=b"x" * 100, central_size=0xffffffff, local_size=0xffffffff,
                 local_packed=0xffffffff, central_packed=0xffffffff, local_extra=wide(3 << 30, 100),
                 central_extra=wide(3 << 30, 100))
    yield Case("says to be 9 GB", huge.end(), "8589934592 bytes|ratio")
    yield Case("more bytes than may be", good().end(), "limit of 10 bytes", options=("--limit", "bytes=10"))
    yield Case("more entries than may be", good().end(), "limit of 2 ", options=("--limit", "entries=2"))
    crowd = Zip()
    crowd.central = [Zip().add(f"{number}", b"", method=STORED, at=0).central[0] for number in range(3)] * 66_667
    yield Case("200,001 entries", crowd.end64(), "200001")
    yield Case("101 parts", Zip().add("/".join(["d"] * 101)).end(), "depth", "d/d", only_unpacking=True)
    yield Case("100 parts", Zip().add("/".join(["d"] * 100)).end(), files={"/".join(["d"] * 100): CONTENT})
    yield Case("part of 256 bytes", Zip().add("n" * 256).end(), "nameBytes", "nnn", only_unpacking=True)
    yield Case("part of 256 bytes, fewer characters", Zip().add("ä" * 128).end(), "nameBytes", "ää",
               only_unpacking=True)
    yield Case("part of 255 bytes", Zip().add("n" * 255).end(), files={"n" * 255: CONTENT})
    yield Case("part of 255 bytes, most of them no UTF-8", Zip().add(b"\xff" * 251 + b".csv", flags=UTF8).end(),
               files={"_" * 251 + ".csv": CONTENT}, renamed={"\ufffd" * 251 + ".csv": "_" * 251 + ".csv"})
    yield Case("part of 256 bytes, most of them no UTF-8", Zip().add(b"\xff" * 252 + b".csv", flags=UTF8).end(),
               "nameBytes", "\ufffd\ufffd", only_unpacking=True)
    yield Case("name of 65,535 bytes", Zip().add("ab/" * 21845, b"").end(), "depth", "ab/", only_unpacking=True)


def kinds():
    def case(name, attributes, reason="link", data=b"/etc/passwd", made_by=0x314):
        return Case(name, Zip().add("it", data, attributes=attributes, made_by=made_by).end(), reason, "it",
                    only_unpacking=True)

    yield case("symbolic link", unix(stat.S_IFLNK | 0o777))
    yield case("symbolic link, says to be made on DOS", unix(stat.S_IFLNK | 0o777), made_by=20)
    yield case("reparse point", 0x400)
    yield case("character device", unix(stat.S_IFCHR | 0o666), "device")
    yield case("block device", unix(stat.S_IFBLK | 0o666), "device")
    yield case("pipe", unix(stat.S_IFIFO | 0o666), "device")
    yield case("socket", unix(stat.S_IFSOCK | 0o666), "device")
    yield case("volume name", 0x08, "device")
    yield Case("write through a link", lambda outside: Zip().add(
        "link", outside.encode(), attributes=unix(stat.S_IFLNK | 0o777), made_by=0x314).add("link/x.csv").end(),
        "link", only_unpacking=True)
    yield Case("folder with bytes", Zip().add("folder/").end(), "at once", "folder/", only_unpacking=True)
    yield Case("marked as folder, with bytes", Zip().add("it", attributes=unix(stat.S_IFDIR)).end(), "at once", "it",
               only_unpacking=True)
    yield Case("may run as root", Zip().add("it", attributes=unix(stat.S_IFREG | 0o6777), made_by=0x314).end(),
               files={"it": CONTENT})


def strange_and_sound():
    yield Case("plain", good().end(), files=GOOD)
    yield Case("stored", Zip().add("a.csv", method=STORED).end(), files={"a.csv": CONTENT})
    yield Case("empty files and folders", Zip().add("a/", b"").add("a/b/", b"", method=STORED).add("c.csv", b"").end(),
               files={"c.csv": b""})
    yield Case("backslashes separate", Zip().add("a\\b\\c.csv").add("d\\", b"").end(), files={"a/b/c.csv": CONTENT})
    yield Case("dots and double slashes", Zip().add("./a//b/./c.csv").add("./", b"").end(),
               files={"a/b/c.csv": CONTENT})
    yield Case("code page 437", Zip().add(b"Stra\xe1e \x84.csv").end(), files={"Straße ä.csv": CONTENT})
    yield Case("UTF-8 that does not say so", Zip().add("Straße.csv".encode(), flags=0).end(),
               files={"Straße.csv": CONTENT})
    yield Case("UTF-8 beside an old name", Zip().add(
        b"Lodz.csv", central_extra=extra(0x7075, b"\1" + struct.pack("<I", zlib.crc32(b"Lodz.csv")) +
                                         "Łódź.csv".encode())).end(), files={"Łódź.csv": CONTENT})
    yield Case("zip in a zip", Zip().add("inner.zip", good().end(), method=STORED).end(),
               files={"inner.zip": good().end()})
    yield Case("twelve kinds of percent", Zip().add("%2e%2e%2fx.csv").end(), files={"%2e%2e%2fx.csv": CONTENT})
    yield Case("large and small", Zip().add("large.csv", bytes(range(256)) * 30000).add("small.csv").end(),
               files={"large.csv": bytes(range(256)) * 30000, "small.csv": CONTENT})
    yield Case("other order of the directory", _other_order(), files={"a.csv": CONTENT, "b.csv": CONTENT})


def _other_order():
    archive = Zip().add("a.csv").add("b.csv")
    archive.central.reverse()
    return archive.end()


GOOD = {"Manifest.xml": b"<m/>", "PackageHeader.xml": b"<h/>", "Customers.csv": b"A,B\r\n1,2\r\n"}


def cases():
    """All of them."""
    for group in (broken_files, ends, headers, two_names, places, contents, limits, leaving, kinds, in_the_way, renamed,
                  strange_and_sound):
        yield from group()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases():
        word = "refused" if case.refused else "renamed" if case.renamed else "sound"
        (folder / f"{word} - {case.name.replace('/', '_')}.zip").write_bytes(case.bytes())
