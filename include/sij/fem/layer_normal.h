// SPDX-License-Identifier: GPL-3.0-or-later
/** Normal of a layer of tissue: a region of cells that lies between two others.
 *
 *     lap u = 0,    u = 0 on one side, u = 1 on the other (Dirichlet),    du/dn = 0 elsewhere (Neumann)
 *
 * In each cell of the region the normal is grad u / |grad u|: it follows a curved layer. A vertex of both sides
 * takes u = 1/2. A cell with all its vertices on one side has no gradient and takes the mean of its neighbours.
 *
 * Holds for: layers thinner than wide; at a blunt rim the normal points along the shortest path.
 * Tests:     tests/unit/fem/test_layer_normal.c, mechanics.film
 */
#pragma once

#include "sij/mesh.h"

/** Fills direction [mesh->n_cells]: unit, from side `from` to side `to`; zero in other regions, and where the neighbours
 * have no gradient either. A region that does not meet a side is a problem. Collective. */
PetscErrorCode layer_normal(const Mesh *mesh, int region, int from, int to, Vec3 direction[],
                            Problems *problems) SIJ_CHECKED;
