#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of whole runs: each gets its sentence and its exit code, no trace, and leaves no result.

usage: faults.py JOB SIJ MPIEXEC CASE FOREIGN_MESH
  JOB           inputs, solids, places, ranks, gmsh or foreign
  CASE          is sound, its mesh in the cache
  FOREIGN_MESH  holds bones only, or is "none"
SIJ_GMSH_GIVES_UP  for gmsh: a library to load before Gmsh's
"""
import math
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from whole import FORBIDDEN, SKIPPED, run_sij  # noqa: E402

FAILED, INPUT = 1, 2
FINAL = {"run.vtkhdf", "run.xdmf", "open_in_paraview.py", "summary.json", "timeseries.csv"}
REGIONS = "sacrum cartilage_sacral joint_cavity cartilage_iliac ilium capsule fat".split()


class Setting(NamedTuple):
    sij: str
    mpiexec: str
    case: str
    foreign: str


def helix(i, edge=20.0):
    """Corner of a chain of regular tetrahedra, any four in a row being one; mm."""
    turn, rise = math.acos(-2 / 3), 1 / math.sqrt(10)
    radius = 0.3 * math.sqrt(3)
    return [edge * c for c in (radius * math.cos(i * turn), radius * math.sin(i * turn), rise * i)]


def write_chain(path, regions=REGIONS):
    """One tetrahedron for each region; returns the middle of that of the cavity."""
    names = "".join(f'3 {i + 1} "{name}"\n' for i, name in enumerate(regions))
    corners = [helix(i) for i in range(len(regions) + 3)]
    nodes = "".join(f"{i + 1} {x} {y} {z}\n" for i, (x, y, z) in enumerate(corners))
    cells = "".join(f"{i} 4 2 {i} {i} {i} {i + 1} {i + 2} {i + 3}\n" for i in range(1, len(regions) + 1))
    path.write_text("$MeshFormat\n2.2 0 8\n$EndMeshFormat\n"
                    f"$PhysicalNames\n{len(regions)}\n{names}$EndPhysicalNames\n"
                    f"$Nodes\n{len(corners)}\n{nodes}$EndNodes\n"
                    f"$Elements\n{len(regions)}\n{cells}$EndElements\n")
    at = regions.index("joint_cavity") if "joint_cavity" in regions else 0
    return [sum(corner[k] for corner in corners[at:at + 4]) / 4 for k in range(3)]


def results_in(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.name in FINAL)


def judged(what, done, codes, words, folder):
    """Sentences about one fault that was not answered as it should be."""
    print(f"{what}: exit code {done.returncode}: {done.stderr.strip()[:400]}")
    if done.returncode not in codes:
        yield f"{what}: exit code {done.returncode}, want one of {codes}\n{done.stderr}"
    for word in words:
        if word not in done.stderr:
            yield f'{what}: no "{word}" in\n{done.stderr}'
    for word in FORBIDDEN:
        if word in done.stderr + done.stdout:
            yield f"{what}: a trace\n{done.stderr}"
    if results_in(folder):
        yield f"{what}: left {results_in(folder)}"


def needle(tip):
    return ("injections=[{name: joint, tip: [%s], volume: 1 mL, rate: 3 mL/min, pressure_limit: 300 kPa,"
            " contents: {lidocaine: 2 %%}}]" % ", ".join(f"{x} mm" for x in tip))


def chain(folder, regions=REGIONS, name="chain.msh"):
    middle = write_chain(folder / name, regions)
    return (f"anatomy.mesh_file={folder / name}", needle(middle))


def overrides_of_faults(folder):
    """what, overrides of chain.yaml, exit codes, words of the sentence"""
    own = chain(folder)
    bones = chain(folder, ["sacrum", "ilium"], "bones.msh")
    hollow = chain(folder, [r for r in REGIONS if r != "capsule"], "hollow.msh")
    return [
        ("needle outside", (own[0], needle([500, 0, 0])), [FAILED], ["joint", "lies outside the mesh", "move it inside"]),
        ("needle in bone", (own[0], needle([sum(helix(i)[k] for i in range(4)) / 4 for k in range(3)])), [FAILED],
         ["joint", "sacrum", "nothing can be injected; move it"]),
        ("only bones", bones, [FAILED], ["bones.msh", "no tetrahedra for", "joint_cavity", "mesh these tissues"]),
        ("no capsule", hollow, [FAILED], ["hollow.msh", "no tetrahedra for: capsule", "mesh these tissues"]),
        ("unknown drug", ("injections.0.contents={lidocane: 2 %}",), [INPUT], ["lidocane", "lidocaine"]),
        ("negative volume", ("injections.0.volume=-1 mL",), [INPUT], ["injections.0.volume", "-1 mL"]),
        ("wrong dimension", ("injections.0.volume=3 kPa",), [INPUT], ["injections.0.volume", "3 kPa", "mL"]),
    ]


def inputs(setting, folder):
    for what, overrides, codes, words in overrides_of_faults(folder):
        done = run_sij([setting.sij], HERE / "chain.yaml", folder / "out", *overrides)
        yield from judged(what, done, codes, words, folder)


SOLIDS = [
    ("a support where there is no bone", "mechanics.supports.midline.region=gluteal",
     ["mechanics.supports.midline", "no face of gluteal lies on surface cut_midline for a support"]),
    ("a load beside what it is to push", "mechanics.loads.weight.on=fat",
     ["mechanics.loads.weight", "nothing of fat lies within 20.0 mm", "its nearest node is"]),
    ("a spring whose end is nowhere", "mechanics.springs.sacrotuberous.from.within=1 um",
     ["mechanics.springs.sacrotuberous", "nothing of sacrum lies within"]),
]


def solids(setting, folder):
    """What only the mesh can tell of loads and supports."""
    for what, override, words in SOLIDS:
        done = run_sij([setting.sij], Path(setting.case).with_name("tiny_standing.yaml"), folder / "out", override)
        yield from judged(what, done, [FAILED], words, folder)


def foreign(setting, folder):
    overrides = (f"anatomy.mesh_file={setting.foreign}", chain(folder)[1])
    done = run_sij([setting.sij], HERE / "chain.yaml", folder / "out", *overrides)
    words = [Path(setting.foreign).name, "no tetrahedra for", "joint_cavity", "mesh these tissues"]
    yield from judged("a foreign mesh of bones", done, [FAILED], words, folder)


def places(setting, folder):
    """Folders that cannot be written, and disks with too little room (for sij, not for what starts it)."""
    taken = folder / "taken"
    taken.write_text("a file\n")
    done = run_sij([setting.sij], setting.case, taken / "out")
    yield from judged("a file for a folder", done, [FAILED, INPUT], [str(taken), "Not a directory"], folder)
    done = run_sij([setting.sij], setting.case, "/proc/sij/out")
    yield from judged("no folder may be made", done, [FAILED, INPUT], ["/proc/sij", "cannot write"], folder)
    for blocks in (100, 1500):
        limited = [setting.mpiexec, "-n", "1", "bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash", setting.sij]
        done = run_sij(limited, setting.case, folder / "full", "time.duration=1 min")
        yield from judged(f"room for {blocks} kB", done, [FAILED, INPUT], ["run.vtkhdf", "File too large"], folder)


def ranks(setting, folder):
    """Eight ranks for seven tetrahedra."""
    done = run_sij([setting.mpiexec, "-n", "8", setting.sij], HERE / "chain.yaml", folder / "out", *chain(folder))
    yield from judged("more ranks than cells", done, [FAILED], ["8 ranks for 7 tetrahedra", "at most 7 ranks"], folder)


def gmsh(setting, folder):
    """A mesher that ends by an exception, on one rank while another waits for its mesh."""
    loaded = ["env", f"LD_PRELOAD={os.environ['SIJ_GMSH_GIVES_UP']}", f"SIJ_CACHE={folder / 'empty'}"]
    done = run_sij([setting.mpiexec, "-n", "2", *loaded, setting.sij], setting.case, folder / "out")
    words = [Path(setting.case).name, "Gmsh could not mesh this combination", "change a mesh size by a tenth"]
    yield from judged("a mesher that throws", done, [FAILED], words, folder)


def main():
    job, setting = sys.argv[1], Setting(*sys.argv[2:])
    if job == "foreign" and not Path(setting.foreign).is_file():
        print("skipped: no foreign mesh is here; name one with -DSIJ_FOREIGN_MESH")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        faults = list(globals()[job](setting, Path(folder)))
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
