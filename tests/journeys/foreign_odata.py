#!/usr/bin/python3
"""Plain OData v4 against a CAP server, which is not ours: its metadata, pages, values, words and errors.

Usage: foreign_odata.py FOLDER, what packaging/foreign-servers.sh made.
"""

import csv
import io
import json
import sys
import unittest
import urllib.parse
import urllib.request

from support.cli import Cli
from support.foreign import Foreign
from support.journey import main
from support.node import NodeServer

SERVER = None
ROWS = 2500  # two and a half of its pages


class ForeignOData(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(NodeServer(SERVER, "@sap/cds", str(ROWS)))
        cls.url = cls.server.ready["url"]
        cls.authority = cls.enterClassContext(Foreign())  # a token, that is all it is asked for
        cls.served = cls.rows_of("/data/CustomersV3")

    @classmethod
    def rows_of(cls, path):
        """All rows, read by a client that is not ours either."""
        rows, address = [], cls.url + path
        while address:
            with urllib.request.urlopen(address) as answer:
                page = json.load(answer)
            rows += page["value"]
            link = page.get("@odata.nextLink")
            address = link and urllib.parse.urljoin(cls.url + "/data/", link)
        return rows

    def setUp(self):
        self.cli = self.enterContext(Cli())
        self.cli.add_environment(self.authority, "stranger", url=self.url, authority=self.authority.url)

    def run_cli(self, *words, code=0):
        outcome = self.cli.run(*words)
        self.assertEqual(outcome.code, code, str(outcome))
        return outcome

    def query(self, *words, code=0):
        return self.run_cli("query", *words, code=code)

    def test_what_there_is(self):
        sets = {one["name"] for one in self.run_cli("--json", "entities").json}
        self.assertEqual(sets, {"CustomersV3", "CustomerGroupsV3"})
        entity = self.run_cli("--json", "entity", "CustomersV3").json
        properties = {one["name"]: one for one in entity["properties"]}
        self.assertEqual({name for name, one in properties.items() if one["key"]}, {"dataAreaId", "CustomerAccount"})
        self.assertLessEqual(set(self.served[0]), set(properties))
        found = self.run_cli("--json", "entities", "--search", "custmers").json
        self.assertEqual(found[0]["name"], "CustomersV3")

    def test_every_row_and_value_of_all_pages(self):
        self.assertEqual(len(self.served), ROWS)
        rows = [json.loads(line) for line in self.query("CustomersV3", "--format", "jsonl").out.splitlines()]
        self.assertEqual(rows, self.served)
        target = self.cli.profile / "rows.csv"
        said = self.run_cli("--json", "query", "CustomersV3", "--format", "csv", "--output", target).json
        self.assertEqual((said["rows"], said["pages"], said["complete"]), (ROWS, 3, True), said)
        table = list(csv.DictReader(io.StringIO(target.read_bytes().decode(), newline="")))
        for field in ("CustomerAccount", "OrganizationName", "Notes", "Kind", "ModifiedDateTime"):
            self.assertEqual([row[field] for row in table], [row[field] for row in self.served], field)
        self.assertEqual([row["CreditLimit"] == "" for row in table],
                         [row["CreditLimit"] is None for row in self.served])

    def test_what_can_be_asked(self):
        usrt = [row for row in self.served if row["dataAreaId"] == "usrt" and row["OnHold"]]
        outcome = self.query("CustomersV3", "--filter", "dataAreaId eq 'usrt' and OnHold eq true", "--orderby",
                             "CustomerAccount desc", "--select", "CustomerAccount,Rating", "--format", "csv")
        asked = list(csv.DictReader(io.StringIO(outcome.out)))
        self.assertEqual([row["CustomerAccount"] for row in asked], [row["CustomerAccount"] for row in reversed(usrt)])
        self.assertEqual(self.run_cli("--json", "query", "CustomersV3", "--count").json, {"count": ROWS})
        quoted = self.query("CustomersV3", "--filter", "startswith(OrganizationName,'O''Leary')", "--top", "3",
                            "--format", "jsonl")
        self.assertEqual(len(quoted.out.splitlines()), 3)
        self.assertIn("O'Leary \\\\ Partners", quoted.out)
        one = self.query("CustomersV3(dataAreaId='usmf',CustomerAccount='C-000001')", "--format", "json")
        self.assertEqual([row["OrganizationName"] for row in one.json], [self.served[1]["OrganizationName"]])
        expanded = self.query("CustomersV3?$expand=Group&$top=1", "--format", "json").json
        self.assertEqual(expanded[0]["Group"]["Description"], "Group 10")

    def test_its_errors_in_its_own_words(self):
        self.assertIn("Nome", self.query("CustomersV3", "--filter", "Nome eq 1", code=2).err)
        self.assertIn("NoSuchSet", self.query("NoSuchSet", code=2).err)


if __name__ == "__main__":
    SERVER = sys.argv.pop(1)
    main()
