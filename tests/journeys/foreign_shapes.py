"""A service that shares no line with ours answers in other shapes: what the command line makes of each."""

import email.utils
import json
import signal
import time
import unittest

from support import journey
from support.cli import Cli
from support.foreign import ACTIVITY, EXECUTION, MESSAGE, NO_GUID, Answer, Foreign, html, value
from support.processes import wait_for

PARTLY = [{"EntityName": "Customer groups", "StagingStatus": "Finished", "TargetStatus": "Error",
           "StagingRecords": 2, "StagingErrorCount": 0, "TargetRecords": 1, "TargetErrorCount": 1}]
NOT_FOUND = Answer({"error": {"code": "", "message": "An error has occurred.",
                              "innererror": {"message": "Execution details were not found."}}}, 400)


class ForeignShapes(unittest.TestCase):
    """Each case has a fresh profile and a service where all goes well until it says otherwise."""
    maxDiff = None

    def setUp(self):
        self.foreign = self.enterContext(Foreign())
        self.cli = self.enterContext(Cli())
        self.cli.add_environment(self.foreign, "A stranger")
        self.assertIn("WAYBILL_SECRET_A_STRANGER", self.cli.environment)
        self.cli.json("jobs", "add", "--name", "Groups", "--activity-id", ACTIVITY, "--entity", "Customer groups")
        self.files = 0

    def write(self, name=None, content=None):
        self.files += 1
        path = self.cli.profile / (name or f"groups-{self.files}.csv")
        path.write_text(content or f"CUSTOMERGROUPID,DESCRIPTION\r\nK{self.files},text\r\nK0,text\r\n")
        return path

    def push(self, code, *words, path=None, **answers):
        """Pushes one file while the service answers so; gives its message."""
        self.foreign.clear()
        self.foreign.answers.update(answers)
        outcome = self.cli.run("--json", "push", path or self.write(), "--job", "Groups", *words)
        self.assertEqual(outcome.code, code, str(outcome))
        return outcome.json[0]

    def failed(self, content=None, code=1, **answers):
        """A message that the service ended with errors; gives its key."""
        answers.setdefault("GetMessageStatus", value("ProcessedWithErrors"))
        answers.setdefault("GetEntityExecutionSummaryStatusList", value(PARTLY))
        path = self.write(content=content)
        return self.push(code, "--wait", path=path, **answers)["key"]

    def why(self, key, *words):
        return self.cli.json("why", key, *words)

    def test_every_shape_of_message_id(self):
        for body in (f'"{MESSAGE}"', MESSAGE, "{" + MESSAGE + "}", {"value": MESSAGE}, f'"{{{MESSAGE.upper()}}}"',
                     b"\xef\xbb\xbf" + MESSAGE.encode(), f"\r\n{MESSAGE}\r\n", {"value": {"value": MESSAGE}}):
            with self.subTest(body=body):
                message = self.push(0, enqueue=Answer(body))
                self.assertEqual((message["state"], message["messageId"]), ("InFlight", MESSAGE))

    def test_what_is_no_message_id_is_no_message_id(self):
        for body in ("", f'"{NO_GUID}"', f'"{MESSAGE[:20]}', [MESSAGE], {"id": MESSAGE}):
            with self.subTest(body=body):
                message = self.push(4, enqueue=Answer(body))
                self.assertEqual((message["state"], message["messageId"]), ("Unconfirmed", None))
                self.assertEqual(self.foreign.count("enqueue"), 1)
        refused = self.cli.run("--json", "decide", message["key"], "--arrived", NO_GUID)
        self.assertEqual(refused.code, 2, str(refused))

    def test_lost_answers_are_sent_once(self):
        for answer in (Answer(unread=True), Answer(cut=-1), Answer(f'"{MESSAGE}"', cut=9), Answer(endless=True), html(),
                       html(500), Answer("", 408), Answer("", 503), Answer("", 204)):
            with self.subTest(answer=answer):
                message = self.push(4, enqueue=answer)
                self.assertEqual(message["state"], "Unconfirmed")
                self.assertEqual(self.foreign.count("enqueue"), 1)
                self.assertLess(len(json.dumps(message)), 8000)

    def test_what_was_not_taken_goes_again_or_is_held(self):
        good = self.foreign.answers["enqueue"]
        later = email.utils.formatdate(time.time() + 3, usegmt=True)
        for first in (Answer("", 401), Answer("", 429, {"Retry-After": "1"}), Answer("", 429, {"Retry-After": later})):
            with self.subTest(first=first):
                self.assertEqual(self.push(0, enqueue=[first, good])["state"], "InFlight")
                self.assertEqual(self.foreign.count("enqueue"), 2)
        for answers, kind in (({"enqueue": Answer("", 302, {"Location": "https://login.invalid/"})}, "notSignedIn"),
                              ({"enqueue": Answer("", 401)}, "notSignedIn"),
                              ({"token": Answer("", 302, {"Location": "/elsewhere"})}, "notSignedIn"),
                              ({"token": html()}, "serverFault"), ({"token": Answer('{"access_tok')}, "serverFault"),
                              ({"token": Answer("", 500)}, "serverFault")):
            with self.subTest(answers=answers):
                begun = time.monotonic()
                message = self.push(3, **answers)
                self.assertLess(time.monotonic() - begun, 20, "held only after waiting")
                self.assertEqual((message["state"], message["error"]["kind"]), ("Held", kind))
        message = self.push(3, "--timeout", "8", enqueue=Answer("", 429, {"Retry-After": "60"}))
        self.assertEqual((message["state"], message["error"]["kind"]), ("Held", "throttled"))

    def test_status_words_in_any_spelling(self):
        for code, state, words in ((0, "Succeeded", ("Processed", "PROCESSED", "acked")),
                                   (1, "Failed", ("processedwitherrors", "PreProcessError", "PostProcessingError"))):
            for word in words:
                with self.subTest(word=word):
                    message = self.push(code, "--wait", GetMessageStatus=value(word))
                    self.assertEqual((message["state"], message["status"]), (state, word))

    def test_unknown_words_and_words_that_go_back_stand_in_the_history(self):
        words = ["Processing", "Enqueued", "Wörd of tomorrow", "Processing", "Processed"]
        key = self.push(0, "--wait", GetMessageStatus=[value(word) for word in words])["key"]
        events = self.cli.json("message", key)["events"]
        self.assertEqual([event["what"] for event in events if event["source"] == "service"], words)

    def test_status_answers_that_cannot_be_used_are_asked_again(self):
        for bad in (html(), Answer('{"value":"Proc'), Answer('{"value":"Processed"}', cut=8), Answer("", 500),
                    Answer("", 302, {"Location": "/"}), Answer("", 401), Answer("", 429, {"Retry-After": "1"}),
                    Answer(endless=True), value(None), NOT_FOUND):
            with self.subTest(bad=bad):
                message = self.push(0, "--wait", "--timeout", "40", GetMessageStatus=[bad, value("Processed")])
                self.assertEqual((message["state"], message["status"]), ("Succeeded", "Processed"))

    def test_counts_in_odd_spellings(self):
        odd = [{"entity_name": "X", "stagingstatus": "Finished", "NumberOfStagingRecords": 5, "TARGET_STATUS": "Error",
                "targetRecordsCreatedCount": "2", "targetRecordsUpdatedCount": "1", "StagingErrorCount": "0"}]
        for listed in (odd, json.dumps(odd), {"ExecutionDetail": odd}):
            with self.subTest(listed=listed):
                message = self.push(1, "--wait", GetEntityExecutionSummaryStatusList=value(listed))
                self.assertEqual((message["state"], message["stagingRecords"], message["targetRecords"]),
                                 ("Succeeded", 5, 3))
                self.assertTrue(message["needsAttention"])
                self.assertEqual(self.why(message["key"])["entities"], [
                    {"name": "X", "stagingStatus": "Finished", "targetStatus": "Error", "stagingRecords": 5,
                     "stagingErrors": 0, "targetRecords": 3, "targetErrors": None}])

    def test_error_lists_are_joined_by_key_and_by_number(self):
        rows = "CUSTOMERGROUPID,DESCRIPTION\r\n" + "".join(f"K{row},text {row}\r\n" for row in range(1, 11))
        broken = ('[{"RecordId":"K3","Field":"","ErrorMessage":"The value "text 3" is\nnot valid"},'
                  '{"RecordId":"K7","Field":"","ErrorMessage":"The value "text 7" is\nnot valid"}]')
        by_key = [{"RecordId": "K3", "Field": "DESCRIPTION", "ErrorMessage": "Value 'a' is bad"},
                  {"RecordId": "K7", "Field": None, "ErrorMessage": "Value 'b' is bad"}]
        by_number = [dict(one, RecordId=number) for one, number in zip(by_key, (3, "7"))]
        for listed in (json.dumps(by_key), by_key, json.dumps(json.dumps(by_key)), json.dumps(by_number), broken):
            with self.subTest(listed=listed):
                told = self.why(self.failed(rows, GetExecutionErrors=value(listed)))
                self.assertEqual([error["line"] for error in told["errors"]], [4, 8])
                self.assertEqual([cause["count"] for cause in told["causes"]], [2])
                self.assertEqual(len(told["nextSteps"]), len(set(told["nextSteps"])))

    def test_three_thousand_errors_of_three_kinds_are_three_causes(self):
        rows = "CUSTOMERGROUPID,DESCRIPTION\r\n" + "".join(f"K{row},text {row}\r\n" for row in range(1, 3001))
        texts = ("Value 'v{0}' in field 'Currency' is not found in the related table 'Currencies'.",
                 "The field 'Name' must not have more than {0} characters ({{0f8fad5b-d9cb-469f-a165-{0:012d}}}).",
                 "Item number: D{0:04d} does not exist; {0}.5 requested.")
        errors = [{"RecordId": f"K{row}", "Field": "", "ErrorMessage": texts[row % 3].format(row)}
                  for row in range(1, 3001)]
        told = self.why(self.failed(rows, GetExecutionErrors=value(json.dumps(errors))))
        self.assertEqual([cause["count"] for cause in told["causes"]], [1000, 1000, 1000])
        self.assertEqual([error["line"] for error in told["errors"]], list(range(2, 3002)))
        steps = [step for step in told["nextSteps"] if step.startswith("Save the failing rows")]
        self.assertEqual(len(steps), 1, told["nextSteps"])

    def test_failure_material_that_comes_late_is_waited_for(self):
        errors = value(json.dumps([{"RecordId": "K0", "Field": "", "ErrorMessage": "bad"}]))
        for answers in ({"GetExecutionIdByMessageId": [value(NO_GUID), value("{" + EXECUTION + "}")]},
                        {"GetExecutionIdByMessageId": [Answer("", 500), value(EXECUTION)]},
                        {"GetExecutionSummaryStatus": [NOT_FOUND, NOT_FOUND, value("Failed")]},
                        {"GetExecutionErrors": [NOT_FOUND, html(), errors]}):
            with self.subTest(answers=answers):
                told = self.why(self.failed(**{"GetExecutionErrors": errors, **answers}))
                self.assertEqual((told["executionId"], len(told["errors"])), (EXECUTION, 1))

    def test_why_prints_what_it_has_when_time_is_over(self):
        key = self.failed(GetExecutionIdByMessageId=value(NO_GUID))
        begun = time.monotonic()
        told = self.why(key, "--timeout", "2")
        self.assertLess(time.monotonic() - begun, 20)
        self.assertEqual((told["executionId"], told["errors"]), (None, []))
        self.assertTrue(told["explanation"] and told["nextSteps"], told)

    def test_an_interrupted_send_does_not_claim_that_nothing_was_sent(self):
        self.foreign.answers["enqueue"] = Answer(f'"{MESSAGE}"', delay=30)
        push = self.cli.start("--json", "push", self.write(), self.write(), "--job", "Groups")
        wait_for(lambda: self.foreign.count("enqueue"), "the upload to begin")
        push.send_signal(signal.SIGTERM)
        out, _ = push.communicate(timeout=20)
        self.assertEqual(push.returncode, 4)
        first, second = json.loads(out)
        self.assertEqual((first["state"], second["state"]), ("Unconfirmed", "Held"))
        self.assertNotIn("before it was sent", first["reason"])
        self.assertIn("Manage messages", first["reason"])

    def test_follow_says_why_nothing_is_heard(self):
        self.push(0)
        self.foreign.answers["GetMessageStatus"] = html()
        outcome = self.cli.run("follow", "--timeout", "10")
        self.assertEqual((outcome.code, outcome.out), (0, ""), str(outcome))
        self.assertEqual(outcome.err.count("web page"), 1, str(outcome))
        del self.cli.environment["WAYBILL_SECRET_A_STRANGER"]
        self.assertEqual(self.cli.run("follow", "--timeout", "10").code, 3)

    def test_names_entities_and_packages_on_the_wire(self):
        self.push(0, "--entity", "Sales & more/+", "--company", "ü&1", path=self.write("Bestellung ä 5% “q”.csv"))
        self.cli.json("jobs", "add", "--name", "Packages", "--activity-id", "{" + ACTIVITY + "}", "--package")
        self.cli.json("push", self.write("p.zip"), "--job", "Packages")
        (_, single, headers, _), (_, package, _, _) = [one for one in self.foreign.seen if one[0] == "enqueue"]
        self.assertEqual(headers["x-ms-dyn-externalidentifier"], "Bestellung %C3%A4 5% %E2%80%9Cq%E2%80%9D.csv")
        self.assertEqual(single.partition("?")[2], "entity=Sales%20%26%20more%2F%2B&company=%C3%BC%261")
        self.assertEqual(package, f"/api/connector/enqueue/{ACTIVITY.lower()}")


if __name__ == "__main__":
    journey.main()
