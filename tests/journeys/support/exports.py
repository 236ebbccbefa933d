"""What the practice environment exports, and what became of it there."""

import json


class Exports:
    """The exports of a practice environment."""

    def __init__(self, practice):
        self.practice = practice

    def make(self, job, count=1, rows=20, **more):
        """Has a job export something; gives the correlation ids."""
        answer = json.loads(self.practice.request("POST", "/practice/exports",
                                                  {"job": job, "count": count, "rows": rows, **more}))
        made = answer if isinstance(answer, list) else [answer]
        return [one["correlationId"] for one in made]

    def take_leftovers(self, cli, job):
        """Fetches what an earlier case left, also what another fetcher holds."""
        self.end_leases()
        while cli.json("dequeue", "--job", job, "--all"):
            pass

    def all(self):
        return json.loads(self.practice.request("GET", "/practice/exports"))

    def of(self, *ids):
        """Those exports, by their correlation id in lower case."""
        return {one["correlationId"].lower(): one for one in self.all()
                if one["correlationId"].lower() in [each.lower() for each in ids]}

    def end_leases(self):
        self.practice.request("POST", "/practice/exports/end-leases")

    def fetches(self):
        return json.loads(self.practice.request("GET", "/practice/fetches"))
