// SPDX-License-Identifier: GPL-3.0-or-later
/** What fills a mesh, for other programs: NAME.materials.json beside NAME.msh.
 *
 * {"case", "mesh", "mesh_unit", "units": {key: unit}, "regions": {name: {...}}, "fat_plane", "lining",
 *  "boundaries", "defects": [...], "drugs": {name: {..., "regions": {name: {...}}}}, "injections": [...]}
 *
 * Regions and boundaries are named as the physical groups of the mesh; fibres and points are in its frame,
 * points in m. A region without fibres has "fibre" null and the same values along and across. Regions that
 * are not in the mesh are there too. Drugs are those that the injections bring, and what these become.
 * Meaning of every key: docs/user/results.md.
 */
#pragma once

#include "sij/casefile.h"

/** Writes it, atomically. Collective; rank 0 writes. `mesh` is the path of the .msh, of which the file
 * keeps the name. A site or a place that has a name must have become a point: tip and centre are written. */
PetscErrorCode materials_write(MPI_Comm comm, const char *path, const char *mesh, const Case *input,
                               Problems *problems) SIJ_CHECKED;
