"""Zips whose names lead elsewhere, are in the way of others or cannot be held by every system."""

import struct
import unicodedata
import zlib

from support.hostile_case import CONTENT, Case
from support.zip_records import UTF8, Zip, extra


def two_names():
    """A name of old and beside it one in UTF-8, which some programs read and some do not."""
    def beside(name, plain):
        return extra(0x7075, b"\1" + struct.pack("<I", zlib.crc32(plain)) + name)

    def case(name, plain, second, reason, entry):
        archive = Zip().add(plain, b"" if plain.endswith(b"/") else CONTENT, central_extra=beside(second, plain))
        return Case(name, archive.end(), reason, entry, only_unpacking=True)

    yield case("parent in the older name", b"../x.csv", b"x.csv", "“..”", "../x.csv")
    yield case("parent by backslash in the older name", b"a\\..\\..\\x.csv", b"a/b/c/x.csv", "“..”", "a\\..")
    yield case("parent in the newer name", b"x.csv", b"../x.csv", "“..”", "../x.csv")
    yield case("absolute older name", b"/etc/x.csv", b"etc/x.csv", "begins at the root", "/etc/x.csv")
    yield case("drive in the older name", b"C:x.csv", b"x.csv", "drive", "C:x.csv")
    yield case("another computer in the older name", b"\\\\server\\x.csv", b"server/x.csv", "begins at the root",
               "")
    yield case("NUL in the older name", b"x.csv\0.exe", b"x.csv", "NUL", "x.csv␀.exe")
    yield case("older name is a folder", b"x/", b"x.csv", "same place", "x.csv")
    yield case("older name is deeper", b"a/x.csv", b"x.csv", "same place", "a/x.csv")
    yield Case("older name is none", Zip().add(b"", central_extra=beside(b"x.csv", b"")).end(), "two different",
               "x.csv")
    yield Case("newer name twice", Zip().add(b"x.csv", central_extra=beside(b"y.csv", b"x.csv") * 2).end(),
               "damaged", "x.csv")
    yield Case("newer name beside UTF-8", Zip().add(b"x.csv", flags=UTF8, central_extra=beside(
        b"y.csv", b"x.csv")).end(), "two different", "y.csv")
    yield Case("newer name in the local header only", Zip().add(b"x.csv", local_extra=beside(
        b"y.csv", b"x.csv")).end(), "two different", "x.csv")
    yield Case("newer names differ", Zip().add(b"x.csv", central_extra=beside(b"y.csv", b"x.csv"), local_extra=beside(
        b"z.csv", b"x.csv")).end(), "two different", "y.csv")
    yield Case("newer name in both headers", Zip().add(b"a/Lodz.csv", central_extra=beside(
        "a/Łódź.csv".encode(), b"a/Lodz.csv"), local_extra=beside("a/Łódź.csv".encode(), b"a/Lodz.csv")).end(),
               files={"a/Łódź.csv": CONTENT})
    shift_jis = "表/表.csv".encode("shift_jis")  # with a backslash in each character
    yield Case("older name in Shift-JIS", Zip().add(shift_jis, central_extra=beside(
        "表/表.csv".encode(), shift_jis)).end(), files={"表/表.csv": CONTENT})
    yield Case("newer name of another one", Zip().add(b"x.csv", central_extra=beside(b"y.csv", b"z.csv")).end(),
               files={"x.csv": CONTENT})


def leaving():
    def case(name, entry, reason="leads out", shown=None):
        return Case(name, Zip().add("first.csv").add(entry).end(), reason,
                    (entry if isinstance(entry, str) else "") if shown is None else shown, only_unpacking=True)

    yield Case("absolute", lambda outside: Zip().add(outside).end(), "begins at the root", only_unpacking=True)
    yield case("absolute with backslash", "\\windows\\x.csv")
    yield case("drive", "C:\\x.csv", "drive")
    yield case("drive and slash", "c:/x.csv", "drive")
    yield case("drive without a slash", "D:x.csv", "drive")
    yield case("another computer", "\\\\server\\share\\x.csv")
    yield case("another computer by slashes", "//server/share/x.csv")
    yield case("long path of Windows", "\\\\?\\C:\\x.csv")
    yield case("device path of Windows", "\\\\.\\C:\\x.csv")
    yield case("parent", "../x.csv", "“..”")
    yield case("parent of the parent", "../../x.csv", "“..”")
    yield case("parent later", "a/../../x.csv", "“..”")
    yield case("parent that stays inside", "a/../x.csv", "“..”")
    yield case("parent by backslash", "..\\x.csv", "“..”")
    yield case("parent by both", "a\\..\\../x.csv", "“..”")
    yield case("parent at the end", "a/..", "“..”")
    yield case("parent alone", "..", "“..”")
    yield case("parent with a space", "a/.. /x.csv", "“..”")
    yield case("parent with a space between", "a/. ./x.csv", "“..”")
    yield case("parent behind dots", "./.././x.csv", "“..”")
    yield Case("parent folder", Zip().add("../", b"").end(), "“..”", "../", only_unpacking=True)
    yield case("NUL", "a.csv\0.exe", "NUL", "a.csv␀.exe")
    yield case("NUL before the parent", "a\0/../x.csv", "NUL", "␀")
    yield case("no name", "", "no name")
    yield case("a dot for a name", ".", "no name")
    yield Case("escape sequence in a refused name", Zip().add("../\x1b[2J\x07x.csv").end(), "“..”", "␛[2J␇x.csv",
               only_unpacking=True)
    yield Case("line ends in a refused name", Zip().add("../a\nb\r\nc.csv").end(), "“..”", "../a b c.csv",
               only_unpacking=True)


