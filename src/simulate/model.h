/** Private to simulate: everything a run owns, in the order it is made. */
#pragma once

#include "sij/flow.h"
#include "sij/pharmacology.h"
#include "sij/report.h"
#include "sij/simulate.h"
#include "sij/store.h"
#include "sij/transport.h"

typedef struct {
  const Case       *input;   // borrowed
  const RunRequest *request; // borrowed
  Mesh             *mesh;
  Graph            *graph;
  Medium           *medium;
  Flow             *flow;
  Transport        *transport;
  Pharmacology     *pharmacology;
} Model;

/** model.c: collective; what the case asks and cannot be had is a problem. */
PetscErrorCode model_create(MPI_Comm comm, const Case *input, const RunRequest *request,
                            Model *model, Problems *problems) SIJ_CHECKED;
PetscErrorCode model_destroy(Model *model) SIJ_CHECKED;

/** Where the run stands, for the log. */
typedef struct {
  double t, dt;
  int    steps, rejected, newton, linear;
  double started; // wall clock     s
  bool   speaks;  // this rank prints
} Progress;

/** output.c: results on disk. */
typedef struct {
  Model  *model; // borrowed
  Store  *store;
  Series *series;
  double *scratch; // [n_owned][3]
} Output;

PetscErrorCode output_open(Model *model, Output *output, Problems *problems) SIJ_CHECKED;
PetscErrorCode output_write(Output *output, double t, Problems *problems) SIJ_CHECKED;

/** Gives results their final names, or removes them when there are problems. Collective. */
PetscErrorCode output_close(Output *output, const Progress *progress,
                            Problems *problems) SIJ_CHECKED;

/** clock.c: times that steps must land on. */
typedef struct {
  int    n, next;
  double time[CASE_OUTPUTS + 2 * CASE_INJECTIONS];
  bool   output[CASE_OUTPUTS + 2 * CASE_INJECTIONS];
  bool   needle[CASE_OUTPUTS + 2 * CASE_INJECTIONS];
} Clock;

void clock_set(const Case *input, Clock *clock);

/** Length of the next step: at most dt, landing on the next time without a sliver before it. */
double clock_step(const Clock *clock, double t, double dt);

/** loop.c: from time 0 to the end. */
PetscErrorCode loop_run(Model *model, Output *output, Progress *progress,
                        Problems *problems) SIJ_CHECKED;

/** progress.c: one line per output time, or a bar on a terminal. Rank 0 prints. */
PetscErrorCode progress_show(const Model *model, const Progress *progress,
                             bool landmark) SIJ_CHECKED;
