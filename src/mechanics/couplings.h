// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: distributing couplings (RBE3).
 *
 * Each node of a coupling has a weight, and all weights add up to 1. A force and a moment about the weighted centroid
 * c become nodal forces  weight (force + (inertia^-1 moment) x (x - c));  dual to them are the translation, sum of
 * weight u,  and the rotation, inertia^-1 sum of weight (x - c) x u.  Both refer to the reference configuration and
 * are linear in u: a rotation by an angle t is measured as about sin t.
 */
#pragma once

#include "state.h"

/** Motion of all couplings under u [n_owned][3], taken as zero at `dirichlet` dofs unless that is NULL:
 * motion [n_couplings]. Collective. */
PetscErrorCode couplings_motion(const Mechanics *mechanics, const double (*u)[3],
                                const bool (*dirichlet)[3], CouplingMotion motion[]) SIJ_CHECKED;

/** Displacement of a point that moves with the coupling. */
Vec3 coupling_displacement(const DistributingCoupling *coupling, const CouplingMotion *motion,
                           Vec3 at);

/** Adds a force at a point. */
void coupling_load_add(const DistributingCoupling *coupling, Vec3 force, Vec3 at,
                       CouplingLoad *load);

/** Force on node number k of the coupling [N]. */
Vec3 coupling_nodal_force(const Nodes *nodes, const DistributingCoupling *coupling, PetscInt k,
                          const CouplingLoad *load);

PetscErrorCode couplings_destroy(Mechanics *mechanics) SIJ_CHECKED;
