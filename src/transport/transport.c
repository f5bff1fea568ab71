// SPDX-License-Identifier: GPL-3.0-or-later
// Creates and destroys the transport of all solutes: constants by vertex and edge, solvers, species.
#include "state.h"

#include "sij/laws/solute.h"

static PetscErrorCode allocate(Transport *transport)
{
  const Graph   *graph = transport->medium->graph;
  const PetscInt owned = graph->mesh->n_owned, local = graph->mesh->n_local, edges = graph->n_edges;
  Pores         *pores = &transport->pores;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc6(edges, &pores->edge_old, edges, &pores->edge_new, edges,
                         &pores->edge_diffusion, edges, &pores->edge_carry, owned, &pores->carry,
                         owned, &pores->perfusion_factor));
  PetscCall(PetscCalloc5(owned, &transport->mass_old, owned, &transport->mass_new, owned,
                         &transport->loss, owned, &transport->source, owned, &transport->brought));
  PetscCall(
    PetscCalloc3(local, &transport->c_middle, local, &transport->c_end, local, &transport->c_low));
  PetscCall(PetscCalloc3(edges, &transport->amount, owned, &transport->diagonal, edges,
                         &transport->coupling));
  PetscCall(mesh_vector(graph->mesh, &transport->carrier));
  PetscCall(VecDuplicate(transport->carrier, &transport->x));
  PetscCall(VecDuplicate(transport->carrier, &transport->b));
  PetscCall(graph_matrix(graph, &transport->high));
  PetscCall(graph_matrix(graph, &transport->low));
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
  PetscCall(KSPGetPC(*ksp, &pc));
  PetscCall(PCSetType(pc, PCBJACOBI));
  PetscCall(KSPSetTolerances(*ksp, rtol, 1e-300, PETSC_DEFAULT, 500));
  PetscCall(KSPSetInitialGuessNonzero(*ksp, PETSC_TRUE));
  PetscCall(KSPSetOperators(*ksp, matrix, matrix));
  PetscCall(KSPSetFromOptions(*ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What all species share: free diffusivity 1, so that each scales it by its own.
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
                           medium->interface_law, &transport->film));
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

// The film is a gap of fluid: it binds nothing and has no vessels.
static PetscErrorCode set_material_constants(const Transport *transport, Species *species)
{
  const Medium          *medium  = transport->medium;
  const TransportSolute *drug    = &transport->problem->solute[species->drug];
  const NodalVolumes    *volumes = &medium->volumes;

  PetscFunctionBeginUser;
  for (PetscInt i = 0; i < medium->graph->mesh->n_owned; i++)
    for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++) {
      const int law = volumes->law[k], region = medium->region[law];

      if (law == medium->interface_law) continue;
      species->bound[i] +=
        solute_bound(medium->pore[law].phi_0, drug->retardation[region]) * volumes->volume[k];
      species->clearance[i] +=
        clearance_tissue(&drug->clearance, transport->problem->material[region].perfusion, 1.0) *
        volumes->volume[k];
    }
  for (PetscInt e = 0; e < transport->cells.n; e++) {
    const int    law = transport->cells.law[e];
    const double bound =
      solute_bound(medium->pore[law].phi_0, drug->retardation[medium->region[law]]) *
      transport->cells.mass[e];

    for (int k = 0; k < 6; k++)
      if (transport->cells.pair_edge[6 * e + k] >= 0)
        species->edge_bound[transport->cells.pair_edge[6 * e + k]] += bound;
  }
  PetscCall(add_lining(transport, species));
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
  PetscCall(set_material_constants(transport, species));
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
  PetscCall(allocate(made));
  PetscCall(create_elements(made));
  PetscCall(create_solver(comm, "transport_", 1e-8, made->high, &made->solve_high));
  PetscCall(create_solver(comm, "transport_bound_", problem->linear_tolerance, made->low,
                          &made->solve_low));
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
  PetscCall(PetscFree6(old->pores.edge_old, old->pores.edge_new, old->pores.edge_diffusion,
                       old->pores.edge_carry, old->pores.carry, old->pores.perfusion_factor));
  PetscCall(PetscFree5(old->mass_old, old->mass_new, old->loss, old->source, old->brought));
  PetscCall(PetscFree3(old->c_middle, old->c_end, old->c_low));
  PetscCall(PetscFree3(old->amount, old->diagonal, old->coupling));
  PetscCall(elements_destroy(&old->cells));
  PetscCall(elements_destroy(&old->film));
  PetscCall(limiter_destroy(&old->limiter));
  PetscCall(VecDestroy(&old->carrier));
  PetscCall(VecDestroy(&old->x));
  PetscCall(VecDestroy(&old->b));
  PetscCall(MatDestroy(&old->high));
  PetscCall(MatDestroy(&old->low));
  PetscCall(KSPDestroy(&old->solve_high));
  PetscCall(KSPDestroy(&old->solve_low));
  PetscCall(PetscFree(*transport));
  PetscFunctionReturn(PETSC_SUCCESS);
}
