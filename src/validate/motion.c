// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 17: how the sacrum moves against the ilium, and what its ligaments do.
#include "findings.h"

#include <stdio.h>
#include <string.h>

// Every experiment has the ligaments that leave the block. Films part and fibres slacken, so that each load
// takes some steps of Newton; hence a mesh coarser than that of an injection.
#define SOLID "mechanics={strain: small, tolerance: 1e-4}"
#define MESH                                                                                       \
  "mesh={size_joint: 4 mm,size_ligament: 4 mm,size_far: 8 mm,size_needle: 4 mm,gradation: 0.15}"

/** What a time of an experiment's series says of a column. */
static double read_at(const Outcome *outcome, const char *column, double t)
{
  return outcome_at(outcome, outcome_column(outcome, "%s", column), t);
}

static const Experiment STANDING = {
  "standing_to_1000_N",
  7,
  {"include=ligaments", SOLID, MESH, "mechanics.protocol=standing",
   "mechanics.loads.weight.force=[0 N, 0 N, -500 N]",
   "mechanics.loads.weight.course=[[0 s, 0], [1 s, 0.6], [2 s, 1]]",
   "time={duration: 2 s, outputs: [1 s, 2 s]}"}};

// Of less than a part in ten thousand, a tenth of a percent of what tears a ligament, the sign is the mesh's.
static const double LEAST = 0.01; // %

