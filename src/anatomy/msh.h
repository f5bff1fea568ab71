// SPDX-License-Identifier: GPL-3.0-or-later
/** Tagged meshes in files: MSH 4.1 out, any .msh that Gmsh reads in. Rank 0 alone. */
#pragma once

#include "draft.h"

/** Reads a mesh whose physical groups carry names of regions and surfaces. `unit` [m] is one unit of
 * the file. Faults of the file are sentences and leave *coarse NULL. Owns: caller, coarse_destroy(). */
PetscErrorCode msh_read(const char *path, double unit, CoarseMesh **coarse,
                        Problems *problems) SIJ_CHECKED;

/** Writes in mm, binary, under a temporary name first. *written is false if the folder refuses. */
PetscErrorCode msh_write(const CoarseMesh *coarse, const char *path, bool *written) SIJ_CHECKED;

/** Nearest multiple of 2^-30: a coordinate in mm that survives the way to m and back. */
double msh_rounded(double mm);
