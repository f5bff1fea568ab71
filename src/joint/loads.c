// SPDX-License-Identifier: GPL-3.0-or-later
// Where the body is held and gripped, and what pushes it when.
#include "state.h"

#include "sij/anatomy/landmarks.h"

#include <math.h>
#include <string.h>

// Points of a course come again with each period; a bend closer than rounding to t is behind it.
static double next_of(const CaseLoad *load, double t)
{
  const double slack = 1e-9 * fmax(1.0, fabs(t));
  double       next  = load->start > t + slack ? load->start : INFINITY;

  for (int k = 0; k < load->n_course; k++) {
    double s = load->start + load->course_time[k];

    if (load->repeat > 0.0 && s <= t + slack)
      s += load->repeat * (floor((t + slack - s) / load->repeat) + 1.0);
    if (s > t + slack && s < next) next = s;
  }
  if (load->until > t + slack) return fmin(next, load->until);
  return load->until < next ? INFINITY : next;
}

double joint_next_bend(const Case *input, double t)
{
  double next = INFINITY;

  for (int l = 0; l < input->mechanics.n_loads; l++)
    next = fmin(next, next_of(&input->mechanics.load[l], t));
  return next;
}

int joint_events(const Case *input, int capacity, double time[])
{
  int n = 0;

  if (input->mechanics.strain == STRAIN_NONE) return 0;
  for (int l = 0; l < input->mechanics.n_loads; l++) {
    const CaseLoad *load = &input->mechanics.load[l];

    for (int k = 0; k < load->n_course && n < capacity; k++)
      if (load->start + load->course_time[k] <= load->until)
        time[n++] = load->start + load->course_time[k];
  }
  return n;
}

Vec3 loads_point(const Joint *joint, const CaseAttachment *grip)
{
  Landmark place;

  if (grip->landmark[0] && anatomy_landmark(&joint->input->anatomy, grip->landmark, &place))
    return place.point;
  return grip->point;
}

// What the solid finds wrong with a place, with the words of the case before it.
static PetscErrorCode tell_where(const Joint *joint, const char *list, const char *name,
                                 Problems *found, Problems *problems)
{
  static const char ROOM[] = "mechanics: ";

  PetscFunctionBeginUser;
  for (int k = 0; k < found->count; k++) {
    const char  *sentence = found->sentence[k];
    const size_t skip     = strncmp(sentence, ROOM, strlen(ROOM)) == 0 ? strlen(ROOM) : 0;

    PetscCall(problems_add(problems, joint->input->file, "mechanics.%s.%s: %s", list, name,
                           sentence + skip));
  }
  PetscCall(problems_destroy(found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode attach_supports(Joint *joint, Problems *problems)
{
  static const bool all[3] = {true, true, true};

  PetscFunctionBeginUser;
  for (int s = 0; s < joint->input->mechanics.n_supports; s++) {
    const CaseSupport *support   = &joint->input->mechanics.support[s];
    const int          across    = surface_axis(support->surface);
    const bool         normal[3] = {across == 0, across == 1, across == 2};

    Problems found = {0};

    PetscCall(mechanics_hold(joint->mechanics, support->surface, support->region,
                             support->only_normal ? normal : all, NULL, NULL, &found));
    PetscCall(tell_where(joint, "supports", support->name, &found, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode take_hold(Joint *joint, const CaseAttachment *grip, int *number,
                                Problems *problems)
{
  PetscFunctionBeginUser;
  *number = -1;
  if (grip->region != REGION_NONE)
    PetscCall(mechanics_grip(joint->mechanics, grip->region, loads_point(joint, grip), grip->radius,
                             number, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode attach_springs(Joint *joint, Problems *problems)
{
  const CaseMechanics *asked = &joint->input->mechanics;

  PetscFunctionBeginUser;
  for (int s = 0; s < asked->n_springs; s++) {
    const CaseSpring *spring = &asked->spring[s];
    MechanicsSpring   given  = {
         .stiffness = spring->stiffness, .preload = spring->preload, .pushes = spring->pushes};
    Problems found = {0};
    int      number;

    for (int k = 0; k < 2; k++) {
      PetscCall(take_hold(joint, &spring->end[k], &given.grip[k], &found));
      given.end[k] = loads_point(joint, &spring->end[k]);
    }
    PetscCall(tell_where(joint, "springs", spring->name, &found, problems));
    if (problems->count > 0) continue; // there will be no joint: only what else is wrong is wanted
    PetscCall(mechanics_spring(joint->mechanics, &given, &number));
    PetscCheck(number == s, PETSC_COMM_SELF, PETSC_ERR_PLIB, "spring %d became number %d", s,
               number);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode attach_shells(Joint *joint, Problems *problems)
{
  PetscFunctionBeginUser;
  for (int r = 0; r < REGION_COUNT; r++) {
    const Skeleton *skeleton = &joint->input->tissue[r].skeleton;
    const Elastic   elastic  = elastic_from(skeleton->cortex_young, skeleton->cortex_poisson);

    if (skeleton->cortex > 0.0)
      PetscCall(mechanics_clad(joint->mechanics, (Region)r, skeleton->cortex, &elastic, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode loads_attach(Joint *joint, Problems *problems)
{
  const CaseMechanics *asked = &joint->input->mechanics;

  PetscFunctionBeginUser;
  PetscCall(attach_shells(joint, problems));
  PetscCall(attach_supports(joint, problems));
  PetscCall(attach_springs(joint, problems));
  for (int l = 0; l < asked->n_loads; l++) {
    Problems found = {0};

    PetscCall(take_hold(joint, &asked->load[l].attachment, &joint->grip[l], &found));
    PetscCall(tell_where(joint, "loads", asked->load[l].name, &found, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode joint_load(Joint *joint, double t)
{
  const Case *input = joint->input;

  PetscFunctionBeginUser;
  PetscCall(mechanics_reload(joint->mechanics));
  for (int l = 0; l < input->mechanics.n_loads; l++) {
    const CaseLoad *load   = &input->mechanics.load[l];
    const double    factor = case_load_factor(load, t);

    joint->factor[l] = factor;
    if (factor != 0.0)
      PetscCall(mechanics_push(joint->mechanics, joint->grip[l],
                               vec3_scaled(case_force(input, load->force), factor),
                               loads_point(joint, &load->attachment),
                               vec3_scaled(case_moment(input, load->moment), factor)));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
