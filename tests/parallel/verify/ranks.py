#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A family of checks on one rank and on more: the same figures and the same curves.

Figures that only bound rounding (wanted below 1e-8) are noise, iterations are work and no answer: of them
the verdict must be the same. Figures without a unit are shares, and often small differences of what is near one: 3e-7
of one is what solvers leave over there.

usage: ranks.py SIJ MPIEXEC FAMILY 1 RANKS...
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

RELATIVE = 1e-7  # of a figure, or of the band it is wanted in
NOISE = 1e-8
SHARE = 3e-7


def measured(sij, mpiexec, family, ranks, folder):
    path = Path(folder, f"{ranks}.json")
    done = subprocess.run([mpiexec, "-n", str(ranks), sij, "verify", family, "--coarse", "-o", str(path)],
                          capture_output=True, text=True)
    if not path.exists():
        sys.exit(f"{family} on {ranks} ranks ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(path.read_text())["subjects"]


def far(a, b, scale):
    return (a is None) != (b is None) or (a is not None and not abs(a - b) <= RELATIVE * scale)


def is_noise(row):
    return "iterations" in row["quantity"] or (row["high"] is not None and row["high"] <= NOISE)


def scale_of(row):
    least = SHARE / RELATIVE if row["unit"] == "1" else 0.0
    return max(abs(row["value"] or 0.0), row["high"] or 0.0, least) or 1.0


def differences(one, other, ranks):
    for subject, same in zip(one, other, strict=True):
        for row, twin in zip(subject["rows"], same["rows"], strict=True):
            what = f"{ranks} ranks, {subject['name']}, {row['quantity']}: {twin['value']} against {row['value']} on one"
            if row["verdict"] != twin["verdict"]:
                yield f"{what}: the verdict differs"
            elif not is_noise(row) and far(row["value"], twin["value"], scale_of(row)):
                yield what
        for line, twin in zip(subject["curves"], same["curves"], strict=True):
            scale = max((abs(y) for y in line["y"] if y is not None), default=1.0)
            if any(far(a, b, scale) for a, b in zip(line["y"], twin["y"], strict=True)):
                yield f"{ranks} ranks, {subject['name']}, curve {line['series']} of {line['figure']}"


def main():
    sij, mpiexec, family, *ranks_to_take = sys.argv[1:]
    one, *more = map(int, ranks_to_take)
    with tempfile.TemporaryDirectory() as folder:
        runs = {ranks: measured(sij, mpiexec, family, ranks, folder) for ranks in (one, *more)}
    found = [line for ranks in more for line in differences(runs[one], runs[ranks], ranks)]
    rows = sum(len(subject["rows"]) for subject in runs[one])
    print("\n".join(found) or f"{family}: {rows} figures on {one} and {more} ranks, no difference")
    return 1 if found or rows == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
