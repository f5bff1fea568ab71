// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to mechanics: the faces that carry a shell, and what they do to the balance of forces. */
#pragma once

#include "shell.h"

/** A shell on a face of a local cell. */
typedef struct {
  Shell    shell;
  PetscInt cell;
  int      at[NODES_FACE]; // which nodes of the cell are the face's
} ShellFace;

typedef struct {
  PetscInt   n;
  ShellFace *face;
} ShellFaces;
