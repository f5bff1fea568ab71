// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: the faces that carry a membrane shell. */
#pragma once

#include "shell.h"

/** A shell on a face of a local cell. */
typedef struct {
  Shell    shell;
  PetscInt cell;
  int      at[NODES_FACE]; // nodes of the cell that are the face's
} ShellFace;

typedef struct {
  PetscInt   n;
  ShellFace *face;
} ShellFaces;
