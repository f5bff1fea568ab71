// SPDX-License-Identifier: GPL-3.0-or-later
/** What can go wrong, in two kinds.
 *
 * Every function that can fail returns a PetscErrorCode, which is 0 when all went well: call it through
 * PetscCall(). A code other than 0 means a mistake of the program or of its surroundings (memory, MPI), and
 * is not meant to be survived.
 *
 * What is wrong with the input, and a step that does not converge, is data: sentences in a SijProblems, the
 * same on every rank. The function then returns 0, and what it should have made stays NULL. A handle may
 * gather the problems of many calls.
 *
 * Order: PetscInitialize(); then whatever is wanted of this library; PetscFinalize(). Every handle is
 * destroyed before PetscFinalize(). "Collective" means: every rank of the communicator calls it.
 */
#pragma once

#include <petscsys.h>

/** On every prototype that returns a code: a code that nobody looks at is a warning. */
#if defined(__GNUC__)
  #define SIJ_MUST_CHECK __attribute__((warn_unused_result))
#else
  #define SIJ_MUST_CHECK
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct SijProblems SijProblems;

/** An empty list. Owns: caller, sij_problems_destroy(). Not collective. */
PetscErrorCode sij_problems_create(SijProblems **problems) SIJ_MUST_CHECK;

/** How many there are; 0 for NULL. Not collective. */
int sij_problems_count(const SijProblems *problems);

/** Sentence i of [0, count): where, what was found, what would be right. Borrowed until the list changes or
 * is destroyed; NULL if there is none. Not collective. */
const char *sij_problems_sentence(const SijProblems *problems, int i);

/** Prints all of them to standard error, on rank 0, one a line. Collective. */
PetscErrorCode sij_problems_print(MPI_Comm comm, const SijProblems *problems) SIJ_MUST_CHECK;

/** Empties the list. Not collective. */
PetscErrorCode sij_problems_clear(SijProblems *problems) SIJ_MUST_CHECK;

/** Accepts NULL in *problems, sets it NULL. Not collective. */
PetscErrorCode sij_problems_destroy(SijProblems **problems) SIJ_MUST_CHECK;

#ifdef __cplusplus
}
#endif
