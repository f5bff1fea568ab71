#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of each tissue is blocked at each output: mL in which half of the C fibres, were there nerve, do not conduct.

usage: blocked_volume.py RUN [LEVEL]   (LEVEL: 0.5; PYTHONPATH: share/sij/python of the installation)
"""
import sys

from sij_results import ResultError, Run


def main():
    run, level = Run(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
    blocked = [run.on_cells(run.field("block_c", at=time)) >= level for time in run.times]
    print(f"{'mL':20}" + "".join(f"{time:>10g} s" for time in run.times))
    for name in run.region_names:
        volumes = [run.volumes[run.of(name) & where].sum() for where in blocked]
        if max(volumes) > 0:
            print(f"{name:20}" + "".join(f"{volume:12.3f}" for volume in volumes))
    print(f"{'all':20}" + "".join(f"{run.volumes[where].sum():12.3f}" for where in blocked))


if __name__ == "__main__":
    try:
        main()
    except ResultError as fault:
        sys.exit(str(fault))
