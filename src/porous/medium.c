// SPDX-License-Identifier: GPL-3.0-or-later
// The porous medium: laws of materials, defects and the interface, and the volume of each around a vertex. Flow and
// transport are created on it.
#include "sij/porous/medium.h"

#include "defects.h"

static PetscErrorCode find_interface(const PorousInterface *interface, const Mesh *mesh,
                                     PetscInt *n, PetscInt **face)
{
  const MeshFaces *faces = &mesh->faces;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(faces->n, face));
  *n = 0;
  for (PetscInt f = 0; f < faces->n && interface->is_between; f++)
    if (interface->is_between(faces->side[f][0], faces->side[f][1])) (*face)[(*n)++] = f;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void set_materials(const PorousProblem *problem, Medium *medium)
{
  for (int r = 0; r < problem->n_materials; r++) {
    medium->pore[r]         = problem->material[r].pore;
    medium->region[r]       = r;
    medium->conductivity[r] = problem->material[r].conductivity;
  }
}

static void set_interface(const PorousInterface *interface, Medium *medium)
{
  medium->interface_law                       = medium->n_laws++;
  medium->region[medium->interface_law]       = MESH_NONE;
  medium->pore[medium->interface_law]         = interface->pore;
  medium->conductivity[medium->interface_law] = (Transverse){
    .along = interface->conductivity, .across = interface->conductivity, .fibre = {{0.0}}};
}

static void add_volume(PetscInt n[], int law[], double volume[], int at, double amount)
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

// Rows are first gathered with space for every law, then packed.
static PetscErrorCode gather_volumes(const Mesh *mesh, const Elements *cells,
                                     const Elements *triangles, NodalVolumes *volumes)
{
  const Elements *const sets[] = {cells, triangles};
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

        if (i < n) add_volume(&count[i], law[i], volume[i], sets[s]->law[e], sets[s]->weight[e]);
      }
  PetscCall(PetscMalloc1(n + 1, &volumes->start));
  for (PetscInt i = 0; i < n; i++) at += count[i];
  PetscCall(PetscMalloc2(at, &volumes->law, at, &volumes->volume));
  volumes->start[0] = at = 0;
  for (PetscInt i = 0; i < n; i++) {
    for (PetscInt k = 0; k < count[i]; k++, at++) {
      volumes->law[at]    = law[i][k];
      volumes->volume[at] = volume[i][k];
    }
    volumes->start[i + 1] = at;
  }
  PetscCall(PetscFree2(law, volume));
  PetscCall(PetscFree(count));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_nodal_volumes(Medium *medium)
{
  Elements cells = {0}, triangles = {0};

  PetscFunctionBeginUser;
  PetscCall(elements_cells(medium->graph, medium->law, medium->conductivity, &cells));
  PetscCall(elements_faces(medium->graph, medium->n_interface, medium->interface,
                           medium->interface_law, &triangles));
  PetscCall(gather_volumes(medium->graph->mesh, &cells, &triangles, &medium->volumes));
  PetscCall(elements_destroy(&cells));
  PetscCall(elements_destroy(&triangles));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode medium_create(const PorousProblem *problem, const Graph *graph, Medium **medium,
                             Problems *problems)
{
  const Mesh *mesh = graph->mesh;
  Medium     *made;

  PetscFunctionBeginUser;
  PetscCheck(problem->n_materials + problem->n_defects < MEDIUM_LAWS, mesh->comm,
             PETSC_ERR_ARG_OUTOFRANGE, "%d materials and %d defects: a medium has at most %d laws",
             problem->n_materials, problem->n_defects, MEDIUM_LAWS);
  PetscCall(PetscNew(&made));
  made->problem     = problem;
  made->graph       = graph;
  made->n_materials = made->n_laws = problem->n_materials;
  set_materials(problem, made);
  PetscCall(PetscMalloc1(mesh->n_cells, &made->law));
  for (PetscInt e = 0; e < mesh->n_cells; e++) made->law[e] = mesh->region[e];
  PetscCall(defects_open(made, problems));
  set_interface(&problem->interface, made);
  for (int l = 0; l < made->n_laws; l++) potential_tabulate(&made->pore[l], &made->potential[l]);
  PetscCall(find_interface(&problem->interface, mesh, &made->n_interface, &made->interface));
  PetscCall(fill_nodal_volumes(made));
  *medium = made;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode medium_destroy(Medium **medium)
{
  PetscFunctionBeginUser;
  if (*medium) {
    PetscCall(PetscFree((*medium)->volumes.start));
    PetscCall(PetscFree2((*medium)->volumes.law, (*medium)->volumes.volume));
    PetscCall(PetscFree((*medium)->interface));
    PetscCall(PetscFree((*medium)->law));
    PetscCall(PetscFree(*medium));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode medium_add_lining(const Medium *medium, const int side[2], double total,
                                 double value[])
{
  const Mesh *mesh = medium->graph->mesh;
  double      area;

  PetscFunctionBeginUser;
  PetscCall(mesh_interface_area(mesh, side[0], side[1], &area));
  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    const PetscInt *vertex = mesh->faces.vertex[f];

    if (mesh->faces.side[f][0] != side[0] || mesh->faces.side[f][1] != side[1]) continue;
    for (int a = 0; a < 3; a++)
      if (vertex[a] < mesh->n_owned)
        value[vertex[a]] += total * mesh_face_area(mesh, f) / (3.0 * area);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PoreCurve medium_storage(const Medium *medium, PetscInt i, double p)
{
  const NodalVolumes *volumes = &medium->volumes;
  PoreCurve           stored  = {0.0, 0.0};

  for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++) {
    const PoreCurve phi = pore_porosity(&medium->pore[volumes->law[k]], p);

    stored.value += volumes->volume[k] * phi.value;
    stored.slope += volumes->volume[k] * phi.slope;
  }
  return stored;
}
