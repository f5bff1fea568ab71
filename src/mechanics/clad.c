// SPDX-License-Identifier: GPL-3.0-or-later
// Shells of bones: which faces carry one, and their part in forces and tangent.
#include "state.h"

#include <math.h>

static bool is_clad(const Mesh *mesh, PetscInt face, int region)
{
  const int *side = mesh->faces.side[face];

  return side[1] != MESH_NONE && (side[0] == region || side[1] == region);
}

// Place of a face's node among those of a cell; -1: the cell does not have it.
static int find(const PetscInt node[NODES_CELL], PetscInt wanted)
{
  for (int a = 0; a < NODES_CELL; a++)
    if (node[a] == wanted) return a;
  return -1;
}

static bool find_all(const PetscInt cell[NODES_CELL], const PetscInt node[NODES_FACE],
                     int at[NODES_FACE])
{
  for (int a = 0; a < NODES_FACE; a++) {
    at[a] = find(cell, node[a]);
    if (at[a] < 0) return false;
  }
  return true;
}

/** One local cell of each vertex's, to begin a search with; the others follow in `next`, -1 ends them. */
typedef struct {
  PetscInt *first; // [mesh->n_local]
  PetscInt *next;  // [4 mesh->n_cells] of corner 4 cell + a
} Around;

static PetscErrorCode around_create(const Mesh *mesh, Around *around)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(mesh->n_local, &around->first, 4 * (size_t)mesh->n_cells, &around->next));
  for (PetscInt i = 0; i < mesh->n_local; i++) around->first[i] = -1;
  for (PetscInt corner = 0; corner < 4 * mesh->n_cells; corner++) {
    const PetscInt vertex = mesh->cell[corner / 4][corner % 4];

    around->next[corner]  = around->first[vertex];
    around->first[vertex] = corner;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void make_shell(const Mesh *mesh, PetscInt face, double thickness, const Elastic *elastic,
                       Shell *shell)
{
  Vec3 corner[3];

  for (int a = 0; a < 3; a++)
    for (int i = 0; i < 3; i++) corner[a].x[i] = mesh->x[mesh->faces.vertex[face][a]][i];
  shell_create(thickness, elastic, corner, shell);
}

// Finds the cell behind a face.
static PetscErrorCode find_cell(const Mechanics *mechanics, const Around *around, PetscInt face,
                                CladFace *made)
{
  const Mesh     *mesh   = mechanics->mesh;
  const PetscInt *vertex = mesh->faces.vertex[face];
  PetscInt        node[NODES_FACE], corner = around->first[vertex[0]];

  PetscFunctionBeginUser;
  nodes_face(mechanics->nodes, face, node);
  while (corner >= 0 && !find_all(mechanics->nodes->cell[corner / 4], node, made->at))
    corner = around->next[corner];
  PetscCheck(corner >= 0, PETSC_COMM_SELF, PETSC_ERR_PLIB, "face %d has no local cell", (int)face);
  made->cell = corner / 4;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append(Mechanics *mechanics, int region, double thickness,
                             const Elastic *elastic)
{
  const Mesh *mesh = mechanics->mesh;
  Clad       *clad = &mechanics->clad;
  Around      around;

  PetscFunctionBeginUser;
  PetscCall(around_create(mesh, &around));
  PetscCall(PetscRealloc(sizeof *clad->face * (size_t)(clad->n + mesh->faces.n + 1), &clad->face));
  for (PetscInt f = 0; f < mesh->faces.n; f++) {
    CladFace *made = &clad->face[clad->n];

    if (!is_clad(mesh, f, region)) continue;
    make_shell(mesh, f, thickness, elastic, &made->shell);
    PetscCall(find_cell(mechanics, &around, f, made));
    clad->n++;
  }
  PetscCall(PetscRealloc(sizeof *clad->face * (size_t)(clad->n + 1), &clad->face));
  PetscCall(PetscFree2(around.first, around.next));
  mechanics->settled     = false;
  mechanics->solver.worn = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_clad(Mechanics *mechanics, int region, double thickness,
                              const Elastic *elastic, Problems *problems)
{
  const Mesh *mesh = mechanics->mesh;
  int         own = 0, any = 0;

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < mesh->faces.n_owned; f++) own = own || is_clad(mesh, f, region);
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, mesh->comm));
  if (any) PetscCall(append(mechanics, region, thickness, elastic));
  else
    PetscCall(problems_add(
      problems, "", "mechanics: no face of %s meets another tissue, so it cannot have a shell",
      mesh_region_name(mechanics->mesh, region)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void gather(const Mechanics *mechanics, const CladFace *face, const double (*u)[3],
                   PetscInt node[NODES_FACE], double own[NODES_FACE][3])
{
  for (int a = 0; a < NODES_FACE; a++) {
    node[a] = mechanics->nodes->cell[face->cell][face->at[a]];
    for (int i = 0; i < 3; i++) own[a][i] = u[node[a]][i];
  }
}

void clad_forces(Mechanics *mechanics, const double (*u)[3])
{
  const bool finite = mechanics->solids.strain == MECHANICS_FINITE;

  for (PetscInt f = 0; f < mechanics->clad.n; f++) {
    const CladFace *face = &mechanics->clad.face[f];
    PetscInt        node[NODES_FACE];
    double          own[NODES_FACE][3], force[BLOCKS_FACE];

    gather(mechanics, face, u, node, own);
    shell_balance(&face->shell, finite, (const double(*)[3])own, force, NULL);
    for (int r = 0; r < BLOCKS_FACE; r++) {
      if (node[r / 3] >= mechanics->nodes->n_owned) continue;
      mechanics->inner[node[r / 3]][r % 3] += force[r];
      mechanics->size[node[r / 3]][r % 3] += fabs(force[r]);
    }
  }
}

static void subtract_lift(const Mechanics *mechanics, const PetscInt node[NODES_FACE],
                          const double (*lift)[3], double (*tangent)[BLOCKS_FACE],
                          PetscScalar *right)
{
  for (int s = 0; s < BLOCKS_FACE; s++) {
    if (!mechanics->held[node[s / 3]][s % 3]) continue;
    for (int r = 0; r < BLOCKS_FACE; r++) {
      const PetscInt row = node[r / 3];

      if (row < mechanics->nodes->n_owned && !mechanics->held[row][r % 3])
        right[3 * row + r % 3] -= tangent[r][s] * lift[node[s / 3]][s % 3];
    }
  }
}

void clad_tangent(Mechanics   *mechanics, const double (*u)[3], const double (*lift)[3],
                  PetscScalar *right)
{
  const bool finite = mechanics->solids.strain == MECHANICS_FINITE;

  for (PetscInt f = 0; f < mechanics->clad.n; f++) {
    const CladFace *face = &mechanics->clad.face[f];
    PetscInt        node[NODES_FACE];
    double          own[NODES_FACE][3], force[BLOCKS_FACE], tangent[BLOCKS_FACE][BLOCKS_FACE];

    gather(mechanics, face, u, node, own);
    shell_balance(&face->shell, finite, (const double(*)[3])own, force, tangent);
    subtract_lift(mechanics, node, lift, tangent, right);
    blocks_add_face(mechanics->blocks, face->cell, face->at, (const bool(*)[3])mechanics->held,
                    tangent);
  }
}