static PetscErrorCode judge_ligaments(const Outcome *outcome, Verdicts *found)
{
  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, 100.0 * read_at(outcome, "strain.lig_post_long", 2.0), -INFINITY,
                         -LEAST, "%",
                         "1000 N: strain of the long posterior ligament: it slackens"));
  PetscCall(verdicts_add(found, 100.0 * read_at(outcome, "strain.sacrotuberous", 2.0), LEAST,
                         INFINITY, "%",
                         "1000 N: strain of the sacrotuberous ligament: it tightens"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Bruna-Rosso 2016: 1.38 and 2.80 deg; a third either way.
static PetscErrorCode judge_nutation(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *outcome;

  PetscFunctionBeginUser;
  PetscCall(bench_run(bench, &STANDING, &outcome, problems));
  if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(verdicts_add(found, read_at(outcome, "nutation_deg", 1.0), 0.92, 1.84, "deg",
                         "nutation under 600 N on both joints (fitted)"));
  PetscCall(verdicts_add(found, read_at(outcome, "nutation_deg", 2.0), 1.87, 3.73, "deg",
                         "nutation under 1000 N (fitted)"));
  PetscCall(verdicts_add(found, outcome_value(outcome, "mechanics.motion.shift"), 0.2, 0.7, "mm",
                         "shift of the middle of the joint under 1000 N"));
  PetscCall(verdicts_add(found, outcome_value(outcome, "mechanics.motion.axis_from_s2"), 0.0, 15.0,
                         "mm", "distance of the axis from the middle of S2"));
  PetscCall(judge_ligaments(outcome, found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** 7.5 N m about three axes, to and fro, one after the other. */
static const char *const MOMENTS[] = {
  "include=ligaments",
  SOLID,
  MESH,
  "mechanics.protocol=[flexion, bending, rotation]",
  "mechanics.loads.flexion.course=[[0 s, 0], [1 s, 1], [2 s, 0], [3 s, -1], [4 s, 0]]",
  "mechanics.loads.bending.course=[[4 s, 0], [5 s, 1], [6 s, 0], [7 s, -1], [8 s, 0]]",
  "mechanics.loads.rotation.course=[[8 s, 0], [9 s, 1], [10 s, 0], [11 s, -1], [12 s, 0]]",
  "time={duration: 12 s, outputs: [1 s, 3 s, 5 s, 7 s, 9 s, 11 s, 12 s]}"};

enum { MOMENT_KEYS = sizeof MOMENTS / sizeof *MOMENTS };

static PetscErrorCode run_moments(Bench *bench, const char *name, int n, const char *const key[],
                                  const Outcome **outcome, Problems *problems)
{
  Experiment experiment = {.name = name, .n = MOMENT_KEYS + n};

  PetscFunctionBeginUser;
  for (int i = 0; i < MOMENT_KEYS; i++) experiment.key[i] = MOMENTS[i];
  for (int i = 0; i < n; i++) experiment.key[MOMENT_KEYS + i] = key[i];
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Ranges of motion, to and fro, about the axes of the moments [deg]. */
typedef struct {
  double flexion, rotation, bending;
} Ranges;

static Ranges read_ranges(const Outcome *outcome)
{
  return (Ranges){
    .flexion  = fabs(read_at(outcome, "nutation_deg", 1.0) - read_at(outcome, "nutation_deg", 3.0)),
    .bending  = fabs(read_at(outcome, "lateral_bending_deg", 5.0) -
                     read_at(outcome, "lateral_bending_deg", 7.0)),
    .rotation = fabs(read_at(outcome, "axial_rotation_deg", 9.0) -
                     read_at(outcome, "axial_rotation_deg", 11.0))};
}

static double sum_ranges(Ranges ranges)
{
  return ranges.flexion + ranges.rotation + ranges.bending;
}

// Kiapour 2020: about 3, 1.5 and 0.8 deg; a third either way.
static PetscErrorCode judge_ranges(const Outcome *outcome, Verdicts *found)
{
  const Ranges ranges = read_ranges(outcome);

  PetscFunctionBeginUser;
  PetscCall(verdicts_add(found, ranges.flexion, 2.0, 4.0, "deg",
                         "range under 7.5 N m, flexion to extension"));
  PetscCall(verdicts_add(found, ranges.rotation, 1.0, 2.0, "deg",
                         "range under 7.5 N m, axial rotation to both sides"));
  PetscCall(verdicts_add(found, ranges.bending, 0.53, 1.07, "deg",
                         "range under 7.5 N m, lateral bending to both sides"));
  PetscCall(verdicts_add(found, 100.0 * read_at(outcome, "strain.lig_post_long", 3.0), LEAST,
                         INFINITY, "%",
                         "7.5 N m of counternutation: strain of the long posterior ligament"));
  PetscCall(verdicts_add(found, 100.0 * read_at(outcome, "strain.sacrotuberous", 3.0), -INFINITY,
                         -LEAST, "%",
                         "7.5 N m of counternutation: strain of the sacrotuberous ligament"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_moments(Bench *bench, Verdicts *found, Problems *problems)
{
  static const char *const MALE[] = {"anatomy.preset=male"};
  static const char *const CUT[]  = {"tissues.capsule.fibre_modulus=0 MPa"};
  const Outcome           *intact = NULL, *male = NULL, *cut = NULL;

  PetscFunctionBeginUser;
  PetscCall(run_moments(bench, "moments", 0, NULL, &intact, problems));
  if (intact) PetscCall(run_moments(bench, "moments_male", 1, MALE, &male, problems));
  if (intact && male) PetscCall(run_moments(bench, "moments_cut", 1, CUT, &cut, problems));
  if (!intact || !male || !cut) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(judge_ranges(intact, found));
  PetscCall(verdicts_add(found, sum_ranges(read_ranges(intact)) / sum_ranges(read_ranges(male)),
                         1.9, 3.6, "1", "ranges over those of the male preset"));
  PetscCall(verdicts_add(found, sum_ranges(read_ranges(cut)) / sum_ranges(read_ranges(intact)), 1.0,
                         INFINITY, "1",
                         "ranges with the anterior ligament's fibres cut over those intact"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Miller 1987: 294 N and 42 N m on the sacrum of one joint, one after the other. */
static const Experiment SINGLE = {
  "single_joint_294_N",
  11,
  {"include=ligaments", SOLID, MESH, "mechanics.protocol=flexion",
   "mechanics.loads.flexion.course=[[0 s, 0], [1 s, 0]]",
   "mechanics.loads.medial={on: sacrum, at: s2_centre, force: [-294 N, 0 N, 0 N], course: "
   "[[0 s, 0], [1 s, 1], [2 s, 0]]}",
   "mechanics.loads.anterior={on: sacrum, at: s2_centre, force: [0 N, 294 N, 0 N], course: "
   "[[2 s, 0], [3 s, 1], [4 s, 0]]}",
   "mechanics.loads.caudal={on: sacrum, at: s2_centre, force: [0 N, 0 N, -294 N], course: "
   "[[4 s, 0], [5 s, 1], [6 s, 0]]}",
   "mechanics.loads.torsion={on: sacrum, moment: [0 N m, 0 N m, 42 N m], course: [[6 s, 0], [7 s, "
   "1], [8 s, 0]]}",
   "mechanics.loads.bending={on: sacrum, moment: [0 N m, 42 N m, 0 N m], course: [[8 s, 0], [9 s, "
   "1], [10 s, 0]]}",
   "time={duration: 10 s, outputs: [1 s, 3 s, 5 s, 7 s, 9 s]}"}};

static PetscErrorCode judge_stiffness(Bench *bench, Verdicts *found, Problems *problems)
{
  static const char *const FORCE[] = {"medial", "anterior", "caudal"};
  static const char *const TURN[]  = {"torsion", "bending"};
  const Outcome           *outcome;

  PetscFunctionBeginUser;
  PetscCall(bench_run(bench, &SINGLE, &outcome, problems));
  if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
  for (int k = 0; k < 3; k++)
    PetscCall(verdicts_add(found, outcome_value(outcome, "mechanics.stiffness.%s.along", FORCE[k]),
                           107.0, 387.0, "N/mm", "stiffness of one joint, 294 N %s (fitted)",
                           FORCE[k]));
  for (int k = 0; k < 2; k++)
    PetscCall(verdicts_add(found, outcome_value(outcome, "mechanics.stiffness.%s.about", TURN[k]),
                           6.8, 30.0, "N m/deg", "stiffness of one joint, 42 N m of %s (fitted)",
                           TURN[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const Experiment THRUST  = {"thrust",
                                   5,
                                   {"include=ligaments", SOLID, MESH, "mechanics.protocol=thrust",
                                    "time={duration: 1.5 s, outputs: [1 s, 1.15 s, 1.5 s]}"}};
static const Experiment PULLING = {"oblique_pulling",
                                   5,
                                   {"include=ligaments", SOLID, MESH,
                                    "mechanics.protocol=oblique_pulling",
                                    "time={duration: 1 s, outputs: [1 s]}"}};

static double compute_rotation(const Outcome *outcome)
{
  return sqrt(pow(outcome_value(outcome, "mechanics.motion.nutation"), 2.0) +
              pow(outcome_value(outcome, "mechanics.motion.lateral_bending"), 2.0) +
              pow(outcome_value(outcome, "mechanics.motion.axial_rotation"), 2.0));
}

static PetscErrorCode judge_manipulation(Bench *bench, Verdicts *found, Problems *problems)
{
  static const Experiment *const ACT[] = {&THRUST, &PULLING};

  PetscFunctionBeginUser;
  for (int k = 0; k < 2; k++) {
    const Outcome *outcome;

    PetscCall(bench_run(bench, ACT[k], &outcome, problems));
    if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
    PetscCall(verdicts_add(found, outcome_value(outcome, "mechanics.motion.shift"), 0.0, 1.0, "mm",
                           "%s: shift of the middle of the joint", ACT[k]->name));
    PetscCall(
      verdicts_add(found, compute_rotation(outcome), 0.6, 1.5, "deg", "%s: turn", ACT[k]->name));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static const Experiment BELT = {"belt",
                                6,
                                {"include=ligaments", SOLID, MESH,
                                 "mechanics.protocol=[standing, belt]",
                                 "mechanics.loads.belt.course=[[1 s, 0], [2 s, 1]]",
                                 "time={duration: 2 s, outputs: [1 s, 2 s]}"}};

static PetscErrorCode judge_belt(Bench *bench, Verdicts *found, Problems *problems)
{
  static const char *const LIGAMENT[] = {"sacrotuberous", "sacrospinous", "lig_interosseous",
                                         "lig_post_short", "lig_post_long"};
  const Outcome           *outcome;

  PetscFunctionBeginUser;
  PetscCall(bench_run(bench, &BELT, &outcome, problems));
  if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
  for (int k = 0; k < 5; k++) {
    char column[64];

    (void)snprintf(column, sizeof column, "force.%s [N]", LIGAMENT[k]);
    PetscCall(verdicts_add(found, read_at(outcome, column, 2.0) - read_at(outcome, column, 1.0),
                           -INFINITY, 0.0, "N", "what a belt adds to the force of %s",
                           LIGAMENT[k]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_standing(Bench *bench, const char *name, const char *key, double factor,
                                   double *nutation, Problems *problems)
{
  static const Region LIGAMENT[] = {REGION_CAPSULE, REGION_LIG_INTEROSSEOUS, REGION_LIG_POST_SHORT,
                                    REGION_LIG_POST_LONG};
  Experiment          experiment = STANDING;
  char                text[4][96];
  Case               *input = NULL;
  const Outcome      *outcome;

  PetscFunctionBeginUser;
  *nutation = NAN;
  PetscCall(bench_case(bench, &STANDING, &input, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  for (int k = 0; k < 4; k++) {
    const Skeleton *skeleton = &input->tissue[LIGAMENT[k]].skeleton;
    const bool      strain   = strcmp(key, "prestrain") == 0;
    const double    value    = strain ? skeleton->prestrain : skeleton->fibre_modulus;

    (void)snprintf(text[k], sizeof text[k], "tissues.%s.%s=%.9g%s", region_name(LIGAMENT[k]), key,
                   factor * value, strain ? "" : " Pa");
    experiment.key[experiment.n++] = text[k];
  }
  experiment.name = name;
  PetscCall(case_destroy(&input));
  PetscCall(bench_run(bench, &experiment, &outcome, problems));
  if (outcome) *nutation = read_at(outcome, "nutation_deg", 2.0);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Heyland 2025: pre-tension moves the joint more than stiffness does.
static PetscErrorCode judge_sensitivity(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *outcome;
  double         stretched, stiffened;

  PetscFunctionBeginUser;
  PetscCall(bench_run(bench, &STANDING, &outcome, problems));
  if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(run_standing(bench, "standing_prestrain", "prestrain", 1.5, &stretched, problems));
  PetscCall(run_standing(bench, "standing_stiffer", "fibre_modulus", 1.5, &stiffened, problems));
  const double now = read_at(outcome, "nutation_deg", 2.0);

  PetscCall(verdicts_add(
    found, fabs(stretched / now - 1.0) / fabs(stiffened / now - 1.0), 1.0, INFINITY, "1",
    "change of nutation by half as much pre-strain again, over that by half as "
    "much stiffness again"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_motion(Bench *bench, Verdicts *found, Problems *problems)
{
  static PetscErrorCode (*const JUDGE[])(Bench *, Verdicts *, Problems *) = {
    judge_nutation,     judge_moments, judge_stiffness,
    judge_manipulation, judge_belt,    judge_sensitivity};
  const int before = problems->count;

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof JUDGE / sizeof *JUDGE && problems->count == before; k++)
    PetscCall(JUDGE[k](bench, found, problems));
  PetscCall(verdicts_note(found,
                          "Bones are schematic and held where the block cuts them; "
                          "ligaments have the stiffness of tables "
                          "and a pre-strain that is an estimate. One number was fitted, to "
                          "the nutation and the stiffness "
                          "of whole joints: the length of the anterior ligament, which the "
                          "mesh has only where it crosses "
                          "the joint. Shift and stiffness of the sources exclude each other: "
                          "half of 1000 N shifts a joint of at most 387 N/mm by 1.3 mm or "
                          "more, and where it nutates by two and a half degrees as well, "
                          "that puts the axis 30 mm from its middle."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Finding findings_motion[] = {{17,
                                    "The sacrum nutates about S2 by a degree or three, its "
                                    "ligaments take turns, and hands move it by less "
                                    "than a millimetre.",
                                    "Bruna-Rosso 2016 (nutation), Kiapour 2020 and Shin 2024 "
                                    "(ranges), Miller 1987 (stiffness), Vleeming "
                                    "1996 (long ligament), BMC MSD 2023 24 and Xu 2020 (manual "
                                    "therapy), Toyohara's group 2022 (belt), "
                                    "Heyland 2025 (pre-tension): abstracts and tables",
                                    judge_motion},
                                   {0}};
