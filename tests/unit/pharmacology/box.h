// SPDX-License-Identifier: GPL-3.0-or-later
/** A small mesh made by hand and shared out raggedly: three tissues in a row along x.
 *
 * BOX_X x BOX_Y x BOX_Z cubes of edge BOX_H, each of six tetrahedra. Vertex v belongs to rank
 * (7 v / 3) mod size, so that every rank's part is scattered over the whole box.
 * Stands in for mesh_locate().
 */
#pragma once

#include "sij/casefile.h"
#include "sij/mesh.h"

enum { BOX_X = 12, BOX_Y = 2, BOX_Z = 2 };
enum { BOX_VERTICES = (BOX_X + 1) * (BOX_Y + 1) * (BOX_Z + 1) };
enum { BOX_CELLS = 6 * BOX_X * BOX_Y * BOX_Z };

static const double BOX_H = 1e-3;

typedef struct {
  int cell[BOX_CELLS][4], region[BOX_CELLS];
  int n_faces, face[4 * BOX_CELLS][3], side[4 * BOX_CELLS][2];
  int local[BOX_VERTICES]; // local number of a vertex on this rank, or -1
} Box;

static inline int box_vertex(int i, int j, int k)
{
  return i + (BOX_X + 1) * (j + (BOX_Y + 1) * k);
}

static inline Vec3 box_point(int vertex)
{
  const int i = vertex % (BOX_X + 1), j = vertex / (BOX_X + 1) % (BOX_Y + 1);

  return vec3(BOX_H * i, BOX_H * j, BOX_H * (vertex / ((BOX_X + 1) * (BOX_Y + 1))));
}

static inline double box_volume(const Vec3 x[4])
{
  const Vec3 a = vec3_difference(x[1], x[0]), b = vec3_difference(x[2], x[0]);

  return vec3_dot(vec3_cross(a, b), vec3_difference(x[3], x[0])) / 6.0;
}

