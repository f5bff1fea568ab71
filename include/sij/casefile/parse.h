// SPDX-License-Identifier: GPL-3.0-or-later
/** YAML text to a tree, by libyaml; everything wrong with it as sentences. */
#pragma once

#include "sij/base/problems.h"
#include "sij/casefile/tree.h"

/** Parses `text`; `file` is its name for people and is kept in the tree.
 * *root is NULL when the text cannot be used at all; `problems` then says why. */
PetscErrorCode parse_text(Tree *tree, const char *file, const char *text, size_t length,
                          Node **root, Problems *problems) SIJ_CHECKED;

/** The whole file in memory of the tree; *bytes stays NULL, and *why says so, if that fails. */
PetscErrorCode parse_read_file(Tree *tree, const char *path, void **bytes, size_t *length,
                               const char **why) SIJ_CHECKED;
