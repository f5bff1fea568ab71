// SPDX-License-Identifier: GPL-3.0-or-later
// Needles as wells: each is a point source in one tetrahedron with a sub-grid pressure drop between the mesh, the
// orifice and the hub. The balance asks for their rates; the schedule of the problem switches them.
#include "state.h"

static PetscInt find_local_vertex(const Mesh *mesh, PetscInt global)
{
  if (global >= mesh->first && global < mesh->first + mesh->n_owned) return global - mesh->first;
  for (PetscInt k = 0; k < mesh->n_local - mesh->n_owned; k++)
    if (mesh->ghost[k] == global) return mesh->n_owned + k;
  return -1;
}

// What the owner of the tip's cell broadcasts.
typedef struct {
  double weight[4];
  double law;
  double vertex[4]; // global numbers, exact in a double
} Tip;

// The cell of the tip on a rank that has all its vertices.
static PetscInt find_tip_cell(const Mesh *mesh, const PetscInt vertex[4])
{
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    int same = 0;

    for (int a = 0; a < 4; a++) same += mesh->cell[e][a] == vertex[a];
    if (same == 4) return e;
  }
  return -1;
}

static PetscErrorCode broadcast_tip(const Medium *medium, const MeshLocation *place, Well *well,
                                    int *law)
{
  const Mesh *mesh = medium->graph->mesh;
  Tip         own  = {{0.0}, 0.0, {0.0}}, tip;

  PetscFunctionBeginUser;
  if (place->cell >= 0) {
    own.law = medium->law[place->cell];
    for (int a = 0; a < 4; a++) {
      own.weight[a] = place->weight[a];
      own.vertex[a] = (double)graph_global_vertex(mesh, mesh->cell[place->cell][a]);
    }
  }
  PetscCallMPI(
    MPI_Allreduce(&own, &tip, (int)(sizeof tip / sizeof(double)), MPI_DOUBLE, MPI_SUM, mesh->comm));
  *law       = (int)tip.law;
  well->here = false;
  for (int a = 0; a < 4; a++) {
    well->inflow.weight[a] = tip.weight[a];
    well->inflow.vertex[a] = find_local_vertex(mesh, (PetscInt)tip.vertex[a]);
    if (well->inflow.vertex[a] >= 0 && well->inflow.vertex[a] < mesh->n_owned) well->here = true;
  }
  well->cell = well->here ? find_tip_cell(mesh, well->inflow.vertex) : -1;
  if (!well->here)
    for (int a = 0; a < 4; a++) well->inflow.vertex[a] = -1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode locate_well(const Medium *medium, const FlowNeedle *given, Well *well,
                                  Problems *problems)
{
  const double *x = given->tip.x;
  MeshLocation  place;
  int           missing, law = 0;

  PetscFunctionBeginUser;
  PetscCall(mesh_locate(medium->graph->mesh, 1, &given->tip, &place, &missing));
  if (missing > 0) {
    PetscCall(problems_add(problems, medium->problem->source,
                           "injections.%s: the needle tip (%.1f, %.1f, %.1f) mm lies outside the "
                           "mesh; move it into the tissue",
                           given->name, 1e3 * x[0], 1e3 * x[1], 1e3 * x[2]));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(broadcast_tip(medium, &place, well, &law));
  const Transverse *conductivity = &medium->conductivity[law];

  well->well   = (NeedleWell){.pore         = medium->pore[law],
                              .conductivity = transverse_mean(conductivity),
                              .opening      = given->needle.bore};
  well->needle = given->needle;
  well->limit  = given->pressure_limit;
  well->resistance =
    needle_loss(&well->needle, given->viscosity, 1.0) / (given->share > 0.0 ? given->share : 1.0);
  PetscFunctionReturn(PETSC_SUCCESS);
}

double well_tip_pressure(const Well *well, const double p[])
{
  double tip = 0.0;

  for (int a = 0; a < 4; a++) tip += well->inflow.weight[a] * p[well->inflow.vertex[a]];
  return tip;
}

double well_hub_pressure(const Well *well, double p_tip, double rate)
{
  return needle_tip_pressure(&well->well, p_tip, rate).value + well->resistance * rate;
}

double well_rate(const Well *well, double p_tip, double *slope)
{
  NeedleCurve flow = {.value = well->rate_set};

  if (well->rate_set > 0.0 && isfinite(well->limit))
    flow = needle_pumped_flow(&well->well, well->resistance, p_tip, well->rate_set, well->limit);
  if (slope) *slope = flow.by_pressure;
  return flow.value;
}

void wells_set_rates(Flow *flow, double t, double dt)
{
  const double middle = t + 0.5 * dt;

  for (int w = 0; w < flow->problem->n_needles; w++) {
    const InjectionSchedule *schedule = &flow->problem->needle[w].schedule;

    flow->wells.well[w].rate_set = injection_is_running(schedule, middle) ? schedule->rate : 0.0;
  }
}

PetscErrorCode wells_create(Flow *flow, Problems *problems)
{
  const int before = problems->count;

  PetscFunctionBeginUser;
  for (int w = 0; w < flow->problem->n_needles; w++) {
    PetscCall(locate_well(flow->medium, &flow->problem->needle[w], &flow->wells.well[w], problems));
    flow->wells.inflow[w] = flow->wells.well[w].inflow;
  }
  if (problems->count == before) PetscCall(wells_calibrate(flow, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
