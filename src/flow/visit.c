// SPDX-License-Identifier: GPL-3.0-or-later
// What the flow keeps between two steps: pressure, storage, their rates, wells, mass balance and the record of the
// cavity. A checkpoint visits it.
#include "state.h"

#include <stdio.h>

enum { ITEM_NAME = 64 };

static PetscErrorCode visit_wells(Flow *flow, const StateVisitor *visitor)
{
  char name[ITEM_NAME];

  PetscFunctionBeginUser;
  for (int w = 0; w < flow->problem->n_needles; w++) {
    Well         *well     = &flow->wells.well[w];
    double *const number[] = {&well->rate_set, &well->hub, &well->delivered, &well->hub_max,
                              &well->hub_end};

    (void)snprintf(name, sizeof name, "flow.well.%d", w);
    PetscCall(state_visit_numbers(visitor, name, 5, number));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_cavity(FlowCavityRecord *cavity, const StateVisitor *visitor)
{
  double *const number[] = {&cavity->pressure, &cavity->pressure_max, &cavity->fluid,
                            &cavity->fluid_max};

  PetscFunctionBeginUser;
  PetscCall(state_visit_numbers(visitor, "flow.cavity", 4, number));
  PetscCall(
    visitor->values(visitor->context, "flow.cavity.exit_rate", FLOW_EXITS, cavity->exit_rate));
  PetscCall(
    visitor->values(visitor->context, "flow.cavity.exit_volume", FLOW_EXITS, cavity->exit_volume));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_balance(Flow *flow, const StateVisitor *visitor)
{
  FlowMassBalance *balance  = &flow->balance;
  double *const    number[] = {&balance->absorbed, &balance->outflow, &balance->source,
                               &balance->source_magnitude, &flow->scale.moved_before};

  PetscFunctionBeginUser;
  PetscCall(state_visit_numbers(visitor, "flow.balance", 5, number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_field(const StateVisitor *visitor, const char *name, double value[])
{
  PetscFunctionBeginUser;
  PetscCall(visitor->field(visitor->context, name, STATE_VERTICES, 1, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The preconditioner is kept while it serves, so that it depends on steps long past.
static PetscErrorCode visit_preconditioner(Flow *flow, const StateVisitor *visitor)
{
  FlowPreconditioner *kept     = &flow->solver.preconditioner;
  double *const       number[] = {&kept->dt, &kept->reduction, &kept->excess};

  PetscFunctionBeginUser;
  PetscCall(visit_field(visitor, "flow.preconditioner.pressure", kept->pressure));
  PetscCall(state_visit_numbers(visitor, "flow.preconditioner", 3, number));
  PetscCall(state_visit_bool(visitor, "flow.preconditioner.fresh", &kept->fresh));
  if (visitor->reads) PetscCall(newton_restore_preconditioner(flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Trial values are those of the accepted step until the next one is tried.
static PetscErrorCode restore_trial(Flow *flow)
{
  const Mesh *mesh = flow->medium->graph->mesh;

  PetscFunctionBeginUser;
  PetscCall(graph_exchange(flow->medium->graph, flow->solver.carrier, flow->state.p_old));
  PetscCall(PetscArraycpy(flow->state.p, flow->state.p_old, mesh->n_local));
  PetscCall(PetscArraycpy(flow->state.stored, flow->state.stored_old, mesh->n_owned));
  flow->step.water.stored_new = flow->state.stored;
  excess_potentials_update(flow);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode flow_visit_state(Flow *flow, const StateVisitor *visitor)
{
  PetscFunctionBeginUser;
  PetscCall(visit_field(visitor, "flow.pressure", flow->state.p_old));
  PetscCall(visit_field(visitor, "flow.stored", flow->state.stored_old));
  PetscCall(visit_field(visitor, "flow.stored_at_rest", flow->state.stored_rest));
  PetscCall(visit_field(visitor, "flow.storage_rate", flow->predictor.storage_rate));
  PetscCall(visit_field(visitor, "flow.pressure_rate", flow->predictor.pressure_rate));
  PetscCall(state_visit_bool(visitor, "flow.predictor_ready", &flow->predictor.ready));
  PetscCall(visit_wells(flow, visitor));
  PetscCall(visit_balance(flow, visitor));
  PetscCall(visit_cavity(&flow->cavity, visitor));
  PetscCall(visit_preconditioner(flow, visitor));
  if (visitor->reads) PetscCall(restore_trial(flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}
