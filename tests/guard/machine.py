#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail if a file names a place of one machine, or leaves a reminder instead of work.

usage: machine.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

from sources import all_files, text_lines

PLACE = re.compile(r"(?<![\w.$}*])/(work|home|root|Users|mnt|scratch|tmp/wt)/\w")
REMINDER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|\bnot (yet )?implemented\b")
EXEMPT = {"LICENSE", "tests/guard/machine.py"}


def faults(root):
    for file in all_files(root):
        name = str(file.relative_to(root))
        if name in EXEMPT:
            continue
        for number, line in text_lines(file):
            place, reminder = PLACE.search(line), REMINDER.search(line)
            if place:
                yield f"{name}:{number}: {place.group(0)}... is a place of one machine"
            if reminder:
                yield f"{name}:{number}: \"{reminder.group(0)}\": do it or drop it"


def main():
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "machine: no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
