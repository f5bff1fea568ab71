# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of this folder share: the mesh that `steps output` wrote, clocks, and what is printed.

Run by the Python that has DOLFINx 0.5: its packages are python3-dolfinx-real and python3-h5py.
"""
import json
import resource
import sys
import time

import dolfinx
import h5py
import numpy
import ufl
from mpi4py import MPI
from petsc4py import PETSc

SIDE = 0.02  # of the cube, m
MILLIMETRE = 1e-3  # of the file


def read_mesh(path):
    with h5py.File(path, "r") as file:
        here = file["VTKHDF"]
        points = MILLIMETRE * here["Points"][:]
        cells = here["Connectivity"][:].reshape(-1, 4)
    domain = ufl.Mesh(ufl.VectorElement("Lagrange", "tetrahedron", 1))
    return dolfinx.mesh.create_mesh(MPI.COMM_WORLD, cells, points, domain)


class Laps:
    """Wall-clock and processor time of named parts, in s: each use appends one."""

    def __init__(self):
        self.found = {}

    def time(self, name, work):
        wall, processor = time.monotonic(), time.process_time()
        result = work()
        lap = self.found.setdefault(name, {"wall": [], "processor": []})
        lap["wall"].append(time.monotonic() - wall)
        lap["processor"].append(time.process_time() - processor)
        return result


def make_solver(matrix, method, preconditioner):
    solver = PETSc.KSP().create(matrix.comm)
    solver.setOperators(matrix)
    solver.setType(method)
    solver.getPC().setType(preconditioner)
    # ILU's pivots are nodal volumes, far below PETSc's threshold
    PETSc.Options()["sub_pc_factor_zeropivot"] = 1e-100
    solver.setFromOptions()
    solver.setTolerances(rtol=1e-8)
    solver.setInitialGuessNonzero(True)
    solver.setUp()
    return solver


def lumped_error(space, found, exact):
    """Root of the mean square over the volume of each vertex, as body_error() has it."""
    test = ufl.TestFunction(space)
    mass = dolfinx.fem.petsc.assemble_vector(dolfinx.fem.form(dolfinx.fem.Constant(space.mesh, 1.0) * test * ufl.dx)).array
    return float(numpy.sqrt(mass @ (found - exact) ** 2 / mass.sum()))


def tell(laps, **results):
    memory = 1024.0 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    json.dump({"laps": laps.found, "memory": memory, "version": dolfinx.__version__, **results}, sys.stdout)
    print()
