// SPDX-License-Identifier: GPL-3.0-or-later
// Which quantities of a summary may have no value, and the refusal of any other that is no number.
#include "sij/base/finite.h"
#include "sij/report.h"

#include <stdio.h>
#include <string.h>

// What need not occur (docs/user/quantities.md): times of what never came, windows past the end of the run, and where an
// axis meets a plane that it is parallel to. The last word of a name that begins so.
static const char *const WORDS[] = {"onset", "time_of_", "at_30_min", "at_2_h", "axis_"};

static bool may_be_missing(const char *name)
{
  const char *dot = strrchr(name, '.'), *word = dot ? dot + 1 : name;

  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
    if (strncmp(word, WORDS[i], strlen(WORDS[i])) == 0) return true;
  return false;
}

PetscErrorCode report_check_summary(MPI_Comm comm, const char *folder, const Quantities *list,
                                    Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  for (int i = 0; i < list->count && rank == 0; i++) {
    const Quantity *row = &list->row[i];

    if (finite_all(1, &row->value) || (isnan(row->value) && may_be_missing(row->name))) continue;
    PetscCall(problems_add(problems, folder,
                           "%s is %g, which is no result: the run went wrong somewhere, so its "
                           "figures are not kept; please report the case",
                           row->name, row->value));
    break; // one tells enough: others follow from it
  }
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
