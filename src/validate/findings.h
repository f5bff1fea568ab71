// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to validate: the table of findings, one family of them per list. */
#pragma once

#include "bench.h"

/** Runs its experiments on the bench and appends figures with their bands to `found`, whose subject is
 * open. On a problem it returns at once. Collective. */
typedef PetscErrorCode (*FindingAction)(Bench *bench, Verdicts *found, Problems *problems);

typedef struct {
  int           number; // as docs/theory/validation.md counts them
  const char   *text;   // what is found, one sentence
  const char   *source; // by whom, and where it was read
  FindingAction act;
} Finding;

/** The families; each ends with a row of zeros. */
extern const Finding findings_filling[];  // pressure and volume of the joint; its whole capsule
extern const Finding findings_leaks[];    // holes of the capsule, in a population
extern const Finding findings_spread[];   // where it goes, in the joint and behind it
extern const Finding findings_controls[]; // what must not be there
extern const Finding findings_block[];    // block, its time and order, clearance, blood
extern const Finding findings_motion[];   // bones and ligaments
extern const Finding findings_steroid[];  // depot, outcome
