#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold a measurement against ones in which one thing was changed: what must alarm does, what must not does not.

usage: judge.py SIJ_BENCH
"""
import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

CLOCK = {"median": 2.0, "spread": 0.05}
OLD = {
    "form": 1, "set": "short",
    "provenance": {"commit": "a" * 40, "date": "2026-01-01", "machine": "one", "compiler": "cc", "triad": {"1": 10.0}},
    "entries": {"day": {"ranks": 1, "tolerance": 1e-6, "counts": {"run.steps": 100, "transport.preconditioner_setups": 200},
                        "physics": {"injection.joint.delivered": 1.5, "targets.onset": None},
                        "phases": {"flow": {"wall": CLOCK, "processor": CLOCK}}}}}


def changed(change):
    new = copy.deepcopy(OLD)
    change(new, new["entries"]["day"])
    return new


def add_setup_in_each_step(_, entry):
    entry["counts"]["transport.preconditioner_setups"] += entry["counts"]["run.steps"]


def move_result(_, entry):
    entry["physics"]["injection.joint.delivered"] *= 1.0 + 1e-5


def round_result(_, entry):
    entry["physics"]["injection.joint.delivered"] *= 1.0 + 1e-9


def lose_result(_, entry):
    entry["physics"]["targets.onset"] = 3.0


def lose_entry(new, _):
    del new["entries"]["day"]


def slow_down(_, entry):
    entry["phases"]["flow"]["processor"] = {"median": 3.0, "spread": 0.05}


def slow_down_in_noise(_, entry):
    entry["phases"]["flow"]["processor"] = {"median": 3.0, "spread": 0.5}


def slower_machine(new, entry):
    new["provenance"]["triad"] = {"1": 5.0}
    entry["phases"]["flow"]["processor"] = {"median": 4.0, "spread": 0.05}


def another_machine(new, entry):
    new["provenance"]["machine"] = "two"
    entry["counts"]["transport.preconditioner_setups"] += 2


# change, exit code, a word that is told
CASES = [(lambda new, entry: None, 0, "0 differ"), (add_setup_in_each_step, 1, "transport.preconditioner_setups"),
         (move_result, 1, "injection.joint.delivered"), (round_result, 0, "0 differ"), (lose_result, 1, "targets.onset"),
         (lose_entry, 1, "was not measured"), (slow_down, 0, "1 phases are slower"), (slow_down_in_noise, 0, "0 phases are slower"),
         (slower_machine, 0, "0 phases are slower"), (another_machine, 0, "counts may differ by 2%")]


def compare(bench, folder, old, new):
    for name, what in (("old", old), ("new", new)):
        (folder / name).write_text(what if isinstance(what, str) else json.dumps(what))
    return subprocess.run([sys.executable, bench, "compare", folder / "old", folder / "new"], capture_output=True, text=True)


def main():
    bench = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for change, code, word in CASES:
            done = compare(bench, Path(folder), OLD, changed(change))
            assert done.returncode == code and word in done.stdout, (change, done)
        for broken in ("", "{}", "[1]", json.dumps({"form": 2})):
            done = compare(bench, Path(folder), OLD, broken)
            assert done.returncode == 1 and "sij-bench:" in done.stderr and "Traceback" not in done.stderr, (broken, done)
    print(len(CASES), "changes judged as they should be")


if __name__ == "__main__":
    main()
