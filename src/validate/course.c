// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 10: when a block begins, how long it lasts, what twice the dose adds.
#include "block.h"
#include "syringe.h"

#include "sij/base/units.h"

#include <math.h>

static const char *NERVE = "lateral_branch_s2"; // the middle of the three

/** Block of C fibres of the nerve, in minutes. */
typedef struct {
  double onset, duration;
} Spell;

static Spell read_spell(const Outcome *outcome)
{
  return (Spell){.onset    = outcome_value(outcome, "targets.%s.onset_c", NERVE),
                 .duration = outcome_value(outcome, "targets.%s.duration_c", NERVE)};
}

static PetscErrorCode judge_spell(const char *drug, double strength, const Outcome *outcome,
                                  double shortest, double longest, Verdicts *found)
{
  const Spell spell = read_spell(outcome);

  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, spell.onset, 2.0, 15.0, "min", "%s %g %%, onset at the %s", drug,
                         strength, "lateral branch of S2"));
  PetscCall(verdicts_add(found, spell.duration, shortest, longest, "min",
                         "%s %g %%, duration at the lateral branch of S2", drug, strength));
  PetscCall(verdicts_report(found, outcome_value(outcome, "relief.duration"), "min",
                            "%s %g %%, duration of relief of ligament pain", drug, strength));
  PetscCall(verdicts_curve(found, "block against time", drug, "time, s",
                           "share of C fibres of the lateral branch of S2", false, outcome->n_rows,
                           outcome->time, outcome_column(outcome, "%s.blocked_c", NERVE)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Half-time of the nerve's surroundings where it matters: from twice the EC50 to the EC50.
static double measure_half_time(const Outcome *outcome, const char *drug, double ec50)
{
  const double *c = outcome_column(outcome, "%s.%s [mM]", NERVE, drug);

  return (outcome_last(outcome, c, ec50) - outcome_last(outcome, c, 2.0 * ec50)) / UNIT_MINUTE;
}

static PetscErrorCode judge_dose(Bench *bench, const Outcome *whole, const Outcome *half,
                                 Verdicts *found, Problems *problems)
{
  const Experiment library = {.name = "library"};
  const double     added   = read_spell(whole).duration - read_spell(half).duration;
  Case            *input   = NULL;

  PetscFunctionBeginUser;
  PetscCall(bench_case(bench, &library, &input, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);

  const double ec50 = input->drug[case_drug(input, "lidocaine")].ec50_c;
  const double wash = measure_half_time(whole, "lidocaine", ec50);

  PetscCall(case_destroy(&input));
  PetscCall(verdicts_report(found, added, "min", "lidocaine, added by 2 %% over 1 %%"));
  PetscCall(verdicts_report(found, wash, "min", "lidocaine, half-time of wash-out at that nerve"));
  PetscCall(verdicts_add(found, added / wash, 0.5, 1.5, "1",
                         "lidocaine, added duration in half-times of wash-out"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The sources say longer and about as long, without a number: by half, either way.
static PetscErrorCode judge_order(const Outcome *lidocaine, const Outcome *bupivacaine,
                                  const Outcome *ropivacaine, Verdicts *found)
{
  const double middle = read_spell(bupivacaine).duration;

  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, middle / read_spell(lidocaine).duration, 1.0, INFINITY, "1",
                         "duration of bupivacaine over that of lidocaine"));
  PetscCall(verdicts_add(found, read_spell(ropivacaine).duration / middle, 2.0 / 3.0, 1.5, "1",
                         "duration of ropivacaine over that of bupivacaine"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_time_course(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *lidocaine = NULL, *half = NULL, *bupivacaine = NULL, *ropivacaine = NULL;

  PetscFunctionBeginUser;
  PetscCall(syringe_behind_joint(bench, "lidocaine", 2.0, &lidocaine, problems));
  if (lidocaine) PetscCall(syringe_behind_joint(bench, "lidocaine", 1.0, &half, problems));
  if (half) PetscCall(syringe_behind_joint(bench, "bupivacaine", 0.5, &bupivacaine, problems));
  if (bupivacaine)
    PetscCall(syringe_behind_joint(bench, "ropivacaine", 0.5, &ropivacaine, problems));
  if (!ropivacaine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_spell("lidocaine", 2.0, lidocaine, 60.0, 180.0, found));
  PetscCall(judge_spell("bupivacaine", 0.5, bupivacaine, 180.0, 480.0, found));
  PetscCall(judge_spell("ropivacaine", 0.5, ropivacaine, 180.0, 480.0, found));
  PetscCall(judge_order(lidocaine, bupivacaine, ropivacaine, found));
  PetscCall(judge_dose(bench, lidocaine, half, found, problems));
  PetscCall(verdicts_note(
    found,
    "What decides: tissues.*.perfusion, drugs.*.capacity, ec50_c and body.perineurial_lag; not "
    "chosen "
    "by this finding. Onset of lidocaine: a nerve bathed at 90 times its EC50 passes it within "
    "seconds of "
    "a lag of 300 s; what the clinic calls onset holds larger nerves and the patient's judgement. "
    "Duration of lidocaine: dense, ill perfused ligament gives it back with a half-time of about "
    "an hour, "
    "and 90 times the EC50 take several. The product knows no adrenaline: that it lengthens the "
    "block of lidocaine by half or more is not tried."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
