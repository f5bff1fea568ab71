// SPDX-License-Identifier: GPL-3.0-or-later
// What can be asked of a Case: its drugs, the schedule of an injection, the factor of a load, vectors mirrored for
// the left joint. Nothing here reads files; load.c makes the Case.
#include "sij/casefile.h"

#include <math.h>
#include <string.h>

int case_drug(const Case *input, const char *name)
{
  for (int i = 0; i < input->n_drugs; i++)
    if (strcmp(input->drug[i].name, name) == 0) return i;
  return -1;
}

static bool is_injected(const Case *input, int drug)
{
  for (int i = 0; i < input->n_injections; i++)
    for (int j = 0; j < input->injection[i].n_contents; j++)
      if (input->injection[i].content[j].drug == drug) return true;
  return false;
}

bool case_uses_drug(const Case *input, int drug)
{
  for (int i = 0; i < input->n_drugs; i++) {
    int at = i;

    if (!is_injected(input, i)) continue;
    for (int steps = 0; at >= 0 && steps <= input->n_drugs; steps++) {
      if (at == drug) return true;
      at = input->drug[at].becomes[0] ? case_drug(input, input->drug[at].becomes) : -1;
    }
  }
  return false;
}

PetscErrorCode case_destroy(Case **input)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(*input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

Vec3 case_force(const Case *input, Vec3 right)
{
  return input->anatomy.side == SIDE_LEFT ? vec3(-right.x[0], right.x[1], right.x[2]) : right;
}

Vec3 case_moment(const Case *input, Vec3 right)
{
  return input->anatomy.side == SIDE_LEFT ? vec3(right.x[0], -right.x[1], -right.x[2]) : right;
}

double case_load_factor(const CaseLoad *load, double time)
{
  const double *t = load->course_time, *f = load->course_factor;
  int           i = 1;

  if (time < load->start || time > load->until) return 0.0;
  if (load->n_course == 0) return 1.0;
  time -= load->start;
  if (load->repeat > 0.0) time = fmod(time, load->repeat);
  if (time <= t[0]) return f[0];
  while (i < load->n_course && t[i] < time) i++;
  if (i == load->n_course) return f[i - 1];
  return f[i - 1] + (f[i] - f[i - 1]) * (time - t[i - 1]) / (t[i] - t[i - 1]);
}

InjectionSchedule case_schedule(const Injection *injection)
{
  return (InjectionSchedule){
    .start = injection->start, .volume = injection->volume, .rate = injection->rate};
}

Clearance case_clearance(const CaseDrug *drug)
{
  return (Clearance){.extraction        = drug->extraction,
                     .vasoactivity      = drug->vasoactivity,
                     .vasoactivity_half = drug->vasoactivity_half,
                     .permeability      = drug->synovial_permeability,
                     .free_fraction     = drug->cavity_free_fraction};
}
