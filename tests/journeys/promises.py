#!/usr/bin/python3
"""Every promise of packaging/SECURITY.md names a test, and every test that it names is there.
usage: promises.py SOURCE"""

import pathlib
import re
import sys


def missing(source):
    """What is wrong with the page, a sentence each."""
    page = (source / "packaging" / "SECURITY.md").read_text()
    rows = [row for row in page.splitlines() if row.startswith("| ") and not row.startswith("| promise")]
    if len(rows) < 5:
        yield "packaging/SECURITY.md holds hardly any promise"
    tests = {path.stem: path for path in (source / "tests").rglob("*Test.cpp")}
    declared = (source / "tests" / "journeys" / "CMakeLists.txt").read_text()
    for row in rows:
        promise, named = row.strip("| ").rsplit(" | ", 1)
        found = re.findall(r"`([A-Za-z]+)::([A-Za-z]+)`|`([a-z_]+\.py)`", named)
        if not found:
            yield f"no test is named for: {promise}"
        for name, case, script in found:
            if script and script not in declared:
                yield f"{script} is no journey that CTest runs, but stands for: {promise}"
            if name and (name not in tests or not re.search(rf"\bvoid (\w+::)?{case}\(\)", tests[name].read_text())):
                yield f"{name}::{case} is not there, but stands for: {promise}"


if __name__ == "__main__":
    found = list(missing(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "Every promise has its tests.")
    sys.exit(bool(found))
