// SPDX-License-Identifier: GPL-3.0-or-later
/** What a run will take, before it is begun: unknowns, steps, files, memory and time, and ranks worth asking for.
 *
 * Sizes follow from the mesh and the case. Steps follow from the events of the case and the growth of steps that runs have
 * shown. Memory and time are per cell, vertex, node and step, with constants measured on one machine
 * (src/plan/constants.h); the rates of another machine, measured by plan_calibrate(), scale the time. How far all of it was off
 * from real runs: docs/user/plan.md.
 *
 * Order: plan_size; plan_read_rates, or plan_calibrate; plan_cost for each number of ranks.
 */
#pragma once

#include "sij/anatomy.h"

/** What a run solves and writes. After refinement. */
typedef struct {
  AnatomyCount coarse;
  double       cells, vertices;
  double       nodes;         // of P2, where the solid is computed; else 0
  int          drugs;         // that are transported
  bool         solid, linear; // the solid is computed; with one matrix for all loads
  bool         coupled;       // with its fluid, in every step
  int          steps;         // of time
  int          loads;         // equilibria of a solid that goes alone
  int          outputs;       // of the case
  int          columns;       // doubles per vertex and output: scalar fields count 1, vectors 3
  int          state_columns; // doubles per vertex in the state of a checkpoint
  int          node_columns;  // and per node of P2
} PlanSize;

/** Counts what the case asks for. Faults of the case are problems. Collective. */
PetscErrorCode plan_size(MPI_Comm comm, const Case *input, PlanSize *size,
                         Problems *problems) SIJ_CHECKED;

enum { PLAN_ROWS = 16 }; // numbers of ranks that a machine was measured with

/** Rates of one machine: the speed of branching code, and of a linear solver on so many ranks. */
typedef struct {
  double serial; // numbers sorted per second on one rank                           s^-1
  int    n;
  int    ranks[PLAN_ROWS];  // increasing, the first is 1
  double solver[PLAN_ROWS]; // unknowns times iterations per second on all ranks     s^-1
} PlanRates;

/** Measures for a few seconds, on 1, 2, 4... ranks and on all of `comm`. Collective. */
PetscErrorCode plan_calibrate(MPI_Comm comm, PlanRates *rates) SIJ_CHECKED;

/** Rates of this machine from the cache folder; n is 0 if there are none. Collective. */
PetscErrorCode plan_read_rates(MPI_Comm comm, const char *folder, PlanRates *rates) SIJ_CHECKED;

/** Keeps them there. *path: the file. A folder that refuses is a problem. Collective. */
PetscErrorCode plan_write_rates(MPI_Comm comm, const char *folder, const PlanRates *rates,
                                char path[PETSC_MAX_PATH_LEN], Problems *problems) SIJ_CHECKED;

/** Seconds of each phase, and bytes. */
typedef struct {
  double meshing, setup, flow, transport, solid, output, messages, total; // s
  double memory[2];   // of rank 0, of every other rank     bytes
  double files;       // of results                       bytes
  double checkpoints; // a copy of each output, and states bytes
  bool   measured;    // the machine was measured with so many ranks
} PlanCost;

/** Not collective. */
PlanCost plan_cost(const PlanSize *size, const PlanRates *rates, int ranks);

/** The largest power of two, at most `most`, to which each doubling saves a quarter of the time at least. */
int plan_ranks(const PlanSize *size, const PlanRates *rates, int most);
