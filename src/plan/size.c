// SPDX-License-Identifier: GPL-3.0-or-later
// Unknowns, steps and fields of a case: the mesh counted or estimated and refined, the events of the clock walked through
// with steps that grow as they do in runs.
#include "constants.h"

#include "sij/joint.h"
#include "sij/plan.h"
#include "sij/simulate/clock.h"

#include <math.h>

// Euler's formula of a solid ball: vertices - edges + faces - cells = 1, and each face inside has two cells.
static double count_edges(double cells, double vertices, double faces)
{
  return cells + vertices + 0.5 * faces - 1.0;
}

static void refine_counts(const Case *input, PlanSize *size)
{
  double faces = size->coarse.faces;

  size->cells    = size->coarse.cells;
  size->vertices = size->coarse.vertices;
  for (int i = 0; i < input->meshing.refine; i++) {
    size->vertices += count_edges(size->cells, size->vertices, faces);
    size->cells *= 8.0;
    faces *= 4.0;
  }
  if (size->solid) size->nodes = size->vertices + count_edges(size->cells, size->vertices, faces);
}

// While a needle runs its front crosses the mesh, and steps are a part of the time it takes; infinite if none runs.
static double longest_step_of_needles(const Case *input, double t)
{
  double longest = INFINITY;

  for (int i = 0; i < input->n_injections; i++) {
    const InjectionSchedule schedule = case_schedule(&input->injection[i]);
    const double            end      = injection_end(&schedule);

    if (t >= schedule.start && t < end)
      longest = fmin(longest, PLAN_STEP_NEEDLE * (end - schedule.start));
  }
  return longest;
}

static bool has_crystals(const Case *input)
{
  for (int d = 0; d < input->n_drugs; d++)
    if (case_uses_drug(input, d) && input->drug[d].solubility > 0.0) return true;
  return false;
}

// Steps grow with the time since a needle started or stopped: by a factor at first, then as the truncation error of what
// spreads allows. Crystals that dissolve bound them.
static double longest_step(const Case *input, double t, double dt, double since)
{
  const Numerics *numerics = &input->numerics;
  const double    share    = sqrt(numerics->time_tolerance / PLAN_TOLERANCE);
  const double    smooth   = PLAN_STEP_SHARE * (since + PLAN_STEP_START * numerics->step_first);
  const double    reaction = has_crystals(input) ? PLAN_STEP_CRYSTALS : INFINITY;
  const double    longest  = fmin(fmin(smooth, reaction), longest_step_of_needles(input, t));

  return fmin(numerics->step_max, fmin(PLAN_STEP_GROWTH * dt, share * longest));
}

static int count_steps(const Case *input, const Clock *events)
{
  const bool coupled = input->flow == FLOW_COUPLED;
  Clock      clock   = *events;
  double     t = 0.0, dt = input->numerics.step_first, since = 0.0;
  int        n = 0;

  while (clock.next < clock.n) {
    const double load = coupled ? joint_next_breakpoint(input, t) : INFINITY;
    const double step = fmin(load - t, clock_step(&clock, t, dt));
    const bool   ends = step >= clock.time[clock.next] - t;

    n++;
    t = ends ? clock.time[clock.next] : t + step;
    since += step;
    dt = longest_step(input, t, fmax(step, 0.5 * dt), since);
    if (ends && clock.needle[clock.next]) {
      dt    = clock_restart(input, t);
      since = 0.0;
    }
    if (ends) clock.next++;
    if (t >= load) dt = fmin(dt, 0.5 * (joint_next_breakpoint(input, t) - t));
  }
  return n;
}

static int count_drugs(const Case *input)
{
  int n = 0;

  for (int d = 0; d < input->n_drugs; d++) n += case_uses_drug(input, d);
  return n;
}

// Pressure, velocity, block; displacement and two stresses; of each drug its concentration, and its crystals if it has any.
static int count_columns(const Case *input, const PlanSize *size)
{
  int n = 5 + (size->solid ? 5 : 0);

  for (int d = 0; d < input->n_drugs; d++)
    if (case_uses_drug(input, d)) n += input->drug[d].solubility > 0.0 ? 2 : 1;
  return n;
}

// As flow, transport and pharmacology visit them at vertices.
static int count_state_columns(const Case *input)
{
  enum { FLOW = 5, BLOCK = 2, DRUG = 6, CRYSTALS = 2 };
  int n = FLOW + BLOCK;

  for (int d = 0; d < input->n_drugs; d++)
    if (case_uses_drug(input, d)) n += DRUG + (input->drug[d].solubility > 0.0 ? CRYSTALS : 0);
  return n;
}

// Displacement and load; the point of the preconditioner's set-up; rate and reference of the coupled solid: vectors.
static int count_node_columns(const PlanSize *size)
{
  if (!size->solid) return 0;
  return 3 * (2 + (size->linear ? 0 : 1) + (size->coupled ? 2 : 0));
}

static int count_outputs(const Clock *clock)
{
  int n = 1;

  for (int i = 0; i < clock->n; i++) n += clock->output[i];
  return n;
}

// The solid that goes alone is in equilibrium at outputs, where its loads have changed.
static int count_loads(const Case *input, const Clock *clock)
{
  int n = 1;

  for (int i = 0; i < clock->n && input->mechanics.n_loads > 0; i++) {
    bool changed = false;

    for (int k = 0; k < input->mechanics.n_loads && clock->output[i]; k++) {
      const CaseLoad *load = &input->mechanics.load[k];

      changed = changed || case_load_factor(load, clock->time[i]) !=
                             case_load_factor(load, i > 0 ? clock->time[i - 1] : 0.0);
    }
    n += changed;
  }
  return n;
}

PetscErrorCode plan_size(MPI_Comm comm, const Case *input, PlanSize *size, Problems *problems)
{
  Clock clock;

  PetscFunctionBeginUser;
  *size = (PlanSize){.drugs   = count_drugs(input),
                     .solid   = input->mechanics.strain != STRAIN_NONE,
                     .linear  = input->mechanics.strain == STRAIN_LINEAR,
                     .coupled = input->flow == FLOW_COUPLED};
  PetscCall(anatomy_count(comm, input, &size->coarse, problems));
  refine_counts(input, size);
  clock_set(input, &clock);
  size->steps         = count_steps(input, &clock);
  size->outputs       = count_outputs(&clock);
  size->columns       = count_columns(input, size);
  size->state_columns = count_state_columns(input);
  size->node_columns  = count_node_columns(size);
  if (size->solid && !size->coupled) size->loads = count_loads(input, &clock);
  PetscFunctionReturn(PETSC_SUCCESS);
}
