// SPDX-License-Identifier: GPL-3.0-or-later
// One step of all species: reaction, advection and diffusion with losses, reaction again (Strang splitting); an accepted
// step adds to the totals of the ledger.
#include "state.h"

static bool is_injecting(const Transport *transport)
{
  const TransportProblem *problem = transport->problem;
  const double            middle  = transport->water.t + 0.5 * transport->water.dt;
  bool                    any     = false;

  for (int w = 0; w < problem->n_needles; w++)
    any = any || injection_is_running(&problem->needle[w].schedule, middle);
  return any;
}

// Crystals are immobile without an injection: their amount stays while the fluid around them changes.
static void keep_crystals_in_place(const Transport *transport, Species *species)
{
  const WaterStep *water = &transport->water;

  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++)
    species->c_new[i] *= water->stored_old[i] / water->stored_new[i];
}

static PetscErrorCode find_present(Transport *transport, Species *species)
{
  const PetscInt n   = transport->medium->graph->mesh->n_owned;
  int            own = species->present, any;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < n && !own; i++)
    own = transport->nodal.source[i] > 0.0 || species->c_new[i] > 0.0;
  PetscCallMPI(
    MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_MAX, transport->medium->graph->mesh->comm));
  species->present = any != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode advance_species(Transport *transport, Species *species,
                                      TransportOutcome *outcome)
{
  const double dt = transport->water.dt;

  PetscFunctionBeginUser;
  if (species->crystals && !is_injecting(transport)) {
    keep_crystals_in_place(transport, species);
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(species_prepare(transport, species));
  PetscCall(find_present(transport, species));
  if (!species->present) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(stages_solve(transport, species, dt, outcome));
  if (outcome->converged) PetscCall(correct_fluxes(transport, species, dt));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_try(Transport *transport, const WaterStep *water,
                             TransportOutcome *outcome)
{
  const PetscInt n_local  = transport->medium->graph->mesh->n_local;
  const bool     reacting = reaction_needed(transport);

  PetscFunctionBeginUser;
  *outcome         = (TransportOutcome){.converged = true, .reason = "converged"};
  transport->water = *water;
  for (int s = 0; s < transport->n_species; s++) {
    Species *species = &transport->species[s];

    species->step = (SpeciesTotals){0};
    PetscCall(PetscArraycpy(species->c_new, species->c, n_local));
  }
  if (reacting) PetscCall(reaction_step(transport, 0.5 * water->dt, water->stored_old, true));
  PetscCall(pores_prepare(transport));
  for (int s = 0; s < transport->n_species && outcome->converged; s++)
    PetscCall(advance_species(transport, &transport->species[s], outcome));
  if (reacting && outcome->converged)
    PetscCall(reaction_step(transport, 0.5 * water->dt, water->stored_new, false));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void find_range(const Transport *transport, Species *species, double range[2])
{
  range[0] = -species->smallest;
  range[1] = species->largest;
  for (PetscInt i = 0; i < transport->medium->graph->mesh->n_owned; i++) {
    range[0] = PetscMax(range[0], -species->c[i]);
    range[1] = PetscMax(range[1], species->c[i]);
  }
}

static void accept_pores(Pores *pores)
{
  double *old = pores->edge_old;

  pores->edge_old = pores->edge_new;
  pores->edge_new = old;
  pores->begun    = true;
}

PetscErrorCode transport_accept(Transport *transport)
{
  const Mesh *mesh = transport->medium->graph->mesh;

  PetscFunctionBeginUser;
  accept_pores(&transport->pores);
  for (int s = 0; s < transport->n_species; s++) {
    Species *species = &transport->species[s];
    double   range[2], all[2];

    PetscCall(PetscArraycpy(species->c, species->c_new, mesh->n_local));
    find_range(transport, species, range);
    PetscCallMPI(MPI_Allreduce(range, all, 2, MPI_DOUBLE, MPI_MAX, mesh->comm));
    species->smallest = -all[0];
    species->largest  = all[1];
    PetscCallMPI(MPI_Allreduce(&species->step.cleared, &species->cleared_last, 1, MPI_DOUBLE,
                               MPI_SUM, mesh->comm));
    species->sum.injected += species->step.injected;
    species->sum.cleared += species->step.cleared;
    species->sum.left += species->step.left;
    species->sum.reacted += species->step.reacted;
    species->sum.gained += species->step.gained;
    if (!species->crystals) continue;
    for (PetscInt i = 0; i < mesh->n_owned; i++)
      species->stock[i] =
        PetscMax(species->stock[i], species->c[i] * transport->water.stored_new[i]);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
