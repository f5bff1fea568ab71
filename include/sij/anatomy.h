// SPDX-License-Identifier: GPL-3.0-or-later
/** The joint as geometry: one tagged tetrahedral mesh, and the sites and targets that refer to it.
 *
 * Right joint: x lateral (0 in the median plane), y anterior, z cranial; the left joint is its mirror
 * image, with x < 0. Metres. Design and its limits: docs/theory/anatomy.md.
 *
 * The mesh is made in a flat reference configuration and carried to the anatomy by one analytic
 * bijection, so that refinement can put new nodes back on the exact geometry.
 */
#pragma once

#include "sij/base/hash.h"
#include "sij/casefile.h"
#include "sij/mesh/coarse.h"

/** The mesh of a case: generated (or taken from the cache), or read from a foreign .msh. Collective.
 *
 * A mesh that cannot serve (regions missing, needle tip outside) is a problem, not an error;
 * *coarse stays NULL. Its new nodes are projected onto the anatomy of `input`, which must outlive it.
 * Owns: caller, coarse_destroy().
 */
PetscErrorCode anatomy_build(MPI_Comm comm, const Case *input, CoarseMesh **coarse,
                             Problems *problems) SIJ_CHECKED;

/** Says what anatomy_build() would refuse, as far as a mesh of one's own, a cached mesh, or the solids of the anatomy tell
 * it in a moment: none is generated. Collective. */
PetscErrorCode anatomy_check_case(MPI_Comm comm, const Case *input, Problems *problems) SIJ_CHECKED;

/** Writes a coarse mesh as MSH 4.1 with physical names, in mm. Collective; rank 0 writes. */
PetscErrorCode anatomy_write(MPI_Comm comm, const CoarseMesh *coarse, const char *path,
                             Problems *problems) SIJ_CHECKED;

/** Where the midpoint of the edge a-b belongs on the exact geometry. Not collective.
 * `boundary`: the edge lies on the boundary between two regions or of the block. */
Vec3 anatomy_refine_point(const Anatomy *anatomy, Vec3 a, Vec3 b, bool boundary);

/** Target value of what `sij mesh` measures: area of the auricular surface etc. */
typedef struct {
  double auricular_area;                            // m^2
  double cartilage_sacral, cartilage_iliac, cavity; // m
} AnatomyExpected;

AnatomyExpected anatomy_expected(const Anatomy *anatomy);

// Generating a mesh, where nobody has measured the machine: building and cutting the solids, and each cell.   s   measured
#define ANATOMY_TIME_SOLIDS 7.0
#define ANATOMY_TIME_CELL   5.7e-5

/** Where a count comes from. */
typedef enum { COUNT_OF_FILE, COUNT_OF_CACHE, COUNT_ESTIMATED } CountOrigin;

/** How large a mesh is before refinement. */
typedef struct {
  CountOrigin origin;
  double      cells, vertices;
  double      faces; // of the outer boundary
} AnatomyCount;

/** Counts the mesh of a case without generating it: of the mesh file, or the cached mesh, or an estimate from geometry and
 * mesh sizes. Faults of the case are problems, as in anatomy_build(). Collective. */
PetscErrorCode anatomy_count(MPI_Comm comm, const Case *input, AnatomyCount *count,
                             Problems *problems) SIJ_CHECKED;

/** Hash of all that shapes the generated mesh of a case but the points it is refined around. Not collective. */
PetscErrorCode anatomy_shape_hash(const Case *input, char hash[HASH_LENGTH]) SIJ_CHECKED;

/** Folder of the cache of this case, meshes and other files. Not collective. */
void anatomy_cache_folder(const Case *input, size_t size, char folder[]);

/** Makes the folder of the file `path`, parents too; what fails shows when the file is written. Not collective. */
void anatomy_make_folder(const char *path);

/** Version of the Gmsh library in use, as text. Not collective; no Gmsh session may be open. */
PetscErrorCode anatomy_gmsh_version(size_t size, char version[]) SIJ_CHECKED;
