// SPDX-License-Identifier: GPL-3.0-or-later
/* Runs a case from C and looks at each step: the highest pressure, and the lidocaine there is in the fluid.
 *
 *     run_case CASE.yaml [path.to.key=value...]
 *
 * Any number of ranks. Exit code 1 where the case cannot be run.
 */
#include <sij/sij.h>
#include <stdio.h>

/* What the program wants to know when the run is over. */
typedef struct {
  int    drug;             // number of lidocaine
  int    steps;            // seen
  double last;             // time of the last one           s
  double highest_pressure; // over mesh and time  Pa
} Watch;

static double largest_of(PetscInt n, const double value[])
{
  double largest = 0.0;

  for (PetscInt i = 0; i < n; i++) largest = PetscMax(largest, value[i]);
  return largest;
}

// Called after each accepted step, on every rank.
static PetscErrorCode watch_step(void *context, const SijStep *step)
{
  Watch         *watch         = context;
  const PetscInt n             = sij_mesh_n_owned(sij_step_mesh(step));
  const double  *concentration = sij_step_concentration(step, watch->drug);
  double         largest[2]    = {largest_of(n, sij_step_pressure(step)),
                       concentration ? largest_of(n, concentration) : 0.0};

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, largest, 2, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  watch->steps            = sij_step_number(step);
  watch->last             = sij_step_time(step);
  watch->highest_pressure = PetscMax(watch->highest_pressure, largest[0]);
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%8.3f s  step of %7.3f s  %8.2f kPa  %8.3f mol/m3\n",
                        sij_step_time(step), sij_step_length(step), largest[0] / 1e3, largest[1]));
  PetscFunctionReturn(0);
}

static PetscErrorCode print_results(const SijCase *input, const Watch *watch,
                                    const SijResults *results)
{
  SijQuantity delivered;

  PetscFunctionBeginUser;
  PetscCheck(watch->last == sij_case_duration(input), PETSC_COMM_WORLD, PETSC_ERR_PLIB,
             "the last step ends at %g s", watch->last);
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%s: %d steps, at most %.2f kPa\n", sij_case_name(input),
                        watch->steps, watch->highest_pressure / 1e3));
  PetscCheck(sij_results_find(results, "injection.joint.delivered", &delivered), PETSC_COMM_WORLD,
             PETSC_ERR_PLIB, "the summary does not tell what was delivered");
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "delivered %.3f %s\n", delivered.value, delivered.unit));
  PetscFunctionReturn(0);
}

static PetscErrorCode run(int n, char *argument[], SijProblems *problems)
{
  SijCase      *input   = NULL;
  SijResults   *results = NULL;
  Watch         watch   = {0};
  SijRunOptions options = {.context = &watch, .step = watch_step};

  PetscFunctionBeginUser;
  PetscCall(sij_case_load(PETSC_COMM_WORLD, argument[1], n - 2, (const char *const *)argument + 2,
                          &input, problems));
  if (!input) PetscFunctionReturn(0);
  watch.drug = sij_case_drug(input, "lidocaine");
  PetscCall(sij_run(PETSC_COMM_WORLD, input, &options, &results, problems));
  if (results) PetscCall(print_results(input, &watch, results));
  PetscCall(sij_results_destroy(&results));
  PetscCall(sij_case_destroy(&input));
  PetscFunctionReturn(0);
}

int main(int argc, char *argv[])
{
  SijProblems *problems = NULL;
  int          count;

  if (argc < 2) {
    fprintf(stderr, "usage: run_case CASE.yaml [path.to.key=value...]\n");
    return 2;
  }
  PetscCall(PetscInitialize(NULL, NULL, NULL, NULL));
  PetscCall(sij_problems_create(&problems));
  PetscCall(run(argc, argv, problems));
  PetscCall(sij_problems_print(PETSC_COMM_WORLD, problems));
  count = sij_problems_count(problems);
  PetscCall(sij_problems_destroy(&problems));
  PetscCall(PetscFinalize());
  return count > 0;
}
