// SPDX-License-Identifier: GPL-3.0-or-later
// Findings 2 and 3: holes of the capsule, in a population drawn as docs/decisions/010 has it.
#include "findings.h"
#include "words.h"

#include "sij/base/draw.h"

#include <stdio.h>

enum { DORSAL, SUPERIOR, VENTRAL, PLACES, JOINTS_MOST = 128 };

static const char *const PLACE[PLACES] = {"dorsal", "superior", "ventral"};

static const double VISIBLE = 0.01; // mL of undiluted contrast, seen by CT
static const double RATE    = 3.0;  // mL/min
static const double WAIT    = 10.0; // s after the needle

/** A weak place of a capsule. */
typedef struct {
  bool   is_there;
  double opening, conductance, size; // kPa, mL/(kPa s), mm
} Hole;

typedef struct {
  Hole hole[PLACES];
} Capsule;

/** What passed each place, in mL; 0 where there is no hole. */
typedef struct {
  double passed[PLACES];
} Leakage;

static Capsule draw_capsule(uint64_t seed, int i)
{
  Draw    draw    = draw_stream(seed, i);
  Capsule capsule = {0};

  for (int k = 0; k < PLACES; k++) {
    Hole *hole = &capsule.hole[k];

    hole->is_there    = draw_share(&draw) < 0.5;
    hole->opening     = draw_magnitude(&draw, 5.0, 100.0);
    hole->conductance = draw_magnitude(&draw, 5e-5, 5e-3);
    hole->size        = draw_between(&draw, 1.0, 4.0);
  }
  return capsule;
}

static bool is_whole(const Capsule *capsule)
{
  for (int k = 0; k < PLACES; k++)
    if (capsule->hole[k].is_there) return false;
  return true;
}

static bool is_leaking(const Leakage *leakage)
{
  for (int k = 0; k < PLACES; k++)
    if (leakage->passed[k] >= VISIBLE) return true;
  return false;
}

