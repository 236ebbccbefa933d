"""What the operators of a site do in the evening, and the account of the day."""

import collections
import itertools
import time

AT_ONCE = 400
HOUR = 3600


def _by_file(rows):
    found = collections.defaultdict(list)
    for row in rows:
        found[row["file"]].append(row)
    return found


def _taken(site):
    """Of each file, the ids under which the service holds it."""
    taken = collections.defaultdict(list)
    for one in site.practice.deliveries():
        if one["messageId"]:
            taken[one["externalIdentifier"]].append(one["messageId"])
    return taken


def _run(site, *words, codes=(0, 1, 3, 4)):
    outcome = site.cli.run(*words, seconds=600)
    assert outcome.code in codes, str(outcome)


def settle(site):
    """Pushes again what no command brought into the journal, sends what is held, decides by what the service really
    has, until nothing waits for a person."""
    for number in range(12):
        every = site.cli.messages()
        rows = [row for row in every if not row["handled"]]
        known = {row["file"] for row in every}
        missing = collections.defaultdict(list)
        for name, (job, path, _, _) in site.files.items():
            if name not in known:
                missing[job].append(path)
        held = [row["key"] for row in rows if row["state"] in ("Held", "Queued")]
        unconfirmed = [row for row in rows if row["state"] == "Unconfirmed"]
        if not (missing or held or unconfirmed or any(row["state"] == "Sending" for row in rows)):
            return
        print(f"  round {number + 1} at {site.name}: {sum(map(len, missing.values()))} not in the journal, {len(held)} "
              f"held, {len(unconfirmed)} without an answer", flush=True)
        for job, paths in missing.items():
            site.seen["pushed again in the evening"] += len(paths)
            for start in range(0, len(paths), AT_ONCE):
                _run(site, "push", *paths[start:start + AT_ONCE], "--job", job, "--timeout", 120)
        taken = _taken(site)
        for row in unconfirmed:
            ids = taken.get(row["file"], [])
            site.seen["decided: arrived" if ids else "decided: send again"] += 1
            _run(site, "decide", row["key"], *(("--arrived", ids[0]) if ids else ("--send-again",)))
        site.seen["sent from hold"] += len(held)
        for start in range(0, len(held), AT_ONCE):
            _run(site, "send", *held[start:start + AT_ONCE], "--timeout", 120)
    raise AssertionError(f"{site.name} does not come to rest: {held[:5]} {unconfirmed[:3]} {dict(missing)}")


def _until_none(site, find, what, seconds, interval=1):
    """Waits until find() finds nothing any more, while the window goes on."""
    end = time.monotonic() + seconds
    while rows := find():
        assert time.monotonic() < end, f"{site.name}: {len(rows)} messages {what}, such as {rows[0]}"
        site.watch()
        time.sleep(interval)


def all_news_came(site):
    """Every batch that was slow ends while the machine sleeps; it wakes, asks of everything once, and the journal comes
    to say of every message what the service says of it."""
    site.practice.advance(48 * HOUR)
    site.jump_to(HOUR)

    def behind():
        status = {one["messageId"]: one["status"] for one in site.practice.messages()}
        return [row for row in site.cli.messages() if row["messageId"] and row["status"] != status[row["messageId"]]]
    _until_none(site, behind, "are behind", 300)


def a_week_passes(site):
    """What the service never ends is given up, once it was asked again. After the jump the clock runs, as every jump is
    a machine that wakes up, after which nothing is given up yet."""
    clock = itertools.count(8 * 24 * HOUR, 10)

    def open_still():
        site.jump_to(next(clock))
        return site.cli.messages("--state", "InFlight")
    _until_none(site, open_still, "are still waited for", 300, 0.2)


def account(site):
    """Every file arrived once, byte for byte, or was refused and did not, and the journal is sound. Gives a Counter of
    what became of the files, and the bytes that arrived."""
    _run(site, "history", "check", codes=(0,))
    rows = _by_file(site.cli.messages())
    delivered = {one["messageId"]: one for one in site.practice.deliveries() if one["messageId"]}
    taken = _taken(site)
    ends = collections.Counter()
    total = 0
    for name, (_, _, digest, size) in site.files.items():
        mine, ids = rows.get(name, []), taken.get(name, [])
        assert mine, f"lost: {name} is in no row of the journal"
        if any(row["state"] == "Rejected" for row in mine) and not ids:
            assert not any(row["messageId"] for row in mine), f"{name} is said to have arrived: {mine}"
            ends["Rejected"] += 1
            continue
        assert len(ids) == 1, f"{name} was stored {len(ids)} times: {mine}"
        known = [row for row in mine if row["messageId"] == ids[0]]
        assert len(known) == 1, f"{name} is known {len(known)} times: {mine}"
        one = delivered[ids[0]]
        for here in (digest, known[0]["sha256"]):
            assert here == one["sha256"], f"other bytes of {name} arrived: {one}"
        assert size == known[0]["bytes"] == one["bytes"], f"another number of bytes of {name} arrived: {one}"
        ends[known[0]["state"]] += 1
        total += size
    extra = set(rows) - set(site.files)
    assert not extra, f"rows of files that nobody pushed: {sorted(extra)[:5]}"
    return ends, total
