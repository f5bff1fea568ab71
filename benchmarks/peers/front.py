#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A moving front in FEniCSx: SUPG, Crank-Nicolson, one matrix and its factors kept, GMRES with ILU from an extrapolated start.

usage: front.py MESH BRICKS STEPS
"""
import math
import sys

import dolfinx
import dolfinx.fem.petsc
import numpy
import ufl
from common import SIDE, Laps, lumped_error, make_solver, read_mesh, tell

SPEED, PECLET = 2e-5, 20.0  # as in steps.c


class Front:
    def __init__(self, spacing):
        self.place, self.width, self.diffusivity = 0.3 * SIDE, 3.0 * spacing, SPEED * spacing / PECLET

    def at(self, x, t):
        width = math.sqrt(self.width**2 + 4.0 * self.diffusivity * t)
        return 0.5 * numpy.vectorize(math.erfc)((self.place + SPEED * t - x[0]) / width)


def make_forms(space, dt, diffusivity):
    """Both sides of Crank-Nicolson with streamline diffusion (Brooks & Hughes 1982; parameter of Shakib et al. 1991)."""
    mesh = space.mesh
    u, v = ufl.TrialFunction(space), ufl.TestFunction(space)
    wind = dolfinx.fem.Constant(mesh, (SPEED, 0.0, 0.0))
    h = 2.0 * ufl.Circumradius(mesh) / math.sqrt(3.0)
    tau = 1.0 / ufl.sqrt((2.0 / dt) ** 2 + (2.0 * SPEED / h) ** 2 + (4.0 * diffusivity / h**2) ** 2)
    weighted = v + tau * ufl.dot(wind, ufl.grad(v))
    mass = u * weighted * ufl.dx
    rate = ufl.dot(wind, ufl.grad(u)) * weighted * ufl.dx + diffusivity * ufl.inner(ufl.grad(u), ufl.grad(v)) * ufl.dx
    return [dolfinx.fem.form(form) for form in (mass + 0.5 * dt * rate, mass - 0.5 * dt * rate)]


def assemble(compiled):
    both = [dolfinx.fem.petsc.assemble_matrix(form) for form in compiled]
    for matrix in both:
        matrix.assemble()
    return both


def hold_inlet(space, matrix):
    """Nothing enters: rows of the vertices at x = 0 say c = 0."""
    facets = dolfinx.mesh.locate_entities_boundary(space.mesh, 2, lambda x: numpy.isclose(x[0], 0.0))
    dofs = dolfinx.fem.locate_dofs_topological(space, 2, facets)
    matrix.zeroRows(dofs, 1.0)
    return dofs


def step(solver, explicit, inlet, before, now, right):
    explicit.mult(now, right)
    right.array[inlet] = 0.0
    guess = before
    guess.aypx(-1.0, now)
    guess.axpy(1.0, now)
    solver.solve(right, guess)
    return now, guess


def main():
    path, bricks, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    front, laps, dt = Front(SIDE / bricks), Laps(), 0.5 * SIDE / bricks / SPEED
    mesh = laps.time("mesh", lambda: read_mesh(path))
    space = dolfinx.fem.FunctionSpace(mesh, ("Lagrange", 1))
    start = dolfinx.fem.Function(space)
    start.interpolate(lambda x: front.at(x, 0.0))
    compiled = make_forms(space, dt, front.diffusivity)  # or taken from the cache
    implicit, explicit = laps.time("assembly", lambda: assemble(compiled))
    inlet = hold_inlet(space, implicit)
    solver = laps.time("setup", lambda: make_solver(implicit, "gmres", "bjacobi"))
    before, now, right = start.vector.copy(), start.vector.copy(), start.vector.duplicate()
    smallest, largest = 0.0, 1.0
    for _ in range(steps):
        before, now = laps.time("step", lambda: step(solver, explicit, inlet, before, now, right))
        smallest, largest = min(smallest, now.min()[1]), max(largest, now.max()[1])
    start.interpolate(lambda x: front.at(x, steps * dt))
    tell(laps, unknowns=space.dofmap.index_map.size_global, l2=lumped_error(space, now.array, start.vector.array), smallest=smallest, largest=largest)


if __name__ == "__main__":
    main()
