// SPDX-License-Identifier: GPL-3.0-or-later
// Flow and transport on a small mesh: creates the solvers of a problem, steps them, and measures norms over all
// ranks. Checks of flow and transport and of coupled tissue stand on it.
#include "trial.h"

#include <math.h>

PetscErrorCode trial_mesh(MPI_Comm comm, const CoarseMesh *coarse, int refine, Trial *trial,
                          Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(mesh_create(comm, coarse, refine, &trial->mesh, problems));
  if (problems->count == 0) PetscCall(graph_create(trial->mesh, &trial->graph));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What solvers leave over depends on the number of ranks, and figures of errors are small differences.
static PetscErrorCode create_transport(Trial *trial)
{
  const char *accurate = "-transport_ksp_rtol";
  PetscBool   given;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsHasName(NULL, NULL, accurate, &given));
  if (!given) PetscCall(PetscOptionsSetValue(NULL, accurate, "1e-12"));
  PetscCall(transport_create(trial->medium, trial->transport_problem, &trial->transport));
  if (!given) PetscCall(PetscOptionsClearValue(NULL, accurate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_equations(Trial *trial, const PorousProblem *porous, const FlowProblem *flow,
                               const TransportProblem *transport, Problems *problems)
{
  PetscFunctionBeginUser;
  trial->transport_problem = transport;
  PetscCall(medium_create(porous, trial->graph, &trial->medium, problems));
  if (problems->count == 0) PetscCall(flow_create(trial->medium, flow, &trial->flow, problems));
  if (problems->count == 0) PetscCall(create_transport(trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_create(MPI_Comm comm, const Box *box, Trial *trial)
{
  const BoxProblem *given    = &trial->problem;
  CoarseMesh       *coarse   = NULL;
  Problems          problems = {0};

  PetscFunctionBeginUser;
  box_problem_bind(&trial->problem);
  PetscCall(box_build(comm, box, &coarse));
  PetscCall(trial_mesh(comm, coarse, 0, trial, &problems));
  PetscCall(coarse_destroy(&coarse));
  if (problems.count == 0)
    PetscCall(trial_equations(trial, &given->porous, &given->flow, &given->transport, &problems));
  if (problems.count > 0) PetscCall(problems_print(comm, &problems));
  PetscCheck(problems.count == 0, comm, PETSC_ERR_USER_INPUT, "the trial's problem cannot be had");
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_create_cube(MPI_Comm comm, int n, double half, double jitter,
                                 BoxRegion *region_at, Trial *trial)
{
  const Box box = {.n         = {n, n, n},
                   .lo        = vec3(-half, -half, -half),
                   .hi        = vec3(half, half, half),
                   .jitter    = jitter,
                   .region_at = region_at};

  PetscFunctionBeginUser;
  PetscCall(trial_create(comm, &box, trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_clear(Trial *trial)
{
  PetscFunctionBeginUser;
  PetscCall(transport_destroy(&trial->transport));
  PetscCall(flow_destroy(&trial->flow));
  PetscCall(medium_destroy(&trial->medium));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_destroy(Trial *trial)
{
  PetscFunctionBeginUser;
  PetscCall(trial_clear(trial));
  PetscCall(graph_destroy(&trial->graph));
  PetscCall(mesh_destroy(&trial->mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_flow(Trial *trial, double t, double dt)
{
  FlowOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(flow_try(trial->flow, t, dt, &outcome));
  PetscCheck(outcome.converged, trial->mesh->comm, PETSC_ERR_NOT_CONVERGED, "flow at %g s: %s", t,
             outcome.reason);
  PetscCall(flow_accept(trial->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_step(Trial *trial, double t, double dt)
{
  FlowOutcome      flow;
  TransportOutcome transport;

  PetscFunctionBeginUser;
  PetscCall(flow_try(trial->flow, t, dt, &flow));
  PetscCheck(flow.converged, trial->mesh->comm, PETSC_ERR_NOT_CONVERGED, "flow at %g s: %s", t,
             flow.reason);
  PetscCall(transport_try(trial->transport, flow_water(trial->flow), &transport));
  PetscCheck(transport.converged, trial->mesh->comm, PETSC_ERR_NOT_CONVERGED,
             "transport at %g s: %s", t, transport.reason);
  PetscCall(transport_accept(trial->transport));
  PetscCall(flow_accept(trial->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

Vec3 trial_position(const Trial *trial, PetscInt i)
{
  return vec3(trial->mesh->x[i][0], trial->mesh->x[i][1], trial->mesh->x[i][2]);
}

PetscErrorCode trial_storage(const Trial *trial, double **stored)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(trial->mesh->n_owned, stored));
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++)
    (*stored)[i] = medium_storage(trial->medium, i, 0.0).value;
  PetscFunctionReturn(PETSC_SUCCESS);
}

double trial_sum(const Trial *trial, double own)
{
  double all = 0.0;

  (void)MPI_Allreduce(&own, &all, 1, MPI_DOUBLE, MPI_SUM, trial->mesh->comm);
  return all;
}

double trial_max(const Trial *trial, double own)
{
  double all = 0.0;

  (void)MPI_Allreduce(&own, &all, 1, MPI_DOUBLE, MPI_MAX, trial->mesh->comm);
  return all;
}

double trial_distance(const Trial *trial, const double a[], const double b[])
{
  double own = 0.0;

  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) own += 0.5 * fabs(a[i] - b[i]);
  return trial_sum(trial, own);
}

PetscErrorCode trial_l2(const Trial *trial, const double value[], const double exact[], double *l2)
{
  double square = 0.0, volume = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < trial->mesh->n_owned; i++) {
    const double own = medium_storage(trial->medium, i, 0.0).value;

    square += own * pow(value[i] - exact[i], 2);
    volume += own;
  }
  *l2 = sqrt(trial_sum(trial, square) / trial_sum(trial, volume));
  PetscFunctionReturn(PETSC_SUCCESS);
}
