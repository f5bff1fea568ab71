#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole run with --error-estimate: bars where they belong, values untouched, and what compare makes of it.

usage: convergence.py SIJ
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import need  # noqa: E402

HERE = Path(__file__).parent
CASE = HERE / "tiny.yaml"
MARK = re.compile(r"[\w%] ≈$", re.M)  # after a number of the tables
WITHOUT = ("run.", "dose.", "injection.middle.asked", "targets.block_level")
WITH = ("injection.middle.delivered", "targets.lig_post_short.blocked_fraction_c", "plasma.lidocaine.peak",
        "ledger.lidocaine.in_fluid")


def called(sij, *words, code=0):
    done = subprocess.run([sij, *map(str, words)], capture_output=True, text=True)
    need(done.returncode == code, f"{words}: ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def rows(folder):
    return {q["name"]: q for q in json.loads((folder / "summary.json").read_text())["quantities"]}


def check_bars(found):
    for name, row in found.items():
        if name.startswith(WITHOUT) or row["value"] is None or row["unit"] == "yes/no":
            need("error" not in row, f"{name} has a bar")
    for name in WITH:
        need(found[name].get("error", 0.0) > 0.0, f"{name} has no bar")
        print(f"{name}: {found[name]['value']:.4g} +- {found[name]['error']:.2g}")


def shift(folder, other, share):
    """The same summary with each value moved by that share of its bar."""
    summary = json.loads((folder / "summary.json").read_text())
    for row in summary["quantities"]:
        if "error" in row:
            row["value"] += share * row["error"]
    other.mkdir(exist_ok=True)
    (other / "summary.json").write_text(json.dumps(summary))


def check_refusals(sij, place):
    """A mesh of one's own has nothing coarser; a mesh whose sizes cannot be doubled fails at once."""
    mesh, own, never = (place / name for name in ("own.msh", "own.yaml", "never"))
    called(sij, "mesh", CASE, "-o", mesh)
    own.write_text(CASE.read_text().replace("../../..", str(HERE.parents[2]))
                   .replace("site: periarticular.2", "tip: [24 mm, -48 mm, 3 mm]")
                   + f"anatomy: {{mesh_file: {mesh}}}\npain: {{sources: {{}}}}\n")
    told = called(sij, "run", own, "-o", never, "--error-estimate", code=2)
    need("-D mesh.refine=1" in told and "own.msh" in told, told)
    need(not never.exists(), "something was written")

    told = called(sij, "run", CASE, "-o", never, "--error-estimate", "-D", "mesh.size_joint=4.5 mm", code=1)
    need("the above is of the error estimate" in told, told)
    need(not (never / "summary.json").exists(), "a run that failed left a summary")


def main():
    sij = sys.argv[1]
    with tempfile.TemporaryDirectory() as place:
        bars, plain, other = (Path(place) / name for name in ("bars", "plain", "other"))
        check_refusals(sij, Path(place))
        told = called(sij, "run", CASE, "-o", bars, "--error-estimate")
        for line in ("run 1 of 3: mesh sizes times 2\n", "run 2 of 3: mesh sizes times 1.41\n",
                     "run 3 of 3: as asked\n", "±"):
            need(line in told, f"{line!r} is missing in\n{told}")
        check_bars(rows(bars))

        called(sij, "run", CASE, "-o", plain)
        for name, row in rows(plain).items():
            need("error" not in row, f"{name} has a bar that nobody asked for")
            need(row["value"] == rows(bars)[name]["value"], f"{name} is not what it is without the estimate")
        need("Some of these runs have no error bars" in called(sij, "compare", bars, plain), "nothing is said of bars")

        shift(bars, other, 0.8)  # of a bar: two bars of that width overlap
        told = called(sij, "compare", bars, other)
        need(MARK.search(told) and "≈ not distinguishable at this mesh" in told, f"no mark in\n{told}")
        shift(bars, other, 2.2)
        told = called(sij, "compare", bars, other)
        need(not MARK.search(told), f"a mark where bars are apart\n{told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
