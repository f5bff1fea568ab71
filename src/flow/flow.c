// SPDX-License-Identifier: GPL-3.0-or-later
// Creates and destroys the flow: elements, nodal coefficients, Dirichlet vertices, wells and Newton's solver, from a
// medium and a FlowProblem.
#include "constants.h"
#include "state.h"

#include <stdio.h>

static PetscErrorCode allocate_arrays(Flow *flow)
{
  const Graph   *graph = flow->medium->graph;
  const PetscInt owned = graph->mesh->n_owned, local = graph->mesh->n_local;

  PetscFunctionBeginUser;
  PetscCall(
    PetscCalloc3(local, &flow->cavity.marker, local, &flow->state.p_old, local, &flow->state.p));
  PetscCall(PetscCalloc6(owned, &flow->nodal.uptake, owned, &flow->predictor.pressure_rate, owned,
                         &flow->nodal.dirichlet, owned, &flow->state.stored_old, owned,
                         &flow->state.stored, owned, &flow->predictor.storage_rate));
  PetscCall(PetscCalloc5(owned, &flow->flux.absorbed, owned, &flow->flux.outflow, owned,
                         &flow->solver.diagonal, owned, &flow->nodal.step_limit, owned,
                         &flow->nodal.source));
  PetscCall(PetscCalloc3(graph->n_edges, &flow->flux.edge, graph->n_edges, &flow->solver.coupling,
                         owned, &flow->state.stored_rest));
  PetscCall(PetscCalloc1(graph->mesh->tags->n_surfaces, &flow->closed));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Dirichlet condition on the drained surfaces; the weight keeps these rows at the size of the others.
static void set_dirichlet_vertices(Flow *flow)
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

      if (i < mesh->n_owned) flow->nodal.dirichlet[i] = FLOW_DIRICHLET_WEIGHT * largest;
    }
  }
}

static PetscErrorCode mark_cavity(Flow *flow)
{
  const Mesh *mesh = flow->medium->graph->mesh;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int a = 0; a < 4; a++)
      if (mesh->region[e] == flow->problem->cavity.region)
        flow->cavity.marker[mesh->cell[e][a]] = 1.0;
  PetscCall(graph_exchange(flow->medium->graph, flow->solver.carrier, flow->cavity.marker));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Tissue takes up by volume; the lining by its area, spread over the faces of cavity and capsule.
static PetscErrorCode set_uptake(Flow *flow)
{
  const Medium       *medium  = flow->medium;
  const FlowLining   *lining  = &flow->problem->lining;
  const Mesh         *mesh    = medium->graph->mesh;
  const NodalVolumes *volumes = &medium->volumes;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++)
      if (volumes->law[k] != medium->interface_law)
        flow->nodal.uptake[i] +=
          volumes->volume[k] * flow->problem->uptake[medium->region[volumes->law[k]]];
  PetscCall(medium_add_lining(medium, lining->side, lining->conductance, flow->nodal.uptake));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_step_limits(Flow *flow)
{
  const NodalVolumes *volumes = &flow->medium->volumes;

  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++) {
    flow->nodal.step_limit[i] = PETSC_MAX_REAL;
    for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++)
      flow->nodal.step_limit[i] =
        PetscMin(flow->nodal.step_limit[i], flow->medium->pore[volumes->law[k]].p_dil);
  }
}

static PetscErrorCode set_initial_storage(Flow *flow)
{
  const Mesh *mesh = flow->medium->graph->mesh;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    flow->state.stored_rest[i] = flow->state.stored_old[i] = flow->state.stored[i] =
      medium_storage(flow->medium, i, 0.0).value;
  PetscCall(cavity_measure(flow));
  flow->cavity.fluid_max = flow->cavity.fluid;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_scales(Flow *flow)
{
  const FlowProblem *problem = flow->problem;

  for (int w = 0; w < problem->n_needles; w++) {
    flow->scale.needle_rate = PetscMax(flow->scale.needle_rate, problem->needle[w].schedule.rate);
    flow->scale.injected += problem->needle[w].schedule.volume;
  }
  if (flow->scale.needle_rate == 0.0) flow->scale.needle_rate = FLOW_SMALLEST_RATE;
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
  PetscCall(allocate_arrays(made));
  PetscCall(elements_cells(medium->graph, medium->law, medium->conductivity, &made->cells));
  PetscCall(elements_faces(medium->graph, medium->n_interface, medium->interface,
                           medium->interface_law, &made->interface));
  PetscCall(PetscMalloc2(4 * (size_t)made->cells.n, &made->flux.element[0],
                         3 * (size_t)made->interface.n, &made->flux.element[1]));
  for (PetscInt k = 0; k < made->interface.n * made->interface.n_pairs; k++)
    made->interface.stiffness[k] *= medium->conductivity[medium->interface_law].across;
  PetscCall(excess_potentials_create(made, &made->potentials));
  excess_potentials_update(made);
  PetscCall(edge_conductances_create(made, &made->conductances));
  edge_conductances_update(made);
  PetscCall(newton_create(made));
  set_dirichlet_vertices(made);
  set_step_limits(made);
  PetscCall(mark_cavity(made));
  PetscCall(set_uptake(made));
  PetscCall(wells_create(made, problems));
  PetscCall(set_initial_storage(made));
  *flow = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_destroy(Flow **flow)
{
  Flow *old = *flow;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscFree3(old->cavity.marker, old->state.p_old, old->state.p));
  PetscCall(PetscFree6(old->nodal.uptake, old->predictor.pressure_rate, old->nodal.dirichlet,
                       old->state.stored_old, old->state.stored, old->predictor.storage_rate));
  PetscCall(PetscFree5(old->flux.absorbed, old->flux.outflow, old->solver.diagonal,
                       old->nodal.step_limit, old->nodal.source));
  PetscCall(PetscFree3(old->flux.edge, old->solver.coupling, old->state.stored_rest));
  PetscCall(PetscFree2(old->flux.element[0], old->flux.element[1]));
  PetscCall(PetscFree(old->closed));
  PetscCall(excess_potentials_destroy(&old->potentials));
  PetscCall(edge_conductances_destroy(&old->conductances));
  PetscCall(elements_destroy(&old->cells));
  PetscCall(elements_destroy(&old->interface));
  PetscCall(newton_destroy(&old->solver));
  PetscCall(PetscFree(*flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const WaterStep *flow_water(const Flow *flow)
{
  return &flow->step.water;
}

const double *flow_pressure(const Flow *flow)
{
  return flow->state.p_old;
}

PetscErrorCode flow_set_source(Flow *flow, const double rate[])
{
  const Mesh *mesh = flow->medium->graph->mesh;
  double      here = 0.0;

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(flow->nodal.source, rate, mesh->n_owned));
  for (PetscInt i = 0; i < mesh->n_owned; i++) here += fabs(rate[i]);
  PetscCallMPI(MPI_Allreduce(&here, &flow->scale.source_rate, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}
