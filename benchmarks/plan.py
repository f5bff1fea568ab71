#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold what `sij plan` says against real runs: time, and the largest memory of a process.

Each row is one run, kept in ROWS (JSON, one line each), so that an interrupted measurement goes on where it was. Time is the
processor time of the busiest rank, which others on the machine disturb less than the clock; both are kept.

usage: plan.py SIJ INPUTS ROWS [--ranks 1,2] [--levels coarse,default] [CASE...]    measures what is missing, prints the table
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = {"size_joint": 2, "size_ligament": 2.5, "size_far": 6, "size_needle": 1.5}  # mm, of inputs/baseline.yaml
FACTORS = {"coarse": None, "med": 1.5, "default": 1}
COARSE = {"size_joint": 6, "size_ligament": 7, "size_far": 15, "size_needle": 4}
CASES = ["intra_articular", "periarticular", "liliang2009_joint", "standing", "visser2013_manual_therapy",
         "coupled_intra_articular"]


def overrides(level):
    if level == "default":
        return []
    factor = FACTORS[level]
    sizes = COARSE if level == "coarse" else {name: factor * size for name, size in SIZES.items()}
    words = [f"mesh.{name}={size} mm" for name, size in sizes.items()]
    words.append(f"mesh.gradation={0.4 if level == 'coarse' else 0.15 * factor}")
    return [word for text in words for word in ("-D", text)]


def as_rank(log, command):
    """Runs one rank and writes what it took beside those of the others."""
    code = subprocess.run(command).returncode
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    rank = os.environ.get("OMPI_COMM_WORLD_RANK") or os.environ.get("PMI_RANK") or "0"
    Path(f"{log}.{rank}").write_text(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
    return code


def measure(sij, case, level, ranks):
    """Row of one run, its mesh in the cache before."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sij, "mesh", case, "-o", f"{folder}/out.msh", *overrides(level)], check=True, capture_output=True)
        log = Path(folder) / "rank"
        launcher = ["mpiexec", "-n", str(ranks)] if ranks > 1 else []
        begun = time.time()
        done = subprocess.run([*launcher, sys.executable, __file__, "--rank", log, sij, "run", case, "-o", f"{folder}/out",
                               *overrides(level)], capture_output=True, text=True)
        wall = time.time() - begun
        used = [file.read_text().split() for file in log.parent.glob("rank.*")]
    if done.returncode:
        sys.exit(f"{case}, {level}, {ranks} ranks: exit code {done.returncode}\n{done.stderr}")
    return {"case": Path(case).stem, "level": level, "ranks": ranks, "verb": "run", "wall": wall,
            "cpu": max(float(seconds) for seconds, _ in used), "rss": [int(kb) / 1024 for _, kb in used]}


def foretell(sij, case, level, ranks):
    """Seconds and MB that `sij plan` says; the mesh is in the cache."""
    text = subprocess.run([sij, "plan", case, "--ranks", str(ranks), *overrides(level)], check=True, capture_output=True,
                          text=True).stdout
    number, unit = re.search(r"^time +([\d.]+) (s|min|h)", text, re.MULTILINE).groups()
    memory = re.search(r"^memory +(\d+) MB", text, re.MULTILINE).group(1)
    return float(number) * {"s": 1, "min": 60, "h": 3600}[unit], float(memory)


def table(sij, inputs, rows):
    yield "| case | mesh | ranks | time said | took | ratio | memory said | took | ratio |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        seconds, memory = foretell(sij, str(inputs / f"{row['case']}.yaml"), row["level"], row["ranks"])
        took = max(row["rss"]) * 1.048576
        yield (f"| {row['case']} | {row['level']} | {row['ranks']} | {seconds:.0f} s | {row['cpu']:.0f} s | "
               f"{seconds / row['cpu']:.2f} | {memory:.0f} MB | {took:.0f} MB | {memory / took:.2f} |")


def read_rows(file):
    lines = file.read_text().splitlines() if file.exists() else []
    return [row for row in map(json.loads, lines) if row["verb"] == "run"]


def main():
    if sys.argv[1:2] == ["--rank"]:
        return as_rank(sys.argv[2], sys.argv[3:])
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("sij")
    words.add_argument("inputs", type=Path)
    words.add_argument("rows", type=Path)
    words.add_argument("--ranks", default="1,2")
    words.add_argument("--levels", default="coarse,default")
    words.add_argument("cases", nargs="*")
    given = words.parse_args()
    wanted = [(case, level, int(ranks)) for level in filter(None, given.levels.split(",")) for case in given.cases or CASES
              for ranks in given.ranks.split(",")]
    for case, level, ranks in wanted:
        if not any((row["case"], row["level"], row["ranks"]) == (case, level, ranks) for row in read_rows(given.rows)):
            row = measure(given.sij, str(given.inputs / f"{case}.yaml"), level, ranks)
            with given.rows.open("a") as out:
                print(json.dumps(row), file=out)
    print("\n".join(table(given.sij, given.inputs, read_rows(given.rows))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
