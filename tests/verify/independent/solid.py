#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lays the displacement of a block at finite strain, as sij has it, beside that of DOLFINx on the same mesh.

The other program reads the mesh that `sij mesh` writes. Constants of the ground stand in solid.yaml too, those of the
fibres here alone. Quadratic tetrahedra, the energy of sij/laws/hyperelastic.h, its own Newton and derivatives.

usage: solid.py SIJ CASE FOLDER [-o FILE.json]
"""
from pathlib import Path

from against import ALLOWED, cell_nodes, command, facet_nodes, read_run, row, sij, tell  # first: it asks for packages

import numpy as np
import ufl
from dolfinx import fem, mesh
from dolfinx.fem.petsc import assemble_matrix, assemble_vector
from mpi4py import MPI
from msh import Msh
from petsc4py import PETSc

YOUNG, POISSON, FIBRE_MODULUS, STIFFENING, PRESTRETCH = 1e6, 0.3, 4e6, 0.5, 1.2
KEYS = (f"tissues.sacrum.fibre_modulus={FIBRE_MODULUS} Pa", f"tissues.sacrum.fibre_stiffening={STIFFENING}",
        f"tissues.sacrum.prestrain={PRESTRETCH - 1.0:.12g}")
SLIDES = {"cut_midline": 0, "cut_lateral": 0, "cut_ventral": 1, "cut_cranial": 2, "cut_caudal": 2}
STEPS, MOST = 4, 12


class Block:
    """Lengths in mm, stresses in Pa: displacement does not feel the mixture."""

    def __init__(self, msh):
        self.file = msh
        cell = ufl.Mesh(ufl.VectorElement("Lagrange", "tetrahedron", 1))
        self.mesh = mesh.create_mesh(MPI.COMM_SELF, msh.tet.astype(np.int64), msh.x, cell)
        self.space = fem.VectorFunctionSpace(self.mesh, ("Lagrange", 2))
        self.u, self.prestretch = fem.Function(self.space), fem.Constant(self.mesh, 1.0)
        self.find_supports()

    def find_supports(self):
        """One condition for each cut plane: it slides."""
        surface = {tuple(sorted(t)): name for t, name in zip(self.file.triangle, self.file.surface)}
        names = [surface.get(tuple(sorted(f)), "") for f in facet_nodes(self.mesh)]
        self.held = []
        for name, component in SLIDES.items():
            facets = np.array([k for k, found in enumerate(names) if found == name], dtype=np.int32)
            if len(facets) == 0:
                raise SystemExit(f"the exported mesh has no surface {name}")
            along = self.space.sub(component)
            dofs = fem.locate_dofs_topological(along, 2, facets)
            self.held.append(fem.dirichletbc(PETSc.ScalarType(0.0), dofs, along))

    def write_forms(self, degree):
        """Integrated exactly for polynomials of this degree."""
        region = self.file.region[self.mesh.topology.original_cell_index]
        pulls = fem.Function(fem.FunctionSpace(self.mesh, ("DG", 0)))
        pulls.x.array[pulls.function_space.dofmap.list.array] = region == "sacrum"
        mu, lame = YOUNG / (2 * (1 + POISSON)), YOUNG * POISSON / ((1 + POISSON) * (1 - 2 * POISSON))
        a, k_1, k_2 = ufl.as_vector([0.0, 0.0, 1.0]), FIBRE_MODULUS / 4, STIFFENING
        F = ufl.Identity(3) + ufl.grad(self.u)
        J, carried = ufl.det(F), F * a
        E = ufl.max_value(self.prestretch**2 * ufl.dot(carried, carried) - 1, 0)
        energy = mu / 2 * (ufl.inner(F, F) - 3 - 2 * ufl.ln(J)) + lame / 4 * (J**2 - 1 - 2 * ufl.ln(J))
        energy += pulls * k_1 / (2 * k_2) * (ufl.exp(k_2 * E**2) - 1)
        dx = ufl.dx(metadata={"quadrature_degree": degree})
        self.force = fem.form(ufl.derivative(energy * dx, self.u, ufl.TestFunction(self.space)))
        self.tangent = fem.form(ufl.derivative(ufl.derivative(energy * dx, self.u, ufl.TestFunction(self.space)),
                                               self.u, ufl.TrialFunction(self.space)))

    def newton(self):
        """Until the step is 1e-8 of the displacement."""
        for _ in range(MOST):
            right = assemble_vector(self.force)
            fem.petsc.set_bc(right, self.held, scale=0.0)
            matrix = assemble_matrix(self.tangent, bcs=self.held)
            matrix.assemble()
            solver = PETSc.KSP().create(MPI.COMM_SELF)
            solver.setType("cg")
            solver.getPC().setType("icc")
            solver.setTolerances(rtol=1e-9, max_it=5000)
            solver.setOperators(matrix)
            step = right.duplicate()
            solver.solve(right, step)
            if solver.getConvergedReason() <= 0:
                raise SystemExit(f"the other program's solver stopped: {solver.getConvergedReason()}")
            self.u.vector.axpy(-1.0, step)
            if step.norm() <= 1e-8 * self.u.vector.norm():
                return
        raise SystemExit("the other program's Newton did not converge")

    def solve(self, degree, steps):
        self.write_forms(degree)
        for k in range(1, steps + 1):
            self.prestretch.value = 1.0 + (PRESTRETCH - 1.0) * k / steps
            self.newton()
        nodes = cell_nodes(self.mesh)
        dofs = self.space.dofmap.list.array.reshape(len(nodes), -1)[:, :4]
        field = np.empty((len(self.file.x), 3))
        field[nodes] = self.u.x.array.reshape(-1, 3)[dofs]
        return field


def main(program, case, folder, output):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    keys = [word for key in KEYS for word in ("-D", key)]
    sij(program, "mesh", case, *keys, "-o", folder / "solid.msh")
    sij(program, "run", case, *keys, "-o", folder / "solid")
    msh = Msh(folder / "solid.msh")
    _, ours = read_run(folder / "solid", msh, "displacement")
    block = Block(msh)
    fine, theirs = block.solve(4, STEPS), block.solve(2, 1)
    size = np.linalg.norm(theirs, axis=1)
    off = np.linalg.norm(ours - theirs, axis=1)
    moved = size > 0.1 * size.max()
    print(f"{len(msh.x)} nodes, {len(msh.tet)} tetrahedra; largest displacement {size.max():.3f} mm")
    rows = [row("displacement: greatest difference, of the largest", off.max() / size.max(), ALLOWED),
            row(f"displacement: greatest difference, of its value, at the {moved.sum()} nodes that move a tenth of that",
                (off[moved] / size[moved]).max(), ALLOWED),
            row("displacement: greatest difference, of the largest, where the other integrates to degree 4",
                np.linalg.norm(ours - fine, axis=1).max() / size.max(), ALLOWED),
            row("largest displacement over the size of the block", size.max() / np.ptp(msh.x, axis=0).max())]
    return tell("independent.solid",
                "A block that fibres pull together at finite strain, against another finite-element program (DOLFINx) on "
                "the same mesh.", rows, [], output)


if __name__ == "__main__":
    command(main, __doc__)
