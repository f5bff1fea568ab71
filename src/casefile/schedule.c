// SPDX-License-Identifier: GPL-3.0-or-later
// An injection of a case as the schedule that laws, solvers and reports share.
#include "sij/casefile.h"

InjectionSchedule case_schedule(const Injection *injection)
{
  return (InjectionSchedule){
    .start = injection->start, .volume = injection->volume, .rate = injection->rate};
}
