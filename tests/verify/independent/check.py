#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lays pressure and a drug after an hour, as sij has them, beside those of DOLFINx on the same mesh.

Nothing of sij's solution enters the other program: it reads the mesh and the material file that `sij mesh`
writes. Points are chosen by its own solution: spread over the tissues where the drug stands above one
hundredth of its peak, outside the needle's cell, and where the field is resolved: in the cell and in every
one that touches it the drug changes by less than a factor of three. Elsewhere the two need not agree: sij
keeps within bounds what the other lets overshoot. How far they differ there is told, not judged.

usage: check.py SIJ CASE FOLDER [-o FILE.json]
"""
import json
import time
from pathlib import Path

from against import ALLOWED, command, read_run, row, sij, tell  # first: it asks for the packages of the others

import dolfinx
import numpy as np
from equations import Model
from msh import Msh

PROBES, SEED = 20, 3
STEPS = 120
STIFF = 1e-3  # pressure over that which dilates: below it porosity and conductivity are those at rest


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


def main(program, case, folder, output):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    sij(program, "mesh", case, "-o", folder / "probe.msh")
    sij(program, "run", case, "-o", folder / "run")
    started = time.process_time()
    materials = json.loads((folder / "probe.materials.json").read_text())
    (drug,) = materials["drugs"]
    model = Model(Msh(folder / "probe.msh"), materials)
    end, p_sij, c_sij = read_run(folder / "run", model.file, "pressure", f"concentration_{drug}")
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
    return tell("independent.probe",
                "Steady pressure and the concentration after an hour of infusion beside the fat plane, against another "
                "finite-element program (DOLFINx) on the same mesh and material file.", rows,
                [curve("pressure", "Pa", *columns[:2]), curve("concentration", "mM", *columns[2:])], output)


if __name__ == "__main__":
    command(main, __doc__)
