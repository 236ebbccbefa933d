#!/usr/bin/python3
"""What becomes of `query` on the command line when the service's answers are bad, late or none, when the disk is full,
and when it is interrupted: exit codes, words, and what is left of its file."""

import csv
import gzip
import io
import pathlib
import signal
import sqlite3
import subprocess
import time
import zipfile

from support import journey
from support.foreign import Answer, Foreign, html
from support.processes import spawn, wait_for
from support.query import FAULT, SET, Query, customers, page


class QueryBadPages(Query):
    def expect_part(self, code, rows, *words):
        outcome = self.query("CustomersV3", "--output", self.target, *words, code=code)
        self.assertFalse(self.target.exists())
        self.assertEqual(self.part.exists(), rows > 0)
        if rows:
            self.assertIn(str(self.part), outcome.err)
            self.assertEqual(len(self.part.read_text().splitlines()), rows + 1)
        self.part.unlink(missing_ok=True)
        return outcome

    def test_the_service_names_what_is_wrong(self):
        for status in (400, 404):
            self.answer(Answer(FAULT, status))
            outcome = self.expect_part(2, 0)
            self.assertIn("A property “Nome” is not there.", outcome.err)
            self.assertEqual(self.asked().count(SET), 1)
            self.answer(Answer(FAULT, status))
            self.query("CustomersV3", "--json", code=2)
        self.answer(page(customers(0, 2), SET + "?p=2"), Answer(FAULT, 400))
        self.expect_part(2, 2)
        self.answer(page(customers(0, 2), SET + "?p=2"), Answer(FAULT, 400))
        self.assertTrue(self.query("CustomersV3", "--format", "csv", code=3).out)

    def test_a_broken_page_is_asked_for_again_and_not_the_whole(self):
        whole = page(customers(2, 300))
        size = len(whole.bytes())
        for broken in (Answer(FAULT, 500), Answer(whole.body, cut=size // 2), Answer(whole.bytes()[:size // 2]),
                       Answer(whole.body, cut=-1), html(), Answer(b"\xff" + whole.bytes()), Answer("", 502)):
            with self.subTest(broken=str(broken)[:80]):
                self.answer(page(customers(0, 2), "CustomersV3?p=2"), broken, whole)
                outcome = self.query("CustomersV3", "--json", "--output", self.target)
                self.assertEqual((outcome.json["rows"], outcome.json["complete"]), (302, True))
                self.assertEqual(self.asked(), [SET, SET + "?p=2", SET + "?p=2"])
                self.assertEqual(len(set(self.target.read_text().splitlines())), 303)

    def test_a_page_that_stays_broken_ends_it(self):
        whole = page(customers(2, 300))
        for broken in (Answer(FAULT, 500), Answer(whole.bytes()[:1000]), html()):
            for form in ("csv", "json", "xlsx", "sqlite"):
                with self.subTest(broken=str(broken)[:80], form=form):
                    target = self.cli.profile / f"r.{form}"
                    self.answer(page(customers(0, 2), "CustomersV3?p=2"), broken)
                    outcome = self.query("CustomersV3", "--output", target, code=3)
                    self.assertFalse(target.exists())
                    self.assertTrue(pathlib.Path(f"{target}.part").stat().st_size > 0)
                    self.assertIn(".part", outcome.err)
                    self.assertEqual(len(self.asked()), 5)
        self.answer(Answer(FAULT, 500))
        self.assertIn("Nome", self.expect_part(3, 0).err)
        self.answer(Answer({}))
        self.expect_part(3, 0, "--format", "sqlite")

    def test_links_that_are_not_followed(self):
        for link in (SET + "#rows", self.foreign.url.replace("//", "//user:word@") + SET):
            self.answer(page(customers(0, 2), link))
            self.expect_part(3, 2)
            self.assertEqual(len(self.asked()), 1)
        other = self.enterContext(Foreign())
        other.answers[SET] = page(customers(0, 1))
        for link in (other.url + SET, "//127.0.0.2" + SET, "/api/connector/dequeue/x", SET, "CustomersV3"):
            with self.subTest(link=link):
                self.answer(page(customers(0, 2), link))
                self.expect_part(3, 2)
                self.assertEqual(len(self.asked()), 1)
        self.assertEqual(other.seen, [])
        self.answer(page(customers(0, 2), "CustomersV3?p=2"), page(customers(2, 2), "CustomersV3?p=3"),
                    page(customers(4, 2), "CustomersV3?p=2"))
        self.expect_part(3, 6)

    def test_pages_that_come_again_and_again(self):
        def same(link):
            return page(customers(0, 2), link)
        for fields, rows, code in (((), 6, 3), (("--select", "dataAreaId"), 12, 0)):
            with self.subTest(fields=fields):
                self.answer(*(same(f"CustomersV3?p={i}") for i in range(2, 7)), same(None))
                outcome = self.query("CustomersV3", "--output", self.target, *fields, code=code)
                self.assertEqual("were read already" in outcome.err, code == 3, outcome.err)
                written = self.part if code else self.target
                self.assertEqual(len(written.read_text().splitlines()), rows + 1)
                written.unlink()

    def test_a_next_page_is_a_list(self):
        for body in ({"Message": "An error has occurred."}, {"value": None}, {"value": "x"}):
            with self.subTest(body=body):
                self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(body), page(customers(2, 2)))
                self.assertEqual(self.query("CustomersV3", "--json", "--output", self.target).json["rows"], 4)
                self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(body))
                self.target.unlink()
                self.expect_part(3, 2)

    def test_words_of_the_service_are_no_row(self):
        for body, words in (({"Message": "An error has occurred.", "ExceptionMessage": "Nome is not there."}, "Nome"),
                            ({"value": None}, "no list")):
            with self.subTest(body=body):
                self.answer(Answer(body))
                self.assertIn(words, self.expect_part(3, 0).err)
                self.assertEqual(len(self.asked()), 4)
        record = SET + "(dataAreaId='usmf',CustomerAccount='US-00000')"
        self.answer(Answer(customers(0, 1)[0]), path=record)
        self.assertIn("US-00000", self.query(record, "--format", "csv").out)

    def test_two_do_not_write_one_file(self):
        for form in ("csv", "sqlite"):
            self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(page(customers(2, 2)).body, delay=15))
            first = self.cli.start("query", "CustomersV3", "--format", form, "--output", self.target)
            wait_for(lambda: len(self.asked()) == 2, "the second page to be asked for")
            self.assertIn("just now", self.query("CustomersV3", "--format", form, "--output", self.target, code=2).err)
            self.assertEqual(first.communicate(timeout=60)[0], "")
            self.assertEqual(first.returncode, 0)
            self.assertEqual(len(self.asked()), 2)
            self.assertEqual([one.name for one in self.cli.profile.glob("rows*")], [self.target.name])

    def test_a_database_takes_what_is_odd(self):
        target = self.cli.profile / "odd.sqlite"
        self.answer(Answer('{"value":[{},{"a\\u0000b":1e400,"B":1e-400,"C":1.5}]}'))
        self.query("CustomersV3", "--output", target)
        with sqlite3.connect(target) as database:
            rows = database.execute('SELECT "a\ufffdb", B, C FROM CustomersV3').fetchall()
        self.assertEqual(rows, [(None, None, None), ("1e400", "1e-400", 1.5)])

    def test_the_first_row_with_a_field_names_the_columns(self):
        rows = [{"@odata.etag": "W/\"1\""}, {"A": "x", "B": 2}]
        self.answer(page([{}], "CustomersV3?p=2"), page(rows))
        self.query("CustomersV3", "--output", self.cli.profile / "late.xlsx")
        with zipfile.ZipFile(self.cli.profile / "late.xlsx") as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        for cell in ('r="A1"', 'r="B1"', 'r="A4"', 'r="B4"'):
            self.assertIn(cell, sheet)
        self.assertNotIn('r="A2"', sheet)

    def test_lists_that_came_cut_are_said(self):
        lines = {"A": 1, "Lines": [{"B": 1}], "Lines@odata.nextLink": "CustomersV3(1)/Lines?p=2"}
        self.answer(page([lines], "CustomersV3?p=2"), page([lines, {"A": 2, "Lines": []}]))
        outcome = self.query("CustomersV3?$expand=Lines", "--format", "jsonl")
        self.assertEqual(outcome.err.count("2 lists of related records came cut"), 1)
        self.assertIn("Lines", outcome.err)
        self.assertEqual(len(self.asked()), 2)

    def test_nobody_there(self):
        self.foreign.__exit__()
        began = time.monotonic()
        self.expect_part(3, 0)
        self.assertLess(time.monotonic() - began, 20)
        self.foreign.__enter__()

    def test_odd_answers_are_read(self):
        deep = "[" * 10000 + "]" * 10000
        self.answer(Answer('{"value":[{"A":1,"A":2,"B":%s,"C":%s,"D":"\\ud800"},{"Z":1}]}' % (deep, "9" * 60)))
        outcome = self.query("CustomersV3", "--format", "csv")
        row = next(iter(list(csv.reader(io.StringIO(outcome.out), delimiter=","))[1:]))
        self.assertEqual((row[0], row[1], row[2], row[3]), ("2", deep, "9" * 60, "�"))
        for word in ("name", "1 half of a character", "Z"):
            self.assertIn(word, outcome.err)
        wide = {f"Field{i}": i for i in range(5000)}
        self.answer(page([wide]))
        self.assertEqual(self.query("CustomersV3", "--format", "csv").out.splitlines()[1].count(","), 4999)
        self.answer(page([wide]))
        self.query("CustomersV3", "--output", self.cli.profile / "wide.xlsx")
        self.answer(page([{f"Field{i}": i for i in range(2000)}]))
        self.query("CustomersV3", "--output", self.cli.profile / "whole.sqlite")
        for pages in ([page([wide])], [page(customers(0, 2), "CustomersV3?p=2"), page([wide])]):
            self.answer(*pages)
            outcome = self.query("CustomersV3", "--output", self.cli.profile / "wide.sqlite", code=2)
            for word in ("2000 columns", "--select", "csv"):
                self.assertIn(word, outcome.err)
            self.assertFalse((self.cli.profile / "wide.sqlite").exists())

    def test_a_wait_is_told(self):
        self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer("", 429, {"Retry-After": "1"}),
                    page(customers(2, 2)))
        outcome = self.query("CustomersV3", "--json", "--output", self.target)
        self.assertEqual(outcome.json["rows"], 4)
        self.assertIn("throttling", outcome.err)

    def test_a_value_of_100_megabytes(self):
        self.answer(Answer(b'{"value":[{"A":"' + b"x" * (100 << 20) + b'"}]}'))
        outcome = self.cli.measure("query", "CustomersV3", "--output", self.target)
        self.assertEqual(outcome.code, 0, str(outcome))
        self.assertEqual(self.target.stat().st_size, (100 << 20) + len("A\r\n\r\n"))

    def test_a_bomb_is_bounded(self):
        bomb = gzip.compress(b'{"value":[{"A":"' + b"x" * (700 << 20) + b'"}]}', 1)
        self.answer(Answer(bomb, headers={"Content-Encoding": "gzip"}))
        outcome = self.cli.measure("query", "CustomersV3", "--output", self.target)
        self.assertEqual(outcome.code, 3, str(outcome))
        self.assertLess(outcome.peak_kib, 1300 << 10)
        self.assertFalse(self.target.exists())

    def test_an_interruption_keeps_what_came(self):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a command begins with what this one ignores
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(ending=ending):
                self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(b"", delay=60))
                process = self.cli.start("query", "CustomersV3", "--output", self.target)
                wait_for(lambda: len(self.asked()) == 2 and self.part.exists(),
                         "the first page to be kept and the second to be asked for")
                process.send_signal(ending)
                _, err = process.communicate(timeout=20)
                self.assertEqual(process.returncode, 4, err)
                self.assertFalse(self.target.exists())
                self.assertIn(str(self.part), err)
                self.assertEqual(len(self.part.read_text().splitlines()), 3)
                self.part.unlink()
        self.foreign.answers[SET] = [Answer(b"", delay=60)]
        self.assertEqual(self.cli.run("query", "CustomersV3", "--format", "csv", "--timeout", "0.5").code, 4)

    def shell(self, words, *command):
        """A command in a shell's words: "$@"."""
        process = spawn(["bash", "-c", words, "--", *self.cli.command("query", *command)], text=True,
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.cli.environment)
        _, err = process.communicate(timeout=60)
        return process.returncode, err

    def test_an_output_that_takes_nothing(self):
        for words in ('exec "$@" >/dev/full', 'exec "$@" >&-', 'exec "$@" <&- >&-'):
            for form in (("--format", "csv"), ("--format", "json"), ("--count",)):
                with self.subTest(words=words, form=form):
                    self.answer(page(customers(0, 2), **{"@odata.count": 2}))
                    code, err = self.shell(words, "CustomersV3", *form)
                    self.assertEqual(code, 3, err)
                    self.assertIn("cannot be written", err)
        self.answer(page(customers(0, 4000), "CustomersV3?p=2"), page(customers(4000, 4000)))
        code, err = self.shell(f"trap '' XFSZ; ulimit -S -f 40; exec \"$@\" >{self.target}",
                               "CustomersV3", "--format", "csv")
        self.assertEqual(code, 3, err)
        self.assertGreater(self.target.stat().st_size, 0)

    def test_a_disk_that_is_full(self):
        rows = customers(0, 4000)
        for form in ("csv", "xlsx", "sqlite"):
            with self.subTest(form=form):
                target = self.cli.profile / f"full.{form}"
                self.answer(page(rows, "CustomersV3?p=2"), page(rows))
                words = self.cli.command("query", "CustomersV3", "--output", target)
                process = spawn(["bash", "-c", "trap '' XFSZ; ulimit -S -f 40; exec \"$@\"", "--", *words],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.cli.environment)
                out, err = process.communicate(timeout=60)
                self.assertEqual((process.returncode, out), (2, ""), err)
                self.assertIn("cannot be written", err)
                self.assertFalse(target.exists())


if __name__ == "__main__":
    journey.main()
