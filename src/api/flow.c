// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of flow: turns the caller's materials, surfaces and needles into a porous medium and its flow.
#include "handles.h"

struct SijFlow {
  const Mesh     *mesh; // borrowed
  int             n_regions;
  PorousMaterial *material; // owned [n_regions], as the next two; the problems borrow them
  double         *uptake;
  bool           *drained; // owned [surfaces]
  PorousProblem   porous;
  FlowProblem     problem;
  Graph          *graph;
  Medium         *medium;
  Flow           *flow;
  double          time; // s
  double          dt;   // of the step last tried
};

// What is never asked for, but tabulated with the rest: the law of an interface where there is none.
static const PorousInterface NO_INTERFACE = {
  .pore = {.kind = PORE_MATRIX, .phi_0 = 1.0, .phi_1 = 1.0, .p_dil = 1.0, .n = 1.0, .ratio = 1.0}};

static PorousMaterial translate_material(const SijFlowMaterial *material)
{
  const Vec3 fibre = vec3(material->fibre[0], material->fibre[1], material->fibre[2]);
  const bool plain = vec3_norm(fibre) == 0.0;

  return (PorousMaterial){
    .pore         = pore_translate(&material->pore),
    .conductivity = {.along  = plain ? material->conductivity_across : material->conductivity_along,
                     .across = material->conductivity_across,
                     .fibre  = vec3_unit(fibre)}};
}

