#!/usr/bin/env python3
"""Runs the benchmark `elasticity` over sizes and ranks: a table, and a CSV with where it comes from.

usage: elasticity.py PROGRAM [-o FILE.csv] [--small]      (--small: only up to 2e5 unknowns)
"""
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RANKS = (1, 2, 4)
BRICKS = (12, 18, 24, 38)
FACTORS = (2.5, 1.6, 1.0, 0.75)
SIZES = {"joint": 2.0, "ligament": 2.5, "far": 6.0, "needle": 1.5}  # mm, of the baseline
SMALL = 2


def bodies(small):
    last = SMALL if small else None
    for n in BRICKS[:last]:
        yield ["box", str(n)]
    for factor in FACTORS[:last]:
        sizes = [f"mesh.size_{name}={factor * size:g} mm" for name, size in SIZES.items()]
        yield ["joint", str(ROOT / "inputs/baseline.yaml"), *sizes]


def run(program, ranks, body):
    done = subprocess.run(["mpiexec", "-n", str(ranks), program, *body], capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or len(lines) < 2:
        sys.exit(f"{' '.join(body)} on {ranks} ranks: {done.stderr[-500:]}")
    return lines[-2].split(","), lines[-1].split(",")


def provenance():
    commit = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True)
    return [f"# commit {commit.stdout.strip()}", f"# {platform.platform()}, {platform.processor() or platform.machine()}",
            "# tolerance 1e-8 of the forces that balance each other; seconds of the slowest process"]


def main():
    arguments = sys.argv[1:]
    output = arguments.pop(arguments.index("-o") + 1) if "-o" in arguments else None
    program, small = arguments[0], "--small" in arguments
    rows = []
    for body in bodies(small):
        for ranks in RANKS:
            head, row = run(program, ranks, body)
            if not rows:
                print("".join(f"{name:>19}" for name in head))
            print("".join(f"{value:>19}" for value in row), flush=True)
            rows.append(row)
    if output:
        text = [*provenance(), ",".join(head), *(",".join(row) for row in rows)]
        Path(output).write_text("\n".join(text) + "\n")


if __name__ == "__main__":
    main()
