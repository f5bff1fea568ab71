// SPDX-License-Identifier: GPL-3.0-or-later
// One drug into the joint and behind it, and the shares of patients whose pain it would silence.
#include "syringe.h"

#include "words.h"

#include <math.h>
#include <stdio.h>

static const char *const DAY     = "time={duration: 24 h, outputs: {first: 10 s, count: 60}}";
static const char *const CAVITY  = "targets.cavity.region=joint_cavity";
static const char *const PATIENT = "pain.patient=posterior_ligament";

PetscErrorCode syringe_into_joint(Bench *bench, const char *drug, double strength,
                                  const Outcome **outcome, Problems *problems)
{
  char       name[WORDS], injection[WORDS];
  Experiment experiment = {.name = name, .n = 3, .key = {DAY, CAVITY, PATIENT}};

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "joint_%s_%g", drug, strength);
  PetscCall(words_key(&experiment, injection,
                      "injections=[{name: joint, site: intra_articular.inferior, volume: 1.5 mL, "
                      "rate: 3 mL/min, pressure_limit: 300 kPa, contents: {%s: %g %%}}]",
                      drug, strength));
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode syringe_behind_joint(Bench *bench, const char *drug, double strength,
                                    const Outcome **outcome, Problems *problems)
{
  static const char *const KEY[] = {"injections=[", "injections.1=", "injections.2="};
  char                     name[WORDS], injection[3][WORDS];
  Experiment               experiment = {.name = name, .n = 2, .key = {DAY, PATIENT}};

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "behind_%s_%g", drug, strength);
  for (int i = 0; i < 3; i++)
    PetscCall(
      words_key(&experiment, injection[i],
                "%s{name: section_%d, site: periarticular.%d, volume: 1 mL, rate: 3 mL/min, "
                "pressure_limit: 300 kPa, start: %d s, contents: {%s: %g %%}}%s",
                KEY[i], i + 1, i + 1, 40 * i, drug, strength, i > 0 ? "" : "]"));
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The share of a source that is silent: by its own block, or by that of its nerves, each in equal part.
static double compute_silenced_fraction(const PainSource *source, const Outcome *outcome, int row)
{
  double nerves = 0.0;

  for (int k = 0; k < source->n_nerves; k++)
    nerves += outcome_column(outcome, "%s.blocked_c", source->nerve[k])[row] / source->n_nerves;
  return 1.0 -
         (1.0 - outcome_column(outcome, "%s.blocked_c", source->target)[row]) * (1.0 - nerves);
}

PetscErrorCode patient_relief(Bench *bench, const char *patient, const Outcome *outcome,
                              double relief[PATIENT_COURSE], Problems *problems)
{
  char       key[WORDS];
  Experiment experiment = {.name = "patient"};
  Case      *input      = NULL;

  PetscFunctionBeginUser;
  PetscCheck(outcome->n_rows <= PATIENT_COURSE, PETSC_COMM_SELF, PETSC_ERR_PLIB, "too many rows");
  for (int row = 0; row < outcome->n_rows; row++) relief[row] = NAN;
  PetscCall(words_key(&experiment, key, "pain.patient=%s", patient));
  PetscCall(bench_case(bench, &experiment, &input, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  for (int row = 0; row < outcome->n_rows; row++) {
    relief[row] = 0.0;
    for (int s = 0; s < input->n_sources; s++)
      relief[row] +=
        input->source[s].weight * compute_silenced_fraction(&input->source[s], outcome, row);
  }
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}
