// SPDX-License-Identifier: GPL-3.0-or-later
// Injected drugs in the injection of kept.h: bounds, ledgers and cleared shares, on three kinds of meshes.
#include "kept.h"

#include <math.h>

// The second needle brings more of one drug and less of another into what the first has filled.
static const double CONTENT[2][KEPT_DRUGS] = {{1.0, 1.0, 0.2}, {0.1, 1.0, 1.0}};

// Blood clears one drug, the lining another; one dilates its vessels.
static void set_losses(BoxProblem *problem)
{
  TransportMaterial *material = problem->transport_material;
  TransportSolute   *solute   = problem->transport.solute;

  material[KEPT_RIGHT].perfusion  = 1e-3;
  material[KEPT_LEFT].perfusion   = 1e-2;
  material[KEPT_MIDDLE].perfusion = 2e-2;
  solute[0].clearance =
    (Clearance){.extraction = 1.0, .vasoactivity = 3.0, .vasoactivity_half = 0.3};
  solute[1].clearance = (Clearance){.extraction = 0.5, .permeability = 1e-6, .free_fraction = 0.5};
  solute[2].clearance = (Clearance){.extraction = 0.2};
}

static PetscErrorCode judge_drug(const Trial *trial, const char *mesh, int drug,
                                 const double range[2], Verdicts *found)
{
  const char *name = trial->problem.transport.solute[drug].name;
  double      dose = 0.0;
  Ledger      ledger;

  PetscFunctionBeginUser;
  for (int w = 0; w < 2; w++)
    dose += trial->problem.flow.needle[w].schedule.volume * CONTENT[w][drug];
  PetscCall(transport_ledger(trial->transport, drug, &ledger));
  PetscCall(verdicts_add(found, range[0], -1e-12, 1e-12, "1", "%s, %s: smallest", mesh, name));
  PetscCall(verdicts_add(found, range[1] - 1.0, -1.0, 1e-12, "1", "%s, %s: largest over injected",
                         mesh, name));
  PetscCall(verdicts_add(found, ledger.injected / dose - 1.0, -1e-12, 1e-12, "1",
                         "%s, %s: amount injected, relative error", mesh, name));
  PetscCall(verdicts_add(found, ledger.cleared / ledger.injected, 1e-4, 0.5, "1",
                         "%s, %s: cleared share", mesh, name));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode kept_front(MPI_Comm comm, const VerifyRequest *request, Verdicts *found)
{
  PetscFunctionBeginUser;
  for (int m = 0; m < (request->coarse ? 1 : KEPT_MESHES); m++) {
    const KeptMesh *mesh  = &KEPT_MESH[m];
    Trial           trial = {.problem = kept_problem(mesh, CONTENT)};
    double          range[KEPT_DRUGS][2];
    KeptDefect      defect;

    set_losses(&trial.problem);
    PetscCall(kept_create(comm, mesh, request->coarse ? 6 : 12, &trial));
    PetscCall(kept_inject(&trial, range));
    PetscCall(kept_defect(&trial, &defect));
    for (int d = 0; d < KEPT_DRUGS; d++)
      PetscCall(judge_drug(&trial, mesh->name, d, range[d], found));
    PetscCall(verdicts_add(found, defect.drugs, 0.0, 1e-10, "1", "%s: drug missing, worst of three",
                           mesh->name));
    PetscCall(verdicts_add(found, defect.water, 0.0, 1e-10, "1", "%s: water missing", mesh->name));
    PetscCall(trial_destroy(&trial));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
