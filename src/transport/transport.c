// SPDX-License-Identifier: GPL-3.0-or-later
// Creates and destroys the transport of all solutes: species with their constants at vertices and edges, and linear
// solvers, from a medium and a TransportProblem.
#include "constants.h"
#include "state.h"

static PetscErrorCode allocate_arrays(Transport *transport)
{
  const Graph   *graph = transport->medium->graph;
  const PetscInt owned = graph->mesh->n_owned, local = graph->mesh->n_local, edges = graph->n_edges;
  Pores         *pores = &transport->pores;

  PetscFunctionBeginUser;
  // Each by itself: they change places.
  PetscCall(PetscCalloc1(edges, &pores->edge_old));
  PetscCall(PetscCalloc1(edges, &pores->edge_new));
  PetscCall(PetscCalloc4(edges, &pores->edge_diffusion, edges, &pores->edge_carry, owned,
                         &pores->carry, owned, &pores->perfusion_factor));
  PetscCall(PetscCalloc5(owned, &transport->nodal.mass_old, owned, &transport->nodal.mass_new,
                         owned, &transport->nodal.loss, owned, &transport->nodal.source, owned,
                         &transport->nodal.inflow));
  PetscCall(PetscCalloc3(local, &transport->stage.c_middle, local, &transport->stage.c_end, local,
                         &transport->stage.c_low));
  PetscCall(PetscCalloc3(edges, &transport->stage.amount, owned, &transport->solver.diagonal, edges,
                         &transport->solver.coupling));
  PetscCall(mesh_vector(graph->mesh, &transport->solver.carrier));
  PetscCall(VecDuplicate(transport->solver.carrier, &transport->solver.x));
  PetscCall(VecDuplicate(transport->solver.carrier, &transport->solver.b));
  PetscCall(graph_matrix(graph, &transport->solver.high));
  PetscCall(graph_matrix(graph, &transport->solver.low));
  PetscCall(limiter_create(graph, &transport->limiter));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_solver(MPI_Comm comm, const char *prefix, double rtol, Mat matrix,
                                    KSP *ksp)
{
  PC pc;

  PetscFunctionBeginUser;
  PetscCall(KSPCreate(comm, ksp));
  PetscCall(KSPSetOptionsPrefix(*ksp, prefix));
  PetscCall(KSPSetType(*ksp, KSPBCGS));
  // The tolerance then is that of the residual itself, whatever the preconditioner: blocks of ranks
  // and factors kept from another stage do not move the answer.
  PetscCall(KSPSetPCSide(*ksp, PC_RIGHT));
  PetscCall(KSPGetPC(*ksp, &pc));
  PetscCall(PCSetType(pc, PCBJACOBI));
  PetscCall(
    KSPSetTolerances(*ksp, rtol, TRANSPORT_ATOL, PETSC_DEFAULT, TRANSPORT_LINEAR_ITERATIONS));
  PetscCall(KSPSetInitialGuessNonzero(*ksp, PETSC_TRUE));
  PetscCall(KSPSetOperators(*ksp, matrix, matrix));
  PetscCall(KSPSetFromOptions(*ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Elements that all species share: of free diffusivity 1, which each species scales by its own.
static PetscErrorCode create_elements(Transport *transport)
{
  const Medium *medium              = transport->medium;
  Transverse    spread[MEDIUM_LAWS] = {{0}};

  PetscFunctionBeginUser;
  for (int l = 0; l < medium->n_laws; l++) {
    if (l == medium->interface_law) continue;
    const TransportMaterial *material = &transport->problem->material[medium->region[l]];

    spread[l] = (Transverse){.along  = material->diffusion_along,
                             .across = material->diffusion_across,
                             .fibre  = medium->conductivity[l].fibre};
    if (vec3_norm(spread[l].fibre) == 0.0) spread[l].along = spread[l].across;
  }
  PetscCall(elements_cells(medium->graph, medium->law, spread, &transport->cells));
  PetscCall(elements_faces(medium->graph, medium->n_interface, medium->interface,
                           medium->interface_law, &transport->interface));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The lining clears by its area.
static PetscErrorCode add_lining(const Transport *transport, Species *species)
{
  const TransportProblem *problem  = transport->problem;
  const Clearance        *law      = &problem->solute[species->drug].clearance;
  const double            exchange = clearance_synovium(law) * problem->lining_area;

  PetscFunctionBeginUser;
  PetscCall(medium_add_lining(transport->medium, problem->lining, exchange, species->lining));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_species(Transport *transport, int drug, bool crystals)
{
  const Graph   *graph   = transport->medium->graph;
  const PetscInt owned   = graph->mesh->n_owned;
  Species       *species = &transport->species[transport->n_species++];

  PetscFunctionBeginUser;
  species->drug     = drug;
  species->crystals = crystals;
  PetscCall(PetscCalloc2(graph->mesh->n_local, &species->c, graph->mesh->n_local, &species->c_new));
  PetscCall(PetscCalloc5(owned, &species->bound, graph->n_edges, &species->edge_bound, owned,
                         &species->clearance, owned, &species->lining, owned, &species->stock));
  if (crystals) PetscFunctionReturn(PETSC_SUCCESS);
  species->diffusivity = transport->problem->solute[drug].diffusivity;
  PetscCall(tissue_constants(transport, species));
  PetscCall(add_lining(transport, species));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_create(const Medium *medium, const TransportProblem *problem,
                                Transport **transport)
{
  const MPI_Comm comm = medium->graph->mesh->comm;
  Transport     *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->medium  = medium;
  made->problem = problem;
  PetscCall(allocate_arrays(made));
  PetscCall(create_elements(made));
  PetscCall(create_solver(comm, "transport_", TRANSPORT_LINEAR_RTOL, made->solver.high,
                          &made->solver.ksp_high));
  PetscCall(create_solver(comm, "transport_bound_", problem->linear_tolerance, made->solver.low,
                          &made->solver.ksp_low));
  for (int d = 0; d < problem->n_solutes; d++) {
    if (!problem->solute[d].present) continue;
    PetscCall(add_species(made, d, false));
    if (problem->solute[d].solubility > 0.0) PetscCall(add_species(made, d, true));
  }
  *transport = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode transport_destroy(Transport **transport)
{
  Transport *old = *transport;

  PetscFunctionBeginUser;
  if (!old) PetscFunctionReturn(PETSC_SUCCESS);
  for (int s = 0; s < old->n_species; s++) {
    Species *species = &old->species[s];

    PetscCall(PetscFree2(species->c, species->c_new));
    PetscCall(PetscFree5(species->bound, species->edge_bound, species->clearance, species->lining,
                         species->stock));
  }
  PetscCall(PetscFree(old->pores.edge_old));
  PetscCall(PetscFree(old->pores.edge_new));
  PetscCall(PetscFree4(old->pores.edge_diffusion, old->pores.edge_carry, old->pores.carry,
                       old->pores.perfusion_factor));
  PetscCall(PetscFree5(old->nodal.mass_old, old->nodal.mass_new, old->nodal.loss, old->nodal.source,
                       old->nodal.inflow));
  PetscCall(PetscFree3(old->stage.c_middle, old->stage.c_end, old->stage.c_low));
  PetscCall(PetscFree3(old->stage.amount, old->solver.diagonal, old->solver.coupling));
  PetscCall(elements_destroy(&old->cells));
  PetscCall(elements_destroy(&old->interface));
  PetscCall(limiter_destroy(&old->limiter));
  PetscCall(VecDestroy(&old->solver.carrier));
  PetscCall(VecDestroy(&old->solver.x));
  PetscCall(VecDestroy(&old->solver.b));
  PetscCall(MatDestroy(&old->solver.high));
  PetscCall(MatDestroy(&old->solver.low));
  PetscCall(KSPDestroy(&old->solver.ksp_high));
  PetscCall(KSPDestroy(&old->solver.ksp_low));
  PetscCall(PetscFree(*transport));
  PetscFunctionReturn(PETSC_SUCCESS);
}
