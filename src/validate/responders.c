// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 16: how long a steroid could act, and what a needle beside the joint costs.
#include "depot.h"
#include "steroid.h"
#include "syringe.h"

#include "sij/base/units.h"
#include "sij/laws/receptor.h"

#include <math.h>
#include <stdio.h>

static const double PROBE = 1800.0;

#define STEROID "triamcinolone_acetonide"

static const char *const LINING[] = {"lining_sacral", "lining_iliac", "lining_anterior",
                                     "lining_posterior"};

enum { LININGS = 4 };

// Receptors held by the mean concentration of each lining, averaged over the four.
static void compute_occupancy(const Outcome *outcome, double kd, double occupancy[CASE_OUTPUTS + 1])
{
  for (int row = 0; row < outcome->n_rows; row++) {
    occupancy[row] = 0.0;
    for (int k = 0; k < LININGS; k++)
      occupancy[row] +=
        receptor_occupancy(outcome_column(outcome, "%s." STEROID " [mM]", LINING[k])[row], kd) /
        LININGS;
  }
}

// At a time of the whole dose.
static double read_occupancy(const Outcome *outcome, const double occupancy[], double weeks)
{
  return outcome_at(outcome, occupancy, weeks * UNIT_WEEK / DEPOT_PART);
}

static PetscErrorCode judge_occupancy(const Outcome *outcome, double kd, Verdicts *found)
{
  double       occupancy[CASE_OUTPUTS + 1], week[CASE_OUTPUTS + 1];
  const double end = DEPOT_PART * outcome->time[outcome->n_rows - 1] / UNIT_WEEK;

  PetscFunctionBeginUser;
  compute_occupancy(outcome, kd, occupancy);
  PetscCall(verdicts_add(found, read_occupancy(outcome, occupancy, 4.0), 0.5, 1.0, "1",
                         "receptors of the lining held at 4 weeks: the drug can be acting"));
  PetscCall(
    verdicts_report(found, read_occupancy(outcome, occupancy, 13.0), "1", "the same at 3 months"));
  PetscCall(
    verdicts_report(found, read_occupancy(outcome, occupancy, 26.0), "1", "the same at 6 months"));
  PetscCall(verdicts_add(found, DEPOT_PART * outcome_last(outcome, occupancy, 0.5) / UNIT_WEEK, 0.0,
                         37.0, "weeks",
                         "last time half of them are held (none: not within %.0f weeks)", end));
  for (int i = 0; i < outcome->n_rows; i++) week[i] = DEPOT_PART * outcome->time[i] / UNIT_WEEK;
  PetscCall(verdicts_curve(found, "receptors of the lining", "into the joint", "time, weeks",
                           "share held", false, outcome->n_rows, week, occupancy));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** How often a needle aimed at the joint stands in it. */
typedef struct {
  const char *guide;
  double      share;
} Accuracy;

// A needle that misses is taken to stand behind the joint, where the three sections are.
static PetscErrorCode report_accuracy(Bench *bench, const Outcome *joint, const Outcome *behind,
                                      Verdicts *found, Problems *problems)
{
  static const Accuracy ACCURACY[] = {{"fluoroscopy, 98 %", 0.98},
                                      {"ultrasound, 80 %", 0.80},
                                      {"ultrasound, 40 %", 0.40},
                                      {"blind, 17 %", 0.17}};
  double                course[PATIENT_COURSE], into, beside;

  PetscFunctionBeginUser;
  PetscCall(patient_relief(bench, "intra_articular", joint, course, problems));
  into = outcome_at(joint, course, PROBE);
  PetscCall(patient_relief(bench, "intra_articular", behind, course, problems));
  beside = outcome_at(behind, course, PROBE);
  for (size_t i = 0; i < sizeof ACCURACY / sizeof *ACCURACY; i++) {
    const double share = ACCURACY[i].share;

    PetscCall(verdicts_report(found, share * into + (1.0 - share) * beside, "1",
                              "expected relief at 30 min, lidocaine, pain from the joint, %s in it",
                              ACCURACY[i].guide));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_responders(Bench *bench, Verdicts *found, Problems *problems)
{
  const Experiment library = {.name = "library"};
  const Outcome   *depot = NULL, *joint = NULL, *behind = NULL;
  Case            *input = NULL;

  PetscFunctionBeginUser;
  PetscCall(depot_into_joint(bench, &depot, problems));
  if (depot) PetscCall(syringe_into_joint(bench, "lidocaine", 2.0, &joint, problems));
  if (joint) PetscCall(syringe_behind_joint(bench, "lidocaine", 2.0, &behind, problems));
  if (behind) PetscCall(bench_case(bench, &library, &input, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_occupancy(depot, input->drug[case_drug(input, STEROID)].receptor_kd, found));
  PetscCall(case_destroy(&input));
  PetscCall(report_accuracy(bench, joint, behind, found, problems));
  PetscCall(verdicts_note(
    found, "Shares of patients cannot come out: the model has drug and receptors, not inflammation "
           "or its return, so "
           "what is judged is when the drug can act at all, of which the clinic's last responders "
           "are an upper "
           "bound (effects are said to outlast the drug by 1 to 2 weeks). Weeks are those of "
           "finding 14, scaled "
           "in the same way. What decides: solubility, synovial_permeability and receptor_kd; not "
           "chosen by "
           "this finding. Accuracies are the studies'; ultrasound reached 40 to 87 %%."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
