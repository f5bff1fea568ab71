// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to simulate: a run, its log and its results. */
#pragma once

#include "sij/model.h"
#include "sij/pharmacology.h"
#include "sij/report.h"
#include "sij/simulate.h"
#include "sij/simulate/loop.h"
#include "sij/store.h"

typedef struct {
  const RunRequest *request; // borrowed
  Model             model;
  Pharmacology     *pharmacology;
} Simulation;

/** progress.c: what the log needs besides Progress. */
typedef struct {
  double started; // wall clock     s
  double printed; // elapsed time at the last line     s
  int    step;    // of the last line
  bool   prints;  // this rank prints
} Log;

/** output.c: results on disk. */
typedef struct {
  Simulation *run; // borrowed
  Store      *store;
  Series     *series;
  double     *scratch; // [n_owned][3]
} Output;

PetscErrorCode output_open(Simulation *run, Output *output, Problems *problems) SIJ_CHECKED;
PetscErrorCode output_write(Output *output, double t, Problems *problems) SIJ_CHECKED;

/** Gives results their final names, or removes them when there are problems or the run was stopped. Collective. */
PetscErrorCode output_close(Output *output, const Log *log, const Progress *progress,
                            Problems *problems) SIJ_CHECKED;

/** progress.c: on a terminal a bar; else one line per output time, and one after a step when none came for half
 * a minute. Rank 0 prints. */
PetscErrorCode progress_line(const Simulation *run, Log *log, const Progress *progress) SIJ_CHECKED;
PetscErrorCode progress_show(const Simulation *run, Log *log, const Progress *progress) SIJ_CHECKED;
