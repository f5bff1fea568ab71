// SPDX-License-Identifier: GPL-3.0-or-later
/** The scripts of src/render/paraview/, built into the program; the last row has no name. Written by cmake/embed.cmake. */
#pragma once

#include <stddef.h>

typedef struct {
  const char          *name; // "render.py"
  const unsigned char *text;
  size_t               length;
} RenderScript;

extern const RenderScript render_scripts[];
