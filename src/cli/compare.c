// SPDX-License-Identifier: GPL-3.0-or-later
// `sij compare`: prints the answer of runs, and their results side by side.
#include "verbs.h"

#include "sij/report.h"

PetscErrorCode verb_compare(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                            int *status)
{
  PetscFunctionBeginUser;
  (void)status;
  PetscCall(report_compare(comm, arguments->n_operands, arguments->operand,
                           arguments_flag(arguments, "--all"), problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
