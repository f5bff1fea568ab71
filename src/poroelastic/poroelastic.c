// SPDX-License-Identifier: GPL-3.0-or-later
// Creates, accepts and destroys the coupled problem of tissue and fluid: it joins a Mechanics and a Flow that exist.
// step.c advances it.
#include "state.h"

static PetscErrorCode allocate_arrays(Poroelastic *poroelastic)
{
  const Nodes   *nodes   = poroelastic->nodes;
  const PetscInt n_cells = nodes->mesh->n_cells, n_owned = nodes->mesh->n_owned;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc6(nodes->n_local, &poroelastic->dirichlet, nodes->n_local, &poroelastic->u,
                         nodes->n_local, &poroelastic->u_old, nodes->n_local, &poroelastic->u_rate,
                         nodes->n_owned, &poroelastic->force, nodes->n_owned, &poroelastic->size));
  PetscCall(PetscCalloc4(n_cells, &poroelastic->factor, n_cells, &poroelastic->porosity_old,
                         n_cells, &poroelastic->porosity, n_cells, &poroelastic->dilation_rest));
  PetscCall(PetscCalloc3(n_owned, &poroelastic->p, n_owned, &poroelastic->pore_volume, n_owned,
                         &poroelastic->pore_volume_rest));
  PetscCall(PetscCalloc1(nodes->n_local, &poroelastic->u_rest));
  PetscCall(nodes_vector(nodes, &poroelastic->carrier));
  PetscCall(VecCreateMPI(nodes->mesh->comm, 3 * nodes->n_owned + n_owned, PETSC_DETERMINE,
                         &poroelastic->residual));
  PetscCall(VecDuplicate(poroelastic->residual, &poroelastic->step));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_laws(Poroelastic *poroelastic)
{
  const Medium *medium = poroelastic->medium;

  for (int l = 0; l < medium->n_laws; l++) {
    if (l == medium->interface_law) continue;
    const PorousMaterial *material = &medium->problem->material[medium->region[l]];

    poroelastic->law[l] = (PoreStrain){
      .pore = medium->pore[l], .biot = material->biot, .exponent = material->strain_exponent};
  }
}

// Initial state: the solid in equilibrium under its pre-tension, as a joint at rest is; its strain is the reference.
static PetscErrorCode set_initial_state(Poroelastic *poroelastic)
{
  const PetscInt n_cells = poroelastic->nodes->mesh->n_cells;

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(poroelastic->u_old, mechanics_displacement(poroelastic->mechanics),
                          poroelastic->nodes->n_local));
  PetscCall(PetscArraycpy(poroelastic->u, poroelastic->u_old, poroelastic->nodes->n_local));
  PetscCall(PetscArraycpy(poroelastic->u_rest, poroelastic->u_old, poroelastic->nodes->n_local));
  PetscCall(balance_set_reference(poroelastic));
  PetscCall(balance_pore_volume(poroelastic));
  balance_update_porosity(poroelastic, flow_pressure(poroelastic->flow));
  balance_update_conductivity(poroelastic, flow_pressure(poroelastic->flow));
  PetscCall(PetscArraycpy(poroelastic->porosity_old, poroelastic->porosity, n_cells));
  poroelastic->skeleton = (FlowSkeleton){.factor       = poroelastic->factor,
                                         .porosity_old = poroelastic->porosity_old,
                                         .porosity     = poroelastic->porosity,
                                         .pore_change  = poroelastic->pore_volume};
  PetscCall(flow_couple(poroelastic->flow, &poroelastic->skeleton));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_create(Mechanics *mechanics, Flow *flow, const Medium *medium,
                                  const PoroelasticMethod *method, Poroelastic **poroelastic)
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
  PetscCall(allocate_arrays(made));
  PetscCall(divergence_create(made->nodes, medium, made->law, &made->divergence));
  PetscCall(system_create(made));
  PetscCall(system_set_dirichlet(made));
  PetscCall(set_initial_state(made));
  *poroelastic = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode poroelastic_destroy(Poroelastic **poroelastic)
{
  Poroelastic *old = *poroelastic;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(system_destroy(&old->system));
  PetscCall(MatDestroy(&old->divergence));
  PetscCall(VecDestroy(&old->carrier));
  PetscCall(VecDestroy(&old->residual));
  PetscCall(VecDestroy(&old->step));
  PetscCall(PetscFree6(old->dirichlet, old->u, old->u_old, old->u_rate, old->force, old->size));
  PetscCall(PetscFree4(old->factor, old->porosity_old, old->porosity, old->dilation_rest));
  PetscCall(PetscFree(old->u_rest));
  PetscCall(PetscFree3(old->p, old->pore_volume, old->pore_volume_rest));
  PetscCall(PetscFree(*poroelastic));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void poroelastic_reset_predictor(Poroelastic *poroelastic)
{
  poroelastic->has_rate = false;
  flow_reset_predictor(poroelastic->flow);
}

PetscErrorCode poroelastic_accept(Poroelastic *poroelastic)
{
  const Nodes *nodes = poroelastic->nodes;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * nodes->n_local; k++)
    poroelastic->u_rate[k / 3][k % 3] =
      (poroelastic->u[k / 3][k % 3] - poroelastic->u_old[k / 3][k % 3]) / poroelastic->dt;
  poroelastic->has_rate = true;
  PetscCall(PetscArraycpy(poroelastic->u_old, poroelastic->u, nodes->n_local));
  PetscCall(mechanics_set_displacement(poroelastic->mechanics, (const double(*)[3])poroelastic->u));
  PetscCall(flow_accept(poroelastic->flow));
  PetscFunctionReturn(PETSC_SUCCESS);
}
