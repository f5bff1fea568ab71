#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Iterations of the linear solvers over sizes and ranks: a table with verdicts, and a CSV with where it comes from.

FOLDER holds the programs `elasticity` and `biot`. A linear solid may take 40 iterations to 1e-8, a solid with its
fluid 60 to 1e-6. Exit code 1 when one takes more, or does not arrive.
"""
import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench import records  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
BRICKS = (12, 18, 26, 40)
FACTORS = (2.5, 1.6, 1.0, 0.75)
SIZES = {"joint": 2.0, "ligament": 2.5, "far": 6.0, "needle": 1.5}  # mm, of the baseline
MOST = {"elasticity": 40, "biot": 60}
COLUMNS = ("program", "body", "ranks", "unknowns", "iterations", "most", "seconds", "verdict")


def unknowns_of(n):
    return 3 * (2 * n + 1) ** 3


def bodies(largest):
    for n in BRICKS:
        if unknowns_of(n) <= largest:
            yield "elasticity", ["box", str(n)]
            yield "biot", ["-bricks", str(n)]
            yield "biot", ["-bricks", str(n), "-cavity", "1", "-film", "1"]
    for factor in FACTORS:
        if 7e5 / factor**2 <= largest:
            sizes = [f"mesh.size_{name}={factor * size:g} mm" for name, size in SIZES.items()]
            yield "elasticity", ["joint", str(ROOT / "inputs/baseline.yaml"), *sizes]


def describe(program, body):
    if program == "elasticity":
        return body[0]
    return "film" if "-film" in body else "layers"


def run(folder, program, ranks, body):
    environment = dict(os.environ, OMP_NUM_THREADS="1")
    done = subprocess.run(["mpiexec", "-n", str(ranks), str(folder / program), *body], capture_output=True,
                          text=True, env=environment)
    found = records.read(done.stdout)
    if done.returncode != 0 or "solve" not in found["laps"]:
        sys.exit(f"{program} {' '.join(body)} on {ranks} ranks: {done.stderr[-500:]}")
    counts = found["counts"]
    within = counts["iterations"] <= MOST[program]
    return {"program": program, "body": describe(program, body), "ranks": ranks, "unknowns": counts["unknowns"],
            "iterations": counts["iterations"], "most": MOST[program], "seconds": f"{found['laps']['solve']['wall'][0]:.2f}",
            "verdict": "met" if within else "missed"}


def provenance():
    commit = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True)
    return [f"# commit {commit.stdout.strip()}", f"# {platform.platform()}, {platform.processor() or platform.machine()}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", dest="output")
    parser.add_argument("--largest", type=float, default=2e6)
    parser.add_argument("--ranks", default="1,2,4")
    asked = parser.parse_args()
    rows = []
    print("".join(f"{name:>12}" for name in COLUMNS))
    for program, body in bodies(asked.largest):
        for ranks in asked.ranks.split(","):
            rows.append(run(asked.folder, program, int(ranks), body))
            print("".join(f"{rows[-1][name]:>12}" for name in COLUMNS), flush=True)
    if asked.output:
        table = [",".join(COLUMNS), *(",".join(str(row[name]) for name in COLUMNS) for row in rows)]
        Path(asked.output).write_text("\n".join([*provenance(), *table]) + "\n")
    sys.exit(any(row["verdict"] == "missed" for row in rows))


if __name__ == "__main__":
    main()