static PetscErrorCode add_fault(const char *what, const char *name, const char *fault,
                                Problems *problems)
{
  PetscFunctionBeginUser;
  if (fault) PetscCall(problems_add(problems, "", "flow: %s %s: %s", what, name, fault));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_materials(const Mesh *mesh, const SijFlowProblem *problem,
                                      Problems *problems)
{
  PetscFunctionBeginUser;
  if (mesh->tags->n_regions >= MEDIUM_LAWS)
    PetscCall(problems_add(problems, "", "flow: %d regions, at most %d can be told apart",
                           mesh->tags->n_regions, MEDIUM_LAWS - 1));
  for (int r = 0; r < mesh->tags->n_regions; r++) {
    const SijFlowMaterial *material = &problem->material[r];
    const PorousMaterial   medium   = translate_material(material);
    const char            *name     = mesh_region_name(mesh, r);

    PetscCall(add_fault("material of", name, pore_fault(&medium.pore), problems));
    PetscCall(add_fault("conductivity of", name, transverse_fault(&medium.conductivity), problems));
    if (!(material->uptake >= 0.0))
      PetscCall(add_fault("uptake of", name, "it must not be negative", problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const char *find_needle_fault(const SijInjection *injection)
{
  const Needle needle = {.bore = injection->bore, .length = injection->length};

  if (!(injection->rate > 0.0)) return "its rate must be positive";
  if (!(injection->volume >= 0.0)) return "its volume must not be negative";
  if (!(injection->viscosity > 0.0)) return "the viscosity of the injectate must be positive";
  return needle_fault(&needle);
}

static PetscErrorCode check_needles(const SijFlowProblem *problem, Problems *problems)
{
  PetscFunctionBeginUser;
  if (problem->n_needles > FLOW_NEEDLES)
    PetscCall(problems_add(problems, "", "flow: %d needles, at most %d are possible",
                           problem->n_needles, FLOW_NEEDLES));
  for (int w = 0; w < problem->n_needles; w++)
    PetscCall(add_fault("needle", problem->needle[w].name, find_needle_fault(&problem->needle[w]),
                        problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static FlowNeedle translate_needle(const SijInjection *injection)
{
  const double *tip = injection->tip, limit = injection->pressure_limit;

  return (FlowNeedle){
    .name     = injection->name,
    .tip      = vec3(tip[0], tip[1], tip[2]),
    .needle   = {.bore = injection->bore, .length = injection->length},
    .schedule = {.start = injection->start, .volume = injection->volume, .rate = injection->rate},
    .pressure_limit = limit > 0.0 ? limit : INFINITY,
    .viscosity      = injection->viscosity};
}

static PetscErrorCode fill_materials(const SijFlowProblem *problem, SijFlow *made)
{
  const int n_surfaces = made->mesh->tags->n_surfaces;

  PetscFunctionBeginUser;
  made->n_regions = made->mesh->tags->n_regions;
  PetscCall(PetscMalloc1(made->n_regions, &made->material));
  PetscCall(PetscMalloc1(made->n_regions, &made->uptake));
  PetscCall(PetscCalloc1(n_surfaces, &made->drained));
  for (int r = 0; r < made->n_regions; r++) {
    made->material[r] = translate_material(&problem->material[r]);
    made->uptake[r]   = problem->material[r].uptake;
  }
  for (int s = 0; s < n_surfaces && problem->drained; s++) made->drained[s] = problem->drained[s];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void fill_problems(const SijFlowProblem *problem, SijFlow *made)
{
  const double tolerance = problem->newton_tolerance;

  made->porous  = (PorousProblem){.source      = "",
                                  .n_materials = made->n_regions,
                                  .material    = made->material,
                                  .interface   = NO_INTERFACE,
                                  .barrier     = MESH_NONE};
  made->problem = (FlowProblem){.source           = "",
                                .uptake           = made->uptake,
                                .drained          = made->drained,
                                .lining           = {.side = {MESH_NONE, MESH_NONE}},
                                .cavity           = {.region = MESH_NONE},
                                .n_needles        = problem->n_needles,
                                .newton_tolerance = tolerance > 0.0 ? tolerance : 1e-8};
  for (int w = 0; w < problem->n_needles; w++)
    made->problem.needle[w] = translate_needle(&problem->needle[w]);
}

static PetscErrorCode create_solver(const SijFlowProblem *problem, SijFlow *made,
                                    Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(fill_materials(problem, made));
  fill_problems(problem, made);
  PetscCall(graph_create(made->mesh, &made->graph));
  PetscCall(medium_create(&made->porous, made->graph, &made->medium, problems));
  PetscCall(flow_create(made->medium, &made->problem, &made->flow, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_flow_create(const SijMesh *mesh, const SijFlowProblem *problem, SijFlow **flow,
                               SijProblems *problems)
{
  Problems found = {0};

  PetscFunctionBeginUser;
  *flow = NULL;
  PetscCall(check_materials(mesh->mesh, problem, &found));
  PetscCall(check_needles(problem, &found));
  if (found.count == 0) {
    PetscCall(PetscNew(flow));
    (*flow)->mesh = mesh->mesh;
    PetscCall(create_solver(problem, *flow, &found));
  }
  if (found.count > 0) PetscCall(sij_flow_destroy(flow));
  PetscCall(problems_hand_over(&found, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_flow_destroy(SijFlow **flow)
{
  SijFlow *old = *flow;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(flow_destroy(&old->flow));
  PetscCall(medium_destroy(&old->medium));
  PetscCall(graph_destroy(&old->graph));
  PetscCall(PetscFree(old->material));
  PetscCall(PetscFree(old->uptake));
  PetscCall(PetscFree(old->drained));
  PetscCall(PetscFree(*flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double cell_source(const Mesh *mesh, PetscInt cell, SijScalarField *source,
                          const void *context)
{
  double centroid[3] = {0.0};

  for (int k = 0; k < 12; k++) centroid[k % 3] += 0.25 * mesh->x[mesh->cell[cell][k / 3]][k % 3];
  return source(centroid, context);
}

PetscErrorCode sij_flow_set_source(SijFlow *flow, SijScalarField *source, const void *context)
{
  const Mesh *mesh = flow->mesh;
  double     *rate;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &rate));
  for (PetscInt e = 0; source && e < mesh->n_cells; e++) {
    const double share = 0.25 * mesh->volume[e] * cell_source(mesh, e, source, context);

    for (int a = 0; a < 4; a++)
      if (mesh->cell[e][a] < mesh->n_owned) rate[mesh->cell[e][a]] += share;
  }
  PetscCall(flow_set_source(flow->flow, rate));
  PetscCall(PetscFree(rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_flow_try(SijFlow *flow, double dt, SijFlowOutcome *outcome)
{
  FlowOutcome found;

  PetscFunctionBeginUser;
  PetscCall(flow_try(flow->flow, flow->time, dt, &found));
  flow->dt = dt;
  *outcome = (SijFlowOutcome){.converged  = found.converged,
                              .reason     = found.converged ? "" : found.reason,
                              .iterations = found.iterations,
                              .error      = found.error};
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_flow_accept(SijFlow *flow)
{
  PetscFunctionBeginUser;
  PetscCall(flow_accept(flow->flow));
  flow->time += flow->dt;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_flow_advance(SijFlow *flow, double dt, SijFlowOutcome *outcome)
{
  PetscFunctionBeginUser;
  PetscCall(sij_flow_try(flow, dt, outcome));
  if (outcome->converged) PetscCall(sij_flow_accept(flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

double sij_flow_time(const SijFlow *flow)
{
  return flow->time;
}

const double *sij_flow_pressure(const SijFlow *flow)
{
  return flow_pressure(flow->flow);
}

PetscErrorCode sij_flow_velocity(const SijFlow *flow, double velocity[][3])
{
  PetscFunctionBeginUser;
  PetscCall(flow_velocity(flow->flow, velocity));
  PetscFunctionReturn(PETSC_SUCCESS);
}
