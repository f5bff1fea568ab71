/** Figures held against their bands, for programs that measure: one line each, from rank 0. */
#pragma once

#include <petscsys.h>

#include <stdbool.h>
#include <stdio.h>

static int expect_failures = 0;

static inline void expect(const char *what, double value, double low, double high)
{
  const bool fine = value >= low && value <= high;
  int        rank;

  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  if (!fine) expect_failures++;
  if (rank == 0)
    printf("%s %-44s %.3e in [%.3g, %.3g]\n", fine ? "ok  " : "FAIL", what, value, low, high);
}
