#!/usr/bin/python3
"""`query` on the command line: formats, addresses, names, pages and limits, against a service that answers whatever a
case wants and against the practice environment. What becomes of bad answers: query_bad_pages.py."""

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree
import zipfile

from support import journey
from support.foreign import Answer
from support.query import SET, Query, customers, page


class QueryOnTheCommandLine(Query):
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
                      ("/data/../api/connector/dequeue/x",), ("",), (" ",),
                      ("?$top=1",), ("CustomersV3", "--format", "xml"),
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
        for form in ("sqlite", "xlsx"):
            self.answer(page(customers(0, 2)))
            self.query("customersv3", "--output", self.cli.profile / f"rows.{form}")
        with sqlite3.connect(self.cli.profile / "rows.sqlite") as database:
            self.assertEqual(database.execute("SELECT name FROM sqlite_schema").fetchall(), [("CustomersV3",)])
        with zipfile.ZipFile(self.cli.profile / "rows.xlsx") as workbook:
            self.assertIn('name="CustomersV3"', workbook.read("xl/workbook.xml").decode())

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

    def test_rows_that_came_twice_are_said(self):
        first, second = customers(0, 4), customers(4, 4)
        second[0] = first[-1]
        for format in ("csv", "json"):
            self.answer(page(first, SET + "?p=2"), page(second))
            outcome = self.query("CustomersV3", "--format", format)
            self.assertIn("1 row came twice", outcome.err)
            self.assertNotIn("came twice", outcome.out)
        self.answer(page(customers(0, 4), SET + "?p=2"), page(customers(4, 4)))
        self.assertNotIn("came twice", self.query("CustomersV3", "--format", "csv").err)

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
