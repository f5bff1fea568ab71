// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: parts of the body that are taken hold of.
 *
 * Each node of a grip has a weight, and all weights together are 1. A force and a moment about the
 * weighted centroid c become forces  weight (force + (inertia^-1 moment) x (x - c)); dual to them
 * are the shift sum of weight u  and the turn  inertia^-1 sum of weight (x - c) x u.  Both refer to
 * the shape at rest and are linear in u: a turn by an angle t is told as about sin t.
 */
#pragma once

#include "sij/mechanics.h"

typedef struct {
  PetscInt  n;
  PetscInt *node;    // [n] owned by this rank
  double   *weight;  // [n]
  Vec3      centre;  // centroid of all ranks' nodes, at rest                       m
  Mat3      inverse; // of their inertia about it                                   m^-2
} DistributingCoupling;

typedef struct {
  Vec3 translation, rotation; // of the centre, about the centre                              m, rad
} CouplingMotion;

typedef struct {
  Vec3 force, moment; // about the centre                                           N, N m
} CouplingLoad;

/** Motion of all grips under u [n_owned][3], taken for zero where `held` [..][3] unless that is NULL:
 * motion [n_grips]. Collective. */
PetscErrorCode couplings_motion(const Mechanics *mechanics, const double (*u)[3],
                                const bool (*dirichlet)[3], CouplingMotion motion[]) SIJ_CHECKED;

/** Displacement of a point that goes with the grip. */
Vec3 coupling_displacement(const DistributingCoupling *coupling, const CouplingMotion *motion,
                           Vec3 at);

/** Adds a force that acts at a point. */
void coupling_load_add(const DistributingCoupling *coupling, Vec3 force, Vec3 at,
                       CouplingLoad *load);

/** Force on the grip's node number k [N]. */
Vec3 coupling_nodal_force(const Nodes *nodes, const DistributingCoupling *coupling, PetscInt k,
                          const CouplingLoad *load);

PetscErrorCode couplings_destroy(Mechanics *mechanics) SIJ_CHECKED;
