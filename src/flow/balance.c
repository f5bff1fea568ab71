// SPDX-License-Identifier: GPL-3.0-or-later
// The discrete balance of water at every owned vertex: residual and tangent for Newton, and, once solved, the
// fluxes and the storage that transport receives. Its rows are those of the graph's matrix.
#include "constants.h"
#include "state.h"

// Water that leaves each vertex of an element through it.
static void find_element_outflow(const Flow *flow, int s, PetscInt e, double out[4])
{
  const Elements *set    = flow_elements(flow, s);
  const PetscInt *row    = flow->potentials.of[s] + e * set->n_vertices;
  const double    factor = storage_conductivity_factor(flow, s, e);

  for (int a = 0; a < 4; a++) out[a] = 0.0;
  for (int k = 0; k < set->n_pairs; k++) {
    const int   *pair = elements_pair(set, k);
    const double rate =
      exchange(factor * set->stiffness[e * set->n_pairs + k], flow->potentials.value[row[pair[0]]],
               flow->potentials.value[row[pair[1]]])
        .rate;

    out[pair[0]] += rate;
    out[pair[1]] -= rate;
  }
}

static double find_uptake(const Flow *flow, PetscInt i, double p)
{
  return p > 0.0 ? flow->nodal.uptake[i] * p : 0.0;
}

// The exchange along an edge by the law of conductance k.
static Exchange find_edge_exchange(const Flow *flow, PetscInt k)
{
  const EdgeConductances *conductances = &flow->conductances;
  const ExcessPotential   a            = flow->potentials.value[conductances->row[k][0]];
  const ExcessPotential   b            = flow->potentials.value[conductances->row[k][1]];
  Exchange                sum          = exchange(conductances->value[k][0], a, b);

  if (conductances->value[k][1] > 0.0) {
    const Exchange more = exchange(conductances->value[k][1], a, b);

    sum.rate += more.rate;
    sum.by_a += more.by_a;
    sum.by_b += more.by_b;
  }
  return sum;
}

// out [n_local]: outflow along edges minus inflow from needles; complete where owned.
static void add_exchange(const Flow *flow, double out[])
{
  const FlowProblem      *problem      = flow->problem;
  const EdgeConductances *conductances = &flow->conductances;

  for (PetscInt k = 0; k < conductances->n; k++) {
    const PetscInt *edge = flow->medium->graph->edge[conductances->edge[k]];
    const double    rate = find_edge_exchange(flow, k).rate;

    out[edge[0]] += rate;
    out[edge[1]] -= rate;
  }
  for (int w = 0; w < problem->n_needles; w++) {
    const Well *well = &flow->wells.well[w];

    if (!well->here || well->rate_set == 0.0) continue;
    const double rate = well_rate(well, well_tip_pressure(well, flow->state.p), NULL);

    for (int a = 0; a < 4; a++) out[well->inflow.vertex[a]] -= rate * well->inflow.weight[a];
  }
}

static void update_exchange(Flow *flow)
{
  excess_potentials_update(flow);
  if (flow->skeleton) edge_conductances_update(flow);
}

