/** Writes a run of known fields: writer FOLDER [-cubes n] [-steps n] [-fields n] and, to see it fail,
 * [-limit_step i] the step in which [-limit_rank r] (-1: all) may not write to files any more, or
 * [-pause] seconds after each step, or [-abandon]. Exit code 2 with a sentence on a problem. */
#define _POSIX_C_SOURCE 200809L

#include "unit/store/box.h"

#include "sij/store.h"

#include <petsctime.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

typedef struct {
  char      folder[PETSC_MAX_PATH_LEN];
  PetscInt  cubes, steps, fields, limit_step, limit_rank;
  PetscReal pause;
  PetscBool abandon;
} Options;

static PetscErrorCode options_read(const char *folder, Options *options)
{
  PetscFunctionBeginUser;
  *options = (Options){.cubes = 4, .steps = 3, .fields = 1, .limit_step = -1, .limit_rank = -1};
  PetscCall(PetscStrncpy(options->folder, folder, sizeof options->folder));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-cubes", &options->cubes, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-steps", &options->steps, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-fields", &options->fields, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-limit_step", &options->limit_step, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-limit_rank", &options->limit_rank, NULL));
  PetscCall(PetscOptionsGetReal(NULL, NULL, "-pause", &options->pause, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-abandon", &options->abandon, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Past the limit a write gives EFBIG, once the signal that would kill is ignored.
static PetscErrorCode forbid_writing(const Mesh *mesh, PetscInt who)
{
  const struct rlimit limit = {4096, 4096};
  int                 rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &rank));
  if (who >= 0 && who != rank) PetscFunctionReturn(PETSC_SUCCESS);
  (void)signal(SIGXFSZ, SIG_IGN);
  PetscCheck(setrlimit(RLIMIT_FSIZE, &limit) == 0, PETSC_COMM_SELF, PETSC_ERR_SYS, "setrlimit");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode declare(Store *store, PetscInt n_fields)
{
  char name[32];

  PetscFunctionBeginUser;
  PetscCall(store_field(store, "pressure", 1, "Pa"));
  PetscCall(store_field(store, "velocity", 3, "m/s"));
  for (PetscInt i = 0; i < n_fields; i++) {
    (void)snprintf(name, sizeof name, "concentration_%d", (int)i);
    PetscCall(store_field(store, name, 1, "mol/m3"));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode step(const Options *options, const Mesh *mesh, Store *store, PetscInt i,
                           Problems *problems)
{
  static const char *const COLUMN[] = {"given", "left"};
  const double             t = 10.0 * (double)(i * i), row[] = {1.0 + t, 2.0 * t};
  double                  *value;
  char                     name[32];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(3 * (size_t)mesh->n_owned, &value));
  PetscCall(store_step_begin(store, t, problems));
  if (i == options->limit_step) PetscCall(forbid_writing(mesh, options->limit_rank));
  box_scalar(mesh, 1000.0, t, value);
  PetscCall(store_write_vertices(store, "pressure", value, problems));
  box_vector(mesh, t, value);
  PetscCall(store_write_vertices(store, "velocity", value, problems));
  for (PetscInt k = 0; k < options->fields; k++) {
    (void)snprintf(name, sizeof name, "concentration_%d", (int)k);
    box_scalar(mesh, 1.0 + (double)k, t, value);
    PetscCall(store_write_vertices(store, name, value, problems));
  }
  PetscCall(store_write_row(store, "ledger", 2, COLUMN, row, problems));
  PetscCall(store_step_end(store, problems));
  PetscCall(PetscFree(value));
  PetscCall(PetscSleep(options->pause));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_run(const Options *options, const Mesh *mesh, Problems *problems)
{
  static const char *const LIBRARY[][2] = {{"metis", "5.1.0"}};
  const Provenance         provenance   = {.case_text   = "name: box # \xc2\xb5\n",
                                           .command     = "writer",
                                           .options     = "-flow_ksp_type cg",
                                           .version     = "0.1.0",
                                           .commit      = "abc123",
                                           .n_libraries = 1,
                                           .library     = LIBRARY};
  Store                   *store        = NULL;

  PetscFunctionBeginUser;
  PetscCall(store_create(mesh, options->folder, &provenance, &store, problems));
  if (!store) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(declare(store, options->fields));
  for (PetscInt i = 0; i < options->steps; i++) PetscCall(step(options, mesh, store, i, problems));
  if (options->abandon) PetscCall(store_abandon(&store));
  else PetscCall(store_close(&store, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_same(MPI_Comm comm, const Problems *problems)
{
  int count[2] = {problems->count, -problems->count};

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, count, 2, MPI_INT, MPI_MAX, comm));
  PetscCheck(count[0] == -count[1], comm, PETSC_ERR_PLIB, "Ranks have different problems");
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  Options        options;
  Mesh           mesh;
  Problems       problems = {0};
  PetscLogDouble start, end;
  int            n_problems;

  PetscFunctionBeginUser;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCheck(argc > 1, PETSC_COMM_WORLD, PETSC_ERR_USER, "usage: writer FOLDER");
  PetscCall(options_read(argv[1], &options));
  PetscCall(box_create(PETSC_COMM_WORLD, options.cubes, &mesh));
  PetscCall(PetscTime(&start));
  PetscCall(write_run(&options, &mesh, &problems));
  PetscCall(PetscTime(&end));
  PetscCall(check_same(PETSC_COMM_WORLD, &problems));
  PetscCall(problems_print(PETSC_COMM_WORLD, &problems));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%d vertices, %d steps: %.3f s\n", (int)mesh.n_global,
                        (int)options.steps, end - start));
  n_problems = problems.count;
  PetscCall(problems_destroy(&problems));
  PetscCall(box_destroy(&mesh));
  PetscCall(PetscFinalize());
  return n_problems > 0 ? 2 : 0;
}
