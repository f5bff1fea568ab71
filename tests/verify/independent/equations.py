# SPDX-License-Identifier: GPL-3.0-or-later
"""Steady pressure and the transport of one drug on a mesh and its material file, written in UFL for DOLFINx.

    -div(K grad p) + L p = Q                                            p = 0 on the cut planes
    d(phi R c)/dt + div(q c - phi D grad c) + k c + L p c = Q c_in      q = -K grad p

and on the fat plane, a gap of aperture a between its two sides, the same along it:

    -div_t(T grad_t p),    T = a^3 / (12 mu)
    d(a c)/dt + div_t(q_t c - a D_0 grad_t c)

Linear elements, BDF2, LU. Holds where nothing dilates; the caller is told how far from it the pressure is.
"""
import numpy as np
import ufl
from against import cell_nodes, facet_nodes
from dolfinx import fem, mesh
from dolfinx.fem.petsc import assemble_matrix
from mpi4py import MPI
from petsc4py import PETSc

PLANE, LINING, CUT = 1, 2, 3


def place(x, tet, point):
    """The tetrahedron that holds a point, and the barycentric weights there."""
    corner = x[tet]
    edges = np.swapaxes(corner[:, 1:] - corner[:, :1], 1, 2)
    tail = np.linalg.solve(edges, point - corner[:, 0])
    weight = np.column_stack([1.0 - tail.sum(axis=1), tail])
    cell = int(np.argmax(weight.min(axis=1)))
    if weight[cell].min() < -1e-9:
        raise SystemExit(f"the point {point} lies outside the mesh")
    return cell, weight[cell]


