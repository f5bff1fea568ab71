#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stiffness matrix of a scalar in FEniCSx, assembled again into the same matrix.

usage: assembly.py MESH REPEATS
"""
import sys

import dolfinx
import dolfinx.fem.petsc
import ufl
from common import Laps, read_mesh, tell


def assemble(matrix, form):
    matrix.zeroEntries()
    dolfinx.fem.petsc.assemble_matrix(matrix, form)
    matrix.assemble()


def main():
    path, repeats = sys.argv[1], int(sys.argv[2])
    laps = Laps()
    mesh = laps.time("mesh", lambda: read_mesh(path))
    space = dolfinx.fem.FunctionSpace(mesh, ("Lagrange", 1))
    u, v = ufl.TrialFunction(space), ufl.TestFunction(space)
    form = dolfinx.fem.form(1e-12 * ufl.inner(ufl.grad(u), ufl.grad(v)) * ufl.dx)
    matrix = dolfinx.fem.petsc.create_matrix(form)
    for _ in range(repeats):
        laps.time("assembly", lambda: assemble(matrix, form))
    tell(laps, unknowns=space.dofmap.index_map.size_global, norm=matrix.norm())


if __name__ == "__main__":
    main()
