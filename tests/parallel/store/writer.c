// SPDX-License-Identifier: GPL-3.0-or-later
/** Writes a run of known fields: writer FOLDER [-cubes n] [-steps n] [-fields n] and, to see it fail,
 * [-break_step i] in which the data file of rank [-break_rank r] (-1: of all) becomes /dev/full,
 * [-limit bytes] that the process may write to one file,
 * [-pause] seconds after each step, or [-abandon]. Exit code 2 with a sentence on a problem. */
#define _POSIX_C_SOURCE 200809L

#include "unit/store/box.h"

#include "sij/store.h"

#include <petsctime.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char      folder[PETSC_MAX_PATH_LEN];
  PetscInt  cubes, steps, fields, limit, break_step, break_flush, break_rank;
  PetscReal pause;
  PetscBool abandon;
} Options;

static PetscErrorCode options_read(const char *folder, Options *options)
{
  PetscFunctionBeginUser;
  *options = (Options){
    .cubes = 4, .steps = 3, .fields = 1, .break_step = -1, .break_flush = -1, .break_rank = -1};
  PetscCall(PetscStrncpy(options->folder, folder, sizeof options->folder));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-cubes", &options->cubes, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-steps", &options->steps, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-fields", &options->fields, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-limit", &options->limit, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-break_step", &options->break_step, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-break_flush", &options->break_flush, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-break_rank", &options->break_rank, NULL));
  PetscCall(PetscOptionsGetReal(NULL, NULL, "-pause", &options->pause, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-abandon", &options->abandon, NULL));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// From here on every write to the data file gives ENOSPC, although there was room.
static PetscErrorCode break_file(const char *folder, const Mesh *mesh, PetscInt who)
{
  char        path[PETSC_MAX_PATH_LEN];
  struct stat wanted, found;
  int         rank, full;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &rank));
  if (who >= 0 && who != rank) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscSNPrintf(path, sizeof path, "%s/run.vtkhdf.part", folder));
  full = open("/dev/full", O_RDWR);
  PetscCheck(full >= 0 && stat(path, &wanted) == 0, PETSC_COMM_SELF, PETSC_ERR_SYS, "%s", path);
  for (int i = 3; i < 1024; i++)
    if (fstat(i, &found) == 0 && found.st_dev == wanted.st_dev && found.st_ino == wanted.st_ino)
      PetscCheck(dup2(full, i) == i, PETSC_COMM_SELF, PETSC_ERR_SYS, "dup2");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode limit_files(PetscInt bytes)
{
  const struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};

  PetscFunctionBeginUser;
  if (bytes > 0)
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
  if (i == options->break_step) PetscCall(break_file(options->folder, mesh, options->break_rank));
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
  if (i == options->break_flush) PetscCall(break_file(options->folder, mesh, options->break_rank));
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
  PetscCall(limit_files(options.limit));
  PetscCall(box_create(PETSC_COMM_WORLD, options.cubes, &mesh));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "process %ld\n", (long)getpid()));
  (void)fflush(stdout);
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
