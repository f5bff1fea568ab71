// SPDX-License-Identifier: GPL-3.0-or-later
// Normal of a layer of tissue: solves Laplace's equation in one region with Dirichlet conditions on two
// sides, 0 and 1, and Neumann conditions elsewhere, and normalises the gradient in each cell.
#include "sij/fem/layer_normal.h"

#include "constants.h"

#include "sij/fem/elements.h"

typedef struct {
  const Mesh *mesh;
  int         region;
  Graph      *graph;
  Vec         carrier;
  double     *dirichlet, *value;        // [n_local] 1 at Dirichlet vertices; the solution
  double     *diagonal, (*coupling)[2]; // Laplacian of the region; identity outside it
} Layer;

static PetscErrorCode layer_create(const Mesh *mesh, int region, Layer *layer)
{
  PetscFunctionBeginUser;
  *layer = (Layer){.mesh = mesh, .region = region};
  PetscCall(graph_create(mesh, &layer->graph));
  PetscCall(mesh_vector(mesh, &layer->carrier));
  PetscCall(PetscCalloc4(mesh->n_local, &layer->dirichlet, mesh->n_local, &layer->value,
                         mesh->n_owned, &layer->diagonal, layer->graph->n_edges, &layer->coupling));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode layer_destroy(Layer *layer)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree4(layer->dirichlet, layer->value, layer->diagonal, layer->coupling));
  PetscCall(VecDestroy(&layer->carrier));
  PetscCall(graph_destroy(&layer->graph));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Every face around an owned vertex is local. A vertex of both sides takes the mean of their values.
