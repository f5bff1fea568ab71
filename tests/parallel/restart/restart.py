#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is stopped and goes on is the run that was never stopped.

usage: restart.py SIJ MPIEXEC CASE RANKS[,RANKS...] [--equal TOLERANCE] [--other TOLERANCE] [--stop FRACTION] [--petsc OPTIONS]
                  [--chain-outputs FIRST LAST]

RANKS is a chain such as 2,3: the run begins on 2 ranks, is stopped by SIGUSR1 when it has made about FRACTION of its
outputs, and goes on on 3. The reference runs on the first number without a stop. Held against it: every quantity of
summary.json, every value of timeseries.csv, and every field of every step of run.vtkhdf at the same point, to --equal
where all numbers of ranks are the same, else to --other, relative to the largest value of its kind. A chain of more than three
numbers is stopped after each output; --chain-outputs gives it enough of them, evenly spaced in time [s].
"""
import argparse
import csv
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np

# What is of the run and not of its results.
OWN = re.compile(r"^(run\.ranks|mechanics\.solver\.|run\.steps|run\.rejected_steps)")


def command(options, ranks, folder, extra):
    launch = [options.mpiexec, "--oversubscribe", "-n", str(ranks)] if ranks > 1 else []
    keys = ["-D", options.outputs] if options.outputs else []
    petsc = ["--"] + options.petsc.split() if options.petsc else []
    return launch + [options.sij, "run", "--allow-outside", options.case, "-o", folder] + keys + extra + petsc


def count_outputs(folder):
    return len(glob.glob(os.path.join(folder, "checkpoint", "output-*.sij")))


def run(options, ranks, folder, extra=(), stop_at=None):
    """Runs; with stop_at sends SIGUSR1 when that many outputs are there. Returns the exit code."""
    process = subprocess.Popen(command(options, ranks, folder, list(extra)), stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    if stop_at is not None:
        while process.poll() is None and count_outputs(folder) < stop_at:
            time.sleep(0.005)
        if process.poll() is None:
            process.send_signal(signal.SIGUSR1)
    text, _ = process.communicate()
    if process.returncode not in (0, 75):
        sys.exit(f"exit code {process.returncode} on {ranks} ranks:\n{text}")
    return process.returncode


def read_summary(folder):
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        data = json.load(file)
    return {row["name"]: row["value"] for row in data["quantities"]} if isinstance(data["quantities"], list) else {
        name: row["value"] for name, row in data["quantities"].items()}


def read_series(folder):
    with open(os.path.join(folder, "timeseries.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    value = np.array([[float(cell) if cell else np.nan for cell in row] for row in rows[1:]])
    return rows[0], value


def read_fields(folder):
    """Name and step to the values, ordered by the coordinates of their points."""
    with h5py.File(os.path.join(folder, "run.vtkhdf"), "r") as file:
        points = file["VTKHDF/Points"][()]
        order = np.lexsort(points.T)
        fields = {}
        for name in file["fields"]:
            for step in file["fields"][name]:
                fields[f"{name}/{step}"] = file["fields"][name][step][()][order]
    return fields


def scale_by_kind(values):
    """The largest magnitude of all quantities that end alike: a far target's share is small against a near one's. What
    a ledger says in shares of the dose is of size 1, and so is the smallest concentration against the largest. Spill of a
    nerve is a blocked share like that of any target."""
    def find(name):
        if ".blocked_fraction" in name:
            return "blocked_fraction"
        return "smallest or largest" if name.endswith((".smallest", ".largest")) else name.rsplit(".", 1)[-1]

    largest = {}
    for name, value in values:
        largest[find(name)] = max(largest.get(find(name), 0.0), np.nanmax(np.abs(value), initial=0.0))
        if name.startswith("ledger."):
            largest[find(name)] = max(largest[find(name)], 1.0)
    return lambda name: largest[find(name)]


class Worst:
    """The largest difference, and where."""

    def __init__(self):
        self.value, self.where = 0.0, "none"

    def compare(self, where, a, b, scale):
        if np.any(np.isnan(a) != np.isnan(b)):
            self.value, self.where = np.inf, where
            return
        difference = np.nanmax(np.abs(np.asarray(a) - np.asarray(b)), initial=0.0)
        relative = difference / scale if scale > 0 else (np.inf if difference > 0 else 0.0)
        if relative > self.value:
            self.value, self.where = relative, where


def compare(reference, other, same_ranks):
    worst = Worst()
    a, b = read_summary(reference), read_summary(other)
    if a.keys() != b.keys():
        sys.exit(f"other quantities: {sorted(a.keys() ^ b.keys())}")
    scale = scale_by_kind([(name, float(value)) for name, value in a.items() if value is not None])
    for name in a:
        if (OWN.match(name) and not (same_ranks and name != "run.ranks")) or name.endswith(".defect"):
            continue
        values = np.array([np.nan if v is None else v for v in (a[name], b[name])], dtype=float)
        worst.compare(name, values[:1], values[1:], 0.0 if a[name] is None else scale(name))
    (names, rows), (others, more) = read_series(reference), read_series(other)
    if names != others or rows.shape != more.shape:
        sys.exit(f"other columns or rows: {rows.shape}, {more.shape}")
    scale = scale_by_kind([(name, rows[:, k]) for k, name in enumerate(names)])
    for k, name in enumerate(names):
        worst.compare(f"series {name}", rows[:, k], more[:, k], scale(name))
    a, b = read_fields(reference), read_fields(other)
    if a.keys() != b.keys():
        sys.exit(f"other fields or steps: {sorted(a.keys() ^ b.keys())[:4]}")
    largest = {}
    for key in a:
        kind = key.split("/")[0]
        largest[kind] = max(largest.get(kind, 0.0), np.abs(a[key]).max())
    for key in a:
        worst.compare(f"field {key}", a[key], b[key], largest[key.split("/")[0]])
    return worst


def list_outputs(options, ranks):
    """The override that gives a long chain an output for each of its stops, and some to spare; None for a short one."""
    if len(ranks) <= 3 or not options.chain_outputs:
        return None
    first, last = options.chain_outputs
    n = 2 * len(ranks)
    times = [first + (last - first) * k / (n - 1) for k in range(n)]
    return "time.outputs=[" + ", ".join(f"{t:.6g} s" for t in times) + "]"


def run_chain(options, ranks, folder, outputs):
    """How often the run was stopped; it is finished then."""
    shutil.rmtree(folder, ignore_errors=True)
    stopped, extra = 0, []
    for n in ranks[:-1]:
        step = round(options.stop * outputs) if len(ranks) <= 3 and not extra else 1
        stopped += run(options, n, folder, extra, count_outputs(folder) + step) == 75
        extra = ["--restart"]
    if run(options, ranks[-1], folder, extra) != 0:
        sys.exit("the last run did not finish")
    return stopped


def try_chain(options, ranks, work):
    options.outputs = list_outputs(options, ranks)
    reference = os.path.join(work, f"whole-{ranks[0]}-{'many' if options.outputs else 'few'}")
    if not os.path.isdir(reference):
        run(options, ranks[0], reference)
    outputs, folder = count_outputs(reference), os.path.join(work, "stopped")
    stopped = run_chain(options, ranks, folder, outputs)
    same = len(set(ranks)) == 1
    worst, limit = compare(reference, folder, same), options.equal if same else options.other
    good = worst.value <= limit and stopped == len(ranks) - 1
    print(f"{'fine' if good else 'MISSED'}: {','.join(map(str, ranks))}: stopped {stopped} times, {outputs} outputs, "
          f"largest difference {worst.value:.1e} of at most {limit:.0e} ({worst.where})", flush=True)
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sij")
    parser.add_argument("mpiexec")
    parser.add_argument("case")
    parser.add_argument("chains", nargs="+")
    parser.add_argument("--equal", type=float, default=1e-12)
    parser.add_argument("--other", type=float, default=1e-5)
    parser.add_argument("--stop", type=float, default=0.5)
    parser.add_argument("--petsc", default="")
    parser.add_argument("--chain-outputs", nargs=2, type=float)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        good = [try_chain(options, [int(word) for word in chain.split(",")], work) for chain in options.chains]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
