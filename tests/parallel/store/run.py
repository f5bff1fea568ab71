#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write known runs on 1 to 4 ranks, or break them, and look at what is left.

usage: run.py values|faults|calls|full|kill WRITER MPIEXEC RANKS AT_CALL
"""
import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import result

SKIPPED = 77
PART = "run.vtkhdf.part"
NAMES = {"run.vtkhdf", "run.xdmf", "open_in_paraview.py"}
NOISE = ("HDF5-DIAG", "PETSC ERROR", "Segmentation", "Assert", "infinite loop", "MPI_ABORT")


class Runner:
    def __init__(self, writer, mpiexec, ranks, at_call):
        # On one rank as people run it, alone: mpiexec dwells two seconds on a single process that fails.
        self.command = [mpiexec, "-n", str(ranks), writer] if ranks > 1 else [writer]
        self.ranks, self.at_call = ranks, at_call

    def run(self, folder, *options, environment=None):
        return subprocess.run([*self.command, str(folder), *map(str, options)], text=True,
                              capture_output=True, timeout=100, env=environment)

    def good(self, folder, *options):
        done = self.run(folder, *options)
        assert done.returncode == 0, done.stderr
        assert names(folder) == NAMES, names(folder)

    def calls_of(self, rank, folder, **values):
        """Environment in which at_call.c counts the writes of a rank below the folder."""
        values = {"FOLDER": folder, "RANK": rank, "COUNT": folder.with_name("count"), **values}
        return {**os.environ, "LD_PRELOAD": self.at_call, **{f"SIJ_CALL_{k}": str(v) for k, v in values.items()}}

    def bad(self, folder, *words, options=(), environment=None):
        """One sentence with all the words, and nothing else."""
        done = self.run(folder, *options, environment=environment)
        said = done.stdout + done.stderr
        sentences = [line for line in done.stderr.splitlines() if ": cannot " in line]
        assert done.returncode == 2, f"code {done.returncode}: {said}"
        assert not any(word in said for word in NOISE), said
        assert len(sentences) == 1, said
        assert all(word in sentences[0] for word in (str(folder), *words)), sentences[0]
        return sentences[0]


def names(folder):
    return {path.name for path in Path(folder).iterdir()}


def values(runner, folder):
    runner.good(folder / "deep/er/run")
    result.check(folder / "deep/er/run/run.vtkhdf", runner.ranks)
    runner.good(folder / "deep/er/run", "-steps", 1, "-cubes", 3, "-fields", 8)
    result.check(folder / "deep/er/run/run.vtkhdf", runner.ranks, cubes=3, steps=1, n_fields=8)
    done = runner.run(folder / "given/up", "-abandon")
    assert done.returncode == 0 and not (folder / "given").exists(), done.stderr


def faults(runner, folder):
    old = folder / "old"
    runner.good(old)
    before = (old / "run.vtkhdf").read_bytes()
    for step in (0, 2):
        for rank in {-1, 0, runner.ranks - 1}:
            for option in ("-break_step", "-break_flush"):
                options = (option, step, "-break_rank", rank)
                runner.bad(old, PART, "No space left on device", options=options)
                runner.bad(folder / "new", PART, "No space left on device", options=options)
    for limit in (4, 100, 1200, 1500, 3000):
        runner.bad(old, PART, "File too large", "ulimit -f",
                   options=("-cubes", 12, "-steps", 40, "-limit", limit * 1024))
    assert names(old) == NAMES and (old / "run.vtkhdf").read_bytes() == before
    assert names(folder) == {"old"}
    runner.bad("/proc/sij/run", "cannot write results there")
    runner.bad(old / "run.vtkhdf", "Not a directory")
    (folder / "taken/run.xdmf").mkdir(parents=True)
    runner.bad(folder / "taken", "Is a directory")


def calls(runner, folder):
    """A write that fails on one rank, anywhere: the others must not wait inside HDF5 for it."""
    for rank in range(min(2, runner.ranks)):
        runner.run(folder / "run", environment=runner.calls_of(rank, folder / "run"))
        n_calls = int((folder / "count").read_text())
        assert n_calls > 10
        for number in range(2 + rank, n_calls, max(1, n_calls // 7)):
            environment = runner.calls_of(rank, folder / "run", NUMBER=number, ERROR=errno.EIO)
            runner.bad(folder / "run", "Input/output error", environment=environment)


def full(runner, folder):
    """Disks that fill up at every stage of the work."""
    disk = folder / "disk"
    disk.mkdir()
    for size in (100, 1000, 1300, 2000, 2600, 3600):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True).returncode != 0:
            print("skipped: a file system cannot be mounted here")
            return SKIPPED
        try:
            print(runner.bad(disk / "run", PART, "No space left on device",
                             options=("-cubes", 12, "-steps", 40)))
            assert not names(disk)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    return 0


def kill(runner, folder, n_kills=6):
    """A run killed at any moment leaves what it had finished. A writer that does nothing but flush is
    hit in the middle of one often enough: once in a hundred trials that spoils the file."""
    chance, spoiled = random.Random(1), 0
    for _ in range(n_kills):
        for name in names(folder):
            (folder / name).unlink()
        run = subprocess.Popen([*runner.command, str(folder), "-steps", "100000", "-cubes", "6"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        writer = int(run.stdout.readline().split()[1])  # "process <id>" of the first rank
        wait_for_step(folder)
        time.sleep(chance.uniform(0.0, 0.5))
        os.kill(writer, signal.SIGKILL)
        run.communicate()
        assert "run.vtkhdf" not in names(folder)
        try:
            n_steps = whole_steps(folder / PART)
        except OSError as reason:
            print("spoiled:", reason)
            spoiled += 1
            continue
        print(n_steps, "steps were whole")
        assert n_steps > 0
    return 1 if spoiled > 1 else 0


def wait_for_step(folder):
    index = folder / "run.xdmf.part"
    while not (index.exists() and "<Time" in index.read_text()):
        time.sleep(0.01)


def whole_steps(path):
    with result.h5py.File(path, "r") as file:
        n_steps = int(file["VTKHDF/Steps"].attrs["NSteps"])
        x = file["VTKHDF/Points"][:] / 1000
        for i in range(n_steps):
            at = slice(i * len(x), (i + 1) * len(x))
            wanted = result.scalar(x, 1000, result.time(i))
            result.close(file["VTKHDF/PointData/pressure"][at], wanted, f"step {i}")
    return n_steps


def main():
    job, writer, mpiexec, ranks, at_call = sys.argv[1:]
    if result.h5py is None and job in ("values", "kill"):
        print("skipped: h5py is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        return globals()[job](Runner(writer, mpiexec, int(ranks), at_call), Path(folder)) or 0


if __name__ == "__main__":
    sys.exit(main())
