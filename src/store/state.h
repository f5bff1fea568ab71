// SPDX-License-Identifier: GPL-3.0-or-later
/** The part of a state of ParaView that is the same for every run: src/store/paraview/state.py. Written by
 * cmake/embed.cmake. */
#pragma once

#include <stddef.h>

typedef struct {
  const char          *name;
  const unsigned char *text;
  size_t               length;
} StateScript;

extern const StateScript state_scripts[];
