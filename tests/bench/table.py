#!/usr/bin/env python3
"""Writes the figures of the bench programs (lines of JSON, see BenchFigure.h) as a table; ends with 1 when a budget is
missed, 2 when there is no figure."""

import json
import os
import platform
import sys


def amount(value, unit):
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}" + ("" if unit == "×" else " " + unit)


def processor():
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def row(figure):
    unit = figure["unit"]
    sign, what = ("≥", "of its speed") if figure["atLeast"] else ("≤", "of its time")
    spread = " – ".join(amount(figure[name], "×") for name in ("min", "max"))
    budget = f"{sign} {amount(figure['budget'], unit)}" + (f" {what}" if unit == "×" else "")
    verdict = "met" if figure["met"] else "**missed**"
    note = f"; {figure['note']}" if figure.get("note") else ""
    return (f"| {figure['figure']}{note} | {figure['reference']} | {amount(figure['median'], unit)} "
            f"| {spread} ({figure['runs']} runs) | {budget} | {verdict} |")


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        figures = [json.loads(line) for line in lines if line.startswith("{")]
    if not figures:
        return 2
    missed = [figure for figure in figures if not figure["met"]]
    print("# Figures\n")
    print(f"{len(figures) - len(missed)} of {len(figures)} budgets met, judged by the median. Measured on "
          f"{os.cpu_count()} cores of {processor()}; each run by turns with its reference.\n")
    print("| what | against | median | least – most | budget | |\n|---|---|---|---|---|---|")
    for figure in figures:
        print(row(figure))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
