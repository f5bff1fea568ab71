// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: the table of checks, one family of them per list. */
#pragma once

#include "sij/testing/verify.h"

/** A check appends verdicts to `found`, whose subject is open. It measures on its sizes in falling order;
 * with request->coarse on the first alone, and then judges no order. Collective. */
typedef PetscErrorCode (*CheckAction)(MPI_Comm comm, const VerifyRequest *request, Verdicts *found);

typedef struct {
  const char *name;    // "flow.steady"
  const char *summary; // what it asks, one sentence
  CheckAction act;
} Check;

/** The families; each ends with a row of zeros. */
extern const Check checks_flow[];
extern const Check checks_transport[];
extern const Check
  checks_tissue[]; // partition, exchange, depot: what tissue and crystals do to a drug
extern const Check checks_time[];
extern const Check checks_kept[]; // what must be kept: uniform states, amounts, bounds
extern const Check checks_mechanics[];
extern const Check checks_coupled[];