def in_the_way():
    for name, names in (("file, then in it", ("a", "a/b.csv")), ("in it, then a file", ("a/b.csv", "a")),
                        ("file, then a folder", ("a", "a/")), ("file, then in it in other case", ("A", "a/b.csv")),
                        ("file, then in it in other form", ("é", "e\u0301/b.csv")),
                        ("file, then in it by backslash", ("a", "a\\b.csv"))):
        archive = Zip()
        for one in names:
            archive.add(one, b"" if one.endswith("/") else CONTENT)
        yield Case(name, archive.end(), "in the way", names[1], only_unpacking=True)


def renamed():
    def case(name, *pairs, **options):
        archive = Zip()
        for entry, _ in pairs:
            archive.add(entry, str(entry).encode(), **options)
        return Case(name, archive.end(), files={to: str(entry).encode() for entry, to in pairs},
                    renamed={entry: to for entry, to in pairs if entry != to})

    yield case("devices of Windows", ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("Aux.tar.gz", "_Aux.tar.gz"),
               ("com1.csv", "_com1.csv"), ("LPT9", "_LPT9"), ("com0", "_com0"), ("COM¹.csv", "_COM¹.csv"),
               ("conin$", "_conin$"), ("prn .csv", "_prn .csv"), ("console.csv", "console.csv"))
    yield case("device as a folder", ("aux/x.csv", "_aux/x.csv"), ("a/con/nul", "a/_con/_nul"))
    yield case("signs", ("what?.csv", "what_.csv"), ("a<b>|\"*.csv", "a_b____.csv"), ("stream.csv:x", "stream.csv_x"))
    yield case("endings", ("dot.", "dot_"), ("space ", "space_"), ("...", "___"), ("both. .", "both___"),
               ("folder./x.csv", "folder_/x.csv"), (" before.csv", " before.csv"))
    yield case("control characters", ("\x1b[2Jx.csv", "_[2Jx.csv"), ("line\nend.csv", "line_end.csv"),
               ("c1\x9b.csv", "c1_.csv"))
    yield case("case twins", ("Orders.csv", "Orders.csv"), ("ORDERS.CSV", "ORDERS (2).CSV"),
               ("orders.csv", "orders (3).csv"))
    yield case("case twins of folders", ("Data/a.csv", "Data/a.csv"), ("data/a.csv", "data (2)/a.csv"),
               ("data/b.csv", "data (2)/b.csv"))
    yield case("Unicode twins", ("Łódź é.csv", "Łódź é.csv"),
               (unicodedata.normalize("NFD", "Łódź é.csv"), unicodedata.normalize("NFD", "Łódź é") + " (2).csv"))
    yield case("twins of what was made legal", ("a_.csv", "a_.csv"), ("a?.csv", "a_ (2).csv"))
    double = Zip()
    for number, entry in enumerate(("a.csv", "a.csv", "a (2).csv", "noending", "noending"), 1):
        double.add(entry, str(number).encode())
    yield Case("the same name twice", double.end(),
               files={"a.csv": b"1", "a (2).csv": b"2", "a (2) (2).csv": b"3", "noending": b"4", "noending (2)": b"5"},
               renamed={"a.csv": "a (2).csv", "a (2).csv": "a (2) (2).csv", "noending": "noending (2)"})
    yield Case("no UTF-8", Zip().add(b"\xc3\x28\xff.csv", flags=UTF8).end(), files={"_(_.csv": CONTENT},
               renamed={"\ufffd(\ufffd.csv": "_(_.csv"})
    yield Case("parent in overlong UTF-8", Zip().add(b"\xc0\xae\xc0\xae/x.csv", flags=UTF8).end(),
               files={"____/x.csv": CONTENT}, renamed={"\ufffd\ufffd\ufffd\ufffd/x.csv": "____/x.csv"})
    yield Case("half a character", Zip().add(b"\xed\xa0\x80.csv", flags=UTF8).end(), files={"___.csv": CONTENT},
               renamed={"\ufffd\ufffd\ufffd.csv": "___.csv"})
