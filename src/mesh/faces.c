// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the list of faces between two regions and on the outer boundary, and measures their areas.
#include "plex.h"
#include "tet.h"

// A face between two regions is listed by its cell in the smaller one, so it is listed once, and owned with that cell.
static bool is_listed(const CellSides *sides, int i)
{
  return sides->beyond[i] < 0 || sides->region < sides->beyond[i];
}

/** Of a cell of the overlap: a face that touches an owned vertex. All cells around it are local. */
static bool is_within_reach(const Mesh *mesh, PetscInt cell, int opposite)
{
  bool within = false;

  for (int i = 0; i < 4; i++)
    within = within || (i != opposite && mesh->cell[cell][i] < mesh->n_owned);
  return within;
}

/** Counts the face while there are no arrays, fills it in once there are. */
static void append_face(MeshFaces *faces, const PetscInt cell[4], const CellSides *sides, int i)
{
  const PetscInt at = faces->n++;

  if (!faces->vertex) return;
  for (int k = 0, j = 0; k < 4; k++)
    if (k != i) faces->vertex[at][j++] = cell[k];
  faces->side[at][0] = sides->region;
  faces->side[at][1] = sides->beyond[i] < 0 ? MESH_NONE : sides->beyond[i];
  faces->surface[at] = plex_surface(sides->beyond[i]);
}

static void collect_faces(Mesh *mesh, const CellSides sides[], const PetscInt order[])
{
  MeshFaces *faces = &mesh->faces;

  faces->n = faces->n_owned = 0;
  for (PetscInt c = 0; c < mesh->n_cells; c++) {
    const bool owned = c < mesh->n_cells_owned;

    for (int i = 0; i < 4; i++)
      if (is_listed(&sides[order[c]], i) && (owned || is_within_reach(mesh, c, i)))
        append_face(faces, mesh->cell[c], &sides[order[c]], i);
    if (owned) faces->n_owned = faces->n;
  }
}

PetscErrorCode mesh_fill_faces(Mesh *mesh, const CellSides sides[], const PetscInt order[])
{
  MeshFaces *faces = &mesh->faces;

  PetscFunctionBeginUser;
  collect_faces(mesh, sides, order);
  const size_t n = (size_t)faces->n;

  PetscCall(PetscMalloc1(n, &faces->vertex));
  PetscCall(PetscMalloc1(n, &faces->side));
  PetscCall(PetscMalloc1(n, &faces->surface));
  collect_faces(mesh, sides, order);
  PetscFunctionReturn(PETSC_SUCCESS);
}

double mesh_face_area(const Mesh *mesh, PetscInt face)
{
  const PetscInt *v = mesh->faces.vertex[face];

  return triangle_area(mesh->x[v[0]], mesh->x[v[1]], mesh->x[v[2]]);
}

PetscErrorCode mesh_interface_area(const Mesh *mesh, int a, int b, double *area)
{
  const MeshFaces *faces = &mesh->faces;
  double           sum   = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < faces->n_owned; f++) {
    const int *side = faces->side[f];

    if ((side[0] == a && side[1] == b) || (side[0] == b && side[1] == a))
      sum += mesh_face_area(mesh, f);
  }
  PetscCallMPI(MPI_Allreduce(&sum, area, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}
