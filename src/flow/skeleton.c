// SPDX-License-Identifier: GPL-3.0-or-later
// A skeleton in the place of dilation by pressure.
#include "state.h"

#include "sij/laws/pore_strain.h"

#include <math.h>

bool couple_by_pressure(const Flow *flow, int law)
{
  return !flow->skeleton || law >= flow->medium->n_materials;
}

double couple_factor(const Flow *flow, int s, PetscInt e)
{
  return s == 0 && !couple_by_pressure(flow, flow->cells.law[e]) ? flow->skeleton->factor[e] : 1.0;
}

PoreCurve couple_storage(const Flow *flow, PetscInt i, double p)
{
  const Medium       *medium  = flow->medium;
  const NodalVolumes *volumes = &medium->volumes;
  PoreCurve           stored;

  if (!flow->skeleton) return medium_storage(medium, i, p);
  stored = (PoreCurve){.value = flow->skeleton->room[i], .slope = 0.0};
  for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++) {
    const Pore     *pore  = &medium->pore[volumes->law[k]];
    const PoreCurve added = pore_strain_added(pore, p);

    stored.value += volumes->volume[k] * (pore->phi_0 + added.value);
    stored.slope += volumes->volume[k] * added.slope;
  }
  return stored;
}

double couple_porosity(const Flow *flow, PetscInt e, double p)
{
  return flow->skeleton ? flow->skeleton->porosity[e]
                        : pore_porosity(&flow->medium->pore[flow->cells.law[e]], p).value;
}

double couple_held(const Flow *flow, PetscInt i)
{
  return flow->skeleton ? couple_storage(flow, i, 0.0).value : flow->stored_old[i];
}

PetscErrorCode flow_couple(Flow *flow, const FlowSkeleton *skeleton)
{
  PetscFunctionBeginUser;
  flow->skeleton = skeleton;
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++)
    flow->stored_rest[i] = flow->stored_old[i] = flow->stored[i] =
      couple_storage(flow, i, flow->p_old[i]).value;
  heads_update(flow);
  flow->has_drift = false;
  PetscCall(cavity_measure(flow));
  flow->fill_max = flow->fill_now;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A film, and tissue that opens only by strain, conduct at the tip as its cell does; where a law of pressure
// is known, it stands for the tissue that the mesh does not resolve.
static void set_wells(Flow *flow)
{
  for (int w = 0; w < flow->problem->n_needles; w++) {
    Well *well = &flow->well[w];

    if (well->cell < 0) continue;
    const int         law  = flow->cells.law[well->cell];
    const Transverse *rest = &flow->medium->conductivity[law];

    if (couple_by_pressure(flow, law)) continue;
    well->well.pore         = flow->medium->pore[law];
    well->well.conductivity = cbrt(rest->along * rest->across * rest->across);
    if (well->well.pore.kind == PORE_MATRIX && well->well.pore.phi_1 > well->well.pore.phi_0)
      continue;
    well->well.pore.kind  = PORE_MATRIX;
    well->well.pore.ratio = 1.0;
    well->well.conductivity *= flow->skeleton->factor[well->cell];
  }
}

PetscErrorCode flow_begin(Flow *flow, double t, double dt, double pressure[])
{
  const PetscScalar *guess;

  PetscFunctionBeginUser;
  flow->t = t;
  set_wells(flow);
  PetscCall(step_begin(flow, t, dt));
  PetscCall(VecGetArrayRead(flow->x, &guess));
  PetscCall(PetscArraycpy(pressure, guess, flow->medium->graph->mesh->n_owned));
  PetscCall(VecRestoreArrayRead(flow->x, &guess));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_residual(Flow *flow, const double pressure[], double rate[])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(flow->p, pressure, flow->medium->graph->mesh->n_owned));
  PetscCall(graph_exchange(flow->medium->graph, flow->carrier, flow->p));
  PetscCall(balance_rates(flow, rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void flow_reset_predictor(Flow *flow)
{
  flow->has_drift = false;
}

const double *flow_trial_pressure(const Flow *flow)
{
  return flow->p;
}

void flow_storage_change(const Flow *flow, double *in_step, double *in_all)
{
  *in_step = *in_all = 0.0;
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++) {
    const double stored = couple_storage(flow, i, flow->p[i]).value;

    *in_step += pow(stored - flow->stored_old[i], 2);
    *in_all += pow(stored - flow->stored_rest[i], 2);
  }
}

PetscErrorCode flow_tangent(Flow *flow, Mat tangent)
{
  PetscFunctionBeginUser;
  PetscCall(balance_matrix(flow, tangent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_end(Flow *flow, double *error)
{
  PetscFunctionBeginUser;
  PetscCall(step_finish(flow, flow->t, error));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const double *flow_dirichlet(const Flow *flow)
{
  return flow->pinned;
}

double flow_scale(const Flow *flow)
{
  double needles = 0.0;

  for (int w = 0; w < flow->problem->n_needles; w++)
    needles = PetscMax(needles, flow->well[w].rate_set);
  return PetscMax(needles, flow->source_scale);
}
