#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pure diffusion of a cosine in FEniCSx: Crank-Nicolson, one matrix kept, CG with Jacobi from an extrapolated start.

usage: diffusion.py MESH STEPS
"""
import sys

import dolfinx
import dolfinx.fem.petsc
import numpy
import ufl
from common import SIDE, Laps, lumped_error, make_solver, read_mesh, tell

DIFFUSIVITY, DURATION = 1e-9, 2e4  # as in steps.c


def exact(x, t):
    wave = numpy.pi / SIDE
    return 1.0 + 0.5 * numpy.exp(-DIFFUSIVITY * wave**2 * t) * numpy.cos(wave * x[0])


def make_forms(space, dt):
    """M + dt/2 K and M - dt/2 K."""
    u, v = ufl.TrialFunction(space), ufl.TestFunction(space)
    mass = u * v * ufl.dx
    spread = 0.5 * dt * DIFFUSIVITY * ufl.inner(ufl.grad(u), ufl.grad(v)) * ufl.dx
    return [dolfinx.fem.form(form) for form in (mass + spread, mass - spread)]


def assemble(compiled):
    both = [dolfinx.fem.petsc.assemble_matrix(form) for form in compiled]
    for matrix in both:
        matrix.assemble()
    return both


def step(solver, explicit, before, now, right):
    explicit.mult(now, right)
    guess = before
    guess.aypx(-1.0, now)
    guess.axpy(1.0, now)  # 2 now - before
    solver.solve(right, guess)
    return now, guess


def main():
    path, steps = sys.argv[1], int(sys.argv[2])
    laps, dt = Laps(), DURATION / steps
    mesh = laps.time("mesh", lambda: read_mesh(path))
    space = dolfinx.fem.FunctionSpace(mesh, ("Lagrange", 1))
    start = dolfinx.fem.Function(space)
    start.interpolate(lambda x: exact(x, 0.0))
    compiled = make_forms(space, dt)  # or taken from the cache
    implicit, explicit = laps.time("assembly", lambda: assemble(compiled))
    solver = make_solver(implicit, "cg", "jacobi")
    before, now, right = start.vector.copy(), start.vector.copy(), start.vector.duplicate()
    for _ in range(steps):
        before, now = laps.time("step", lambda: step(solver, explicit, before, now, right))
    start.interpolate(lambda x: exact(x, DURATION))
    tell(laps, unknowns=space.dofmap.index_map.size_global, l2=lumped_error(space, now.array, start.vector.array))


if __name__ == "__main__":
    main()
