// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 15: between what blocks and what harms.
#include "block.h"
#include "syringe.h"

#include "sij/base/units.h"

#include <math.h>

// Exposure of what the cavity bathes, over its first `end` seconds: trapezes between rows [mM h].
static double integrate_exposure(const Outcome *outcome, const double c[], double end)
{
  double sum = 0.0;

  for (int i = 1; i < outcome->n_rows && outcome->time[i - 1] < end; i++) {
    const double to = fmin(outcome->time[i], end), dt = to - outcome->time[i - 1];

    sum += 0.5 * dt * (c[i - 1] + outcome_at(outcome, c, to));
  }
  return sum / UNIT_HOUR;
}

static PetscErrorCode judge_joint(const char *drug, const Outcome *outcome, bool harms,
                                  Verdicts *found)
{
  const double *c     = outcome_column(outcome, "cavity.%s [mM]", drug);
  const double  limit = outcome_value(outcome, "cartilage.cartilage_iliac.%s.limit", drug);
  const double  ratio = integrate_exposure(outcome, c, UNIT_HOUR) / limit;
  const double  least = harms ? 1.0 : 0.0, most = harms ? INFINITY : 1.0;

  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, ratio, least, most, "1",
                         "%s 0.5 %%, exposure of the first hour in the cavity over its limit",
                         drug));
  PetscCall(verdicts_add(found, outcome_last(outcome, c, 1.0) / UNIT_HOUR, 0.0, 3.0, "h",
                         "%s 0.5 %%, end of more than 1 mM in the cavity", drug));
  PetscCall(verdicts_add(
    found, outcome_value(outcome, "cartilage.cartilage_iliac.%s.exposure_peak", drug) / limit,
    least, most, "1", "%s 0.5 %%, largest exposure in iliac cartilage in 24 h over the limit",
    drug));
  PetscCall(verdicts_report(
    found, outcome_value(outcome, "cartilage.cartilage_iliac.%s.chondrotoxic_fraction", drug), "1",
    "%s 0.5 %%, share of iliac cartilage past the limit in 24 h", drug));
  PetscCall(verdicts_curve(found, "concentration in the cavity", drug, "time, s", "mM", false,
                           outcome->n_rows, outcome->time, c));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_nerves(const Outcome *outcome, Verdicts *found)
{
  static const char *const NERVE[] = {"lateral_branch_s1", "lateral_branch_s2",
                                      "lateral_branch_s3"};
  double                   longest = 0.0, strongest = 0.0;

  PetscFunctionBeginUser;
  for (int i = 0; i < 3; i++) {
    longest =
      fmax(longest, outcome_value(outcome, "targets.%s.lidocaine.neurotoxic_time", NERVE[i]));
    strongest =
      fmax(strongest, outcome_value(outcome, "targets.%s.lidocaine.neurotoxic_ratio", NERVE[i]));
  }
  PetscCall(
    verdicts_report(found, strongest, "1",
                    "lidocaine 2 %% behind the joint, largest concentration at a lateral branch "
                    "over 40 mM"));
  PetscCall(verdicts_add(found, longest, 0.0, 20.0, "min",
                         "lidocaine 2 %% behind the joint, longest time above 40 mM at one"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_window(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *bupivacaine = NULL, *ropivacaine = NULL, *lidocaine = NULL;

  PetscFunctionBeginUser;
  PetscCall(syringe_into_joint(bench, "bupivacaine", 0.5, &bupivacaine, problems));
  if (bupivacaine) PetscCall(syringe_into_joint(bench, "ropivacaine", 0.5, &ropivacaine, problems));
  if (ropivacaine) PetscCall(syringe_behind_joint(bench, "lidocaine", 2.0, &lidocaine, problems));
  if (!lidocaine) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_joint("bupivacaine", bupivacaine, true, found));
  PetscCall(judge_joint("ropivacaine", ropivacaine, false, found));
  PetscCall(judge_nerves(lidocaine, found));
  PetscCall(verdicts_note(
    found, "What decides: drugs.*.chondrotoxic, which rest on the same explants that the first "
           "part tells of "
           "(6.5 and 30 mM h), so that only the course of the concentration is tested; "
           "synovial_permeability, "
           "synovium_area and the law of the cavity, which are not chosen by this finding. The "
           "explants were "
           "bathed at full strength for the hour; here the joint dilutes and clears meanwhile, and "
           "the mean of "
           "the cavity holds parts that the drug reaches late, so that the first hour of "
           "bupivacaine stays below "
           "the limit while the places nearest the needle pass it several times over."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
