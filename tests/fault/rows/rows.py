#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of inputs that once showed a fault, with the exit code and the words that are wanted of each.

usage: rows.py SIJ [FOLDER]     FOLDER/case and FOLDER/mesh: the inputs of others, under the names of CASES
"""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "mesh"), str(Path(__file__).parents[2] / "support")]
from bar import Bar  # noqa: E402
from whole import FORBIDDEN, SKIPPED  # noqa: E402

COARSE = "mesh: {size_joint: 6 mm, size_ligament: 7 mm, size_far: 15 mm, size_needle: 4 mm, gradation: 0.4}\n"
SHORT = "time: {duration: 40 s, outputs: [30 s]}\n"
INJECTION = "injections:\n  - {site: intra_articular.inferior, %s}\n"
BAR = ("anatomy: {mesh_file: %s}\n" + SHORT + "injections:\n  - {name: joint, tip: [%s mm, 1.9 mm, 3.7 mm], volume: 0.1 mL, "
       "rate: 1 mL/min, contents: {lidocaine: 2 %%}}\npain: {sources: {lining_posterior: {weight: 1}}}\n")

# What a folder of own inputs holds; every case begins with the baseline.
CASES = {
    "base": COARSE + SHORT + INJECTION % "volume: 1.5 mL, rate: 3 mL/min, contents: {lidocaine: 2 %}",
    "at_the_limit": SHORT + INJECTION % "volume: 100 mL, rate: 600 mL/min",
    "dotdot": "name: ..\n" + COARSE + SHORT,
    "megagram": SHORT + INJECTION % "volume: 1.5 mL, rate: 3 mL/min, contents: {lidocaine: 20 Mg/mL}",
    "missing_mesh": "anatomy: {mesh_file: not_there.msh}\npain: {sources: {lining_posterior: {weight: 1}}}\n",
    "null": "title: called null\n" + COARSE + SHORT,
    "own_mesh_default_pain": "anatomy: {mesh_file: ../mesh/bar_good.msh}\n",
    "tägliche_injektion": "title: Umlaut\n" + COARSE + SHORT,
}

FORCE = "mechanics.loads.weight.force=[0 N, 0 N, -1e6 N]"
STANDING = ("-D", "include=[baseline, ligaments]", "-D", "mechanics.strain=small", "-D", "mechanics.protocol=standing")

# words after sij, exit codes, words of the sentence (| means or; "" none); in FOLDER/case
ROWS = [
    (("mesh", "base.yaml", "-o", "base.yaml"), 2, "written as .msh"),
    (("mesh", "../mesh/bar.yaml", "-o", "x.step"), 2, "written as .msh"),
    (("mesh", "../mesh/bar.yaml", "-o", "../mesh/bar_good.msh"), 2, "is the mesh that the case reads"),
    (("check", "at_the_limit.yaml"), 0, ""),
    (("check", "base.yaml", "-D", "mesh.size_needle=100 um"), 0, ""),
    (("run", "dotdot.yaml"), 2, "not of points alone"),
    (("run", ".yaml"), 2, "the case has no name"),
    (("check", "base.yaml", "-D", "name=a/b"), 2, "a name is of letters"),
    (("check", "base.yaml", "-D", "name=''"), 2, "name"),
    (("check", "missing_mesh.yaml"), 2, "not_there.msh cannot be read"),
    (("check", "own_mesh_default_pain.yaml"), 2, "has no target"),
    (("check", "megagram.yaml"), 2, "no solution"),
    (("check", "base.yaml", "-D", "injections.0.contents={lidocaine: 200 %}"), 2, "no solution"),
    (("check", "base.yaml", "-D", "time.duration=1e12 s"), 2, "must be positive and at most"),
    (("check", "base.yaml", "-D", "tissues.fat.poisson=-0.999999"), 2, "must be at least -0.7"),
    (("check", "base.yaml", "-D", "tissues.fat.dilation_pressure=1e-5 Pa"), 2, "must be at least"),
    (("check", "base.yaml", "-D", "tissues.fat.conductivity_across=1e-30 m^4/(N s)"), 2, "wanted at most a factor"),
    (("check", "base.yaml", *STANDING), 0, ""),
    (("check", "base.yaml", *STANDING, "-D", FORCE), 2, "must be at least -20000 N"),
    (("check", "base.yaml", *STANDING, "-D", "mechanics.springs.iliolumbar.stiffness=1e300 N/m"), 2, "at most 100000 N/mm"),
    (("check", "base.yaml", *STANDING, "-D", "tissues.joint_cavity.film_modulus=1e300 Pa"), 2, "at most 1e+06 MPa"),
    (("compare", "nofolder"), 2, "nofolder: there is no such folder"),
    (("run", "../mesh/bar.yaml", "-o", "bar"), 0, ""),
    (("run", "../mesh/bar.yaml", "-o", "bar", "-D", "name=other"), 2, "holds the result of another case, bar"),
]

# A tip in bone is found by the solids of the anatomy, which take seconds.
IN_BONE = ("check", "base.yaml", "-D", "injections=[{name: a, tip: [10 mm, -5 mm, 0 mm], volume: 1 mL, rate: 3 mL/min}]")


def call(sij, folder, words):
    return subprocess.run([sij, *words], cwd=folder, capture_output=True, text=True, errors="replace", timeout=120)


def faults_of(sij, folder, words, code, sentence):
    done = call(sij, folder, words)
    what = f"sij {' '.join(words)}"
    print(f"{what}: {done.returncode}: {done.stderr.strip()[:200]}")
    if done.returncode != code:
        yield f"{what}: exit code {done.returncode}, want {code}\n{done.stderr}"
    if sentence not in done.stderr or (not sentence and done.stderr):
        yield f"{what}: no {sentence!r} in\n{done.stderr}"
    if any(word in done.stderr + done.stdout for word in FORBIDDEN):
        yield f"{what}: a trace\n{done.stderr}"


def stored_case(folder):
    """The resolved case, as text of the results file: from its first line to the last before other data."""
    data = (folder / "run.vtkhdf").read_bytes()
    text = data[data.index(b"# The resolved case of"):]
    ends = next((i for i, byte in enumerate(text) if byte < 32 and byte != 10), len(text))
    return text[:text.rindex(b"\n", 0, ends) + 1]


def read_back(sij, folder):
    """Every accepted name makes a resolved case that is accepted again, under the same name."""
    for name in ("tägliche_injektion", "null", "1e5", "-dash"):
        done = call(sij, folder, ("run", "../mesh/bar.yaml", "-D", f'name="{name}"', "-o", f"back_{name}"))
        if done.returncode != 0:
            yield f"{name}: a run ended with {done.returncode}\n{done.stderr}"
            continue
        (folder / "back.yaml").write_bytes(stored_case(folder / f"back_{name}"))
        done = call(sij, folder, ("check", "back.yaml"))
        if done.returncode != 0 or f"case {name}: no fault" not in done.stdout:
            yield f"{name}: its resolved case: {done.returncode}\n{done.stdout}{done.stderr}"
    print("names read back")


def write_own(folder):
    (folder / "mesh").mkdir()
    (folder / "case").mkdir()
    for name, text in CASES.items():
        (folder / "case" / f"{name}.yaml").write_text("include: [baseline]\n" + text)
    (folder / "mesh/bar_good.msh").write_text(Bar().text())
    (folder / "mesh/bar.yaml").write_text("include: [baseline]\n" + BAR % ("bar_good.msh", "22.3"))


def copy_others(folder, others):
    for path in [*others.glob("case/*.yaml"), *others.glob("mesh/bar.yaml"), *others.glob("mesh/bar_good.msh")]:
        target = folder / path.relative_to(others)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())


def main():
    sij, others = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if others and not others.is_dir():
        print(f"skipped: there is no folder {others}")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if others:
            copy_others(folder, others)
        else:
            write_own(folder)
        place = folder / "case"
        (place / ".yaml").write_text((place / "base.yaml").read_text())
        faults = [fault for row in ROWS for fault in faults_of(sij, place, *row)]
        if not others:
            faults += faults_of(sij, place, IN_BONE, 2, "lies in the region sacrum")
            faults += read_back(sij, place)
    print("\n".join(faults) or f"{len(ROWS)} rows, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
