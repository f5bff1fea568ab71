#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P2 elasticity in FEniCSx: one bone, held at x = 0 and pulled at its far side; CG with hypre or GAMG to 1e-8.

usage: elasticity.py MESH hypre|gamg
"""
import sys

import dolfinx
import dolfinx.fem.petsc
import numpy
import ufl
from common import SIDE, Laps, read_mesh, tell
from petsc4py import PETSc

YOUNG, POISSON = 1e10, 0.3  # Pa, as in elasticity.c
FORCE = (0.0, 100.0, -600.0)  # N
OPTIONS = {
    "hypre": {"pc_type": "hypre", "pc_hypre_type": "boomeramg", "pc_hypre_boomeramg_strong_threshold": 0.7,
              "pc_hypre_boomeramg_coarsen_type": "HMIS", "pc_hypre_boomeramg_interp_type": "ext+i", "pc_hypre_boomeramg_P_max": 4},
    "gamg": {"pc_type": "gamg", "mg_levels_ksp_type": "chebyshev", "mg_levels_pc_type": "jacobi", "mg_levels_ksp_chebyshev_esteig_steps": 20,
             "pc_gamg_coarse_eq_limit": 1000}}


def strain(u):
    return ufl.sym(ufl.grad(u))


def forms(space):
    mu, bulk = YOUNG / (2.0 * (1.0 + POISSON)), YOUNG * POISSON / ((1.0 + POISSON) * (1.0 - 2.0 * POISSON))
    u, v = ufl.TrialFunction(space), ufl.TestFunction(space)
    mesh = space.mesh
    far = dolfinx.mesh.locate_entities_boundary(mesh, 2, lambda x: numpy.isclose(x[0], SIDE))
    tags = dolfinx.mesh.meshtags(mesh, 2, numpy.sort(far), numpy.full(len(far), 1, dtype=numpy.int32))
    ds = ufl.Measure("ds", mesh, subdomain_data=tags)
    stiffness = 2.0 * mu * ufl.inner(strain(u), strain(v)) * ufl.dx + bulk * ufl.div(u) * ufl.div(v) * ufl.dx
    load = ufl.dot(dolfinx.fem.Constant(mesh, tuple(f / SIDE**2 for f in FORCE)), v) * ds(1)
    near = dolfinx.mesh.locate_entities_boundary(mesh, 2, lambda x: numpy.isclose(x[0], 0.0))
    held = dolfinx.fem.dirichletbc(numpy.zeros(3), dolfinx.fem.locate_dofs_topological(space, 2, near), space)
    return dolfinx.fem.form(stiffness), dolfinx.fem.form(load), held


def near_null_space(space):
    """The six rigid motions."""
    x = space.tabulate_dof_coordinates()
    vectors = []
    for k in range(6):
        vector = dolfinx.la.create_petsc_vector(space.dofmap.index_map, 3)
        block = vector.array.reshape(-1, 3)
        if k < 3:
            block[:, k] = 1.0
        else:
            i, j = (k - 3 + 1) % 3, (k - 3 + 2) % 3
            block[:, i], block[:, j] = -x[:len(block), j], x[:len(block), i]
        vectors.append(vector)
    dolfinx.la.orthonormalize(vectors)
    return PETSc.NullSpace().create(vectors=vectors)


def assemble(space, stiffness, load, held):
    matrix = dolfinx.fem.petsc.assemble_matrix(stiffness, bcs=[held])
    matrix.assemble()
    right = dolfinx.fem.petsc.assemble_vector(load)
    dolfinx.fem.petsc.set_bc(right, [held])
    matrix.setNearNullSpace(near_null_space(space))
    matrix.setBlockSize(3)
    return matrix, right


def make_solver(matrix, kind):
    options = PETSc.Options()
    for name, value in OPTIONS[kind].items():
        options[name] = value
    solver = PETSc.KSP().create(matrix.comm)
    solver.setOperators(matrix)
    solver.setType("cg")
    solver.setTolerances(rtol=1e-8)
    solver.setFromOptions()
    solver.setUp()
    return solver


def main():
    path, kind = sys.argv[1], sys.argv[2]
    laps = Laps()
    mesh = laps.time("mesh", lambda: read_mesh(path))
    space = dolfinx.fem.VectorFunctionSpace(mesh, ("Lagrange", 2))
    problem = forms(space)  # compiled, or taken from the cache
    matrix, right = laps.time("assembly", lambda: assemble(space, *problem))
    solver = laps.time("setup", lambda: make_solver(matrix, kind))
    u = right.duplicate()
    laps.time("solve", lambda: solver.solve(right, u))
    x = space.tabulate_dof_coordinates()
    bone = u.array.reshape(-1, 3)[x[:, 0] > 0.75 * SIDE - 1e-9]
    tell(laps, unknowns=3 * len(x), iterations=solver.getIterationNumber(), reached=bool(solver.getConvergedReason() > 0),
         displacement=float(numpy.linalg.norm(bone.mean(axis=0))))


if __name__ == "__main__":
    main()
