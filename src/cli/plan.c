// SPDX-License-Identifier: GPL-3.0-or-later
// `sij plan`: prints what a run of a case will take, or measures the machine for it.
#include "sij/plan.h"

#include "input.h"
#include "verbs.h"

#include "sij/base/units.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// As far as a number of ranks worth asking for is sought.
enum { RANKS_MOST = 4096 };

static bool is_rank_0(MPI_Comm comm)
{
  int rank = 0;

  (void)MPI_Comm_rank(comm, &rank);
  return rank == 0;
}

static PetscErrorCode read_ranks(MPI_Comm comm, const Arguments *arguments, int *ranks,
                                 Problems *problems)
{
  const char *text = arguments_value(arguments, "--ranks");
  char       *end;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, ranks));
  if (!text) PetscFunctionReturn(PETSC_SUCCESS);
  errno            = 0;
  const long value = strtol(text, &end, 10);

  if (errno || *end || end == text || value < 1 || value > INT_MAX)
    PetscCall(problems_add(problems, "sij plan",
                           "--ranks \"%s\": a whole number of 1 or more is wanted", text));
  else *ranks = (int)value;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode measure_machine(MPI_Comm comm, const char *folder, PlanRates *rates,
                                      Problems *problems)
{
  char path[PETSC_MAX_PATH_LEN];

  PetscFunctionBeginUser;
  PetscCall(plan_calibrate(comm, rates));
  PetscCall(plan_write_rates(comm, folder, rates, path, problems));
  if (problems->count > 0 || !is_rank_0(comm)) PetscFunctionReturn(PETSC_SUCCESS);
  printf("this machine sorts %.3g million numbers per second and iterates\n", 1e-6 * rates->serial);
  for (int i = 0; i < rates->n; i++)
    printf("%8d rank%s %8.3g million unknowns per second\n", rates->ranks[i],
           rates->ranks[i] == 1 ? " " : "s", 1e-6 * rates->solver[i]);
  printf("%s written\n", path);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// To three digits, as a plain number.
static double round_count(double count)
{
  const double unit = count > 0.0 ? pow(10.0, floor(log10(count)) - 2.0) : 1.0;

  return unit * round(count / unit);
}

static void print_mesh(const PlanSize *size)
{
  static const char *const ORIGIN[] = {[COUNT_OF_FILE]   = "counted in the mesh file",
                                       [COUNT_OF_CACHE]  = "counted in the cached mesh",
                                       [COUNT_ESTIMATED] = "estimated, there is no mesh yet"};

  printf("mesh        %.0f tetrahedra, %.0f vertices; %s\n", round_count(size->cells),
         round_count(size->vertices), ORIGIN[size->coarse.origin]);
  printf("unknowns    flow %.0f", round_count(size->vertices));
  if (size->drugs > 0)
    printf(", %d drug%s of %.0f", size->drugs, size->drugs == 1 ? "" : "s",
           round_count(size->vertices));
  if (size->solid)
    printf(", solid %.0f (%.0f nodes of P2)", round_count(3.0 * size->nodes),
           round_count(size->nodes));
  printf("\nsteps       about %d", size->steps);
  if (size->coupled) printf(", each with the solid");
  else if (size->solid)
    printf(", and %d %s of the solid", size->loads,
           size->loads == 1 ? "equilibrium" : "equilibria");
  printf("; %d outputs are written\n", size->outputs);
}

static void print_memory(const PlanCost *cost, int ranks)
{
  printf("memory      %.0f MB on rank 0", 1e-6 * cost->memory[0]);
  if (ranks > 1)
    printf(", %.0f MB on every other, %.2g GB together", 1e-6 * cost->memory[1],
           1e-9 * (cost->memory[0] + (ranks - 1) * cost->memory[1]));
  printf("\nfiles       %.3g MB of results, and %.3g MB of checkpoints beside them\n",
         1e-6 * cost->files, 1e-6 * cost->checkpoints);
}

static void print_seconds(double seconds)
{
  if (seconds < 2.0 * UNIT_MINUTE) printf("%.0f s", seconds);
  else if (seconds < 2.0 * UNIT_HOUR) printf("%.0f min", seconds / UNIT_MINUTE);
  else printf("%.1f h", seconds / UNIT_HOUR);
}

static void print_phase(const char *name, double seconds)
{
  if (seconds < 0.5) return;
  printf(", %s ", name);
  print_seconds(seconds);
}

static void print_time(const PlanCost *cost)
{
  printf("time        ");
  print_seconds(cost->total);
  print_phase("meshing", cost->meshing);
  print_phase("setting up", cost->setup);
  print_phase("flow", cost->flow);
  print_phase("transport", cost->transport);
  print_phase("solid", cost->solid);
  print_phase("output", cost->output);
  print_phase("messages", cost->messages);
  printf("\n");
}

static void print_plan(const Case *input, const PlanSize *size, const PlanRates *rates, int ranks)
{
  const PlanCost cost  = plan_cost(size, rates, ranks);
  const int      worth = plan_ranks(size, rates, RANKS_MOST);

  printf("case %s on %d rank%s\n\n", input->name, ranks, ranks == 1 ? "" : "s");
  print_mesh(size);
  print_memory(&cost, ranks);
  print_time(&cost);
  printf("ranks       %d %s worth asking for\n\n", worth, worth == 1 ? "is" : "are");
  printf("Time was within a factor of 2 on the cases of docs/user/plan.md, with no other program "
         "on the machine.\n");
  if (!cost.measured)
    printf(
      "This machine was not measured with %d ranks: mpirun -n %d sij plan --calibrate does it.\n",
      ranks, ranks);
}

static PetscErrorCode check_ranks(const Case *input, const PlanSize *size, int ranks,
                                  Problems *problems)
{
  PetscFunctionBeginUser;
  if (ranks > size->coarse.cells)
    PetscCall(problems_add(
      problems, input->file,
      "%d ranks are more than the %.0f tetrahedra of the mesh%s; ask for fewer "
      "with --ranks",
      ranks, size->coarse.cells, input->meshing.refine > 0 ? " before refinement" : ""));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode plan_case(MPI_Comm comm, const Case *input, int ranks, Problems *problems)
{
  PlanSize  size;
  PlanRates rates;
  char      folder[PETSC_MAX_PATH_LEN];

  PetscFunctionBeginUser;
  anatomy_cache_folder(input, sizeof folder, folder);
  PetscCall(plan_size(comm, input, &size, problems));
  if (problems->count == 0) PetscCall(check_ranks(input, &size, ranks, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(plan_read_rates(comm, folder, &rates));
  if (rates.n == 0) PetscCall(plan_calibrate(comm, &rates));
  if (is_rank_0(comm)) print_plan(input, &size, &rates, ranks);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_plan(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  const char *path      = arguments->n_operands > 0 ? arguments->operand[0] : NULL;
  const bool  calibrate = arguments_flag(arguments, "--calibrate");
  Case       *input     = NULL;
  PlanRates   rates;
  char        folder[PETSC_MAX_PATH_LEN];
  int         ranks;

  PetscFunctionBeginUser;
  PetscCall(read_ranks(comm, arguments, &ranks, problems));
  if (!path && !calibrate)
    PetscCall(problems_add(problems, "sij plan", "a case is missing, or --calibrate"));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(input_load(comm, path, arguments, &input, NULL, problems));
  if (input && calibrate) {
    anatomy_cache_folder(input, sizeof folder, folder);
    PetscCall(measure_machine(comm, folder, &rates, problems));
    if (problems->count > 0) *status = STATUS_FAILED;
  }
  if (input && path && problems->count == 0) PetscCall(plan_case(comm, input, ranks, problems));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
