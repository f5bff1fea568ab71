// SPDX-License-Identifier: GPL-3.0-or-later
// Mass balance of water: an accepted step adds to the volumes injected, absorbed and drained; rows of the time series
// and the summary report them, with the defect of the balance.
#include "state.h"

#include <stdio.h>

enum { ROW_CAVITY, ROW_FILL, ROW_INJECTED, ROW_LEAKED, ROW_ABSORBED, ROW_HUB };

// Only the ranks that have a needle's tip know its pressures; the others contribute zero to a maximum.
static PetscErrorCode record_wells(Flow *flow)
{
  const FlowProblem *problem               = flow->problem;
  double             own[3 * FLOW_NEEDLES] = {0.0}, all[3 * FLOW_NEEDLES];

  PetscFunctionBeginUser;
  for (int w = 0; w < problem->n_needles; w++) {
    const Well *well = &flow->wells.well[w];

    if (!well->here) continue;
    own[3 * w]     = well->inflow.rate;
    own[3 * w + 1] = well_tip_pressure(well, flow->state.p);
    own[3 * w + 2] = well_hub_pressure(well, own[3 * w + 1], well->inflow.rate);
  }
  PetscCallMPI(MPI_Allreduce(own, all, 3 * FLOW_NEEDLES, MPI_DOUBLE, MPI_MAX,
                             flow->medium->graph->mesh->comm));
  for (int w = 0; w < problem->n_needles; w++) {
    Well *well = &flow->wells.well[w];

    well->delivered += all[3 * w] * flow->step.dt;
    well->hub = all[3 * w] > 0.0 ? all[3 * w + 2] : 0.0;
    if (all[3 * w] > 0.0) well->hub_end = well->hub;
    well->hub_max = PetscMax(well->hub_max, well->hub);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_accept(Flow *flow)
{
  const Mesh *mesh   = flow->medium->graph->mesh;
  double      own[4] = {0.0}, all[4];

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++) {
    own[0] += flow->flux.absorbed[i] * flow->step.dt;
    own[1] += flow->flux.outflow[i] * flow->step.dt;
    own[2] += flow->nodal.source[i] * flow->step.dt;
    own[3] += fabs(flow->nodal.source[i]) * flow->step.dt;
    flow->predictor.pressure_rate[i] = (flow->state.p[i] - flow->state.p_old[i]) / flow->step.dt;
    flow->predictor.storage_rate[i] =
      (flow->state.stored[i] - flow->state.stored_old[i]) / flow->step.dt;
    flow->state.stored_old[i] = flow->state.stored[i];
  }
  PetscCallMPI(MPI_Allreduce(own, all, 4, MPI_DOUBLE, MPI_SUM, mesh->comm));
  flow->balance.absorbed += all[0];
  flow->balance.outflow += all[1];
  flow->balance.source += all[2];
  flow->balance.source_magnitude += all[3];
  flow->scale.moved_before += flow->scale.moved;
  flow->predictor.ready = true;
  PetscCall(PetscArraycpy(flow->state.p_old, flow->state.p, mesh->n_local));
  PetscCall(record_wells(flow));
  PetscCall(cavity_measure(flow));
  for (int k = 0; k < flow->problem->cavity.n_exits; k++)
    flow->cavity.exit_volume[k] += flow->cavity.exit_rate[k] * flow->step.dt;
  flow->cavity.pressure_max = PetscMax(flow->cavity.pressure_max, flow->cavity.pressure);
  flow->cavity.fluid_max    = PetscMax(flow->cavity.fluid_max, flow->cavity.fluid);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_velocity(const Flow *flow, double velocity[][3])
{
  const Mesh *mesh = flow->medium->graph->mesh;
  double     *volume;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_owned, &volume));
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    for (int d = 0; d < 3; d++) velocity[i][d] = 0.0;
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    const PetscInt   *vertex = mesh->cell[e];
    const int         law    = flow->cells.law[e];
    const Transverse *rest   = &flow->medium->conductivity[law];
    Vec3              gradient[4], slope = vec3(0.0, 0.0, 0.0);

    (void)element_gradients((const double(*)[3])mesh->x, vertex, gradient);
    for (int a = 0; a < 4; a++) {
      const double p     = flow->state.p_old[vertex[a]];
      const double value = storage_by_pressure(flow, law)
                             ? potential_at(&flow->medium->potential[law], p).value
                             : storage_conductivity_factor(flow, 0, e) * p;

      slope = vec3_sum(slope, vec3_scaled(gradient[a], value));
    }
    const Vec3 q = vec3_scaled(transverse_times(rest, slope), -1.0);

    for (int a = 0; a < 4; a++) {
      if (vertex[a] >= mesh->n_owned) continue;
      volume[vertex[a]] += mesh->volume[e];
      for (int d = 0; d < 3; d++) velocity[vertex[a]][d] += mesh->volume[e] * q.x[d];
    }
  }
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    for (int d = 0; d < 3; d++) velocity[i][d] /= volume[i];
  PetscCall(PetscFree(volume));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double sum_delivered(const Flow *flow)
{
  double sum = 0.0;

  for (int w = 0; w < flow->problem->n_needles; w++) sum += flow->wells.well[w].delivered;
  return sum;
}

