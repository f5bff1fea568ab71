// SPDX-License-Identifier: GPL-3.0-or-later
// `sij validate`: chooses findings by number, runs their experiments, prints and writes the verdicts.
#include "sij/testing/validate.h"

#include "verbs.h"

#include "sij/casefile.h"
#include "sij/report/output.h"

#include <stdio.h>
#include <stdlib.h>

enum { FINDINGS = 64 };

typedef struct {
  int         n;
  int         number[FINDINGS];
  const char *text[FINDINGS];
  bool        chosen[FINDINGS];
} Choice;

static void list_findings(Choice *choice, bool chosen)
{
  choice->n = 0;
  while (choice->n < FINDINGS &&
         validate_name(choice->n, &choice->number[choice->n], &choice->text[choice->n]))
    choice->chosen[choice->n++] = chosen;
}

static PetscErrorCode choose_findings(const Arguments *arguments, Choice *choice,
                                      Problems *problems)
{
  PetscFunctionBeginUser;
  list_findings(choice, arguments->n_operands == 0);
  for (int k = 0; k < arguments->n_operands; k++) {
    const char *word   = arguments->operand[k];
    char       *rest   = NULL;
    const long  number = strtol(word, &rest, 10);
    bool        known  = false;

    for (int i = 0; i < choice->n; i++) {
      if (*rest != '\0' || choice->number[i] != number) continue;
      choice->chosen[i] = true;
      known             = true;
    }
    if (!known)
      PetscCall(problems_add(problems, "sij validate",
                             "no finding has the number \"%s\"; sij validate --list names them",
                             word));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_findings(MPI_Comm comm, const Choice *choice)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  for (int i = 0; i < choice->n && rank == 0; i++)
    printf("%4d  %s\n", choice->number[i], choice->text[i]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// An override that the library does not take is the fault of who typed it, not of an experiment.
static PetscErrorCode check_keys(MPI_Comm comm, const Arguments *arguments, Problems *problems)
{
  Case *input = NULL;

  PetscFunctionBeginUser;
  if (arguments->n_keys > 0)
    PetscCall(case_load(comm, NULL, arguments->n_keys, arguments->key, &input, NULL, problems));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_chosen(MPI_Comm comm, const Choice *choice,
                                 const ValidateRequest *request, Verdicts *found,
                                 Problems *problems)
{
  Validation *validation = NULL;

  PetscFunctionBeginUser;
  PetscCall(validate_create(comm, request, &validation));
  for (int i = 0; i < choice->n; i++) {
    if (!choice->chosen[i]) continue;
    const int first = found->n_subjects;

    PetscCall(validate_run(validation, i, found, problems));
    PetscCall(verdicts_print(comm, found, first));
  }
  PetscCall(validate_destroy(&validation));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_validate(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                             int *status)
{
  const bool            coarse  = arguments_flag(arguments, "--coarse");
  const ValidateRequest request = {.coarsening = coarse ? 3.0 : VALIDATE_COARSENING,
                                   .joints     = coarse ? 4 : VALIDATE_JOINTS,
                                   .seed       = VALIDATE_SEED,
                                   .n_keys     = arguments->n_keys,
                                   .key        = arguments->key};
  Choice                choice;
  Verdicts              found = {0};

  PetscFunctionBeginUser;
  PetscCall(choose_findings(arguments, &choice, problems));
  if (arguments->output) PetscCall(output_check(comm, arguments->output, "subjects", problems));
  if (problems->count == 0) PetscCall(check_keys(comm, arguments, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (arguments_flag(arguments, "--list")) {
    PetscCall(print_findings(comm, &choice));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(run_chosen(comm, &choice, &request, &found, problems));
  PetscCall(verdicts_print_total(comm, &found));
  if (arguments->output) PetscCall(verdicts_write(comm, &found, arguments->output, problems));
  if (problems->count > 0) *status = STATUS_FAILED;
  PetscCall(verdicts_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
