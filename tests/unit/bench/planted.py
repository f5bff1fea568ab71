#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plant a slow-down and see the alarm: the flow is run with one needless set-up of its preconditioner for each it needs.

usage: planted.py SIJ_BENCH BUILD

The preconditioner is put into an outer one that only passes on: the same result, the same iterations, one set-up more.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ENTRY = "flow.box"
COUNT = "preconditioner_setups"  # of every phase: the flow keeps its preconditioner over steps where it serves
INNER = "-flow_sub_0_pc_hypre_boomeramg_"
PLANTED = ("-flow_pc_type composite -flow_pc_composite_pcs hypre "
           f"{INNER}coarsen_type HMIS {INNER}interp_type ext+i {INNER}P_max 4 {INNER}strong_threshold 0.5")


def run(bench, build, path, options=""):
    done = subprocess.run([sys.executable, bench, "run", "--only", ENTRY, "--repeats", "1", "--build", build, "-o", path],
                          capture_output=True, text=True, env={**os.environ, "SIJ_BENCH_OPTIONS": options})
    assert done.returncode == 0, done
    counts = json.loads(path.read_text())["entries"][ENTRY]["counts"]
    return sum(count for name, count in counts.items() if name.endswith(COUNT))


def compare(bench, old, new):
    return subprocess.run([sys.executable, bench, "compare", old, new], capture_output=True, text=True)


def main():
    bench, build = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        run(bench, build, folder / "old")
        before = run(bench, build, folder / "same")
        slow = run(bench, build, folder / "slow", PLANTED)
        assert slow > before, (before, slow)
        same, planted = compare(bench, folder / "old", folder / "same"), compare(bench, folder / "old", folder / "slow")
        assert same.returncode == 0, same
        assert planted.returncode == 1 and COUNT in planted.stdout, planted
    print(f"{slow - before} needless set-ups beside {before}: compare fails; without them it does not")


if __name__ == "__main__":
    main()
