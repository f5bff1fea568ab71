// SPDX-License-Identifier: GPL-3.0-or-later
// What the tissues around each vertex bind of a species and what their blood clears. Beside an interface, a thin layer
// of fluid, tissue takes part only to the depth that drug reaches from it.
#include "state.h"

#include "sij/laws/solute.h"

static double find_clearance(const Transport *transport, const Species *species, int law)
{
  const TransportProblem *problem = transport->problem;

  return clearance_tissue(&problem->solute[species->drug].clearance,
                          problem->material[transport->medium->region[law]].perfusion, 1.0);
}

static double find_binding(const Transport *transport, const Species *species, int law)
{
  const TransportSolute *drug = &transport->problem->solute[species->drug];

  return solute_bound(transport->medium->pore[law].phi_0,
                      drug->retardation[transport->medium->region[law]]);
}

// The interface is a gap of fluid: it binds nothing and has no vessels.
static double find_interface_area(const Medium *medium, PetscInt i)
{
  const NodalVolumes *volumes = &medium->volumes;

  for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++)
    if (volumes->law[k] == medium->interface_law) return volumes->volume[k];
  return 0.0;
}

// Share of `volume` of a law that takes part, around a vertex with `area` of interface.
static double find_share(const Transport *transport, const Species *species, int law, double area,
                         double volume)
{
  const TransportMaterial *material = &transport->problem->material[transport->medium->region[law]];
  const double             spread   = transport->medium->pore[law].phi_0 *
                        PetscMin(material->diffusion_along, material->diffusion_across) *
                        species->diffusivity;

  if (area == 0.0) return 1.0;
  return PetscMin(1.0,
                  clearance_depth(spread, find_clearance(transport, species, law)) * area / volume);
}

static void add_to_vertex(const Transport *transport, Species *species, PetscInt i, double *least)
{
  const Medium       *medium  = transport->medium;
  const NodalVolumes *volumes = &medium->volumes;
  const double        area    = find_interface_area(medium, i);

  *least = 1.0;
  for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++) {
    const int    law    = volumes->law[k];
    const double volume = volumes->volume[k];

    if (law == medium->interface_law) continue;
    const double share = find_share(transport, species, law, area, volume);

    species->bound[i] += share * find_binding(transport, species, law) * volume;
    species->clearance[i] += share * find_clearance(transport, species, law) * volume;
    *least = PetscMin(*least, share);
  }
}

static void add_to_edges(const Transport *transport, Species *species, const double share[])
{
  const Graph    *graph = transport->medium->graph;
  const Elements *cells = &transport->cells;

  for (PetscInt e = 0; e < cells->n; e++) {
    const double bound = find_binding(transport, species, cells->law[e]) * cells->mass[e];

    for (int k = 0; k < 6; k++) {
      const PetscInt edge = cells->pair_edge[6 * e + k];

      if (edge < 0) continue;
      species->edge_bound[edge] +=
        bound * PetscMin(share[graph->edge[edge][0]], share[graph->edge[edge][1]]);
    }
  }
}

PetscErrorCode tissue_constants(const Transport *transport, Species *species)
{
  const Mesh *mesh = transport->medium->graph->mesh;
  double     *share; // least of a law around each vertex

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &share));
  for (PetscInt i = 0; i < mesh->n_owned; i++) add_to_vertex(transport, species, i, &share[i]);
  PetscCall(graph_exchange(transport->medium->graph, transport->solver.carrier, share));
  add_to_edges(transport, species, share);
  PetscCall(PetscFree(share));
  PetscFunctionReturn(PETSC_SUCCESS);
}
