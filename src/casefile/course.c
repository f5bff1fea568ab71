// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a load at a time, and vectors mirrored for the left joint: a Case translated for those that apply
// loads.
#include "sij/casefile.h"

#include <math.h>

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
