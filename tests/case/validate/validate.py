#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench of `sij validate` is `sij run` on a coarser mesh; how the verb ends.

usage: validate.py CHECK SIJ
"""
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import need  # noqa: E402
from whole import FORBIDDEN, finished  # noqa: E402

COARSE = 3.0  # what --coarse multiplies mesh sizes by
SIZES = {"size_joint": 2.0, "size_ligament": 2.5, "size_far": 6.0, "size_needle": 1.5}  # mm, baseline
QUICK = "mesh.gradation=0.4"
SEEPAGE = "through whole capsule in 60 s, of 2.5 mL injected"
CASE = """include: [baseline]
injections:
  - {name: joint, site: intra_articular.inferior, volume: 2.5 mL, rate: 3 mL/min, pressure_limit: 300 kPa}
time: {duration: 60 s, outputs: [%s]}
""" % ", ".join(f"{t} s" for t in range(1, 61))


def validate(sij, *words):
    done = subprocess.run([sij, "validate", *words], capture_output=True, text=True)
    faulty = [word for word in FORBIDDEN if word in done.stderr]
    if faulty:
        sys.exit(f"{faulty}\n{done.stdout}{done.stderr}")
    return done


def figures(path, number):
    for subject in json.loads(Path(path).read_text())["subjects"]:
        if subject["name"] == str(number):
            return {row["quantity"]: row for row in subject["rows"]}
    sys.exit(f"{path}: no finding {number}")


def bench(sij, folder):
    """Finding 4 twice: by the verb, and by hand with `sij run`."""
    leaky = "tissues.capsule.conductivity_along=3e-15 m^4/(N s)"
    done = validate(sij, "4", "--coarse", "-D", QUICK, "-D", leaky, "-o", f"{folder}/out.json")
    need(done.returncode == 0, f"ended with {done.returncode}: {done.stdout}{done.stderr}")
    found = figures(f"{folder}/out.json", 4)
    (folder / "filling.yaml").write_text(CASE)
    sizes = [f"mesh.{key}={COARSE * value} mm" for key, value in SIZES.items()]
    run = finished([sij], folder / "filling.yaml", folder / "run", QUICK, leaky, *sizes)
    for what, name in ((SEEPAGE, "flow.leak.intact_capsule"),
                       ("largest pressure in the cavity meanwhile", "flow.cavity_pressure_max")):
        got, want = found[what]["value"], run.value[name]
        print(f"{what}: {got:.9g}, sij run {want:.9g}")
        need(math.isclose(got, want, rel_tol=1e-6), f"{what}: {got}, sij run gives {want}")
    need(found[SEEPAGE]["low"] == 0 and found[SEEPAGE]["high"] == 0.01, "the band of seepage has changed")


def ends(sij, folder):
    numbers = [int(line.split()[0]) for line in validate(sij, "--list").stdout.splitlines()]
    need(numbers == sorted(set(numbers)) and len(numbers) >= 8, f"--list gives {numbers}")
    for words, code, sentence in (
            (["99"], 2, 'no finding has the number "99"'),
            (["4x"], 2, 'no finding has the number "4x"'),
            (["4", "-D", "tissues.capsul.porosity=0.5"], 2, "capsul"),
            (["4", "-D", "anatomy.mesh_file=nowhere.msh"], 1, "nowhere.msh")):
        done = validate(sij, *words, "--coarse")
        print(words, done.returncode, done.stderr.strip())
        need(done.returncode == code, f"{words}: ended with {done.returncode}, want {code}\n{done.stderr}")
        need(sentence in done.stderr, f"{words}: {done.stderr!r} does not say {sentence!r}")
        need(code == 1 or "met" not in done.stdout, f"{words}: something was run")


def main():
    with tempfile.TemporaryDirectory() as folder:
        {"bench": bench, "ends": ends}[sys.argv[1]](sys.argv[2], Path(folder))


if __name__ == "__main__":
    main()
