#!/usr/bin/python3
"""`query` on the command line against a service that answers whatever a case wants: formats, pages, exit codes, and
what becomes of bad answers."""

import csv
import gzip
import io
import json
import pathlib
import signal
import sqlite3
import subprocess
import time
import unittest
import xml.etree.ElementTree
import zipfile

from support import journey
from support.cli import Cli
from support.foreign import Answer, Foreign, html
from support.processes import spawn, wait_for

SET = "/data/CustomersV3"
FAULT = {"error": {"code": "", "message": "An error has occurred.", "innererror": {
    "message": "outer words", "internalexception": {"message": "A property “Nome” is not there.", "type": "x"}}}}


def page(rows, link=None, **more):
    body = {"@odata.context": "x/$metadata#CustomersV3", **more, "value": rows}
    if link:
        body["@odata.nextLink"] = link
    return Answer(body)


def customers(first, count):
    return [{"@odata.etag": "W/\"1\"", "dataAreaId": "usmf", "CustomerAccount": f"US-{i:05}", "RecId": 5637144576 + i,
             "Name": f"Name, {i}"} for i in range(first, first + count)]


class QueryOnTheCommandLine(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.foreign = self.enterContext(Foreign())
        self.cli = self.enterContext(Cli())
        self.cli.add_environment(self.foreign, "A stranger", requests_per_second=1000)
        self.target = self.cli.profile / "rows.csv"
        self.part = self.cli.profile / "rows.csv.part"

    def answer(self, *answers, path=SET):
        self.foreign.seen = []
        self.foreign.answers[path] = list(answers)

    def query(self, *words, code=0, **options):
        outcome = self.cli.run("query", *words, **options)
        self.assertEqual(outcome.code, code, str(outcome))
        if code == 2:
            self.assertEqual(outcome.out, "", str(outcome))
        if code:
            self.assertTrue(outcome.err.strip(), str(outcome))
        return outcome

    def raw(self, *words, code=0):
        """Standard output as bytes."""
        process = self.cli.start("query", *words, text=False)
        out, err = process.communicate(timeout=100)
        self.assertEqual(process.returncode, code, (out, err))
        return out

    def asked(self):
        return [one[1] for one in self.foreign.seen if one[0] != "token"]

    def in_pages(self, pages, rows):
        self.answer(*(page(customers(i * rows, rows), f"{self.foreign.url}{SET}?$skip={(i + 1) * rows}"
                           if i + 1 < pages else None) for i in range(pages)))

    # What comes out

    def test_csv_is_what_was_promised(self):
        text = ('{"value":[{"@odata.etag":"x","A":"plain","B":null,"C":"","D":"a \\"b\\", c",'
                '"E":123456789012345678901.50,'
                '"F":{"x":[1, 2]},"G":true,"H":"1900-01-01T12:00:00Z","Lines@odata.count":2,"I":"l1\\r\\nl2"},'
                '{"B":"=1+1","A":"\\u00e4\\ud83d\\ude00"}]}')
        self.answer(Answer(text))
        self.assertEqual(self.raw("CustomersV3", "--format", "csv").decode(),
                         'A,B,C,D,E,F,G,H,I\r\n'
                         'plain,,"","a ""b"", c",123456789012345678901.50,"{""x"":[1, 2]}",true,1900-01-01T12:00:00Z,'
                         '"l1\r\nl2"\r\nä😀,=1+1,,,,,,,\r\n')
        self.answer(Answer('{"value":[{"B":1,"A":2},{"C":3,"A":4}]}'))
        outcome = self.query("CustomersV3", "--select", "A,B", "--format", "csv")
        self.assertEqual(outcome.out.splitlines(), ["A,B", "2,1", "4,"])
        self.assertIn("C", outcome.err)

    def test_json_and_lines_are_values_as_served(self):
        rows = '{"@odata.etag":"x","A":1.50,"B":"\\u00e4","C":{"d":\n[1]}}'
        self.answer(Answer('{"value":[%s,%s]}' % (rows, rows)))
        out = self.raw("CustomersV3", "--format", "jsonl").decode()
        self.assertEqual(out, '{"A":1.50,"B":"\\u00e4","C":{"d": [1]}}\n' * 2)
        for words in (("--format", "json"), ("--json",)):
            self.answer(Answer('{"value":[%s,%s]}' % (rows, rows)))
            out = self.raw("CustomersV3", *words).decode()
            self.assertEqual(json.loads(out), [{"A": 1.5, "B": "ä", "C": {"d": [1]}}] * 2)
            self.assertIn("1.50", out)
        self.answer(page([]))
        self.assertEqual(json.loads(self.raw("CustomersV3", "--format", "json")), [])
        for form, out in (("jsonl", b""), ("csv", b"")):
            self.answer(page([]))
            self.assertEqual(self.raw("CustomersV3", "--format", form), out)
        self.answer(page([]))
        self.assertEqual(self.raw("CustomersV3", "--format", "csv", "--select", "A,B"), b"A,B\r\n")

    def test_a_table_is_for_people(self):
        self.answer(page([{"A": "x\u001b[31m", "B": "漢字"}, {"A": "y" * 100, "B": None}]))
        outcome = self.query("CustomersV3")
        self.assertNotIn("\u001b", outcome.out)
        self.assertEqual(len(outcome.out.splitlines()), 3)
        self.assertIn("…", outcome.out)
        self.assertIn("longer", outcome.err)

    def test_workbook(self):
        target = self.cli.profile / "rows.xlsx"
        long = "z" * 40000
        self.answer(Answer('{"value":[{"A":"=1+1","N":12.5,"Long":1234567890123456,"T":"2024-02-29T06:00:00Z","L":"%s",'
                           '"E":"9999-12-31T23:59:59.9999999Z","X":"\\u0001&<"},{"A":null,"N":-3}]}' % long))
        outcome = self.query("CustomersV3", "--output", target, env={"LC_ALL": "de_DE.UTF-8"})
        self.assertIn("32,767", outcome.err)
        sheet = zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml").decode()
        xml.etree.ElementTree.fromstring(sheet)
        self.assertIn("=1+1</t>", sheet)
        self.assertNotIn("<f>", sheet)
        self.assertIn("<v>12.5</v>", sheet)
        self.assertIn("1234567890123456</t>", sheet)
        self.assertIn("<v>45351.25</v>", sheet)
        self.assertIn("9999-12-31T23:59:59.9999999Z</t>", sheet)
        self.assertIn('state="frozen"', sheet)
        self.assertEqual(list(self.cli.profile.glob("*.part")), [])

    def test_database(self):
        target = self.cli.profile / "rows.sqlite"
        self.answer(Answer('{"value":[{"A":"x","name":1,"Name":12345678901234567890}]'
                           ',"@odata.nextLink":"CustomersV3?p=2"}'), Answer('{"value":[{"New":true,"A":null}]}'))
        self.query("CustomersV3", "--output", target)
        with sqlite3.connect(target) as database:
            rows = database.execute("SELECT * FROM CustomersV3").fetchall()
        self.assertEqual(rows, [("x", 1, "12345678901234567890", None), (None, None, None, 1)])

    # Addresses

    def test_addresses(self):
        company = "?cross-company=true&$filter=dataAreaId%20eq%20'usmf'%20and%20Name%20eq%20'*a%20b%2Bc*'"
        for words, wanted in ((("CustomersV3",), SET),
                              (("CustomersV3?$top=2",), SET + "?$top=2"),
                              ((SET + "?$filter=A%20eq%20'x'",), SET + "?$filter=A%20eq%20'x'"),
                              ((self.foreign.url + SET + "?$filter=A+eq+'x'",), SET + "?$filter=A%20eq%20'x'"),
                              (("CustomersV3?$filter=A eq 'a+b&c#d'&$top=1",),
                               SET + "?$filter=A%20eq%20'a%2Bb%26c%23d'&$top=1"),
                              (("CustomersV3", "--filter", "Name eq '*a b+c*'", "--company", "usmf"), SET + company),
                              (("CustomersV3", "--filter", "A eq 1 OR B eq 2", "--company", "usmf"),
                               SET + "?cross-company=true&$filter=dataAreaId%20eq%20'usmf'%20and%20"
                               "(A%20eq%201%20OR%20B%20eq%202)"),
                              (("CustomersV3?$top=3", "--select", "A, B", "--orderby", "A desc,B", "--cross-company"),
                               SET + "?cross-company=true&$select=A,B&$orderby=A%20desc,B&$top=3")):
            with self.subTest(words=words):
                self.answer(page(customers(0, 1)))
                self.query(*words, "--format", "csv")
                self.assertEqual(self.asked(), [wanted])
        self.answer(page(customers(0, 1)), path=SET + "(dataAreaId='usmf',CustomerAccount='A%2FB')")
        self.query("CustomersV3(dataAreaId='usmf',CustomerAccount='A/B')", "--format", "csv")

    def test_wrong_use_asks_nobody(self):
        for words in (("http://elsewhere.example/data/CustomersV3",), ("/api/connector/dequeue/x",),
                      ("/data/../api/connector/dequeue/x",), ("CustomersV3", "--format", "xml"),
                      ("CustomersV3", "--format", "xlsx"), ("CustomersV3", "--max-rows", "0"),
                      ("CustomersV3?$top=1", "--top", "2"), ("CustomersV3", "--company", "a", "--cross-company"),
                      ("CustomersV3", "--company", " "),
                      ("CustomersV3", "--output", self.cli.profile), ("CustomersV3", "--output", "/dev/null"),
                      ("CustomersV3", "--output", "rows.txt"), ("CustomersV3", "--count", "--max-rows", "2"),
                      ("CustomersV3", "--nonsense"), ()):
            for more in ((), ("--json",)):
                with self.subTest(words=words):
                    self.answer(page([]))
                    self.query(*words, *more, code=2)
                    self.assertEqual(self.asked(), [])

    def test_a_name_that_is_none_is_resolved(self):
        listed = Answer({"value": [{"name": "CustomersV3", "kind": "EntitySet", "url": "CustomersV3"}]})
        self.foreign.answers["data"] = listed
        self.foreign.answers["/data/"] = listed
        self.answer(page(customers(0, 2)))
        for words in (("customersv3", "--format", "csv"), ("customersv3?$top=2", "--format", "csv")):
            outcome = self.query(*words)
            self.assertEqual(len(outcome.out.splitlines()), 3)
            self.assertIn("CustomersV3", outcome.err)
        self.answer(Answer({"@odata.count": 7, "value": []}))
        self.assertEqual(self.query("customersv3", "--count").json, {"count": 7})
        self.query("Nothing of that kind", code=2)

    # Pages

    def test_pages_are_followed_to_the_end(self):
        self.in_pages(3, 4)
        outcome = self.query("CustomersV3", "--json", "--output", self.target)
        self.assertEqual(set(outcome.json), {"rows", "pages", "bytes", "seconds", "complete", "url"})
        self.assertEqual((outcome.json["rows"], outcome.json["pages"], outcome.json["complete"]), (12, 3, True))
        self.assertEqual(outcome.json["url"], self.foreign.url + SET)
        self.assertGreater(outcome.json["bytes"], 0)
        with open(self.target, newline="") as file:
            self.assertEqual([row["CustomerAccount"] for row in csv.DictReader(file)],
                             [f"US-{i:05}" for i in range(12)])
        self.assertFalse(self.part.exists())
        self.assertTrue(all(one[2].get("Authorization") for one in self.foreign.seen if one[0] != "token"))

    def test_limits(self):
        self.in_pages(3, 4)
        outcome = self.query("CustomersV3", "--max-rows", 6, "--json", "--output", self.target)
        self.assertEqual((outcome.json["rows"], outcome.json["complete"]), (6, False))
        self.assertEqual(len(self.target.read_text().splitlines()), 7)
        self.in_pages(3, 4)
        self.assertTrue(self.query("CustomersV3", "--max-rows", 12, "--json", "--output", self.target).json["complete"])
        self.cli.json("environments", "edit", "A stranger", "--row-cap", 5)
        self.in_pages(3, 4)
        outcome = self.query("CustomersV3", "--json", "--output", self.target, code=1)
        self.assertEqual((outcome.json["rows"], outcome.json["complete"]), (5, False))
        self.assertEqual(len(self.target.read_text().splitlines()), 6)
        self.in_pages(3, 4)
        outcome = self.query("CustomersV3", "--format", "json", code=1)
        self.assertEqual(len(json.loads(outcome.out)), 5)
        self.in_pages(3, 4)
        self.query("CustomersV3", "--max-rows", 5, "--format", "csv")
        self.cli.json("environments", "edit", "A stranger", "--row-cap", "none")
        self.in_pages(3, 4)
        self.query("CustomersV3", "--format", "csv")

    def test_count(self):
        self.answer(Answer({"@odata.count": 4711, "value": [{}]}))
        self.assertEqual(self.query("CustomersV3", "--count", "--filter", "A eq 1").json, {"count": 4711})
        self.assertEqual(self.asked(), [SET + "?$filter=A%20eq%201&$count=true&$top=1"])
        self.answer(Answer({"@odata.count": 7, "value": []}))
        self.query("CustomersV3?$search=blue&$orderby=A", "--count")
        self.assertEqual(self.asked(), [SET + "?$search=blue&$count=true&$top=1"])
        self.answer(page([]))
        self.query("CustomersV3", "--count", code=3)

    # Bad things

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

    def test_a_next_page_is_a_list(self):
        for body in ({"Message": "An error has occurred."}, {"value": None}, {"value": "x"}):
            with self.subTest(body=body):
                self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(body), page(customers(2, 2)))
                self.assertEqual(self.query("CustomersV3", "--json", "--output", self.target).json["rows"], 4)
                self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(body))
                self.target.unlink()
                self.expect_part(3, 2)

    def test_two_do_not_write_one_file(self):
        for form in ("csv", "sqlite"):
            self.answer(page(customers(0, 2), "CustomersV3?p=2"), Answer(page(customers(2, 2)).body, delay=3))
            first = self.cli.start("query", "CustomersV3", "--format", form, "--output", self.target)
            wait_for(lambda: len(self.asked()) == 2, "the second page to be asked for")
            self.assertIn("just now", self.query("CustomersV3", "--format", form, "--output", self.target, code=2).err)
            self.assertEqual(first.communicate(timeout=30)[0], "")
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
        for word in ("name", "halves", "Z"):
            self.assertIn(word, outcome.err)
        wide = {f"Field{i}": i for i in range(5000)}
        self.answer(page([wide]))
        self.assertEqual(self.query("CustomersV3", "--format", "csv").out.splitlines()[1].count(","), 4999)
        self.answer(page([wide]))
        self.query("CustomersV3", "--output", self.cli.profile / "wide.xlsx")

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
        self.answer(page(customers(0, 2), "CustomersV3?p=2"), page(customers(2, 2)))
        self.foreign.answers[SET][1].delay = 60
        process = self.cli.start("query", "CustomersV3", "--output", self.target)
        wait_for(lambda: len(self.asked()) == 2, "the second page to be asked for")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 4, err)
        self.assertFalse(self.target.exists())
        self.assertIn(str(self.part), err)
        self.assertEqual(len(self.part.read_text().splitlines()), 3)
        self.foreign.answers[SET] = [Answer(b"", delay=60)]
        self.assertEqual(self.cli.run("query", "CustomersV3", "--format", "csv", "--timeout", "0.5").code, 4)

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