PetscErrorCode balance_find_residual(Flow *flow, double residual[])
{
  const Mesh *mesh = flow->medium->graph->mesh;
  double     *out;

  PetscFunctionBeginUser;
  update_exchange(flow);
  PetscCall(PetscCalloc1(mesh->n_local, &out));
  add_exchange(flow, out);
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    const double p      = flow->state.p[i];
    const double stored = storage_at(flow, i, p).value;

    residual[i] = flow->nodal.dirichlet[i] > 0.0
                    ? flow->nodal.dirichlet[i] * p
                    : (stored - flow->state.stored_old[i]) / flow->step.dt + out[i] +
                        find_uptake(flow, i, p) - flow->nodal.source[i];
  }
  PetscCall(PetscFree(out));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_set_pressure(Flow *flow, Vec x)
{
  const PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(x, &array));
  PetscCall(PetscArraycpy(flow->state.p, array, flow->medium->graph->mesh->n_owned));
  PetscCall(VecRestoreArrayRead(x, &array));
  PetscCall(graph_exchange(flow->medium->graph, flow->solver.carrier, flow->state.p));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_residual(SNES snes, Vec x, Vec residual, void *context)
{
  Flow        *flow = context;
  PetscScalar *r;

  PetscFunctionBeginUser;
  (void)snes;
  PetscCall(balance_set_pressure(flow, x));
  PetscCall(VecGetArray(residual, &r));
  PetscCall(balance_find_residual(flow, r));
  PetscCall(VecRestoreArray(residual, &r));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_entry(const Flow *flow, PetscInt i, PetscInt edge, double value)
{
  if (edge >= 0)
    flow->solver.coupling[edge][flow->medium->graph->edge[edge][0] == i ? 0 : 1] += value;
}

static void add_edge_tangent(const Flow *flow, PetscInt k)
{
  const PetscInt  edge    = flow->conductances.edge[k];
  const PetscInt *vertex  = flow->medium->graph->edge[edge];
  const PetscInt  n_owned = flow->medium->graph->mesh->n_owned;
  const Exchange  own     = find_edge_exchange(flow, k);

  if (vertex[0] < n_owned) flow->solver.diagonal[vertex[0]] += own.by_a;
  if (vertex[1] < n_owned) flow->solver.diagonal[vertex[1]] -= own.by_b;
  flow->solver.coupling[edge][0] += own.by_b;
  flow->solver.coupling[edge][1] -= own.by_a;
}

static void add_well_tangent(const Flow *flow, const Well *well)
{
  const PetscInt  n_owned = flow->medium->graph->mesh->n_owned;
  const PetscInt *vertex  = well->inflow.vertex;
  double          slope;

  (void)well_rate(well, well_tip_pressure(well, flow->state.p), &slope);
  if (slope == 0.0) return;
  for (int a = 0; a < 4; a++) {
    if (vertex[a] >= n_owned) continue;
    for (int b = 0; b < 4; b++) {
      const double value = -slope * well->inflow.weight[a] * well->inflow.weight[b];

      if (a == b) flow->solver.diagonal[vertex[a]] += value;
      else add_entry(flow, vertex[a], graph_edge(flow->medium->graph, vertex[a], vertex[b]), value);
    }
  }
}

static void clear_dirichlet_rows(const Flow *flow)
{
  const Graph *graph = flow->medium->graph;

  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i < graph->mesh->n_owned && flow->nodal.dirichlet[i] > 0.0)
        flow->solver.coupling[k][s] = 0.0;
    }
}