static double sum_cavity_outflow(const Flow *flow)
{
  double sum = 0.0;

  for (int k = 0; k < flow->problem->cavity.n_exits; k++) sum += flow->cavity.exit_volume[k];
  return sum;
}

PetscErrorCode flow_row(Flow *flow, int *n, const char *const **column, const double **value)
{
  static const char *const COLUMN[FLOW_ROW] = {
    [ROW_CAVITY] = "cavity_pressure_kPa",   [ROW_FILL] = "cavity_fluid_mL",
    [ROW_INJECTED] = "injected_mL",         [ROW_LEAKED] = "left_cavity_mL",
    [ROW_ABSORBED] = "absorbed_mL",         [ROW_HUB + 0] = "hub_pressure_1_kPa",
    [ROW_HUB + 1] = "hub_pressure_2_kPa",   [ROW_HUB + 2] = "hub_pressure_3_kPa",
    [ROW_HUB + 3] = "hub_pressure_4_kPa",   [ROW_HUB + 4] = "hub_pressure_5_kPa",
    [ROW_HUB + 5] = "hub_pressure_6_kPa",   [ROW_HUB + 6] = "hub_pressure_7_kPa",
    [ROW_HUB + 7] = "hub_pressure_8_kPa",   [ROW_HUB + 8] = "hub_pressure_9_kPa",
    [ROW_HUB + 9] = "hub_pressure_10_kPa",  [ROW_HUB + 10] = "hub_pressure_11_kPa",
    [ROW_HUB + 11] = "hub_pressure_12_kPa", [ROW_HUB + 12] = "hub_pressure_13_kPa",
    [ROW_HUB + 13] = "hub_pressure_14_kPa", [ROW_HUB + 14] = "hub_pressure_15_kPa",
    [ROW_HUB + 15] = "hub_pressure_16_kPa",
  };

  PetscFunctionBeginUser;
  flow->row[ROW_CAVITY]   = 1e-3 * flow->cavity.pressure;
  flow->row[ROW_FILL]     = 1e6 * flow->cavity.fluid;
  flow->row[ROW_INJECTED] = 1e6 * sum_delivered(flow);
  flow->row[ROW_LEAKED]   = 1e6 * sum_cavity_outflow(flow);
  flow->row[ROW_ABSORBED] = 1e6 * flow->balance.absorbed;
  for (int w = 0; w < flow->problem->n_needles; w++)
    flow->row[ROW_HUB + w] = 1e-3 * flow->wells.well[w].hub;
  *n      = ROW_HUB + flow->problem->n_needles;
  *column = COLUMN;
  *value  = flow->row;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode find_water_defect(const Flow *flow, double *defect)
{
  const Mesh  *mesh  = flow->medium->graph->mesh;
  const double came  = flow->scale.injected + flow->balance.source_magnitude;
  const double moved = came > 0.0 ? came : flow->scale.moved_before;
  double       here  = 0.0, stored;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    here += flow->state.stored_old[i] - flow->state.stored_rest[i];
  PetscCallMPI(MPI_Allreduce(&here, &stored, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  *defect = moved > 0.0 ? (sum_delivered(flow) + flow->balance.source - stored -
                           flow->balance.absorbed - flow->balance.outflow) /
                            moved
                        : 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_summary(Flow *flow, Quantities *list)
{
  const FlowProblem *problem = flow->problem;
  double             defect;

  PetscFunctionBeginUser;
  for (int w = 0; w < problem->n_needles; w++) {
    const Well *well = &flow->wells.well[w];
    const char *name = problem->needle[w].name;

    PetscCall(quantities_add(list, 1e6 * problem->needle[w].schedule.volume, "mL",
                             "injection.%s.asked", name));
    PetscCall(quantities_add(list, 1e6 * well->delivered, "mL", "injection.%s.delivered", name));
    PetscCall(
      quantities_add(list, 1e-3 * well->hub_max, "kPa", "injection.%s.hub_pressure_max", name));
    PetscCall(
      quantities_add(list, 1e-3 * well->hub_end, "kPa", "injection.%s.hub_pressure_end", name));
  }
  PetscCall(
    quantities_add(list, 1e-3 * flow->cavity.pressure_max, "kPa", "flow.cavity_pressure_max"));
  PetscCall(quantities_add(list, 1e6 * flow->cavity.fluid_max, "mL", "flow.cavity_fluid_max"));
  for (int k = 0; k < problem->cavity.n_exits; k++)
    PetscCall(quantities_add(list, 1e6 * flow->cavity.exit_volume[k], "mL", "flow.leak.%s",
                             problem->cavity.exit[k].name));
  PetscCall(quantities_add(list, 1e6 * flow->balance.absorbed, "mL", "flow.absorbed"));
  PetscCall(
    quantities_add(list, 1e6 * flow->balance.outflow, "mL", "flow.left_through_cut_planes"));
  PetscCall(find_water_defect(flow, &defect));
  PetscCall(quantities_add(list, defect, "1", "ledger.water.defect"));
  PetscFunctionReturn(PETSC_SUCCESS);
}
