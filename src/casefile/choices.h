// SPDX-License-Identifier: GPL-3.0-or-later
/** Pieces that a case chooses by name: presets of the anatomy, patients, protocols. */
#pragma once

#include "sij/base/problems.h"
#include "sij/casefile/tree.h"

typedef struct {
  Tree     *tree;
  Problems *problems;
  Node     *root; // what was merged so far
} Choices;

/** Takes the shelves of a layer to the root, then merges what the layer chooses from them into the root. */
PetscErrorCode choices_apply(const Choices *choices, Node *layer) SIJ_CHECKED;

/** True for the path of a key that belongs beside a choice: "mechanics.protocol", "anatomy.scale". */
bool choices_concern(const char *path);
