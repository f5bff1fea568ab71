// SPDX-License-Identifier: GPL-3.0-or-later
/** From a case to its equations: the one place that knows both what a user asked for and what solvers take.
 *
 * Solvers know no case: each takes a problem in SI. The model resolves the names of sites, places and
 * targets against the anatomy, turns tissues, drugs, needles and defects into those problems, and makes mesh
 * and equations of them. Checks that need case and anatomy together are here too.
 *
 * Order: model_check (before there is a mesh), model_create, model_destroy; or model_problems alone, for
 * equations on a mesh of one's own.
 */
#pragma once

#include "sij/joint.h"
#include "sij/poroelastic.h"
#include "sij/transport.h"

/** What the solvers of a case are given. Holds pointers into itself: it must not be copied. */
typedef struct {
  PorousMaterial    porous_material[REGION_COUNT];
  PorousDefect      defect[CASE_DEFECTS];
  double            uptake[REGION_COUNT];
  bool              drained[SURFACE_COUNT];
  TransportMaterial transport_material[REGION_COUNT];
  PorousProblem     porous;
  FlowProblem       flow;
  TransportProblem  transport;
  PoroelasticMethod poroelastic;
} ModelProblems;

/** Everything that the equations of a case own, in the order it is made. */
typedef struct {
  const Case    *input; // borrowed
  ModelProblems *problems;
  Mesh          *mesh;
  Joint         *joint; // NULL where the case does no mechanics
  Graph         *graph;
  Medium        *medium;
  Flow          *flow;
  Poroelastic   *poroelastic; // NULL where flow goes alone
  Transport     *transport;
} Model;

/** Sites, defect places, places of loads and targets of pain that the anatomy does not have are problems, with
 * the nearest name that it has. A mesh file that rank 0 cannot read is the only problem: what it holds is not known.
 * Collective. */
PetscErrorCode model_check(MPI_Comm comm, const Case *input, Problems *found) SIJ_CHECKED;

/** Translates a case, its names resolved. A name that cannot be resolved is a problem. Borrows input. Not
 * collective. */
PetscErrorCode model_problems(const Case *input, ModelProblems *problems,
                              Problems *found) SIJ_CHECKED;

/** Mesh and equations of a case. What it asks and cannot be had is a problem; destroy the model all the same.
 * Borrows input. Collective. */
PetscErrorCode model_create(MPI_Comm comm, const Case *input, Model *model,
                            Problems *found) SIJ_CHECKED;
PetscErrorCode model_destroy(Model *model) SIJ_CHECKED;

/** The state of all its equations between two steps. Collective. */
PetscErrorCode model_visit_state(Model *model, const StateVisitor *visitor) SIJ_CHECKED;
