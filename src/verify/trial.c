// SPDX-License-Identifier: GPL-3.0-or-later
#include "trial.h"

#include <math.h>
#include <string.h>

static const double NEVER = 1e12; // s

Case trial_case(void)
{
  Case input = {.name = "by_hand", .file = "by_hand.yaml"};

  for (int r = 0; r < REGION_COUNT; r++)
    input.tissue[r] = (Tissue){.pore                = {.kind  = PORE_MATRIX,
                                                       .phi_0 = 0.5,
                                                       .phi_1 = 0.5,
                                                       .p_dil = 1e4,
                                                       .n     = 2.0,
                                                       .beta  = 1e-8,
                                                       .ratio = 1.0},
                               .conductivity_along  = 1e-12,
                               .conductivity_across = 1e-12,
                               .diffusion_along     = 1.0,
                               .diffusion_across    = 1.0};
  input.surfaces = (Surfaces){.plane_aperture_rest    = 1e-9,
                              .plane_aperture_dilated = 1e-9,
                              .plane_pressure         = 1e4,
                              .plane_viscosity        = 1e-3};
  input.n_drugs  = 1;
  input.drug[0]  = (CaseDrug){.kind = DRUG_OTHER, .molar_mass = 0.3, .diffusivity = 1e-9};
  strcpy(input.drug[0].name, "tracer");
  for (int r = 0; r < REGION_COUNT; r++) input.drug[0].capacity[r] = 1.0;
  input.anatomy.capsule = 1e-3;
  input.numerics        = (Numerics){.time_tolerance   = 1e-3,
                                     .step_first       = 0.05,
                                     .step_max         = 1e4,
                                     .newton_tolerance = 1e-10,
                                     .linear_tolerance = 1e-12,
                                     .ledger_tolerance = 1e-8};
  input.timing.duration = 60.0;
  return input;
}

void trial_inject(Case *input, Vec3 tip, double start, double volume, double rate)
{
  Injection *injection = &input->injection[input->n_injections++];

  *injection = (Injection){.tip            = tip,
                           .direction      = {{0.0, 1.0, 0.0}},
                           .start          = start,
                           .volume         = volume,
                           .rate           = rate,
                           .pressure_limit = INFINITY,
                           .needle_bore    = 4e-4,
                           .needle_length  = 0.09,
                           .viscosity      = 7.5e-4,
                           .n_contents     = 1,
                           .content        = {{.drug = 0, .concentration = 1.0}}};
  strcpy(injection->name, "needle");
}

void trial_name_tracer(Case *input)
{
  trial_inject(input, vec3(0.0, 0.0, 0.0), NEVER, 1e-6, 1e-8);
}

// A needle that only names the tracer has to stand somewhere: inside, whatever the box.
static void place_idle_needles(const Box *box, Case *input)
{
  Vec3 inside;

  for (int d = 0; d < 3; d++)
    inside.x[d] = box->lo.x[d] + (0.43 + 0.03 * d) * (box->hi.x[d] - box->lo.x[d]);
  if (box->map) inside = box->map(inside);
  for (int w = 0; w < input->n_injections; w++)
    if (input->injection[w].start >= NEVER) input->injection[w].tip = inside;
}

PetscErrorCode trial_mesh(MPI_Comm comm, const CoarseMesh *coarse, Trial *trial, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(mesh_create(comm, coarse, trial->input.meshing.refine, &trial->mesh, problems));
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
  PetscCall(transport_create(trial->medium, &trial->problems->transport, &trial->transport));
  if (!given) PetscCall(PetscOptionsClearValue(NULL, accurate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_equations(Trial *trial, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(&trial->problems));
  PetscCall(model_problems(&trial->input, trial->problems, problems));
  if (problems->count == 0)
    PetscCall(medium_create(&trial->problems->porous, trial->graph, &trial->medium, problems));
  if (problems->count == 0)
    PetscCall(flow_create(trial->medium, &trial->problems->flow, &trial->flow, problems));
  if (problems->count == 0) PetscCall(create_transport(trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode trial_create(MPI_Comm comm, const Box *box, Trial *trial)
{
  CoarseMesh *coarse   = NULL;
  Problems    problems = {0};

  PetscFunctionBeginUser;
  place_idle_needles(box, &trial->input);
  PetscCall(box_build(comm, box, &coarse));
  PetscCall(trial_mesh(comm, coarse, trial, &problems));
  PetscCall(coarse_destroy(&coarse));
  if (problems.count == 0) PetscCall(trial_equations(trial, &problems));
  if (problems.count > 0) PetscCall(problems_print(comm, &problems));
  PetscCheck(problems.count == 0, comm, PETSC_ERR_USER_INPUT, "the trial's case cannot be had");
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
  PetscCall(PetscFree(trial->problems));
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

Vec3 trial_place(const Trial *trial, PetscInt i)
{
  return vec3(trial->mesh->x[i][0], trial->mesh->x[i][1], trial->mesh->x[i][2]);
}

PetscErrorCode trial_stored(const Trial *trial, double **stored)
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
