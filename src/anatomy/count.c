// SPDX-License-Identifier: GPL-3.0-or-later
// How large the mesh of a case is: counted in its file or in the cache, or estimated by integrals of the mesh size over the
// reference. `sij plan` asks.
#include "count.h"

#include "cache.h"
#include "check.h"
#include "constants.h"
#include "msh.h"
#include "size.h"

#include "sij/anatomy.h"

#include <math.h>

// Spacing of the sum over the mesh size, within these bounds.                                  mm   estimate
#define COUNT_GRID_MIN 1.0
#define COUNT_GRID_MAX 2.5

// Outside of the layers of the joint: what the shape of tissues asks for at any size, per edge length cubed, and per its power
// 2/3 for faces between tissues. Feet of the layers' columns per area over the square of the mesh size. Faces of the outer
// boundary per power 2/3 of cells. Fitted to own meshes of sizes 0.75 to 3 times those of inputs/baseline.yaml, which they
// meet within 9 %: docs/user/plan.md.                                                          1    own meshes
static const double COUNT_CELLS[3]    = {3484.0, 2.805, 84.88},
                    COUNT_VERTICES[3] = {740.3, 0.4348, 17.04};
#define COUNT_FEET  1.155
#define COUNT_FACES 2.1

static bool is_layered(const Reference *r, Vec3 at)
{
  return at.x[0] > r->level[0] && at.x[0] < r->level[SLAB_LAYERS] &&
         outline_contains(&r->auricle.ring, point2(at.x[1], at.x[2]));
}

// Of dV / h^3 along one line of the grid, outside of the layers.
static double sum_line(const SizeField *field, int n, const double step[3], double y, double z)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++) {
    const Vec3   at = vec3((i + 0.5) * step[0], y, z);
    const double h  = size_at(field, at);

    if (!is_layered(field->reference, at)) sum += step[0] * step[1] * step[2] / (h * h * h);
  }
  return sum;
}

static double sum_sizes(const SizeField *field)
{
  const Reference *r        = field->reference;
  const double     least    = fmin(fmin(field->joint, field->ligament), field->needle);
  const double     spacing  = fmin(COUNT_GRID_MAX, fmax(COUNT_GRID_MIN, least));
  const double     extent[] = {r->x_lateral, r->y_ventral - r->y_skin, r->z_cranial - r->z_caudal};
  double           step[3], sum = 0.0;
  int              n[3];

  for (int k = 0; k < 3; k++) {
    n[k]    = (int)ceil(extent[k] / spacing);
    step[k] = extent[k] / n[k];
  }
  for (int j = 0; j < n[1]; j++)
    for (int k = 0; k < n[2]; k++)
      sum += sum_line(field, n[0], step, r->y_skin + (j + 0.5) * step[1],
                      r->z_caudal + (k + 0.5) * step[2]);
  return sum;
}

static double evaluate(const double constant[3], double sum)
{
  return constant[0] + constant[1] * sum + constant[2] * pow(sum, 2.0 / 3.0);
}

// There are about two triangles for each foot of a column, and a prism over one is three tetrahedra.
static AnatomyCount estimate_count(const Case *input)
{
  const Reference r      = reference_of(&input->anatomy);
  const SizeField field  = size_field_of(input, &r);
  const Meshing  *mesh   = &input->meshing;
  const double    sum    = sum_sizes(&field);
  const int       layers = mesh->layers_sacral + mesh->layers_cavity + mesh->layers_iliac;
  const double    feet   = COUNT_FEET * outline_area(&r.auricle.ring) / (field.joint * field.joint);
  const double    cells  = evaluate(COUNT_CELLS, sum) + 6.0 * feet * layers;

  return (AnatomyCount){.origin   = COUNT_ESTIMATED,
                        .cells    = cells,
                        .vertices = evaluate(COUNT_VERTICES, sum) + feet * (layers - 1),
                        .faces    = COUNT_FACES * pow(cells, 2.0 / 3.0)};
}

double count_cells(const Case *input)
{
  return estimate_count(input).cells;
}

static PetscErrorCode count_generated(const Case *input, AnatomyCount *count, CoarseMesh **coarse,
                                      Problems *problems)
{
  char path[PETSC_MAX_PATH_LEN];

  PetscFunctionBeginUser;
  PetscCall(anatomy_check(input, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(cache_path(input, path));
  PetscCall(cache_take(path, coarse));
  if (*coarse) count->origin = COUNT_OF_CACHE;
  else *count = estimate_count(input);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode count_on_root(const Case *input, AnatomyCount *count, Problems *problems)
{
  CoarseMesh *coarse = NULL;

  PetscFunctionBeginUser;
  if (input->anatomy.mesh_file[0]) PetscCall(foreign_read(input, &coarse, problems));
  else PetscCall(count_generated(input, count, &coarse, problems));
  if (coarse) {
    count->cells    = coarse->n_tets;
    count->vertices = coarse->n_nodes;
    count->faces    = coarse->n_triangles;
  }
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode anatomy_count(MPI_Comm comm, const Case *input, AnatomyCount *count,
                             Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  *count = (AnatomyCount){.origin = COUNT_OF_FILE};
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(count_on_root(input, count, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscCallMPI(MPI_Bcast(count, (int)sizeof *count, MPI_BYTE, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}
