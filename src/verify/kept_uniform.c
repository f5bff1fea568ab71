// SPDX-License-Identifier: GPL-3.0-or-later
// A uniform concentration in the injection of kept.h must stay uniform, and nothing may be lost.
#include "kept.h"

#include <math.h>

static PetscErrorCode judge_mesh(const char *mesh, double departure, const KeptDefect *defect,
                                 Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, departure, 0.0, 1e-10, "1", "%s: largest departure from 1", mesh));
  PetscCall(
    verdicts_add(found, defect->drugs, 0.0, 1e-10, "1", "%s: drug missing, worst of three", mesh));
  PetscCall(verdicts_add(found, defect->water, 0.0, 1e-10, "1", "%s: water missing", mesh));
  PetscCall(
    verdicts_add(found, defect->leak, 0.005, INFINITY, "mL", "%s: gone through the defect", mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode kept_uniform(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  static const double ONE[2][KEPT_DRUGS] = {{1.0, 1.0, 1.0}, {1.0, 1.0, 1.0}};

  PetscFunctionBeginUser;
  for (int m = 0; m < (request->coarse ? 1 : KEPT_MESHES); m++) {
    const KeptMesh *mesh  = &KEPT_MESH[m];
    Trial           trial = {.problem = kept_problem(mesh, ONE)};
    double          range[KEPT_DRUGS][2], departure = 0.0;
    KeptDefect      defect;

    PetscCall(kept_create(comm, mesh, request->coarse ? 6 : 12, &trial));
    PetscCall(trial_fill(&trial, 1.0));
    PetscCall(kept_inject(&trial, range));
    for (int d = 0; d < KEPT_DRUGS; d++)
      departure = fmax(departure, fmax(fabs(range[d][0] - 1.0), fabs(range[d][1] - 1.0)));
    PetscCall(kept_defect(&trial, &defect));
    PetscCall(judge_mesh(mesh->name, departure, &defect, found));
    PetscCall(trial_destroy(&trial));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
