// SPDX-License-Identifier: GPL-3.0-or-later
// What pharmacology keeps between two steps: histories of vertices and of points of curves, effects at targets, relief and
// plasma. A checkpoint visits it.
#include "state.h"

#include <stdio.h>

enum { ITEM_NAME = 2 * CASE_NAME + 48 };

/** Where a history lies: at vertices of the mesh, or at points that every rank has. */
typedef struct {
  const StateVisitor *visitor;
  const char         *place;
  bool                at_vertices;
  PetscInt            n;
} Place;

static PetscErrorCode visit_array(const Place *place, const char *of, const char *item,
                                  double value[])
{
  const StateVisitor *visitor = place->visitor;
  char                name[ITEM_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "pharmacology.%s.%s.%s", place->place, of, item);
  if (place->at_vertices)
    PetscCall(visitor->field(visitor->context, name, STATE_VERTICES, 1, value));
  else PetscCall(visitor->values(visitor->context, name, (int)place->n, value));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_history(const Agents *agents, History *history, const Place *place)
{
  PetscFunctionBeginUser;
  for (int d = 0; d < agents->n; d++) {
    const char *name = agents->of[d]->name;

    PetscCall(visit_array(place, name, "now", history->now[d]));
    PetscCall(visit_array(place, name, "peak", history->peak[d]));
    PetscCall(visit_array(place, name, "exposure", history->exposure[d]));
    PetscCall(visit_array(place, name, "above", history->above[d]));
  }
  // Not by lagged[d], which is NULL too on a rank that owns no point.
  for (int b = 0; b < agents->n_blocking; b++) {
    const int d = agents->blocking[b];

    PetscCall(visit_array(place, agents->of[d]->name, "lagged", history->lagged[d]));
  }
  for (int f = 0; f < FIBRE_COUNT; f++)
    PetscCall(visit_array(place, nerve_fibre_name((NerveFibre)f), "block", history->block[f]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_course(const StateVisitor *visitor, const char *name, Course *course)
{
  double *const number[] = {&course->value, &course->max, &course->time_of_max, &course->onset,
                            &course->above};

  PetscFunctionBeginUser;
  PetscCall(state_visit_numbers(visitor, name, 5, number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_agent(const Agents *agents, int agent, const char *target,
                                  Effect *effect, const StateVisitor *visitor)
{
  double *const number[] = {&effect->mean[agent], &effect->mean_peak[agent],
                            &effect->occupancy_peak[agent]};
  char          name[ITEM_NAME];

  PetscFunctionBeginUser;
  (void)snprintf(name, sizeof name, "pharmacology.%s.%s", target, agents->of[agent]->name);
  PetscCall(state_visit_numbers(visitor, name, 3, number));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_effect(Pharmacology *p, int target, const StateVisitor *visitor)
{
  const char *of = p->sampling[target].target.name;
  char        name[ITEM_NAME];

  PetscFunctionBeginUser;
  for (int f = 0; f < FIBRE_COUNT; f++) {
    (void)snprintf(name, sizeof name, "pharmacology.%s.blocked_%s", of,
                   nerve_fibre_name((NerveFibre)f));
    PetscCall(visit_course(visitor, name, &p->effect[target].blocked[f]));
  }
  for (int d = 0; d < p->agents.n; d++)
    PetscCall(visit_agent(&p->agents, d, of, &p->effect[target], visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_blood(Pharmacology *p, const StateVisitor *visitor)
{
  char name[ITEM_NAME];

  PetscFunctionBeginUser;
  for (int d = 0; d < p->agents.n; d++) {
    const char *of = p->agents.of[d]->name;

    (void)snprintf(name, sizeof name, "pharmacology.plasma.%s", of);
    PetscCall(visit_course(visitor, name, &p->plasma[d]));
    (void)snprintf(name, sizeof name, "pharmacology.in_blood.%s", of);
    PetscCall(visitor->values(visitor->context, name, 1, &p->in_blood[d]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode pharmacology_visit_state(Pharmacology *p, const StateVisitor *visitor)
{
  const Place vertices = {visitor, "vertices", true, p->vertices.n};
  const Place curves   = {visitor, "curves", false, p->curves.n};

  PetscFunctionBeginUser;
  PetscCall(visit_history(&p->agents, &p->vertices, &vertices));
  PetscCall(visit_history(&p->agents, &p->curves, &curves));
  for (int i = 0; i < p->n_targets; i++) PetscCall(visit_effect(p, i, visitor));
  PetscCall(visit_course(visitor, "pharmacology.relief", &p->relieved));
  PetscCall(
    visitor->values(visitor->context, "pharmacology.relief_at", RELIEF_TIMES, p->relief_at));
  PetscCall(visit_blood(p, visitor));
  PetscFunctionReturn(PETSC_SUCCESS);
}
