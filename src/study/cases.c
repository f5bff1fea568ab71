// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the cases of a study and tells all that is wrong with them before any is run: a sentence that several cases earn
// is said once, with the first of them.
#include "cases.h"

#include "share.h"

#include "sij/model.h"

#include <stdio.h>
#include <string.h>

/** A sentence, and who earned it. */
typedef struct {
  int first, more;
} Earned;

typedef struct {
  Problems sentences;
  Earned  *earned; // [STUDY_TOLD]
} Told;

enum { STUDY_TOLD = 40 }; // sentences at most

PetscErrorCode cases_load(MPI_Comm comm, const Study *study, int number, Case **input, char **text,
                          Problems *problems)
{
  const StudyCase *made   = &study->cases[number];
  const CaseSource source = {.path     = study->baseline,
                             .n        = made->n_overrides,
                             .override = made->override,
                             .outside  = study->outside};

  PetscFunctionBeginUser;
  PetscCall(case_load_source(comm, &source, input, text, problems));
  if (!*input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(model_check(comm, *input, problems));
  if (problems->count == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(case_destroy(input));
  PetscCall(PetscFree(*text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode note_sentence(Told *told, int number, const char *sentence)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < told->sentences.count; i++)
    if (strcmp(told->sentences.sentence[i], sentence) == 0) {
      told->earned[i].more++;
      PetscFunctionReturn(PETSC_SUCCESS);
    }
  if (told->sentences.count == STUDY_TOLD) PetscFunctionReturn(PETSC_SUCCESS);
  told->earned[told->sentences.count] = (Earned){.first = number};
  PetscCall(problems_add(&told->sentences, "", "%s", sentence));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_case(const Study *study, int number, Told *told, Share *share)
{
  Problems found = {0};
  Case    *input;
  char    *text;

  PetscFunctionBeginUser;
  PetscCall(cases_load(PETSC_COMM_SELF, study, number, &input, &text, &found));
  for (int i = 0; i < found.count; i++) PetscCall(note_sentence(told, number, found.sentence[i]));
  if (input) PetscCall(share_note(share, number, input));
  PetscCall(case_destroy(&input));
  PetscCall(PetscFree(text));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_earned(const Study *study, const Told *told, Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < told->sentences.count; i++) {
    const Earned *earned   = &told->earned[i];
    char          more[32] = "";

    if (earned->more > 0) (void)snprintf(more, sizeof more, " and %d more", earned->more);
    PetscCall(problems_add(problems, study->file, "case %s%s: %s", study->cases[earned->first].name,
                           more, told->sentences.sentence[i]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode study_check(MPI_Comm comm, Study *study, Problems *problems)
{
  Told   told = {0};
  Share *share;
  int    rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(PetscCalloc1(STUDY_TOLD, &told.earned));
  PetscCall(share_create(study, &share));
  for (int i = 0; i < study->n_cases && rank == 0; i++)
    PetscCall(check_case(study, i, &told, share));
  PetscCall(report_earned(study, &told, problems));
  PetscCall(problems_broadcast(comm, problems));
  if (problems->count == 0 && !study->separate) PetscCall(share_apply(comm, share, study));
  PetscCall(share_destroy(&share));
  PetscCall(PetscFree(told.earned));
  PetscCall(problems_destroy(&told.sentences));
  PetscFunctionReturn(PETSC_SUCCESS);
}
