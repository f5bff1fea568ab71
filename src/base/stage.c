// SPDX-License-Identifier: GPL-3.0-or-later
// Passes on what modules tell of their stages to the one who listens.
#include "sij/base/stage.h"

#include <stddef.h>

static const StageListener *stage_listener;
static double stage_from = 0.0, stage_to = 1.0; // the part of the stage that is told of

void stage_listen(const StageListener *listener)
{
  stage_listener = listener;
}

void stage_begin(const char *name, double expected)
{
  stage_within(0.0, 1.0);
  if (stage_listener) stage_listener->begin(stage_listener->context, name, expected);
}

void stage_within(double from, double to)
{
  stage_from = from;
  stage_to   = to;
}

void stage_tell(double done)
{
  if (stage_listener)
    stage_listener->tell(stage_listener->context, stage_from + done * (stage_to - stage_from));
}

void stage_end(void)
{
  if (stage_listener) stage_listener->end(stage_listener->context);
}
