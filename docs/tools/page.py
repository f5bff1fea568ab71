#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rewrites the measured part of a page, and its figures, from what sij measured.

    build/release/sij verify -o verify.json
    docs/tools/page.py docs/theory/verification.md verify.json...
    build/release/sij validate -o validate.json
    docs/tools/page.py docs/theory/validation.md validate.json

Everything between the two marker lines of the page is replaced; figures go to docs/pictures/<page>/.
"""
import json
import sys
from os.path import relpath
from pathlib import Path

from asked import asked_table
from figures import picture

BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"
MARKS = {"met": "met", "missed": "**missed**", "told": ""}


def number(value):
    return "-" if value is None else f"{value:.4g}"


def band(row):
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"at most {number(high)}" if low is None else f"at least {number(low)}"
    return f"{number(low)} to {number(high)}"


def table(subject):
    yield "| quantity | measured | wanted | |"
    yield "| --- | --- | --- | --- |"
    for row in subject["rows"]:
        unit = "" if row["unit"] == "1" else f" {row['unit']}"
        yield f"| {row['quantity']} | {number(row['value'])}{unit} | {band(row)} | {MARKS[row['verdict']]} |"


def sentence(text):
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def section(subject, page, folder):
    number = subject["name"].isdigit()
    yield f"### {'Finding ' if number else ''}{subject['name']}"
    yield ""
    yield sentence(subject["text"])
    yield ""
    yield from table(subject)
    if subject["note"]:
        yield ""
        yield sentence(subject["note"])
    name = picture(subject, folder)
    if name:
        yield ""
        yield f"![{subject['name']}]({relpath(name, page.parent)})"
    yield ""


def overview(subjects, of_checks):
    rows = [row for subject in subjects for row in subject["rows"]]
    met, missed = (sum(row["verdict"] == verdict for row in rows) for verdict in ("met", "missed"))
    yield f"{len(subjects)} subjects, {met + missed} figures judged: {met} met, {missed} missed."
    if of_checks:
        yield "Those are the bands of the checks, which guard what was reached; what was asked for is stricter in places:"
    yield ""
    late = [(s["name"], row["quantity"]) for s in subjects for row in s["rows"] if row["verdict"] == "missed"]
    yield from (f"- missed: {name}: {quantity}" for name, quantity in late)
    yield from ([""] if late else [])


def main():
    page, *sources = map(Path, sys.argv[1:])
    subjects = [subject for source in sources for subject in json.loads(source.read_text())["subjects"]]
    folder = page.parents[1] / "pictures" / page.stem
    for old in folder.glob("*.png"):
        old.unlink()
    of_checks = page.stem == "verification"
    lines = [*overview(subjects, of_checks)]
    if of_checks:
        lines += asked_table(subjects)
    for subject in subjects:
        lines += section(subject, page, folder)
    head, _, rest = page.read_text().partition(BEGIN)
    tail = rest.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n\n" + "\n".join(lines).rstrip() + f"\n\n{END}{tail}")


if __name__ == "__main__":
    main()
