// SPDX-License-Identifier: GPL-3.0-or-later
// `sij verify`: chooses checks by name, runs them or a case's own checks, prints and writes the verdicts.
#include "sij/testing/verify.h"

#include "input.h"
#include "verbs.h"

#include "sij/base/nearest.h"
#include "sij/report/output.h"

#include <stdio.h>
#include <string.h>

enum { CHECKS = 128 };

static int list_names(const char *name[CHECKS], const char *summary[CHECKS])
{
  int n = 0;

  while (n < CHECKS && verify_name(n, &name[n], &summary[n])) n++;
  return n;
}

// "flow" means flow.steady, flow.source and all the others; a whole name means itself.
static bool matches_check(const char *name, const char *word)
{
  const size_t length = strlen(word);

  return strncmp(name, word, length) == 0 && (name[length] == '\0' || name[length] == '.');
}

static bool names_case_file(const char *operand)
{
  const char *end = strrchr(operand, '.');

  return end && (strcmp(end, ".yaml") == 0 || strcmp(end, ".yml") == 0);
}

static PetscErrorCode choose_checks(const Arguments *arguments, int n, const char *const name[],
                                    bool chosen[], Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) chosen[i] = arguments->n_operands == 0;
  for (int k = 0; k < arguments->n_operands; k++) {
    const char *word  = arguments->operand[k];
    bool        known = names_case_file(word);

    for (int i = 0; i < n; i++) {
      if (!matches_check(name[i], word)) continue;
      chosen[i] = true;
      known     = true;
    }
    if (known) continue;
    const char *nearest = nearest_name(word, n, name);

    PetscCall(problems_add(problems, "sij verify", "no check is called \"%s\"%s%s%s", word,
                           nearest ? "; did you mean \"" : "; sij verify --list names them",
                           nearest ? nearest : "", nearest ? "\"?" : ""));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_checks(MPI_Comm comm, int n, const char *const name[],
                                   const char *const summary[])
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  for (int i = 0; i < n && rank == 0; i++) printf("%-24s %s\n", name[i], summary[i]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode verify_case_file(MPI_Comm comm, const char *path, const Arguments *arguments,
                                       Verdicts *found, Problems *problems, int *status)
{
  const int first = found->n_subjects;
  Case     *input = NULL;

  PetscFunctionBeginUser;
  PetscCall(input_load(comm, path, arguments, &input, NULL, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verify_case(comm, input, found, problems));
  if (problems->count > 0) *status = STATUS_FAILED;
  PetscCall(verdicts_print(comm, found, first));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_verify(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  const VerifyRequest request = {.coarse = arguments_flag(arguments, "--coarse")};
  const char         *name[CHECKS], *summary[CHECKS];
  const int           n = list_names(name, summary);
  bool                chosen[CHECKS];
  Verdicts            found = {0};

  PetscFunctionBeginUser;
  PetscCall(choose_checks(arguments, n, name, chosen, problems));
  if (arguments->output) PetscCall(output_check(comm, arguments->output, "subjects", problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (arguments_flag(arguments, "--list")) {
    PetscCall(print_checks(comm, n, name, summary));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  for (int i = 0; i < n; i++) {
    if (!chosen[i]) continue;
    const int first = found.n_subjects;

    PetscCall(verify_run(comm, i, &request, &found));
    PetscCall(verdicts_print(comm, &found, first));
  }
  for (int k = 0; k < arguments->n_operands && problems->count == 0; k++)
    if (names_case_file(arguments->operand[k]))
      PetscCall(verify_case_file(comm, arguments->operand[k], arguments, &found, problems, status));
  PetscCall(verdicts_print_total(comm, &found));
  if (arguments->output && problems->count == 0)
    PetscCall(verdicts_write(comm, &found, arguments->output, problems));
  if (verdicts_missed(&found, -1) > 0) *status = STATUS_FAILED;
  PetscCall(verdicts_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}
