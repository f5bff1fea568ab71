// SPDX-License-Identifier: GPL-3.0-or-later
#include "state.h"

static PetscErrorCode allocate(Poroelastic *coupled)
{
  const Nodes   *nodes   = coupled->nodes;
  const PetscInt n_cells = nodes->mesh->n_cells, n_owned = nodes->mesh->n_owned;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc6(nodes->n_local, &coupled->held, nodes->n_local, &coupled->u,
                         nodes->n_local, &coupled->u_old, nodes->n_local, &coupled->u_drift,
                         nodes->n_owned, &coupled->force, nodes->n_owned, &coupled->size));
  PetscCall(PetscCalloc4(n_cells, &coupled->factor, n_cells, &coupled->porosity_old, n_cells,
                         &coupled->porosity, n_cells, &coupled->dilation_rest));
  PetscCall(
    PetscCalloc3(n_owned, &coupled->p, n_owned, &coupled->room, n_owned, &coupled->room_rest));
  PetscCall(nodes_vector(nodes, &coupled->carrier));
  PetscCall(VecCreateMPI(nodes->mesh->comm, 3 * nodes->n_owned + n_owned, PETSC_DETERMINE,
                         &coupled->residual));
  PetscCall(VecDuplicate(coupled->residual, &coupled->step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_laws(Poroelastic *coupled)
{
  const Medium *medium = coupled->medium;

  for (int l = 0; l < medium->n_laws; l++) {
    if (l == medium->interface_law) continue;
    const PorousMaterial *material = &medium->problem->material[medium->region[l]];

    coupled->law[l] = (PoreStrain){
      .pore = medium->pore[l], .biot = material->biot, .exponent = material->strain_exponent};
  }
}

// What the flow starts from: the solid as it stands, under its pre-tension, as a joint at rest is.
static PetscErrorCode settle(Poroelastic *coupled)
{
  const PetscInt n_cells = coupled->nodes->mesh->n_cells;

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(coupled->u_old, mechanics_displacement(coupled->mechanics),
                          coupled->nodes->n_local));
  PetscCall(PetscArraycpy(coupled->u, coupled->u_old, coupled->nodes->n_local));
  PetscCall(balance_rest(coupled));
  PetscCall(balance_room(coupled));
  balance_pores(coupled, flow_pressure(coupled->flow));
  balance_conduct(coupled, flow_pressure(coupled->flow));
  PetscCall(PetscArraycpy(coupled->porosity_old, coupled->porosity, n_cells));
  coupled->skeleton = (FlowSkeleton){.factor       = coupled->factor,
                                     .porosity_old = coupled->porosity_old,
                                     .porosity     = coupled->porosity,
                                     .pore_change  = coupled->room};
  PetscCall(flow_couple(coupled->flow, &coupled->skeleton));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_create(Mechanics *mechanics, Flow *flow, const Medium *medium,
                                  const PoroelasticMethod *method, Poroelastic **coupled)
{
  Poroelastic *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->mechanics = mechanics;
  made->flow      = flow;
  made->medium    = medium;
  made->nodes     = mechanics_nodes(mechanics);
  made->method    = *method;
  set_laws(made);
  PetscCall(allocate(made));
  PetscCall(room_create(made->nodes, medium, made->law, &made->room_whole));
  PetscCall(system_create(made));
  PetscCall(system_hold(made));
  PetscCall(settle(made));
  *coupled = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_destroy(Poroelastic **coupled)
{
  Poroelastic *old = *coupled;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(system_destroy(&old->system));
  PetscCall(MatDestroy(&old->room_whole));
  PetscCall(VecDestroy(&old->carrier));
  PetscCall(VecDestroy(&old->residual));
  PetscCall(VecDestroy(&old->step));
  PetscCall(PetscFree6(old->held, old->u, old->u_old, old->u_drift, old->force, old->size));
  PetscCall(PetscFree4(old->factor, old->porosity_old, old->porosity, old->dilation_rest));
  PetscCall(PetscFree3(old->p, old->room, old->room_rest));
  PetscCall(PetscFree(*coupled));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void poroelastic_turn(Poroelastic *coupled)
{
  coupled->has_drift = false;
  flow_reset_predictor(coupled->flow);
}

PetscErrorCode poroelastic_accept(Poroelastic *coupled)
{
  const Nodes *nodes = coupled->nodes;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * nodes->n_local; k++)
    coupled->u_drift[k / 3][k % 3] =
      (coupled->u[k / 3][k % 3] - coupled->u_old[k / 3][k % 3]) / coupled->dt;
  coupled->has_drift = true;
  PetscCall(PetscArraycpy(coupled->u_old, coupled->u, nodes->n_local));
  PetscCall(mechanics_set(coupled->mechanics, (const double(*)[3])coupled->u));
  PetscCall(flow_accept(coupled->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}
