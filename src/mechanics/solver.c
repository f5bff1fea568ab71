// SPDX-License-Identifier: GPL-3.0-or-later
// The linear solver of the tangent: conjugate gradients, preconditioned by p-multigrid. The P2 level is smoothed; the
// correction is solved on the P1 level, directly or by algebraic multigrid that is given the rigid body modes. newton.c
// and, through stiffness.c, the poroelastic solver use it.
#include "constants.h"
#include "springs.h"
#include "state.h"

#include "sij/fem/graph.h"

#include <math.h>

// Options measured on stiffness contrasts of 1e5: SOR on the algebraic levels, or interpolations of an earlier tangent,
// may make the preconditioner indefinite.
static PetscErrorCode set_defaults(void)
{
  static const char *const option[][2] = {
    {"-mechanics_mg_levels_pc_type", "sor"},
    // Workspace over MUMPS's estimate, in per cent: by its own 20 it ran out on two ranks.
    {"-mechanics_mg_coarse_mat_mumps_icntl_14", "100"},
    {"-mechanics_mg_coarse_pc_gamg_threshold", "0.02"},
    {"-mechanics_mg_coarse_pc_gamg_reuse_interpolation", "false"},
    {"-mechanics_mg_coarse_mg_levels_ksp_type", "chebyshev"},
    {"-mechanics_mg_coarse_mg_levels_ksp_max_it", "4"},
    {"-mechanics_mg_coarse_mg_levels_pc_type", "jacobi"},
    {"-mechanics_mg_coarse_mg_levels_esteig_ksp_type", "cg"},
    {"-mechanics_mg_coarse_mg_levels_esteig_ksp_max_it", "20"},
    {"-mechanics_mg_coarse_mg_levels_ksp_chebyshev_esteig", "0,0.05,0,1.4"},
  };

  PetscBool set;

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof option / sizeof *option; k++) {
    PetscCall(fem_option_default(option[k][0], option[k][1]));
    // Queried, an option counts as used: a body too small for a second algebraic level has no smoother.
    PetscCall(PetscOptionsHasName(NULL, NULL, option[k][0], &set));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// P1 to P2 interpolation: a mid-edge node takes the mean of its edge, a vertex its own value.
static PetscErrorCode create_interpolation(const Nodes *nodes, Mat *interpolation)
{
  const Mesh *mesh = nodes->mesh;

  PetscFunctionBeginUser;
  PetscCall(MatCreate(mesh->comm, interpolation));
  PetscCall(MatSetSizes(*interpolation, 3 * nodes->n_owned, 3 * mesh->n_owned, 3 * nodes->n_global,
                        3 * mesh->n_global));
  PetscCall(MatSetBlockSizes(*interpolation, 3, 3));
  PetscCall(MatSetType(*interpolation, MATAIJ));
  PetscCall(MatSeqAIJSetPreallocation(*interpolation, 2, NULL));
  PetscCall(MatMPIAIJSetPreallocation(*interpolation, 2, NULL, 2, NULL));
  for (PetscInt node = 0; node < nodes->n_owned; node++)
    for (int side = 0; side < 2; side++) {
      const PetscInt end = nodes->end[node][side];
      const PetscInt vertex =
        end < mesh->n_owned ? mesh->first + end : mesh->ghost[end - mesh->n_owned];

      for (int i = 0; i < 3; i++)
        PetscCall(MatSetValue(*interpolation, 3 * (nodes->first + node) + i, 3 * vertex + i, 0.5,
                              ADD_VALUES));
    }
  PetscCall(MatAssemblyBegin(*interpolation, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(*interpolation, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_rigid_modes(const Mesh *mesh, MatNullSpace *rigid)
{
  PetscScalar *array;
  Vec          place;

  PetscFunctionBeginUser;
  PetscCall(VecCreate(mesh->comm, &place));
  PetscCall(VecSetSizes(place, 3 * mesh->n_owned, 3 * mesh->n_global));
  PetscCall(VecSetBlockSize(place, 3));
  PetscCall(VecSetType(place, VECSTANDARD));
  PetscCall(VecGetArray(place, &array));
  for (PetscInt k = 0; k < 3 * mesh->n_owned; k++) array[k] = mesh->x[k / 3][k % 3];
  PetscCall(VecRestoreArray(place, &array));
  PetscCall(MatNullSpaceCreateRigidBody(place, rigid));
  PetscCall(VecDestroy(&place));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_krylov(MPI_Comm comm, Solver *solver)
{
  PC pc;

  PetscFunctionBeginUser;
  PetscCall(KSPCreate(comm, &solver->ksp));
  PetscCall(KSPSetOptionsPrefix(solver->ksp, "mechanics_"));
  PetscCall(KSPSetType(solver->ksp, KSPCG));
  PetscCall(KSPSetNormType(solver->ksp, KSP_NORM_UNPRECONDITIONED));
  PetscCall(KSPSetOperators(solver->ksp, solver->p2, solver->p2));
  PetscCall(KSPGetPC(solver->ksp, &pc));
  PetscCall(PCSetType(pc, PCMG));
  PetscCall(PCMGSetLevels(pc, 2, NULL));
  PetscCall(PCMGSetInterpolation(pc, 1, solver->interpolation));
  PetscCall(smoother_create(solver, pc));
  PetscCall(KSPSetFromOptions(solver->ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// One cell of any rank decides for all ranks.
static bool is_mixed(const Mechanics *mechanics)
{
  int own = 0, any = 0;

  for (PetscInt e = 0; e < mechanics->mesh->n_cells; e++)
    own = own || element_is_mixed(&mechanics->problem.law[mechanics->problem.of_cell[e]]);
  (void)MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, mechanics->mesh->comm);
  return any != 0;
}

static PetscErrorCode multiply_full_operator(Mat full, Vec u, Vec force)
{
  Mechanics         *mechanics;
  const PetscScalar *from;
  PetscScalar       *to;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(full, &mechanics));
  PetscCall(MatMult(mechanics->solver.p2, u, force));
  PetscCall(VecGetArrayRead(u, &from));
  PetscCall(VecGetArray(force, &to));
  PetscCall(springs_product(mechanics, (const double(*)[3])from, false, 1.0, (double(*)[3])to));
  PetscCall(VecRestoreArray(force, &to));
  PetscCall(VecRestoreArrayRead(u, &from));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_woodbury(Solver *solver)
{
  PC multigrid, pc;

  PetscFunctionBeginUser;
  PetscCall(KSPGetPC(solver->ksp, &multigrid));
  PetscCall(woodbury_create(multigrid, &solver->woodbury));
  PetscCall(woodbury_pc(solver->woodbury, &pc));
  PetscCall(KSPSetPC(solver->ksp, pc));
  if (solver->mixed) solver->mixed->multigrid = pc;
  PetscCall(PCDestroy(&pc));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solver_add_springs(Mechanics *mechanics)
{
  Solver  *solver = &mechanics->solver;
  PetscInt n, m;

  PetscFunctionBeginUser;
  if (solver->full != solver->p2) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(MatGetLocalSize(solver->p2, &m, &n));
  PetscCall(MatCreateShell(mechanics->mesh->comm, m, n, PETSC_DETERMINE, PETSC_DETERMINE, mechanics,
                           &solver->full));
  PetscCall(MatShellSetOperation(solver->full, MATOP_MULT, (void (*)(void))multiply_full_operator));
  if (solver->mixed) solver->mixed->full = solver->full;
  PetscCall(create_woodbury(solver));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solver_create(Mechanics *mechanics)
{
  Solver *solver = &mechanics->solver;

  PetscFunctionBeginUser;
  PetscCall(set_defaults());
  PetscCall(blocks_matrix(mechanics->blocks, &solver->p2));
  solver->full = solver->p2;
  PetscCall(MatCreateVecs(solver->p2, &solver->solution, &solver->right));
  PetscCall(create_interpolation(mechanics->nodes, &solver->interpolation));
  PetscCall(create_rigid_modes(mechanics->mesh, &solver->rigid));
  PetscCall(create_krylov(mechanics->mesh->comm, solver));
  if (is_mixed(mechanics))
    PetscCall(mixed_create(mechanics->nodes, solver->ksp, solver->p2, &solver->mixed));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solver_destroy(Solver *solver)
{
  PetscFunctionBeginUser;
  PetscCall(mixed_destroy(&solver->mixed));
  PetscCall(KSPDestroy(&solver->ksp));
  PetscCall(woodbury_destroy(&solver->woodbury));
  if (solver->full != solver->p2) PetscCall(MatDestroy(&solver->full));
  PetscCall(MatDestroy(&solver->p2));
  PetscCall(MatDestroy(&solver->interpolation));
  PetscCall(MatDestroy(&solver->p1));
  PetscCall(MatNullSpaceDestroy(&solver->rigid));
  PetscCall(VecDestroy(&solver->right));
  PetscCall(VecDestroy(&solver->solution));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A small P1 system is solved directly: that takes half the iterations of algebraic multigrid where stiffness jumps by
// 1e6, and the factorisation soon pays with an optimised BLAS (the reference BLAS takes eight times as long). A large
// one is not: factors grow with the power 4/3 of its size. One smoothing step more makes up for the inexact algebraic
// cycles.
static PetscErrorCode choose_p1_solver(Solver *solver, PC multigrid, KSP ksp)
{
  PetscInt n;
  PC       pc;

  PetscFunctionBeginUser;
  PetscCall(MatGetSize(solver->p1, &n, NULL));
  PetscCall(KSPGetPC(ksp, &pc));
  if (n <= SOLVER_P1_DIRECT) {
    PetscCall(KSPSetType(ksp, KSPPREONLY));
    PetscCall(PCSetType(pc, PCCHOLESKY));
    PetscCall(PCFactorSetMatSolverType(pc, MATSOLVERMUMPS));
  } else {
    PetscCall(KSPSetType(ksp, KSPRICHARDSON));
    PetscCall(KSPSetTolerances(ksp, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, SOLVER_P1_CYCLES));
    PetscCall(KSPSetNormType(ksp, KSP_NORM_NONE));
    PetscCall(PCSetType(pc, PCGAMG));
    PetscCall(smoother_add_step(multigrid));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Tangents change little from one to the next, and rebuilding the P1 solver costs more than the rest of a solve: it is
// kept until the iterations grow by half. Nothing is done if an option has replaced the multigrid.
static PetscErrorCode update_p1_operator(Solver *solver, PC pc, bool *made)
{
  const bool first = !solver->p1;
  PetscBool  multigrid;
  KSP        ksp;

  PetscFunctionBeginUser;
  PetscCall(PetscObjectTypeCompare((PetscObject)pc, PCMG, &multigrid));
  *made = multigrid && (first || solver->p1_outdated);
  if (!*made) PetscFunctionReturn(PETSC_SUCCESS);
  solver->p1_iterations = 0;
  PetscCall(MatPtAP(solver->p2, solver->interpolation,
                    solver->p1 ? MAT_REUSE_MATRIX : MAT_INITIAL_MATRIX, PETSC_DEFAULT,
                    &solver->p1));
  PetscCall(MatSetNearNullSpace(solver->p1, solver->rigid));
  PetscCall(PCMGGetCoarseSolve(pc, &ksp));
  PetscCall(KSPSetOperators(ksp, solver->p1, solver->p1));
  if (first) PetscCall(choose_p1_solver(solver, pc, ksp));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solver_multiply(Solver *solver, Vec u, Vec force)
{
  PetscFunctionBeginUser;
  PetscCall(MatMult(solver->full, u, force));
  if (solver->mixed) PetscCall(mixed_add_product(solver->mixed, u, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_column(const Mechanics *mechanics, int spring, Vec column)
{
  PetscScalar *array;

  PetscFunctionBeginUser;
  PetscCall(VecZeroEntries(column));
  PetscCall(VecGetArray(column, &array));
  PetscCall(spring_column(mechanics, spring, (double(*)[3])array));
  PetscCall(VecRestoreArray(column, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_columns(Mechanics *mechanics)
{
  const int n = mechanics->n_springs;
  Vec      *column;

  PetscFunctionBeginUser;
  PetscCall(VecDuplicateVecs(mechanics->solver.right, n, &column));
  for (int s = 0; s < n; s++) PetscCall(fill_column(mechanics, s, column[s]));
  PetscCall(woodbury_set_columns(mechanics->solver.woodbury, n, column));
  PetscCall(VecDestroyVecs(n, &column));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Columns of the springs are kept as long as the P1 solver: each costs a cycle. Their stiffnesses cost nothing.
static PetscErrorCode update_springs(Mechanics *mechanics, bool made)
{
  const int n = mechanics->n_springs;
  double   *stiffness;

  PetscFunctionBeginUser;
  if (!mechanics->solver.woodbury) PetscFunctionReturn(PETSC_SUCCESS);
  if (made || mechanics->solver.woodbury->n != n) PetscCall(set_columns(mechanics));
  PetscCall(PetscMalloc1(n, &stiffness));
  for (int s = 0; s < n; s++) stiffness[s] = mechanics->spring[s].stiffness;
  PetscCall(woodbury_set_stiffness(mechanics->solver.woodbury, stiffness));
  PetscCall(PetscFree(stiffness));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode record_coarse_point(Mechanics *mechanics)
{
  PetscFunctionBeginUser;
  mechanics->coarse_at.factor = mechanics->tangent_at.factor;
  if (mechanics->coarse_at.u)
    PetscCall(
      PetscArraycpy(mechanics->coarse_at.u, mechanics->tangent_at.u, mechanics->nodes->n_local));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solver_prepare(Mechanics *mechanics)
{
  Solver *solver = &mechanics->solver;
  bool    made   = false;
  PC      pc;

  PetscFunctionBeginUser;
  PetscCall(KSPSetOperators(solver->ksp, solver->full, solver->p2));
  PetscCall(KSPGetPC(solver->ksp, &pc));
  if (solver->woodbury) pc = solver->woodbury->multigrid;
  PetscCall(PCSetOperators(pc, solver->p2, solver->p2));
  if (solver->p2_changed) PetscCall(update_p1_operator(solver, pc, &made));
  PetscCall(PCSetUp(pc));
  if (made) {
    PetscCall(smoother_estimate_eigenvalue(solver, pc));
    PetscCall(record_coarse_point(mechanics));
  }
  PetscCall(update_springs(mechanics, made));
  solver->p2_changed = false;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode solve_system(Mechanics *mechanics, KSP ksp, PetscInt *n,
                                   KSPConvergedReason *why)
{
  Solver *solver = &mechanics->solver;

  PetscFunctionBeginUser;
  PetscCall(solver_prepare(mechanics));
  if (solver->mixed) PetscCall(mixed_solve(solver->mixed, solver->right, solver->solution));
  else PetscCall(KSPSolve(ksp, solver->right, solver->solution));
  PetscCall(KSPGetConvergedReason(ksp, why));
  PetscCall(KSPGetIterationNumber(ksp, n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Iterations that SOLVER_P1_DECADES of the residual would take at the rate of the last solve. Tolerances differ from
// solve to solve, so that iterations alone tell little.
static PetscErrorCode count_for_decades(const Solver *solver, KSP ksp, PetscInt n, int *count)
{
  PetscReal first, last;

  PetscFunctionBeginUser;
  PetscCall(VecNorm(solver->right, NORM_2, &first));
  PetscCall(KSPGetResidualNorm(ksp, &last));
  *count = (int)n;
  if (last > 0.0 && last < first)
    *count =
      (int)ceil(fmin(SOLVER_ITERATIONS, SOLVER_P1_DECADES * (double)n / log10(first / last)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode solver_solve(Mechanics *mechanics, double relative, double absolute, int *iterations,
                            const char **reason)
{
  Solver            *solver = &mechanics->solver;
  KSP                ksp    = solver->mixed ? solver->mixed->ksp : solver->ksp;
  KSPConvergedReason why;
  PetscInt           n;
  int                count = 0;

  PetscFunctionBeginUser;
  PetscCall(KSPSetTolerances(ksp, relative, absolute, PETSC_DEFAULT, SOLVER_ITERATIONS));
  PetscCall(solve_system(mechanics, ksp, &n, &why));
  if (why <= 0 && solver->p1_iterations > 0) { // perhaps only the outdated P1 solver is to blame
    solver->p1_outdated = solver->p2_changed = true;
    PetscCall(solve_system(mechanics, ksp, &n, &why));
  }
  PetscCall(count_for_decades(solver, ksp, n, &count));
  if (solver->p1_iterations == 0) solver->p1_iterations = count;
  solver->p1_outdated = why <= 0 || count > SOLVER_P1_ITERATIONS + 3 * solver->p1_iterations / 2;
  *iterations         = (int)n;
  *reason             = why > 0 ? NULL : KSPConvergedReasons[why];
  PetscFunctionReturn(PETSC_SUCCESS);
}