class QueryThePractice(journey.Journey):
    """The same against the practice environment: what F&O makes of the queries."""
    jobs = ()
    requests_per_second = 1000
    practice_options = ("--page-size", 7)

    def query(self, *words, code=0):
        return self.expect(self.cli.run("query", *words), code)

    def rows(self, *words):
        return json.loads(self.query(*words, "--format", "json").out)

    def test_companies_and_pages(self):
        all_rows = self.rows("CustomersV3", "--cross-company")
        companies = {row["dataAreaId"] for row in all_rows}
        self.assertGreater(len(companies), 2)
        self.assertEqual(self.query("CustomersV3", "--cross-company", "--count").json["count"], len(all_rows))
        keys = {(row["dataAreaId"], row["CustomerAccount"]) for row in all_rows}
        self.assertEqual(len(keys), len(all_rows))
        some = self.rows("CustomersV3", "--company", "demf")
        self.assertEqual(some, [row for row in all_rows if row["dataAreaId"] == "demf"])
        self.assertNotIn("@odata.etag", all_rows[0])

    def test_filters_order_and_fields(self):
        rows = self.rows("CustomersV3", "--company", "usmf", "--select", "CustomerAccount,OrganizationName")
        part = rows[3]["OrganizationName"][1:6]
        found = self.rows("CustomersV3", "--company", "usmf", "--select", "OrganizationName", "--filter",
                          "OrganizationName eq '*{}*'".format(part.replace("'", "''")))
        self.assertEqual({row["OrganizationName"] for row in found},
                         {row["OrganizationName"] for row in rows if part.lower() in row["OrganizationName"].lower()})
        ordered = self.rows("CustomersV3", "--orderby", "CustomerAccount desc", "--select", "CustomerAccount")
        self.assertEqual(ordered, sorted(ordered, key=lambda row: row["CustomerAccount"], reverse=True))
        enum = "CreditLimitIsMandatory eq Microsoft.Dynamics.DataEntities.NoYes'Yes'"
        self.assertEqual({row["CreditLimitIsMandatory"] for row in self.rows("CustomersV3", "--filter", enum)}, {"Yes"})
        out = self.query("CustomersV3", "--select", "OrganizationName,CustomerAccount", "--format", "csv").out
        self.assertEqual(out.splitlines()[0], "OrganizationName,CustomerAccount")

    def test_names(self):
        for name in ("customersv3", "Customers V3", "CustomerV3"):
            outcome = self.query(name, "--max-rows", 2, "--format", "csv")
            self.assertEqual(len(list(csv.reader(io.StringIO(outcome.out)))), 3)
            self.assertIn("CustomersV3", outcome.err)
        for words in (("CustomersV3", "--select", "Nome"), ("CustomersV3", "--filter", "Nome eq 'x'"),
                      ("CustomersV3", "--filter", "CustomerAccount eq"), ("NothingOfTheKind",)):
            outcome = self.query(*words, code=2)
            self.assertEqual(outcome.out, "")
        self.assertIn("Nome", self.query("CustomersV3", "--select", "Nome", code=2).err)

    def test_one_record(self):
        row = self.rows("CustomersV3", "--max-rows", 1)[0]
        key = f"CustomersV3(dataAreaId='{row['dataAreaId']}',CustomerAccount='{row['CustomerAccount']}')"
        self.assertEqual(self.rows(key), [row])


if __name__ == "__main__":
    journey.main()
