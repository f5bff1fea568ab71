# SPDX-License-Identifier: GPL-3.0-or-later
"""What every comparison with an independent program needs: sij's side of it, figures and the command line."""
import json
import logging
import os
import subprocess
import sys

SKIPPED, ALLOWED = 77, 0.01

try:
    logging.disable(logging.INFO)
    import dolfinx  # noqa: F401
    import h5py
    import numpy as np
except ImportError as missing:
    print(f"skipped: {missing}; this check needs the packages python3-dolfinx-real and python3-h5py")
    sys.exit(SKIPPED)


def sij(program, *words):
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(done.args)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")


def read_run(folder, msh, *names):
    """Time, and fields of the last step, in the order of the nodes of the file."""
    with h5py.File(folder / "run.vtkhdf") as run:
        times = run["VTKHDF/Steps/Values"][:]
        x = run["VTKHDF/Points"][:]
        last = len(times) - 1
        fields = [run[f"fields/{name}/{last}"][:] for name in names]
    place = {tuple(point): i for i, point in enumerate(np.round(x, 6))}
    try:
        order = [place[tuple(point)] for point in np.round(msh.x, 6)]
    except KeyError as point:
        sys.exit(f"the mesh of the run has no point at {point} mm, which the exported one has")
    if len(x) != len(msh.x):
        sys.exit(f"the mesh of the run has {len(x)} points, the exported one {len(msh.x)}")
    return times[last], *(field[order] for field in fields)


def cell_nodes(mesh):
    """Nodes of the file at the corners of each cell of DOLFINx."""
    geometry = mesh.geometry.dofmap.array.reshape(-1, 4)
    return np.asarray(mesh.geometry.input_global_indices)[geometry]


def facet_nodes(mesh):
    """The same at the corners of each facet."""
    topology = mesh.topology
    for dims in ((2, 3), (3, 2), (3, 0), (2, 0)):
        topology.create_connectivity(*dims)
    node = np.empty(topology.index_map(0).size_local, dtype=np.int64)
    node[topology.connectivity(3, 0).array.reshape(-1, 4)] = cell_nodes(mesh)
    return node[topology.connectivity(2, 0).array.reshape(-1, 3)]


def row(quantity, value, high=None):
    verdict = "told" if high is None else "met" if value <= high else "missed"
    return {"quantity": quantity, "unit": "1", "value": float(value), "low": None if high is None else 0.0,
            "high": high, "order": False, "verdict": verdict}


def tell(name, text, rows, curves, output):
    """Prints the figures, writes them where asked, and says whether any is missed."""
    for line in rows:
        print(f"{line['quantity']:100}{line['value']:12.3g}  {line['verdict']}")
    if output:
        subject = {"name": name, "note": "", "text": text, "rows": rows, "curves": curves}
        with open(output, "w") as file:
            file.write(json.dumps({"subjects": [subject]}, indent=1) + "\n")
    return any(line["verdict"] == "missed" for line in rows)


def command(act, usage):
    """act(SIJ, CASE, FOLDER, FILE.json or None) of the command line; its answer is the exit code."""
    words = sys.argv[1:]
    if len(words) not in (3, 5) or (len(words) == 5 and words[3] != "-o"):
        sys.exit(usage)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(act(*words[:3], *(words[4:] or [None])))
