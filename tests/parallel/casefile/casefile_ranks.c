// SPDX-License-Identifier: GPL-3.0-or-later
/** Every rank holds the same case, text and problems.
 *
 * usage: casefile_ranks GOOD BAD
 */
#include "sij/base/hash.h"
#include "sij/casefile.h"

#include <stdio.h>
#include <string.h>

/** True on every rank if the bytes are the same on all of them. */
static PetscErrorCode is_same(const void *bytes, size_t n, bool *same)
{
  char hash[HASH_LENGTH], first[HASH_LENGTH];
  int  mine, all;

  PetscFunctionBeginUser;
  PetscCall(hash_bytes(bytes, n, hash));
  memcpy(first, hash, sizeof first);
  PetscCallMPI(MPI_Bcast(first, HASH_LENGTH, MPI_CHAR, 0, PETSC_COMM_WORLD));
  mine = strcmp(hash, first) == 0;
  PetscCallMPI(MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_LAND, PETSC_COMM_WORLD));
  *same = all;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_good(const char *path, int *wrong)
{
  Case    *input    = NULL;
  char    *text     = NULL;
  Problems problems = {0};
  bool     same_case, same_text;

  PetscFunctionBeginUser;
  PetscCall(case_load(PETSC_COMM_WORLD, path, 0, NULL, &input, &text, &problems));
  if (problems.count > 0 || !input || !text) *wrong += 1;
  else {
    PetscCall(is_same(input, sizeof *input, &same_case));
    PetscCall(is_same(text, strlen(text), &same_text));
    *wrong += !same_case + !same_text + (input->n_injections == 0);
  }
  PetscCall(case_destroy(&input));
  PetscCall(PetscFree(text));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_bad(const char *path, int *wrong)
{
  Case    *input    = NULL;
  char    *text     = NULL;
  Problems problems = {0};
  bool     same;

  PetscFunctionBeginUser;
  PetscCall(case_load(PETSC_COMM_WORLD, path, 0, NULL, &input, &text, &problems));
  *wrong += problems.count < 1 || input || text;
  for (int i = 0; i < problems.count; i++) {
    PetscCall(is_same(problems.sentence[i], strlen(problems.sentence[i]), &same));
    *wrong += !same;
  }
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int main(int argc, char **argv)
{
  int wrong = 0;

  if (argc < 3) return 2;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(check_good(argv[1], &wrong));
  PetscCall(check_bad(argv[2], &wrong));
  PetscCall(check_bad("no/such/case.yaml", &wrong));
  PetscCall(PetscFinalize());
  return wrong > 0;
}
