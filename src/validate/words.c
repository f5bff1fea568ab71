// SPDX-License-Identifier: GPL-3.0-or-later
// Overrides of a case as text, made of numbers, and appended to an experiment.
#include "words.h"

#include <stdarg.h>
#include <stdio.h>

static PetscErrorCode append_key(Experiment *experiment, const char *text)
{
  PetscFunctionBeginUser;
  PetscCheck(experiment->n < EXPERIMENT_KEYS, PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "experiment %s has too many keys", experiment->name);
  experiment->key[experiment->n++] = text;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode words_key(Experiment *experiment, char text[WORDS], const char *format, ...)
{
  va_list list;

  PetscFunctionBeginUser;
  va_start(list, format);
  const int length = vsnprintf(text, WORDS, format, list);

  va_end(list);
  PetscCheck(length < WORDS, PETSC_COMM_SELF, PETSC_ERR_PLIB, "long key: %s", text);
  PetscCall(append_key(experiment, text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode words_outputs(Experiment *experiment, char text[8 * WORDS], double step, double end)
{
  size_t at = (size_t)snprintf(text, 8 * WORDS, "time.outputs=[");

  PetscFunctionBeginUser;
  for (int i = 1; i * step <= end * (1.0 + 1e-9); i++) {
    PetscCheck(at + 32 < 8 * WORDS, PETSC_COMM_SELF, PETSC_ERR_PLIB, "too many outputs");
    at += (size_t)snprintf(text + at, 32, "%s%.6g s", i > 1 ? ", " : "", i * step);
  }
  (void)snprintf(text + at, 8 * WORDS - at, "]");
  PetscCall(append_key(experiment, text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode words_mesh(Experiment *experiment, char text[WORDS], double coarsening, double joint,
                          double ligament, double far, double needle)
{
  PetscFunctionBeginUser;
  PetscCall(
    words_key(experiment, text,
              "mesh={size_joint: %g mm, size_ligament: %g mm, size_far: %g mm, size_needle: %g "
              "mm}",
              joint / coarsening, ligament / coarsening, far / coarsening, needle / coarsening));
  PetscFunctionReturn(PETSC_SUCCESS);
}
