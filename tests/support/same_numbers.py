#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do two builds of the program compute the same?

Every case of inputs/ is run by both on the coarse mesh of tests/case/tiny.yaml, and each quantity of the two
summary.json is compared. Meshes are kept in SIJ_CACHE, or where sij keeps them without it; both builds share those whose
generator has the same version. A run takes up to minutes, all cases the better part of an hour on two cores; it is no
part of CTest. Of a change that is to change nothing:

  git worktree add ../before main && (cd ../before && ./bootstrap build)
  ./bootstrap build && tests/support/same_numbers.py ../before/build/release/sij build/release/sij

Exit codes: 0 the same, 1 not, 2 a run failed.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", help="a program sij")
    parser.add_argument("after", help="another")
    parser.add_argument("case", nargs="*", help="names of cases, like standing; all of inputs/ without any")
    parser.add_argument("--within", type=float, default=1e-10, help="relative difference that is none (1e-10)")
    parser.add_argument("--on", type=Path, default=ROOT / "tests/case/tiny.yaml", help="what makes cases coarse and short")
    parser.add_argument("--keep", type=Path, help="folder for the results, kept: what lies there of BEFORE is taken as it is")
    return parser.parse_args()


def environment():
    quiet = {"OMP_NUM_THREADS": "1", "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    return {**quiet, **os.environ}


def values_in(folder):
    """Name and value of each quantity of a summary."""
    return {q["name"]: q["value"] for q in json.loads((folder / "summary.json").read_text())["quantities"]}


def run(program, case, folder):
    folder.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([program, "run", str(case), "-o", str(folder)], env=environment(), capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(f"{program} run {case}: exit code {done.returncode}\n{done.stderr}")
        sys.exit(2)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def apart(a, b):
    """Relative distance of two numbers; of anything else 0 or infinity."""
    if is_number(a) and is_number(b):
        return abs(a - b) / max(abs(a), abs(b)) if a != b else 0.0
    return 0.0 if a == b else float("inf")


def differences(before, after, within):
    for name in sorted(before.keys() | after.keys()):
        if name not in after or name not in before:
            yield f"{name}: only {'before' if name in before else 'after'}"
        elif not apart(before[name], after[name]) <= within:
            yield f"{name}: {before[name]} before, {after[name]} after"


def compare(asked, name, place):
    """The differences of one case, printed and counted."""
    case, folders = place / f"{name}.yaml", [place / side / name for side in ("before", "after")]
    case.write_text(f"include: [{ROOT / 'inputs' / name}.yaml, {asked.on.resolve()}]\n")
    if not (folders[0] / "summary.json").exists():
        run(asked.before, case, folders[0])
    run(asked.after, case, folders[1])
    before, after = map(values_in, folders)
    found = list(differences(before, after, asked.within))
    worst = max((apart(before[name], after[name]) for name in before.keys() & after.keys()), default=0.0)
    print(f"{name}: {len(before)} quantities, {len(found)} differ, at most by {worst:.2g}", *found[:10], sep="\n  ", flush=True)
    return len(found)


def main():
    asked = arguments()
    names = asked.case or sorted(path.stem for path in (ROOT / "inputs").glob("*.yaml"))
    with tempfile.TemporaryDirectory() as place:
        place = asked.keep.resolve() if asked.keep else Path(place)
        place.mkdir(parents=True, exist_ok=True)
        n_different = sum(compare(asked, name, place) for name in names)
    return 1 if n_different else 0


if __name__ == "__main__":
    sys.exit(main())
