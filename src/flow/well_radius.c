// SPDX-License-Identifier: GPL-3.0-or-later
// The radius at which the mesh gives the pressure of a point source, one for each needle; wells use it at every step.
//
// Peaceman's idea without his grid: the discrete solution of -lap p = delta(x - x0) with the exact
// 1 / (4 pi r) on the boundary has a finite value at x0, and 1 / (4 pi p(x0)) is the radius where the
// exact solution has it. One solve per needle gives it for this very mesh.
#include "constants.h"
#include "state.h"

#include "sij/base/units.h"

typedef struct {
  const Graph *graph;
  double      *dirichlet;                // [n_local] 1 on the outer boundary
  double      *diagonal, (*coupling)[2]; // of the full operator
  Mat          matrix;                   // with the Dirichlet rows and columns cleared
  KSP          ksp;
} Laplacian;

static PetscErrorCode fill_matrix(Laplacian *laplacian)
{
  const Graph *graph = laplacian->graph;
  double(*free)[2];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(graph->n_edges, &free));
  for (PetscInt k = 0; k < graph->n_edges; k++) {
    const PetscInt *edge = graph->edge[k];
    const double    keep =
      (1.0 - laplacian->dirichlet[edge[0]]) * (1.0 - laplacian->dirichlet[edge[1]]);

    for (int s = 0; s < 2; s++) free[k][s] = keep * laplacian->coupling[k][s];
  }
  PetscCall(graph_matrix(graph, &laplacian->matrix));
  PetscCall(
    graph_matrix_fill(graph, laplacian->matrix, laplacian->diagonal, (const double(*)[2])free));
  PetscCall(PetscFree(free));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode laplacian_create(const Graph *graph, Vec carrier, Laplacian *laplacian)
{
  const Mesh *mesh = graph->mesh;
  Transverse *unit;
  Elements    cells = {0};

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->tags->n_regions, &unit));
  for (int r = 0; r < mesh->tags->n_regions; r++)
    unit[r] = (Transverse){.along = 1.0, .across = 1.0, .fibre = {{0.0}}};
  laplacian->graph = graph;
  PetscCall(PetscCalloc3(mesh->n_local, &laplacian->dirichlet, mesh->n_owned, &laplacian->diagonal,
                         graph->n_edges, &laplacian->coupling));
  for (PetscInt f = 0; f < mesh->faces.n; f++)
    for (int a = 0; a < 3; a++)
      if (mesh->faces.side[f][1] == MESH_NONE) laplacian->dirichlet[mesh->faces.vertex[f][a]] = 1.0;
  PetscCall(graph_exchange(graph, carrier, laplacian->dirichlet));
  PetscCall(elements_cells(graph, mesh->region, unit, &cells));
  PetscCall(PetscFree(unit));
  elements_assemble(&cells, graph, laplacian->diagonal, laplacian->coupling);
  PetscCall(elements_destroy(&cells));
  PetscCall(fill_matrix(laplacian));
  PetscCall(KSPCreate(mesh->comm, &laplacian->ksp));
  PetscCall(KSPSetOptionsPrefix(laplacian->ksp, "well_"));
  PetscCall(fem_option_default("-well_ksp_type", "cg"));
  PetscCall(fem_option_default("-well_ksp_rtol", FLOW_WELL_RTOL));
  PetscCall(fem_option_default("-well_pc_type", "hypre"));
  PetscCall(KSPSetOperators(laplacian->ksp, laplacian->matrix, laplacian->matrix));
  PetscCall(KSPSetFromOptions(laplacian->ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode laplacian_destroy(Laplacian *laplacian)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(laplacian->dirichlet, laplacian->diagonal, laplacian->coupling));
  PetscCall(MatDestroy(&laplacian->matrix));
  PetscCall(KSPDestroy(&laplacian->ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Right side: the source, minus the operator on the exact values of the boundary.
static PetscErrorCode fill_right_side(const Laplacian *laplacian, const Well *well, Vec3 tip,
                                      double b[])
{
  const Graph *graph = laplacian->graph;
  const Mesh  *mesh  = graph->mesh;
  double      *exact;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(mesh->n_local, &exact));
  for (PetscInt i = 0; i < mesh->n_local; i++) {
    const Vec3 x = vec3(mesh->x[i][0], mesh->x[i][1], mesh->x[i][2]);

    if (laplacian->dirichlet[i] > 0.0) exact[i] = 1.0 / (4.0 * SIJ_PI * vec3_distance(x, tip));
  }
  for (PetscInt i = 0; i < mesh->n_owned; i++) b[i] = 0.0;
  if (well->here)
    for (int a = 0; a < 4; a++)
      if (well->inflow.vertex[a] < mesh->n_owned)
        b[well->inflow.vertex[a]] = well->inflow.weight[a];
  for (PetscInt k = 0; k < graph->n_edges; k++)
    for (int s = 0; s < 2; s++)
      if (graph->edge[k][s] < mesh->n_owned)
        b[graph->edge[k][s]] -= laplacian->coupling[k][s] * exact[graph->edge[k][1 - s]];
  for (PetscInt i = 0; i < mesh->n_owned; i++)
    if (laplacian->dirichlet[i] > 0.0) b[i] = laplacian->diagonal[i] * exact[i];
  PetscCall(PetscFree(exact));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// On the boundary of the mesh the discrete solution has no finite value at the source, and no radius.
static PetscErrorCode calibrate_well(const Laplacian *laplacian, const Flow *flow, Vec3 tip,
                                     Well *well, bool *found)
{
  KSPConvergedReason reason;

  const Mesh  *mesh = laplacian->graph->mesh;
  PetscScalar *array;
  double      *p, here = 0.0, at_tip;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(mesh->n_local, &p));
  PetscCall(VecGetArray(flow->solver.residual, &array));
  PetscCall(fill_right_side(laplacian, well, tip, array));
  PetscCall(VecRestoreArray(flow->solver.residual, &array));
  PetscCall(KSPSolve(laplacian->ksp, flow->solver.residual, flow->solver.x));
  PetscCall(KSPGetConvergedReason(laplacian->ksp, &reason));
  PetscCall(VecGetArray(flow->solver.x, &array));
  PetscCall(PetscArraycpy(p, array, mesh->n_owned));
  PetscCall(VecRestoreArray(flow->solver.x, &array));
  if (well->here)
    for (int a = 0; a < 4; a++)
      if (well->inflow.vertex[a] < mesh->n_owned)
        here += well->inflow.weight[a] * p[well->inflow.vertex[a]];
  PetscCallMPI(MPI_Allreduce(&here, &at_tip, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  *found                = reason > 0 && at_tip > 0.0 && isfinite(at_tip);
  well->well.equivalent = 1.0 / (4.0 * SIJ_PI * at_tip);
  PetscCall(VecSet(flow->solver.x, 0.0));
  PetscCall(PetscFree(p));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode wells_calibrate(Flow *flow, Problems *problems)
{
  const FlowProblem *problem   = flow->problem;
  Laplacian          laplacian = {0};

  PetscFunctionBeginUser;
  PetscCall(laplacian_create(flow->medium->graph, flow->solver.carrier, &laplacian));
  for (int w = 0; w < problem->n_needles; w++) {
    const Vec3 tip   = problem->needle[w].tip;
    bool       found = false;

    PetscCall(calibrate_well(&laplacian, flow, tip, &flow->wells.well[w], &found));
    if (!found)
      PetscCall(problems_add(problems, problem->source,
                             "injections.%s: the pressure of a source at the needle tip (%.1f, "
                             "%.1f, %.1f) mm cannot be found on this mesh; move the tip inwards, "
                             "away from the boundary of the mesh",
                             problem->needle[w].name, 1e3 * tip.x[0], 1e3 * tip.x[1],
                             1e3 * tip.x[2]));
  }
  PetscCall(laplacian_destroy(&laplacian));
  PetscFunctionReturn(PETSC_SUCCESS);
}
