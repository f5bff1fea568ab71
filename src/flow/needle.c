// SPDX-License-Identifier: GPL-3.0-or-later
// Needles as wells: a point source in one tetrahedron, and the pressure drop the mesh does not see.
#include "state.h"

static PetscInt local_of(const Mesh *mesh, PetscInt global)
{
  if (global >= mesh->first && global < mesh->first + mesh->n_owned) return global - mesh->first;
  for (PetscInt k = 0; k < mesh->n_local - mesh->n_owned; k++)
    if (mesh->ghost[k] == global) return mesh->n_owned + k;
  return -1;
}

static PetscInt global_of(const Mesh *mesh, PetscInt local)
{
  return local < mesh->n_owned ? mesh->first + local : mesh->ghost[local - mesh->n_owned];
}

// What the owner of the tip's cell tells all ranks.
typedef struct {
  double weight[4];
  double law;
  double vertex[4]; // global numbers, exact in a double
} Tip;

// The cell of the tip on a rank that holds all of it.
static PetscInt cell_of(const Mesh *mesh, const PetscInt vertex[4])
{
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    int same = 0;

    for (int a = 0; a < 4; a++) same += mesh->cell[e][a] == vertex[a];
    if (same == 4) return e;
  }
  return -1;
}

static PetscErrorCode share_tip(const Medium *medium, const MeshLocation *place, Well *well,
                                int *law)
{
  const Mesh *mesh = medium->graph->mesh;
  Tip         own  = {{0.0}, 0.0, {0.0}}, tip;

  PetscFunctionBeginUser;
  if (place->cell >= 0) {
    own.law = medium->law[place->cell];
    for (int a = 0; a < 4; a++) {
      own.weight[a] = place->weight[a];
      own.vertex[a] = (double)global_of(mesh, mesh->cell[place->cell][a]);
    }
  }
  PetscCallMPI(
    MPI_Allreduce(&own, &tip, (int)(sizeof tip / sizeof(double)), MPI_DOUBLE, MPI_SUM, mesh->comm));
  *law       = (int)tip.law;
  well->here = false;
  for (int a = 0; a < 4; a++) {
    well->inflow.weight[a] = tip.weight[a];
    well->inflow.vertex[a] = local_of(mesh, (PetscInt)tip.vertex[a]);
    if (well->inflow.vertex[a] >= 0 && well->inflow.vertex[a] < mesh->n_owned) well->here = true;
  }
  well->cell = well->here ? cell_of(mesh, well->inflow.vertex) : -1;
  if (!well->here)
    for (int a = 0; a < 4; a++) well->inflow.vertex[a] = -1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode place_well(const Medium *medium, const FlowNeedle *given, Well *well,
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
  PetscCall(share_tip(medium, &place, well, &law));
  const Transverse *conductivity = &medium->conductivity[law];

  well->well = (NeedleWell){
    .pore         = medium->pore[law],
    .conductivity = cbrt(conductivity->along * conductivity->across * conductivity->across),
    .opening      = given->needle.bore};
  well->needle     = given->needle;
  well->limit      = given->pressure_limit;
  well->resistance = needle_loss(&well->needle, given->viscosity, 1.0);
  PetscFunctionReturn(PETSC_SUCCESS);
}

double well_tip(const Well *well, const double p[])
{
  double tip = 0.0;

  for (int a = 0; a < 4; a++) tip += well->inflow.weight[a] * p[well->inflow.vertex[a]];
  return tip;
}

double well_hub(const Well *well, double p_tip, double rate)
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

    flow->well[w].rate_set = injection_is_running(schedule, middle) ? schedule->rate : 0.0;
  }
}

PetscErrorCode wells_create(Flow *flow, Problems *problems)
{
  const int before = problems->count;

  PetscFunctionBeginUser;
  for (int w = 0; w < flow->problem->n_needles; w++) {
    PetscCall(place_well(flow->medium, &flow->problem->needle[w], &flow->well[w], problems));
    flow->inflow[w] = flow->well[w].inflow;
  }
  if (problems->count == before) PetscCall(wells_calibrate(flow, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}
