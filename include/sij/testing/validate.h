// SPDX-License-Identifier: GPL-3.0-or-later
/** Validation: what the clinic found, as runs of the product with a value, a band and a verdict.
 *
 * A finding is a small set of experiments: cases on top of the built-in library, run as `sij run` runs
 * them, but on a coarser mesh and with nothing written. No constant of the library is chosen by the
 * finding it is judged by; a finding that is missed is a result, and its note says why.
 *
 * Order: validate_create, validate_run of each finding wanted, validate_destroy. Experiments that
 * findings share are run once.
 */
#pragma once

#include "sij/testing/verdicts.h"

#include <stdint.h>

enum {
  VALIDATE_JOINTS = 24,   // of the population of capsules
  VALIDATE_SEED   = 20101 // of all that is drawn
};

/** Largest of mesh sizes over those of the library, for figures that are to be believed. */
#define VALIDATE_COARSENING 1.5

/** What all findings share. Borrowed until validate_destroy(). */
typedef struct {
  double             coarsening; // factor on the mesh sizes of the library
  int                joints;     // drawn for the findings about populations
  uint64_t           seed;       // the same seed draws the same joints on every machine
  int                n_keys;
  const char *const *key; // "path.to.key=value" over the library, in every experiment
} ValidateRequest;

typedef struct Validation Validation;

/** Number and sentence of finding i, in the order of their numbers; false past the last. */
bool validate_name(int i, int *number, const char **text);

PetscErrorCode validate_create(MPI_Comm comm, const ValidateRequest *request,
                               Validation **validation) SIJ_CHECKED;
PetscErrorCode validate_destroy(Validation **validation) SIJ_CHECKED;

/** Appends what finding i measures to `found`. An experiment that cannot be run is a problem; the
 * figures that hang on it are then not there. Collective. */
PetscErrorCode validate_run(Validation *validation, int i, Verdicts *found,
                            Problems *problems) SIJ_CHECKED;
