// SPDX-License-Identifier: GPL-3.0-or-later
/** Results for people and scripts: summary.json, timeseries.csv, and the comparison of runs.
 *
 * summary.json: {"schema": "summary", "version": 1, "case": name, "quantities": [{"name", "unit", "value"}, ...]};
 * a value that does not occur (NaN) is null; "error" stands beside it where half the width of its error bar is known.
 * timeseries.csv: "time [s]" and the columns of the rows; NaN is an empty field. Both are written
 * as NAME.part and renamed when whole. Every failure is a sentence in `problems`, the same on every
 * rank. Meaning of every quantity: docs/user/quantities.md.
 */
#pragma once

#include "sij/base/problems.h"
#include "sij/base/quantities.h"

#include <stdbool.h>

/** Of summary.json: it grows when a reader of the former version would misread the file, which is then refused. */
enum { REPORT_VERSION = 1 };

/** summary.json as a JSON Schema. */
const char *report_schema(void);

/** A problem if a quantity is infinite, or is NaN and none of those that need not occur (an onset, a time of a maximum).
 * To be asked before any result gets its final name. Collective; rank 0's list counts. */
PetscErrorCode report_check_summary(MPI_Comm comm, const char *folder, const Quantities *list,
                                    Problems *problems) SIJ_CHECKED;

/** Removes an older folder/summary.json, so that none stands beside results that are not its own. Collective. */
PetscErrorCode report_remove_summary(MPI_Comm comm, const char *folder,
                                     Problems *problems) SIJ_CHECKED;

/** Writes folder/summary.json (atomically), unless report_check_summary() finds fault with it. The folder must exist.
 * Collective; rank 0 writes. */
PetscErrorCode report_write_summary(MPI_Comm comm, const char *folder, const char *case_name,
                                    const Quantities *list, Problems *problems) SIJ_CHECKED;

/** Rows of folder/timeseries.csv, under a temporary name until report_series_close(). */
typedef struct Series Series;

/** Collective; rank 0 writes. On a problem *series stays NULL. Owns: caller, report_series_close(). */
PetscErrorCode report_series_open(MPI_Comm comm, const char *folder, Series **series,
                                  Problems *problems) SIJ_CHECKED;

/** Appends a row; the first one also writes the names of the columns, which then hold for the file.
 * Collective; rank 0's values are written. After a problem nothing more is written. */
PetscErrorCode report_series_row(Series *series, double time, int n, const char *const column[],
                                 const double value[], Problems *problems) SIJ_CHECKED;

/** Gives the file its name, or removes it. Collective. Accepts NULL, sets NULL. */
PetscErrorCode report_series_close(Series **series, bool keep, Problems *problems) SIJ_CHECKED;

enum { REPORT_NAME = 64 };

/** Reads folder/summary.json: the name of its case, and its quantities, appended to `list`. Collective; rank 0
 * reads, every rank receives. */
PetscErrorCode report_read_summary(MPI_Comm comm, const char *folder, char name[REPORT_NAME],
                                   Quantities *list, Problems *problems) SIJ_CHECKED;

/** The names that head the columns of n runs, in place of those of their cases: where two are of one case, the last part of
 * their folders. Not collective. */
PetscErrorCode report_name_runs(int n, const char *const folder[],
                                char (*name)[REPORT_NAME]) SIJ_CHECKED;

/** Reads the summaries of n run folders and prints them on standard output: the answer in sentences (report/answer.h), of
 * several runs what a designer asks first, side by side, with verdicts; `all`: every section, and what no section knows
 * under "Other". If one cannot be read nothing is printed. Rank 0 alone works; collective. */
PetscErrorCode report_compare(MPI_Comm comm, int n, const char *const folder[], bool all,
                              Problems *problems) SIJ_CHECKED;

/** Prints the same of one run, for the end of `sij run`. Collective. */
PetscErrorCode report_print(MPI_Comm comm, const char *name, const Quantities *list,
                            bool all) SIJ_CHECKED;
