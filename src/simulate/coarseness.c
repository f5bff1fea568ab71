// SPDX-License-Identifier: GPL-3.0-or-later
// How coarse a generated mesh is against the default, so that a reader of the results can tell whether to believe them.
#include "state.h"

#include <math.h>

// After refinement, which halves.
static double find_coarseness(const Case *input, const Meshing *by_default)
{
  const Meshing *mesh  = &input->meshing;
  double         ratio = fmax(
            mesh->size_joint / by_default->size_joint,
            fmax(mesh->size_ligament / by_default->size_ligament, mesh->size_far / by_default->size_far));

  if (input->n_injections > 0) ratio = fmax(ratio, mesh->size_needle / by_default->size_needle);
  return ldexp(ratio, -mesh->refine);
}

static double find_fewest_layers(const Meshing *mesh)
{
  const int fewest =
    PetscMin(mesh->layers_cavity, PetscMin(mesh->layers_sacral, mesh->layers_iliac));

  return ldexp(fewest, mesh->refine);
}

PetscErrorCode coarseness_summary(MPI_Comm comm, const Case *input, Quantities *list)
{
  const CaseSource library    = {0};
  Problems         none       = {0};
  Case            *by_default = NULL;

  PetscFunctionBeginUser;
  if (input->anatomy.mesh_file[0]) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(case_load_source(comm, &library, &by_default, NULL, &none));
  PetscCheck(by_default, comm, PETSC_ERR_PLIB, "the built-in case is at fault");
  PetscCall(
    quantities_add(list, find_coarseness(input, &by_default->meshing), "1", "run.mesh_coarseness"));
  PetscCall(quantities_add(list, find_fewest_layers(&input->meshing), "1", "run.film_layers"));
  PetscCall(case_destroy(&by_default));
  PetscCall(problems_destroy(&none));
  PetscFunctionReturn(PETSC_SUCCESS);
}
