// SPDX-License-Identifier: GPL-3.0-or-later
/** Tagged meshes in files: MSH 4.1 out, MSH 2.2 and 4.1 in. Rank 0 alone. */
#pragma once

#include "draft.h"

#include "sij/meshfile.h"

/** Reads a mesh whose physical groups carry names of regions and surfaces. `unit` [m] is one unit of
 * the file. Outer faces of no named surface are SURFACE_NONE and the hash is not there until coarse_close(). Faults of
 * the file are sentences and leave *coarse NULL. Owns: caller, coarse_destroy(). */
PetscErrorCode msh_read(const char *path, double unit, CoarseMesh **coarse,
                        Problems *problems) SIJ_CHECKED;

/** As msh_read(), of a file that is read; `path` stands before the sentences. */
PetscErrorCode msh_build(const MeshFile *file, const char *path, double unit, CoarseMesh **coarse,
                         Problems *problems) SIJ_CHECKED;

/** Reads the mesh of somebody else that the case names, and refuses one that is not sound or no joint of that side and
 * size. Owns: caller, coarse_destroy(). */
PetscErrorCode foreign_read(const Case *input, CoarseMesh **coarse, Problems *problems) SIJ_CHECKED;

/** Writes in mm, binary, under a temporary name first. *written is false if the folder refuses. */
PetscErrorCode msh_write(const CoarseMesh *coarse, const char *path, bool *written) SIJ_CHECKED;

/** Nearest multiple of 2^-30: a coordinate in mm that survives the way to m and back. */
double msh_rounded(double mm);
