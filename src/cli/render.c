// SPDX-License-Identifier: GPL-3.0-or-later
// `sij render`: draws a run for papers.
#include "sij/render.h"

#include "verbs.h"

PetscErrorCode verb_render(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  const RenderRequest request = {.run    = arguments->operand[0],
                                 .folder = arguments->output,
                                 .at     = arguments_value(arguments, "--at"),
                                 .view   = arguments_value(arguments, "--view"),
                                 .only   = arguments_value(arguments, "--only")};
  bool                failed;

  PetscFunctionBeginUser;
  PetscCall(render_run(comm, &request, &failed, problems));
  if (failed) *status = STATUS_FAILED;
  PetscFunctionReturn(PETSC_SUCCESS);
}
