// SPDX-License-Identifier: GPL-3.0-or-later
// The linear system of displacement and pressure of one Newton iteration, preconditioned by a block triangle: pressure
// first, by a Schur complement of fixed mean stress (compliance.c), then displacement, by the multigrid of mechanics.
#include "state.h"

#include "sij/fem/graph.h"

/** The arrays behind the views of an input and an output vector. */
typedef struct {
  const PetscScalar *in;
  PetscScalar       *out;
} Arrays;

static PetscErrorCode open_views(System *system, Vec in, Vec out, Arrays *arrays)
{
  PetscInt n;

  PetscFunctionBeginUser;
  PetscCall(VecGetLocalSize(system->u, &n));
  PetscCall(VecGetArrayRead(in, &arrays->in));
  PetscCall(VecGetArrayWrite(out, &arrays->out));
  PetscCall(VecPlaceArray(system->u, arrays->in));
  PetscCall(VecPlaceArray(system->p, arrays->in + n));
  PetscCall(VecPlaceArray(system->f, arrays->out));
  PetscCall(VecPlaceArray(system->v, arrays->out + n));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode close_views(System *system, Vec in, Vec out, Arrays *arrays)
{
  PetscFunctionBeginUser;
  PetscCall(VecResetArray(system->u));
  PetscCall(VecResetArray(system->p));
  PetscCall(VecResetArray(system->f));
  PetscCall(VecResetArray(system->v));
  PetscCall(VecRestoreArrayRead(in, &arrays->in));
  PetscCall(VecRestoreArrayWrite(out, &arrays->out));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode multiply_system(Mat both, Vec in, Vec out)
{
  System *system;
  Arrays  arrays;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(both, &system));
  PetscCall(open_views(system, in, out, &arrays));
  PetscCall(mechanics_apply_stiffness(system->mechanics, system->u, system->f));
  PetscCall(MatMultTranspose(system->divergence, system->p, system->work));
  PetscCall(VecAXPY(system->f, -1.0, system->work));
  PetscCall(VecScale(system->f, 1.0 / system->force));
  PetscCall(MatMult(system->tangent, system->p, system->v));
  PetscCall(MatMultAdd(system->divergence, system->u, system->v, system->v));
  PetscCall(VecScale(system->v, 1.0 / system->volume));
  PetscCall(close_views(system, in, out, &arrays));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode apply_blocks(System *system, Vec in, Vec out, double force, double volume)
{
  Arrays arrays;
  PC     pc;

  PetscFunctionBeginUser;
  PetscCall(open_views(system, in, out, &arrays));
  PetscCall(VecCopy(system->p, system->volumes));
  PetscCall(VecScale(system->volumes, volume));
  PetscCall(KSPGetPC(system->pressure, &pc));
  if (system->exact) PetscCall(KSPSolve(system->pressure, system->volumes, system->v));
  else PetscCall(PCApply(pc, system->volumes, system->v));
  PetscCall(MatMultTranspose(system->divergence, system->v, system->work));
  PetscCall(VecAXPY(system->work, force, system->u));
  if (system->exact) PetscCall(KSPSolve(system->displacement, system->work, system->f));
  else PetscCall(PCApply(system->stiffness.multigrid, system->work, system->f));
  PetscCall(close_views(system, in, out, &arrays));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode apply_preconditioner(PC pc, Vec in, Vec out)
{
  System *system;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &system));
  PetscCall(apply_blocks(system, in, out, system->force, system->volume));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode system_precondition(System *system, Vec in, Vec out)
{
  PetscFunctionBeginUser;
  PetscCall(apply_blocks(system, in, out, 1.0, 1.0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode system_coupling_norms(System *system, Vec step, double *force, double *volume)
{
  const PetscScalar *array;
  PetscInt           n;

  PetscFunctionBeginUser;
  PetscCall(VecGetLocalSize(system->u, &n));
  PetscCall(VecGetArrayRead(step, &array));
  PetscCall(VecPlaceArray(system->u, array));
  PetscCall(VecPlaceArray(system->p, array + n));
  PetscCall(MatMultTranspose(system->divergence, system->p, system->work));
  PetscCall(MatMult(system->divergence, system->u, system->volumes));
  PetscCall(VecResetArray(system->u));
  PetscCall(VecResetArray(system->p));
  PetscCall(VecRestoreArrayRead(step, &array));
  PetscCall(VecNorm(system->work, NORM_2, force));
  PetscCall(VecNorm(system->volumes, NORM_2, volume));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_views(MPI_Comm comm, PetscInt n_u, PetscInt n_p, System *system)
{
  PetscFunctionBeginUser;
  PetscCall(VecCreateMPIWithArray(comm, 1, n_u, PETSC_DETERMINE, NULL, &system->u));
  PetscCall(VecCreateMPIWithArray(comm, 1, n_u, PETSC_DETERMINE, NULL, &system->f));
  PetscCall(VecCreateMPIWithArray(comm, 1, n_p, PETSC_DETERMINE, NULL, &system->p));
  PetscCall(VecCreateMPIWithArray(comm, 1, n_p, PETSC_DETERMINE, NULL, &system->v));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode set_defaults(void)
{
  static const char *const option[][2] = {
    {"-coupled_ksp_gmres_restart", SYSTEM_RESTART},
    {"-coupled_pressure_pc_type", "hypre"},
    {"-coupled_pressure_pc_hypre_boomeramg_coarsen_type", "HMIS"},
    {"-coupled_pressure_pc_hypre_boomeramg_interp_type", "ext+i"},
    {"-coupled_pressure_pc_hypre_boomeramg_P_max", PRESSURE_AMG_P_MAX},
    {"-coupled_pressure_pc_hypre_boomeramg_strong_threshold", PRESSURE_AMG_THRESHOLD},
  };

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof option / sizeof *option; k++)
    PetscCall(fem_option_default(option[k][0], option[k][1]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_krylov(MPI_Comm comm, System *system)
{
  PC pc;

  PetscFunctionBeginUser;
  PetscCall(set_defaults());
  PetscCall(KSPCreate(comm, &system->ksp));
  PetscCall(KSPSetOptionsPrefix(system->ksp, "coupled_"));
  PetscCall(KSPSetType(system->ksp, KSPGMRES));
  PetscCall(KSPSetPCSide(system->ksp, PC_RIGHT));
  PetscCall(KSPSetOperators(system->ksp, system->both, system->both));
  PetscCall(KSPGetPC(system->ksp, &pc));
  PetscCall(PCSetType(pc, PCSHELL));
  PetscCall(PCShellSetContext(pc, system));
  PetscCall(PCShellSetApply(pc, apply_preconditioner));
  PetscCall(KSPSetFromOptions(system->ksp));
  PetscCall(KSPCreate(comm, &system->pressure));
  PetscCall(KSPSetOptionsPrefix(system->pressure, "coupled_pressure_"));
  PetscCall(KSPSetType(system->pressure, KSPGMRES));
  PetscCall(KSPSetTolerances(system->pressure, BLOCK_RTOL, PETSC_DEFAULT, PETSC_DEFAULT,
                             PRESSURE_ITERATIONS));
  PetscCall(KSPSetFromOptions(system->pressure));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode multiply_stiffness(Mat shell, Vec u, Vec force)
{
  System *system;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(shell, &system));
  PetscCall(mechanics_apply_stiffness(system->mechanics, u, force));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode apply_multigrid(PC pc, Vec force, Vec u)
{
  System *system;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &system));
  PetscCall(PCApply(system->stiffness.multigrid, force, u));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_displacement(MPI_Comm comm, PetscInt n_u, System *system)
{
  PC pc;

  PetscFunctionBeginUser;
  PetscCall(MatCreateShell(comm, n_u, n_u, PETSC_DETERMINE, PETSC_DETERMINE, system,
                           &system->stiffness_operator));
  PetscCall(MatShellSetOperation(system->stiffness_operator, MATOP_MULT,
                                 (void (*)(void))multiply_stiffness));
  PetscCall(KSPCreate(comm, &system->displacement));
  PetscCall(KSPSetOptionsPrefix(system->displacement, "coupled_displacement_"));
  PetscCall(KSPSetType(system->displacement, KSPCG));
  PetscCall(KSPSetNormType(system->displacement, KSP_NORM_UNPRECONDITIONED));
  PetscCall(KSPSetTolerances(system->displacement, BLOCK_RTOL, PETSC_DEFAULT, PETSC_DEFAULT,
                             DISPLACEMENT_ITERATIONS));
  PetscCall(
    KSPSetOperators(system->displacement, system->stiffness_operator, system->stiffness_operator));
  PetscCall(KSPGetPC(system->displacement, &pc));
  PetscCall(PCSetType(pc, PCSHELL));
  PetscCall(PCShellSetContext(pc, system));
  PetscCall(PCShellSetApply(pc, apply_multigrid));
  PetscCall(KSPSetFromOptions(system->displacement));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode system_create(Poroelastic *poroelastic)
{
  System        *system = &poroelastic->system;
  const Mesh    *mesh   = poroelastic->nodes->mesh;
  const PetscInt n_u = 3 * poroelastic->nodes->n_owned, n_p = mesh->n_owned;

  PetscFunctionBeginUser;
  system->mechanics = poroelastic->mechanics;
  system->exact     = poroelastic->method.scheme == POROELASTIC_FIXED_STRESS;
  system->force = system->volume = 1.0;
  PetscCall(graph_matrix(poroelastic->medium->graph, &system->tangent));
  PetscCall(graph_matrix(poroelastic->medium->graph, &system->compliance));
  PetscCall(create_views(mesh->comm, n_u, n_p, system));
  PetscCall(VecCreateMPI(mesh->comm, n_u, PETSC_DETERMINE, &system->work));
  PetscCall(VecCreateMPI(mesh->comm, n_p, PETSC_DETERMINE, &system->volumes));
  PetscCall(MatCreateShell(mesh->comm, n_u + n_p, n_u + n_p, PETSC_DETERMINE, PETSC_DETERMINE,
                           system, &system->both));
  PetscCall(MatShellSetOperation(system->both, MATOP_MULT, (void (*)(void))multiply_system));
  PetscCall(create_krylov(mesh->comm, system));
  PetscCall(create_displacement(mesh->comm, n_u, system));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode system_destroy(System *system)
{
  Mat *const matrices[] = {&system->divergence, &system->tangent, &system->schur,
                           &system->compliance, &system->both,    &system->stiffness_operator};
  Vec *const vectors[]  = {&system->u, &system->p,    &system->f,
                           &system->v, &system->work, &system->volumes};
  KSP *const solvers[]  = {&system->ksp, &system->pressure, &system->displacement};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof solvers / sizeof *solvers; k++) PetscCall(KSPDestroy(solvers[k]));
  for (size_t k = 0; k < sizeof matrices / sizeof *matrices; k++)
    PetscCall(MatDestroy(matrices[k]));
  for (size_t k = 0; k < sizeof vectors / sizeof *vectors; k++) PetscCall(VecDestroy(vectors[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Rows of constrained pressures and columns of constrained displacements of B are zero.
PetscErrorCode system_set_dirichlet(Poroelastic *poroelastic)
{
  System       *system    = &poroelastic->system;
  const double *dirichlet = flow_dirichlet(poroelastic->flow);
  PetscScalar  *array;

  PetscFunctionBeginUser;
  PetscCall(mechanics_stiffness(poroelastic->mechanics, &system->stiffness));
  if (!system->exact) PetscCall(mechanics_lighten_smoother(poroelastic->mechanics));
  PetscCall(PetscArraycpy(poroelastic->dirichlet, system->stiffness.dirichlet,
                          poroelastic->nodes->n_local));
  PetscCall(VecGetArray(system->work, &array));
  for (PetscInt k = 0; k < 3 * poroelastic->nodes->n_owned; k++)
    array[k] = poroelastic->dirichlet[k / 3][k % 3] ? 0.0 : 1.0;
  PetscCall(VecRestoreArray(system->work, &array));
  PetscCall(VecGetArray(system->volumes, &array));
  for (PetscInt i = 0; i < poroelastic->nodes->mesh->n_owned; i++)
    array[i] = dirichlet[i] > 0.0 ? 0.0 : 1.0;
  PetscCall(VecRestoreArray(system->volumes, &array));
  PetscCall(MatDestroy(&system->divergence));
  PetscCall(MatDuplicate(poroelastic->divergence, MAT_COPY_VALUES, &system->divergence));
  PetscCall(MatDiagonalScale(system->divergence, system->volumes, system->work));
  PetscCall(compliance_fill(poroelastic, system->compliance));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode system_set_tangent(Poroelastic *poroelastic)
{
  System *system = &poroelastic->system;

  PetscFunctionBeginUser;
  PetscCall(flow_tangent(poroelastic->flow, system->tangent));
  PetscCall(MatScale(system->tangent, poroelastic->dt));
  if (system->schur) PetscCall(MatCopy(system->tangent, system->schur, SAME_NONZERO_PATTERN));
  else PetscCall(MatDuplicate(system->tangent, MAT_COPY_VALUES, &system->schur));
  PetscCall(MatAXPY(system->schur, 1.0, system->compliance, SAME_NONZERO_PATTERN));
  PetscCall(KSPSetOperators(system->pressure, system->schur, system->schur));
  PetscCall(KSPSetUp(system->pressure));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode scale_rows(System *system, Vec right)
{
  PetscScalar *array;
  PetscInt     n, n_u;

  PetscFunctionBeginUser;
  PetscCall(VecGetLocalSize(right, &n));
  PetscCall(VecGetLocalSize(system->work, &n_u));
  PetscCall(VecGetArray(right, &array));
  for (PetscInt k = 0; k < n; k++) array[k] /= k < n_u ? system->force : system->volume;
  PetscCall(VecRestoreArray(right, &array));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode system_solve(System *system, Vec right, Vec step, double relative, double absolute,
                            int *iterations)
{
  PetscInt n = 1;

  PetscFunctionBeginUser;
  if (system->exact) PetscCall(system_precondition(system, right, step));
  else {
    PetscCall(scale_rows(system, right));
    PetscCall(KSPSetTolerances(system->ksp, relative, absolute, PETSC_DEFAULT, SYSTEM_ITERATIONS));
    PetscCall(KSPSolve(system->ksp, right, step));
    PetscCall(KSPGetIterationNumber(system->ksp, &n));
  }
  *iterations = (int)n;
  PetscFunctionReturn(PETSC_SUCCESS);
}
