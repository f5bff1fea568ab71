// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 12: levels in blood.
#include "block.h"
#include "syringe.h"

#include <math.h>

static const double TOXIC = 0.3; // mg/L, what doses of this joint must stay below

static PetscErrorCode judge_joint(const Outcome *outcome, Verdicts *found)
{
  const double peak = outcome_value(outcome, "plasma.bupivacaine.peak"); // mg/L
  const double dose = outcome_value(outcome, "dose.bupivacaine.prescribed");

  PetscFunctionBeginUser;
  PetscCall(
    verdicts_add(found, 1e3 * peak / dose, 2.8, 6.8, "ug/L/mg",
                 "bupivacaine in the joint, largest level per dose (4.8 +- 2.0 in the knee)"));
  PetscCall(verdicts_add(found, outcome_value(outcome, "plasma.bupivacaine.time_of_peak"), 20.0,
                         60.0, "min", "bupivacaine in the joint, time of the largest level"));
  PetscCall(verdicts_curve(found, "level in blood against time", "bupivacaine 7.5 mg in the joint",
                           "time, s", "mg/L", false, outcome->n_rows, outcome->time,
                           outcome_column(outcome, "plasma.bupivacaine [mg/L]")));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_level(const char *where, const Outcome *outcome, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, outcome_value(outcome, "plasma.lidocaine.peak"), 0.0, TOXIC, "mg/L",
                         "lidocaine %.0f mg %s, largest level",
                         outcome_value(outcome, "dose.lidocaine.prescribed"), where));
  PetscCall(verdicts_curve(found, "level in blood against time", where, "time, s", "mg/L", false,
                           outcome->n_rows, outcome->time,
                           outcome_column(outcome, "plasma.lidocaine [mg/L]")));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_blood(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *bupivacaine = NULL, *lidocaine = NULL, *whole = NULL, *half = NULL;

  PetscFunctionBeginUser;
  PetscCall(syringe_into_joint(bench, "bupivacaine", 0.5, &bupivacaine, problems));
  if (bupivacaine) PetscCall(syringe_into_joint(bench, "lidocaine", 2.0, &lidocaine, problems));
  if (lidocaine) PetscCall(syringe_behind_joint(bench, "lidocaine", 1.0, &half, problems));
  if (half) PetscCall(syringe_behind_joint(bench, "lidocaine", 2.0, &whole, problems));
  if (!whole) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_joint(bupivacaine, found));
  PetscCall(judge_level("in the joint", lidocaine, found));
  PetscCall(judge_level("behind the joint", half, found));
  PetscCall(verdicts_add(found,
                         outcome_value(whole, "plasma.lidocaine.peak") /
                           outcome_value(half, "plasma.lidocaine.peak"),
                         1.8, 2.2, "1", "twice the dose behind the joint, ratio of levels"));
  PetscCall(verdicts_note(
    found, "What decides: synovial_permeability, synovium_area, perfusion, "
           "plasma_clearance and plasma_volume "
           "of docs/theory/sources.md; not chosen by this finding (the upper end of "
           "the range of synovial_permeability "
           "is from these studies, its value is not). The ratio of levels "
           "may differ from 2 by the tenth that "
           "vasoactivity allows. The level peaks late because the lining stands at the rim of the "
           "cavity and fluid in "
           "the resting joint is a still film: drug must diffuse along it, or into cartilage and "
           "back, where a "
           "knee is stirred and has lining all over. Blood is one well-stirred compartment, so "
           "an injection into a vessel, which "
           "passes any limit at once, cannot be shown."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
