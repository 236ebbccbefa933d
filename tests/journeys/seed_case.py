#!/usr/bin/python3
"""The case this project began with: a demand forecast of 100,000 records whose answer is lost after the last byte.

It is found on *Manage messages*, decided to have arrived, followed to *ProcessedWithErrors*, its 37 bad rows shown
with line and reason, mended in the file of failing rows, and pushed as a new file, which is *Processed*.
"""

import csv
import html
import io
import pathlib
import re
import subprocess

from support.journey import Journey, main

ROWS, BAD = 100_000, 37
FILE = "demand-forecast.csv"


class SeedCase(Journey):

    speed = 40

    def test_a_lost_answer_ends_in_a_mended_file(self):
        path = self.write(FILE, "")
        maker = pathlib.Path(__file__).with_name("make-demand-forecast.py")
        subprocess.run(["/usr/bin/python3", maker, str(ROWS), str(BAD), str(path)], check=True)
        raw = path.read_bytes().splitlines(keepends=True)
        self.assertEqual(len(raw), ROWS + 1)

        # The whole file arrives, its answer does not.
        self.practice.set_faults({"call": "enqueue", "fault": "cutAfterBody", "match": FILE})
        message = self.cli.json("push", path, "--job", "Demand forecast", "--wait", code=4)[0]
        self.assertEqual((message["state"], message["messageId"]), ("Unconfirmed", None))
        self.practice.clear_faults()
        self.assertEqual([one["state"] for one in self.cli.messages()], ["Unconfirmed"])

        # What the operator reads on Manage messages.
        message_id = self.read_manage_messages()
        self.expect(self.cli.run("decide", message["key"], "--arrived", message_id), 0)
        followed = self.expect(self.cli.run("follow", "--until-final", "--timeout", 120), 1)
        self.assertEqual((followed.lines[-1]["to"], followed.lines[-1]["status"]), ("Failed", "ProcessedWithErrors"))

        # Why, to the line.
        why = self.cli.json("why", message["key"])
        self.assertEqual(len(why["errors"]), BAD)
        self.assertEqual(sum(cause["count"] for cause in why["causes"]), BAD)
        self.assertLessEqual(len(why["causes"]), 3)
        entity = why["entities"][0]
        self.assertEqual(entity["stagingErrors"] + entity["targetErrors"], BAD)
        for error in why["errors"]:
            line = raw[error["line"] - 1].decode()
            quoted = [part for part in error["message"].split("'")[1::2] if part]
            self.assertTrue(any(value in line for value in quoted), (error, line))

        # Exactly those rows, untouched, in a file; mended; and sent as a new one.
        rows = self.cli.profile / "failing.csv"
        self.expect(self.cli.run("failing-rows", message["key"], "--output", rows), 0)
        numbers = sorted({error["line"] for error in why["errors"]})
        self.assertEqual(rows.read_bytes(), b"".join([raw[0]] + [raw[number - 1] for number in numbers]))
        self.mend(rows, why, raw, numbers)
        again = self.cli.json("push", rows, "--job", "Demand forecast", "--wait")[0]
        self.assertEqual((again["state"], again["status"]), ("Succeeded", "Processed"))
        self.assertEqual((again["stagingRecords"], again["targetRecords"]), (BAD, BAD))
        self.assertEqual(len(self.practice.deliveries(FILE)), 1)
        self.assertEqual(len(self.practice.deliveries()), 2)

    def read_manage_messages(self):
        """The id that the page shows in the row of the file."""
        activity = self.practice.job("Demand forecast")["activityId"]
        page = html.unescape(self.practice.request("GET", f"/manage-messages?activityId={activity}").decode())
        self.assertIn("Manage messages", page)
        row = next(row for row in re.split(r"(?i)<tr\b", page) if FILE in row)
        return re.search(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", row).group(0)

    @staticmethod
    def mend(path, why, raw, numbers):
        """What a person does with the rows: a known item for an unknown one, a decimal point for a comma."""
        separator = ";" if raw[0].count(b";") > raw[0].count(b",") else ","
        header = next(csv.reader([raw[0].decode("utf-8-sig")], delimiter=separator))
        item, quantity = header.index("ITEMNUMBER"), header.index("QUANTITY")
        good = next(csv.reader([raw[number].decode() for number in range(1, 100) if number + 1 not in numbers][:1],
                               delimiter=separator))
        messages = {error["line"]: error["message"] for error in why["errors"]}
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[1:]
        mended = [header]
        for number, cells in zip(numbers, rows, strict=True):
            if cells[item] in messages[number]:
                cells[item] = good[item]
            else:
                cells[quantity] = cells[quantity].replace(",", ".")
            mended.append(cells)
        with open(path, "w", newline="", encoding="utf-8") as target:
            csv.writer(target, delimiter=separator, lineterminator="\r\n").writerows(mended)


if __name__ == "__main__":
    main()
