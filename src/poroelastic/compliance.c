// SPDX-License-Identifier: GPL-3.0-or-later
// Approximation of the compliance B K^-1 B^T, the change of pore volume by pressure, for the Schur complement of system.c.
//
// In most tissue it is local: a diagonal, biot^2 over a bulk modulus. A cavity is thin and soft between stiff walls: a
// pressure that is constant over it cannot widen it; only a gradient moves what is soft along the walls. That is
// lubrication, a flow of t^2 / (12 mu) grad p. A third of it serves best for meshes with one or two layers across.
#include "state.h"

#include "sij/fem/elements.h"

typedef struct {
  const Poroelastic *poroelastic;
  Transverse         along[MEDIUM_LAWS]; // of films, else zero
  double            *diagonal, (*coupling)[2];
} Compliance;

static bool is_film(const Poroelastic *poroelastic, int law)
{
  return law < poroelastic->medium->n_materials && poroelastic->medium->pore[law].kind == PORE_FILM;
}

// Thickness of the layer of a region: twice its volume over the area of its faces.
static PetscErrorCode find_thickness(const Mesh *mesh, int region, double *thick)
{
  double own[2] = {0.0, 0.0}, all[2];

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    if (mesh->region[e] == region) own[0] += mesh->volume[e];
  for (PetscInt f = 0; f < mesh->faces.n_owned; f++)
    if (mesh->faces.side[f][0] == region || mesh->faces.side[f][1] == region)
      own[1] += mesh_face_area(mesh, f);
  PetscCallMPI(MPI_Allreduce(own, all, 2, MPI_DOUBLE, MPI_SUM, mesh->comm));
  *thick = all[1] > 0.0 ? 2.0 * all[0] / all[1] : 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_film_compliance(const Mesh *mesh, Compliance *compliance)
{
  PetscFunctionBeginUser;
  for (int l = 0; l < MEDIUM_LAWS; l++)
    compliance->along[l] = (Transverse){.along = 0.0, .across = 0.0, .fibre = {{0.0}}};
  if (compliance->poroelastic->method.scheme == POROELASTIC_FIXED_STRESS)
    PetscFunctionReturn(PETSC_SUCCESS);
  for (PetscInt l = 0; l < compliance->poroelastic->medium->n_materials; l++) {
    double thick = 0.0, mu = 0.0, most;

    if (!is_film(compliance->poroelastic, (int)l)) continue;
    PetscCall(find_thickness(mesh, (int)l, &thick));
    for (PetscInt e = 0; e < mesh->n_cells; e++)
      if (mesh->region[e] == (int)l)
        mu = PetscMax(mu, mechanics_elastic(compliance->poroelastic->mechanics, e).mu);
    PetscCallMPI(MPI_Allreduce(&mu, &most, 1, MPI_DOUBLE, MPI_MAX, mesh->comm));
    if (most > 0.0)
      compliance->along[l].along = compliance->along[l].across =
        thick * thick / (COMPLIANCE_FILM_FLOW * most);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_film_compliance(Compliance *compliance)
{
  const Medium  *medium = compliance->poroelastic->medium;
  const Graph   *graph  = medium->graph;
  Elements       cells  = {0};
  const PetscInt n      = graph->mesh->n_owned;

  PetscFunctionBeginUser;
  PetscCall(elements_cells(graph, medium->law, compliance->along, &cells));
  for (PetscInt e = 0; e < cells.n; e++)
    for (int k = 0; k < cells.n_pairs; k++) {
      const PetscInt edge  = cells.pair_edge[e * cells.n_pairs + k];
      const double   value = cells.stiffness[e * cells.n_pairs + k];

      for (int s = 0; edge >= 0 && s < 2; s++) {
        compliance->coupling[edge][s] += value;
        if (graph->edge[edge][s] < n) compliance->diagonal[graph->edge[edge][s]] -= value;
      }
    }
  PetscCall(elements_destroy(&cells));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Monolithic: a cell dilates along one axis, as under a gradient of pressure, against lambda + 2 mu. The splitting
// converges with the bulk modulus, lambda + 2/3 mu, in every cell.
static void add_cell_compliance(Compliance *compliance)
{
  const Poroelastic *poroelastic = compliance->poroelastic;
  const Mesh        *mesh        = poroelastic->nodes->mesh;
  const double share = poroelastic->method.scheme == POROELASTIC_FIXED_STRESS ? 2.0 / 3.0 : 2.0;

  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    const int     law     = poroelastic->medium->law[e];
    const Elastic elastic = mechanics_elastic(poroelastic->mechanics, e);
    const double  biot    = poroelastic->law[law].biot;

    const double part = compliance->along[law].across > 0.0 ? COMPLIANCE_FILM_LOCAL : 1.0;

    for (int a = 0; a < 4; a++)
      if (mesh->cell[e][a] < mesh->n_owned)
        compliance->diagonal[mesh->cell[e][a]] +=
          part * 0.25 * mesh->volume[e] * biot * biot / (elastic.lambda + share * elastic.mu);
  }
}

static void clear_dirichlet(const Compliance *compliance)
{
  const Graph  *graph     = compliance->poroelastic->medium->graph;
  const double *dirichlet = flow_dirichlet(compliance->poroelastic->flow);

  for (PetscInt i = 0; i < graph->mesh->n_owned; i++)
    if (dirichlet[i] > 0.0) compliance->diagonal[i] = 0.0;
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++)
      if (graph->edge[k][s] < graph->mesh->n_owned && dirichlet[graph->edge[k][s]] > 0.0)
        compliance->coupling[k][s] = 0.0;
}

PetscErrorCode compliance_fill(const Poroelastic *poroelastic, Mat matrix)
{
  const Graph *graph      = poroelastic->medium->graph;
  Compliance   compliance = {.poroelastic = poroelastic};

  PetscFunctionBeginUser;
  PetscCall(
    PetscCalloc2(graph->mesh->n_owned, &compliance.diagonal, graph->n_edges, &compliance.coupling));
  PetscCall(set_film_compliance(graph->mesh, &compliance));
  PetscCall(add_film_compliance(&compliance));
  add_cell_compliance(&compliance);
  clear_dirichlet(&compliance);
  PetscCall(
    graph_matrix_fill(graph, matrix, compliance.diagonal, (const double(*)[2])compliance.coupling));
  PetscCall(PetscFree2(compliance.diagonal, compliance.coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}
