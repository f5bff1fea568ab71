// SPDX-License-Identifier: GPL-3.0-or-later
/** One run as the tables see it. */
#pragma once

#include "sij/report.h"

enum { RUN_NAME = REPORT_NAME };

typedef struct {
  char       name[RUN_NAME]; // heads its column: the case, or the folder where cases coincide
  Quantities list;           // owned
} Run;

/** Reads folder/summary.json. Whatever it holds instead of a summary is a problem. Not collective.
 * Owns: caller, quantities_destroy(&run->list), also after a problem. */
PetscErrorCode run_read(const char *folder, Run *run, Problems *problems) SIJ_CHECKED;
