"""A zip put together record by record, so that any of them can lie."""

import struct
import zlib

DEFLATED, STORED = 8, 0
UTF8, DESCRIPTOR = 0x800, 0x8


def deflated(data, level=6):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def extra(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def wide(*values):
    return extra(1, b"".join(struct.pack("<Q", value) for value in values))


def unix(mode):
    return mode << 16


class Zip:
    """Entries one after the other, then the directory, then the end. Options named `local_…` and `central_…` change
    what only the one header says."""

    def __init__(self):
        self.body = b""
        self.central = []

    def local(self, name, data, method, flags, crc, packed, size, more=b""):
        return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, 0x6000, 0x5821, crc, packed, size,
                           len(name), len(more)) + name + more + data

    def add(self, name, data=b"content\r\n", method=DEFLATED, flags=None, packed=None, attributes=0, made_by=20,
            descriptor=None, at=None, central_extra=b"", local_extra=b"", disk=0, **lies):
        raw = name.encode() if isinstance(name, str) else name
        if flags is None:
            flags = UTF8 if not raw.isascii() and isinstance(name, str) else 0
        packed = (deflated(data) if method == DEFLATED else data) if packed is None else packed
        says = {"name": raw, "method": method, "flags": flags, "crc": zlib.crc32(data), "packed": len(packed),
                "size": len(data)}
        says.update({key: value for key, value in lies.items() if key in says})
        here = dict(says)
        if descriptor is not None:
            says["flags"] |= DESCRIPTOR
            here.update(flags=says["flags"], crc=0, packed=0, size=0)
        here.update({key[6:]: value for key, value in lies.items() if key.startswith("local_")})
        says.update({key[8:]: value for key, value in lies.items() if key.startswith("central_")})
        offset = len(self.body) if at is None else at
        if at is None:
            self.body += self.local(here["name"], packed, here["method"], here["flags"], here["crc"], here["packed"],
                                    here["size"], local_extra) + (descriptor or b"")
        self.central.append(struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\1\2", made_by, 20, says["flags"], says["method"], 0x6000, 0x5821, says["crc"],
            says["packed"], says["size"], len(says["name"]), len(central_extra), 0, disk, 0, attributes,
            lies.get("offset", offset)) + says["name"] + central_extra)
        return self

    def raw(self, data):
        self.body += data
        return self

    def end(self, comment=b"", count=None, size=None, offset=None, disk=0, before_end=b"", trailing=b""):
        directory = b"".join(self.central)
        count = len(self.central) if count is None else count
        return self.body + directory + before_end + struct.pack(
            "<4sHHHHIIH", b"PK\5\6", disk, disk, count, count, len(directory) if size is None else size,
            len(self.body) if offset is None else offset, len(comment)) + comment + trailing

    def end64(self, count=None, size=None, offset=None, locator=None, narrow=None, length=None, more=b""):
        """An end with zip64 records; `narrow` is what the old end record says, `more` stands behind the wide one."""
        directory = b"".join(self.central)
        at = len(self.body) + len(directory)
        total = len(self.central) if count is None else count
        length = 44 + len(more) if length is None else length
        record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", length, 45, 45, 0, 0, total, total,
                             len(directory) if size is None else size, len(self.body) if offset is None else offset)
        record += more + struct.pack("<4sIQI", b"PK\6\7", 0, at if locator is None else locator, 1)
        return self.end(before_end=record, **(narrow or dict(count=0xffff, size=0xffffffff, offset=0xffffffff)))
