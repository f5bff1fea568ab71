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

/** Writes a coarse mesh as MSH 4.1 with physical names, in mm. Collective; rank 0 writes. */
PetscErrorCode anatomy_write(MPI_Comm comm, const CoarseMesh *coarse, const char *path,
                             Problems *problems) SIJ_CHECKED;

/** Where the midpoint of the edge a-b belongs on the exact geometry. Not collective.
 * `boundary`: the edge lies on the boundary between two regions or of the block. */
Vec3 anatomy_refine_point(const Anatomy *anatomy, Vec3 a, Vec3 b, bool boundary);

typedef struct {
  char        name[CASE_NAME];
  const char *text;      // one line for people
  Vec3        tip;       // m
  Vec3        direction; // unit, from the skin inwards
  double      depth;     // along it from the skin                            m
} Site;

typedef enum { TARGET_CURVE, TARGET_SURFACE, TARGET_VOLUME } TargetKind;

/** What an injection is meant to reach, or must not: a nerve, a lining, a tissue. */
typedef struct {
  char        name[CASE_NAME];
  const char *text;
  TargetKind  kind;
  bool        spill;             // reaching it is a side effect
  bool        cartilage;         // its exposure counts against chondrotoxicity
  int         n_points;          // curve
  Vec3        point[CASE_CURVE]; // m
  Region      region;            // volume; the first side of a surface
  Region      other;             // the second side of a surface
  bool        halved;            // surface: only the part with dot(normal, x - origin) > 0
  Vec3        origin, normal;
} Target;

/** Named sites and targets of the generated anatomy; counts are returned. Not collective.
 * With a foreign mesh there are no sites, and only surface and volume targets; the targets of the
 * case itself are appended. Borrowed: `text` lives as long as the program. */
int anatomy_sites(const Anatomy *anatomy, int capacity, Site site[]);
int anatomy_targets(const Case *input, int capacity, Target target[]);

/** The site of that name; false if there is none. */
bool anatomy_site(const Anatomy *anatomy, const char *name, Site *site);

/** Centre of a named place of capsule defects (dorsal, superior, ventral); false if there is none. */
bool anatomy_defect_place(const Anatomy *anatomy, const char *name, Vec3 *centre);

/** A point of a bone by which it is pushed, pulled or held, or beyond the block, where a ligament ends. */
typedef struct {
  char        name[CASE_NAME];
  const char *text;   // one line for people
  Vec3        point;  // m
  Region      region; // that it lies in, or goes with
  bool        inside; // the block
} Place;

/** Named places of bones of the generated anatomy; counts are returned. Not collective. With a foreign
 * mesh there are none. Borrowed: `text` lives as long as the program. */
int anatomy_places(const Anatomy *anatomy, int capacity, Place place[]);

/** The place of that name; false if there is none. */
bool anatomy_place(const Anatomy *anatomy, const char *name, Place *place);

/** Target value of what `sij mesh` measures: area of the auricular surface etc. */
typedef struct {
  double auricular_area;                            // m^2
  double cartilage_sacral, cartilage_iliac, cavity; // m
} AnatomyTargets;

AnatomyTargets anatomy_expected(const Anatomy *anatomy);

/** Version of the Gmsh library in use, as text. Not collective; no Gmsh session may be open. */
PetscErrorCode anatomy_gmsh_version(size_t size, char version[]) SIJ_CHECKED;