// The six ways from one corner of a cube to the opposite one along its edges.
static inline void box_cube(Box *box, int cube, int i, int j, int k)
{
  static const int order[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  static const Region regions[3] = {REGION_LIG_POST_SHORT, REGION_JOINT_CAVITY,
                                    REGION_CARTILAGE_SACRAL};

  for (int t = 0; t < 6; t++) {
    int at[3] = {i, j, k}, *cell = box->cell[6 * cube + t];

    cell[0] = box_vertex(at[0], at[1], at[2]);
    for (int step = 0; step < 3; step++) {
      at[order[t][step]]++;
      cell[step + 1] = box_vertex(at[0], at[1], at[2]);
    }
    const Vec3 x[4] = {box_point(cell[0]), box_point(cell[1]), box_point(cell[2]),
                       box_point(cell[3])};
    const int  kept = cell[3];

    if (box_volume(x) < 0.0) cell[3] = cell[2], cell[2] = kept;
    box->region[6 * cube + t] = (int)regions[3 * i / BOX_X];
  }
}

static inline void box_sort(int v[3])
{
  for (int a = 0; a < 2; a++)
    for (int b = 0; b < 2 - a; b++)
      if (v[b] > v[b + 1]) {
        const int kept = v[b];

        v[b]     = v[b + 1];
        v[b + 1] = kept;
      }
}

static inline void box_add_face(Box *box, int a, int b, int c, int region)
{
  int v[3] = {a, b, c};

  box_sort(v);
  for (int f = 0; f < box->n_faces; f++) {
    const int *w = box->face[f];

    if (w[0] != v[0] || w[1] != v[1] || w[2] != v[2]) continue;
    const int first = box->side[f][0];

    box->side[f][0] = first < region ? first : region;
    box->side[f][1] = first < region ? region : first;
    return;
  }
  for (int k = 0; k < 3; k++) box->face[box->n_faces][k] = v[k];
  box->side[box->n_faces][0] = region;
  box->side[box->n_faces][1] = REGION_NONE;
  box->n_faces++;
}

static inline void box_whole(Box *box)
{
  for (int cube = 0; cube < BOX_X * BOX_Y * BOX_Z; cube++)
    box_cube(box, cube, cube % BOX_X, cube / BOX_X % BOX_Y, cube / (BOX_X * BOX_Y));
  box->n_faces = 0;
  for (int c = 0; c < BOX_CELLS; c++) {
    const int *v = box->cell[c], r = box->region[c];

    box_add_face(box, v[0], v[1], v[2], r);
    box_add_face(box, v[0], v[1], v[3], r);
    box_add_face(box, v[0], v[2], v[3], r);
    box_add_face(box, v[1], v[2], v[3], r);
  }
}

static inline int box_owner(int vertex, int size)
{
  return 7 * vertex / 3 % size;
}

// Does a cell or face touch a vertex of this rank? Its owner is that of its first vertex.
static inline bool box_touches(const int *v, int n, int rank, int size)
{
  for (int k = 0; k < n; k++)
    if (box_owner(v[k], size) == rank) return true;
  return false;
}

static inline PetscErrorCode box_vertices(Box *box, Mesh *mesh, int rank, int size)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(BOX_VERTICES, &mesh->x));
  for (int pass = 0; pass < 2; pass++) { // owned ones, then the rest that some local cell needs
    for (int v = 0; v < BOX_VERTICES; v++) {
      bool needed = false;

      if (pass == 0) box->local[v] = -1;
      for (int c = 0; c < BOX_CELLS && pass == 1 && !needed; c++)
        for (int k = 0; k < 4; k++)
          needed |= box->cell[c][k] == v && box_touches(box->cell[c], 4, rank, size);
      if (pass == 0 ? box_owner(v, size) != rank : !needed || box->local[v] >= 0) continue;
      for (int k = 0; k < 3; k++) mesh->x[mesh->n_local][k] = box_point(v).x[k];
      box->local[v] = (int)mesh->n_local++;
    }
    if (pass == 0) mesh->n_owned = mesh->n_local;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_cells(const Box *box, Mesh *mesh, int rank, int size)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(BOX_CELLS, &mesh->cell));
  PetscCall(PetscMalloc2(BOX_CELLS, &mesh->region, BOX_CELLS, &mesh->volume));
  for (int pass = 0; pass < 2; pass++) {
    for (int c = 0; c < BOX_CELLS; c++) {
      const int *v     = box->cell[c];
      const bool owned = box_owner(v[0], size) == rank;
      Vec3       x[4];

      if (pass == 0 ? !owned : owned || !box_touches(v, 4, rank, size)) continue;
      for (int k = 0; k < 4; k++) {
        mesh->cell[mesh->n_cells][k] = box->local[v[k]];
        x[k]                         = box_point(v[k]);
      }
      mesh->region[mesh->n_cells] = box->region[c];
      mesh->volume[mesh->n_cells] = box_volume(x);
      mesh->n_cells++;
    }
    if (pass == 0) mesh->n_cells_owned = mesh->n_cells;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_faces(const Box *box, Mesh *mesh, int rank, int size)
{
  MeshFaces *faces = &mesh->faces;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(box->n_faces, &faces->vertex));
  PetscCall(PetscMalloc1(box->n_faces, &faces->side));
  for (int pass = 0; pass < 2; pass++) {
    for (int f = 0; f < box->n_faces; f++) {
      const int *v     = box->face[f];
      const bool owned = box_owner(v[0], size) == rank;

      if (box->side[f][0] == box->side[f][1]) continue;
      if (pass == 0 ? !owned : owned || !box_touches(v, 3, rank, size)) continue;
      for (int k = 0; k < 3; k++) faces->vertex[faces->n][k] = box->local[v[k]];
      for (int k = 0; k < 2; k++) faces->side[faces->n][k] = box->side[f][k];
      faces->n++;
    }
    if (pass == 0) faces->n_owned = faces->n;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_create(MPI_Comm comm, Mesh *mesh)
{
  Box *box;
  int  rank, size;

  PetscFunctionBeginUser;
  *mesh = (Mesh){.comm = comm, .n_global = BOX_VERTICES, .n_cells_global = BOX_CELLS};
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscNew(&box));
  box_whole(box);
  PetscCall(box_vertices(box, mesh, rank, size));
  PetscCall(box_cells(box, mesh, rank, size));
  PetscCall(box_faces(box, mesh, rank, size));
  PetscCall(PetscFree(box));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline PetscErrorCode box_destroy(Mesh *mesh)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(mesh->x));
  PetscCall(PetscFree(mesh->cell));
  PetscCall(PetscFree2(mesh->region, mesh->volume));
  PetscCall(PetscFree(mesh->faces.vertex));
  PetscCall(PetscFree(mesh->faces.side));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static inline bool box_inside(const Mesh *mesh, PetscInt cell, Vec3 at, double weight[4])
{
  Vec3 x[4];

  for (int k = 0; k < 4; k++) {
    const double *p = mesh->x[mesh->cell[cell][k]];

    x[k] = vec3(p[0], p[1], p[2]);
  }
  for (int k = 0; k < 4; k++) {
    Vec3 y[4] = {x[0], x[1], x[2], x[3]};

    y[k]      = at;
    weight[k] = box_volume(y) / mesh->volume[cell];
    if (weight[k] < -1e-9) return false;
  }
  return true;
}

// The lowest rank that has a point in an owned cell keeps it.
PetscErrorCode mesh_locate(const Mesh *mesh, int n, const Vec3 x[], MeshLocation place[],
                           int *missing)
{
  int rank, size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &rank));
  PetscCallMPI(MPI_Comm_size(mesh->comm, &size));
  *missing = 0;
  for (int i = 0; i < n; i++) {
    int keeper = size;

    place[i].cell = -1;
    for (PetscInt c = 0; c < mesh->n_cells_owned && place[i].cell < 0; c++)
      if (box_inside(mesh, c, x[i], place[i].weight)) place[i].cell = c;
    if (place[i].cell >= 0) keeper = rank;
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &keeper, 1, MPI_INT, MPI_MIN, mesh->comm));
    if (keeper != rank) place[i].cell = -1;
    if (keeper == size) ++*missing;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
