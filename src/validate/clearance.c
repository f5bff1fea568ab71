// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 13: what leaves the cavity, by size and by binding.
#include "block.h"

#include "sij/base/units.h"

#include <math.h>

static const double NEEDLE_OUT = 60.0; // s

enum { SOLUTES = 3 };

// Blood that gives nothing back: its level counts what has been cleared.
#define BLOOD "plasma_volume: 1 L, plasma_clearance: 0 L/min, "

// Three test solutes in one syringe, as dilute as they need be: they do not meet in the model. Their
// numbers stand in docs/theory/sources.md among the inputs of the findings. `lining`: fluid it takes up.
static PetscErrorCode inject_solutes(Bench *bench, const char *name, const char *lining,
                                     const Outcome **outcome, Problems *problems)
{
  const Experiment experiment = {
    .name = name,
    .n    = 7,
    .key  = {"drugs.free={kind: other, extraction: 1, " BLOOD
             "molar_mass: 151 g/mol, diffusivity: 9e-10 m^2/s, "
              "synovial_permeability: 6.8e-7 m/s, cavity_free_fraction: 1}",
             "drugs.albumin={kind: other, extraction: 0, " BLOOD
             "molar_mass: 66500 g/mol, diffusivity: 9e-11 m^2/s, "
              "synovial_permeability: 5.3e-8 m/s, cavity_free_fraction: 1}",
             "drugs.bound={kind: other, extraction: 0.01, " BLOOD
             "molar_mass: 296 g/mol, diffusivity: 9e-11 m^2/s, "
              "synovial_permeability: 6.8e-7 m/s, cavity_free_fraction: 0.01}",
             "injections=[{name: joint, site: intra_articular.inferior, volume: 1.25 mL, rate: 3 "
              "mL/min, contents: {free: 1 mM, albumin: 1 mM, bound: 1 mM}}]",
             "targets.cavity.region=joint_cavity",
             "time={duration: 24 h, outputs: {first: 10 s, count: 60}}", lining}};

  PetscFunctionBeginUser;
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void compute_amounts(const Outcome *outcome, const char *solute, double amount[])
{
  const double *c     = outcome_column(outcome, "cavity.%s [mM]", solute);
  const double *fluid = outcome_column(outcome, "cavity_fluid_mL");

  for (int i = 0; i < outcome->n_rows; i++) amount[i] = c[i] * fluid[i];
}

// Time in which what is in the cavity at `from` falls to half [h].
static double measure_half_time(const Outcome *outcome, const char *solute, double from)
{
  double amount[CASE_OUTPUTS + 1];

  compute_amounts(outcome, solute, amount);
  return (outcome_last(outcome, amount, 0.5 * outcome_at(outcome, amount, from)) - from) /
         UNIT_HOUR;
}

static PetscErrorCode draw_amounts(const Outcome *outcome, Verdicts *found)
{
  static const char *const SOLUTE[SOLUTES] = {"free", "albumin", "bound"};
  double                   amount[CASE_OUTPUTS + 1];

  PetscFunctionBeginUser;
  for (int s = 0; s < SOLUTES; s++) {
    compute_amounts(outcome, SOLUTE[s], amount);
    PetscCall(verdicts_curve(found, "amount in the cavity", SOLUTE[s], "time, s", "umol", false,
                             outcome->n_rows, outcome->time, amount));
  }
  PetscCall(verdicts_curve(found, "fluid in the cavity", "cavity", "time, s", "mL", false,
                           outcome->n_rows, outcome->time,
                           outcome_column(outcome, "cavity_fluid_mL")));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Share of what was injected that has reached blood and lymph at t.
static double measure_cleared(const Outcome *outcome, const char *solute, double t)
{
  const double *level = outcome_column(outcome, "plasma.%s [mg/L]", solute); // of 1 L

  return outcome_at(outcome, level, t) / outcome_value(outcome, "ledger.%s.injected", solute);
}

static PetscErrorCode judge_cleared(const Outcome *outcome, Verdicts *found)
{
  const double t = 6.0 * UNIT_HOUR, albumin = measure_cleared(outcome, "albumin", t);

  PetscFunctionBeginUser;
  PetscCall(verdicts_report(found, measure_cleared(outcome, "free", t), "1",
                            "lining takes no fluid: share of the small solute cleared in 6 h"));
  PetscCall(verdicts_report(found, albumin, "1", "lining takes no fluid: share of albumin"));
  PetscCall(
    verdicts_report(found, measure_cleared(outcome, "bound", t) / albumin, "1",
                    "lining takes no fluid: share of a solute bound by 99 %% over the latter"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_half_times(const char *how, const Outcome *outcome, Verdicts *found)
{
  const double small   = measure_half_time(outcome, "free", NEEDLE_OUT);
  const double albumin = measure_half_time(outcome, "albumin", NEEDLE_OUT);

  PetscFunctionBeginUser;
  PetscCall(
    verdicts_add(found, small, 0.2, 1.0, "h", "%s: half-time of a small unbound solute", how));
  PetscCall(verdicts_add(found, albumin, 2.7, 11.0, "h", "%s: half-time of albumin", how));
  PetscCall(
    verdicts_add(found, albumin / small, 5.0, 20.0, "1", "%s: the second over the first", how));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_clearance(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *drained = NULL, *full = NULL;

  PetscFunctionBeginUser;
  PetscCall(inject_solutes(bench, "solutes_full", "surfaces.synovium_conductance=0 m/(Pa s)", &full,
                           problems));
  if (full)
    PetscCall(
      inject_solutes(bench, "solutes", "targets.cavity.region=joint_cavity", &drained, problems));
  if (!drained) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_half_times("lining takes no fluid", full, found));
  PetscCall(judge_cleared(full, found));
  PetscCall(judge_half_times("as in the library", drained, found));
  PetscCall(verdicts_report(
    found, outcome_last(drained, outcome_column(drained, "cavity_fluid_mL"), 0.7) / UNIT_HOUR, "h",
    "as in the library: time at which half of the 1.25 mL has left the cavity"));
  PetscCall(draw_amounts(drained, found));
  PetscCall(verdicts_note(
    found,
    "In the knees of the source the volume of the fluid stood still, so the lining that takes no "
    "fluid is "
    "the like of it. Its numbers are those the library's permeabilities rest on; what is tested is "
    "the "
    "joint around them. Albumin misses because the model lets every solute into cartilage and "
    "ligament "
    "alike: it knows no exclusion by size, so a large molecule soaks in where it would be kept "
    "out. In "
    "the library's joint the fluid injected leaves through the lining within the hour and takes "
    "every "
    "solute along: the model knows no sieving either, and the half-time is that of the fluid. "
    "That what is bound goes with albumin is told and not judged: in the still film diffusion to "
    "the lining "
    "is the slower step, and a solute as slow as albumin but unbound would give nearly the same."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
