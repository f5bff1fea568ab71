#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Meshes of others: a faulty one is refused with one sentence before anything runs, a sound one in odd clothes is taken.

usage: meshes.py SIJ [FOLDER]       FOLDER: more faulty meshes, all to be refused but those that are called good
"""
import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "support")]
from bar import faults  # noqa: E402
from checks import need  # noqa: E402

CASE = """include: [baseline]
title: a small mesh of somebody else
anatomy: {{mesh_file: {file}}}
time: {{duration: 40 s, outputs: [30 s]}}
injections:
  - {{name: joint, tip: {tip}, volume: 0.1 mL, rate: 1 mL/min, contents: {{lidocaine: 2 %}}}}
pain: {{sources: {{lining_posterior: {{weight: 1}}}}}}
"""
TIP = "[22.3 mm, 1.9 mm, 3.7 mm]"


def run(sij, folder, mesh, keys):
    keys = dict(keys)
    (folder / "case.yaml").write_text(CASE.format(file=mesh, tip=keys.pop("tip", TIP)))
    words = [word for key, value in keys.items() for word in ("-D", f"{key}={value}")]
    # An open standard input shows who waits for an answer.
    with subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE) as quiet:
        done = subprocess.run([sij, "run", "case.yaml", *words, "-o", f"result_{Path(mesh).stem}"], cwd=folder,
                              stdin=quiet.stdout, capture_output=True, text=True, errors="replace", timeout=60)
        quiet.kill()
    return done


def expect_refused(sij, folder, mesh, words):
    done = run(sij, folder, mesh, {})
    sentences = [line for line in done.stderr.splitlines() if line.strip()]
    print(f"{mesh}: {done.returncode}: {done.stderr.strip()[:240]}")
    need(done.returncode in (1, 2), f"{mesh} ended with {done.returncode}\n{done.stderr}")
    need(len(sentences) == 1, f"{mesh}: {len(sentences)} lines instead of one sentence:\n{done.stderr}")
    need(any(word in done.stderr for word in words.split("|")), f"{mesh}: no word of {words!r} in {done.stderr}")
    need(not (folder / "ran_by_mesh").exists(), f"{mesh}: what stands in it was executed")
    checked = subprocess.run([sij, "check", "case.yaml"], cwd=folder, capture_output=True, text=True, errors="replace")
    need(checked.returncode == 2 and not checked.stdout, f"{mesh}: sij check ended with {checked.returncode}, want 2")
    need(checked.stderr == done.stderr, f"{mesh}: sij check and sij run differ:\n{checked.stderr}{done.stderr}")


def values_of(folder, mesh):
    rows = json.loads((folder / f"result_{Path(mesh).stem}" / "summary.json").read_text())["quantities"]
    return {row["name"]: row["value"] for row in rows if not row["name"].startswith(("numerics", "time", "solver"))}


def check_own(sij, folder):
    faulty, sound = faults()
    for name, (text, words) in faulty.items():
        (folder / f"{name}.msh").write_text(text, encoding="latin-1", newline="")
        expect_refused(sij, folder, f"{name}.msh", words)
    expected = None
    for name, (text, keys) in sound.items():
        (folder / f"{name}.msh").write_text(text, newline="")
        done = run(sij, folder, f"{name}.msh", keys)
        need(done.returncode == 0, f"{name} was refused: {done.stderr}")
        values = values_of(folder, f"{name}.msh")
        expected = expected or values
        for what, value in values.items():
            if name == "mirrored" or value is None or expected.get(what) is None:
                continue
            need(math.isclose(value, expected[what], rel_tol=1e-6, abs_tol=1e-15), f"{name}: {what} is {value}, want {expected[what]}")
        print(f"{name}: taken, {len(values)} quantities as of plain")


def check_others(sij, folder, others):
    for mesh in sorted(others.rglob("*.msh*")):
        if "good" in mesh.name and mesh.suffix == ".msh":
            continue
        done = run(sij, folder, mesh, {})
        print(f"{mesh.name}: {done.returncode}: {done.stderr.strip()[:160]}")
        need(done.returncode in (1, 2) and done.stderr.strip(), f"{mesh} ended with {done.returncode}")
        need(not list(folder.rglob("ran_by*")), f"{mesh}: what stands in it was executed")


def main():
    sij, others = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if others is None:
            check_own(sij, folder)
        elif others.is_dir():
            check_others(sij, folder, others)
        else:
            print(f"skipped: there is no folder {others}")
            sys.exit(77)


if __name__ == "__main__":
    main()
