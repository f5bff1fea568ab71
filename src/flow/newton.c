// SPDX-License-Identifier: GPL-3.0-or-later
// Newton's method for the pressure: its solvers and their defaults, the line search, and the rule by which a
// preconditioner is kept. Every rank decides by the same global figures, none by time.
#include "constants.h"
#include "state.h"

#include <math.h>

// The settings of BoomerAMG apply only where the user has chosen no other preconditioner.
static PetscErrorCode set_linear_defaults(void)
{
  PetscBool theirs;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsHasName(NULL, NULL, "-flow_pc_type", &theirs));
  PetscCall(fem_option_default("-flow_ksp_type", "gmres"));
  // From the right, so that the linear solver reduces the residual that Newton judges.
  PetscCall(fem_option_default("-flow_ksp_pc_side", "right"));
  PetscCall(fem_option_default("-flow_ksp_rtol", FLOW_LINEAR_RTOL));
  PetscCall(fem_option_default("-flow_ksp_max_it", FLOW_LINEAR_ITERATIONS));
  if (theirs) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(fem_option_default("-flow_pc_type", "hypre"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_coarsen_type", "HMIS"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_interp_type", "ext+i"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_P_max", FLOW_AMG_P_MAX));
  PetscCall(
    fem_option_default("-flow_pc_hypre_boomeramg_strong_threshold", FLOW_AMG_STRONG_THRESHOLD));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// -2: set up for the next tangent, and kept from then on.
PetscErrorCode newton_renew_preconditioner(FlowSolver *solver)
{
  PetscFunctionBeginUser;
  solver->preconditioner.fresh = true;
  PetscCall(SNESSetLagPreconditioner(solver->snes, -2));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Set up for the same tangent as before a restart: then the same iterations follow.
PetscErrorCode newton_restore_preconditioner(Flow *flow)
{
  FlowSolver  *solver = &flow->solver;
  const double dt     = flow->step.dt;
  KSP          ksp;

  PetscFunctionBeginUser;
  if (solver->preconditioner.fresh) {
    PetscCall(newton_renew_preconditioner(solver));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(PetscArraycpy(flow->state.p, solver->preconditioner.pressure,
                          flow->medium->graph->mesh->n_owned));
  PetscCall(graph_exchange(flow->medium->graph, solver->carrier, flow->state.p));
  flow->step.dt = solver->preconditioner.dt;
  PetscCall(balance_matrix(flow, solver->tangent));
  flow->step.dt = dt;
  PetscCall(SNESGetKSP(solver->snes, &ksp));
  PetscCall(KSPSetOperators(ksp, solver->tangent, solver->tangent));
  PetscCall(KSPSetReusePreconditioner(ksp, PETSC_FALSE));
  PetscCall(KSPSetUp(ksp));
  PetscCall(SNESSetLagPreconditioner(solver->snes, -1));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_tangent(SNES snes, Vec x, Mat tangent, Mat preconditioner, void *context)
{
  Flow               *flow = context;
  FlowPreconditioner *kept = &flow->solver.preconditioner;

  PetscFunctionBeginUser;
  (void)snes;
  (void)tangent;
  PetscCall(balance_set_pressure(flow, x));
  PetscCall(balance_matrix(flow, preconditioner));
  if (!kept->fresh) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscArraycpy(kept->pressure, flow->state.p, flow->medium->graph->mesh->n_owned));
  kept->dt = flow->step.dt;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A preconditioner is kept until the iterations that its age has cost have taken as long as a set-up: then at most twice
// the least possible time is spent, however fast it ages. Without age a solve would reduce the residual as fast as
// the first one did.
static PetscErrorCode judge_preconditioner(FlowSolver *solver, double before)
{
  FlowPreconditioner *kept = &solver->preconditioner;
  PetscReal           after;
  PetscInt            iterations;
  KSP                 ksp;

  PetscFunctionBeginUser;
  PetscCall(SNESGetKSP(solver->snes, &ksp));
  PetscCall(KSPGetIterationNumber(ksp, &iterations));
  PetscCall(KSPGetResidualNorm(ksp, &after));
  if (iterations == 0 || !(after < before)) PetscFunctionReturn(PETSC_SUCCESS);
  if (kept->fresh) {
    kept->reduction = log(before / after) / iterations;
    kept->excess    = 0.0;
    kept->fresh     = false;
  }
  kept->excess += PetscMax(0.0, iterations - log(before / after) / kept->reduction);
  if (kept->excess >= FLOW_SETUP_ITERATIONS) PetscCall(newton_renew_preconditioner(solver));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_step(SNESLineSearch search, Vec x, Vec step, PetscBool *changed,
                                 void *context)
{
  Flow     *flow = context;
  PetscReal before;

  PetscFunctionBeginUser;
  PetscCall(SNESLineSearchGetNorms(search, NULL, &before, NULL));
  PetscCall(judge_preconditioner(&flow->solver, before));
  PetscCall(balance_limit_step(flow, x, step));
  *changed = PETSC_TRUE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode take_full_step(SNESLineSearch search, Vec trial, Vec trial_residual)
{
  Vec x, residual;

  PetscFunctionBeginUser;
  PetscCall(SNESLineSearchGetVecs(search, &x, &residual, NULL, NULL, NULL));
  PetscCall(VecCopy(trial, x));
  PetscCall(VecCopy(trial_residual, residual));
  PetscCall(SNESLineSearchComputeNorms(search));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// PETSc's `l2` looks for the least residual along the step.
static PetscErrorCode search_least_residual(SNESLineSearch search, SNESLineSearch least)
{
  SNESLineSearchReason reason;
  PetscReal            size[3];
  Vec                  x, residual, step;

  PetscFunctionBeginUser;
  PetscCall(SNESLineSearchGetVecs(search, &x, &residual, &step, NULL, NULL));
  PetscCall(SNESLineSearchApply(least, x, residual, NULL, step));
  PetscCall(SNESLineSearchGetNorms(least, &size[0], &size[1], &size[2]));
  PetscCall(SNESLineSearchSetNorms(search, size[0], size[1], size[2]));
  PetscCall(SNESLineSearchGetReason(least, &reason));
  PetscCall(SNESLineSearchSetReason(search, reason));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A full step that reduces the residual enough costs one residual; full steps can cycle where tissue is about to
// dilate, and are searched along.
static PetscErrorCode search_line(SNESLineSearch search, void *context)
{
  Flow     *flow = context;
  PetscReal before, after;
  PetscBool changed;
  Vec       x, step, trial, trial_residual;

  PetscFunctionBeginUser;
  PetscCall(SNESLineSearchGetVecs(search, &x, NULL, &step, &trial, &trial_residual));
  PetscCall(SNESLineSearchGetNorms(search, NULL, &before, NULL));
  PetscCall(SNESLineSearchPreCheck(search, x, step, &changed));
  PetscCall(VecWAXPY(trial, -1.0, step, x));
  PetscCall(SNESComputeFunction(flow->solver.snes, trial, trial_residual));
  PetscCall(VecNorm(trial_residual, NORM_2, &after));
  if (after <= FLOW_FULL_STEP * before) PetscCall(take_full_step(search, trial, trial_residual));
  else PetscCall(search_least_residual(search, flow->solver.least));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_searches(Flow *flow)
{
  const MPI_Comm comm = flow->medium->graph->mesh->comm;
  SNESLineSearch search;

  PetscFunctionBeginUser;
  PetscCall(SNESGetLineSearch(flow->solver.snes, &search));
  PetscCall(SNESLineSearchSetType(search, SNESLINESEARCHSHELL));
  PetscCall(SNESLineSearchShellSetUserFunc(search, search_line, flow));
  PetscCall(SNESLineSearchSetPreCheck(search, check_step, flow));
  PetscCall(SNESLineSearchCreate(comm, &flow->solver.least));
  PetscCall(SNESLineSearchSetSNES(flow->solver.least, flow->solver.snes));
  PetscCall(SNESLineSearchSetFunction(flow->solver.least, SNESComputeFunction));
  PetscCall(SNESLineSearchSetType(flow->solver.least, SNESLINESEARCHL2));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode newton_create(Flow *flow)
{
  const Graph *graph  = flow->medium->graph;
  FlowSolver  *solver = &flow->solver;

  PetscFunctionBeginUser;
  PetscCall(mesh_vector(graph->mesh, &solver->x));
  PetscCall(mesh_vector(graph->mesh, &solver->carrier));
  PetscCall(VecDuplicate(solver->x, &solver->residual));
  PetscCall(graph_matrix(graph, &solver->tangent));
  PetscCall(PetscCalloc1(graph->mesh->n_owned, &solver->preconditioner.pressure));
  PetscCall(set_linear_defaults());
  PetscCall(SNESCreate(graph->mesh->comm, &solver->snes));
  PetscCall(SNESSetOptionsPrefix(solver->snes, "flow_"));
  PetscCall(SNESSetFunction(solver->snes, solver->residual, balance_residual, flow));
  PetscCall(SNESSetJacobian(solver->snes, solver->tangent, solver->tangent, find_tangent, flow));
  PetscCall(create_searches(flow));
  PetscCall(newton_renew_preconditioner(solver));
  PetscCall(SNESSetDivergenceTolerance(solver->snes, -1.0));
  PetscCall(SNESSetTolerances(solver->snes, PETSC_DEFAULT, 0.0, FLOW_NEWTON_STOL,
                              FLOW_NEWTON_ITERATIONS, FLOW_NEWTON_RESIDUALS));
  PetscCall(SNESSetFromOptions(solver->snes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode newton_destroy(FlowSolver *solver)
{
  PetscFunctionBeginUser;
  PetscCall(VecDestroy(&solver->x));
  PetscCall(VecDestroy(&solver->carrier));
  PetscCall(VecDestroy(&solver->residual));
  PetscCall(MatDestroy(&solver->tangent));
  PetscCall(PetscFree(solver->preconditioner.pressure));
  PetscCall(SNESLineSearchDestroy(&solver->least));
  PetscCall(SNESDestroy(&solver->snes));
  PetscFunctionReturn(PETSC_SUCCESS);
}
