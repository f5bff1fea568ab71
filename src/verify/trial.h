// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: flow and transport on a small mesh, as a rule a box of materials without a case.
 *
 * Order: fill trial.problem (box_problem() and changes), trial_create or trial_create_cube, trial_step or
 * flow_try and transport_try by oneself, trial_destroy. The trial stays where it was created: its equations
 * borrow its problem.
 */
#pragma once

#include "sij/testing/box_problem.h"
#include "sij/testing/flow.h"
#include "sij/testing/transport.h"

typedef struct {
  BoxProblem problem; // of a trial on a box
  const TransportProblem
            *transport_problem; // borrowed: that of the equations, with or without a box
  Mesh      *mesh;
  Graph     *graph;
  Medium    *medium;
  Flow      *flow;
  Transport *transport;
} Trial;

/** Mesh and equations of trial->problem on a box. Whatever it asks and cannot be had is an error here.
 * Collective. */
PetscErrorCode trial_create(MPI_Comm comm, const Box *box, Trial *trial) SIJ_CHECKED;

/** The same on a cube of side 2 half about the origin, cut into n^3 bricks. */
PetscErrorCode trial_create_cube(MPI_Comm comm, int n, double half, double jitter,
                                 BoxRegion *region_at, Trial *trial) SIJ_CHECKED;
PetscErrorCode trial_destroy(Trial *trial) SIJ_CHECKED;

/** In parts, for problems that a case was translated into: the mesh, at refinement `refine`; then the equations of
 * problems that are borrowed, of which there may be others after trial_clear has destroyed the equations alone. What
 * cannot be had is a problem. Collective. */
PetscErrorCode trial_mesh(MPI_Comm comm, const CoarseMesh *coarse, int refine, Trial *trial,
                          Problems *problems) SIJ_CHECKED;
PetscErrorCode trial_equations(Trial *trial, const PorousProblem *porous, const FlowProblem *flow,
                               const TransportProblem *transport, Problems *problems) SIJ_CHECKED;
PetscErrorCode trial_clear(Trial *trial) SIJ_CHECKED;

/** One accepted step of flow, and of both equations; errors if one does not converge. */
PetscErrorCode trial_flow(Trial *trial, double t, double dt) SIJ_CHECKED;
PetscErrorCode trial_step(Trial *trial, double t, double dt) SIJ_CHECKED;

/** Place of a local vertex. */
Vec3 trial_position(const Trial *trial, PetscInt i);

/** Fluid held at rest by each owned vertex [m^3]. Owns: caller, PetscFree. */
PetscErrorCode trial_storage(const Trial *trial, double **stored) SIJ_CHECKED;

/** Sum and largest of one number per rank. Collective. */
double trial_sum(const Trial *trial, double own);
double trial_max(const Trial *trial, double own);

/** Half the sum of all differences of two amounts at owned vertices [n_owned]: what would have to be carried from
 * one state to the other. Collective. */
double trial_distance(const Trial *trial, const double a[], const double b[]);

/** L2 over the fluid volume of the difference of two fields [n_owned], over the root of that volume.
 * Collective. */
PetscErrorCode trial_l2(const Trial *trial, const double value[], const double exact[],
                        double *l2) SIJ_CHECKED;
