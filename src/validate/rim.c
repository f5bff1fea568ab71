// SPDX-License-Identifier: GPL-3.0-or-later
// Finding 11: the rim of a bolus.
#include "block.h"
#include "words.h"

#include <math.h>

enum { PROBES = 16 };

static const double SPACING = 0.5, FIRST = 1.0;  // mm, along the line of probes from the tip
static const double TIP[3] = {22.0, -60.0, 8.0}; // mm: in the multifidus

static double compute_distance(int i)
{
  return FIRST + SPACING * i;
}

// Short curves, side on to the line: a target each, so that the outcome has the profile.
static PetscErrorCode add_probe(Experiment *experiment, int i, char text[WORDS])
{
  const double x = TIP[0] - compute_distance(i);

  PetscFunctionBeginUser;
  PetscCall(words_key(experiment, text,
                      "targets.probe_%d={unit: mm, curve: [[%g, %g, %g], [%g, %g, %g]]}", i, x,
                      TIP[1], TIP[2] - 0.25, x, TIP[1], TIP[2] + 0.25));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The mesh is fine at the needle, where the rim is, and as coarse elsewhere as the anatomy allows.
static PetscErrorCode inject_bolus(Bench *bench, const Outcome **outcome, Problems *problems)
{
  char       text[PROBES][WORDS], mesh[WORDS];
  Experiment experiment = {
    .name = "rim",
    .n    = 2,
    .key  = {"mesh.gradation=0.12", "time={duration: 1 h, outputs: {first: 4 s, count: 20}}"}};
  char injection[WORDS];

  PetscFunctionBeginUser;
  PetscCall(words_mesh(&experiment, mesh, bench_request(bench)->coarsening, 6.0, 6.0, 15.0, 0.6));
  PetscCall(words_key(&experiment, injection,
                      "injections=[{name: rim, tip: [%g mm, %g mm, %g mm], volume: 0.2 mL, rate: "
                      "3 mL/min, pressure_limit: 300 kPa, contents: {lidocaine: 2 %%}}]",
                      TIP[0], TIP[1], TIP[2]));
  for (int i = 0; i < PROBES; i++) PetscCall(add_probe(&experiment, i, text[i]));
  PetscCall(bench_run(bench, &experiment, outcome, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Distance from the tip at which a profile that falls outwards passes the level; NaN if it never does.
static double find_edge(const double profile[PROBES], double level)
{
  int i = PROBES - 1;

  while (i > 0 && profile[i - 1] < level) i--;
  if (i == 0 || profile[i] >= level) return NAN;
  return compute_distance(i - 1) +
         SPACING * (profile[i - 1] - level) / (profile[i - 1] - profile[i]);
}

// Largest block of each probe over the hour.
static void read_profile(const Outcome *outcome, const char *fibre, double profile[PROBES])
{
  for (int i = 0; i < PROBES; i++)
    profile[i] = outcome_value(outcome, "targets.probe_%d.blocked_fraction_%s", i, fibre);
}

// Where the injected fluid stands when the needle stops: half of what was injected [mM].
static double find_front(const Outcome *outcome)
{
  double profile[PROBES];

  for (int i = 0; i < PROBES; i++)
    profile[i] = outcome_column(outcome, "probe_%d.lidocaine [mM]", i)[1];
  return find_edge(profile, 0.5 * 73.9);
}

static PetscErrorCode draw_profile(const char *fibre, const double profile[PROBES], Verdicts *found)
{
  double distance[PROBES];

  PetscFunctionBeginUser;
  for (int i = 0; i < PROBES; i++) distance[i] = compute_distance(i);
  PetscCall(verdicts_curve(found, "block at the rim", fibre, "distance from the tip, mm",
                           "largest share of fibres blocked", false, PROBES, distance, profile));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode finding_rim(Bench *bench, Verdicts *found, Problems *problems)
{
  const Outcome *outcome = NULL;
  double         a_delta[PROBES], c[PROBES];

  PetscFunctionBeginUser;
  PetscCall(inject_bolus(bench, &outcome, problems));
  if (!outcome) PetscFunctionReturn(PETSC_SUCCESS);
  read_profile(outcome, "a_delta", a_delta);
  read_profile(outcome, "c", c);
  PetscCall(
    verdicts_report(found, find_front(outcome), "mm", "front of the bolus when the needle stops"));
  PetscCall(verdicts_add(found, find_edge(a_delta, 0.5) - find_edge(c, 0.5), 0.0, INFINITY, "mm",
                         "edge of the block of A-delta beyond that of C fibres"));
  PetscCall(verdicts_add(found, find_edge(c, 0.5) - find_front(outcome), 1.0, 2.0, "mm",
                         "edge of the block of C fibres beyond the front, farthest in an hour"));
  PetscCall(verdicts_add(found, find_edge(c, 0.1) - find_edge(c, 0.9), 0.0, 2.0, "mm",
                         "width of that edge, from 90 to 10 %% of C fibres"));
  PetscCall(draw_profile("A-delta", a_delta, found));
  PetscCall(draw_profile("C", c, found));
  PetscCall(verdicts_note(
    found,
    "0.2 mL in the multifidus, on a mesh of 0.6 mm at the needle. What decides: diffusion, "
    "perfusion and capacity of muscle; ec50_a_delta and ec50_c, which are Huang's, so that the "
    "order of the fibres is put in and only its distance comes out; not chosen by this finding."));
  PetscFunctionReturn(PETSC_SUCCESS);
}