static PetscErrorCode describe_needle(Experiment *experiment, double volume, char text[2][WORDS])
{
  PetscFunctionBeginUser;
  PetscCall(
    words_key(experiment, text[0],
              "injections=[{name: joint, site: intra_articular.inferior, volume: %g mL, rate: "
              "%g mL/min, pressure_limit: 300 kPa}]",
              volume, RATE));
  PetscCall(words_key(experiment, text[1],
                      "time={duration: %g s, outputs: {first: 10 s, count: 3}}",
                      60.0 * volume / RATE + WAIT));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode describe_holes(Experiment *experiment, const Capsule *capsule,
                                     char text[WORDS])
{
  char list[WORDS] = "";
  int  at          = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < PLACES; k++) {
    const Hole *hole = &capsule->hole[k];

    if (!hole->is_there) continue;
    at += snprintf(
      list + at, sizeof list - (size_t)at,
      "%s{name: %s, place: %s, size: %.3f mm, opening_pressure: %.4g kPa, conductance: "
      "%.4g mL/(kPa s)}",
      at > 0 ? ", " : "", PLACE[k], PLACE[k], hole->size, hole->opening, hole->conductance);
  }
  PetscCall(words_key(experiment, text, "defects=[%s]", list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Joint i filled with `volume` mL; false in *done if it could not be run.
static PetscErrorCode fill_joint(Bench *bench, int i, double volume, Leakage *leakage, bool *done,
                                 Problems *problems)
{
  const Capsule  capsule = draw_capsule(bench_request(bench)->seed, i);
  char           name[64], text[3][WORDS];
  Experiment     experiment = {.name = name};
  const Outcome *outcome    = NULL;

  PetscFunctionBeginUser;
  *leakage = (Leakage){{0.0}};
  *done    = true;
  if (is_whole(&capsule)) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(name, sizeof name, "capsule_%d_with_%g_mL", i, volume);
  PetscCall(describe_needle(&experiment, volume, text));
  PetscCall(describe_holes(&experiment, &capsule, text[2]));
  PetscCall(bench_run(bench, &experiment, &outcome, problems));
  *done = outcome != NULL;
  for (int k = 0; outcome && k < PLACES; k++)
    if (capsule.hole[k].is_there)
      leakage->passed[k] = outcome_value(outcome, "flow.leak.%s", PLACE[k]);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// What a joint has let out stays out when the needle goes on: who leaked is not filled again.
static PetscErrorCode fill_further(Bench *bench, int n, double volume, Leakage leakage[],
                                   bool *done, Problems *problems)
{
  PetscFunctionBeginUser;
  *done = true;
  for (int i = 0; i < n && *done; i++)
    if (!is_leaking(&leakage[i]))
      PetscCall(fill_joint(bench, i, volume, &leakage[i], done, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode fill_all(Bench *bench, int n, double volume, Leakage leakage[], bool *done,
                               Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) leakage[i] = (Leakage){{0.0}};
  PetscCall(fill_further(bench, n, volume, leakage, done, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int count_joints(const Bench *bench)
{
  return PetscMin(JOINTS_MOST, bench_request(bench)->joints);
}

static double compute_leaking_fraction(int n, const Leakage leakage[])
{
  int count = 0;

  for (int i = 0; i < n; i++) count += is_leaking(&leakage[i]);
  return (double)count / n;
}

static double compute_place_fraction(int n, const Leakage leakage[], int place)
{
  int count = 0;

  for (int i = 0; i < n; i++) count += leakage[i].passed[place] >= VISIBLE;
  return (double)count / n;
}

// If every place of every joint held a hole like those drawn, leaking apart from each other.
static double estimate_fraction_if_all(int n, const Leakage leakage[], uint64_t seed)
{
  double none = 1.0;

  for (int k = 0; k < PLACES; k++) {
    int holes = 0, leaking = 0;

    for (int i = 0; i < n; i++) {
      holes += draw_capsule(seed, i).hole[k].is_there;
      leaking += leakage[i].passed[k] >= VISIBLE;
    }
    if (holes > 0) none *= 1.0 - (double)leaking / holes;
  }
  return 1.0 - none;
}

static double compute_hole_fraction(int n, uint64_t seed)
{
  int count = 0;

  for (int i = 0; i < n; i++) {
    const Capsule capsule = draw_capsule(seed, i);

    count += !is_whole(&capsule);
  }
  return (double)count / n;
}

// The library's joint, without holes.
static PetscErrorCode fill_whole(Bench *bench, const Outcome **outcome, Problems *problems)
{
  char       text[2][WORDS];
  Experiment experiment = {.name = "capsule_whole_with_1.45_mL"};

  PetscFunctionBeginUser;
  PetscCall(describe_needle(&experiment, 1.45, text));
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A figure of that joint; `known` says whether it could be filled.
static PetscErrorCode read_whole(Bench *bench, const char *quantity, double *value, bool *known,
                                 Problems *problems)
{
  const Outcome *outcome;

  PetscFunctionBeginUser;
  PetscCall(fill_whole(bench, &outcome, problems));
  *known = outcome != NULL;
  *value = outcome ? outcome_value(outcome, "%s", quantity) : NAN;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_pressure(Bench *bench, Verdicts *found, Problems *problems)
{
  double pressure;
  bool   known;

  PetscFunctionBeginUser;
  PetscCall(read_whole(bench, "flow.cavity_pressure_max", &pressure, &known, problems));
  if (known)
    PetscCall(verdicts_report(found, pressure, "kPa",
                              "largest pressure at 1.45 mL in a joint without holes"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_margin(Bench *bench, Verdicts *found, Problems *problems)
{
  double volume;
  bool   known;

  PetscFunctionBeginUser;
  PetscCall(read_whole(bench, "flow.leak.posterior_margin", &volume, &known, problems));
  if (known)
    PetscCall(verdicts_add(found, volume, VISIBLE, INFINITY, "mL",
                           "into the interosseous ligament, where there is no capsule, at 1.45 mL "
                           "in a joint without holes"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_frequency(Bench *bench, Verdicts *found, Problems *problems)
{
  const uint64_t seed = bench_request(bench)->seed;
  const int      n    = count_joints(bench);
  Leakage        leakage[JOINTS_MOST];
  double         volume[3] = {1.45, 3.0, 6.0}, share[3];
  bool           done      = true;

  PetscFunctionBeginUser;
  PetscCall(fill_all(bench, n, volume[0], leakage, &done, problems));
  if (!done) PetscFunctionReturn(PETSC_SUCCESS);
  share[0] = compute_leaking_fraction(n, leakage);
  PetscCall(verdicts_add(found, share[0], 0.45, 0.75, "1",
                         "share of %d joints that leak at 1.45 mL (0.61 found)", n));
  PetscCall(verdicts_report(found, sqrt(share[0] * (1.0 - share[0]) / n), "1",
                            "its standard error, of so few joints"));
  PetscCall(verdicts_report(found, estimate_fraction_if_all(n, leakage, seed), "1",
                            "share if all three places of every joint held a hole"));
  for (int k = 1; k < 3; k++) {
    PetscCall(fill_further(bench, n, volume[k], leakage, &done, problems));
    if (!done) PetscFunctionReturn(PETSC_SUCCESS);
    share[k] = compute_leaking_fraction(n, leakage);
  }
  PetscCall(verdicts_report(found, share[1], "1", "share that leak at 3 mL"));
  PetscCall(verdicts_add(found, share[2], 0.85, 1.0, "1", "share that leak at 6 mL: nearly all"));
  PetscCall(
    verdicts_report(found, compute_hole_fraction(n, seed), "1", "share that have a hole at all"));
  PetscCall(report_pressure(bench, found, problems));
  PetscCall(verdicts_curve(found, "joints that leak", "drawn population", "injected, mL",
                           "share that leaks", false, 3, volume, share));
  PetscCall(verdicts_note(found,
                          "Presence, opening pressure, conductance and size of the holes are "
                          "drawn as docs/decisions/010-population-of-capsules.md says, which was "
                          "written before the population was run; they were not chosen by this "
                          "finding. A whole capsule does not tear in the model, so no more "
                          "joints can leak than have a hole."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode judge_routes(Bench *bench, Verdicts *found, Problems *problems)
{
  const int n = count_joints(bench);
  Leakage   leakage[JOINTS_MOST];
  bool      done = true;

  PetscFunctionBeginUser;
  PetscCall(fill_all(bench, n, 1.45, leakage, &done, problems));
  if (!done) PetscFunctionReturn(PETSC_SUCCESS);
  for (int k = 0; k < PLACES; k++) {
    const double share = compute_place_fraction(n, leakage, k);

    PetscCall(verdicts_add(found, n * share, 1.0, INFINITY, "1", "joints of %d that leak there: %s",
                           n, PLACE[k]));
    PetscCall(verdicts_report(found, share, "1", "share of joints, %s", PLACE[k]));
  }
  PetscCall(judge_margin(bench, found, problems));
  PetscCall(verdicts_note(found,
                          "That each route occurs is judged; the shares are not, since the split "
                          "of the series is unknown and holes are drawn alike at the three "
                          "places."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const Finding findings_leaks[] = {
  {2,
   "Of joints filled for arthrography 61 % leak (accepted: 45 to 75 %), pushed to 3 to 6 mL nearly "
   "all",
   "Fortin 1999, AJNR 20:1429, 76 joints with CT; the second half is an estimate", judge_frequency},
  {3, "Leaks are dorsal, by the superior recess and ventral; the posterior margin is open anyway",
   "Fortin 1999, AJNR 20:1429: routes; anatomy of the posterosuperior margin", judge_routes},
  {0}};