static PetscErrorCode mark_side(Layer *layer, int side, double value, bool *met)
{
  const MeshFaces *faces = &layer->mesh->faces;
  int              own = 0, any = 0;

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < faces->n; f++) {
    const int a = faces->side[f][0], b = faces->side[f][1];

    if (!((a == (int)side && b == (int)layer->region) ||
          (b == (int)side && a == (int)layer->region)))
      continue;
    own = 1;
    for (int k = 0; k < 3; k++) {
      const PetscInt i = faces->vertex[f][k];

      layer->value[i]     = layer->dirichlet[i] > 0.0 && layer->value[i] != value ? 0.5 : value;
      layer->dirichlet[i] = 1.0;
    }
  }
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, layer->mesh->comm));
  *met = any != 0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_dirichlet_side(Layer *layer, int side, double value, Problems *problems)
{
  bool met = false;

  PetscFunctionBeginUser;
  PetscCall(mark_side(layer, side, value, &met));
  if (!met)
    PetscCall(problems_add(problems, "", "%s does not meet %s, so it has no normal towards it",
                           mesh_region_name(layer->mesh, layer->region),
                           mesh_region_name(layer->mesh, side)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode assemble_laplacian(Layer *layer)
{
  const Graph *graph = layer->graph;
  Transverse  *tensor;
  Elements     cells = {0};

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(layer->mesh->tags->n_regions, &tensor));
  tensor[layer->region] = (Transverse){.along = 1.0, .across = 1.0};
  PetscCall(elements_cells(graph, layer->mesh->region, tensor, &cells));
  PetscCall(PetscFree(tensor));
  elements_assemble(&cells, graph, layer->diagonal, layer->coupling);
  PetscCall(elements_destroy(&cells));
  for (PetscInt i = 0; i < layer->mesh->n_owned; i++)
    if (!(layer->diagonal[i] > 0.0)) layer->diagonal[i] = 1.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Moves prescribed values to the right side; Dirichlet rows and columns keep their diagonal only.
static void eliminate_dirichlet(Layer *layer, PetscScalar right[])
{
  const PetscInt n = layer->mesh->n_owned;

  for (PetscInt i = 0; i < n; i++)
    right[i] = layer->dirichlet[i] > 0.0 ? layer->diagonal[i] * layer->value[i] : 0.0;
  for (PetscInt k = 0; k < layer->graph->n_edges; k++)
    for (int s = 0; s < 2; s++) {
      const PetscInt i = layer->graph->edge[k][s], j = layer->graph->edge[k][1 - s];

      if (!(layer->dirichlet[i] > 0.0 || layer->dirichlet[j] > 0.0)) continue;
      if (i < n && !(layer->dirichlet[i] > 0.0))
        right[i] -= layer->coupling[k][s] * layer->value[j];
      layer->coupling[k][s] = 0.0;
    }
}

static PetscErrorCode create_solver(MPI_Comm comm, Mat matrix, KSP *ksp)
{
  PetscFunctionBeginUser;
  PetscCall(KSPCreate(comm, ksp));
  PetscCall(KSPSetOptionsPrefix(*ksp, "layer_normal_"));
  PetscCall(fem_option_default("-layer_normal_ksp_type", "cg"));
  PetscCall(fem_option_default("-layer_normal_ksp_rtol", LAYER_LINEAR_RTOL));
  PetscCall(fem_option_default("-layer_normal_pc_type", "jacobi"));
  PetscCall(KSPSetOperators(*ksp, matrix, matrix));
  PetscCall(KSPSetFromOptions(*ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A layer is a few cells thick: conjugate gradients with a Jacobi preconditioner are enough.
static PetscErrorCode solve_laplace(Layer *layer)
{
  PetscScalar       *array;
  Vec                right;
  Mat                matrix;
  KSP                ksp;
  KSPConvergedReason reason;

  PetscFunctionBeginUser;
  PetscCall(VecDuplicate(layer->carrier, &right));
  PetscCall(VecGetArray(right, &array));
  eliminate_dirichlet(layer, array);
  PetscCall(VecRestoreArray(right, &array));
  PetscCall(graph_matrix(layer->graph, &matrix));
  PetscCall(
    graph_matrix_fill(layer->graph, matrix, layer->diagonal, (const double(*)[2])layer->coupling));
  PetscCall(create_solver(layer->mesh->comm, matrix, &ksp));
  PetscCall(KSPSolve(ksp, right, layer->carrier));
  PetscCall(KSPGetConvergedReason(ksp, &reason));
  PetscCheck(reason > 0, layer->mesh->comm, PETSC_ERR_PLIB,
             "Laplace's equation in %s was not solved: %s",
             mesh_region_name(layer->mesh, layer->region), KSPConvergedReasons[reason]);
  PetscCall(VecGetArray(layer->carrier, &array));
  PetscCall(PetscArraycpy(layer->value, array, layer->mesh->n_owned));
  PetscCall(VecRestoreArray(layer->carrier, &array));
  PetscCall(graph_exchange(layer->graph, layer->carrier, layer->value));
  PetscCall(KSPDestroy(&ksp));
  PetscCall(MatDestroy(&matrix));
  PetscCall(VecDestroy(&right));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double find_gradients(const Layer *layer, Vec3 gradient[])
{
  const Mesh *mesh    = layer->mesh;
  double      largest = 0.0;

  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Vec3 shape[4];

    gradient[e] = vec3(0.0, 0.0, 0.0);
    if (mesh->region[e] != (int)layer->region) continue;
    (void)element_gradients((const double(*)[3])mesh->x, mesh->cell[e], shape);
    for (int a = 0; a < 4; a++)
      gradient[e] = vec3_sum(gradient[e], vec3_scaled(shape[a], layer->value[mesh->cell[e][a]]));
    largest = fmax(largest, vec3_norm(gradient[e]));
  }
  return largest;
}

// Volume-weighted sum of gradients around every vertex: complete at owned ones, copied to ghosts.
static PetscErrorCode average_at_vertices(const Layer *layer, const Vec3 gradient[],
                                          double *mean[3])
{
  const Mesh *mesh = layer->mesh;

  PetscFunctionBeginUser;
  for (int i = 0; i < 3; i++) {
    PetscCall(PetscCalloc1(mesh->n_local, &mean[i]));
    for (PetscInt e = 0; e < mesh->n_cells; e++)
      for (int a = 0; a < 4; a++) mean[i][mesh->cell[e][a]] += mesh->volume[e] * gradient[e].x[i];
    PetscCall(graph_exchange(layer->graph, layer->carrier, mean[i]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode normalise_gradients(const Layer *layer, Vec3 gradient[])
{
  const Mesh *mesh = layer->mesh;
  double      own  = find_gradients(layer, gradient), largest;
  double     *mean[3];

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&own, &largest, 1, MPI_DOUBLE, MPI_MAX, mesh->comm));
  PetscCall(average_at_vertices(layer, gradient, mean));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    if (mesh->region[e] != (int)layer->region) continue;
    if (vec3_norm(gradient[e]) <= LAYER_FLAT_GRADIENT * largest) {
      gradient[e] = vec3(0.0, 0.0, 0.0);
      for (int a = 0; a < 4; a++)
        for (int i = 0; i < 3; i++) gradient[e].x[i] += mean[i][mesh->cell[e][a]];
    }
    gradient[e] = vec3_unit(gradient[e]);
  }
  for (int i = 0; i < 3; i++) PetscCall(PetscFree(mean[i]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode layer_normal(const Mesh *mesh, int region, int from, int to, Vec3 direction[],
                            Problems *problems)
{
  const int count = problems->count;
  Layer     layer;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(direction, mesh->n_cells));
  PetscCall(layer_create(mesh, region, &layer));
  PetscCall(set_dirichlet_side(&layer, from, 0.0, problems));
  PetscCall(set_dirichlet_side(&layer, to, 1.0, problems));
  if (problems->count == count) {
    PetscCall(graph_exchange(layer.graph, layer.carrier, layer.dirichlet));
    PetscCall(graph_exchange(layer.graph, layer.carrier, layer.value));
    PetscCall(assemble_laplacian(&layer));
    PetscCall(solve_laplace(&layer));
    PetscCall(normalise_gradients(&layer, direction));
  }
  PetscCall(layer_destroy(&layer));
  PetscFunctionReturn(PETSC_SUCCESS);
}
