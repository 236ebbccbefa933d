"""`query` on the command line against a service that answers whatever a case wants."""

import unittest

from support.cli import Cli
from support.foreign import Answer, Foreign

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


class Query(unittest.TestCase):
    """Each case has a service of its own, `self.foreign`, with an environment in `self.cli`, and a file to write to:
    `self.target`, `self.part` while it is written."""

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
