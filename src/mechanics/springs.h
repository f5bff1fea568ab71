// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: springs between couplings.
 *
 * A spring acts at two points, each moving with a coupling or fixed in space. At finite strain its length is the
 * distance of the points; at small strain it is linearised along the direction at rest. Its tangent has rank one, or
 * three with the geometric stiffness of a spring under tension. It stays out of the sparse matrix, which so does not
 * depend on which springs are slack.
 */
#pragma once

#include "state.h"

/** Adds their forces to mechanics->internal and size. Collective. */
PetscErrorCode springs_forces(Mechanics *mechanics, LoadFactor factor,
                              const double (*u)[3]) SIJ_CHECKED;

/** Linearises at u. Collective. */
PetscErrorCode springs_linearise(Mechanics *mechanics, LoadFactor factor,
                                 const double (*u)[3]) SIJ_CHECKED;

/** Forces of a unit tension of one spring on free dofs: force [n_owned][3], zero at first. Not collective. */
PetscErrorCode spring_column(const Mechanics *mechanics, int number,
                             double (*force)[3]) SIJ_CHECKED;

/** Adds scale times the springs' tangent applied to a step [n_owned][3] to the free dofs of force [n_owned][3]. The
 * step is that of free dofs alone, or of all with the Dirichlet increment. Collective. */
PetscErrorCode springs_product(const Mechanics *mechanics, const double (*step)[3],
                               bool of_dirichlet, double scale, double (*force)[3]) SIJ_CHECKED;
