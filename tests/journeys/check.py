#!/usr/bin/python3
"""The connection check: each thing that can be in the way is named by the step where it is."""

import base64
import datetime
import email.utils
import json
import pathlib
import socket
import subprocess
import tempfile

from support.foreign import CLIENT, SECRET, TENANT, Answer, Foreign, html
from support.journey import Journey, main

STEPS = "url dns port proxy tls service authority token claims application odata".split()
JOBS = ["job:Customer groups", "job:Demand forecast"]
BEYOND_TOKEN = STEPS[8:]


def jwt(**claims):
    """A token that says so; nobody has signed it."""
    part = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{part}.e30"


class Check(Journey):

    def check(self, name="practice", code=0, cli=None, env=None):
        """The steps by their id."""
        outcome = (cli or self.cli).run("--json", "environments", "check", name, env=env)
        self.expect(outcome, code)
        report = outcome.json
        self.assertEqual((report["environment"], report["ok"]), (name, code == 0))
        for step in report["steps"]:
            self.assertEqual(set(step), {"id", "state", "title", "seen", "meaning", "fix", "ms"})
            self.assertTrue(step["title"])
            if step["state"] in ("failed", "warning"):
                self.assertTrue(step["meaning"], step)
        self.assertNotIn(SECRET, outcome.out + outcome.err)
        return {step["id"]: step for step in report["steps"]}

    def states(self, steps, state):
        return [name for name, step in steps.items() if step["state"] == state]

    def foreign(self, **options):
        """A stranger's environment, where all goes well until a case says otherwise."""
        foreign = self.enterContext(Foreign(**options))
        token = jwt(aud=foreign.url, appid=CLIENT, exp=4_000_000_000)
        foreign.answers["token"] = Answer({"token_type": "Bearer", "expires_in": 3599, "access_token": token})
        return foreign

    def add(self, place, **changes):
        self.cli.add_environment(place, "stranger", **changes)

    def test_a_healthy_environment_passes_every_step(self):
        steps = self.check()
        self.assertEqual(list(steps), STEPS + JOBS + ["clock"])
        self.assertEqual(self.states(steps, "passed"), list(steps))
        self.expect(self.cli.run("environments", "check", "practice"), 0)
        self.expect_error(self.cli.run("--json", "environments", "check", "nowhere"), 2, "notFound")
        self.assertEqual(self.practice.deliveries(), [])

    def test_the_token_and_what_needs_it(self):
        steps = self.check(code=1, env={"WAYBILL_SECRET_PRACTICE": "another"})
        self.assertEqual(self.states(steps, "failed"), ["token"])
        self.assertIn("AADSTS7000215", steps["token"]["seen"])
        self.assertEqual(self.states(steps, "skipped"), BEYOND_TOKEN + JOBS)
        self.cli.add_environment(self.practice, "nobody", clientId="0a0b0c0d-0000-2222-3333-444455556666")
        self.assertIn("AADSTS700016", self.check("nobody", 1)["token"]["seen"])

    def test_an_unknown_tenant_and_a_dead_authority(self):
        self.cli.add_environment(self.practice, "elsewhere", tenant="fabrikam.example")
        steps = self.check("elsewhere", 1)
        self.assertEqual(self.states(steps, "failed"), ["authority"])
        self.assertEqual(self.states(steps, "skipped"), ["token"] + BEYOND_TOKEN)
        self.assertEqual(steps["clock"]["state"], "passed")
        self.cli.add_environment(self.practice, "dead authority", authority=f"http://127.0.0.1:{unused_port()}")
        self.assertEqual(self.states(self.check("dead authority", 1), "failed"), ["authority"])
        foreign = self.foreign()  # an authority that publishes nothing and refuses the tenant only with the token
        foreign.answers["tenant"] = Answer("", 404)
        foreign.answers["token"] = Answer({"error": "invalid_request", "error_description":
                                           "AADSTS90002: Tenant 'x' not found. Trace ID: 1"}, 400)
        self.add(foreign)
        steps = self.check("stranger", 1)
        self.assertEqual(self.states(steps, "failed"), ["authority"])
        self.assertEqual(steps["token"]["state"], "skipped")

    def test_nobody_at_the_port(self):
        self.cli.add_environment(self.practice, "dead", url=f"http://127.0.0.1:{unused_port()}")
        steps = self.check("dead", 1)
        self.assertEqual(self.states(steps, "failed"), ["port"])
        self.assertEqual(self.states(steps, "passed"), ["url", "dns", "authority"])  # the authority is asked all the same
        self.assertEqual(steps["clock"]["state"], "skipped")

    def test_a_name_that_nobody_knows(self):
        self.cli.add_environment(self.practice, "lost", url="https://waybill.invalid")
        steps = self.check("lost", 1)
        self.assertEqual(self.states(steps, "failed"), ["dns"])

    def test_what_is_not_finance_and_operations(self):
        foreign = self.foreign()
        self.add(foreign)
        for answer, passes in ((html(), False), (Answer("", 404), False), (Answer("", 503), False),
                               (Answer("", 302, {"Location": "https://example.invalid/"}), False),
                               (Answer("", 302, {"Location": "https://login.example.invalid/oauth2/authorize"}), True),
                               (Answer("", 401), True)):
            foreign.answers["data"] = [answer, Answer({"value": []})]
            steps = self.check("stranger", 0 if passes else 1)
            self.assertEqual(self.states(steps, "failed"), [] if passes else ["service"])
            if not passes:
                self.assertEqual(steps["authority"]["state"], "passed")
                self.assertEqual(self.states(steps, "skipped"), ["token"] + BEYOND_TOKEN + ["clock"])

    def test_the_token_stays_at_home(self):
        foreign = self.foreign()
        foreign.answers["dequeue"] = Answer("", 302, {"Location": "https://example.invalid/sign-in?token=x"})
        self.add(foreign)
        steps = self.check("stranger", 1)
        self.assertEqual(self.states(steps, "failed"), ["application"])
        self.assertEqual(self.states(steps, "skipped"), ["odata"])
        bare = [call for call, _, headers, _ in foreign.seen if "Authorization" not in headers]
        self.assertEqual(sorted(set(bare)), ["data", "tenant", "token"])

    def test_an_application_that_is_not_let_in(self):
        for status in (401, 403):
            foreign = self.foreign()
            foreign.answers["dequeue"] = Answer({"Message": "Unknown application."}, status)
            self.cli.add_environment(foreign, f"stranger {status}")
            steps = self.check(f"stranger {status}", 1)
            self.assertEqual(self.states(steps, "failed"), ["application"])
            self.assertIn(CLIENT, steps["application"]["fix"])

    def test_a_token_for_somebody_else(self):
        foreign = self.foreign()
        foreign.answers["token"] = Answer({"token_type": "Bearer", "expires_in": 3599, "access_token":
                                           jwt(aud="https://fabrikam.example", exp=4_000_000_000)})
        self.add(foreign)
        self.assertEqual(self.states(self.check("stranger", 1), "failed"), ["claims"])

    def test_jobs(self):
        foreign = self.foreign()
        self.add(foreign)
        for name in ("known", "unknown", "closed", "silent"):
            self.expect(self.cli.run("--environment", "stranger", "jobs", "add", "--name", name, "--activity-id",
                                     "8f3c0000-1111-2222-3333-444455556666", "--entity", "Customer groups"), 0)
        foreign.answers["jobstatus"] = [Answer({"Message": "The job ID was not found for this activity ID."}, 404),
                                        Answer({"Message": "The activity ID was not found."}, 404),
                                        Answer("", 403), Answer("", 404)]
        steps = self.check("stranger", 1)
        self.assertEqual([steps["job:" + name]["state"] for name in ("known", "unknown", "closed", "silent")],
                         ["passed", "failed", "failed", "warning"])
        self.assertFalse(foreign.count("enqueue"))

    def test_clocks_that_disagree(self):
        for minutes, state, code in ((2, "warning", 0), (-61, "failed", 1), (61, "failed", 1)):
            foreign = self.foreign()
            then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
            token = jwt(aud=foreign.url, nbf=int(then.timestamp()), exp=int(then.timestamp()) + 3599)
            foreign.answers["token"] = Answer({"token_type": "Bearer", "expires_in": 3599, "access_token": token})
            foreign.answers["data"] = [Answer("", 401, {"Date": email.utils.format_datetime(then, usegmt=True)}),
                                       Answer({"value": []})]
            name = f"stranger at {minutes}"
            self.cli.add_environment(foreign, name)
            steps = self.check(name, code)
            self.assertEqual(steps["clock"]["state"], state)
            self.assertEqual(self.states(steps, "failed"), ["clock"] if code else [])

    def test_certificates(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        foreign = self.foreign(tls=certificate(folder))
        self.add(foreign)
        steps = self.check("stranger", 1)
        # The authority is asked too: here the same server with the same certificate.
        self.assertEqual(self.states(steps, "failed"), ["tls", "authority"])
        self.assertIn("Contoso root", steps["tls"]["seen"])
        self.assertEqual(foreign.seen, [])

        self.cli.add_environment(foreign, "trusted", options=["--ca", folder / "root.pem"])
        steps = self.check("trusted")
        self.assertEqual(self.states(steps, "passed"), STEPS + ["clock"])
        other = self.foreign(tls=certificate(folder, "other"))
        self.cli.add_environment(other, "wrong root", options=["--ca", folder / "root.pem"])
        self.assertIn("tls", self.states(self.check("wrong root", 1), "failed"))
        expired = self.foreign(tls=certificate(folder, "root", expired=True))
        self.cli.add_environment(expired, "expired", options=["--ca", folder / "root.pem"])
        steps = self.check("expired", 1)
        self.assertEqual(steps["tls"]["state"], "failed")
        self.assertIn("2020-01-02", steps["tls"]["fix"])
        outcome = self.cli.run("--json", "environments", "add", "--name", "x", "--url", foreign.url, "--tenant", TENANT,
                               "--client-id", CLIENT, "--kind", "test", "--ca", __file__)
        self.expect_error(outcome, 2, "badInput")


def unused_port():
    """A port where nobody listens for the moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def certificate(folder, root="root", expired=False):
    """Certificate and key of 127.0.0.1, signed by an authority of one's own that is made when it is not there."""
    def openssl(*words):
        subprocess.run(["openssl", *(str(word) for word in words)], check=True, capture_output=True)

    key, pem, request = folder / f"{root}.key", folder / f"{root}.pem", folder / "request.pem"
    if not pem.exists():
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                "-out", pem, "-subj", "/O=Contoso root", "-days", 30)
    server_key, server = folder / f"{root}-{expired}.key", folder / f"{root}-{expired}.pem"
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", server_key, "-out",
            request, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    (folder / "database").write_text("")
    (folder / "serial").write_text("0%d" % (2 if expired else 1))
    (folder / "ca.cnf").write_text("[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=%s\ndatabase=%s/database\n"
                                   "serial=%s/serial\ndefault_md=sha256\npolicy=any\ncopy_extensions=copy\n"
                                   "unique_subject=no\n[any]\ncommonName=supplied\n" % ((folder,) * 3))
    dates = ("20200101000000Z", "20200102000000Z") if expired else ("20200101000000Z", "21200101000000Z")
    openssl("ca", "-batch", "-config", folder / "ca.cnf", "-cert", pem, "-keyfile", key, "-in", request, "-out", server,
            "-notext", "-startdate", dates[0], "-enddate", dates[1])
    return server, server_key


if __name__ == "__main__":
    main()
