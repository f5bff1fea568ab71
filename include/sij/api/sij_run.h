// SPDX-License-Identifier: GPL-3.0-or-later
/** A run: from a case to its results, with a look at every step.
 *
 * Order: sij_case_load(); sij_run(), which calls back; the results.
 */
#pragma once

#include "sij_case.h"
#include "sij_mesh.h"
#include "sij_results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** State after an accepted step. Valid during the call back only, as is all that is borrowed from it. */
typedef struct SijStep SijStep;

/** Called on every rank after each accepted step, in the order of time. A code other than 0 ends the run and
 * comes back from sij_run(). May call collective functions: every rank is there. */
typedef PetscErrorCode SijStepFunction(void *context, const SijStep *step);

/** Called on every rank at each output: the columns of timeseries.csv at that time [s], borrowed for the call. */
typedef PetscErrorCode SijOutputFunction(void *context, double time, int n,
                                         const char *const column[], const double value[]);

/** What is wanted of a run besides its case. All zero: nothing is written or printed, nobody looks. */
typedef struct {
  const char        *folder;  // for result files, made if need be; NULL: none are written
  bool               verbose; // log and summary on standard output, as of `sij run`
  void              *context; // handed to both functions
  SijStepFunction   *step;    // NULL: none
  SijOutputFunction *output;  // NULL: none
} SijRunOptions;

/** Runs the case. Collective.
 *
 * options NULL: as if all zero. results NULL: not wanted; else owned by the caller, sij_results_destroy().
 * What the case asks and cannot be had, and a step that fails at the smallest length, are problems: then
 * *results stays NULL and no file stands under its final name. */
PetscErrorCode sij_run(MPI_Comm comm, const SijCase *input, const SijRunOptions *options,
                       SijResults **results, SijProblems *problems) SIJ_MUST_CHECK;

/** None of these is collective. Time now, and length of the step that led here. [s] */
double sij_step_time(const SijStep *step);
double sij_step_length(const SijStep *step);

/** How many steps were accepted, this one included. */
int sij_step_number(const SijStep *step);

/** The mesh of the run. Borrowed. */
const SijMesh *sij_step_mesh(const SijStep *step);

/** Pressure of the fluid above its resting pressure at every local vertex: [sij_mesh_n_local()]. Borrowed. [Pa] */
const double *sij_step_pressure(const SijStep *step);

/** Concentration of a drug in the pore fluid at every local vertex: [sij_mesh_n_local()]. Borrowed; NULL where
 * the case does not use it. [mol m^-3] */
const double *sij_step_concentration(const SijStep *step, int drug);

#ifdef __cplusplus
}
#endif
