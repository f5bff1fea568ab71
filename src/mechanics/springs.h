// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: lines of force between grips.
 *
 * A spring pulls at two points, each carried by a grip or fixed in space. At finite strain its
 * length is that between the points; at small strain it is linearised along the direction at rest.
 * Its derivative has rank one, or three where a taut line that turns resists too. It stays out of
 * the sparse matrix, which so need not know whether a spring is slack.
 */
#pragma once

#include "couplings.h"

typedef struct {
  MechanicsSpring as;    // as it was asked for
  Vec3            along; // from end 0 to end 1, unit                          as it was when
  double          stiffness,
    geometric_stiffness; // derivative of the pull along it and across it     last linearised, N m^-1
} Spring;

/** Adds their forces to mechanics->inner and size. Collective. */
PetscErrorCode springs_forces(Mechanics *mechanics, LoadFactor factor,
                              const double (*u)[3]) SIJ_CHECKED;

/** Linearises at u. Collective. */
PetscErrorCode springs_linearise(Mechanics *mechanics, LoadFactor factor,
                                 const double (*u)[3]) SIJ_CHECKED;

/** What a unit pull of one spring does to free nodes: force [n_owned][3], zero at first. Not collective. */
PetscErrorCode spring_column(const Mechanics *mechanics, int number,
                             double (*force)[3]) SIJ_CHECKED;

/** Adds factor times what a step [n_owned][3] changes of the forces of free nodes to force [n_owned][3]. The
 * step is that of free displacements, or of held ones. Collective. */
PetscErrorCode springs_product(const Mechanics *mechanics, const double (*step)[3],
                               bool of_dirichlet, double scale, double (*force)[3]) SIJ_CHECKED;
