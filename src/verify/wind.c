// SPDX-License-Identifier: GPL-3.0-or-later
// A given velocity as the water step that transport takes: edge flows of each cell, and what crosses the sides.
#include "wind.h"

static Vec3 evaluate_velocity(const Mesh *mesh, PetscInt e, Vec3 drift, Vec3 spin)
{
  Vec3 centroid = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++)
    for (int d = 0; d < 3; d++) centroid.x[d] += 0.25 * mesh->x[mesh->cell[e][a]][d];
  return vec3_sum(drift, vec3_cross(spin, centroid));
}

// What each vertex loses through its cells: -integral of grad N . q.
static void compute_cell_outflow(const Mesh *mesh, Vec3 drift, Vec3 spin, double cell_out[])
{
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Vec3         gradient[4];
    const double volume = element_gradients((const double(*)[3])mesh->x, mesh->cell[e], gradient);
    const Vec3   q      = evaluate_velocity(mesh, e, drift, spin);

    for (int a = 0; a < 4; a++) cell_out[4 * e + a] = -volume * vec3_dot(gradient[a], q);
  }
}

static void add_edge_flows(const Graph *graph, const double cell_out[], double edge_flow[])
{
  const Mesh *mesh = graph->mesh;

  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int k = 0; k < 6; k++) {
      const int      a = ELEMENT_PAIR[k][0], b = ELEMENT_PAIR[k][1];
      const PetscInt edge = graph_edge(graph, mesh->cell[e][a], mesh->cell[e][b]);
      const double   flow = 0.25 * (cell_out[4 * e + a] - cell_out[4 * e + b]);

      if (edge >= 0) edge_flow[edge] += graph->edge[edge][0] == mesh->cell[e][a] ? flow : -flow;
    }
}

// What goes through the sides. Where nothing does, rounding must not look like an inlet: to the
// limiter the least inflow brings its concentration.
static PetscErrorCode compute_side_outflow(const Graph *graph, const double edge_flow[],
                                           double outflow[])
{
  const PetscInt n = graph->mesh->n_owned;
  double        *through;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &through));
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = graph->edge[k][s];

      if (i >= n) continue;
      outflow[i] += s == 0 ? -edge_flow[k] : edge_flow[k];
      through[i] += fabs(edge_flow[k]);
    }
  for (PetscInt i = 0; i < n; i++)
    if (fabs(outflow[i]) < 1e-10 * through[i]) outflow[i] = 0.0;
  PetscCall(PetscFree(through));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode wind_create(const Trial *trial, Vec3 drift, Vec3 spin, Wind *wind)
{
  const Mesh *mesh = trial->mesh;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &wind->pressure));
  PetscCall(PetscCalloc1(trial->graph->n_edges, &wind->edge_flow));
  PetscCall(PetscMalloc1(4 * (size_t)mesh->n_cells, &wind->cell_out));
  PetscCall(PetscCalloc1(mesh->n_owned, &wind->absorbed));
  PetscCall(PetscCalloc1(mesh->n_owned, &wind->outflow));
  PetscCall(trial_storage(trial, &wind->stored));
  compute_cell_outflow(mesh, drift, spin, wind->cell_out);
  add_edge_flows(trial->graph, wind->cell_out, wind->edge_flow);
  PetscCall(compute_side_outflow(trial->graph, wind->edge_flow, wind->outflow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode wind_destroy(Wind *wind)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(wind->pressure));
  PetscCall(PetscFree(wind->stored));
  PetscCall(PetscFree(wind->edge_flow));
  PetscCall(PetscFree(wind->cell_out));
  PetscCall(PetscFree(wind->absorbed));
  PetscCall(PetscFree(wind->outflow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

WaterStep wind_water(const Wind *wind, double t, double dt)
{
  return (WaterStep){.t            = t,
                     .dt           = dt,
                     .pressure_old = wind->pressure,
                     .pressure     = wind->pressure,
                     .stored_old   = wind->stored,
                     .stored_new   = wind->stored,
                     .edge_flow    = wind->edge_flow,
                     .cell_out     = wind->cell_out,
                     .absorbed     = wind->absorbed,
                     .outflow      = wind->outflow};
}

PetscErrorCode wind_step(const Trial *trial, const Wind *wind, double t, double dt)
{
  const WaterStep  water = wind_water(wind, t, dt);
  TransportOutcome outcome;

  PetscFunctionBeginUser;
  PetscCall(transport_try(trial->transport, &water, &outcome));
  PetscCheck(outcome.converged, trial->mesh->comm, PETSC_ERR_NOT_CONVERGED, "transport at %g s: %s",
             t, outcome.reason);
  PetscCall(transport_accept(trial->transport));
  PetscFunctionReturn(PETSC_SUCCESS);
}
