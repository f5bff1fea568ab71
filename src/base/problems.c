// SPDX-License-Identifier: GPL-3.0-or-later
// The list of sentences on what is wrong with the input: added one by one, the same on every rank, printed at
// the end.
#include "sij/base/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE = 1024 };

static PetscErrorCode grow_list(Problems *problems)
{
  PetscFunctionBeginUser;
  if (problems->count == problems->capacity) {
    problems->capacity = problems->capacity > 0 ? 2 * problems->capacity : 8;
    PetscCall(
      PetscRealloc(sizeof(*problems->sentence) * (size_t)problems->capacity, &problems->sentence));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode append_sentence(Problems *problems, const char *sentence)
{
  PetscFunctionBeginUser;
  PetscCall(grow_list(problems));
  PetscCall(PetscStrallocpy(sentence, &problems->sentence[problems->count]));
  problems->count++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode problems_add(Problems *problems, const char *where, const char *format, ...)
{
  char    sentence[SENTENCE];
  va_list arguments;
  int     used = 0;

  PetscFunctionBeginUser;
  if (where && where[0]) used = snprintf(sentence, sizeof sentence, "%s: ", where);
  if (used > SENTENCE / 2) used = SENTENCE / 2;
  va_start(arguments, format);
  (void)vsnprintf(sentence + used, sizeof sentence - (size_t)used, format, arguments);
  va_end(arguments);
  PetscCall(append_sentence(problems, sentence));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode problems_broadcast(MPI_Comm comm, Problems *problems)
{
  int  count = problems->count, rank;
  char sentence[SENTENCE];

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Bcast(&count, 1, MPI_INT, 0, comm));
  if (rank > 0) PetscCall(problems_destroy(problems));
  for (int i = 0; i < count; i++) {
    if (rank == 0) (void)snprintf(sentence, sizeof sentence, "%s", problems->sentence[i]);
    PetscCallMPI(MPI_Bcast(sentence, SENTENCE, MPI_CHAR, 0, comm));
    if (rank > 0) PetscCall(append_sentence(problems, sentence));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode problems_print(MPI_Comm comm, const Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) {
    for (int i = 0; i < problems->count; i++) fprintf(stderr, "%s\n", problems->sentence[i]);
    if (problems->count > 1) fprintf(stderr, "%d problems.\n", problems->count);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode problems_destroy(Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < problems->count; i++) PetscCall(PetscFree(problems->sentence[i]));
  PetscCall(PetscFree(problems->sentence));
  *problems = (Problems){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}
