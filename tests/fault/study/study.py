#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `sij study` says of studies that are at fault: a sentence each, exit code 2, no trace, nothing written.

usage: study.py SIJ
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "mesh"))
from bar import Bar  # noqa: E402

CASE = """include: [baseline]
anatomy: {mesh_file: bar.msh}
time: {duration: 20 s, outputs: [20 s]}
injections:
  - {name: needle, tip: [22.3 mm, 1.9 mm, 3.7 mm], volume: 0.1 mL, rate: 1 mL/min, contents: {lidocaine: 2 %}}
pain: {sources: {lining_posterior: {weight: 1}}}
"""
BASE = "baseline: case.yaml\n"
VARY = "vary: {grid: {injections.needle.volume: [0.1 mL, 0.2 mL]}}\n"


def cube(text):
    return BASE + f"vary: {{latin_hypercube: {text}}}\n"


# What is wrong, the study, and what must be said of it.
FAULTS = [
    ("empty", "", ["is empty"]),
    ("no mapping", "- baseline\n", ["study.yaml:1: found a list; wanted a mapping of keys"]),
    ("no baseline", VARY, ["needs baseline, the case file that all cases begin from"]),
    ("no file", "baseline: nowhere.yaml\n" + VARY, ["nowhere.yaml"]),
    ("elsewhere", "baseline: /etc/hostname\n" + VARY, ["is no file in the folder of the study, nor in that above it"]),
    ("nothing varies", BASE, ["needs vary, with arms, grid or latin_hypercube"]),
    ("unknown key", BASE + VARY + "rankby: relief.peak\n", ["rankby: is not a known key of a study",
                                                           'did you mean "rank_by"?']),
    ("unknown design", BASE + "vary: {grids: {flow: [coupled]}}\n", ["vary.grids: is not a known key", '"grid"']),
    ("empty list", BASE + "vary: {grid: {injections.needle.volume: []}}\n", ["is empty; wanted a list of values"]),
    ("a value twice", BASE + "vary: {grid: {flow: [coupled, coupled]}}\n", ["vary.grid.flow.1: is given twice"]),
    ("an arm twice", BASE + "vary:\n  arms:\n    a: {}\n    a: {}\n", ["study.yaml:5: vary.arms.a: is given twice, first in line 4"]),
    ("name of an arm", BASE + "vary: {arms: {a/b: {}}}\n", ["the name of an arm, which is that of its folder"]),
    ("an arm without keys", BASE + "vary: {arms: {a: 1 mL}}\n", ['found "1 mL"; wanted the keys that the arm sets']),
    ("an injection that is not there", BASE + "vary: {grid: {injections.nedle.volume: [1 mL]}}\n",
     ['no injection of the baseline is called "nedle"; did you mean "needle"?']),
    ("a key no case has", BASE + "vary: {grid: {injections.needle.volum: [1 mL]}}\n",
     ["case case_001: -D injections.0.volum", "is not a known key", '"volume"']),
    ("a wrong unit in two cases", BASE + "vary: {grid: {injections.needle.volume: [1 mm, 2 mL]}}\n",
     ["case case_001: -D injections.0.volume"]),
    ("two arms at fault", BASE + "vary: {arms: {a: {injections.needle.rate: fast}, b: {body.body_mass: 0 kg}}}\n",
     ["case a: -D injections.0.rate", "case b: -D body.body_mass"]),
    ("an empty range", cube("{cases: 4, ranges: {body.body_mass: [80 kg, 60 kg]}}"), ["is empty: 80 kg is not below 60 kg"]),
    ("two units", cube("{cases: 4, ranges: {body.body_mass: [600 g, 60 kg]}}"),
     ['begins in "g" and ends in "kg"; give both in one unit']),
    ("words", cube("{cases: 4, ranges: {body.body_mass: [light, heavy]}}"), ["wanted two numbers with their unit"]),
    ("a logarithm of nothing", cube("{cases: 4, ranges: {body.body_mass: {from: 0 kg, to: 60 kg, scale: log}}}"),
     ["a logarithmic range begins above 0"]),
    ("a scale", cube("{cases: 4, ranges: {body.body_mass: {from: 1 kg, to: 60 kg, scale: cubic}}}"),
     ['found "cubic"; wanted linear or log']),
    ("no number of cases", cube("{ranges: {body.body_mass: [40 kg, 60 kg]}}"), ["needs cases"]),
    ("too many points", cube("{cases: 4000, ranges: {body.body_mass: [40 kg, 60 kg]}}"),
     ['found "4000"; wanted a whole number from 2 to 1000']),
    ("too many cases", BASE + "vary:\n  grid: {body.body_mass: [" + ", ".join(f"{i} kg" for i in range(40, 80)) + "]}\n"
     "  latin_hypercube: {cases: 30, ranges: {injections.needle.volume: [1 mL, 2 mL]}}\n", ["makes more than 1000 cases"]),
    ("varied twice", BASE + "vary:\n  grid: {body.body_mass: [60 kg]}\n"
     "  latin_hypercube: {cases: 3, ranges: {body.body_mass: [40 kg, 60 kg]}}\n", ["varies by the grid and by the hypercube"]),
    ("no quantity", BASE + VARY + "rank_by: reliefs.duration\n", ['"reliefs.duration" is no quantity of a result', '"relief"']),
    ("which is best", BASE + VARY + "rank_by: {quantity: relief.peak, best: most}\n", ['found "most"; wanted highest or lowest']),
    ("meshes", BASE + VARY + "share_mesh: perhaps\n", ['found "perhaps"; wanted true or false']),
]
WORDS = [
    (["--task", "2", "--tasks", "2"], "tasks count from 0"),
    (["--task", "x"], '--task "x": a whole number of 0 or more is wanted'),
    (["--ranks-per-case", "2"], "1 rank cannot be shared out so"),
    (["--only", "nobody"], "the study has no such case; its first is case_001, its last case_002"),
    (["-D", "flow=coupled"], "takes no -D"),
]


def judged(what, done, wanted, place):
    if done.returncode != 2:
        yield f"{what}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    for sentence in wanted:
        if sentence not in done.stderr:
            yield f"{what}: want {sentence!r}, said:\n{done.stderr}"
    if "PETSC ERROR" in done.stderr or (place / "out").exists():
        yield f"{what}: a trace, or something was written\n{done.stderr}"


def faults(sij, place):
    def called(*words):
        return subprocess.run([sij, "study", "study.yaml", "-o", "out", *words], cwd=place, capture_output=True, text=True)

    (place / "bar.msh").write_text(Bar().text())
    (place / "case.yaml").write_text(CASE)
    for what, text, wanted in FAULTS:
        (place / "study.yaml").write_text(text)
        yield from judged(what, called(), wanted, place)
    (place / "study.yaml").write_text(BASE + VARY)
    for words, wanted in WORDS:
        yield from judged(" ".join(words), called(*words), [wanted], place)
    (place / "study.yaml").unlink()
    yield from judged("no study", called(), ['"study.yaml" cannot be read'], place)


def main():
    os.environ.pop("SIJ_INCLUDE_PATH", None)
    with tempfile.TemporaryDirectory() as place:
        found = list(faults(sys.argv[1], Path(place)))
    print("\n".join(found) or f"{len(FAULTS) + len(WORDS) + 1} faults, each said")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
