#!/usr/bin/python3
"""Lays pressure and a drug after an hour, as sij has them, beside those of DOLFINx on the same mesh.

Nothing of sij's solution enters the other program: it reads the mesh and the material file that `sij mesh`
writes. Points are chosen by its own solution: spread over the tissues where the drug stands above one
hundredth of its peak, outside the needle's cell, and where the field is resolved: in the cell and in every
one that touches it the drug changes by less than a factor of three. Elsewhere the two need not agree: sij
keeps within bounds what the other lets overshoot. How far they differ there is told, not judged.

usage: check.py SIJ CASE FOLDER [-o FILE.json]
"""
import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

SKIPPED = 77
PROBES, SEED, ALLOWED = 20, 3, 0.01
STEPS = 120
STIFF = 1e-3  # pressure over that which dilates: below it porosity and conductivity are those at rest

try:
    logging.disable(logging.INFO)
    import h5py
    import numpy as np
    import dolfinx  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}; this check needs the packages python3-dolfinx-real and python3-h5py")
    sys.exit(SKIPPED)

from equations import Model
from msh import Msh


def sij(program, *words):
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(done.args)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")


def read_run(folder, msh, drug):
    """Time, pressure and concentration of the last step, in the order of the nodes of the file."""
    with h5py.File(folder / "run.vtkhdf") as run:
        times = run["VTKHDF/Steps/Values"][:]
        x = run["VTKHDF/Points"][:]
        last = len(times) - 1
        fields = [run[f"fields/{name}/{last}"][:] for name in ("pressure", f"concentration_{drug}")]
    place = {tuple(point): i for i, point in enumerate(np.round(x, 6))}
    try:
        order = [place[tuple(point)] for point in np.round(msh.x, 6)]
    except KeyError as point:
        sys.exit(f"the mesh of the run has no point at {point} mm, which the exported one has")
    if len(x) != len(msh.x):
        sys.exit(f"the mesh of the run has {len(x)} points, the exported one {len(msh.x)}")
    return times[last], *(field[order] for field in fields)


def greatest_dilation(model, pressure):
    """Largest pressure over dilation pressure, of tissues that dilate."""
    law, largest = model.materials["regions"], 0.0
    for name in np.unique(model.file.region):
        if law[name]["porosity_dilated"] > law[name]["porosity"] or law[name]["dilation_ratio"] > 1.0:
            nodes = model.file.tet[model.file.region == name]
            largest = max(largest, np.abs(pressure[nodes]).max() / law[name]["dilation_pressure"])
    return largest


def bathed(model, c):
    """Cells above a hundredth of the peak that do not touch the needle's."""
    tet = model.file.tet
    return (c[tet].min(axis=1) > 0.01 * c.max()) & ~np.isin(tet, model.needle_nodes).any(axis=1)


def resolved(model, c):
    """Cells with no steep one around."""
    tet, steep_at = model.file.tet, np.zeros(len(c), dtype=bool)
    steep_at[tet[3.0 * c[tet].min(axis=1) < c[tet].max(axis=1)]] = True
    return ~steep_at[tet].any(axis=1)


def choose(model, c):
    """Cells and barycentric weights of the probes: tissues in turn, cells at random."""
    random = np.random.default_rng(SEED)
    good = bathed(model, c) & resolved(model, c)
    waiting = [list(random.permutation(np.flatnonzero(good & (model.file.region == name))))
               for name in np.unique(model.file.region)]
    cells = []
    while len(cells) < PROBES and any(waiting):
        cells += [cells_left.pop() for cells_left in waiting if cells_left]
    if len(cells) < PROBES:
        sys.exit(f"only {len(cells)} cells could hold a probe; wanted {PROBES}")
    return np.array(cells[:PROBES]), random.dirichlet(np.ones(4), PROBES)


def probe(model, cells, weights, values):
    return (values[model.file.tet[cells]] * weights).sum(axis=1)


