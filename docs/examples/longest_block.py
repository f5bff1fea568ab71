#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which run blocks the lateral branches longest, and is the difference one that the mesh can tell?

usage: longest_block.py RUN RUN...   (PYTHONPATH: share/sij/python of the installation)
"""
import sys

from sij_results import ResultError, Run

NAME = "targets.lateral_branch_{}.duration_c"


def durations(run):
    """[(minutes, half the width of the error bar)] of S1, S2 and S3; 0 where nothing was blocked."""
    rows = [run.quantities[NAME.format(branch)] for branch in ("s1", "s2", "s3")]
    return [(row.value or 0.0, row.error or 0.0) for row in rows]


def written(value, error):
    return f"{value:.0f} ± {error:.0f}" if error else f"{value:.0f}"


def main():
    runs = [Run(folder) for folder in sys.argv[1:]]
    found = [durations(run) for run in runs]
    all_three = [min(one) for one in found]
    print(f"{'C fibres blocked, min':26}{'S1':>12}{'S2':>12}{'S3':>12}{'all three':>12}")
    for run, branches, least in zip(runs, found, all_three):
        print(f"{run.folder.resolve().name:26}" + "".join(f"{written(*one):>12}" for one in [*branches, least]))
    best = max(range(len(runs)), key=lambda i: all_three[i])
    value, error = all_three[best]
    rivals = [run.folder.resolve().name for i, (run, (other, bar)) in enumerate(zip(runs, all_three))
              if i != best and value - other <= error + bar]
    print(f"{runs[best].folder.resolve().name} blocks all three longest, {value:.0f} min" if value else "None blocks all three",
          f"; not distinguishable: {', '.join(rivals)}" if rivals and value else "", sep="")


if __name__ == "__main__":
    try:
        main()
    except ResultError as fault:
        sys.exit(str(fault))
