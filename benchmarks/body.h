// SPDX-License-Identifier: GPL-3.0-or-later
/** Flow and transport on the cube of the benchmarks: BODY_SIDE long, bricks^3 bricks of six tetrahedra, scattered.
 *
 * Order: fill body.problem (box_problem() and changes); body_create, or body_mesh and body_equations; body_destroy. The
 * body stays where it was created: its equations borrow its problem.
 */
#pragma once

#include "sij/testing/box_problem.h"
#include "sij/testing/transport.h"

#define BODY_SIDE 0.02 // m

typedef struct {
  BoxProblem problem;
  Mesh      *mesh;
  Graph     *graph;
  Medium    *medium;
  Flow      *flow;
  Transport *transport;
} Body;

/** The cube of bricks^3 bricks, open only across x. region_at NULL: three layers of materials that are alike, so
 * that the mesh is that of elasticity.c. */
Box body_box(int bricks, BoxRegion *region_at);

/** Mesh and graph of a box. Collective. */
PetscErrorCode body_mesh(const CoarseMesh *coarse, Body *body) SIJ_CHECKED;

/** The equations of body->problem. Collective. */
PetscErrorCode body_equations(Body *body) SIJ_CHECKED;

/** All of it on body_box(). Collective. */
PetscErrorCode body_create(int bricks, BoxRegion *region_at, Body *body) SIJ_CHECKED;
PetscErrorCode body_destroy(Body *body) SIJ_CHECKED;

/** Tries and accepts a step of flow; an error if it does not converge. `iterations` of Newton are added. Collective. */
PetscErrorCode body_flow(Body *body, double t, double dt, int *iterations) SIJ_CHECKED;

/** The same of transport under the water of `body->flow`; linear iterations are added. Collective. */
PetscErrorCode body_carry(Body *body, const WaterStep *water, int *iterations) SIJ_CHECKED;

/** A concentration in space and time; `of` are its constants. */
typedef double BodyField(Vec3 x, double t, const void *of);

/** Sets the tracer to the field at time 0. Collective. */
PetscErrorCode body_set(Body *body, BodyField *field, const void *of) SIJ_CHECKED;

/** Root of the mean square of the difference, over the fluid of each vertex. Collective. */
PetscErrorCode body_error(const Body *body, BodyField *field, double t, const void *of,
                          double *l2) SIJ_CHECKED;
