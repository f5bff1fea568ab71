// How far a sweep of the smoother goes. Every rank sweeps its own part: side by side sweeps overshoot, the more
// the smaller the parts are, and a step past twice what is left would make the preconditioner indefinite.
#include "state.h"

static const double MOST = 1.8; // of what an undamped sweep may change: 2 would be too much

enum { ESTIMATES = 15 };

// The largest eigenvalue of the swept matrix, by a few steps of Lanczos on noise; 1 if it has none, as in a body
// that buckles, which the solver itself is to say.
static PetscErrorCode largest(Mat matrix, PC sweep, PetscReal *most)
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
  PetscCall(KSPSetTolerances(lanczos, 1e-12, PETSC_DEFAULT, PETSC_DEFAULT, ESTIMATES));
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

static PetscErrorCode find(PC multigrid, KSP *smoother, PetscBool *plain)
{
  PetscFunctionBeginUser;
  PetscCall(PetscObjectTypeCompare((PetscObject)multigrid, PCMG, plain));
  if (!*plain) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PCMGGetSmoother(multigrid, 1, smoother));
  PetscCall(PetscObjectTypeCompare((PetscObject)*smoother, KSPRICHARDSON, plain));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Alone, a rank does not overshoot: sweeps there and back change at most all that is left.
PetscErrorCode smoother_damp(Solver *solver, PC multigrid)
{
  PetscReal   most;
  PetscBool   plain, given;
  PetscMPIInt size;
  KSP         smoother;
  PC          sweep;

  PetscFunctionBeginUser;
  PetscCall(find(multigrid, &smoother, &plain));
  PetscCall(PetscOptionsHasName(NULL, "mechanics_mg_levels_", "-ksp_richardson_scale", &given));
  PetscCallMPI(MPI_Comm_size(PetscObjectComm((PetscObject)multigrid), &size));
  if (!plain || given || size == 1) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(KSPGetPC(smoother, &sweep));
  PetscCall(largest(solver->fine, sweep, &most));
  PetscCall(KSPRichardsonSetScale(smoother, most > MOST ? MOST / most : 1.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode smoother_lighten(PC multigrid, bool *changed)
{
  PetscBool plain;
  PetscInt  sweeps = 0;
  KSP       smoother;

  PetscFunctionBeginUser;
  PetscCall(find(multigrid, &smoother, &plain));
  if (plain) PetscCall(KSPGetTolerances(smoother, NULL, NULL, NULL, &sweeps));
  *changed = sweeps == SMOOTHER_SWEEPS;
  if (*changed)
    PetscCall(KSPSetTolerances(smoother, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, 1));
  PetscFunctionReturn(PETSC_SUCCESS);
}
