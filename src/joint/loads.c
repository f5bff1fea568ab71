// SPDX-License-Identifier: GPL-3.0-or-later
// Supports, springs, shells and loads of a case, given to the solid; and the breakpoints of the load curves.
#include "state.h"

#include "sij/anatomy/landmarks.h"

#include <math.h>
#include <string.h>

// Points of a load curve recur with each period; a breakpoint within rounding of t is past.
static double next_breakpoint(const CaseLoad *load, double t)
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

double joint_next_breakpoint(const Case *input, double t)
{
  double next = INFINITY;

  for (int l = 0; l < input->mechanics.n_loads; l++)
    next = fmin(next, next_breakpoint(&input->mechanics.load[l], t));
  return next;
}

int joint_breakpoints(const Case *input, int capacity, double time[])
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

Vec3 loads_point(const Joint *joint, const CaseAttachment *attachment)
{
  Landmark landmark;

  if (attachment->landmark[0] &&
      anatomy_landmark(&joint->input->anatomy, attachment->landmark, &landmark))
    return landmark.point;
  return attachment->point;
}

// Reports the problems of a support, spring or load under its path in the case.
static PetscErrorCode report_at(const Joint *joint, const char *list, const char *name,
                                Problems *found, Problems *problems)
{
  static const char MODULE[] = "mechanics: ";

  PetscFunctionBeginUser;
  for (int k = 0; k < found->count; k++) {
    const char  *sentence = found->sentence[k];
    const size_t skip     = strncmp(sentence, MODULE, strlen(MODULE)) == 0 ? strlen(MODULE) : 0;

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

    PetscCall(mechanics_set_dirichlet(joint->mechanics, support->surface, support->region,
                                      support->only_normal ? normal : all, NULL, NULL, &found));
    PetscCall(report_at(joint, "supports", support->name, &found, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_coupling(Joint *joint, const CaseAttachment *attachment, int *number,
                                   Problems *problems)
{
  PetscFunctionBeginUser;
  *number = -1;
  if (attachment->region != REGION_NONE)
    PetscCall(mechanics_add_coupling(joint->mechanics, attachment->region,
                                     loads_point(joint, attachment), attachment->radius, number,
                                     problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode attach_springs(Joint *joint, Problems *problems)
{
  const CaseMechanics *asked = &joint->input->mechanics;

  PetscFunctionBeginUser;
  for (int s = 0; s < asked->n_springs; s++) {
    const CaseSpring *spring = &asked->spring[s];
    MechanicsSpring   given  = {.stiffness         = spring->stiffness,
                                .preload           = spring->preload,
                                .bears_compression = spring->pushes};
    Problems          found  = {0};
    int               number;

    for (int k = 0; k < 2; k++) {
      PetscCall(add_coupling(joint, &spring->end[k], &given.coupling[k], &found));
      given.end[k] = loads_point(joint, &spring->end[k]);
    }
    PetscCall(report_at(joint, "springs", spring->name, &found, problems));
    if (problems->count > 0) continue; // there will be no joint: only what else is wrong is wanted
    PetscCall(mechanics_add_spring(joint->mechanics, &given, &number));
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
      PetscCall(
        mechanics_add_shell(joint->mechanics, (Region)r, skeleton->cortex, &elastic, problems));
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

    PetscCall(add_coupling(joint, &asked->load[l].attachment, &joint->coupling[l], &found));
    PetscCall(report_at(joint, "loads", asked->load[l].name, &found, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode joint_load(Joint *joint, double t)
{
  const Case *input = joint->input;

  PetscFunctionBeginUser;
  PetscCall(mechanics_begin_load_step(joint->mechanics));
  for (int l = 0; l < input->mechanics.n_loads; l++) {
    const CaseLoad *load   = &input->mechanics.load[l];
    const double    factor = case_load_factor(load, t);

    joint->factor[l] = factor;
    if (factor != 0.0)
      PetscCall(mechanics_add_point_load(joint->mechanics, joint->coupling[l],
                                         vec3_scaled(case_force(input, load->force), factor),
                                         loads_point(joint, &load->attachment),
                                         vec3_scaled(case_moment(input, load->moment), factor)));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}
