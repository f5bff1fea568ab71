// SPDX-License-Identifier: GPL-3.0-or-later
// Least bytes of a transport step: each operation of PETSc reads its operands once and writes its result once, nothing
// stays in a cache between two operations; beside them, element and edge data once.
#include "moved.h"

#include "stopwatch.h"

enum { ROW = sizeof(PetscInt), ENTRY = sizeof(double) + sizeof(PetscInt), NUMBER = sizeof(double) };

/** Bytes of one call per entry of the matrix and per row. */
typedef struct {
  const char *operation;
  double      entry, row;
} Cost;

static const Cost MATRIX[] = {
  // y = A x: row starts, x and y beside the entries.
  {"MatMult", ENTRY, ROW + 2 * NUMBER},
  // L U x = b of ILU(0): as many entries; b read, x written by one sweep, read and written by the other.
  {"MatSolve", ENTRY, ROW + 4 * NUMBER},
  // A is read, its factor written and read; before, A's numbers were written.
  {"MatLUFactorNum", 2 * ENTRY + 2 * NUMBER, 2 * ROW},
  {"MatCholFctrNum", 2 * ENTRY + 2 * NUMBER, 2 * ROW},
};

static const Cost VECTOR[] = {
  {"VecDot", 0, 2 * NUMBER},     {"VecTDot", 0, 2 * NUMBER},
  {"VecMDot", 0, 2 * NUMBER},    {"VecDotNorm2", 0, 2 * NUMBER},
  {"VecNorm", 0, NUMBER},        {"VecScale", 0, 2 * NUMBER},
  {"VecCopy", 0, 2 * NUMBER},    {"VecSet", 0, NUMBER},
  {"VecAXPY", 0, 3 * NUMBER},    {"VecAYPX", 0, 3 * NUMBER},
  {"VecAXPBYCZ", 0, 4 * NUMBER}, {"VecWAXPY", 0, 3 * NUMBER},
  {"VecMAXPY", 0, 3 * NUMBER},   {"VecPointwiseMult", 0, 3 * NUMBER},
};

static PetscErrorCode add_costs(const Body *body, const char *phase, int n, const Cost cost[],
                                double *sum)
{
  const double rows    = (double)body->mesh->n_owned;
  const double entries = rows + 2.0 * (double)body->graph->n_edges;

  PetscFunctionBeginUser;
  for (int k = 0; k < n; k++) {
    double moved;

    PetscCall(stopwatch_kernel(phase, cost[k].operation,
                               cost[k].entry * entries + cost[k].row * rows, &moved));
    *sum += moved;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Once a step: two vertices and eight numbers of an edge (masses at start and end, what is bound, diffusion, advection
// both ways, the water's flow, the amount moved); ten numbers of a vertex; of a cell, where the water is new, its
// vertices, its law, six stiffnesses and four flows.
static double find_arrays(const Body *body, bool new_water)
{
  const double edge = 2 * sizeof(PetscInt) + 8 * NUMBER, vertex = 10 * NUMBER;
  const double cell = 4 * sizeof(PetscInt) + sizeof(int) + 10 * NUMBER;

  return edge * (double)body->graph->n_edges + vertex * (double)body->mesh->n_owned +
         (new_water ? cell * (double)body->mesh->n_cells : 0.0);
}

PetscErrorCode moved_print(const Body *body, const char *phase, int calls, bool new_water)
{
  double arrays = find_arrays(body, new_water), all, sum = 0.0;

  PetscFunctionBeginUser;
  PetscCall(add_costs(body, phase, (int)PETSC_STATIC_ARRAY_LENGTH(MATRIX), MATRIX, &sum));
  PetscCall(add_costs(body, phase, (int)PETSC_STATIC_ARRAY_LENGTH(VECTOR), VECTOR, &sum));
  PetscCallMPI(MPI_Allreduce(&arrays, &all, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD));
  PetscCall(stopwatch_whole(phase, calls, sum / calls + all));
  PetscFunctionReturn(PETSC_SUCCESS);
}
