#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One case on one rank and on more: the same ledgers and, point by point, the same fields.

usage: ranks.py SIJ MPIEXEC CASE 1 RANKS...
"""
import sys
import tempfile
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError:
    h5py = None

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from whole import SKIPPED, finished  # noqa: E402

OF_DOSE, OF_RANGE = 1e-8, 1e-6
# Ranks take the same steps. What is left is where the solvers stop, and an iteration stops elsewhere on
# other ranks: so they are driven further here than a run would.
OVERRIDES = ("time.duration=1 min", "time.outputs=[20 s, 1 min]", "numerics.newton_tolerance=1e-10",
             "numerics.linear_tolerance=1e-12")
OPTIONS = ("-flow_ksp_rtol", "1e-10", "-transport_ksp_rtol", "1e-12")


def ordered(points, spacing=1e-6):
    """Order of points by place, the same for any numbering; the spacing (mm) is far below an edge."""
    return np.lexsort(np.round(points / spacing).T)


def read(folder):
    """Fields of the last step in the order of places, and the last row of each ledger."""
    with h5py.File(folder / "run.vtkhdf") as file:
        points = file["VTKHDF/Points"][:]
        order = ordered(points)
        last = len(file["VTKHDF/Steps/Values"]) - 1
        fields = {name: field[str(last)][:][order] for name, field in file["fields"].items()}
        ledgers = {name: table[-1] for name, table in file["tables"].items() if name.startswith("ledger_")}
    return points[order], fields, ledgers


def compare(one, other, ranks):
    """The sentences of what differs."""
    apart = abs(one[0] - other[0]).max()
    if apart > 1e-9:
        yield f"points of {ranks} ranks lie {apart} mm apart"
    for name, ledger in one[2].items():
        difference = abs(ledger[1:] - other[2][name][1:]).max() / max(ledger[1], ledger[2])
        print(f"{ranks} ranks: {name} differs by {difference:.2g} of the dose")
        if not difference <= OF_DOSE:
            yield f"{name} on {ranks} ranks differs by {difference} of the dose"
    for name, field in one[1].items():
        spread = field.max() - field.min()
        difference = abs(field - other[1][name]).max() / (spread if spread > 0.0 else 1.0)
        print(f"{ranks} ranks: {name} differs by {difference:.2g} of its range")
        if not difference <= OF_RANGE:
            yield f"{name} on {ranks} ranks differs by {difference} of its range"


def main():
    sij, mpiexec, case, *ranks_to_take = sys.argv[1:]
    if h5py is None:
        print("skipped: h5py is not installed")
        return SKIPPED
    faults, steps = [], []
    with tempfile.TemporaryDirectory() as name:
        for ranks in map(int, ranks_to_take):
            folder = Path(name, str(ranks))
            result = finished([mpiexec, "-n", str(ranks), sij], case, folder, *OVERRIDES, options=OPTIONS)
            steps.append(result.value["run.steps"])
            assert result.value["run.ranks"] == ranks
            run = read(folder)
            one = run if ranks == 1 else one
            faults += compare(one, run, ranks) if ranks > 1 else []
    print("steps:", steps)
    faults += [] if len(set(steps)) == 1 else [f"numbers of steps differ: {steps}"]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
