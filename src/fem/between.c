// SPDX-License-Identifier: GPL-3.0-or-later
#include "sij/fem/between.h"

#include "sij/fem/elements.h"

static const double FLAT = 1e-6; // a slope this small against the steepest counts as none

typedef struct {
  const Mesh *mesh;
  int         region;
  Graph      *graph;
  Vec         carrier;
  double     *held, *value;             // [n_local] 1 where held; the function
  double     *diagonal, (*coupling)[2]; // the operator of the region, 1 outside it
} Slab;

static PetscErrorCode slab_create(const Mesh *mesh, int region, Slab *slab)
{
  PetscFunctionBeginUser;
  *slab = (Slab){.mesh = mesh, .region = region};
  PetscCall(graph_create(mesh, &slab->graph));
  PetscCall(mesh_vector(mesh, &slab->carrier));
  PetscCall(PetscCalloc4(mesh->n_local, &slab->held, mesh->n_local, &slab->value, mesh->n_owned,
                         &slab->diagonal, slab->graph->n_edges, &slab->coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode slab_destroy(Slab *slab)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree4(slab->held, slab->value, slab->diagonal, slab->coupling));
  PetscCall(VecDestroy(&slab->carrier));
  PetscCall(graph_destroy(&slab->graph));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Owners see every face around their vertices: each finds the mean of the sides it meets.
static PetscErrorCode hold(Slab *slab, int side, double value, bool *met)
{
  const MeshFaces *faces = &slab->mesh->faces;
  int              own = 0, any = 0;

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < faces->n; f++) {
    const int a = faces->side[f][0], b = faces->side[f][1];

    if (!((a == (int)side && b == (int)slab->region) || (b == (int)side && a == (int)slab->region)))
      continue;
    own = 1;
    for (int k = 0; k < 3; k++) {
      const PetscInt i = faces->vertex[f][k];

      slab->value[i] = slab->held[i] > 0.0 && slab->value[i] != value ? 0.5 : value;
      slab->held[i]  = 1.0;
    }
  }
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, slab->mesh->comm));
  *met = any != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode hold_side(Slab *slab, int side, double value, Problems *problems)
{
  bool met = false;

  PetscFunctionBeginUser;
  PetscCall(hold(slab, side, value, &met));
  if (!met)
    PetscCall(problems_add(problems, "", "%s does not meet %s, so it has no normal towards it",
                           mesh_region_name(slab->mesh, slab->region),
                           mesh_region_name(slab->mesh, side)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode assemble(Slab *slab)
{
  const Graph *graph = slab->graph;
  Transverse  *tensor;
  Elements     cells = {0};

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(slab->mesh->tags->n_regions, &tensor));
  tensor[slab->region] = (Transverse){.along = 1.0, .across = 1.0};
  PetscCall(elements_cells(graph, slab->mesh->region, tensor, &cells));
  PetscCall(PetscFree(tensor));
  for (PetscInt e = 0; e < cells.n; e++)
    for (int k = 0; k < 6; k++) {
      const PetscInt edge = cells.pair_edge[6 * e + k];

      if (edge < 0) continue;
      for (int s = 0; s < 2; s++) {
        const PetscInt i = graph->edge[edge][s];

        slab->coupling[edge][s] += cells.stiffness[6 * e + k];
        if (i < slab->mesh->n_owned) slab->diagonal[i] -= cells.stiffness[6 * e + k];
      }
    }
  PetscCall(elements_destroy(&cells));
  for (PetscInt i = 0; i < slab->mesh->n_owned; i++)
    if (!(slab->diagonal[i] > 0.0)) slab->diagonal[i] = 1.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What is held goes to the right side, and its rows and columns keep their diagonal.
static void move_held(Slab *slab, PetscScalar right[])
{
  const PetscInt n = slab->mesh->n_owned;

  for (PetscInt i = 0; i < n; i++)
    right[i] = slab->held[i] > 0.0 ? slab->diagonal[i] * slab->value[i] : 0.0;
  for (PetscInt k = 0; k < slab->graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = slab->graph->edge[k][s], j = slab->graph->edge[k][1 - s];

      if (!(slab->held[i] > 0.0 || slab->held[j] > 0.0)) continue;
      if (i < n && !(slab->held[i] > 0.0)) right[i] -= slab->coupling[k][s] * slab->value[j];
      slab->coupling[k][s] = 0.0;
    }
}

static PetscErrorCode krylov_create(MPI_Comm comm, Mat matrix, KSP *ksp)
{
  PetscFunctionBeginUser;
  PetscCall(KSPCreate(comm, ksp));
  PetscCall(KSPSetOptionsPrefix(*ksp, "between_"));
  PetscCall(fem_option_default("-between_ksp_type", "cg"));
  PetscCall(fem_option_default("-between_ksp_rtol", "1e-12"));
  PetscCall(fem_option_default("-between_pc_type", "jacobi"));
  PetscCall(KSPSetOperators(*ksp, matrix, matrix));
  PetscCall(KSPSetFromOptions(*ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A slab is a few cells thick: conjugate gradients need no more than its diagonal.
static PetscErrorCode solve(Slab *slab)
{
  PetscScalar       *array;
  Vec                right;
  Mat                matrix;
  KSP                ksp;
  KSPConvergedReason reason;

  PetscFunctionBeginUser;
  PetscCall(VecDuplicate(slab->carrier, &right));
  PetscCall(VecGetArray(right, &array));
  move_held(slab, array);
  PetscCall(VecRestoreArray(right, &array));
  PetscCall(graph_matrix(slab->graph, &matrix));
  PetscCall(
    graph_matrix_fill(slab->graph, matrix, slab->diagonal, (const double(*)[2])slab->coupling));
  PetscCall(krylov_create(slab->mesh->comm, matrix, &ksp));
  PetscCall(KSPSolve(ksp, right, slab->carrier));
  PetscCall(KSPGetConvergedReason(ksp, &reason));
  PetscCheck(reason > 0, slab->mesh->comm, PETSC_ERR_PLIB, "no harmonic function of %s: %s",
             mesh_region_name(slab->mesh, slab->region), KSPConvergedReasons[reason]);
  PetscCall(VecGetArray(slab->carrier, &array));
  PetscCall(PetscArraycpy(slab->value, array, slab->mesh->n_owned));
  PetscCall(VecRestoreArray(slab->carrier, &array));
  PetscCall(graph_exchange(slab->graph, slab->carrier, slab->value));
  PetscCall(KSPDestroy(&ksp));
  PetscCall(MatDestroy(&matrix));
  PetscCall(VecDestroy(&right));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double slopes(const Slab *slab, Vec3 slope[])
{
  const Mesh *mesh     = slab->mesh;
  double      steepest = 0.0;

  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Vec3 gradient[4];

    slope[e] = vec3(0.0, 0.0, 0.0);
    if (mesh->region[e] != (int)slab->region) continue;
    (void)element_gradients((const double(*)[3])mesh->x, mesh->cell[e], gradient);
    for (int a = 0; a < 4; a++)
      slope[e] = vec3_sum(slope[e], vec3_scaled(gradient[a], slab->value[mesh->cell[e][a]]));
    steepest = fmax(steepest, vec3_norm(slope[e]));
  }
  return steepest;
}

// Mean slope around every vertex, by volume; complete at owned ones, whose word ghosts take.
static PetscErrorCode around_vertices(const Slab *slab, const Vec3 slope[], double *mean[3])
{
  const Mesh *mesh = slab->mesh;

  PetscFunctionBeginUser;
  for (int i = 0; i < 3; i++) {
    PetscCall(PetscCalloc1(mesh->n_local, &mean[i]));
    for (PetscInt e = 0; e < mesh->n_cells; e++)
      for (int a = 0; a < 4; a++) mean[i][mesh->cell[e][a]] += mesh->volume[e] * slope[e].x[i];
    PetscCall(graph_exchange(slab->graph, slab->carrier, mean[i]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode normalise(const Slab *slab, Vec3 slope[])
{
  const Mesh *mesh = slab->mesh;
  double      own  = slopes(slab, slope), steepest;
  double     *mean[3];

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&own, &steepest, 1, MPI_DOUBLE, MPI_MAX, mesh->comm));
  PetscCall(around_vertices(slab, slope, mean));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    if (mesh->region[e] != (int)slab->region) continue;
    if (vec3_norm(slope[e]) <= FLAT * steepest) {
      slope[e] = vec3(0.0, 0.0, 0.0);
      for (int a = 0; a < 4; a++)
        for (int i = 0; i < 3; i++) slope[e].x[i] += mean[i][mesh->cell[e][a]];
    }
    slope[e] = vec3_unit(slope[e]);
  }
  for (int i = 0; i < 3; i++) PetscCall(PetscFree(mean[i]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode between_sides(const Mesh *mesh, int region, int from, int to, Vec3 direction[],
                             Problems *problems)
{
  const int count = problems->count;
  Slab      slab;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(direction, mesh->n_cells));
  PetscCall(slab_create(mesh, region, &slab));
  PetscCall(hold_side(&slab, from, 0.0, problems));
  PetscCall(hold_side(&slab, to, 1.0, problems));
  if (problems->count == count) {
    PetscCall(graph_exchange(slab.graph, slab.carrier, slab.held));
    PetscCall(graph_exchange(slab.graph, slab.carrier, slab.value));
    PetscCall(assemble(&slab));
    PetscCall(solve(&slab));
    PetscCall(normalise(&slab, direction));
  }
  PetscCall(slab_destroy(&slab));
  PetscFunctionReturn(PETSC_SUCCESS);
}
