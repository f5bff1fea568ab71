// SPDX-License-Identifier: GPL-3.0-or-later
// One balance of water per owned vertex, its tangent, and the rates of a finished step.
#include "state.h"

static const Elements *element_set(const Flow *flow, int s)
{
  return s == 0 ? &flow->cells : &flow->film;
}

// Water that leaves each vertex of an element through it.
static void leaving(const Flow *flow, int s, PetscInt e, double out[4])
{
  const Elements *set    = element_set(flow, s);
  const PetscInt *row    = flow->heads.of[s] + e * set->n_vertices;
  const double    factor = couple_factor(flow, s, e);

  for (int a = 0; a < 4; a++) out[a] = 0.0;
  for (int k = 0; k < set->n_pairs; k++) {
    const int   *pair = elements_pair(set, k);
    const double rate = exchange(factor * set->stiffness[e * set->n_pairs + k],
                                 flow->heads.head[row[pair[0]]], flow->heads.head[row[pair[1]]])
                          .rate;

    out[pair[0]] += rate;
    out[pair[1]] -= rate;
  }
}

static double uptake_rate(const Flow *flow, PetscInt i, double p)
{
  return p > 0.0 ? flow->uptake[i] * p : 0.0;
}

// out [n_local]: what leaves by elements minus what the needles bring; complete where owned.
static void add_exchange(const Flow *flow, double out[])
{
  const FlowProblem *problem = flow->problem;

  for (int s = 0; s < 2; s++) {
    const Elements *set = element_set(flow, s);

    for (PetscInt e = 0; e < set->n; e++) {
      double own[4];

      leaving(flow, s, e, own);
      for (int a = 0; a < set->n_vertices; a++) out[set->vertex[e * set->n_vertices + a]] += own[a];
    }
  }
  for (int w = 0; w < problem->n_needles; w++) {
    const Well *well = &flow->well[w];

    if (!well->here || well->rate_set == 0.0) continue;
    const double rate = well_rate(well, well_tip(well, flow->p), NULL);

    for (int a = 0; a < 4; a++) out[well->inflow.vertex[a]] -= rate * well->inflow.weight[a];
  }
}

PetscErrorCode balance_rates(Flow *flow, double residual[])
{
  const Mesh *mesh = flow->medium->graph->mesh;
  double     *out;

  PetscFunctionBeginUser;
  heads_update(flow);
  PetscCall(PetscCalloc1(mesh->n_local, &out));
  add_exchange(flow, out);
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    const double p      = flow->p[i];
    const double stored = couple_storage(flow, i, p).value;

    residual[i] = flow->pinned[i] > 0.0 ? flow->pinned[i] * p
                                        : (stored - flow->stored_old[i]) / flow->dt + out[i] +
                                            uptake_rate(flow, i, p) - flow->source[i];
  }
  PetscCall(PetscFree(out));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode local_values(Flow *flow, Vec x)
{
  const PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(x, &array));
  PetscCall(PetscArraycpy(flow->p, array, flow->medium->graph->mesh->n_owned));
  PetscCall(VecRestoreArrayRead(x, &array));
  PetscCall(graph_exchange(flow->medium->graph, flow->carrier, flow->p));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_residual(SNES snes, Vec x, Vec residual, void *context)
{
  Flow        *flow = context;
  PetscScalar *r;

  PetscFunctionBeginUser;
  (void)snes;
  PetscCall(local_values(flow, x));
  PetscCall(VecGetArray(residual, &r));
  PetscCall(balance_rates(flow, r));
  PetscCall(VecRestoreArray(residual, &r));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_entry(const Flow *flow, PetscInt i, PetscInt edge, double value)
{
  if (edge >= 0) flow->coupling[edge][flow->medium->graph->edge[edge][0] == i ? 0 : 1] += value;
}

static void add_element_tangent(const Flow *flow, int s, PetscInt e)
{
  const Elements *set     = element_set(flow, s);
  const PetscInt *row     = flow->heads.of[s] + e * set->n_vertices;
  const PetscInt *vertex  = set->vertex + e * set->n_vertices;
  const PetscInt  n_owned = flow->medium->graph->mesh->n_owned;
  const double    factor  = couple_factor(flow, s, e);

  for (int k = 0; k < set->n_pairs; k++) {
    const int     *pair = elements_pair(set, k);
    const PetscInt edge = set->pair_edge[e * set->n_pairs + k];
    const PetscInt i = vertex[pair[0]], j = vertex[pair[1]];
    const Exchange own = exchange(factor * set->stiffness[e * set->n_pairs + k],
                                  flow->heads.head[row[pair[0]]], flow->heads.head[row[pair[1]]]);

    if (i < n_owned) {
      flow->diagonal[i] += own.by_a;
      add_entry(flow, i, edge, own.by_b);
    }
    if (j < n_owned) {
      flow->diagonal[j] -= own.by_b;
      add_entry(flow, j, edge, -own.by_a);
    }
  }
}

static void add_well_tangent(const Flow *flow, const Well *well)
{
  const PetscInt  n_owned = flow->medium->graph->mesh->n_owned;
  const PetscInt *vertex  = well->inflow.vertex;
  double          slope;

  (void)well_rate(well, well_tip(well, flow->p), &slope);
  if (slope == 0.0) return;
  for (int a = 0; a < 4; a++) {
    if (vertex[a] >= n_owned) continue;
    for (int b = 0; b < 4; b++) {
      const double value = -slope * well->inflow.weight[a] * well->inflow.weight[b];

      if (a == b) flow->diagonal[vertex[a]] += value;
      else add_entry(flow, vertex[a], graph_edge(flow->medium->graph, vertex[a], vertex[b]), value);
    }
  }
}

static void pin_rows(const Flow *flow)
{
  const Graph *graph = flow->medium->graph;

  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i < graph->mesh->n_owned && flow->pinned[i] > 0.0) flow->coupling[k][s] = 0.0;
    }
}

