/** Results for people and scripts: summary.json, timeseries.csv, and the comparison of runs. */
#pragma once

#include "sij/base/problems.h"
#include "sij/base/quantities.h"

#include <stdbool.h>

/** Writes folder/summary.json (atomically). Collective; rank 0 writes. */
PetscErrorCode report_write_summary(MPI_Comm comm, const char *folder, const char *case_name,
                                    const Quantities *list, Problems *problems) SIJ_CHECKED;

/** Appends a row to folder/timeseries.csv, with a header line at first. Rank 0 writes, under
 * a temporary name until report_series_close(). Collective. */
typedef struct Series Series;

PetscErrorCode report_series_open(MPI_Comm comm, const char *folder, Series **series,
                                  Problems *problems) SIJ_CHECKED;
PetscErrorCode report_series_row(Series *series, double time, int n, const char *const column[],
                                 const double value[], Problems *problems) SIJ_CHECKED;
PetscErrorCode report_series_close(Series **series, bool keep, Problems *problems) SIJ_CHECKED;

/** Reads the summaries of n run folders and prints them side by side. Rank 0 alone works; collective. */
PetscErrorCode report_compare(MPI_Comm comm, int n, const char *const folder[],
                              Problems *problems) SIJ_CHECKED;

/** Prints the summary of one run, for the end of `sij run`. Collective. */
PetscErrorCode report_print(MPI_Comm comm, const Quantities *list) SIJ_CHECKED;
