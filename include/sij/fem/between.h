// SPDX-License-Identifier: GPL-3.0-or-later
/** Which way leads through a layer of tissue: the normal of a slab of cells between two others.
 *
 * In each cell of the region the gradient of the harmonic function that is 0 where the region meets
 * one side, 1 where it meets the other and insulated elsewhere: along it the slab is shortest, and
 * it turns with the slab. A vertex that meets both sides gets 1/2. Where all vertices of a cell lie
 * on one side the function says nothing: such a cell takes the mean of its neighbours.
 *
 * Holds for: slabs that their sides face; at a blunt rim the direction is that of the nearest way.
 * Tests:     tests/unit/fem/test_between.c, mechanics.film
 */
#pragma once

#include "sij/mesh.h"

/** Fills direction [mesh->n_cells]: unit, from one side to the other; zero in other regions, and where even
 * the neighbours do not know. A region that does not meet a side is a problem. Collective. */
PetscErrorCode between_sides(const Mesh *mesh, int region, int from, int to, Vec3 direction[],
                             Problems *problems) SIJ_CHECKED;
