// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the serial DMPlex of a coarse mesh on rank 0 and labels regions, surfaces and interfaces.
#include "plex.h"
#include "tet.h"

/** The nodes that tetrahedra use: a foreign mesh may hold others, which no plex can carry. */
typedef struct {
  PetscInt  n;
  PetscInt *number; // [coarse n_nodes] or -1
  double   *x;      // [n][3]
} Nodes;

static PetscErrorCode number_nodes(const CoarseMesh *coarse, Nodes *nodes)
{
  const size_t most = (size_t)coarse->n_nodes;

  PetscFunctionBeginUser;
  nodes->n = 0;
  PetscCall(PetscMalloc2(most, &nodes->number, 3 * most, &nodes->x));
  for (int i = 0; i < coarse->n_nodes; i++) nodes->number[i] = -1;
  for (int i = 0; i < 4 * coarse->n_tets; i++) nodes->number[coarse->tet[i]] = 0;
  for (int i = 0; i < coarse->n_nodes; i++) {
    if (nodes->number[i] < 0) continue;
    for (int d = 0; d < 3; d++) nodes->x[3 * nodes->n + d] = coarse->node[3 * i + d];
    nodes->number[i] = nodes->n++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 node_position(const CoarseMesh *coarse, int i)
{
  return vec3(coarse->node[3 * i], coarse->node[3 * i + 1], coarse->node[3 * i + 2]);
}

static double measure_diagonal(const CoarseMesh *coarse, const int tet[4], int partner)
{
  const int  b = partner % 3 + 1, c = b % 3 + 1;
  const Vec3 one = vec3_sum(node_position(coarse, tet[0]), node_position(coarse, tet[partner]));
  const Vec3 two = vec3_sum(node_position(coarse, tet[b]), node_position(coarse, tet[c]));

  return vec3_distance(one, two);
}

// Regular refinement cuts the octahedron left in the middle along the line between the middles of
// edges 0-1 and 2-3, so turning vertices 1, 2, 3 around vertex 0 decides which of its three diagonals
// that is. The shortest gives the best children. PETSc's positive tetrahedron is our negative one:
// hence the exchange of the first two.
static void order_vertices(const CoarseMesh *coarse, int t, PetscInt cell[4])
{
  const int *tet     = &coarse->tet[4 * t];
  int        partner = 1;

  for (int i = 2; i < 4; i++)
    if (measure_diagonal(coarse, tet, i) < measure_diagonal(coarse, tet, partner)) partner = i;
  cell[0] = tet[partner];
  cell[1] = tet[0];
  cell[2] = tet[partner % 3 + 1];
  cell[3] = tet[(partner + 1) % 3 + 1];
}

static PetscErrorCode label_regions(const CoarseMesh *coarse, DM dm)
{
  DMLabel label;

  PetscFunctionBeginUser;
  PetscCall(DMGetLabel(dm, "region", &label));
  for (int t = 0; t < coarse->n_tets; t++) {
    PetscCheck(coarse->region[t] >= 0 && coarse->region[t] < coarse->tags->n_regions,
               PETSC_COMM_SELF, PETSC_ERR_PLIB, "tetrahedron %d: region %d is none of %d", t,
               coarse->region[t], coarse->tags->n_regions);
    PetscCall(DMLabelSetValue(label, t, coarse->region[t]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode label_surfaces(const CoarseMesh *coarse, const PetscInt number[], DM dm)
{
  DMLabel label;

  PetscFunctionBeginUser;
  PetscCall(DMGetLabel(dm, "surface", &label));
  for (int t = 0; t < coarse->n_triangles; t++) {
    PetscInt        corner[3], n;
    const PetscInt *face;

    for (int i = 0; i < 3; i++) corner[i] = coarse->n_tets + number[coarse->triangle[3 * t + i]];
    PetscCall(DMPlexGetFullJoin(dm, 3, corner, &n, &face));
    PetscCheck(n == 1, PETSC_COMM_SELF, PETSC_ERR_PLIB, "triangle %d is no face of the mesh", t);
    PetscCall(DMLabelSetValue(label, face[0], coarse->surface[t]));
    PetscCall(DMPlexRestoreJoin(dm, 3, corner, &n, &face));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode label_interfaces(const CoarseMesh *coarse, DM dm)
{
  DMLabel  label;
  PetscInt start, end;

  PetscFunctionBeginUser;
  PetscCall(DMGetLabel(dm, "interface", &label));
  PetscCall(DMPlexGetDepthStratum(dm, 2, &start, &end));
  for (PetscInt f = start; f < end; f++) {
    const PetscInt *side, *edge;
    PetscInt        n, n_edges;

    PetscCall(DMPlexGetSupportSize(dm, f, &n));
    PetscCall(DMPlexGetSupport(dm, f, &side));
    if (n == 2 && coarse->region[side[0]] == coarse->region[side[1]]) continue;
    PetscCall(DMLabelSetValue(label, f, PLEX_INTERFACE));
    PetscCall(DMPlexGetConeSize(dm, f, &n_edges));
    PetscCall(DMPlexGetCone(dm, f, &edge));
    for (PetscInt i = 0; i < n_edges; i++)
      PetscCall(DMLabelSetValue(label, edge[i], PLEX_INTERFACE));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mesh_plex_create(MPI_Comm comm, const CoarseMesh *coarse, DM *dm)
{
  const size_t n_tets = (size_t)coarse->n_tets;
  PetscInt    *cell;
  Nodes        nodes;

  PetscFunctionBeginUser;
  PetscCall(number_nodes(coarse, &nodes));
  PetscCall(PetscMalloc1(4 * n_tets, &cell));
  for (int t = 0; t < coarse->n_tets; t++) order_vertices(coarse, t, &cell[4 * t]);
  for (int i = 0; i < 4 * coarse->n_tets; i++) cell[i] = nodes.number[cell[i]];
  PetscCall(DMPlexCreateFromCellListPetsc(comm, 3, coarse->n_tets, nodes.n, 4, PETSC_TRUE, cell, 3,
                                          nodes.x, dm));
  PetscCall(PetscFree(cell));
  PetscCall(DMCreateLabel(*dm, "region"));
  PetscCall(DMCreateLabel(*dm, "surface"));
  PetscCall(DMCreateLabel(*dm, "interface"));
  PetscCall(label_regions(coarse, *dm));
  PetscCall(label_surfaces(coarse, nodes.number, *dm));
  PetscCall(label_interfaces(coarse, *dm));
  PetscCall(PetscFree2(nodes.number, nodes.x));
  PetscFunctionReturn(PETSC_SUCCESS);
}
