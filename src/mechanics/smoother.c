// SPDX-License-Identifier: GPL-3.0-or-later
// The smoother of the P2 level: Chebyshev iteration preconditioned by symmetric SOR sweeps. It needs the largest
// eigenvalue of the preconditioned operator. On one rank that is at most 1. Several ranks sweep their own parts
// (block Jacobi between ranks), and it exceeds 1, the more the smaller the parts are. It is estimated whenever the P1
// solver is rebuilt and kept as long as that is kept: the borders of ranks determine it, more than the tangent.
#include "constants.h"
#include "state.h"

#include <math.h>

// A few Lanczos steps on a random vector; 1 if they fail, as for a body that buckles: the solver reports that.
static PetscErrorCode estimate_largest_eigenvalue(Mat matrix, PC sweep, PetscReal *most)
{
  KSPConvergedReason reason;
  PetscReal          least;
  Vec                noise, nothing;
  KSP                lanczos;

  PetscFunctionBeginUser;
  PetscCall(MatCreateVecs(matrix, &nothing, &noise));
  PetscCall(VecSetRandom(noise, NULL));
  PetscCall(KSPCreate(PetscObjectComm((PetscObject)matrix), &lanczos));
  PetscCall(KSPSetType(lanczos, KSPCG));
  PetscCall(KSPSetOperators(lanczos, matrix, matrix));
  PetscCall(KSPSetPC(lanczos, sweep));
  PetscCall(KSPSetComputeSingularValues(lanczos, PETSC_TRUE));
  PetscCall(KSPSetTolerances(lanczos, SMOOTHER_LANCZOS_RTOL, PETSC_DEFAULT, PETSC_DEFAULT,
                             SMOOTHER_LANCZOS));
  PetscCall(KSPSolve(lanczos, noise, nothing));
  PetscCall(KSPGetConvergedReason(lanczos, &reason));
  *most = 1.0;
  if (reason > 0 || reason == KSP_DIVERGED_ITS)
    PetscCall(KSPComputeExtremeSingularValues(lanczos, most, &least));
  PetscCall(KSPDestroy(&lanczos));
  PetscCall(VecDestroy(&noise));
  PetscCall(VecDestroy(&nothing));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_eigenvalue_bounds(KSP smoother, double most)
{
  PetscFunctionBeginUser;
  PetscCall(KSPChebyshevSetEigenvalues(smoother, SMOOTHER_UPPER * most, SMOOTHER_LOWER * most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode smoother_create(Solver *solver, PC multigrid)
{
  KSP smoother;

  PetscFunctionBeginUser;
  solver->largest_eigenvalue = 1.0;
  PetscCall(PCMGGetSmoother(multigrid, 1, &smoother));
  PetscCall(KSPSetType(smoother, KSPCHEBYSHEV));
  PetscCall(
    KSPSetTolerances(smoother, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, SMOOTHER_STEPS));
  PetscCall(set_eigenvalue_bounds(smoother, solver->largest_eigenvalue));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode smoother_add_step(PC multigrid)
{
  KSP smoother;

  PetscFunctionBeginUser;
  PetscCall(PCMGGetSmoother(multigrid, 1, &smoother));
  PetscCall(
    KSPSetTolerances(smoother, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, SMOOTHER_MORE_STEPS));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The Chebyshev smoother, unless an option has replaced it.
static PetscErrorCode find_chebyshev(PC multigrid, KSP *smoother, PetscBool *ours)
{
  PetscFunctionBeginUser;
  PetscCall(PetscObjectTypeCompare((PetscObject)multigrid, PCMG, ours));
  if (!*ours) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PCMGGetSmoother(multigrid, 1, smoother));
  PetscCall(PetscObjectTypeCompare((PetscObject)*smoother, KSPCHEBYSHEV, ours));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode smoother_estimate_eigenvalue(Solver *solver, PC multigrid)
{
  PetscBool   ours, given;
  PetscMPIInt size;
  KSP         smoother;
  PC          sweep;

  PetscFunctionBeginUser;
  PetscCall(find_chebyshev(multigrid, &smoother, &ours));
  PetscCall(
    PetscOptionsHasName(NULL, "mechanics_mg_levels_", "-ksp_chebyshev_eigenvalues", &given));
  PetscCallMPI(MPI_Comm_size(PetscObjectComm((PetscObject)multigrid), &size));
  if (!ours || given || size == 1) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(KSPGetPC(smoother, &sweep));
  PetscCall(estimate_largest_eigenvalue(solver->p2, sweep, &solver->largest_eigenvalue));
  PetscCall(set_eigenvalue_bounds(smoother, solver->largest_eigenvalue));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode smoother_reduce(const Solver *solver, PC multigrid, bool *changed)
{
  PetscBool ours;
  PetscInt  steps = 0;
  KSP       smoother;

  PetscFunctionBeginUser;
  PetscCall(find_chebyshev(multigrid, &smoother, &ours));
  if (ours) PetscCall(KSPGetTolerances(smoother, NULL, NULL, NULL, &steps));
  *changed = steps == SMOOTHER_STEPS;
  if (!*changed) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(KSPSetType(smoother, KSPRICHARDSON));
  PetscCall(KSPSetTolerances(smoother, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, 1));
  PetscCall(
    KSPRichardsonSetScale(smoother, fmin(1.0, SMOOTHER_SWEEP / solver->largest_eigenvalue)));
  PetscFunctionReturn(PETSC_SUCCESS);
}
