// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 14: a depot of crystals.
#include "depot.h"

#include "steroid.h"
#include "words.h"

#include "sij/base/units.h"

#include <math.h>

#define STEROID "triamcinolone_acetonide"

// Weeks are followed on the coarsest mesh the anatomy allows.
static PetscErrorCode inject_depot(Bench *bench, const char *name, const char *site,
                                   double mg_per_ml, const char *time, const Outcome **outcome,
                                   Problems *problems)
{
  char       mesh[WORDS], injection[WORDS];
  Experiment experiment = {
    .name = name,
    .n    = 3,
    .key  = {"mesh.gradation=0.4", time, "targets.cavity.region=joint_cavity"}};

  PetscFunctionBeginUser;
  PetscCall(words_mesh(&experiment, mesh, bench_request(bench)->coarsening, 6.0, 7.0, 15.0, 4.0));
  PetscCall(words_key(&experiment, injection,
                      "injections=[{name: depot, site: %s, volume: 1.5 mL, rate: 3 mL/min, "
                      "pressure_limit: 300 kPa, viscosity: 3 mPa s, contents: {" STEROID
                      ": %g mg/mL}}]",
                      site, mg_per_ml));
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode depot_whole(Bench *bench, const Outcome **outcome, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(inject_depot(bench, "depot_whole", "intra_articular.inferior", 20.0,
                         "time={duration: 2 d, outputs: {first: 10 min, count: 30}}", outcome,
                         problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode depot_into_joint(Bench *bench, const Outcome **outcome, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(inject_depot(bench, "depot_into_joint", "intra_articular.inferior", 20.0 / DEPOT_PART,
                         "time={duration: 13 d, outputs: {first: 10 min, count: 60}}", outcome,
                         problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode depot_behind_joint(Bench *bench, const Outcome **outcome, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(inject_depot(bench, "depot_behind_joint", "periarticular.2", 20.0 / DEPOT_PART,
                         "time={duration: 6 d, outputs: {first: 10 min, count: 40}}", outcome,
                         problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Time at which a share of what was injected has come into the blood, from the level and clearance [s].
static double find_time_cleared(const Outcome *outcome, const CaseDrug *drug, double share)
{
  const double *level = outcome_column(outcome, "plasma." STEROID " [mg/L]"); // g/m^3
  const double *time  = outcome->time;
  const double  dose  = outcome_value(outcome, "ledger." STEROID ".injected") * 1e-3; // g
  double        gone = 0.0, before = 0.0, eliminated = 0.0;

  for (int i = 1; i < outcome->n_rows; i++) {
    before = gone;
    eliminated +=
      drug->plasma_clearance * 0.5 * (time[i] - time[i - 1]) * (level[i] + level[i - 1]);
    gone = (eliminated + drug->plasma_volume * level[i]) / dose;
    if (gone >= share)
      return time[i - 1] + (time[i] - time[i - 1]) * (share - before) / (gone - before);
  }
  return NAN;
}

static PetscErrorCode judge_whole(const Outcome *outcome, const CaseDrug *drug, Verdicts *found)
{
  const double *cavity = outcome_column(outcome, "cavity." STEROID " [mM]");

  PetscFunctionBeginUser;
  PetscCall(verdicts_report(found, outcome_value(outcome, "ledger." STEROID ".depot"), "1",
                            "share of 30 mg in the joint still crystals after 2 d"));
  PetscCall(verdicts_add(found,
                         outcome_value(outcome, "ledger." STEROID ".largest") / drug->solubility,
                         0.95, 1.0 + 1e-9, "1", "largest dissolved concentration over solubility"));
  PetscCall(verdicts_add(found, outcome_at(outcome, cavity, UNIT_DAY) / drug->solubility, 0.5, 1.0,
                         "1",
                         "dissolved in the cavity over solubility, mean of the cavity at 24 h"));
  PetscCall(verdicts_add(found, outcome_value(outcome, "plasma." STEROID ".time_of_peak") / 60.0,
                         4.0, 24.0, "h", "time of the largest level in blood"));
  PetscCall(verdicts_report(found, 1e3 * outcome_value(outcome, "plasma." STEROID ".peak"), "ug/L",
                            "that level (9.6 in the knee after 40 mg)"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Scaled back to the whole dose.
static PetscErrorCode judge_life(const Outcome *joint, const Outcome *behind, const Outcome *whole,
                                 const CaseDrug *drug, Verdicts *found)
{
  const double  life = DEPOT_PART * find_time_cleared(joint, drug, 0.9) / UNIT_DAY;
  const double  own  = DEPOT_PART * find_time_cleared(behind, drug, 0.9) / UNIT_DAY;
  const double *late = outcome_column(joint, "plasma." STEROID " [mg/L]");
  const double  peak = outcome_value(whole, "plasma." STEROID ".peak");

  PetscFunctionBeginUser;
  PetscCall(verdicts_report(found, DEPOT_PART * find_time_cleared(joint, drug, 0.5) / UNIT_DAY, "d",
                            "in the joint, time in which half of 30 mg goes into the blood"));
  PetscCall(verdicts_add(found, life, 14.0, 56.0, "d", "in the joint, the same for 90 %%"));
  PetscCall(verdicts_report(found, own, "d", "behind the joint, the same for 90 %%"));
  PetscCall(verdicts_add(found, own / life, 0.0, 1.0, "1", "the second over the first: shorter"));
  PetscCall(verdicts_add(found, outcome_at(joint, late, 6.0 * UNIT_WEEK / DEPOT_PART) / peak, 0.0,
                         0.02, "1", "level in blood at 6 weeks over the largest"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode draw_course(const char *way, const Outcome *outcome, Verdicts *found)
{
  double time[CASE_OUTPUTS + 1];

  PetscFunctionBeginUser;
  for (int i = 0; i < outcome->n_rows; i++) time[i] = DEPOT_PART * outcome->time[i] / UNIT_DAY;
  PetscCall(verdicts_curve(found, "steroid in blood", way, "time, d", "mg/L", true, outcome->n_rows,
                           time, outcome_column(outcome, "plasma." STEROID " [mg/L]")));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_depot(const Case *library, const Outcome *whole, const Outcome *joint,
                                  const Outcome *behind, Verdicts *found)
{
  const CaseDrug *drug    = &library->drug[case_drug(library, STEROID)];
  const CaseDrug *acetate = &library->drug[case_drug(library, "methylprednisolone_acetate")];

  PetscFunctionBeginUser;
  PetscCall(judge_whole(whole, drug, found));
  PetscCall(judge_life(joint, behind, whole, drug, found));
  PetscCall(
    verdicts_report(found, log(2.0) / acetate->hydrolysis / UNIT_HOUR, "h",
                    "methylprednisolone acetate, half-time of hydrolysis (0.8 to 2.2): put in"));
  PetscCall(draw_course("into the joint", joint, found));
  PetscCall(draw_course("behind it", behind, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_depot(Bench *bench, Verdicts *found, Problems *problems)
{
  const Experiment library = {.name = "library"};
  const Outcome   *whole = NULL, *joint = NULL, *behind = NULL;
  Case            *input = NULL;

  PetscFunctionBeginUser;
  PetscCall(depot_whole(bench, &whole, problems));
  if (whole) PetscCall(depot_into_joint(bench, &joint, problems));
  if (joint) PetscCall(depot_behind_joint(bench, &behind, problems));
  if (behind) PetscCall(bench_case(bench, &library, &input, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_depot(input, whole, joint, behind, found));
  PetscCall(case_destroy(&input));
  PetscCall(verdicts_note(
    found,
    "Weeks are those of a dose of 1.5 mg, %d times as long: the crystals of a place go at a rate "
    "that does "
    "not depend on how many they are; half that dose again gives a life 2.5 %% longer. What "
    "decides: solubility (a brand in buffer; half as much "
    "again in "
    "vitreous, three times in label tables, and life is shorter by as much), "
    "synovial_permeability, "
    "synovium_area and cavity_free_fraction; not chosen by this finding. A life too long has a "
    "second "
    "reason: fluid in the resting joint is a still film, and crystals far from the lining wait for "
    "diffusion along it, where a joint that moves would stir.",
    DEPOT_PART));
  PetscFunctionReturn(PETSC_SUCCESS);
}