PetscErrorCode balance_matrix(Flow *flow, Mat matrix)
{
  const Graph *graph = flow->medium->graph;

  PetscFunctionBeginUser;
  update_exchange(flow);
  PetscCall(PetscArrayzero(flow->solver.diagonal, graph->mesh->n_owned));
  PetscCall(PetscArrayzero(flow->solver.coupling, graph->n_edges));
  for (PetscInt k = 0; k < flow->conductances.n; k++) add_edge_tangent(flow, k);
  for (int w = 0; w < flow->problem->n_needles; w++)
    if (flow->wells.well[w].here && flow->wells.well[w].rate_set > 0.0)
      add_well_tangent(flow, &flow->wells.well[w]);
  for (PetscInt i = 0; i < graph->mesh->n_owned; i++) {
    const double storage = storage_at(flow, i, flow->state.p[i]).slope / flow->step.dt;
    const double uptake  = flow->state.p[i] > 0.0 ? flow->nodal.uptake[i] : 0.0;

    flow->solver.diagonal[i] = flow->nodal.dirichlet[i] > 0.0
                                 ? flow->nodal.dirichlet[i]
                                 : flow->solver.diagonal[i] + storage + uptake;
  }
  clear_dirichlet_rows(flow);
  PetscCall(graph_matrix_fill(graph, matrix, flow->solver.diagonal,
                              (const double(*)[2])flow->solver.coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Step limit of Newton: its first step would be what tissue at rest needs, a thousand times the pressure of dilated
// tissue. No vertex changes by more than its pressure and a fraction of its tissue's own scale.
PetscErrorCode balance_limit_step(const Flow *flow, Vec x, Vec step)
{
  const PetscScalar *p;
  PetscScalar       *y;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(x, &p));
  PetscCall(VecGetArray(step, &y));
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++) {
    const double most = fabs(p[i]) + FLOW_STEP_FRACTION * flow->nodal.step_limit[i];

    y[i] = PetscMax(-most, PetscMin(most, y[i]));
  }
  PetscCall(VecRestoreArray(step, &y));
  PetscCall(VecRestoreArrayRead(x, &p));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The outflow of each vertex of an element is split over its edges so that the balance of every vertex
// holds: the flow from a to b is (o_a - o_b) / n, which is the flux through the median dual face.
static void add_edge_flows(Flow *flow, int s, double all[])
{
  const Elements *set = flow_elements(flow, s);

  for (PetscInt e = 0; e < set->n; e++) {
    const PetscInt *vertex = set->vertex + e * set->n_vertices;
    double          out[4];

    find_element_outflow(flow, s, e, out);
    for (int a = 0; a < set->n_vertices; a++) all[e * set->n_vertices + a] = out[a];
    for (int k = 0; k < set->n_pairs; k++) {
      const int     *pair = elements_pair(set, k);
      const PetscInt edge = set->pair_edge[e * set->n_pairs + k];
      const double   q    = (out[pair[0]] - out[pair[1]]) / set->n_vertices;

      if (edge < 0) continue;
      flow->flux.edge[edge] += vertex[pair[0]] < vertex[pair[1]] ? q : -q;
    }
  }
}

static void set_inflows(Flow *flow)
{
  const FlowProblem *problem = flow->problem;

  for (int w = 0; w < problem->n_needles; w++) {
    Well *well = &flow->wells.well[w];

    well->inflow.rate = 0.0;
    if (well->here && well->rate_set > 0.0)
      well->inflow.rate = well_rate(well, well_tip_pressure(well, flow->state.p), NULL);
    flow->wells.inflow[w] = well->inflow;
  }
}

// Storage follows from the rates, so that water is conserved to rounding however well the pressure was solved;
// at Dirichlet vertices the excess leaves through the cut planes.
void balance_update_storage(Flow *flow)
{
  const Graph   *graph   = flow->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;
  double        *rate    = flow->flux.outflow;

  for (PetscInt k = 0; k < graph->n_edges; k++) flow->flux.edge[k] = 0.0;
  for (int s = 0; s < 2; s++) add_edge_flows(flow, s, flow->flux.element[s]);
  set_inflows(flow);
  for (PetscInt i = 0; i < n_owned; i++) {
    flow->flux.absorbed[i] = find_uptake(flow, i, flow->state.p[i]);
    rate[i]                = flow->nodal.source[i] - flow->flux.absorbed[i];
  }
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];

    if (i < n_owned) rate[i] -= flow->flux.edge[k];
    if (j < n_owned) rate[j] += flow->flux.edge[k];
  }
  for (int w = 0; w < flow->problem->n_needles; w++)
    for (int a = 0; a < 4; a++) {
      const PetscInt i = flow->wells.inflow[w].vertex[a];

      if (i >= 0 && i < n_owned)
        rate[i] += flow->wells.inflow[w].rate * flow->wells.inflow[w].weight[a];
    }
  for (PetscInt i = 0; i < n_owned; i++) {
    const bool fixed = flow->nodal.dirichlet[i] > 0.0;

    flow->state.stored[i] =
      fixed ? storage_dirichlet(flow, i) : flow->state.stored_old[i] + flow->step.dt * rate[i];
    flow->flux.outflow[i] =
      fixed ? rate[i] - (flow->state.stored[i] - flow->state.stored_old[i]) / flow->step.dt : 0.0;
  }
}