PetscErrorCode balance_matrix(Flow *flow, Mat matrix)
{
  const Graph *graph = flow->medium->graph;

  PetscFunctionBeginUser;
  heads_update(flow);
  PetscCall(PetscArrayzero(flow->diagonal, graph->mesh->n_owned));
  PetscCall(PetscArrayzero(flow->coupling, graph->n_edges));
  for (int s = 0; s < 2; s++)
    for (PetscInt e = 0; e < element_set(flow, s)->n; e++) add_element_tangent(flow, s, e);
  for (int w = 0; w < flow->problem->n_needles; w++)
    if (flow->well[w].here && flow->well[w].rate_set > 0.0) add_well_tangent(flow, &flow->well[w]);
  for (PetscInt i = 0; i < graph->mesh->n_owned; i++) {
    const double storage = couple_storage(flow, i, flow->p[i]).slope / flow->dt;
    const double uptake  = flow->p[i] > 0.0 ? flow->uptake[i] : 0.0;

    flow->diagonal[i] =
      flow->pinned[i] > 0.0 ? flow->pinned[i] : flow->diagonal[i] + storage + uptake;
  }
  pin_rows(flow);
  PetscCall(graph_matrix_fill(graph, matrix, flow->diagonal, (const double(*)[2])flow->coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode balance_tangent(SNES snes, Vec x, Mat tangent, Mat preconditioner, void *context)
{
  PetscFunctionBeginUser;
  (void)snes;
  (void)tangent;
  PetscCall(local_values(context, x));
  PetscCall(balance_matrix(context, preconditioner));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// From tissue at rest Newton would leap by the pressure that resting tissue needs, a thousand times
// what dilated tissue does. No vertex moves further than its pressure and its tissue's own scale.
PetscErrorCode balance_restrain(SNESLineSearch search, Vec x, Vec step, PetscBool *changed,
                                void *context)
{
  const Flow        *flow = context;
  const PetscScalar *p;
  PetscScalar       *y;

  PetscFunctionBeginUser;
  (void)search;
  PetscCall(VecGetArrayRead(x, &p));
  PetscCall(VecGetArray(step, &y));
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++) {
    const double most = fabs(p[i]) + 0.5 * flow->reach[i];

    y[i] = PetscMax(-most, PetscMin(most, y[i]));
  }
  PetscCall(VecRestoreArray(step, &y));
  PetscCall(VecRestoreArrayRead(x, &p));
  *changed = PETSC_TRUE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The share of each vertex in an element's flow is split over its edges so that every vertex keeps its
// balance: the flow from a to b is (o_a - o_b) / n, which is the flux through the median dual face.
static void add_edge_flows(Flow *flow, int s, double all[])
{
  const Elements *set   = element_set(flow, s);
  const Graph    *graph = flow->medium->graph;

  for (PetscInt e = 0; e < set->n; e++) {
    double out[4];

    leaving(flow, s, e, out);
    for (int a = 0; a < set->n_vertices; a++) all[e * set->n_vertices + a] = out[a];
    for (int k = 0; k < set->n_pairs; k++) {
      const int     *pair = elements_pair(set, k);
      const PetscInt edge = set->pair_edge[e * set->n_pairs + k];
      const double   q    = (out[pair[0]] - out[pair[1]]) / set->n_vertices;

      if (edge < 0) continue;
      flow->edge_flow[edge] +=
        graph->edge[edge][0] == set->vertex[e * set->n_vertices + pair[0]] ? q : -q;
    }
  }
}

static void set_inflows(Flow *flow)
{
  const FlowProblem *problem = flow->problem;

  for (int w = 0; w < problem->n_needles; w++) {
    Well *well = &flow->well[w];

    well->inflow.rate = 0.0;
    if (well->here && well->rate_set > 0.0)
      well->inflow.rate = well_rate(well, well_tip(well, flow->p), NULL);
    flow->inflow[w] = well->inflow;
  }
}

// Stored fluid is what the rates leave, so that water is conserved to rounding however well the pressure
// was solved; where pressure is held, what does not fit leaves through the cut planes.
void balance_water(Flow *flow)
{
  const Graph   *graph   = flow->medium->graph;
  const PetscInt n_owned = graph->mesh->n_owned;
  double        *rate    = flow->outflow;

  for (PetscInt k = 0; k < graph->n_edges; k++) flow->edge_flow[k] = 0.0;
  for (int s = 0; s < 2; s++) add_edge_flows(flow, s, flow->out[s]);
  set_inflows(flow);
  for (PetscInt i = 0; i < n_owned; i++) {
    flow->absorbed[i] = uptake_rate(flow, i, flow->p[i]);
    rate[i]           = flow->source[i] - flow->absorbed[i];
  }
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt i = graph->edge[k][0], j = graph->edge[k][1];

    if (i < n_owned) rate[i] -= flow->edge_flow[k];
    if (j < n_owned) rate[j] += flow->edge_flow[k];
  }
  for (int w = 0; w < flow->problem->n_needles; w++)
    for (int a = 0; a < 4; a++) {
      const PetscInt i = flow->inflow[w].vertex[a];

      if (i >= 0 && i < n_owned) rate[i] += flow->inflow[w].rate * flow->inflow[w].weight[a];
    }
  for (PetscInt i = 0; i < n_owned; i++) {
    const bool held = flow->pinned[i] > 0.0;

    flow->stored[i]  = held ? couple_held(flow, i) : flow->stored_old[i] + flow->dt * rate[i];
    flow->outflow[i] = held ? rate[i] - (flow->stored[i] - flow->stored_old[i]) / flow->dt : 0.0;
  }
}
