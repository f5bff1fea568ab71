// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the time series: blocked fractions, relief, plasma levels and mean concentrations, with their
// names.
#include "state.h"

#include "sij/base/units.h"

#include <math.h>
#include <stdio.h>

enum { COLUMN_NAME = 2 * CASE_NAME + 16 };

static PetscErrorCode add_column(Pharmacology *p, const char *format, const char *a, const char *b)
{
  char name[COLUMN_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, format, a, b);
  PetscCall(PetscStrallocpy(name, &p->column[p->n_columns++]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode row_create(Pharmacology *p)
{
  const int most = p->n_targets * (FIBRE_COUNT + p->agents.n) + 1 + p->agents.n;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(most, &p->column, most, &p->value));
  for (int i = 0; i < p->n_targets; i++)
    for (int f = 0; f < FIBRE_COUNT; f++)
      PetscCall(add_column(p, "%s.blocked_%s", p->sampling[i].target.name,
                           nerve_fibre_name((NerveFibre)f)));
  PetscCall(add_column(p, "relief%s%s", "", ""));
  for (int d = 0; d < p->agents.n; d++)
    PetscCall(add_column(p, "plasma.%s [mg/L]%s", p->agents.of[d]->name, ""));
  for (int i = 0; i < p->n_targets; i++)
    for (int d = 0; d < p->agents.n; d++)
      PetscCall(add_column(p, "%s.%s [mM]", p->sampling[i].target.name, p->agents.of[d]->name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode pharmacology_row(Pharmacology *p, int *n, const char *const **column,
                                const double **value)
{
  int k = 0;

  PetscFunctionBeginUser;
  for (int i = 0; i < p->n_targets; i++)
    for (int f = 0; f < FIBRE_COUNT; f++)
      p->value[k++] = p->sampling[i].extent > 0.0 ? p->effect[i].blocked[f].value : NAN;
  p->value[k++] = p->relief.n > 0 ? p->relieved.value : NAN;
  for (int d = 0; d < p->agents.n; d++)
    p->value[k++] = p->agents.of[d]->plasma_volume > 0.0 ? UNIT_PER_MG_L * p->plasma[d].value : NAN;
  for (int i = 0; i < p->n_targets; i++)
    for (int d = 0; d < p->agents.n; d++)
      p->value[k++] = p->sampling[i].extent > 0.0 ? p->effect[i].mean[d] : NAN;
  *n      = p->n_columns;
  *column = (const char *const *)p->column;
  *value  = p->value;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode row_destroy(Pharmacology *p)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < p->n_columns; i++) PetscCall(PetscFree(p->column[i]));
  PetscCall(PetscFree2(p->column, p->value));
  PetscFunctionReturn(PETSC_SUCCESS);
}