class Model:
    """Values at nodes are arrays in the order of `x`, the nodes of the file in m."""

    def __init__(self, msh, materials):
        self.materials, self.file = materials, msh
        self.x = materials["mesh_unit"] * msh.x
        self.refuse()
        cell = ufl.Mesh(ufl.VectorElement("Lagrange", "tetrahedron", 1))
        self.mesh = mesh.create_mesh(MPI.COMM_SELF, msh.tet.astype(np.int64), self.x, cell)
        self.region = msh.region[self.mesh.topology.original_cell_index]
        self.space = fem.FunctionSpace(self.mesh, ("Lagrange", 1))
        self.number_nodes()
        self.tag_facets()
        self.p, self.v = ufl.TrialFunction(self.space), ufl.TestFunction(self.space)

    def refuse(self):
        """What these equations leave out must not be in the case."""
        wrong = []
        if self.materials["defects"]:
            wrong.append("defects of the capsule")
        if len(self.materials["injections"]) != 1:
            wrong.append("more than one needle")
        for name, drug in self.materials["drugs"].items():
            if drug["vasoactivity"] != 1.0 or "solubility" in drug or "becomes" in drug:
                wrong.append(f"the vasoactivity, crystals or product of {name}")
        if wrong:
            raise SystemExit("not in these equations: " + ", ".join(wrong))

    def number_nodes(self):
        self.dof_of_node = np.empty(len(self.x), dtype=np.int32)
        self.dof_of_node[cell_nodes(self.mesh)] = self.space.dofmap.list.array.reshape(-1, 4)

    def tag_facets(self):
        corners, topology = facet_nodes(self.mesh), self.mesh.topology
        held = {name for name, law in self.materials["boundaries"].items() if "pressure" in law}
        cut = {tuple(sorted(nodes)) for nodes, name in zip(self.file.triangle, self.file.surface) if name in held}
        planes = [(set(plane["under"]), set(plane["over"])) for plane in self.materials["fat_planes"]["between"]]
        lining = set(self.materials["lining"]["between"])
        found = []
        for facet in range(len(corners)):
            sides = [self.region[cell] for cell in topology.connectivity(2, 3).links(facet)]
            if len(sides) == 1:
                if tuple(sorted(corners[facet])) in cut:
                    found.append((facet, CUT))
            elif sides[0] != sides[1]:
                if any(a in under and b in over for under, over in planes for a, b in (sides, sides[::-1])):
                    found.append((facet, PLANE))
                if set(sides) == lining:
                    found.append((facet, LINING))
        facets, values = (np.array(column, dtype=np.int32) for column in zip(*found))
        tags = mesh.meshtags(self.mesh, 2, facets, values)
        self.inner = ufl.Measure("dS", domain=self.mesh, subdomain_data=tags)
        self.outer = ufl.Measure("ds", domain=self.mesh, subdomain_data=tags)
        self.cut_dofs = fem.locate_dofs_topological(self.space, 2, facets[values == CUT])

    def by_region(self, value):
        """A field of one number per cell: value(name of its region)."""
        field = fem.Function(fem.FunctionSpace(self.mesh, ("DG", 0)))
        of = {name: value(name) for name in np.unique(self.region)}
        field.x.array[field.function_space.dofmap.list.array] = [of[name] for name in self.region]
        return field

    def tensor(self, along, across):
        fibres = {name: law["fibre"] or [0.0, 0.0, 0.0] for name, law in self.materials["regions"].items()}
        fibre = ufl.as_vector([self.by_region(lambda name, k=k: fibres[name][k]) for k in range(3)])
        return across * ufl.Identity(3) + (along - across) * ufl.outer(fibre, fibre)

    def tangential(self, f):
        n = ufl.FacetNormal(self.mesh)("+")
        slope = ufl.grad(f)("+")
        return slope - ufl.dot(slope, n) * n

    def at_nodes(self, function):
        return function.x.array[self.dof_of_node]

    def point_source(self, point, amount):
        cell, weight = place(self.x, self.file.tet, np.array(point))
        self.needle_nodes = self.file.tet[cell]
        vector = self.vector()
        vector.setValues(self.dof_of_node[self.needle_nodes], amount * weight)
        vector.assemble()
        return vector

    def vector(self):
        n = self.space.dofmap.index_map.size_global
        vector = PETSc.Vec().createSeq(n)
        vector.set(0.0)
        return vector

    def assemble(self, form, bcs=()):
        matrix = assemble_matrix(fem.form(form), bcs=list(bcs))
        matrix.assemble()
        return matrix

    @staticmethod
    def factor(matrix):
        solver = PETSc.KSP().create(MPI.COMM_SELF)
        solver.setType("preonly")
        solver.getPC().setType("lu")
        solver.getPC().setFactorSolverType("mumps")
        solver.setOperators(matrix)
        return solver

    def lining_share(self):
        """Area that exchanges over area that is meshed."""
        one = fem.Constant(self.mesh, 1.0)
        meshed = fem.assemble_scalar(fem.form(one * self.inner(LINING)))
        return self.materials["lining"]["area"] / meshed

    def plane_conductance(self):
        plane = self.materials["fat_planes"]
        return plane["aperture"]**3 / (12.0 * plane["viscosity"])

    def solve_pressure(self):
        """Pa at nodes, of the needle's flow going on for ever."""
        law, p, v = self.materials["regions"], self.p, self.v
        needle, lining = self.materials["injections"][0], self.materials["lining"]
        self.conductivity = self.tensor(self.by_region(lambda name: law[name]["conductivity_along"]),
                                        self.by_region(lambda name: law[name]["conductivity_across"]))
        self.uptake = self.by_region(lambda name: law[name]["uptake"])
        self.lining_uptake = lining["conductance_per_area"] * self.lining_share()
        balance = ufl.inner(self.conductivity * ufl.grad(p), ufl.grad(v)) * ufl.dx
        balance += self.uptake * p * v * ufl.dx
        balance += self.lining_uptake * p("+") * v("+") * self.inner(LINING)
        balance += self.plane_conductance() * ufl.inner(self.tangential(p), self.tangential(v)) * self.inner(PLANE)
        rest = fem.dirichletbc(PETSc.ScalarType(0.0), self.cut_dofs, self.space)
        right = self.point_source(needle["tip"], needle["rate"])
        self.pressure = fem.Function(self.space)
        solver = self.factor(self.assemble(balance, [rest]))
        solver.solve(right, self.pressure.vector)
        return self.at_nodes(self.pressure)

    def transport_forms(self, drug):
        """What is held, and what leaves a node, per concentration."""
        law, local, c, v = self.materials["regions"], drug["regions"], self.p, self.v
        aperture = self.materials["fat_planes"]["aperture"]
        porosity = self.by_region(lambda name: law[name]["porosity"])
        spread = porosity * self.tensor(self.by_region(lambda name: local[name]["diffusivity_along"]),
                                        self.by_region(lambda name: local[name]["diffusivity_across"]))
        velocity = -self.conductivity * ufl.grad(self.pressure)
        in_plane = -self.plane_conductance() * self.tangential(self.pressure)
        positive = ufl.max_value(self.pressure, 0.0)
        lost = self.by_region(lambda name: local[name]["clearance"]) + self.uptake * positive
        held = porosity * self.by_region(lambda name: local[name]["capacity"]) * c * v * ufl.dx
        held += aperture * c("+") * v("+") * self.inner(PLANE)
        left = ufl.inner(spread * ufl.grad(c) - velocity * c, ufl.grad(v)) * ufl.dx + lost * c * v * ufl.dx
        left += ufl.inner(aperture * drug["free_diffusivity"] * self.tangential(c) - in_plane * c("+"),
                          self.tangential(v)) * self.inner(PLANE)
        left += (drug["lining_permeability"] * self.lining_share() + self.lining_uptake * positive("+")
                 ) * c("+") * v("+") * self.inner(LINING)
        left += ufl.max_value(ufl.dot(velocity, ufl.FacetNormal(self.mesh)), 0.0) * c * v * self.outer(CUT)
        return held, left

    def solve_drug(self, name, end, steps):
        """mol/m^3 at nodes at the time `end`, the needle running all the while. After solve_pressure()."""
        needle, dt = self.materials["injections"][0], end / steps
        if needle["start"] > 0.0 or needle["volume"] / needle["rate"] < end * (1.0 - 1e-9):
            raise SystemExit("not in these equations: a needle that starts late or ends early")
        held, left = (self.assemble(form) for form in self.transport_forms(self.materials["drugs"][name]))
        brought = self.point_source(needle["tip"], dt * needle["rate"] * needle["contents"][name])
        before, now, right = self.vector(), self.vector(), self.vector()
        for step in range(steps):
            if step < 2:  # Euler once, BDF2 from then on
                matrix = held.copy()
                matrix.scale(1.0 if step == 0 else 1.5)
                matrix.axpy(dt, left)
                solver = self.factor(matrix)
            change = now.copy()
            if step > 0:
                change.scale(2.0)
                change.axpy(-0.5, before)
            held.mult(change, right)
            right.axpy(1.0, brought)
            before = now.copy()
            solver.solve(right, now)
        return now.array[self.dof_of_node]
