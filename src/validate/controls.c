// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 18: what must not be there, and what must last longer.
#include "findings.h"
#include "protocols.h"

#include <stdio.h>
#include <string.h>

static const char *const NERVE = "lateral_branch_s2"; // that section 2 blocks

// The protocol under a name of its own, with more keys; its own contents are replaced by the last of a kind.
static PetscErrorCode run_changed(Bench *bench, Protocol *protocol, const char *change, int n,
                                  const char *const key[], const Outcome **outcome,
                                  Problems *problems)
{
  Experiment  *experiment = &protocol->experiment;
  const size_t used       = strlen(protocol->name);

  PetscFunctionBeginUser;
  (void)snprintf(protocol->name + used, sizeof protocol->name - used, "_%s", change);
  PetscCheck(experiment->n + n <= EXPERIMENT_KEYS, PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "too many keys");
  for (int i = 0; i < n; i++) experiment->key[experiment->n++] = key[i];
  PetscCall(bench_run(bench, experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double find_largest_spill(const Outcome *outcome)
{
  static const char *const TARGET[] = {"s1_ventral_ramus", "l5_sheath", "lumbosacral_trunk"};
  double                   most     = 0.0;

  for (int i = 0; i < 3; i++)
    most = fmax(most, outcome_value(outcome, "targets.%s.lidocaine.concentration_peak", TARGET[i]));
  return most;
}

// Lidocaine of that volume into the joint; `known` says whether the library has it.
static PetscErrorCode prepare_joint(Bench *bench, double volume, Protocol *protocol,
                                    CaseDrug *lidocaine, bool *known, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(protocol_lidocaine(bench, lidocaine, known, problems));
  if (*known) PetscCall(protocol_joint(bench, volume, protocol, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_whole_capsule(Bench *bench, Verdicts *found, Problems *problems)
{
  Protocol       protocol;
  CaseDrug       lidocaine;
  const Outcome *outcome = NULL;
  bool           known;

  PetscFunctionBeginUser;
  PetscCall(prepare_joint(bench, 2.5, &protocol, &lidocaine, &known, problems));
  if (!known) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(bench_run(bench, &protocol.experiment, &outcome, problems));
  if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_add(found, outcome_value(outcome, "flow.leak.intact_capsule"), 0.0, 0.01, "mL",
                         "no hole, no leak: through whole capsule in 2 min, of 2.5 mL"));
  PetscCall(verdicts_add(found, find_largest_spill(outcome), 0.0, lidocaine.ec50_a_delta, "mM",
                         "no hole, no leak: largest concentration at the roots"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Largest blocked share of any target and fibre.
static double find_largest_block(const Outcome *outcome)
{
  double most = 0.0;

  for (int i = 0; i < outcome->summary.count; i++) {
    const Quantity *row = &outcome->summary.row[i];

    if (strstr(row->name, ".blocked_fraction")) most = fmax(most, row->value);
  }
  return most;
}

static PetscErrorCode judge_saline(Bench *bench, Verdicts *found, Problems *problems)
{
  static const char *const KEY[] = {"injections.0.contents={lidocaine: 0 %}"};
  Protocol                 protocol;
  const Outcome           *outcome = NULL;

  PetscFunctionBeginUser;
  PetscCall(protocol_section(bench, 2, 3.0, 0.5, &protocol, problems));
  PetscCall(run_changed(bench, &protocol, "saline", 1, KEY, &outcome, problems));
  if (outcome)
    PetscCall(verdicts_add(found, find_largest_block(outcome), 0.0, 0.0, "1",
                           "saline, no block: largest blocked share of any target in 30 min"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_perfusion(Bench *bench, Verdicts *found, Problems *problems)
{
  static const char *const KEY[] = {"tissues.sacrum.perfusion=0 1/s",
                                    "tissues.ilium.perfusion=0 1/s",
                                    "tissues.capsule.perfusion=0 1/s",
                                    "tissues.lig_interosseous.perfusion=0 1/s",
                                    "tissues.lig_post_short.perfusion=0 1/s",
                                    "tissues.lig_post_long.perfusion=0 1/s",
                                    "tissues.multifidus.perfusion=0 1/s",
                                    "tissues.gluteal.perfusion=0 1/s",
                                    "tissues.fat.perfusion=0 1/s",
                                    "tissues.soft_anterior.perfusion=0 1/s",
                                    "tissues.foramina.perfusion=0 1/s"};
  Protocol                 protocol;
  const Outcome           *fed = NULL, *starved = NULL;

  PetscFunctionBeginUser;
  PetscCall(protocol_section(bench, 2, 3.0, PROTOCOL_LONG, &protocol, problems));
  PetscCall(bench_run(bench, &protocol.experiment, &fed, problems));
  PetscCall(run_changed(bench, &protocol, "without_perfusion", 11, KEY, &starved, problems));
  if (!fed || !starved) PetscFunctionReturn(PETSC_SUCCESS);
  const double lasts  = outcome_value(fed, "targets.%s.duration_c", NERVE) / 60.0;
  const double longer = outcome_value(starved, "targets.%s.duration_c", NERVE) / 60.0;

  PetscCall(verdicts_report(found, lasts, "h", "block of the lateral branch of S2"));
  PetscCall(verdicts_add(found, longer, lasts * (1.0 + 1e-9), INFINITY, "h",
                         "the same without perfusion, in the %d h of the run", PROTOCOL_LONG));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static double measure_bone(const Outcome *outcome, double injected)
{
  return fmax(outcome_value(outcome, "targets.bone_sacrum.lidocaine.concentration_mean"),
              outcome_value(outcome, "targets.bone_ilium.lidocaine.concentration_mean")) /
         injected;
}

static PetscErrorCode judge_bone(Bench *bench, Verdicts *found, Problems *problems)
{
  static const char *const KEY[] = {"tissues.sacrum.conductivity_along=1e-24 m^4/(N s)",
                                    "tissues.sacrum.conductivity_across=1e-24 m^4/(N s)",
                                    "tissues.ilium.conductivity_along=1e-24 m^4/(N s)",
                                    "tissues.ilium.conductivity_across=1e-24 m^4/(N s)",
                                    "tissues.sacrum.diffusion_along=0",
                                    "tissues.sacrum.diffusion_across=0",
                                    "tissues.ilium.diffusion_along=0",
                                    "tissues.ilium.diffusion_across=0",
                                    "time.duration=30 min"};
  Protocol                 protocol;
  CaseDrug                 lidocaine;
  const Outcome           *outcome = NULL;
  bool                     known;

  PetscFunctionBeginUser;
  PetscCall(prepare_joint(bench, 1.45, &protocol, &lidocaine, &known, problems));
  if (!known) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(run_changed(bench, &protocol, "sealed_bone", 9, KEY, &outcome, problems));
  if (outcome)
    PetscCall(verdicts_add(found, measure_bone(outcome, protocol_injected(&lidocaine)), 0.0, 1e-3,
                           "1",
                           "plate sealed: mean concentration in bone over that injected, 30 min"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_controls(Bench *bench, Verdicts *found, Problems *problems)
{
  PetscFunctionBeginUser;
  PetscCall(judge_whole_capsule(bench, found, problems));
  PetscCall(judge_saline(bench, found, problems));
  PetscCall(judge_perfusion(bench, found, problems));
  PetscCall(judge_bone(bench, found, problems));
  PetscCall(verdicts_note(found,
                          "Each control changes one thing of the library's joint and nothing "
                          "else. Bone of the library carries the properties of its end plate; "
                          "sealed, it conducts neither water nor drug. A vertex of the mesh on "
                          "the plate belongs to cartilage and bone alike, so a little is seen in "
                          "bone however tight it is."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Finding findings_controls[] = {{18,
                                      "No hole, no leak; saline, no block; no perfusion, a longer "
                                      "block; a sealed plate, no drug in bone",
                                      "negative controls", judge_controls},
                                     {0}};
