// SPDX-License-Identifier: GPL-3.0-or-later
// Relief of a patient's pain from the blocked fractions of targets and nerves: the weighted mean of its
// sources.
#include "relief.h"

#include <math.h>
#include <string.h>

// Index of the target of that name that lies in the mesh, or -1.
static int find_target(const char *name, int n, const Sampling sampling[])
{
  for (int i = 0; i < n; i++)
    if (strcmp(sampling[i].target.name, name) == 0) return sampling[i].extent > 0.0 ? i : -1;
  return -1;
}

static ReliefSource resolve_source(const PainSource *pain, int n, const Sampling sampling[])
{
  ReliefSource source = {.target = find_target(pain->target, n, sampling), .weight = pain->weight};

  for (int i = 0; i < pain->n_nerves; i++) {
    const int nerve = find_target(pain->nerve[i], n, sampling);

    if (nerve >= 0) source.nerve[source.n_nerves++] = nerve;
  }
  return source;
}

void relief_prepare(const Case *input, int n, const Sampling sampling[], Relief *relief)
{
  double all = 0.0, kept = 0.0;

  *relief = (Relief){0};
  for (int i = 0; i < input->n_sources; i++) {
    const ReliefSource source = resolve_source(&input->source[i], n, sampling);

    all += source.weight;
    if (source.target < 0) continue;
    kept += source.weight;
    relief->source[relief->n++] = source;
  }
  for (int i = 0; i < relief->n; i++) relief->source[i].weight /= kept;
  relief->left_out = all > 0.0 ? (all - kept) / all : 0.0;
}

double relief_share(const Relief *relief, int target)
{
  double share = 0.0;

  for (int i = 0; i < relief->n; i++) {
    const ReliefSource *source = &relief->source[i];

    if (source->target == target) share += source->weight;
    for (int k = 0; k < source->n_nerves; k++)
      if (source->nerve[k] == target) share += source->weight / source->n_nerves;
  }
  return share;
}

double relief_now(const Relief *relief, const double block[])
{
  double sum = relief->n > 0 ? 0.0 : NAN;

  for (int i = 0; i < relief->n; i++) {
    const ReliefSource *source = &relief->source[i];
    double              nerves = 0.0;

    for (int k = 0; k < source->n_nerves; k++) nerves += block[source->nerve[k]] / source->n_nerves;
    sum += source->weight * (1.0 - (1.0 - block[source->target]) * (1.0 - nerves));
  }
  return sum;
}
