# SPDX-License-Identifier: GPL-3.0-or-later
"""The same problems here and in FEniCSx, by turns on one mesh: what a load on the machine does, it does to both."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

from bench import measure, records

SCRIPTS = Path(__file__).resolve().parents[1] / "peers"
PYTHON = os.environ.get("SIJ_PEERS_PYTHON", "/usr/bin/python3")  # the one that Debian's python3-dolfinx-real is for
FORM = 1
DIFFUSION_STEPS = 100

# ours: program and words; theirs: script and words behind the mesh; phases: what is added up of each, once or in every step.
Pair = namedtuple("Pair", "name ours theirs our_phases their_phases")


def make_pairs(bricks):
    n = str(bricks)
    front = max(2, round(0.6 * bricks))  # the front moves 0.3 of the cube
    yield Pair("diffusion, 100 steps", ("steps", "diffusion", "-bricks", n, "-repeats", str(DIFFUSION_STEPS - 1)), ("diffusion.py", str(DIFFUSION_STEPS)),
               ("first", "diffusion"), ("assembly", "step"))
    yield Pair("moving front", ("steps", "front", "-bricks", n, "-repeats", str(front - 1)), ("front.py", n, str(front)), ("first", "front"),
               ("assembly", "setup", "step"))
    yield Pair("scalar assembly", ("steps", "assembly", "-bricks", n, "-repeats", "5"), ("assembly.py", "5"), ("assembly",), ("assembly",))
    half = max(2, bricks // 2)
    for kind in ("hypre", "gamg"):
        yield Pair(f"P2 elasticity, {kind}", ("elasticity", "box", str(half), "-uniform", "1"), ("elasticity.py", kind), ("setup", "solve"),
                   ("assembly", "setup", "solve"))


def bricks_of(pair):
    words = pair.ours
    return words[2] if words[0] == "elasticity" else words[words.index("-bricks") + 1]


def run_ours(build, pair):
    return records.read(measure.launch(1, [build / "benchmarks" / pair.ours[0], *pair.ours[1:]]))


def run_theirs(mesh, pair):
    text = measure.launch(1, [PYTHON, SCRIPTS / pair.theirs[0], mesh, *pair.theirs[1:]])
    return json.loads(text.strip().splitlines()[-1])


def add_up(laps, phases, clock):
    return sum(sum(laps[phase][clock]) for phase in phases)


def measure_pair(build, pair, times, meshes):
    ours, theirs = [], []
    run_theirs(meshes[bricks_of(pair)], pair)  # compiles the forms
    for _ in range(times):
        ours.append(run_ours(build, pair))
        theirs.append(run_theirs(meshes[bricks_of(pair)], pair))
    sides = {}
    for side, runs, phases in (("ours", ours, pair.our_phases), ("theirs", theirs, pair.their_phases)):
        clocks = {clock: measure.summarise([add_up(run["laps"], phases, clock) for run in runs]) for clock in ("wall", "processor")}
        sides[side] = {**clocks, "memory": statistics.median(run["memory"] for run in runs), "results": find_results(runs[0])}
    return sides


def find_results(run):
    return {key: value for key, value in (run.get("physics") or run).items() if key in ("l2", "smallest", "largest", "displacement", "norm")}


def make_meshes(build, pairs, folder):
    """steps writes the mesh of each size once."""
    meshes = {}
    for bricks in {bricks_of(pair) for pair in pairs}:
        measure.launch(1, [build / "benchmarks/steps", "output", "-bricks", bricks, "-repeats", "1", "-folder", folder / bricks])
        meshes[bricks] = folder / bricks / "run.vtkhdf"
    return meshes


def run(build, times, bricks):
    if subprocess.run([PYTHON, "-c", "import dolfinx, h5py"], capture_output=True).returncode != 0:
        sys.exit(f"sij-bench peers: {PYTHON} has no DOLFINx and h5py; Debian's packages are python3-dolfinx-real and python3-h5py, "
                 "and SIJ_PEERS_PYTHON names another Python")
    pairs = list(make_pairs(bricks))
    found = {"form": FORM, "set": "peers", "pairs": {}}
    try:
        found["provenance"] = measure.provenance(build, [1])
        with tempfile.TemporaryDirectory() as scratch:
            meshes = make_meshes(build, pairs, Path(scratch))
            for pair in pairs:
                found["pairs"][pair.name] = measure_pair(build, pair, times, meshes)
                print(f"{pair.name}: done", file=sys.stderr, flush=True)
    except (measure.Failure, OSError, ValueError, KeyError) as reason:
        sys.exit(f"sij-bench peers: {reason}")
    return found


def show_results(results):
    return ", ".join(f"{name} {value:.3g}" for name, value in results.items())


def draw(found):
    """Markdown: ratios are of FEniCSx to this program; above 1 it is slower or larger."""
    from bench.tables import clock, table

    rows = []
    for name, sides in found["pairs"].items():
        ours, theirs = sides["ours"], sides["theirs"]
        ratios = [theirs[key]["median"] / max(ours[key]["median"], 1e-9) for key in ("processor", "wall")]
        rows.append((name, clock(ours["processor"]), clock(theirs["processor"]), *(f"{r:.2f}" for r in ratios),
                     f"{ours['memory'] / theirs['memory']:.2f}", show_results(ours["results"]), show_results(theirs["results"])))
    return table(("problem", "here, processor s", "FEniCSx", "ratio", "ratio by wall", "memory here / there", "here", "there"), rows)
