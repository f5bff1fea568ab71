// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: a small case without a file on a box, and the equations on it.
 *
 * Order: fill trial.input (trial_case() and changes), trial_create or trial_create_cube, trial_step or
 * flow_try and transport_try by oneself, trial_destroy.
 */
#pragma once

#include "sij/model.h"
#include "sij/testing/box.h"
#include "sij/testing/flow.h"
#include "sij/testing/transport.h"

typedef struct {
  Case           input;
  ModelProblems *problems;
  Mesh          *mesh;
  Graph         *graph;
  Medium        *medium;
  Flow          *flow;
  Transport     *transport;
} Trial;

/** Every tissue alike: holds half its volume as fluid, conducts 1e-12 m^2/(Pa s), does not dilate and
 * has no vessels; one drug, "tracer", of diffusivity 1e-9 m^2/s, bound nowhere. */
Case trial_case(void);

/** Adds a needle that brings 1 mol/m^3 of the tracer. */
void trial_inject(Case *input, Vec3 tip, double start, double volume, double rate);

/** Names the tracer in a needle that never starts, for a start given by transport_set(). */
void trial_name_tracer(Case *input);

/** Mesh and equations of trial->input on a box. Whatever the case asks and cannot be had is an error
 * here. Collective. */
PetscErrorCode trial_create(MPI_Comm comm, const Box *box, Trial *trial) SIJ_CHECKED;

/** The same on a cube of side 2 half about the origin, cut into n^3 bricks. */
PetscErrorCode trial_create_cube(MPI_Comm comm, int n, double half, double jitter,
                                 BoxRegion *region_at, Trial *trial) SIJ_CHECKED;
PetscErrorCode trial_destroy(Trial *trial) SIJ_CHECKED;

/** In parts: trial_mesh, then trial_equations of trial->input, which may change after trial_clear has
 * destroyed the equations alone. What cannot be had is a problem. Collective. */
PetscErrorCode trial_mesh(MPI_Comm comm, const CoarseMesh *coarse, Trial *trial,
                          Problems *problems) SIJ_CHECKED;
PetscErrorCode trial_equations(Trial *trial, Problems *problems) SIJ_CHECKED;
PetscErrorCode trial_clear(Trial *trial) SIJ_CHECKED;

/** One accepted step of flow, and of both equations; errors if one does not converge. */
PetscErrorCode trial_flow(Trial *trial, double t, double dt) SIJ_CHECKED;
PetscErrorCode trial_step(Trial *trial, double t, double dt) SIJ_CHECKED;

/** Place of a local vertex. */
Vec3 trial_place(const Trial *trial, PetscInt i);

/** Fluid held at rest by each owned vertex [m^3]. Owns: caller, PetscFree. */
PetscErrorCode trial_stored(const Trial *trial, double **stored) SIJ_CHECKED;

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
