// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/porous/medium.h"

#include "defects.h"

#include <string.h>

static bool is_film(Region a, Region b)
{
  return (region_lies_under_plane(a) && region_lies_over_plane(b)) ||
         (region_lies_over_plane(a) && region_lies_under_plane(b));
}

static PetscErrorCode find_film(const Mesh *mesh, PetscInt *n, PetscInt **film)
{
  const MeshFaces *faces = &mesh->faces;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(faces->n, film));
  *n = 0;
  for (PetscInt f = 0; f < faces->n; f++) {
    const int *side = faces->side[f];

    if (is_film((Region)side[0], (Region)side[1])) (*film)[(*n)++] = f;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_tissues(const Case *input, Medium *medium)
{
  for (int r = 0; r < REGION_COUNT; r++) {
    const Tissue *tissue = &input->tissue[r];
    Vec3          fibre  = tissue->fibre;

    if (input->anatomy.side == SIDE_LEFT) fibre.x[0] = -fibre.x[0];
    medium->pore[r]         = tissue->pore;
    medium->region[r]       = (Region)r;
    medium->conductivity[r] = (Transverse){
      .along = tissue->conductivity_along, .across = tissue->conductivity_across, .fibre = fibre};
    if (vec3_norm(fibre) == 0.0) medium->conductivity[r].along = tissue->conductivity_across;
  }
}

// The aperture takes the place of porosity; flow per width is aperture^3 / (12 mu) grad p.
static void set_film(const Case *input, Medium *medium)
{
  const Surfaces *plane   = &input->surfaces;
  const double    rest    = plane->plane_aperture_rest;
  const double    conduct = rest * rest * rest / (12.0 * plane->plane_viscosity);

  medium->film_law                 = medium->n_laws++;
  medium->region[medium->film_law] = REGION_FAT;
  medium->conductivity[medium->film_law] =
    (Transverse){.along = conduct, .across = conduct, .fibre = {{0.0}}};
  medium->pore[medium->film_law] = (Pore){.kind  = PORE_FILM,
                                          .phi_0 = rest,
                                          .phi_1 = plane->plane_aperture_dilated,
                                          .p_dil = plane->plane_pressure,
                                          .n     = 2.0,
                                          .beta  = 0.0,
                                          .ratio = 1.0};
}

static void add_share(PetscInt n[], int law[], double volume[], int at, double amount)
{
  int k = 0;

  while (k < *n && law[k] != at) k++;
  if (k == *n) {
    law[k]    = at;
    volume[k] = 0.0;
    (*n)++;
  }
  volume[k] += amount;
}

// Rows are first gathered with room for every law, then packed.
static PetscErrorCode gather_shares(const Mesh *mesh, const Elements *cells, const Elements *film,
                                    Shares *shares)
{
  const Elements *const sets[] = {cells, film};
  const PetscInt        n      = mesh->n_owned;
  PetscInt             *count, at = 0;
  int(*law)[MEDIUM_LAWS];
  double(*volume)[MEDIUM_LAWS];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &count));
  PetscCall(PetscMalloc2(n, &law, n, &volume));
  for (int s = 0; s < 2; s++)
    for (PetscInt e = 0; e < sets[s]->n; e++)
      for (int a = 0; a < sets[s]->n_vertices; a++) {
        const PetscInt i = sets[s]->vertex[e * sets[s]->n_vertices + a];

        if (i < n) add_share(&count[i], law[i], volume[i], sets[s]->law[e], sets[s]->weight[e]);
      }
  PetscCall(PetscMalloc1(n + 1, &shares->start));
  for (PetscInt i = 0; i < n; i++) at += count[i];
  PetscCall(PetscMalloc2(at, &shares->law, at, &shares->volume));
  shares->start[0] = at = 0;
  for (PetscInt i = 0; i < n; i++) {
    for (PetscInt k = 0; k < count[i]; k++, at++) {
      shares->law[at]    = law[i][k];
      shares->volume[at] = volume[i][k];
    }
    shares->start[i + 1] = at;
  }
  PetscCall(PetscFree2(law, volume));
  PetscCall(PetscFree(count));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_shares(Medium *medium)
{
  Elements cells = {0}, film = {0};

  PetscFunctionBeginUser;
  PetscCall(elements_cells(medium->graph, medium->law, medium->conductivity, &cells));
  PetscCall(elements_film(medium->graph, medium->n_film, medium->film, medium->film_law, &film));
  PetscCall(gather_shares(medium->graph->mesh, &cells, &film, &medium->shares));
  PetscCall(elements_destroy(&cells));
  PetscCall(elements_destroy(&film));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode medium_create(const Case *input, const Graph *graph, Medium **medium,
                             Problems *problems)
{
  const Mesh *mesh = graph->mesh;
  Medium     *made;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&made));
  made->input  = input;
  made->graph  = graph;
  made->n_laws = REGION_COUNT;
  set_tissues(input, made);
  PetscCall(PetscMalloc1(mesh->n_cells, &made->law));
  for (PetscInt e = 0; e < mesh->n_cells; e++) made->law[e] = mesh->region[e];
  PetscCall(defects_open(made, problems));
  set_film(input, made);
  for (int l = 0; l < made->n_laws; l++) potential_tabulate(&made->pore[l], &made->potential[l]);
  PetscCall(find_film(mesh, &made->n_film, &made->film));
  PetscCall(fill_shares(made));
  *medium = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode medium_destroy(Medium **medium)
{
  PetscFunctionBeginUser;
  if (*medium) {
    PetscCall(PetscFree((*medium)->shares.start));
    PetscCall(PetscFree2((*medium)->shares.law, (*medium)->shares.volume));
    PetscCall(PetscFree((*medium)->film));
    PetscCall(PetscFree((*medium)->law));
    PetscCall(PetscFree(*medium));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PoreCurve medium_storage(const Medium *medium, PetscInt i, double p)
{
  const Shares *shares = &medium->shares;
  PoreCurve     stored = {0.0, 0.0};

  for (PetscInt k = shares->start[i]; k < shares->start[i + 1]; k++) {
    const PoreCurve phi = pore_porosity(&medium->pore[shares->law[k]], p);

    stored.value += shares->volume[k] * phi.value;
    stored.slope += shares->volume[k] * phi.slope;
  }
  return stored;
}
