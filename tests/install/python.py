#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed reader for Python and its three examples, on a small run of the installed program: numbers are those that
the files hold by other ways, and what is no result is a sentence.

usage: python.py TREE CASE
"""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
TIMES = [0.0, 10.0, 30.0]
NERVE = "lateral_branch_s1"

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import near, need  # noqa: E402
from whole import finished  # noqa: E402


def refused(what, call, wanted, error):
    try:
        call()
    except error as fault:
        need(wanted in str(fault), f"{what}: said {fault}")
        return
    sys.exit(f"{what}: nothing was said")


def check_numbers(run, result):
    need(run.case == "tiny_intra_articular" and list(run.times) == TIMES, f"{run.case}: {run.times}")
    need({name: q.value for name, q in run.quantities.items()} == result.value, "other quantities")
    need(all(list(run.series[name]) == column or name not in result.series for name, column in result.series.items()),
         "another time series")
    need(run.value("injection.joint.asked") == 1.5 and run.quantities["injection.joint.asked"].unit == "mL", "asked")


def check_mesh(run, np):
    near(len(run.cells), run.value("run.tetrahedra"), "tetrahedra")
    sides = run.points[run.cells[:, 1:]] - run.points[run.cells[:, :1]]
    near(run.volumes.sum(), abs(np.linalg.det(sides)).sum() / 6e3, "volume of the mesh, mL")
    counted = sum(int(run.of(name).sum()) for name in run.region_names)
    need(counted == len(run.cells) and len(run.region_names) == 14, f"{counted} cells in regions")
    need(len(run.curves("nerve")[NERVE]) > 2 and list(run.curves("needle")) == ["joint"], "curves")


def check_fields(run, np):
    whole = run.file["VTKHDF/PointData/pressure"][:].reshape(len(TIMES), -1)
    for i, time in enumerate(("0 s", "10s", 30)):
        need(np.array_equal(run.field("pressure", at=time), whole[i]), f"pressure at {time}")
    need(run.unit("pressure") == "Pa" and run.field("velocity", at="0.5 min").shape == run.points.shape, "fields")
    need(np.array_equal(run.field("pressure", at=11, nearest=True), whole[1]), "the nearest output")
    need(list(run.table("ledger_lidocaine")["time"]) == TIMES, "times of the ledger")
    need("tiny_intra_articular" in run.input, "the case")


def check_refusals(reader, run, place):
    def changed(change):
        folder = place / "changed"
        folder.mkdir(exist_ok=True)
        (folder / "summary.json").write_text(change((run.folder / "summary.json").read_text()))
        return reader.Run(folder)

    error = reader.ResultError
    refused("no folder", lambda: reader.Run(place / "none"), "there is no such folder", error)
    refused("a damaged digit", lambda: changed(lambda text: text.replace("1.5", "2.5", 1)).case, "its checksum is wrong", error)
    refused("a newer version", lambda: changed(lambda text: text.replace('"version": 1', '"version": 2')).case,
            "is of version 2", error)
    refused("no JSON", lambda: changed(lambda text: text[:-20]).case, "not valid JSON", error)
    refused("no fields", lambda: changed(str).times, "run.vtkhdf: is missing", error)
    refused("no output", lambda: run.field("pressure", at=20), "there are 0 s, 10 s, 30 s", error)
    refused("no field", lambda: run.field("presure", at=10), "there is no field presure", error)
    refused("no region", lambda: run.of("bone"), "there is no region bone", error)
    refused("no time", lambda: run.field("pressure", at="10 mm"), "is no time", error)
    old = changed(lambda text: json.dumps({"case": "old", "quantities": json.loads(text)["quantities"]}))
    need(old.case == "old" and old.quantities == run.quantities, "a summary of before there were versions")


def check_grid(reader, run, np):
    try:
        import pyvista  # noqa: F401
    except ImportError:
        refused("PyVista is not there", lambda: run.grid(at=10), "PyVista is not installed", reader.ResultError)
        return
    grid = run.grid(at=10)
    need(np.array_equal(grid.point_data["pressure"], run.field("pressure", at=10)) and grid.n_cells == len(run.cells), "grid")


def example(tree, name, *words):
    path = next(tree.glob(f"share/doc/**/examples/{name}.py"))
    done = subprocess.run([sys.executable, path, *map(str, words)], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(tree / "share/sij/python")})
    need(done.returncode == 0, f"{name}: {done.stderr}")
    print(done.stdout)
    return done.stdout.splitlines()


def check_examples(tree, run, np, place):
    twin = place / "twin"
    shutil.copytree(run.folder, twin)
    lines = example(tree, "longest_block", run.folder, twin)
    need(len(lines) == 4 and lines[-1] == "None blocks all three", "longest_block: after 30 s nothing is blocked")
    lines = example(tree, "blocked_volume", run.folder, "0.1")
    mean = run.field("block_c", at=30)[run.cells].mean(axis=1)
    need(lines[-1].split()[-1] == f"{run.volumes[mean >= 0.1].sum():.3f}" != "0.000", "blocked_volume")
    rows = list(csv.reader(example(tree, "along_nerve", run.folder, NERVE)))
    need(len(rows) == len(run.curves("nerve")[NERVE]) + 1 and len(rows[0]) == 1 + len(TIMES), "along_nerve")
    near(float(rows[-1][0]), np.linalg.norm(np.diff(run.curves("nerve")[NERVE], axis=0), axis=1).sum(), "length, mm", 1e-3)


def main():
    tree, case = Path(sys.argv[1]).resolve(), sys.argv[2]
    sys.path.insert(0, str(tree / "share/sij/python"))
    try:
        import numpy as np

        import sij_results as reader
    except ImportError as missing:
        print(f"skipped: {missing} (Debian: apt-get install python3-h5py)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        result = finished([tree / "bin/sij"], case, place / "run", "time.duration=30 s", "time.outputs=[10 s, 30 s]")
        run = reader.Run(place / "run")
        check_numbers(run, result)
        check_mesh(run, np)
        check_fields(run, np)
        check_refusals(reader, run, place)
        check_grid(reader, run, np)
        check_examples(tree, run, np, place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
