// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of results: the named numbers of a summary, read from disk or kept from a run, and compared.
#include "handles.h"

#include <math.h>

PetscErrorCode sij_results_read(MPI_Comm comm, const char *folder, SijResults **results,
                                SijProblems *problems)
{
  Problems    found = {0};
  SijResults *read;

  PetscFunctionBeginUser;
  *results = NULL;
  PetscCall(PetscNew(&read));
  PetscCall(report_read_summary(comm, folder, read->name, &read->list, &found));
  if (found.count == 0) *results = read;
  else PetscCall(sij_results_destroy(&read));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_results_destroy(SijResults **results)
{
  PetscFunctionBeginUser;
  if (!*results) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(quantities_destroy(&(*results)->list));
  PetscCall(PetscFree(*results));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const char *sij_results_name(const SijResults *results)
{
  return results->name;
}

int sij_results_count(const SijResults *results)
{
  return results->list.count;
}

static SijQuantity public_quantity(const Quantity *row)
{
  return (SijQuantity){
    .name = row->name, .unit = row->unit, .value = row->value, .error = row->error};
}

bool sij_results_get(const SijResults *results, int i, SijQuantity *quantity)
{
  if (i < 0 || i >= results->list.count) return false;
  *quantity = public_quantity(&results->list.row[i]);
  return true;
}

bool sij_results_find(const SijResults *results, const char *name, SijQuantity *quantity)
{
  const Quantity *row = quantities_find(&results->list, name);

  if (!row) return false;
  *quantity = public_quantity(row);
  return true;
}

static double relative_difference(double a, double b)
{
  if (!isfinite(a) || !isfinite(b)) return isfinite(a) == isfinite(b) ? 0.0 : 1.0;
  return a == b ? 0.0 : fabs(a - b) / fmax(fabs(a), fabs(b));
}

double sij_results_difference(const SijResults *a, const SijResults *b, const char **name)
{
  double largest = 0.0;

  if (name) *name = NULL;
  for (int i = 0; i < a->list.count; i++) {
    const Quantity *row   = &a->list.row[i];
    const Quantity *other = quantities_find(&b->list, row->name);
    const double    apart = other ? relative_difference(row->value, other->value) : 0.0;

    if (apart <= largest) continue;
    largest = apart;
    if (name) *name = row->name;
  }
  return largest;
}

PetscErrorCode sij_results_compare(MPI_Comm comm, int n, const char *const folder[],
                                   SijProblems *problems)
{
  Problems found = {0};

  PetscFunctionBeginUser;
  PetscCall(report_compare(comm, n, folder, true, &found));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
