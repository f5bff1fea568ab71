// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the list of faces between two regions and on the outer boundary, and measures their areas.
#include "plex.h"
#include "tet.h"

/** Faces of the plex with what is known of them, by face from f_start. */
typedef struct {
  DM              dm; // borrowed
  PetscInt        f_start, f_end;
  const PetscInt *remote, *local_of;
  int            *region;  // [cells from 0]
  int            *surface; // [f_end - f_start]
} Candidates;

static PetscErrorCode create_candidates(DM dm, Candidates *all)
{
  PetscInt start, end;

  PetscFunctionBeginUser;
  all->dm = dm;
  PetscCall(DMPlexGetHeightStratum(dm, 0, &start, &end));
  PetscCall(DMPlexGetDepthStratum(dm, 2, &all->f_start, &all->f_end));
  const size_t n = (size_t)(all->f_end - all->f_start), n_cells = (size_t)end;

  PetscCall(PetscMalloc1(n_cells, &all->region));
  PetscCall(PetscMalloc1(n, &all->surface));
  PetscCall(mesh_plex_label(dm, "region", 0, end, all->region));
  for (PetscInt f = 0; f < all->f_end - all->f_start; f++) all->surface[f] = MESH_NONE;
  PetscCall(mesh_plex_label(dm, "surface", all->f_start, all->f_end, all->surface));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The three vertex points, in no particular order: both ends of one edge and the rest of another. */
static PetscErrorCode find_corners(DM dm, PetscInt face, PetscInt corner[3])
{
  const PetscInt *edge, *end, *other;

  PetscFunctionBeginUser;
  PetscCall(DMPlexGetCone(dm, face, &edge));
  PetscCall(DMPlexGetCone(dm, edge[0], &end));
  PetscCall(DMPlexGetCone(dm, edge[1], &other));
  corner[0] = end[0];
  corner[1] = end[1];
  corner[2] = other[0] == end[0] || other[0] == end[1] ? other[1] : other[0];
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The regions on both sides; *kept where they differ. */
static PetscErrorCode find_sides(const Candidates *all, PetscInt face, int side[2], bool *kept)
{
  const PetscInt *cell;
  PetscInt        n;

  PetscFunctionBeginUser;
  PetscCall(DMPlexGetSupportSize(all->dm, face, &n));
  PetscCall(DMPlexGetSupport(all->dm, face, &cell));
  side[0] = all->region[cell[0]];
  side[1] = n == 2 ? all->region[cell[1]] : MESH_NONE;
  *kept   = side[0] != side[1];
  if (n == 2 && side[1] < side[0]) {
    const int larger = side[0];

    side[0] = side[1];
    side[1] = larger;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Owned ones, else those that touch an owned vertex: all cells around them are local. */
static PetscErrorCode check_within_reach(const Candidates *all, PetscInt face, bool owned,
                                         bool *within)
{
  PetscInt corner[3];

  PetscFunctionBeginUser;
  *within = false;
  if (owned == (all->remote[face] != 0)) PetscFunctionReturn(PETSC_SUCCESS);
  *within = owned;
  PetscCall(find_corners(all->dm, face, corner));
  for (int i = 0; i < 3; i++) *within = *within || !all->remote[corner[i]];
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append_face(const Candidates *all, PetscInt face, MeshFaces *faces)
{
  int      side[2] = {MESH_NONE, MESH_NONE};
  bool     kept    = false;
  PetscInt corner[3];

  PetscFunctionBeginUser;
  PetscCall(find_sides(all, face, side, &kept));
  if (!kept) PetscFunctionReturn(PETSC_SUCCESS);
  const PetscInt at = faces->n++;

  if (!faces->vertex) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(find_corners(all->dm, face, corner));
  for (int i = 0; i < 3; i++) faces->vertex[at][i] = all->local_of[corner[i]];
  for (int i = 0; i < 2; i++) faces->side[at][i] = side[i];
  faces->surface[at] = side[1] == MESH_NONE ? all->surface[face - all->f_start] : MESH_NONE;
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Counts the faces while there are no arrays, fills them once there are. */
static PetscErrorCode collect_faces(const Candidates *all, MeshFaces *faces)
{
  PetscFunctionBeginUser;
  faces->n = 0;
  for (int owned = 1; owned >= 0; owned--) {
    for (PetscInt f = all->f_start; f < all->f_end; f++) {
      bool within;

      PetscCall(check_within_reach(all, f, owned == 1, &within));
      if (within) PetscCall(append_face(all, f, faces));
    }
    if (owned) faces->n_owned = faces->n;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_fill_faces(Mesh *mesh, const PetscInt remote[], const PetscInt local_of[])
{
  Candidates all   = {.remote = remote, .local_of = local_of};
  MeshFaces *faces = &mesh->faces;

  PetscFunctionBeginUser;
  PetscCall(create_candidates(mesh->dm, &all));
  PetscCall(collect_faces(&all, faces));
  const size_t n = (size_t)faces->n;

  PetscCall(PetscMalloc1(n, &faces->vertex));
  PetscCall(PetscMalloc1(n, &faces->side));
  PetscCall(PetscMalloc1(n, &faces->surface));
  PetscCall(collect_faces(&all, faces));
  PetscCall(PetscFree(all.region));
  PetscCall(PetscFree(all.surface));
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
