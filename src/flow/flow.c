// SPDX-License-Identifier: GPL-3.0-or-later
#include "state.h"

#include <stdio.h>
#include <string.h>

static PetscErrorCode allocate(Flow *flow)
{
  const Graph   *graph = flow->medium->graph;
  const PetscInt owned = graph->mesh->n_owned, local = graph->mesh->n_local;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc3(local, &flow->inside, local, &flow->p_old, local, &flow->p));
  PetscCall(PetscCalloc6(owned, &flow->uptake, owned, &flow->p_drift, owned, &flow->pinned, owned,
                         &flow->stored_old, owned, &flow->stored, owned, &flow->drift));
  PetscCall(PetscCalloc5(owned, &flow->absorbed, owned, &flow->outflow, owned, &flow->diagonal,
                         owned, &flow->reach, owned, &flow->source));
  PetscCall(PetscCalloc3(graph->n_edges, &flow->edge_flow, graph->n_edges, &flow->coupling, owned,
                         &flow->stored_rest));
  PetscCall(PetscCalloc1(graph->mesh->tags->n_surfaces, &flow->closed));
  PetscCall(mesh_vector(graph->mesh, &flow->x));
  PetscCall(mesh_vector(graph->mesh, &flow->carrier));
  PetscCall(VecDuplicate(flow->x, &flow->residual));
  PetscCall(graph_matrix(graph, &flow->tangent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A preconditioner that the user chose brings its own settings: ours would be left unused.
static PetscErrorCode set_linear_defaults(void)
{
  PetscBool theirs;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsHasName(NULL, NULL, "-flow_pc_type", &theirs));
  PetscCall(fem_option_default("-flow_ksp_type", "gmres"));
  // Loosely solved, Newton goes in circles where conductivities differ by 1e7.
  PetscCall(fem_option_default("-flow_ksp_rtol", "1e-8"));
  if (theirs) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(fem_option_default("-flow_pc_type", "hypre"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_coarsen_type", "HMIS"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_interp_type", "ext+i"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_P_max", "4"));
  PetscCall(fem_option_default("-flow_pc_hypre_boomeramg_strong_threshold", "0.5"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_solver(Flow *flow)
{
  const MPI_Comm comm = flow->medium->graph->mesh->comm;
  SNESLineSearch search;

  PetscFunctionBeginUser;
  PetscCall(set_linear_defaults());
  PetscCall(SNESCreate(comm, &flow->snes));
  PetscCall(SNESSetOptionsPrefix(flow->snes, "flow_"));
  PetscCall(SNESSetFunction(flow->snes, flow->residual, balance_residual, flow));
  PetscCall(SNESSetJacobian(flow->snes, flow->tangent, flow->tangent, balance_tangent, flow));
  PetscCall(SNESGetLineSearch(flow->snes, &search));
  // Whole steps can go round in circles where tissue is about to dilate.
  PetscCall(SNESLineSearchSetType(search, SNESLINESEARCHL2));
  PetscCall(SNESLineSearchSetPreCheck(search, balance_restrain, flow));
  PetscCall(SNESSetDivergenceTolerance(flow->snes, -1.0));
  PetscCall(SNESSetTolerances(flow->snes, PETSC_DEFAULT, 0.0, 1e-8, 50, 1000));
  PetscCall(SNESSetFromOptions(flow->snes));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Pressure is held on the cut planes; the weight keeps their rows at the size of the others.
static void pin_cut_planes(Flow *flow)
{
  const Mesh *mesh    = flow->medium->graph->mesh;
  double      largest = 0.0;

  for (int l = 0; l < flow->medium->n_laws; l++)
    if (l != flow->medium->interface_law)
      largest = PetscMax(largest, flow->medium->conductivity[l].across);
  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    const int surface = mesh->faces.surface[f];

    if (surface == MESH_NONE || !flow->problem->drained[surface]) continue;
    for (int a = 0; a < 3; a++) {
      const PetscInt i = mesh->faces.vertex[f][a];

      if (i < mesh->n_owned) flow->pinned[i] = 1e-3 * largest;
    }
  }
}

static PetscErrorCode mark_cavity(Flow *flow)
{
  const Mesh *mesh = flow->medium->graph->mesh;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < 4; a++)
      if (mesh->region[e] == flow->problem->cavity.region) flow->inside[mesh->cell[e][a]] = 1.0;
  PetscCall(graph_exchange(flow->medium->graph, flow->carrier, flow->inside));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Tissue takes up by volume; the lining by its area, spread over the faces of cavity and capsule.
static PetscErrorCode set_uptake(Flow *flow)
{
  const Medium       *medium  = flow->medium;
  const FlowLining   *lining  = &flow->problem->lining;
  const Mesh         *mesh    = medium->graph->mesh;
  const NodalVolumes *volumes = &medium->volumes;
  double              area;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++)
      if (volumes->law[k] != medium->interface_law)
        flow->uptake[i] +=
          volumes->volume[k] * flow->problem->uptake[medium->region[volumes->law[k]]];
  PetscCall(mesh_interface_area(mesh, lining->side[0], lining->side[1], &area));
  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    if (mesh->faces.side[f][0] != lining->side[0] || mesh->faces.side[f][1] != lining->side[1])
      continue;
    const double share = lining->conductance * mesh_face_area(mesh, f) / (3.0 * area);

    for (int a = 0; a < 3; a++)
      if (mesh->faces.vertex[f][a] < mesh->n_owned) flow->uptake[mesh->faces.vertex[f][a]] += share;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_reach(Flow *flow)
{
  const NodalVolumes *volumes = &flow->medium->volumes;

  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++) {
    flow->reach[i] = PETSC_MAX_REAL;
    for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++)
      flow->reach[i] = PetscMin(flow->reach[i], flow->medium->pore[volumes->law[k]].p_dil);
  }
}

static PetscErrorCode set_rest(Flow *flow)
{
  const Mesh *mesh = flow->medium->graph->mesh;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    flow->stored_rest[i] = flow->stored_old[i] = flow->stored[i] =
      medium_storage(flow->medium, i, 0.0).value;
  PetscCall(cavity_measure(flow));
  flow->fill_max = flow->fill_now;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_scales(Flow *flow)
{
  const FlowProblem *problem = flow->problem;

  for (int w = 0; w < problem->n_needles; w++) {
    flow->flow_scale = PetscMax(flow->flow_scale, problem->needle[w].schedule.rate);
    flow->planned += problem->needle[w].schedule.volume;
  }
  if (flow->flow_scale == 0.0) flow->flow_scale = 1e-9; // no needle: small against any
}

PetscErrorCode flow_create(const Medium *medium, const FlowProblem *problem, Flow **flow,
                           Problems *problems)
{
  Flow *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->medium  = medium;
  made->problem = problem;
  set_scales(made);
  PetscCall(allocate(made));
  PetscCall(elements_cells(medium->graph, medium->law, medium->conductivity, &made->cells));
  PetscCall(elements_faces(medium->graph, medium->n_interface, medium->interface,
                           medium->interface_law, &made->film));
  PetscCall(PetscMalloc2(4 * (size_t)made->cells.n, &made->out[0], 3 * (size_t)made->film.n,
                         &made->out[1]));
  for (PetscInt k = 0; k < made->film.n * made->film.n_pairs; k++)
    made->film.stiffness[k] *= medium->conductivity[medium->interface_law].across;
  PetscCall(heads_create(made, &made->heads));
  heads_update(made);
  PetscCall(create_solver(made));
  pin_cut_planes(made);
  set_reach(made);
  PetscCall(mark_cavity(made));
  PetscCall(set_uptake(made));
  PetscCall(wells_create(made, problems));
  PetscCall(set_rest(made));
  *flow = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_destroy(Flow **flow)
{
  Flow *old = *flow;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree3(old->inside, old->p_old, old->p));
  PetscCall(
    PetscFree6(old->uptake, old->p_drift, old->pinned, old->stored_old, old->stored, old->drift));
  PetscCall(PetscFree5(old->absorbed, old->outflow, old->diagonal, old->reach, old->source));
  PetscCall(PetscFree3(old->edge_flow, old->coupling, old->stored_rest));
  PetscCall(PetscFree2(old->out[0], old->out[1]));
  PetscCall(PetscFree(old->closed));
  PetscCall(heads_destroy(&old->heads));
  PetscCall(elements_destroy(&old->cells));
  PetscCall(elements_destroy(&old->film));
  PetscCall(VecDestroy(&old->x));
  PetscCall(VecDestroy(&old->carrier));
  PetscCall(VecDestroy(&old->residual));
  PetscCall(MatDestroy(&old->tangent));
  PetscCall(SNESDestroy(&old->snes));
  PetscCall(PetscFree(*flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const WaterStep *flow_water(const Flow *flow)
{
  return &flow->water;
}

const double *flow_pressure(const Flow *flow)
{
  return flow->p_old;
}
