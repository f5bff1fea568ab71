// SPDX-License-Identifier: GPL-3.0-or-later
// Flow coupled to a deforming skeleton: storage, porosity and conductivity follow the strain instead of a law of
// pressure. The parts of a step for poroelastic, which solves solid and fluid together.
#include "state.h"

#include <math.h>

PetscErrorCode flow_couple(Flow *flow, const FlowSkeleton *skeleton)
{
  PetscFunctionBeginUser;
  flow->skeleton = skeleton;
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++)
    flow->state.stored_rest[i] = flow->state.stored_old[i] = flow->state.stored[i] =
      storage_at(flow, i, flow->state.p_old[i]).value;
  excess_potentials_update(flow);
  flow->predictor.ready = false;
  PetscCall(cavity_measure(flow));
  flow->cavity.fluid_max = flow->cavity.fluid;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The cavity's fluid, and tissue that opens only by strain, conduct at the tip as its cell does; where there is a law
// of pressure, it describes the tissue that the mesh does not resolve.
static void set_tip_conductivity(Flow *flow)
{
  for (int w = 0; w < flow->problem->n_needles; w++) {
    Well *well = &flow->wells.well[w];

    if (well->cell < 0) continue;
    const int         law  = flow->cells.law[well->cell];
    const Transverse *rest = &flow->medium->conductivity[law];

    if (storage_by_pressure(flow, law)) continue;
    well->well.pore         = flow->medium->pore[law];
    well->well.conductivity = transverse_mean(rest);
    if (well->well.pore.kind == PORE_MATRIX && well->well.pore.phi_1 > well->well.pore.phi_0)
      continue;
    well->well.pore.kind  = PORE_MATRIX;
    well->well.pore.ratio = 1.0;
    well->well.conductivity *= flow->skeleton->factor[well->cell];
  }
}

PetscErrorCode flow_begin(Flow *flow, double t, double dt, double pressure[])
{
  const PetscScalar *predicted;

  PetscFunctionBeginUser;
  flow->step.t = t;
  set_tip_conductivity(flow);
  PetscCall(step_begin(flow, t, dt));
  PetscCall(VecGetArrayRead(flow->solver.x, &predicted));
  PetscCall(PetscArraycpy(pressure, predicted, flow->medium->graph->mesh->n_owned));
  PetscCall(VecRestoreArrayRead(flow->solver.x, &predicted));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_residual(Flow *flow, const double pressure[], double rate[])
{
  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(flow->state.p, pressure, flow->medium->graph->mesh->n_owned));
  PetscCall(graph_exchange(flow->medium->graph, flow->solver.carrier, flow->state.p));
  PetscCall(balance_find_residual(flow, rate));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void flow_reset_predictor(Flow *flow)
{
  flow->predictor.ready = false;
}

const double *flow_trial_pressure(const Flow *flow)
{
  return flow->state.p;
}

void flow_storage_change(const Flow *flow, double *in_step, double *in_all)
{
  *in_step = *in_all = 0.0;
  for (PetscInt i = 0; i < flow->medium->graph->mesh->n_owned; i++) {
    const double stored = storage_at(flow, i, flow->state.p[i]).value;

    *in_step += pow(stored - flow->state.stored_old[i], 2);
    *in_all += pow(stored - flow->state.stored_rest[i], 2);
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
  PetscCall(step_finish(flow, flow->step.t, error));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const double *flow_dirichlet(const Flow *flow)
{
  return flow->nodal.dirichlet;
}

double flow_scale(const Flow *flow)
{
  double needles = 0.0;

  for (int w = 0; w < flow->problem->n_needles; w++)
    needles = PetscMax(needles, flow->wells.well[w].rate_set);
  return PetscMax(needles, flow->scale.source_rate);
}
