// SPDX-License-Identifier: GPL-3.0-or-later
/** What fills the mesh: one law of dilation per tissue, per capsule defect and for the fat plane.
 *
 * Law rows: [0, REGION_COUNT) the tissues; then the defects of the case, each holding in the capsule's
 * cells that it opens; last the film, the plane in which the lateral branches run, on faces between
 * deep tissue (sacrum, foramina, ligaments) and what covers it (multifidus, long ligament). The
 * "porosity" of the film is its aperture in m.
 *
 * A defect is a patch of the capsule and, where that does not reach soft tissue, a channel from it to the
 * nearest. It keeps its conductance whatever the mesh: the conductivity of its open cells is
 * conductance x length^2 / their volume, length being the capsule's width, or the way of the channel.
 */
#pragma once

#include "sij/fem/elements.h"
#include "sij/laws/potential.h"

enum { MEDIUM_LAWS = REGION_COUNT + CASE_DEFECTS + 1 };

/** Volume of each law around each owned vertex, as compressed rows. */
typedef struct {
  PetscInt *start;  // [n_owned + 1]
  int      *law;    // [start[n_owned]]
  double   *volume; // m^3; m^2 for the film
} Shares;

typedef struct {
  const Case  *input; // borrowed
  const Graph *graph; // borrowed
  int          n_laws, film_law;
  Pore         pore[MEDIUM_LAWS];
  Potential    potential[MEDIUM_LAWS];
  Transverse conductivity[MEDIUM_LAWS]; // at rest       m^2 Pa^-1 s^-1; film: m Pa^-1 s^-1 each way
  Region     region[MEDIUM_LAWS];       // of the tissue; REGION_FAT for the film
  int       *law;                       // [n_cells]
  PetscInt   n_film;
  PetscInt  *film; // [n_film] faces
  Shares     shares;
} Medium;

/** Collective. A defect that touches no capsule is a problem. Owns: caller, medium_destroy(). */
PetscErrorCode medium_create(const Case *input, const Graph *graph, Medium **medium,
                             Problems *problems) SIJ_CHECKED;
PetscErrorCode medium_destroy(Medium **medium) SIJ_CHECKED;

/** Fluid held around owned vertex i at pressure p [m^3], and its derivative. */
PoreCurve medium_storage(const Medium *medium, PetscInt i, double p);
