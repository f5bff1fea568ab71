// SPDX-License-Identifier: GPL-3.0-or-later
// Shells of bones: finds the faces that carry one, and adds their forces and tangent to those of the elements.
#include "shell_faces.h"

#include <math.h>

static bool carries_shell(const Mesh *mesh, PetscInt face, int region)
{
  const int *side = mesh->faces.side[face];

  return side[1] != MESH_NONE && (side[0] == region || side[1] == region);
}

// Index of a face's node among those of a cell; -1: it is none of them.
static int find_node(const PetscInt node[NODES_CELL], PetscInt wanted)
{
  for (int a = 0; a < NODES_CELL; a++)
    if (node[a] == wanted) return a;
  return -1;
}

static bool find_face_nodes(const PetscInt cell[NODES_CELL], const PetscInt node[NODES_FACE],
                            int at[NODES_FACE])
{
  for (int a = 0; a < NODES_FACE; a++) {
    at[a] = find_node(cell, node[a]);
    if (at[a] < 0) return false;
  }
  return true;
}

/** The local cells of each vertex, as linked lists of corners; -1 ends a list. */
typedef struct {
  PetscInt *first; // [mesh->n_local]
  PetscInt *next;  // [4 mesh->n_cells] of corner 4 cell + a
} VertexCells;

static PetscErrorCode create_vertex_cells(const Mesh *mesh, VertexCells *cells)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(mesh->n_local, &cells->first, 4 * (size_t)mesh->n_cells, &cells->next));
  for (PetscInt i = 0; i < mesh->n_local; i++) cells->first[i] = -1;
  for (PetscInt corner = 0; corner < 4 * mesh->n_cells; corner++) {
    const PetscInt vertex = mesh->cell[corner / 4][corner % 4];

    cells->next[corner]  = cells->first[vertex];
    cells->first[vertex] = corner;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void fill_shell(const Mesh *mesh, PetscInt face, double thickness, const Elastic *elastic,
                       Shell *shell)
{
  Vec3 corner[3];

  for (int a = 0; a < 3; a++)
    for (int i = 0; i < 3; i++) corner[a].x[i] = mesh->x[mesh->faces.vertex[face][a]][i];
  shell_create(thickness, elastic, corner, shell);
}

// Finds a local cell that has the face.
static PetscErrorCode find_cell(const Mechanics *mechanics, const VertexCells *cells, PetscInt face,
                                ShellFace *made)
{
  const Mesh     *mesh   = mechanics->mesh;
  const PetscInt *vertex = mesh->faces.vertex[face];
  PetscInt        node[NODES_FACE], corner = cells->first[vertex[0]];

  PetscFunctionBeginUser;
  nodes_face(mechanics->nodes, face, node);
  while (corner >= 0 && !find_face_nodes(mechanics->nodes->cell[corner / 4], node, made->at))
    corner = cells->next[corner];
  PetscCheck(corner >= 0, PETSC_COMM_SELF, PETSC_ERR_PLIB, "face %d has no local cell", (int)face);
  made->cell = corner / 4;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append_faces(Mechanics *mechanics, int region, double thickness,
                                   const Elastic *elastic)
{
  const Mesh *mesh        = mechanics->mesh;
  ShellFaces *shell_faces = &mechanics->shell_faces;
  VertexCells cells;

  PetscFunctionBeginUser;
  PetscCall(create_vertex_cells(mesh, &cells));
  PetscCall(PetscRealloc(sizeof *shell_faces->face * (size_t)(shell_faces->n + mesh->faces.n + 1),
                         &shell_faces->face));
  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    ShellFace *made = &shell_faces->face[shell_faces->n];

    if (!carries_shell(mesh, f, region)) continue;
    fill_shell(mesh, f, thickness, elastic, &made->shell);
    PetscCall(find_cell(mechanics, &cells, f, made));
    shell_faces->n++;
  }
  PetscCall(
    PetscRealloc(sizeof *shell_faces->face * (size_t)(shell_faces->n + 1), &shell_faces->face));
  PetscCall(PetscFree2(cells.first, cells.next));
  mechanics->tangent_kept       = false;
  mechanics->solver.p1_outdated = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_add_shell(Mechanics *mechanics, int region, double thickness,
                                   const Elastic *elastic, Problems *problems)
{
  const Mesh *mesh = mechanics->mesh;
  int         own = 0, any = 0;

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < mesh->faces.n_owned; f++) own = own || carries_shell(mesh, f, region);
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, mesh->comm));
  if (any) PetscCall(append_faces(mechanics, region, thickness, elastic));
  else
    PetscCall(problems_add(
      problems, "", "mechanics: no face of %s meets another tissue, so it cannot have a shell",
      mesh_region_name(mechanics->mesh, region)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void gather_displacements(const Mechanics *mechanics, const ShellFace *face,
                                 const double (*u)[3], PetscInt               node[NODES_FACE],
                                 double own[NODES_FACE][3])
{
  for (int a = 0; a < NODES_FACE; a++) {
    node[a] = mechanics->nodes->cell[face->cell][face->at[a]];
    for (int i = 0; i < 3; i++) own[a][i] = u[node[a]][i];
  }
}

void shell_faces_add_forces(Mechanics *mechanics, const double (*u)[3])
{
  const bool finite = mechanics->problem.strain == MECHANICS_FINITE;

  for (PetscInt f = 0; f < mechanics->shell_faces.n; f++) {
    const ShellFace *face = &mechanics->shell_faces.face[f];
    PetscInt         node[NODES_FACE];
    double           own[NODES_FACE][3], force[BLOCKS_FACE];

    gather_displacements(mechanics, face, u, node, own);
    shell_balance(&face->shell, finite, (const double(*)[3])own, force, NULL);
    for (int r = 0; r < BLOCKS_FACE; r++) {
      if (node[r / 3] >= mechanics->nodes->n_owned) continue;
      mechanics->internal[node[r / 3]][r % 3] += force[r];
      mechanics->size[node[r / 3]][r % 3] += fabs(force[r]);
    }
  }
}

static void subtract_dirichlet_increment(const Mechanics *mechanics,
                                         const PetscInt   node[NODES_FACE],
                                         const double (*increment)[3],
                                         double (*tangent)[BLOCKS_FACE], PetscScalar *right)
{
  for (int s = 0; s < BLOCKS_FACE; s++) {
    if (!mechanics->dirichlet[node[s / 3]][s % 3]) continue;
    for (int r = 0; r < BLOCKS_FACE; r++) {
      const PetscInt row = node[r / 3];

      if (row < mechanics->nodes->n_owned && !mechanics->dirichlet[row][r % 3])
        right[3 * row + r % 3] -= tangent[r][s] * increment[node[s / 3]][s % 3];
    }
  }
}

void shell_faces_add_tangent(Mechanics *mechanics, const double (*u)[3],
                             const double (*increment)[3], PetscScalar *right)
{
  const bool finite = mechanics->problem.strain == MECHANICS_FINITE;

  for (PetscInt f = 0; f < mechanics->shell_faces.n; f++) {
    const ShellFace *face = &mechanics->shell_faces.face[f];
    PetscInt         node[NODES_FACE];
    double           own[NODES_FACE][3], force[BLOCKS_FACE], tangent[BLOCKS_FACE][BLOCKS_FACE];

    gather_displacements(mechanics, face, u, node, own);
    shell_balance(&face->shell, finite, (const double(*)[3])own, force, tangent);
    subtract_dirichlet_increment(mechanics, node, increment, tangent, right);
    blocks_add_face(mechanics->blocks, face->cell, face->at, (const bool(*)[3])mechanics->dirichlet,
                    tangent);
  }
}
