// SPDX-License-Identifier: GPL-3.0-or-later
// What a finding reads in the outcome of an experiment.
#include "bench.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

double outcome_value(const Outcome *outcome, const char *format, ...)
{
  char            name[QUANTITY_NAME];
  const Quantity *row;
  va_list         list;

  va_start(list, format);
  (void)vsnprintf(name, sizeof name, format, list);
  va_end(list);
  row = quantities_find(&outcome->summary, name);
  PetscCheckAbort(row, PETSC_COMM_SELF, PETSC_ERR_PLIB, "no run reports %s", name);
  return row->value;
}

const double *outcome_column(const Outcome *outcome, const char *format, ...)
{
  char    name[OUTCOME_COLUMN];
  va_list list;
  int     c = 0;

  va_start(list, format);
  (void)vsnprintf(name, sizeof name, format, list);
  va_end(list);
  while (c < outcome->n_columns && strcmp(outcome->column[c], name) != 0) c++;
  PetscCheckAbort(c < outcome->n_columns, PETSC_COMM_SELF, PETSC_ERR_PLIB, "no run has a column %s",
                  name);
  return outcome->value + c * outcome->capacity;
}

double outcome_at(const Outcome *outcome, const double column[], double t)
{
  const double *time = outcome->time;
  int           i    = 0;

  if (t <= time[0]) return column[0];
  while (i + 1 < outcome->n_rows && time[i + 1] < t) i++;
  if (i + 1 == outcome->n_rows) return column[i];
  return column[i] + (column[i + 1] - column[i]) * (t - time[i]) / (time[i + 1] - time[i]);
}

double outcome_last(const Outcome *outcome, const double column[], double level)
{
  const double *time = outcome->time;
  int           i    = outcome->n_rows - 1;

  while (i > 0 && column[i - 1] < level) i--;
  if (i == 0 || column[i] >= level) return NAN;

  const double share = (column[i - 1] - level) / (column[i - 1] - column[i]);

  return time[i - 1] + share * (time[i] - time[i - 1]);
}