def print_table(model, cells, where, columns):
    print(f"{'mm':>22}  {'tissue':18}{'Pa':>10}{'sij':>10}{'%':>8}{'mM':>12}{'sij':>10}{'%':>8}")
    for cell, x, p, p_sij, c, c_sij in zip(cells, where, *columns):
        print(f"{x[0]:8.1f}{x[1]:7.1f}{x[2]:7.1f}  {model.file.region[cell]:18}{p:10.1f}{p_sij:10.1f}"
              f"{100 * (p_sij / p - 1):8.3f}{c:12.5f}{c_sij:10.5f}{100 * (c_sij / c - 1):8.3f}")


def row(quantity, value, high=None):
    verdict = "told" if high is None else "met" if value <= high else "missed"
    return {"quantity": quantity, "unit": "1", "value": float(value), "low": None if high is None else 0.0,
            "high": high, "order": False, "verdict": verdict}


def everywhere(model, c, c_sij):
    """Differences in the middle of all cells the drug has reached, resolved or not."""
    tet = model.file.tet[bathed(model, c)]
    difference = np.abs(c_sij[tet].mean(axis=1) / c[tet].mean(axis=1) - 1.0)
    return (row(f"concentration: median difference of all {len(tet)} cells reached", np.median(difference)),
            row("concentration: share of them that differ by over 1 %", (difference > ALLOWED).mean()),
            row("concentration: greatest difference among them", difference.max()))


def curve(figure, unit, theirs, ours):
    rising = np.argsort(theirs)
    return {"figure": figure, "series": f"{PROBES} points", "x_axis": f"DOLFINx [{unit}]", "y_axis": f"sij [{unit}]",
            "logarithmic": True, "x": list(theirs[rising]), "y": list(ours[rising])}


def main(program, case, folder, output=None):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    sij(program, "mesh", case, "-o", folder / "probe.msh")
    sij(program, "run", case, "-o", folder / "run")
    started = time.process_time()
    materials = json.loads((folder / "probe.materials.json").read_text())
    (drug,) = materials["drugs"]
    model = Model(Msh(folder / "probe.msh"), materials)
    end, p_sij, c_sij = read_run(folder / "run", model.file, drug)
    p = model.solve_pressure()
    c, c_half = (model.solve_drug(drug, end, steps) for steps in (STEPS, STEPS // 2))
    cells, weights = choose(model, c)
    where = (model.file.x[model.file.tet[cells]] * weights[:, :, None]).sum(axis=1)
    columns = [probe(model, cells, weights, values) for values in (p, p_sij, c, c_sij)]
    in_time = np.abs(probe(model, cells, weights, c_half) / columns[2] - 1.0).max() / 3.0
    print(f"{len(model.x)} nodes, {len(model.file.tet)} tetrahedra, {end:g} s of {drug}; DOLFINx {dolfinx.__version__}, "
          f"{time.process_time() - started:.0f} s of processor")
    print_table(model, cells, where, columns)
    dp, dc = (np.abs(columns[k + 1] / columns[k] - 1.0) for k in (0, 2))
    rows = [row("pressure: greatest difference at 20 points, of its value there", dp.max(), ALLOWED),
            row("concentration: greatest difference at 20 points, of its value there", dc.max(), ALLOWED),
            row("pressure: mean difference", dp.mean()), row("concentration: mean difference", dc.mean()),
            *everywhere(model, c, c_sij),
            row("concentration: what the other program's steps leave open", in_time, 0.1 * ALLOWED),
            row("pressure over that which dilates tissue, greatest", greatest_dilation(model, p), STIFF)]
    for line in rows:
        print(f"{line['quantity']:72}{line['value']:12.3g}  {line['verdict']}")
    if output:
        subject = {"name": "independent.probe", "note": "",
                   "text": "Steady pressure and the concentration after an hour of infusion beside the fat plane, against "
                           "another finite-element program (DOLFINx) on the same mesh and material file.",
                   "rows": rows, "curves": [curve("pressure", "Pa", *columns[:2]),
                                            curve("concentration", "mM", *columns[2:])]}
        Path(output).write_text(json.dumps({"subjects": [subject]}, indent=1) + "\n")
    return any(line["verdict"] == "missed" for line in rows)


if __name__ == "__main__":
    words = sys.argv[1:]
    if len(words) not in (3, 5) or (len(words) == 5 and words[3] != "-o"):
        sys.exit(__doc__)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(*words[:3], *words[4:]))
